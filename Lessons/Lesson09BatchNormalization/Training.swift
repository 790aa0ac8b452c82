import Layers
import Matrices

/// A network after its training, and how it went.
struct Trained<N: Network> {
    var network: N
    /// The mean cost of each epoch's batches.
    var costs: [Double]
    /// The share of the test pictures that it got right after each epoch.
    var accuracies: [Double]

    /// The first epoch, counted from 1, whose cost is no number any more.
    var lostAt: Int? { costs.firstIndex { !$0.isFinite }.map { $0 + 1 } }
}

/// Epoch after epoch: shuffle, and one step of the optimiser per batch.
func train<N: Network, O: Optimizer>(
    _ network: N, _ optimizer: O, _ data: Split, epochs: Int, batchSize: Int, seed: Int,
    afterEpoch: (Int) -> Void
) -> Trained<N> {
    var network = network
    var optimizer = optimizer
    var order = RandomState(seed: seed + 2)
    var costs: [Double] = []
    var accuracies: [Double] = []
    for epoch in 1...epochs {
        let shuffled = order.permutation(data.x.rows)
        var total = 0.0
        for start in stride(from: 0, to: shuffled.count, by: batchSize) {
            let batch = Array(shuffled[start..<min(start + batchSize, shuffled.count)])
            let (cost, gradients) = network.gradients(data.x[rows: batch], data.y[rows: batch])
            optimizer.update(&network.parameters, gradients)
            total += cost * Double(batch.count)
        }
        costs.append(total / Double(shuffled.count))
        accuracies.append(accuracy(network.scores(data.xTest), data.yTest))
        afterEpoch(epoch)
    }
    return Trained(network: network, costs: costs, accuracies: accuracies)
}

/// A rectifying network with He's weights: normal with variance 2 / inputs, since ReLU lets half of
/// the values through (He and others, 2015).
func rectifier(sizes: [Int], random: inout RandomState) -> Perceptron {
    var unused = RandomState(seed: 0)
    var network = Perceptron(sizes: sizes, activation: .relu, random: &unused)
    for layer in 0..<network.layers {
        let spread = (2 / Double(sizes[layer])).squareRoot()
        network.parameters[2 * layer] =
            spread * random.randn(rows: sizes[layer], columns: sizes[layer + 1])
    }
    return network
}
