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

    /// What the check objects to when the convolution's four loops do something else.
    func objections(
        _ inside:
            @escaping (
                _ gradient: inout (dPicture: Matrix, dFilter: Matrix, db: Double), _ place: [Int],
                _ dO: Double, _ pixel: Double, _ weight: Double
            ) -> Void
    ) -> [String] {
        let changed = Solution(
            convolveBackward: { picture, filter, dOutput in
                var gradient = (dPicture: 0 * picture, dFilter: 0 * filter, db: dOutput.sum())
                for y in 0..<dOutput.rows {
                    for x in 0..<dOutput.columns {
                        for j in 0..<filter.rows {
                            for i in 0..<filter.columns {
                                inside(
                                    &gradient, [y, x, j, i], dOutput[y, x],
                                    picture[y + j, x + i], filter[j, i])
                            }
                        }
                    }
                }
                return gradient
            }, maxPoolingBackward: Solution10.maxPoolingBackward)
        return FormulaTests.objections(check(changed))
    }

    func objections(pooling: @escaping (Matrix, Matrix) -> Matrix) -> [String] {
        FormulaTests.objections(
            check(
                Solution(
                    convolveBackward: Solution10.convolveBackward, maxPoolingBackward: pooling)))
    }

    @Test func solutionPasses() throws {
        #expect(
            verdicts(check(Self.solution))
                == ["dFilter: right", "db: right", "dPicture: right", "dPicture: right"])
        let digit = try smallMNIST().pictures[rows: [0]].reshaped(rows: 28, columns: 28)
        let lines = costLines(Self.solution, digit)
        #expect(lines.isRight, "\(lines)")
        #expect(lines.right[0] > lines.right[1] && lines.right[1] > lines.right[2])
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                convolveBackward: { picture, filter, _ in (0 * picture, 0 * filter, 0) },
                maxPoolingBackward: { picture, _ in 0 * picture }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun && $0.hints.count >= 2 })
    }

    @Test func mistakesInTheConvolutionAreNamed() {
        let right = objections { d, at, dO, pixel, weight in
            d.dFilter[at[2], at[3]] += dO * pixel
            d.dPicture[at[0] + at[2], at[1] + at[3]] += dO * weight
        }
        #expect(right == [])
        let signs = objections { d, at, dO, pixel, weight in
            d.dFilter[at[2], at[3]] -= dO * pixel
            d.dPicture[at[0] + at[2], at[1] + at[3]] -= dO * weight
        }
        #expect(signs == ["dFilter: sign", "dPicture: sign"])
        let overwritten = objections { d, at, dO, pixel, weight in
            d.dFilter[at[2], at[3]] = dO * pixel
            d.dPicture[at[0] + at[2], at[1] + at[3]] = dO * weight
        }
        #expect(overwritten == ["dFilter: sum", "dPicture: sum"])
        let turned = objections { d, at, dO, pixel, weight in
            d.dFilter[2 - at[2], 2 - at[3]] += dO * pixel
            d.dPicture[at[0] + 2 - at[2], at[1] + 2 - at[3]] += dO * weight
        }
        #expect(turned == ["dFilter: turned", "dPicture: turned"])
        let exchanged = objections { d, at, dO, pixel, weight in
            d.dFilter[at[3], at[2]] += dO * pixel
            d.dPicture[at[0] + at[3], at[1] + at[2]] += dO * weight
        }
        #expect(exchanged == ["dFilter: exchanged", "dPicture: exchanged"])
        let alone = objections { d, at, dO, pixel, weight in
            d.dFilter[at[2], at[3]] += dO
            d.dPicture[at[0] + at[2], at[1] + at[3]] += dO
        }
        #expect(alone == ["dFilter: picture", "dPicture: filter"])
        for (bias, word) in [
            ({ dO in dO.mean() }, "mean"), ({ dO in -dO.sum() }, "sign"),
            ({ dO in 9 * dO.sum() }, "k²"), ({ dO in dO[3, 3] }, "sum"),
        ] as [((Matrix) -> Double, String)] {
            let parts = check(
                Solution(
                    convolveBackward: { picture, filter, dOutput in
                        let right = Solution10.convolveBackward(picture, filter, dOutput)
                        return (right.dPicture, right.dFilter, bias(dOutput))
                    }, maxPoolingBackward: Solution10.maxPoolingBackward))
            #expect(FormulaTests.objections(parts) == ["db: \(word)"])
        }
    }

    @Test func mistakesInThePoolingAreNamed() {
        func spread(_ dP: Matrix, _ takes: @escaping (Int, Int) -> Double) -> Matrix {
            Matrix(rows: 6, columns: 6) { y, x in dP[y / 2, x / 2] * takes(y, x) }
        }
        let right = Solution10.maxPoolingBackward
        for (pooling, word) in [
            ({ _, dP in spread(dP) { _, _ in 1 } }, "all four"),
            ({ _, dP in spread(dP) { _, _ in 0.25 } }, "all four"),
            ({ _, dP in spread(dP) { y, x in y % 2 == 0 && x % 2 == 0 ? 1 : 0 } }, "corner"),
            ({ I, dP in spread(dP) { _, _ in 1 } - right(I, dP) }, "losers"),
            ({ I, dP in right(I, dP) * I }, "value"), ({ I, dP in -right(I, dP) }, "sign"),
            ({ I, dP in right(-I, dP) }, "wrong"), ({ _, dP in dP }, "shape"),
        ] as [((Matrix, Matrix) -> Matrix, String)] {
            #expect(objections(pooling: pooling) == ["dPicture: \(word)"])
        }
    }

    @Test func mistakesShowInTheCostLines() {
        let picture = Matrix(rows: 8, columns: 8) { y, x in x > y ? 1 : 0 }
        let right = costLines(Self.solution, picture).yours
        #expect(right[0] > right[1] && right[1] > right[2])
        var wrong = Self.solution
        wrong.maxPoolingBackward = { -1 * Solution10.maxPoolingBackward($0, $1) }
        let lines = costLines(wrong, picture).yours
        #expect(lines[0] == right[0] && lines[1] > lines[0])
    }
}
