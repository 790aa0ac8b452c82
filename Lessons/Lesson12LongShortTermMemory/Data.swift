import Datasets
import Layers
import Matrices

/// A name as numbers, without its edges.
func codes(_ name: String) -> [Int] { name.unicodeScalars.map { Int($0.value) - 97 } }

/// Names side by side: what goes in at each step, and what should come out.
struct NameBatch {
    /// One-hot, n × 27, at each step; rows of zeros after a name's end.
    var x: [Matrix]
    /// The next character, one-hot; rows of zeros after a name's end.
    var y: [Matrix]
    /// At each step, the names that haven't ended: only their answers count.
    var running: [[Int]]
    /// Letters and ends: how many answers there are.
    var characters: Int { running.reduce(0) { $0 + $1.count } }

    init(_ names: [[Int]]) {
        let steps = (names.map(\.count).max() ?? 0) + 1
        x = Array(repeating: Matrix(rows: names.count, columns: 27), count: steps)
        y = x
        running = Array(repeating: [], count: steps)
        for (n, name) in names.enumerated() {
            let whole = [nameEdge] + name + [nameEdge]
            for t in 0...name.count {
                x[t][n, whole[t]] = 1
                y[t][n, whole[t + 1]] = 1
                running[t].append(n)
            }
        }
    }
}

/// W (inputs × 4·hidden), U (hidden × 4·hidden), b, Wy (hidden × outputs), by: Glorot's weights,
/// each gate a layer of its own; biases 0, except the forget gate's.
func firstParameters(
    inputs: Int, hidden: Int, outputs: Int, forgetBias: Double, _ random: inout RandomState
) -> [Matrix] {
    let w = Matrix(joining: (0..<4).map { _ in glorotUniform(inputs, hidden, &random) })
    let u = Matrix(joining: (0..<4).map { _ in glorotUniform(hidden, hidden, &random) })
    let b = Matrix(rows: 1, columns: 4 * hidden) { _, j in j / hidden == 1 ? forgetBias : 0 }
    let wy = glorotUniform(hidden, outputs, &random)
    return [w, u, b, wy, Matrix(rows: 1, columns: outputs)]
}

/// z or a parameter, cut into the parts of i, f, g and o.
func cut(_ z: Matrix) -> (i: Matrix, f: Matrix, g: Matrix, o: Matrix) {
    let width = z.columns / 4
    func part(_ k: Int) -> Matrix { z[columns: Array(k * width..<(k + 1) * width)] }
    return (part(0), part(1), part(2), part(3))
}

/// The LSTM that reads names: 27 characters in and out.
func firstForNames(seed: Int) -> [Matrix] {
    var weights = RandomState(seed: seed + 1)
    return firstParameters(inputs: 27, hidden: 32, outputs: 27, forgetBias: 1, &weights)
}

/// The parameters with their names in a file.
func named(_ parameters: [Matrix]) -> [(name: String, matrix: Matrix)] {
    zip(["w", "u", "b", "wy", "by"], parameters).map { ($0, $1) }
}

extension Settings {
    /// How many bytes a training needs: for each number of the state, a step keeps about 16 numbers
    /// of 8 bytes.
    var memory: Int { max(batchSize, 500) * steps * hidden * 16 * 8 }
}
