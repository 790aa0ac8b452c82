import Layers
import Matrices

/// The lesson's network after one epoch, with the lesson's derivative of the cost or another one.
func afterOneEpoch(
    _ x: Matrix, _ y: Matrix, _ other: ((Matrix, Matrix) -> Matrix)? = nil,
    learningRate: Double, batchSize: Int, seed: Int
) -> Perceptron {
    var network = firstNetwork(seed: seed)
    var optimizer = RMSprop(learningRate: learningRate)
    var order = RandomState(seed: seed + 2)
    _ = trainEpoch(
        &network, &optimizer, x, y, order: order.permutation(y.rows), batchSize: batchSize,
        derivative: other ?? backward)
    return network
}
