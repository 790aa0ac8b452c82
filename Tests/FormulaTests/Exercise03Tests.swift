import Datasets
import Exercises
import Foundation
import Matrices
import Testing

@testable import Exercise03LogisticRegression

struct Exercise03Tests {
    static var solution: Solution {
        Solution(cost: Solution03.cost, backward: Solution03.backward)
    }

    /// A cost of z and y, summed over the examples and divided by m.
    static func cost(
        _ name: String, _ objections: [String], _ loss: @escaping (Double, Double) -> Double
    ) -> Slip<Solution> {
        Slip(name, objections) { $0.cost = { z, y in z.map(with: y, loss).mean() } }
    }

    /// A gradient from dz, with or without its mean.
    static func gradient(
        _ name: String, _ objections: [String], _ dz: @escaping (Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.backward = { x, p, y in
                let dz = dz(p, y)
                return (matmul(transposed: x, dz), dz.sum())
            }
        }
    }

    static func loss(_ z: Double, _ y: Double) -> Double {
        max(z, 0) - y * z + log1p(exp(-abs(z)))
    }

    static var slips: [Slip<Solution>] {
        func m(_ x: Matrix) -> Double { Double(x.rows) }
        return [
            Slip("sum", ["J: mean", "J, z large: later"]) {
                $0.cost = { z, y in z.map(with: y, loss).sum() }
            },
            cost("minus", ["J: sign", "J, z large: later"]) { -loss($0, $1) },
            cost("half for y = 1", ["J: half", "J, z large: later"]) { z, y in
                y * log1p(exp(-z))
            },
            cost("half for y = 0", ["J: half", "J, z large: later"]) { z, y in
                (1 - y) * log1p(exp(z))
            },
            cost("inner sign", ["J: half", "J, z large: later"]) { z, y in
                y * log1p(exp(-z)) - (1 - y) * log1p(exp(z))
            },
            cost("squared error", ["J: other loss", "J, z large: later"]) { z, y in
                let error = 1 / (1 + exp(-z)) - y
                return error * error
            },
            cost("no y", ["J: y", "J, z large: later"]) { z, _ in loss(z, 0) },
            cost("no logarithm", ["J: log"]) { z, y in max(z, 0) - y * z },
            cost("−z in the exponent", ["J: |z|", "J, z large: later"]) { z, y in
                max(z, 0) - y * z + log1p(exp(-z))
            },
            cost("y exchanged", ["J: y", "J, z large: later"]) { z, y in loss(z, 1 - y) },
            cost("naive", ["J, z large: no number"]) { z, y in
                let p = 1 / (1 + exp(-z))
                return -y * log(p) - (1 - y) * log(1 - p)
            },
            cost("no max", ["J, z large: no number"]) { z, y in
                (1 - y) * z + log(1 + exp(-z))
            },
            Slip("beyond the end", ["J: stopped", "J, z large: stopped"]) {
                $0.cost = { z, y in (0...z.rows).reduce(0) { $0 + loss(z[$1, 0], y[$1, 0]) } }
            },
            Slip("last example", ["J: one example"]) {
                $0.cost = { z, y in loss(z[z.rows - 1, 0], y[z.rows - 1, 0]) }
            },
            gradient("y − ŷ", ["dw: sign", "db: sign"]) { p, y in (y - p) / m(y) },
            gradient("no mean", ["dw: mean", "db: mean"]) { p, y in p - y },
            gradient("sign and mean", ["dw: sign, mean", "db: sign, mean"]) { p, y in y - p },
            gradient("mean twice", ["dw: mean", "db: mean"]) { p, y in (p - y) / (m(y) * m(y)) },
            gradient("five", ["dw: m = 5 only", "db: m = 5 only"]) { p, y in (p - y) / 5 },
            gradient("σ′", ["dw: σ′", "db: σ′"]) { p, y in (p - y) * p * (1 - p) / m(y) },
            gradient("σ′ and sign", ["dw: σ′, sign", "db: σ′, sign"]) { p, y in
                (y - p) * p * (1 - p) / m(y)
            },
            gradient("σ′ and mean", ["dw: σ′, mean", "db: σ′, mean"]) { p, y in
                (p - y) * p * (1 - p)
            },
            gradient("no y", ["dw: y", "db: y"]) { p, y in p / m(y) },
            gradient("square", ["dw: square", "db: square"]) { p, y in (p - y) * (p - y) / m(y) },
            gradient("nan", ["dw: no number", "db: no number"]) { p, y in (p - y) / (y - y) },
            Slip("mean twice in db", ["db: mean"]) {
                $0.backward = { x, p, y in
                    let dz = (p - y) / m(y)
                    return (matmul(transposed: x, dz), dz.mean())
                }
            },
            Slip("no transpose", ["dw: shapes"]) {
                $0.backward = { x, p, y in
                    let dz = (p - y) / m(y)
                    return (matmul(x, dz), dz.sum())
                }
            },
            Slip("element by element", ["dw: shapes"]) {
                $0.backward = { x, p, y in
                    let dz = (p - y) / m(y)
                    return ((x * dz).columnSums(), dz.sum())
                }
            },
            Slip("transposed", ["dw: shape"]) {
                $0.backward = { x, p, y in
                    let dz = (p - y) / m(y)
                    return (matmul(transposed: dz, x), dz.sum())
                }
            },
            Slip("columns' sums", ["dw: x"]) {
                $0.backward = { x, p, y in
                    let dz = (p - y) / m(y)
                    return (Matrix(rows: x.columns, columns: 1, repeating: dz.sum()), dz.sum())
                }
            },
            Slip("last example", ["dw: one example", "db: one example"]) {
                $0.backward = { x, p, y in
                    let last = [x.rows - 1]
                    let dz = (p - y)[rows: last] / m(y)
                    return (matmul(transposed: x[rows: last], dz), dz.sum())
                }
            },
            Slip("a feature forgotten", ["dw: row 2"]) {
                $0.backward = { x, p, y in
                    var (dw, db) = Solution03.backward(x, p, y)
                    dw[2, 0] = 0
                    return (dw, db)
                }
            },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }

    @Test func solutionPasses() throws {
        let parts = check(Self.solution)
        #expect(verdicts(parts) == ["J: right", "J, z large: right", "dw: right", "db: right"])
        let lines = costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
        let reference = try referenceCurve("lesson03", "cost")
        for (step, cost) in zip(lines.at, lines.right) {
            #expect(abs(try #require(reference[step]) - cost) < 1e-6)
        }
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "03")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                cost: { _, _ in 0 },
                backward: { x, _, _ in (Matrix(rows: x.columns, columns: 1), 0) }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    @Test func aTransposedGradientIsNamedAndNotTrained() {
        let parts = check(
            Solution(
                cost: Solution03.cost,
                backward: { x, p, y in
                    let (dw, db) = Solution03.backward(x, p, y)
                    return (dw.transposed(), -db)
                }))
        #expect(FormulaTests.objections(parts) == ["dw: shape", "db: sign"])
        #expect(
            sentence("dw", parts)
                == "the shape. Yours is 1 × 3; it should be 3 × 1, like w. It is transposed: "
                + "exchange rows and columns.")
        #expect(!canTrain(parts))
    }
}
