import Datasets
import Matrices
import Testing

@testable import Exercise02GradientDescent
@testable import Exercises

struct Exercise02Tests {
    static var solution: Solution {
        Solution(
            cost: Solution02.cost, backward: Solution02.backward,
            update: { Solution02.update(&$0, &$1, dw: $2, db: $3, learningRate: $4) })
    }

    @Test func solutionPasses() throws {
        let parts = check(Self.solution)
        #expect(verdicts(parts) == ["J: right", "dw: right", "db: right", "w: right", "b: right"])
        let lines = try costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
        let reference = try referenceCurve("lesson02", "cost")
        for (step, cost) in zip(lines.at, lines.right) {
            #expect(abs(try #require(reference[step]) - cost) < 1e-6)
        }
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "02")
    }

    @Test func unsolvedDoesNotPass() {
        let unsolved = Solution(
            cost: { _, _ in 0 }, backward: { _, _, _ in (0, 0) }, update: { _, _, _, _, _ in })
        let parts = check(unsolved)
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    /// A cost of the errors ŷ − y.
    static func cost(
        _ name: String, _ objection: String, _ cost: @escaping (Matrix) -> Double
    ) -> Slip<Solution> {
        Slip(name, ["J: \(objection)"]) { $0.cost = { cost($0 - $1) } }
    }

    /// A gradient of x and the errors.
    static func gradient(
        _ name: String, _ objections: [String],
        _ gradient: @escaping (_ x: Matrix, _ e: Matrix) -> (Double, Double)
    ) -> Slip<Solution> {
        Slip(name, objections) { $0.backward = { gradient($0, $1 - $2) } }
    }

    /// What is added to w and b, from the gradient, the learning rate, and w and b.
    static func step(
        _ name: String, _ objections: [String],
        _ step: @escaping ((Double, Double), Double, (Double, Double)) -> (Double, Double)
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.update = { w, b, dw, db, rate in
                let change = step((dw, db), rate, (w, b))
                w += change.0
                b += change.1
            }
        }
    }

    static var slips: [Slip<Solution>] {
        [
            cost("sum", "mean") { e in (e * e).sum() },
            cost("RMSE", "root") { e in (e * e).mean().squareRoot() },
            cost("errors", "square") { e in e.mean() },
            cost("absolute errors", "square") { e in abs(e).mean() },
            cost("minus", "sign") { e in -(e * e).mean() },
            cost("half", "half") { e in (e * e).mean() / 2 },
            cost("square of the mean", "square") { e in e.mean() * e.mean() },
            cost("a third", "factor") { e in (e * e).mean() / 3 },
            cost("no number", "no number") { _ in .nan },
            Slip("ŷ² − y²", ["J: brackets"]) { $0.cost = { p, y in (p * p - y * y).mean() } },
            Slip("ŷ − y²", ["J: brackets"]) { $0.cost = { p, y in (p - y * y).mean() } },
            Slip("ŷ·y", ["J: product"]) { $0.cost = { p, y in (p * y).mean() } },
            Slip("y²", ["J: ŷ"]) { $0.cost = { _, y in (y * y).mean() } },
            cost("a number in it", "m = 5 only") { e in (e * e).sum() / 5 },
            cost("last example", "one example") { e in e[e.rows - 1, 0] * e[e.rows - 1, 0] },
            cost("first example", "one example") { e in e[0, 0] * e[0, 0] / Double(e.rows) },
            cost("beyond the end", "stopped") { e in (0...e.rows).reduce(0) { $0 + e[$1, 0] } },
            Slip("sum of both", ["J: ŷ + y"]) { $0.cost = { (($0 + $1) * ($0 + $1)).mean() } },
            Slip("no y", ["J: y"]) { $0.cost = { p, _ in (p * p).mean() } },
            Slip("a product of columns", ["J: shapes"]) {
                $0.cost = { matmul($0 - $1, $0 - $1).sum() / Double($0.rows) }
            },
            gradient("sign of dw", ["dw: sign"]) { x, e in (-2 * (e * x).mean(), 2 * e.mean()) },
            gradient("sign of db", ["db: sign"]) { x, e in (2 * (e * x).mean(), -2 * e.mean()) },
            gradient("sums", ["dw: mean", "db: mean"]) { x, e in (2 * (e * x).sum(), 2 * e.sum()) },
            gradient("no 2", ["dw: factor 2", "db: factor 2"]) { x, e in
                ((e * x).mean(), e.mean())
            },
            gradient("no x", ["dw: x"]) { _, e in (2 * e.mean(), 2 * e.mean()) },
            gradient("no x, no 2", ["dw: x, factor 2"]) { _, e in (e.mean(), 2 * e.mean()) },
            gradient("x in both", ["db: x"]) { x, e in (2 * (e * x).mean(), 2 * (e * x).mean()) },
            gradient("means apart", ["dw: x"]) { x, e in (2 * e.mean() * x.mean(), 2 * e.mean()) },
            gradient("x twice", ["dw: x²"]) { x, e in (2 * (e * x * x).mean(), 2 * e.mean()) },
            gradient("dw alone", ["db: not written yet"]) { x, e in (2 * (e * x).mean(), 0) },
            gradient("sign and sum", ["dw: sign, mean", "db: sign, mean"]) { x, e in
                (-2 * (e * x).sum(), -2 * e.sum())
            },
            gradient("no 2, and sums", ["dw: factor 2, mean", "db: factor 2, mean"]) { x, e in
                ((e * x).sum(), e.sum())
            },
            gradient("no 2, wrong sign", ["dw: factor 2, sign", "db: factor 2, sign"]) { x, e in
                (-(e * x).mean(), -e.mean())
            },
            gradient("squares", ["dw: square", "db: square"]) { x, e in
                ((e * e * x).mean(), (e * e).mean())
            },
            gradient("last example", ["dw: one example", "db: one example"]) { x, e in
                let last = e.rows - 1
                return (2 * e[last, 0] * x[last, 0], 2 * e[last, 0])
            },
            gradient("rows for columns", ["dw: shapes"]) { x, e in
                (2 * matmul(x, e).sum() / Double(x.rows), 2 * e.mean())
            },
            gradient("no error", ["dw: error", "db: error"]) { x, _ in (2 * x.mean(), 2) },
            gradient("one", ["db: error"]) { x, e in (2 * (e * x).mean(), 1) },
            Slip("ŷ + y", ["dw: ŷ + y", "db: ŷ + y"]) {
                $0.backward = { x, p, y in ((2 * (p + y) * x).mean(), (2 * (p + y)).mean()) }
            },
            Slip("ŷ for x", ["dw: ŷ"]) {
                $0.backward = { x, p, y in (2 * ((p - y) * p).mean(), 2 * (p - y).mean()) }
            },
            Slip("ŷ alone", ["dw: y", "db: y"]) {
                $0.backward = { x, p, _ in (2 * (p * x).mean(), 2 * p.mean()) }
            },
            step("w uphill", ["w: sign"]) { d, rate, _ in (rate * d.0, -rate * d.1) },
            step("b uphill", ["b: sign"]) { d, rate, _ in (-rate * d.0, rate * d.1) },
            step("no rate", ["w: rate", "b: rate"]) { d, _, _ in (-d.0, -d.1) },
            step("uphill, no rate", ["w: sign, rate"]) { d, rate, _ in (d.0, -rate * d.1) },
            step("db for both", ["w: db"]) { d, rate, _ in (-rate * d.1, -rate * d.1) },
            step("exchanged", ["w: db", "b: dw"]) { d, rate, _ in (-rate * d.1, -rate * d.0) },
            step("w alone", ["b: not written yet"]) { d, rate, _ in (-rate * d.0, 0) },
            step("divided", ["w: rate", "b: rate"]) { d, rate, _ in (-d.0 / rate, -d.1 / rate) },
            step("α alone", ["w: dw", "b: db"]) { _, rate, _ in (-rate, -rate) },
            step("α alone, uphill", ["w: dw", "b: db"]) { _, rate, _ in (rate, rate) },
            step("w in place of dw", ["w: dw", "b: db"]) { _, rate, old in
                (-rate * old.0, -rate * old.1)
            },
            step("α + dw", ["w: product", "b: product"]) { d, rate, _ in
                (-rate - d.0, -rate - d.1)
            },
            step("w ← dw", ["w: = in place of −=", "b: = in place of −="]) { d, _, old in
                (d.0 - old.0, d.1 - old.1)
            },
            step("α dw − w", ["w: = in place of −=", "b: = in place of −="]) { d, rate, old in
                (rate * d.0 - 2 * old.0, rate * d.1 - 2 * old.1)
            },
            step("replaced", ["w: = in place of −=", "b: = in place of −="]) { d, rate, old in
                (-rate * d.0 - old.0, rate * d.1 - old.1)
            },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }

    @Test func sentencesNameWhatIsMissing() {
        var solution = Self.solution
        solution.backward = { x, predicted, y in
            ((predicted - y).mean() * 2, -2 * (predicted - y).mean())
        }
        let parts = check(solution)
        #expect(sentence("dw", parts).contains("the factor x"))
        #expect(sentence("db", parts) == "right but for the sign, which is the opposite one.")
        #expect(canTrain(parts))
    }

    @Test func theOtherConventionIsAccepted() throws {
        var other = Self.solution
        other.backward = { x, p, y in (2 * ((y - p) * x).mean(), 2 * (y - p).mean()) }
        #expect(FormulaTests.objections(check(other)) == ["dw: sign", "db: sign"])
        other.update = { w, b, dw, db, rate in
            w += rate * dw
            b += rate * db
        }
        let parts = check(other)
        #expect(FormulaTests.objections(parts) == [])
        #expect(
            remarks(parts[1]) == [
                "- dw, db: the right numbers with the opposite sign, and your step adds them: the "
                    + "two signs cancel."
            ])
        #expect(remarks(parts[2])[0].hasPrefix("- w, b: your step adds."))
        let lines = try costLines(other)
        #expect(lines.isRight)
    }

    @Test func costLinesSeeAWrongStep() throws {
        var solution = Self.solution
        solution.update = { w, b, dw, db, rate in
            w += rate * dw
            b += rate * db
        }
        let lines = try costLines(solution)
        #expect(lines.yours[1] > lines.yours[0] && !lines.isRight)
    }
}
