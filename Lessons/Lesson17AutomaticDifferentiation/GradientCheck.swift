import Matrices

import func Layers.checkedGradient
import struct Layers.CheckedGradient
import struct Layers.Perceptron

/// Lesson 04's gradients, by the formulas that it derives: W₁, b₁, W₂, b₂.
func gradientsByHand(_ rings: Examples, _ parameters: [Matrix]) -> [Matrix] {
    var random = RandomState(seed: 0)
    var perceptron = Perceptron(
        sizes: [2, parameters[1].columns, 1], activation: .relu, random: &random)
    perceptron.parameters = parameters
    let trace = perceptron.forward(rings.x)
    let dz = (sigmoid(trace.output) - rings.y) / Double(rings.x.rows)
    return perceptron.backward(trace, dz)
}

/// Every operation's way back, to each of its inputs, against central differences.
func checkOperations(width: Int = 1, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 1)
    let n = 4 * width
    let (a, b) = (random.randn(rows: 3, columns: n), random.randn(rows: 3, columns: n))
    let row = random.randn(rows: 1, columns: n)
    let square = random.randn(rows: n, columns: n)
    let classes = Matrix(rows: 3, columns: n) { i, j in j == i ? 1 : 0 }
    /// Away from 0: the divisor, and what has a logarithm.
    func positive(_ x: Matrix) -> Matrix { abs(x) + 0.5 }

    func check(
        _ name: String, _ inputs: [Matrix], _ operation: ([Value]) -> Value
    ) -> [CheckedGradient] {
        // Weights of its own for every element of the result, so that none is like another.
        func cost(_ tape: Tape, _ values: [Value]) -> Value {
            let z = operation(values)
            let weights = Matrix(rows: z.matrix.rows, columns: z.matrix.columns) { i, j in
                Double(1 + i + 2 * j) / 3
            }
            return mean(z * tape.constant(weights))
        }
        let byTape = gradients(inputs, cost).gradients
        return inputs.indices.map { k in
            checkedGradient(
                name + (inputs.count == 1 ? "" : k == 0 ? ", a" : ", b"), byTape[k], at: inputs[k]
            ) { moved in
                var values = inputs
                values[k] = moved
                let tape = Tape()
                return cost(tape, values.map { tape.constant($0) }).matrix[0, 0]
            }
        }
    }
    return [
        check("a + b", [a, b]) { $0[0] + $0[1] },
        check("a + row", [a, row]) { $0[0] + $0[1] },
        check("a − b", [a, b]) { $0[0] - $0[1] },
        check("a − row", [a, row]) { $0[0] - $0[1] },
        check("a ∗ b", [a, b]) { $0[0] * $0[1] },
        check("a ∗ row", [a, row]) { $0[0] * $0[1] },
        check("a / b", [a, positive(b)]) { $0[0] / $0[1] },
        check("a / row", [a, positive(row)]) { $0[0] / $0[1] },
        check("2 ∗ a", [a]) { 2 * $0[0] },
        check("1 + a", [a]) { 1 + $0[0] },
        check("a·b", [a, square]) { matmul($0[0], $0[1]) },
        check("a·bᵀ", [a, square]) { matmul($0[0], transposed: $0[1]) },
        check("aᵀ·b", [a, b]) { matmul(transposed: $0[0], $0[1]) },
        check("e^a", [a]) { exp($0[0]) },
        check("log a", [positive(a)]) { log($0[0]) },
        check("tanh a", [a]) { tanh($0[0]) },
        check("max(a, 0)", [a]) { relu($0[0]) },
        check("|a|", [a]) { abs($0[0]) },
        check("mean a", [a]) { mean($0[0]) },
        check("rows of a", [a]) { rows($0[0], [2, 0, 2]) },
        check("cross-entropy", [a]) { crossEntropy($0[0], classes) },
        check("a ∗ a", [a]) { $0[0] * $0[0] },
    ].flatMap { $0 }
}
