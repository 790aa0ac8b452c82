import Datasets
import Layers
import Matrices

/// Every gradient of fine-tuning held against central differences: a perceptron of sigmoids, as
/// unrolled machines are one, with random weights and biases, on six small pictures.
func checkGradient(width: Int = 1, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 5)
    let x = random.randomSample(rows: 6, columns: 5)
    let y = oneHot([0, 1, 2, 2, 1, 0], classes: 3)
    var network = Perceptron(
        sizes: [5, 4 * width, 4 * width, 3], activation: .sigmoid, random: &random)
    network.parameters = network.parameters.map { random.randn(rows: $0.rows, columns: $0.columns) }
    let gradients = backward(network, x, y)
    return network.weights.enumerated().map { k, weight in
        checkedGradient("d\(weight.name)", gradients[k], at: weight.matrix) { moved in
            var other = network
            other.parameters[k] = moved
            return crossEntropy(other.predict(x), y)
        }
    }
}
