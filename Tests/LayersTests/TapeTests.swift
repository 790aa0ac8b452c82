import Layers
import Matrices
import Testing

/// Every operation's way back against central differences, and what a tape does with several uses.
struct TapeTests {
    struct Operation: CustomTestStringConvertible {
        var name: String
        var inputs: [Matrix]
        var apply: @Sendable ([Value]) -> Value
        var testDescription: String { name }
    }

    static let operations: [Operation] = {
        var random = RandomState(seed: 5)
        let (a, b) = (random.randn(rows: 3, columns: 4), random.randn(rows: 3, columns: 4))
        let row = random.randn(rows: 1, columns: 4)
        let square = random.randn(rows: 4, columns: 4)
        let (positive, positiveRow) = (abs(b) + 0.5, abs(row) + 0.5)
        let classes = Matrix(rows: 3, columns: 4) { i, j in j == (2 * i) % 3 ? 1 : 0 }
        return [
            Operation(name: "+", inputs: [a, b]) { $0[0] + $0[1] },
            Operation(name: "+ row", inputs: [a, row]) { $0[0] + $0[1] },
            Operation(name: "−", inputs: [a, b]) { $0[0] - $0[1] },
            Operation(name: "− row", inputs: [a, row]) { $0[0] - $0[1] },
            Operation(name: "∗", inputs: [a, b]) { $0[0] * $0[1] },
            Operation(name: "∗ row", inputs: [a, row]) { $0[0] * $0[1] },
            Operation(name: "/", inputs: [a, positive]) { $0[0] / $0[1] },
            Operation(name: "/ row", inputs: [a, positiveRow]) { $0[0] / $0[1] },
            Operation(name: "row ∗ row", inputs: [row, positiveRow]) { $0[0] * $0[1] },
            Operation(name: "number ∗", inputs: [a]) { 3 * $0[0] },
            Operation(name: "number +", inputs: [a]) { 3 + $0[0] },
            Operation(name: "negative", inputs: [a]) { -$0[0] },
            Operation(name: "exp", inputs: [a]) { exp($0[0]) },
            Operation(name: "log", inputs: [positive]) { log($0[0]) },
            Operation(name: "sqrt", inputs: [positive]) { sqrt($0[0]) },
            Operation(name: "abs", inputs: [a]) { abs($0[0]) },
            Operation(name: "tanh", inputs: [a]) { tanh($0[0]) },
            Operation(name: "sigmoid", inputs: [a]) { sigmoid($0[0]) },
            Operation(name: "relu", inputs: [a]) { relu($0[0]) },
            Operation(name: "matmul", inputs: [a, square]) { matmul($0[0], $0[1]) },
            Operation(name: "matmul ᵀ2", inputs: [a, square]) { matmul($0[0], transposed: $0[1]) },
            Operation(name: "matmul ᵀ1", inputs: [a, b]) { matmul(transposed: $0[0], $0[1]) },
            Operation(name: "rows", inputs: [a]) { rows($0[0], [2, 0, 2, 2]) },
            Operation(name: "columns", inputs: [a]) { columns($0[0], 1..<3) },
            Operation(name: "columnMeans", inputs: [a]) { columnMeans($0[0]) },
            Operation(name: "mean", inputs: [a]) { mean($0[0]) },
            Operation(name: "softmax", inputs: [a]) { softmax($0[0]) },
            Operation(name: "crossEntropy", inputs: [a]) { crossEntropy($0[0], classes) },
            Operation(name: "the same twice", inputs: [a]) { $0[0] * $0[0] + $0[0] },
            Operation(name: "together", inputs: [a, b]) { values in
                let (x, y) = (values[0].matrix, values[1].matrix)
                return values[0].tape.note(x * y, of: values) { dz in [dz * y, dz * x] }
            },
        ]
    }()

    /// A cost in which every element of the result counts differently.
    static func cost(_ operation: Operation, _ tape: Tape, _ values: [Value]) -> Value {
        let z = operation.apply(values)
        let weights = Matrix(rows: z.matrix.rows, columns: z.matrix.columns) { i, j in
            Double(1 + 3 * i - 2 * j) / 3
        }
        return mean(z * tape.constant(weights))
    }

    @Test("Each way back is the numerical gradient", arguments: operations)
    func wayBack(operation: Operation) {
        let tape = Tape()
        let values = operation.inputs.map { tape.parameter($0) }
        Self.cost(operation, tape, values).backward()
        for k in values.indices {
            let checked = checkedGradient("input \(k)", values[k].gradient, at: values[k].matrix) {
                moved in
                var inputs = operation.inputs
                inputs[k] = moved
                let tape = Tape()
                return Self.cost(operation, tape, inputs.map { tape.constant($0) }).matrix[0, 0]
            }
            #expect(values[k].gradient.norm() > 0)
            #expect(checked.isRight, "input \(k): \(checked.difference)")
            #expect(checked.corners == 0)
        }
    }

