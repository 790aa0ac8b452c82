import Matrices

/// A simple recurrent network: h(t) = tanh(x(t)·Wx + h(t − 1)·Wh + b), ŷ(t) = h(t)·Wy + by.
///
/// A sequence is an array of matrices, one per time step, a row per example. h(0) is 0. Lesson 11
/// derives the forward and the backward pass.
public struct RecurrentNetwork: Sendable {
    /// Wx (inputs × hidden), Wh (hidden × hidden), b (1 × hidden), Wy (hidden × outputs),
    /// by (1 × outputs).
    public var parameters: [Matrix]

    /// What the forward pass leaves for the backward pass.
    public struct Trace: Sendable {
        /// x(1) … x(T), each n × inputs.
        public var x: [Matrix]
        /// h(0) … h(T), each n × hidden: one more than there are steps.
        public var h: [Matrix]
        /// ŷ(1) … ŷ(T), each n × outputs.
        public var outputs: [Matrix]
    }

    /// A network with Glorot's weights, drawn in the order Wx, Wh, Wy, and biases 0.
    public init(inputs: Int, hidden: Int, outputs: Int, random: inout RandomState) {
        let wx = glorotUniform(inputs, hidden, &random)
        let wh = glorotUniform(hidden, hidden, &random)
        let wy = glorotUniform(hidden, outputs, &random)
        parameters = [
            wx, wh, Matrix(rows: 1, columns: hidden), wy, Matrix(rows: 1, columns: outputs),
        ]
    }

    /// The forward pass over all steps, with an output at every one of them.
    /// - Parameter x: x(1) … x(T), each n × inputs; T may differ from call to call.
    public func forward(_ x: [Matrix]) -> Trace {
        let (wx, wh, b, wy, by) = (
            parameters[0], parameters[1], parameters[2], parameters[3], parameters[4]
        )
        var trace = Trace(
            x: x, h: [Matrix(rows: x.first?.rows ?? 0, columns: b.columns)], outputs: [])
        for t in x.indices {
            let h = tanh(matmul(x[t], wx) + matmul(trace.h[t], wh) + b)
            trace.h.append(h)
            trace.outputs.append(matmul(h, wy) + by)
        }
        return trace
    }

    /// Backpropagation through time.
    /// - Parameters:
    ///   - trace: What the forward pass left.
    ///   - dOutputs: The derivative of the cost with respect to ŷ(1) … ŷ(T); nil where the
    ///     cost doesn't use it.
    /// - Returns: Gradients in the order of `parameters`, and the derivative of the cost with respect
    ///   to h(1) … h(T).
    public func backward(
        _ trace: Trace, _ dOutputs: [Matrix?]
    ) -> (gradients: [Matrix], dh: [Matrix]) {
        guard dOutputs.count == trace.x.count else {
            stop("\(dOutputs.count) derivatives for \(trace.x.count) steps")
        }
        let (wh, wy) = (parameters[1], parameters[3])
        var gradients = parameters.map { 0 * $0 }
        var dh = [Matrix](repeating: 0 * trace.h[0], count: trace.x.count)
        for t in trace.x.indices.reversed() {
            let h = trace.h[t + 1]
            if let dy = dOutputs[t] {
                gradients[3] += matmul(transposed: h, dy)
                gradients[4] += dy.columnSums()
                dh[t] += matmul(dy, transposed: wy)
            }
            let dz = dh[t].map(with: h) { dh, h in dh * (1 - h * h) }
            gradients[0] += matmul(transposed: trace.x[t], dz)
            gradients[1] += matmul(transposed: trace.h[t], dz)
            gradients[2] += dz.columnSums()
            if t > 0 { dh[t - 1] = matmul(dz, transposed: wh) }
        }
        return (gradients, dh)
    }
}
