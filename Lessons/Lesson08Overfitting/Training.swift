import Datasets
import Layers
import Matrices

/// What the forward pass leaves for the backward pass.
struct Trace {
    var x: Matrix
    /// The hidden neurons' weighted sums.
    var z1: Matrix
    /// What dropout multiplied their outputs by; nil when it was off.
    var mask: Matrix?
    /// Their outputs, after dropout.
    var a1: Matrix
    /// The scores of the classes.
    var z2: Matrix
}

/// A way to train.
struct Method: Sendable {
    var name: String
    /// λ of the penalty λ Σ W².
    var lambda = 0.0
    /// The share of the hidden neurons that dropout switches off.
    var dropout = 0.0
    /// How many of the pictures are used: 500, or 1,000 for half as many epochs.
    var pictures = 500
}

/// What all trainings have in common.
struct Settings: Sendable {
    /// How often 500 pictures are seen.
    var epochs: Int
    var batchSize: Int
    var learningRate: Double
    /// How many per cent of the labels are wrong.
    var wrongLabels: Int
}

/// How a training went.
struct Run {
    /// The means over the batches of each epoch, as they came.
    var losses: [Double] = []
    var accuracies: [Double] = []
    /// On the validation pictures, after each epoch.
    var validationLosses: [Double] = []
    var validationAccuracies: [Double] = []
    /// On the test pictures, after the last epoch.
    var test = (loss: 0.0, accuracy: 0.0)
    /// The epoch that early stopping returns to, from 1, and the test with its weights.
    var best = 0
    var bestTest = (loss: 0.0, accuracy: 0.0)
    /// How many wrong labels the network gives back as they were taught: then and at the end.
    var wrongAtBest = 0
    var wrongAtEnd = 0
}

/// Loss and accuracy of a network on pictures, nothing dropped.
func evaluate(_ parameters: [Matrix], _ pictures: Pictures) -> (loss: Double, accuracy: Double) {
    let z2 = forward(parameters, pictures.x).z2
    return (crossEntropy(z2, pictures.y), accuracy(z2, pictures.y))
}

/// How many of the wrong labels the network has learnt: it gives the label that it was taught.
func wrongLabelsLearnt(
    _ parameters: [Matrix], _ x: Matrix, labels: [Int], right: [Int]
) -> Int {
    let predicted = forward(parameters, x).z2.indexOfMaximumInRows()
    return labels.indices.filter { labels[$0] != right[$0] && predicted[$0] == labels[$0] }.count
}

/// Adam on shuffled batches. Early stopping waits for five epochs without a new lowest validation loss,
/// and returns to the weights of the lowest; the training goes on all the same, to be looked at.
func train(
    _ method: Method, _ digits: Digits, _ settings: Settings, seed: Int,
    afterEpoch: () -> Void = {}
) -> Run {
    let rows = 0..<method.pictures
    let labels = Array(mislabelled(digits, percent: settings.wrongLabels, seed: seed)[rows])
    let right = Array(digits.known.labels[rows])
    let known = Pictures(x: digits.known.pictures[rows: rows], y: oneHot(labels, classes: 10))
    var weights = RandomState(seed: seed + 1)
    var order = RandomState(seed: seed + 2)
    var dropped = RandomState(seed: seed + 3)
    var parameters = Perceptron(
        sizes: [known.x.columns, 128, 10], activation: .relu, random: &weights
    ).parameters
    var adam = Adam(learningRate: settings.learningRate)
    var run = Run()
    var bestParameters = parameters
    var lowest = Double.infinity
    for epoch in 1...max(settings.epochs * 500 / method.pictures, 1) {
        let shuffled = order.permutation(known.x.rows)
        var loss = 0.0
        var correct = 0.0
        for start in stride(from: 0, to: shuffled.count, by: settings.batchSize) {
            let batch = Array(shuffled[start..<min(start + settings.batchSize, shuffled.count)])
            let y = known.y[rows: batch]
            let mask =
                method.dropout > 0
                ? dropoutMask(
                    rows: batch.count, columns: 128, rate: method.dropout, random: &dropped)
                : nil
            let trace = forward(parameters, known.x[rows: batch], mask: mask)
            loss += crossEntropy(trace.z2, y) * Double(batch.count)
            correct += accuracy(trace.z2, y) * Double(batch.count)
            adam.update(&parameters, backward(parameters, trace, y, lambda: method.lambda))
        }
        run.losses.append(loss / Double(known.x.rows))
        run.accuracies.append(correct / Double(known.x.rows))
        let validation = evaluate(parameters, digits.validation)
        run.validationLosses.append(validation.loss)
        run.validationAccuracies.append(validation.accuracy)
        if validation.loss < lowest, epoch <= run.best + 5 {
            lowest = validation.loss
            run.best = epoch
            bestParameters = parameters
        }
        afterEpoch()
    }
    run.test = evaluate(parameters, digits.test)
    run.bestTest = evaluate(bestParameters, digits.test)
    run.wrongAtBest = wrongLabelsLearnt(bestParameters, known.x, labels: labels, right: right)
    run.wrongAtEnd = wrongLabelsLearnt(parameters, known.x, labels: labels, right: right)
    return run
}
