import Exercises
import Layers
import Matrices
import Testing

@testable import Exercise04MultilayerPerceptron

struct Exercise04Tests {
    static var solution: Solution {
        Solution(reluDerivative: Solution04.reluDerivative, backward: Solution04.backward)
    }

    static func derivative(
        _ name: String, _ objection: String, _ derivative: @escaping (Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["f′: \(objection)"]) { $0.reluDerivative = derivative }
    }

    /// The solution's gradient, changed before it is handed in.
    static func changed(
        _ name: String, _ objections: [String], _ change: @escaping (inout Parameters) -> Void
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.backward = { x, trace, y, p in
                var gradient = Solution04.backward(x, trace, y, p)
                change(&gradient)
                return gradient
            }
        }
    }

    /// A gradient with another dz₂, or something else for f′(z₁), or for what goes into layer 2.
    static func gradient(
        _ name: String, _ objections: [String],
        dz2: @escaping (Matrix, Matrix) -> Matrix = { ($0 - $1) / Double($1.rows) },
        slope: @escaping (Trace) -> Matrix = { Solution04.reluDerivative($0.z1) },
        input: @escaping (Trace) -> Matrix = { $0.a1 }
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.backward = { x, trace, y, p in
                let dz2 = dz2(trace.predicted, y)
                let dz1 = matmul(dz2, transposed: p.w2) * slope(trace)
                return Parameters(
                    w1: matmul(transposed: x, dz1), b1: dz1.columnSums(),
                    w2: matmul(transposed: input(trace), dz2), b2: dz2.columnSums())
            }
        }
    }

    static func all(_ word: String) -> [String] {
        ["dW₂", "db₂", "dW₁", "db₁"].map { "\($0): \(word)" }
    }

    static func first(_ word: String) -> [String] { Array(all(word).dropFirst(2)) }

    static var slips: [Slip<Solution>] {
        [
            derivative("f itself", "f itself") { z in z.map { max($0, 0) } },
            derivative("linear", "linear") { z in z.map { _ in 1 } },
            derivative("sides", "sides") { z in z.map { $0 > 0 ? 0 : 1 } },
            derivative("sigmoid's", "sigmoid's") { z in sigmoid(z) * (1 - sigmoid(z)) },
            derivative("Z(1 − Z)", "sigmoid's") { z in z * (1 - z) },
            derivative("tanh's", "tanh's") { z in 1 - tanh(z) * tanh(z) },
            derivative("minus", "sign") { z in z.map { $0 > 0 ? -1 : 0 } },
            derivative("−1 left", "sides") { z in z.map { $0 > 0 ? 1 : -1 } },
            derivative("leaky", "leaky") { z in z.map { $0 > 0 ? 1 : 0.01 } },
            derivative("z itself", "z") { z in z },
            derivative("transposed", "shape") { z in
                Solution04.reluDerivative(z).transposed()
            },
            derivative("beyond the end", "stopped") { z in
                var f = z
                for i in 0...z.rows { f[i, 0] = 1 }
                return f
            },
            changed("dW₂ uphill", ["dW₂: sign"]) { $0.w2 = -1 * $0.w2 },
            changed("db₂ uphill", ["db₂: sign"]) { $0.b2 = -1 * $0.b2 },
            changed("dW₁ uphill", ["dW₁: sign"]) { $0.w1 = -1 * $0.w1 },
            changed("db₁ uphill", ["db₁: sign"]) { $0.b1 = -1 * $0.b1 },
            changed("dW₁ transposed", ["dW₁: shape"]) { $0.w1 = $0.w1.transposed() },
            changed("dW₂ transposed", ["dW₂: shape"]) { $0.w2 = $0.w2.transposed() },
            changed("one number for db₁", ["db₁: shape"]) { $0.b1 = Matrix(row: [$0.b1.sum()]) },
            changed("a neuron forgotten", ["db₁: column 3"]) { $0.b1[0, 3] = 0 },
            changed("nan", ["dW₁: no number"]) { $0.w1 = $0.w1 / 0 },
            changed("db₂ missing", ["db₂: not written yet"]) { $0.b2 = 0 * $0.b2 },
            gradient("y − ŷ", all("sign"), dz2: { ($1 - $0) / Double($1.rows) }),
            gradient("no mean", all("mean"), dz2: { $0 - $1 }),
            gradient("sign and mean", all("sign, mean"), dz2: { $1 - $0 }),
            gradient("seven", all("m = 7 only"), dz2: { ($0 - $1) / 7 }),
            gradient("σ′", all("σ′"), dz2: { ($0 - $1) * $0 * (1 - $0) / Double($1.rows) }),
            gradient("σ′, no mean", all("σ′, mean"), dz2: { ($0 - $1) * $0 * (1 - $0) }),
            gradient("no y", all("y"), dz2: { p, y in p / Double(y.rows) }),
            gradient("no f′", first("f′"), slope: { 0 * $0.a1 + 1 }),
            gradient("Z(1 − Z)", first("f′"), slope: { $0.a1 * (1 - $0.a1) }),
            gradient("z(1 − z)", first("f′"), slope: { $0.z1 * (1 - $0.z1) }),
            gradient("f", first("f′"), slope: { $0.a1 }),
            gradient(
                "no f′, σ′", ["dW₂: σ′", "db₂: σ′", "dW₁: σ′, f′", "db₁: σ′, f′"],
                dz2: { ($0 - $1) * $0 * (1 - $0) / Double($1.rows) }, slope: { 0 * $0.a1 + 1 }),
            gradient(
                "no f′, uphill", ["dW₂: sign", "db₂: sign", "dW₁: f′, sign", "db₁: f′, sign"],
                dz2: { ($1 - $0) / Double($1.rows) }, slope: { 0 * $0.a1 + 1 }),
            gradient(
                "seven, and f for f′",
                [
                    "dW₂: m = 7 only", "db₂: m = 7 only", "dW₁: f′, m = 7 only",
                    "db₁: f′, m = 7 only",
                ],
                dz2: { ($0 - $1) / 7 }, slope: { $0.a1 }),
            gradient("z₁ for a₁", ["dW₂: a₁"], input: { $0.z1 }),
            Slip("W₂ not transposed", ["dW₁: shapes", "db₁: shapes"]) {
                $0.backward = { x, trace, y, p in
                    let dz2 = (trace.predicted - y) / Double(x.rows)
                    let dz1 = matmul(dz2, p.w2) * Solution04.reluDerivative(trace.z1)
                    return Parameters(
                        w1: matmul(transposed: x, dz1), b1: dz1.columnSums(),
                        w2: matmul(transposed: trace.a1, dz2), b2: dz2.columnSums())
                }
            },
            Slip("a₁ and x not transposed", ["dW₂: shapes", "dW₁: shapes"]) {
                $0.backward = { x, trace, y, p in
                    let dz2 = (trace.predicted - y) / Double(x.rows)
                    let dz1 =
                        matmul(dz2, transposed: p.w2) * Solution04.reluDerivative(trace.z1)
                    return Parameters(
                        w1: matmul(x, dz1), b1: dz1.columnSums(),
                        w2: matmul(trace.a1, dz2), b2: dz2.columnSums())
                }
            },
            Slip("last point", ["db₂: one example", "db₁: one example"]) {
                $0.backward = { x, trace, y, p in
                    var d = Solution04.backward(x, trace, y, p)
                    let dz2 = (trace.predicted - y) / Double(x.rows)
                    let dz1 =
                        matmul(dz2, transposed: p.w2) * Solution04.reluDerivative(trace.z1)
                    d.b2 = dz2[rows: [x.rows - 1]]
                    d.b1 = dz1[rows: [x.rows - 1]]
                    return d
                }
            },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }

    @Test func solutionPasses() throws {
        #expect(
            verdicts(check(Self.solution))
                == ["f′: right", "dW₂: right", "db₂: right", "dW₁: right", "db₁: right"])
        let lines = costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
        let reference = try referenceCurve("lesson04", "relu")
        for (step, cost) in zip(lines.at, lines.right) {
            #expect(abs(try #require(reference[step]) - cost) < 1e-6)
        }
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "04")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                reluDerivative: { 0 * $0 },
                backward: { _, _, _, p in
                    Parameters(w1: 0 * p.w1, b1: 0 * p.b1, w2: 0 * p.w2, b2: 0 * p.b2)
                }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }
}
