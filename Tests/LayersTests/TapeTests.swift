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
}
