import Datasets
import Exercises
import Matrices
import Testing

@testable import Exercise10ConvolutionalNetwork

struct Exercise10Tests {
    static var solution: Solution {
        Solution(
            convolveBackward: Solution10.convolveBackward,
            maxPoolingBackward: Solution10.maxPoolingBackward)
    }

    typealias Gradient = (dPicture: Matrix, dFilter: Matrix, db: Double)

    /// The four loops, which do something else inside.
    static func loops(
        _ name: String, _ objections: [String],
        _ inside:
            @escaping (
                _ d: inout Gradient, _ at: (y: Int, x: Int, j: Int, i: Int), _ dO: Double,
                _ pixel: Double, _ weight: Double
            ) -> Void
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.convolveBackward = { picture, filter, dOutput in
                var d = (
                    dPicture: Matrix(zerosLike: picture), dFilter: Matrix(zerosLike: filter),
                    db: dOutput.sum()
                )
                for y in 0..<dOutput.rows {
                    for x in 0..<dOutput.columns {
                        for j in 0..<filter.rows {
                            for i in 0..<filter.columns {
                                inside(
                                    &d, (y, x, j, i), dOutput[y, x], picture[y + j, x + i],
                                    filter[j, i])
                            }
                        }
                    }
                }
                return d
            }
        }
    }

    /// The solution's gradient, changed.
    static func changed(
        _ name: String, _ objections: [String],
        _ change: @escaping (inout Gradient, _ filter: Matrix, _ dOutput: Matrix) -> Void
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.convolveBackward = { picture, filter, dOutput in
                var d = Solution10.convolveBackward(picture, filter, dOutput)
                change(&d, filter, dOutput)
                return d
            }
        }
    }

    static func pooling(
        _ name: String, _ word: String, _ pooling: @escaping (Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["dPicture: \(word)"]) { $0.maxPoolingBackward = pooling }
    }

    static func spread(_ dP: Matrix, _ takes: (Int, Int) -> Double) -> Matrix {
        Matrix(rows: 2 * dP.rows, columns: 2 * dP.columns) { y, x in
            dP[y / 2, x / 2] * takes(y, x)
        }
    }

    static var slips: [Slip<Solution>] {
        let right = Solution10.maxPoolingBackward
        return [
            loops("minus", ["dFilter: sign", "dPicture: sign"]) { d, at, dO, pixel, weight in
                d.dFilter[at.j, at.i] -= dO * pixel
                d.dPicture[at.y + at.j, at.x + at.i] -= dO * weight
            },
            loops("overwritten", ["dFilter: sum", "dPicture: sum"]) { d, at, dO, pixel, weight in
                d.dFilter[at.j, at.i] = dO * pixel
                d.dPicture[at.y + at.j, at.x + at.i] = dO * weight
            },
            loops("turned", ["dFilter: turned", "dPicture: turned"]) { d, at, dO, pixel, weight in
                d.dFilter[2 - at.j, 2 - at.i] += dO * pixel
                d.dPicture[at.y + 2 - at.j, at.x + 2 - at.i] += dO * weight
            },
            loops("exchanged", ["dFilter: exchanged", "dPicture: exchanged"]) {
                d, at, dO, pixel, weight in
                d.dFilter[at.i, at.j] += dO * pixel
                d.dPicture[at.y + at.i, at.x + at.j] += dO * weight
            },
            loops("dO alone", ["dFilter: picture", "dPicture: filter"]) { d, at, dO, _, _ in
                d.dFilter[at.j, at.i] += dO
                d.dPicture[at.y + at.j, at.x + at.i] += dO
            },
            loops("factors exchanged", ["dFilter: filter", "dPicture: wrong factor"]) {
                d, at, dO, pixel, weight in
                d.dFilter[at.j, at.i] += dO * weight
                d.dPicture[at.y + at.j, at.x + at.i] += dO * pixel
            },
            loops(
                "beyond the end", ["dFilter: stopped", "db: stopped", "dPicture: stopped"]
            ) { d, at, dO, pixel, weight in
                d.dFilter[at.j, at.i] += dO * pixel
                d.dPicture[at.y + at.j + 1, at.x + at.i] += dO * weight
            },
            changed("mean", ["db: mean"]) { d, _, dO in d.db = dO.mean() },
            changed("minus db", ["db: sign"]) { d, _, dO in d.db = -dO.sum() },
            changed("for each weight", ["db: k²"]) { d, _, dO in d.db = 9 * dO.sum() },
            changed("the last one", ["db: sum"]) { d, _, dO in
                d.db = dO[dO.rows - 1, dO.columns - 1]
            },
            changed("times F", ["db: filter"]) { d, filter, dO in d.db = (dO.sum() * filter).sum()
            },
            changed("no db", ["db: not written yet"]) { d, _, _ in d.db = 0 },
            changed("mean of dF", ["dFilter: mean"]) { d, _, dO in
                d.dFilter /= Double(dO.values.count)
            },
            changed("shape of dO", ["dPicture: shape"]) { d, _, dO in d.dPicture = dO },
            changed("a product", ["dFilter: shapes"]) { d, filter, dO in
                d.dFilter = matmul(filter, dO)
            },
            changed("nan", ["dPicture: no number"]) { d, _, _ in d.dPicture = d.dPicture / 0 },
            changed("a row forgotten", ["dFilter: row 2"]) { d, _, _ in
                d.dFilter[row: 2] = [0, 0, 0]
            },
            pooling("all four", "all four") { _, dP in spread(dP) { _, _ in 1 } },
            pooling("a quarter", "all four") { _, dP in spread(dP) { _, _ in 0.25 } },
            pooling("corner", "corner") { _, dP in
                spread(dP) { y, x in y % 2 == 0 && x % 2 == 0 ? 1 : 0 }
            },
            pooling("losers", "losers") { I, dP in spread(dP) { _, _ in 1 } - right(I, dP) },
            pooling("smallest", "smallest") { I, dP in right(-I, dP) },
            pooling("value", "value") { I, dP in right(I, dP) * I },
            pooling("one", "one") { I, dP in right(I, dP.map { _ in 1 }) },
            pooling("minus", "sign") { I, dP in -right(I, dP) },
            pooling("dP itself", "shape") { _, dP in dP },
            pooling("the second row", "stopped") { I, dP in
                spread(dP) { y, x in I[y + 1, x] < I[y, x] ? 1 : 0 }
            },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }

    @Test func solutionPasses() throws {
        #expect(
            verdicts(check(Self.solution))
                == ["dFilter: right", "db: right", "dPicture: right", "dPicture: right"])
        let lines = try costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
        #expect(lines.right[0] > lines.right[1] && lines.right[1] > lines.right[2])
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "10")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                convolveBackward: { picture, filter, _ in (0 * picture, 0 * filter, 0) },
                maxPoolingBackward: { picture, _ in 0 * picture }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    @Test func mistakesShowInTheCostLines() throws {
        let right = try costLines(Self.solution).yours
        #expect(right[0] > right[1] && right[1] > right[2])
        var wrong = Self.solution
        wrong.maxPoolingBackward = { -1 * Solution10.maxPoolingBackward($0, $1) }
        let lines = try costLines(wrong).yours
        #expect(lines[0] == right[0] && lines[1] > lines[0])
    }
}
