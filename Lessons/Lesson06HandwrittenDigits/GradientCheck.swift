import Matrices

import struct Layers.CheckedGradient
import struct Layers.Perceptron
import func Layers.checkedGradient

/// The gradients with respect to the scores, and to every parameter of a small network, held
/// against central differences.
func checkGradient(width: Int = 1, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 1)
    let x = random.randn(rows: 8, columns: 12)
    let y = oneHot((0..<8).map { _ in random.randint(0, 10) })
    let z = random.randn(rows: 8, columns: 10)
    let scores = checkedGradient("dz", backward(softmax(z), y), at: z) { crossEntropy($0, y) }

    var network = Perceptron(sizes: [12, 7 * width, 10], activation: .relu, random: &random)
    for k in [1, 3] {
        network.parameters[k] = random.randn(rows: 1, columns: network.parameters[k].columns)
    }
    let trace = network.forward(x)
    let gradients = network.backward(trace, backward(softmax(trace.output), y))
    let parameters = ["dW₁", "db₁", "dW₂", "db₂"].enumerated().map { k, name in
        checkedGradient(name, gradients[k], at: network.parameters[k]) { moved in
            var other = network
            other.parameters[k] = moved
            return crossEntropy(other.predict(x), y)
        }
    }
    return [scores] + parameters
}
