import Exercises
import Matrices
import Testing

@testable import Exercise04MultilayerPerceptron

struct Exercise04Tests {
    static var solution: Solution {
        Solution(reluDerivative: Solution04.reluDerivative, backward: Solution04.backward)
    }

    /// What the check objects to when the solution's gradient is changed before it is handed in.
    func objections(_ change: @escaping (inout Parameters) -> Void) -> [String] {
        let changed = Solution(
            reluDerivative: Solution04.reluDerivative,
            backward: { x, trace, y, p in
                var gradient = Solution04.backward(x, trace, y, p)
                change(&gradient)
                return gradient
            })
        return FormulaTests.objections(check(changed))
    }

    /// What the check objects to when dz₂ or what stands for f′(z₁) is another one.
    func objections(
        dz2: @escaping (Matrix, Matrix) -> Matrix = { ($0 - $1) / 7 },
        slope: @escaping (Trace) -> Matrix = { Solution04.reluDerivative($0.z1) },
        input: @escaping (Trace) -> Matrix = { $0.a1 }
    ) -> [String] {
        let changed = Solution(
            reluDerivative: Solution04.reluDerivative,
            backward: { x, trace, y, p in
                let dz2 = dz2(trace.predicted, y)
                let dz1 = matmul(dz2, transposed: p.w2) * slope(trace)
                return Parameters(
                    w1: matmul(transposed: x, dz1), b1: dz1.columnSums(),
                    w2: matmul(transposed: input(trace), dz2), b2: dz2.columnSums())
            })
        return FormulaTests.objections(check(changed))
    }

    @Test func solutionPasses() throws {
        #expect(
            verdicts(check(Self.solution))
                == ["f′: right", "dW₂: right", "db₂: right", "dW₁: right", "db₁: right"])
        let lines = costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
        let reference = try referenceCurve("lesson04", "relu")
        for (step, cost) in zip(lessonLines.at, lessonLines.costs) {
            #expect(abs(try #require(reference[step]) - cost) < 1e-6)
        }
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                reluDerivative: { 0 * $0 },
                backward: { _, _, _, p in
                    Parameters(w1: 0 * p.w1, b1: 0 * p.b1, w2: 0 * p.w2, b2: 0 * p.b2)
                }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun && $0.hints.count >= 2 })
    }

    @Test func mistakesInTheDerivativeAreNamed() {
        for (derivative, word) in [
            ({ z in z.map { max($0, 0) } }, "f itself"), ({ z in z.map { _ in 1 } }, "linear"),
            ({ z in z.map { $0 > 0 ? 0 : 1 } }, "sides"),
            ({ z in sigmoid(z) * (1 - sigmoid(z)) }, "sigmoid's"),
            ({ z in z * (1 - z) }, "sigmoid's"), ({ z in z.map { $0 > 0 ? -1 : 0 } }, "sign"),
            ({ z in z.map { $0 > 0 ? 1 : -1 } }, "wrong"), ({ z in z.transposed() }, "shape"),
        ] as [((Matrix) -> Matrix, String)] {
            let solution = Solution(reluDerivative: derivative, backward: Solution04.backward)
            #expect(FormulaTests.objections(check(solution)) == ["f′: \(word)"])
        }
    }

    @Test func wrongSignsNameTheirTerm() {
        #expect(objections { $0.w2 = -1 * $0.w2 } == ["dW₂: sign"])
        #expect(objections { $0.b2 = -1 * $0.b2 } == ["db₂: sign"])
        #expect(objections { $0.w1 = -1 * $0.w1 } == ["dW₁: sign"])
        #expect(objections { $0.b1 = -1 * $0.b1 } == ["db₁: sign"])
        #expect(
            objections(dz2: { ($1 - $0) / 7 })
                == ["dW₂: sign", "db₂: sign", "dW₁: sign", "db₁: sign"])
    }

    @Test func missingFactorsAreNamed() {
        let all = ["dW₂", "db₂", "dW₁", "db₁"]
        #expect(objections(dz2: { $0 - $1 }) == all.map { "\($0): mean" })
        #expect(
            objections(dz2: { ($0 - $1) * $0 * (1 - $0) / 7 })
                == ["dW₂: σ′", "db₂: σ′", "dW₁: wrong", "db₁: wrong"])
        #expect(objections(slope: { 0 * $0.a1 + 1 }) == ["dW₁: f′", "db₁: f′"])
        #expect(objections(slope: { $0.a1 * (1 - $0.a1) }) == ["dW₁: f′", "db₁: f′"])
        #expect(objections(slope: { $0.z1 * (1 - $0.z1) }) == ["dW₁: f′", "db₁: f′"])
        #expect(objections(slope: { $0.a1 }) == ["dW₁: f′", "db₁: f′"])
        #expect(objections(input: { $0.z1 }) == ["dW₂: a₁"])
        #expect(objections { $0.b1 = $0.b1 / 7 } == ["db₁: mean"])
    }

    @Test func wrongShapesAreNamed() {
        #expect(objections { $0.w1 = $0.w1.transposed() } == ["dW₁: shape"])
        #expect(objections { $0.w2 = $0.w2.transposed() } == ["dW₂: shape"])
        #expect(objections { $0.b1 = Matrix(row: [$0.b1.sum()]) } == ["db₁: shape"])
    }
}
