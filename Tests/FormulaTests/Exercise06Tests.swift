import Datasets
import Exercises
import Layers
import Matrices
import Testing

@testable import Exercise06HandwrittenDigits

struct Exercise06Tests {
    static var solution: Solution {
        Solution(
            softmax: Solution06.softmax, crossEntropy: Solution06.crossEntropy,
            backward: Solution06.backward)
    }

    /// What the check objects to when one function is another one.
    func objections(_ change: (inout Solution) -> Void) -> [String] {
        var solution = Self.solution
        change(&solution)
        return FormulaTests.objections(check(solution))
    }

    @Test func solutionPasses() throws {
        #expect(
            verdicts(check(Self.solution)) == [
                "p: right", "p, z large: right", "J: right", "J, z large: right", "dz: right",
            ])
        let lines = costLines(Self.solution, try smallMNISTSplit().train)
        #expect(lines.isRight, "\(lines)")
        let reference = try referenceCurve("lesson06", "loss")
        for (epoch, cost) in zip(lessonLines.at, lessonLines.costs) {
            #expect(abs(try #require(reference[epoch]) - cost) < 1e-6)
        }
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(softmax: { 0 * $0 }, crossEntropy: { _, _ in 0 }, backward: { p, _ in 0 * p }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun && $0.hints.count >= 2 })
    }

    @Test func mistakesInSoftmaxAreNamed() {
        func perRow(_ z: Matrix, _ share: ([Double]) -> [Double]) -> Matrix {
            Matrix((0..<z.rows).map { share(z[row: $0]) })
        }
        let unsafe = objections {
            $0.softmax = { z in
                perRow(exp(z)) { row in row.map { $0 / row.reduce(0, +) } }
            }
        }
        #expect(unsafe == ["p, z large: no number"])
        for (softmax, word) in [
            ({ z in exp(z) }, "sum"), ({ z in exp(z) / exp(z).sum() }, "sum"),
            ({ z in perRow(z) { row in row.map { $0 / row.reduce(0, +) } } }, "e"),
            ({ z in sigmoid(z) }, "sum"), ({ z in -Layers.softmax(z) }, "sign"),
            ({ z in Layers.softmax(z.transposed()).transposed() }, "sum"),
            ({ z in Layers.softmax(z.transposed()) }, "shape"),
        ] as [((Matrix) -> Matrix, String)] {
            #expect(objections { $0.softmax = softmax }.first == "p: \(word)")
        }
    }

    @Test func mistakesInTheCostAreNamed() {
        for (cost, word) in [
            ({ z, y in 6 * Layers.crossEntropy(z, y) }, "mean"),
            ({ z, y in Layers.crossEntropy(z, y) / 10 }, "mean"),
            ({ z, y in -Layers.crossEntropy(z, y) }, "sign"),
            ({ z, y in -(z * y).sum() / 6 }, "log Σ"),
            ({ z, y in Layers.crossEntropy(z, y) + (z * y).sum() / 6 }, "−z"),
            ({ z, y in -(Layers.softmax(z) * y).sum() / 6 }, "log"),
            ({ z, y in -log(Layers.softmax(z)).sum() / 6 }, "classes"),
        ] as [((Matrix, Matrix) -> Double, String)] {
            #expect(objections { $0.crossEntropy = cost }.first == "J: \(word)")
        }
        let unsafe = objections {
            $0.crossEntropy = { z, y in -(log(Layers.softmax(z)) * y).sum() / Double(z.rows) }
        }
        #expect(unsafe == ["J, z large: no number"])
    }

    @Test func mistakesInTheGradientAreNamed() {
        for (backward, word) in [
            ({ p, y in (y - p) / 6 }, "sign"), ({ p, y in p - y }, "mean"),
            ({ p, y in y - p }, "sign, mean"), ({ p, y in (p - y) / 60 }, "mean"),
            ({ p, y in p / 6 }, "y"), ({ p, y in (p - y) * y / 6 }, "p"),
            ({ p, y in (p - y) * p * (1 - p) / 6 }, "p (1 − p)"),
            ({ p, y in (p + y) / 6 }, "wrong"), ({ p, y in (p - y).transposed() / 6 }, "shape"),
        ] as [((Matrix, Matrix) -> Matrix, String)] {
            #expect(objections { $0.backward = backward } == ["dz: \(word)"])
        }
    }
}
