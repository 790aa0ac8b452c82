import Datasets
import Layers
import Matrices

/// h(t) = tanh(x(t)·Wx + h(t − 1)·Wh + b) and ŷ(t) = h(t)·Wy + by, with the same weights at every step.
///
/// A sequence is an array: a matrix for each step, with a row per example.
struct SimpleRNN {
    /// Wx, Wh, b, Wy, by.
    var parameters: [Matrix]

    /// Glorot's weights, drawn in the order Wx, Wh, Wy; biases 0.
    init(inputs: Int, hidden: Int, outputs: Int, random: inout RandomState) {
        let wx = glorotUniform(inputs, hidden, &random)
        let wh = glorotUniform(hidden, hidden, &random)
        let wy = glorotUniform(hidden, outputs, &random)
        parameters = [
            wx, wh, Matrix(rows: 1, columns: hidden), wy, Matrix(rows: 1, columns: outputs),
        ]
    }

    /// The parameters with their names in a file.
    var weights: [(name: String, matrix: Matrix)] {
        zip(["wx", "wh", "b", "wy", "by"], parameters).map { ($0, $1) }
    }

    /// - Returns: h(0), which is 0, h(1) … h(T), and ŷ(1) … ŷ(T).
    func forward(_ x: [Matrix]) -> (h: [Matrix], outputs: [Matrix]) {
        let (wx, wh, b) = (parameters[0], parameters[1], parameters[2])
        let (wy, by) = (parameters[3], parameters[4])
        var h = [Matrix(rows: x[0].rows, columns: b.columns)]
        var outputs: [Matrix] = []
        for t in x.indices {
            h.append(tanh(matmul(x[t], wx) + matmul(h[t], wh) + b))
            outputs.append(matmul(h[t + 1], wy) + by)
        }
        return (h, outputs)
    }

    /// Backpropagation through time: from the last step to the first, gradients adding up.
    /// - Parameter dOutputs: dŷ(1) … dŷ(T); nil for a step whose output the cost doesn't use.
    /// - Returns: dWx, dWh, db, dWy, dby, and dh(1) … dh(T).
    func backward(
        _ x: [Matrix], _ h: [Matrix], _ dOutputs: [Matrix?]
    ) -> (gradients: [Matrix], dh: [Matrix]) {
        let (wh, wy) = (parameters[1], parameters[3])
        var (dwx, dwh, db) = (0 * parameters[0], 0 * parameters[1], 0 * parameters[2])
        var (dwy, dby) = (0 * parameters[3], 0 * parameters[4])
        var dh = x.map { _ in 0 * h[0] }
        for t in x.indices.reversed() {
            // h[t] is the state before step t, h[t + 1] the one after it.
            if let dy = dOutputs[t] {
                dwy += matmul(transposed: h[t + 1], dy)
                dby += dy.columnSums()
                dh[t] += matmul(dy, transposed: wy)
            }
            let dz = dh[t].map(with: h[t + 1]) { dh, h in dh * (1 - h * h) }
            dwx += matmul(transposed: x[t], dz)
            dwh += matmul(transposed: h[t], dz)
            db += dz.columnSums()
            if t > 0 { dh[t - 1] += matmul(dz, transposed: wh) }
        }
        return ([dwx, dwh, db, dwy, dby], dh)
    }
}

/// A network that forecasts a series, as an earlier run has saved it.
func readNetwork(_ path: String, hidden: Int) throws -> SimpleRNN {
    var unused = RandomState(seed: 0)
    var network = SimpleRNN(inputs: 1, hidden: hidden, outputs: 1, random: &unused)
    network.parameters = try readWeights(path, like: network.weights)
    return network
}

/// What the network says after the last step of each window.
func forecast(_ network: SimpleRNN, _ windows: Windows) -> Matrix {
    network.forward(windows.x).outputs[windows.x.count - 1]
}
