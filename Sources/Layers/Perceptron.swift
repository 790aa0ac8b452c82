import Matrices

/// Dense layers one after the other: z = a·W + b, a = f(z), the last one without f.
///
/// Lesson 04 derives one hidden layer; lesson 05 stacks several.
public struct Perceptron: Sendable {
    /// f, the activation of every hidden layer.
    public let activation: Activation
    /// W1, b1, W2, b2 …: weights inputs × outputs, biases 1 × outputs.
    public var parameters: [Matrix]

    /// What the forward pass leaves for the backward pass.
    public struct Trace: Sendable {
        /// z of each layer, the last one the network's output.
        public var z: [Matrix]
        /// What goes into each layer: x, then f(z) of each hidden layer.
        public var a: [Matrix]
        /// The last layer's z, a row per example.
        public var output: Matrix { z[z.count - 1] }
    }

    /// A network with Glorot's weights, drawn layer after layer, and biases 0.
    /// - Parameters:
    ///   - sizes: Inputs, hidden neurons of each layer, outputs: `[784, 128, 10]`.
    ///   - activation: f of the hidden layers.
    ///   - random: Where the weights come from.
    public init(sizes: [Int], activation: Activation, random: inout RandomState) {
        self.activation = activation
        parameters = []
        for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
            parameters.append(glorotUniform(inputs, outputs, &random))
            parameters.append(Matrix(rows: 1, columns: outputs))
        }
    }

    /// The parameters with their names in a file: w1, b1, w2, b2 …
    public var weights: [(name: String, matrix: Matrix)] {
        let names = (1...layers).flatMap { ["w\($0)", "b\($0)"] }
        return zip(names, parameters).map { ($0, $1) }
    }

    /// How many layers of weights there are.
    public var layers: Int { parameters.count / 2 }

    /// The forward pass: z = a·W + b and a = f(z), layer after layer.
    /// - Parameter x: A row per example.
    public func forward(_ x: Matrix) -> Trace {
        var trace = Trace(z: [], a: [x])
        for layer in 0..<layers {
            var z = matmul(trace.a[layer], parameters[2 * layer])
            z += parameters[2 * layer + 1]
            trace.z.append(z)
            if layer < layers - 1 { trace.a.append(activation(z)) }
        }
        return trace
    }

    /// The last layer's z, without what only a backward pass needs: a layer's room, not every layer's.
    /// - Parameter x: A row per example.
    public func predict(_ x: Matrix) -> Matrix {
        var a = x
        for layer in 0..<layers {
            a = matmul(a, parameters[2 * layer])
            a += parameters[2 * layer + 1]
            if layer < layers - 1 { a = activation(a) }
        }
        return a
    }

    /// The backward pass: from dz of the output to the gradient of every parameter.
    ///
    /// dW = aᵀ·dz, db = Σ dz over the examples, and for the layer before dz = (dz·Wᵀ) ∗ f′(z).
    /// - Parameters:
    ///   - trace: What the forward pass left.
    ///   - outputGradient: The derivative of the cost with respect to the last z, a row per example.
    /// - Returns: Gradients in the order and shapes of `parameters`.
    public func backward(_ trace: Trace, _ outputGradient: Matrix) -> [Matrix] {
        var gradients = parameters
        var dz = outputGradient
        for layer in (0..<layers).reversed() {
            gradients[2 * layer] = matmul(transposed: trace.a[layer], dz)
            gradients[2 * layer + 1] = dz.columnSums()
            if layer > 0 {
                let da = matmul(dz, transposed: parameters[2 * layer])
                dz = activation.backward(da, trace.z[layer - 1], trace.a[layer])
            }
        }
        return gradients
    }
}
