import Matrices

/// A network of several classes, and its curves while it was trained: a number per epoch.
///
/// Lesson 06 derives the loop; the lessons after it say what they change about it.
public struct ClassifierTraining: Sendable {
    /// The network, as far as it is trained.
    public var network: Perceptron
    /// The mean cross-entropy of an epoch's examples, each seen before the step that learns from it.
    public private(set) var loss: [Double] = []
    /// The share of them that was answered rightly.
    public private(set) var accuracy: [Double] = []
    /// The cross-entropy of the validation examples after each epoch.
    public private(set) var validationLoss: [Double] = []
    /// The share of them that is answered rightly.
    public private(set) var validationAccuracy: [Double] = []

    /// No epoch yet.
    public init(network: Perceptron) { self.network = network }

    /// The figures of the epoch that was trained last, with Keras' names.
    public var lastEpoch: KeyValuePairs<String, Double> {
        [
            "loss": loss.last ?? .nan, "accuracy": accuracy.last ?? .nan,
            "val_loss": validationLoss.last ?? .nan,
            "val_accuracy": validationAccuracy.last ?? .nan,
        ]
    }

    /// Trains an epoch: for each batch a step downhill.
    /// - Parameters:
    ///   - x: A row per example.
    ///   - y: The true classes, one-hot.
    ///   - batches: Which rows make a batch.
    ///   - optimizer: The rule that makes the steps.
    ///   - backward: dz, the derivative of the cost, from softmax(z) and the rows of y.
    ///   - afterBatch: What is to be done after every step.
    public mutating func train(
        _ x: Matrix, _ y: Matrix, batches: [[Int]], _ optimizer: inout some Optimizer,
        backward: (Matrix, Matrix) -> Matrix, afterBatch: () -> Void = {}
    ) {
        var (lossSum, rightCount) = (0.0, 0.0)
        for rows in batches {
            let truth = y[rows: rows]
            let trace = network.forward(x[rows: rows])
            lossSum += crossEntropy(trace.output, truth) * Double(rows.count)
            rightCount += Layers.accuracy(trace.output, truth) * Double(rows.count)
            let gradients = network.backward(trace, backward(softmax(trace.output), truth))
            optimizer.update(&network.parameters, gradients)
            afterBatch()
        }
        loss.append(lossSum / Double(x.rows))
        accuracy.append(rightCount / Double(x.rows))
    }

    /// Measures the network on examples that it doesn't learn from.
    public mutating func validate(_ x: Matrix, _ y: Matrix) {
        let z = network.predict(x)
        validationLoss.append(crossEntropy(z, y))
        validationAccuracy.append(Layers.accuracy(z, y))
    }
}
