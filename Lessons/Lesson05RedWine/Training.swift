import Matrices

/// What one training leaves: the parameters, and the loss of every epoch.
struct Training {
    var parameters: [Matrix]
    var loss: [Double] = []
    var validationLoss: [Double] = []
}

/// Trains a network from random weights, or from given ones; `afterEpoch` is told the epoch, its
/// loss, and the loss on the validation wines.
func train(
    _ sizes: [Int], _ wine: Wine, loss: Loss, rule: Rule, learningRate: Double, batchSize: Int,
    epochs: Int, seed: Int, from saved: [Matrix]? = nil,
    afterEpoch: (Int, Double, Double) -> Void = { _, _, _ in }
) -> Training {
    var weights = RandomState(seed: seed + 1)
    var order = RandomState(seed: seed + 2)
    var training = Training(parameters: saved ?? firstParameters(sizes, &weights))
    var memory = Memory(training.parameters)
    for epoch in 1...epochs {
        let shuffled = order.permutation(wine.x.rows)
        var sum = 0.0
        for start in stride(from: 0, to: shuffled.count, by: batchSize) {
            let batch = Array(shuffled[start..<min(start + batchSize, shuffled.count)])
            let y = wine.y[rows: batch]
            let (z, a) = forward(wine.x[rows: batch], training.parameters)
            let predicted = z[z.count - 1]
            sum += loss(predicted, y) * Double(batch.count)
            let gradients = backward(
                z, a, training.parameters, loss.derivative(predicted, y))
            update(
                &training.parameters, gradients, &memory, rule, learningRate: learningRate)
        }
        training.loss.append(sum / Double(shuffled.count))
        training.validationLoss.append(
            loss(predict(wine.xValidation, training.parameters), wine.yValidation))
        afterEpoch(epoch, training.loss[epoch - 1], training.validationLoss[epoch - 1])
    }
    return training
}
