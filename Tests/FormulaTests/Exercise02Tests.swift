import Datasets
import Exercises
import Matrices
import Testing

@testable import Exercise02GradientDescent

struct Exercise02Tests {
    static var solution: Solution {
        Solution(
            cost: Solution02.cost, backward: Solution02.backward,
            update: { Solution02.update(&$0, &$1, dm: $2, db: $3, learningRate: $4) })
    }

    /// What the check objects to when one function is another one.
    func objections(_ change: (inout Solution) -> Void) -> [String] {
        var solution = Self.solution
        change(&solution)
        return FormulaTests.objections(check(solution))
    }

    @Test func solutionPasses() throws {
        let parts = check(Self.solution)
        #expect(verdicts(parts) == ["J: right", "dm: right", "db: right", "m: right", "b: right"])
        let cereals = try readCSV(courseFile("uscereal.csv"))
        let lines = costLines(
            Self.solution, try cereals.matrix(["protein"]), try cereals.matrix(["calories"]))
        #expect(lines.isRight, "\(lines)")
        let reference = try referenceCurve("lesson02", "cost")
        for (step, cost) in zip(lessonLines.at, lessonLines.costs) {
            #expect(abs(try #require(reference[step]) - cost) < 1e-6)
        }
    }

    @Test func unsolvedDoesNotPass() {
        let unsolved = Solution(
            cost: { _, _ in 0 }, backward: { _, _, _ in (0, 0) }, update: { _, _, _, _, _ in })
        let parts = check(unsolved)
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun && $0.hints.count >= 2 })
    }

    @Test func mistakesInTheCostAreNamed() {
        for (cost, word) in [
            ({ e in (e * e).sum() }, "mean"), ({ e in (e * e).mean().squareRoot() }, "root"),
            ({ e in e.mean() }, "square"), ({ e in abs(e).mean() }, "square"),
            ({ e in -(e * e).mean() }, "sign"), ({ e in (e * e).mean() / 2 }, "factor"),
            ({ e in e.mean() * e.mean() }, "square"), ({ _ in .nan }, "no number"),
        ] as [((Matrix) -> Double, String)] {
            #expect(objections { $0.cost = { cost($0 - $1) } } == ["J: \(word)"])
        }
    }

    @Test func mistakesInTheGradientAreNamed() {
        for (gradient, objected) in [
            ({ x, e in ((-2 * e * x).mean(), (2 * e).mean()) }, ["dm: sign"]),
            ({ x, e in ((2 * e * x).mean(), (-2 * e).mean()) }, ["db: sign"]),
            ({ x, e in ((2 * e * x).sum(), (2 * e).sum()) }, ["dm: mean", "db: mean"]),
            ({ x, e in ((e * x).mean(), e.mean()) }, ["dm: factor 2", "db: factor 2"]),
            ({ x, e in ((2 * e).mean(), (2 * e).mean()) }, ["dm: x"]),
            ({ x, e in (e.mean(), (2 * e).mean()) }, ["dm: x"]),
            ({ x, e in ((2 * e * x).mean(), (2 * e * x).mean()) }, ["db: x"]),
            ({ x, e in (2 * e.mean() * x.mean(), (2 * e).mean()) }, ["dm: x"]),
            ({ x, e in ((2 * e * x * x).mean(), (2 * e).mean()) }, ["dm: wrong"]),
            ({ x, e in (0, (2 * e).mean()) }, ["dm: not written yet"]),
        ] as [((Matrix, Matrix) -> (dm: Double, db: Double), [String])] {
            #expect(objections { $0.backward = { gradient($0, $1 - $2) } } == objected)
        }
    }

    @Test func mistakesInTheStepAreNamed() {
        for (step, objected) in [
            ({ g, rate in (rate * g.0, -rate * g.1) }, ["m: sign"]),
            ({ g, rate in (-rate * g.0, rate * g.1) }, ["b: sign"]),
            ({ g, rate in (-g.0, -g.1) }, ["m: rate", "b: rate"]),
            ({ g, rate in (g.0, -rate * g.1) }, ["m: sign, rate"]),
            ({ g, rate in (-rate * g.1, -rate * g.1) }, ["m: wrong"]),
            ({ g, rate in (-rate * g.0, 0) }, ["b: not written yet"]),
        ] as [(((Double, Double), Double) -> (Double, Double), [String])] {
            let objections = objections {
                $0.update = { m, b, dm, db, rate in
                    let change = step((dm, db), rate)
                    m += change.0
                    b += change.1
                }
            }
            #expect(objections == objected)
        }
    }

    @Test func sentencesNameWhatIsMissing() {
        var solution = Self.solution
        solution.backward = { x, predicted, y in
            ((predicted - y).mean() * 2, -2 * (predicted - y).mean())
        }
        let parts = check(solution)
        #expect(sentence("dm", parts).contains("the factor x"))
        #expect(sentence("db", parts) == "the sign. Yours is the right one times −1.")
        #expect(canTrain(parts))
    }

    @Test func costLinesSeeAWrongStep() {
        var solution = Self.solution
        let (x, y) = (Matrix(column: [1, 2, 3]), Matrix(column: [2, 4, 5]))
        solution.update = { m, b, dm, db, rate in
            m += rate * dm
            b += rate * db
        }
        let lines = costLines(solution, x, y)
        #expect(lines.yours[1] > lines.yours[0] && !lines.isRight)
    }
}
