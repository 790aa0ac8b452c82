import Datasets
import Layers
import Matrices

/// Pictures, a row each, and their classes, one-hot.
struct Pictures {
    var x: Matrix
    var y: Matrix
}

/// What the digits are used for.
struct Digits {
    /// 1,000 pictures to learn from, 500 of which are the few.
    var known: LabelledPictures
    /// 500 pictures to watch while training: when does it get worse?
    var validation: Pictures
    /// 500 pictures that nothing was chosen by.
    var test: Pictures
}

/// The first 1,000 of the course's training digits, and its 1,000 test digits in two halves.
func digits() throws -> Digits {
    let (train, test) = try smallMNISTSplit()
    let half = Array(0..<500)
    let rest = Array(500..<1000)
    let classes = oneHot(test.labels, classes: 10)
    return Digits(
        known: (train.pictures[rows: 0..<1000], Array(train.labels[..<1000])),
        validation: Pictures(x: test.pictures[rows: half], y: classes[rows: half]),
        test: Pictures(x: test.pictures[rows: rest], y: classes[rows: rest]))
}

/// The labels with so many per cent of every 500 wrong: for each 500 in turn, a permutation says
/// which (its first ones), then each of these is moved on by 1 to 9 digits.
func withWrongLabels(_ labels: [Int], percent: Int, random: inout RandomState) -> [Int] {
    var labels = labels
    for start in stride(from: 0, to: labels.count, by: 500) {
        for k in random.permutation(500).prefix(500 * percent / 100) {
            labels[start + k] = (labels[start + k] + random.randint(1, 10)) % 10
        }
    }
    return labels
}

/// The labels of the 1,000 known pictures as the training with this seed sees them.
func mislabelled(_ digits: Digits, percent: Int, seed: Int) -> [Int] {
    var random = RandomState(seed: seed)
    return withWrongLabels(digits.known.labels, percent: percent, random: &random)
}

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
