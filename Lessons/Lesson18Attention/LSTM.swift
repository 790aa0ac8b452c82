import Layers
import Matrices

// Lesson 12's network, forwards only: the tape goes back. Parameters: w, u, b, wy, by, the gates
// side by side in the order i, f, g, o.

/// First weights as in lesson 12, with a forget bias of 1.
func firstLSTM(
    inputs: Int, hidden: Int, outputs: Int, _ random: inout RandomState
) -> [Matrix] {
    let w = Matrix(joining: (0..<4).map { _ in glorotUniform(inputs, hidden, &random) })
    let u = Matrix(joining: (0..<4).map { _ in glorotUniform(hidden, hidden, &random) })
    let b = Matrix(rows: 1, columns: 4 * hidden) { _, j in j / hidden == 1 ? 1 : 0 }
    let wy = glorotUniform(hidden, outputs, &random)
    return [w, u, b, wy, Matrix(rows: 1, columns: outputs)]
}

/// h(1) … h(T), from a matrix per step with a row per sequence.
func lstm(_ x: [Matrix], _ p: [Value]) -> [Value] {
    let (tape, hidden) = (p[0].tape, p[1].matrix.rows)
    var h = tape.constant(Matrix(rows: x[0].rows, columns: hidden))
    var c = h
    return x.map { x in
        let z = matmul(tape.constant(x), p[0]) + matmul(h, p[1]) + p[2]
        func gate(_ n: Int) -> Value { columns(z, n * hidden..<(n + 1) * hidden) }
        c = sigmoid(gate(1)) * c + sigmoid(gate(0)) * tanh(gate(2))
        h = sigmoid(gate(3)) * tanh(c)
        return h
    }
}

/// Recall by an LSTM: it reads pair after pair and then the question, and answers at the end.
func remember(_ recall: Recall, _ p: [Value]) -> Value {
    matmul(lstm(recall.steps, p)[recall.steps.count - 1], p[3]) + p[4]
}

/// Nats per character of names, read letter by letter.
func lstmCost(_ names: [[Int]], _ p: [Value]) -> Value {
    let longest = names.map(\.count).max() ?? 0
    let whole = names.map { [nameEdge] + $0 + [nameEdge] }
    let x = (0...longest).map { t in
        Matrix(rows: names.count, columns: 27) { n, j in
            t <= names[n].count && whole[n][t] == j ? 1 : 0
        }
    }
    let characters = names.reduce(0) { $0 + $1.count + 1 }
    var cost = p[0].tape.constant(Matrix(rows: 1, columns: 1))
    for (t, h) in lstm(x, p).enumerated() {
        // The names that haven't ended: only their answers count.
        let running = names.indices.filter { t <= names[$0].count }
        let next = Matrix(rows: running.count, columns: 27) { i, j in
            whole[running[i]][t + 1] == j ? 1 : 0
        }
        let z = matmul(rows(h, running), p[3]) + p[4]
        cost = cost + Double(running.count) / Double(characters) * crossEntropy(z, next)
    }
    return cost
}

/// Of how many units an LSTM that reads letters has as many parameters, as nearly as it can.
func unitsOfLSTM(parameters: Int) -> Int {
    func size(_ h: Int) -> Int { 4 * h * (27 + h + 1) + 27 * (h + 1) }
    return (1...1000).min { abs(size($0) - parameters) < abs(size($1) - parameters) } ?? 1
}