    @Test func whatIsUsedSeveralTimesGetsTheSum() {
        let tape = Tape()
        let x = tape.parameter(Matrix(row: [3]))
        let y = x * x
        (y + y * x).backward()  // x² + x³
        #expect(x.gradient[0, 0] == 2 * 3 + 3 * 9)
        #expect(y.gradient[0, 0] == 1 + 3)
    }

    @Test func backwardTwiceGivesTheSame() {
        let tape = Tape()
        let x = tape.parameter(Matrix(row: [3]))
        let cost = x * x
        cost.backward()
        cost.backward()
        #expect(x.gradient[0, 0] == 6)
    }

    @Test func constantsHaveNoPlace() {
        let tape = Tape()
        let (x, w) = (tape.constant(Matrix(row: [2])), tape.parameter(Matrix(row: [5])))
        let (other, unused) = (exp(x) + x, tape.parameter(Matrix(row: [1, 2])))
        #expect(tape.count == 2)
        let cost = other * x * w
        #expect(tape.count == 3)
        #expect(w.gradient == Matrix(row: [0]), "nothing came back yet")
        cost.backward()
        #expect(w.gradient == (exp(x.matrix) + x.matrix) * x.matrix)
        #expect(unused.gradient == Matrix(row: [0, 0]))
        #expect(x.gradient == Matrix(row: [0]))
        other.backward()
        #expect(w.gradient == Matrix(row: [0]), "that one doesn't hang on w")
    }

    /// No operation keeps a value, and so the tape: it goes when nobody needs it any more.
    @Test func aTapeIsGivenBack() {
        for operation in Self.operations {
            weak var kept: Tape?
            do {
                let tape = Tape()
                kept = tape
                let values = operation.inputs.map { tape.parameter($0) }
                Self.cost(operation, tape, values).backward()
            }
            #expect(kept == nil, "\(operation.name)")
        }
    }

    // MARK: Against the gradients that earlier lessons derive by hand

    private func expectEqual(_ byTape: [Value], _ byHand: [Matrix]) {
        #expect(byTape.count == byHand.count)
        for (k, (a, b)) in zip(byTape, byHand).enumerated() {
            #expect(b.norm() > 1e-6, "parameter \(k)")
            #expect(abs(a.gradient - b).max() < 1e-12, "parameter \(k)")
        }
    }

    /// Lessons 05 and 06: several layers, and softmax with cross-entropy.
    @Test func whatIsNoNumberStaysNone() {
        for operation in [relu, abs, tanh, sigmoid] as [(Value) -> Value] {
            let a = Tape().parameter(Matrix(row: [.nan, 0]))
            mean(operation(a)).backward()
            #expect(a.gradient[0, 0].isNaN && a.gradient[0, 1].isFinite)
        }
    }

    @Test(arguments: [Activation.relu, .tanh, .sigmoid]) func aPerceptron(activation: Activation) {
        var random = RandomState(seed: 6)
        let x = random.randn(rows: 20, columns: 5)
        let y = Matrix(rows: 20, columns: 3) { i, j in i % 3 == j ? 1 : 0 }
        var network = Perceptron(sizes: [5, 8, 7, 3], activation: activation, random: &random)
        for k in [1, 3, 5] { network.parameters[k] += 0.1 }
        let tape = Tape()
        let p = network.parameters.map { tape.parameter($0) }
        var a = tape.constant(x)
        for k in [0, 2, 4] {
            let z = matmul(a, p[k]) + p[k + 1]
            a =
                k == 4
                ? z : activation == .relu ? relu(z) : activation == .tanh ? tanh(z) : sigmoid(z)
        }
        crossEntropy(a, y).backward()
        let trace = network.forward(x)
        #expect(abs(a.matrix - trace.output).max() < 1e-12)
        expectEqual(p, network.backward(trace, (softmax(trace.output) - y) / 20))
    }

    /// Lesson 11: backpropagation through time, with an output that counts at two of five steps.
    @Test func aRecurrentNetwork() {
        var random = RandomState(seed: 8)
        let network = RecurrentNetwork(inputs: 2, hidden: 4, outputs: 3, random: &random)
        let x = (0..<5).map { _ in random.randn(rows: 6, columns: 2) }
        let weights = random.randn(rows: 6, columns: 3)
        let tape = Tape()
        let p = network.parameters.map { tape.parameter($0) }
        var h = tape.constant(Matrix(rows: 6, columns: 4))
        var outputs: [Value] = []
        for x in x {
            h = tanh(matmul(tape.constant(x), p[0]) + matmul(h, p[1]) + p[2])
            outputs.append(matmul(h, p[3]) + p[4])
        }
        mean((outputs[2] + outputs[4]) * tape.constant(18 * weights)).backward()
        let back = network.backward(network.forward(x), [nil, nil, weights, nil, weights])
        expectEqual(p, back.gradients)
    }
}
