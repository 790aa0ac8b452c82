import Foundation
import Layers
import Matrices

/// A network that can be trained: what the four networks of this lesson have in common.
protocol Network {
    /// Weights and biases, in the order of the gradients.
    var parameters: [Matrix] { get set }
    /// The cost of a batch and its derivative by every parameter.
    mutating func gradients(_ x: Matrix, _ y: Matrix) -> (cost: Double, gradients: [Matrix])
    /// The scores of the classes, a row per picture, as after the training.
    func scores(_ x: Matrix) -> Matrix
}

extension Perceptron: Network {
    func gradients(_ x: Matrix, _ y: Matrix) -> (cost: Double, gradients: [Matrix]) {
        let trace = forward(x)
        let dz = (softmax(trace.output) - y) / Double(x.rows)
        return (crossEntropy(trace.output, y), backward(trace, dz))
    }

    func scores(_ x: Matrix) -> Matrix { forward(x).output }
}

/// A perceptron whose hidden layers are normalised before the activation: y = γ ẑ + β, a = σ(y).
///
/// z needs no bias: whatever is added to every row is taken out again with the mean. β does its
/// work.
struct NormalizedPerceptron: Network {
    /// f of the hidden layers.
    let activation: Activation
    /// W1, γ1, β1, W2, γ2, β2 … and, for the last layer, W and b.
    var parameters: [Matrix]
    /// μ and v of each hidden layer, averaged over the batches seen while training.
    var running: [Statistics]

    /// What the forward pass leaves for the backward pass.
    struct Trace {
        /// What goes into each layer: x, then the output of each hidden layer.
        var a: [Matrix]
        /// What normalisation made of each hidden layer's z.
        var normalized: [Normalized]
        /// The statistics that it used.
        var statistics: [Statistics]
        /// The last layer's z.
        var output: Matrix
    }

    /// Glorot's weights, drawn layer after layer as for `Perceptron`; γ = 1, β = 0, b = 0.
    init(sizes: [Int], activation: Activation, random: inout RandomState) {
        self.activation = activation
        parameters = []
        running = []
        for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
            parameters.append(glorotUniform(inputs, outputs, &random))
            if parameters.count < 3 * (sizes.count - 2) {
                parameters.append(Matrix(rows: 1, columns: outputs, repeating: 1))
                running.append(Statistics(columns: outputs))
            }
            parameters.append(Matrix(rows: 1, columns: outputs))
        }
    }

    /// The forward pass.
    /// - Parameters:
    ///   - x: A row per picture.
    ///   - given: The statistics of each hidden layer; the batch's own if there are none.
    func forward(_ x: Matrix, statistics given: [Statistics]? = nil) -> Trace {
        var a = [x]
        var normalized: [Normalized] = []
        var used: [Statistics] = []
        for layer in running.indices {
            let z = matmul(a[layer], parameters[3 * layer])
            used.append(given?[layer] ?? Statistics(of: z))
            normalized.append(
                normalize(z, parameters[3 * layer + 1], parameters[3 * layer + 2], used[layer]))
            a.append(activation(normalized[layer].output))
        }
        let last = parameters.count - 2
        let output = matmul(a[running.count], parameters[last]) + parameters[last + 1]
        return Trace(a: a, normalized: normalized, statistics: used, output: output)
    }

    /// The backward pass, from dz of the last layer to the gradient of every parameter.
    func backward(_ trace: Trace, _ outputGradient: Matrix) -> [Matrix] {
        var gradients = parameters
        let last = parameters.count - 2
        gradients[last] = matmul(transposed: trace.a[running.count], outputGradient)
        gradients[last + 1] = outputGradient.columnSums()
        var da = matmul(outputGradient, transposed: parameters[last])
        for layer in running.indices.reversed() {
            let normalized = trace.normalized[layer]
            let dy = da * activation.derivative(normalized.output, trace.a[layer + 1])
            let (dz, dGamma, dBeta) = normalizeBackward(
                dy, normalized, parameters[3 * layer + 1])
            gradients[3 * layer] = matmul(transposed: trace.a[layer], dz)
            gradients[3 * layer + 1] = dGamma
            gradients[3 * layer + 2] = dBeta
            if layer > 0 { da = matmul(dz, transposed: parameters[3 * layer]) }
        }
        return gradients
    }

    mutating func gradients(_ x: Matrix, _ y: Matrix) -> (cost: Double, gradients: [Matrix]) {
        let trace = forward(x)
        for layer in running.indices { running[layer].follow(trace.statistics[layer]) }
        let dz = (softmax(trace.output) - y) / Double(x.rows)
        return (crossEntropy(trace.output, y), backward(trace, dz))
    }

    func scores(_ x: Matrix) -> Matrix { forward(x, statistics: running).output }
}
