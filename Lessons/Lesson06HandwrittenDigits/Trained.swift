import Datasets
import Layers
import Matrices

/// A network trained as the lesson's own, without a word.
func trained(
    _ sizes: [Int], _ train: LabelledPictures, learningRate: Double, batchSize: Int, epochs: Int,
    seed: Int, afterBatch: () -> Void = {}
) -> Perceptron {
    var weights = RandomState(seed: seed + 1)
    var order = RandomState(seed: seed + 2)
    var network = Perceptron(sizes: sizes, activation: .relu, random: &weights)
    var adam = Adam(learningRate: learningRate)
    let y = oneHot(train.labels)
    for _ in 0..<epochs {
        _ = trainEpoch(
            &network, &adam, train.pictures, y, order: order.permutation(train.labels.count),
            batchSize: batchSize, afterBatch: afterBatch)
    }
    return network
}
