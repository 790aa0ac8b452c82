import Foundation
import Layers
import Matrices

/// A long short-term memory: a cell state c that gates let in, keep and let out.
///
/// The gates' weights stand side by side, in the order i, f, g, o: so one product makes all four z.
struct LSTM {
    /// Wx (inputs × 4·hidden), Wh (hidden × 4·hidden), b, Wy (hidden × outputs), by.
    var parameters: [Matrix]
    let hidden: Int

    /// Glorot's weights, each gate a layer of its own; biases 0, except the forget gate's.
    ///
    /// Drawn in the order Wx of i, f, g, o, then Wh of i, f, g, o, then Wy.
    init(inputs: Int, hidden: Int, outputs: Int, forgetBias: Double, random: inout RandomState) {
        self.hidden = hidden
        let wx = Matrix(joining: (0..<4).map { _ in glorotUniform(inputs, hidden, &random) })
        let wh = Matrix(joining: (0..<4).map { _ in glorotUniform(hidden, hidden, &random) })
        let wy = glorotUniform(hidden, outputs, &random)
        let b = Matrix(rows: 1, columns: 4 * hidden) { _, j in
            j / hidden == 1 ? forgetBias : 0
        }
        parameters = [wx, wh, b, wy, Matrix(rows: 1, columns: outputs)]
    }

    /// The parameters with their names in a file.
    var weights: [(name: String, matrix: Matrix)] {
        zip(["w", "u", "b", "wy", "by"], parameters).map { ($0, $1) }
    }

    /// What the forward pass leaves: index 0 of h and c is the state before the first step.
    struct Trace {
        var x: [Matrix]
        var h, c: [Matrix]
        /// i, f, g and o of each step, side by side: n × 4·hidden.
        var gates: [Matrix] = []
        var outputs: [Matrix] = []
    }

    /// All steps of all sequences: a matrix per step, a row per sequence.
    func forward(_ x: [Matrix]) -> Trace {
        let nothing = Matrix(rows: x[0].rows, columns: hidden)
        var trace = Trace(x: x, h: [nothing], c: [nothing])
        for t in x.indices {
            let (gates, c, h) = step(x[t], trace.h[t], trace.c[t])
            trace.gates.append(gates)
            trace.c.append(c)
            trace.h.append(h)
            trace.outputs.append(matmul(h, parameters[3]) + parameters[4])
        }
        return trace
    }

    /// One step: z = x·Wx + h·Wh + b, the gates, and the new states.
    func step(_ x: Matrix, _ hBefore: Matrix, _ cBefore: Matrix) -> (
        gates: Matrix, c: Matrix, h: Matrix
    ) {
        var gates = matmul(x, parameters[0])
        gates += matmul(hBefore, parameters[1])
        gates += parameters[2]
        var (c, h) = (cBefore, hBefore)
        for row in 0..<x.rows {
            let z = row * 4 * hidden
            for k in 0..<hidden {
                let i = sigmoid(gates.values[z + k])
                let f = sigmoid(gates.values[z + hidden + k])
                let g = tanh(gates.values[z + 2 * hidden + k])
                let o = sigmoid(gates.values[z + 3 * hidden + k])
                let place = row * hidden + k
                c.values[place] = f * cBefore.values[place] + i * g
                h.values[place] = o * tanh(c.values[place])
                gates.values[z + k] = i
                gates.values[z + hidden + k] = f
                gates.values[z + 2 * hidden + k] = g
                gates.values[z + 3 * hidden + k] = o
            }
        }
        return (gates, c, h)
    }

    /// Backpropagation through time.
    /// - Parameter dOutputs: dŷ(1) … dŷ(T); nil for a step whose output the cost doesn't use.
    /// - Returns: dWx, dWh, db, dWy, dby, and dh(1) … dh(T), dc(1) … dc(T).
    func backward(_ trace: Trace, _ dOutputs: [Matrix?]) -> (
        gradients: [Matrix], dh: [Matrix], dc: [Matrix]
    ) {
        var gradients = parameters.map { 0 * $0 }
        var dh = trace.x.map { _ in 0 * trace.h[0] }
        var dc = dh
        for t in trace.x.indices.reversed() {
            if let dy = dOutputs[t] {
                gradients[3] += matmul(transposed: trace.h[t + 1], dy)
                gradients[4] += dy.columnSums()
                dh[t] += matmul(dy, transposed: parameters[3])
            }
            let (dz, dcBefore) = stepBackward(
                trace.gates[t], trace.c[t], trace.c[t + 1], dh[t], &dc[t])
            gradients[0] += matmul(transposed: trace.x[t], dz)
            gradients[1] += matmul(transposed: trace.h[t], dz)
            gradients[2] += dz.columnSums()
            if t > 0 {
                dh[t - 1] += matmul(dz, transposed: parameters[1])
                dc[t - 1] = dcBefore
            }
        }
        return (gradients, dh, dc)
    }

    /// One step backwards, gate by gate.
    /// - Parameter dc: comes with what the next step hands back; what h adds to it is added.
    /// - Returns: dz of the four gates, and dc of the step before.
    func stepBackward(
        _ gates: Matrix, _ cBefore: Matrix, _ c: Matrix, _ dh: Matrix, _ dc: inout Matrix
    ) -> (dz: Matrix, dcBefore: Matrix) {
        var dz = gates
        var dcBefore = cBefore
        for row in 0..<c.rows {
            let z = row * 4 * hidden
            for k in 0..<hidden {
                let i = gates.values[z + k]
                let f = gates.values[z + hidden + k]
                let g = gates.values[z + 2 * hidden + k]
                let o = gates.values[z + 3 * hidden + k]
                let place = row * hidden + k
                let tanhC = tanh(c.values[place])
                // h = o · tanh(c)
                let dO = dh.values[place] * tanhC
                dc.values[place] += dh.values[place] * o * (1 - tanhC * tanhC)
                // c = f · cBefore + i · g
                let d = dc.values[place]
                let (di, df, dg) = (d * g, d * cBefore.values[place], d * i)
                dcBefore.values[place] = d * f
                // through σ: a (1 − a); through tanh: 1 − a²
                dz.values[z + k] = di * i * (1 - i)
                dz.values[z + hidden + k] = df * f * (1 - f)
                dz.values[z + 2 * hidden + k] = dg * (1 - g * g)
                dz.values[z + 3 * hidden + k] = dO * o * (1 - o)
            }
        }
        return (dz, dcBefore)
    }
}

func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
