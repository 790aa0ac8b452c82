import Datasets
import Foundation
import Matrices
import Notebook

import struct Layers.Adam
import struct Layers.Perceptron
import func Layers.batches

let title = "Lesson 06 · Handwritten digits"
let question = "Which of the ten digits is this?"
let formulas = """
    labels     y = 1 in the column of the right digit, 0 in the nine others
    forward    z = max(x·W₁ + b₁, 0)·W₂ + b₂     ten scores, as in lesson 05
               p = softmax(z) = e^z / Σ e^z      ten probabilities
    cost       J = mean over pictures of −log p[right digit]
    backward   dz = (p − y) / m                  then as in lesson 05
    update     every W and b by Adam, lesson 05
    """

// MARK: Ten classes, by hand

/// A row of ten for each label.
func oneHot(_ labels: [Int]) -> Matrix {
    var y = Matrix(rows: labels.count, columns: 10)
    for i in labels.indices { y[i, labels[i]] = 1 }
    return y
}

/// p = e^z / Σ e^z, row by row. The row's maximum is subtracted first: p stays the same, and no e^z
/// overflows.
func softmax(_ z: Matrix) -> Matrix {
    var p = z
    for i in 0..<z.rows {
        let highest = z[row: i].max()!
        let powers = z[row: i].map { exp($0 - highest) }
        let sum = powers.reduce(0, +)
        p[row: i] = powers.map { $0 / sum }
    }
    return p
}

/// J, the mean of −log p[right digit], from the scores: log Σ e^z − z[right digit].
func crossEntropy(_ z: Matrix, _ y: Matrix) -> Double {
    let right = y.indexOfMaximumInRows()
    var sum = 0.0
    for i in 0..<z.rows {
        let highest = z[row: i].max()!
        let logSum = highest + log(z[row: i].reduce(0) { $0 + exp($1 - highest) })
        sum += logSum - z[i, right[i]]
    }
    return sum / Double(z.rows)
}

/// dz, the derivative of J with respect to the scores, where p = softmax(z).
func backward(_ p: Matrix, _ y: Matrix) -> Matrix {
    (p - y) / Double(y.rows)
}

/// The share of pictures whose highest score is at the right digit.
func accuracy(_ z: Matrix, _ y: Matrix) -> Double {
    let pairs = zip(z.indexOfMaximumInRows(), y.indexOfMaximumInRows())
    return Double(pairs.filter { $0 == $1 }.count) / Double(y.rows)
}

// MARK: Training

struct Settings: Sendable {
    var learningRate: Double
    var batchSize: Int
    var epochs: Int
    var seed: Int
}

/// A network, and its curves while it was trained: a number per epoch.
struct Training {
    var network: Perceptron
    var loss: [Double] = []
    var accuracy: [Double] = []
    var validationLoss: [Double] = []
    var validationAccuracy: [Double] = []

    var lastEpoch: KeyValuePairs<String, Double> {
        [
            "loss": loss.last!, "accuracy": accuracy.last!,
            "val_loss": validationLoss.last!, "val_accuracy": validationAccuracy.last!,
        ]
    }
}

func firstNetwork(_ sizes: [Int], seed: Int) -> Perceptron {
    var weights = RandomState(seed: seed + 1)
    return Perceptron(sizes: sizes, activation: .relu, random: &weights)
}

/// Loss and accuracy of an epoch are means over its pictures, each seen before the step that learns
/// from it; those of the validation are measured on the test pictures after it.
func train(
    _ first: Perceptron, _ digits: Digits, _ settings: Settings, afterBatch: () -> Void = {},
    afterEpoch: (Training) -> Void = { _ in }
) -> Training {
    let (x, y) = (digits.train.pictures, oneHot(digits.train.labels))
    let (xTest, yTest) = (digits.test.pictures, oneHot(digits.test.labels))
    var order = RandomState(seed: settings.seed + 2)
    var adam = Adam(learningRate: settings.learningRate)
    var training = Training(network: first)
    for _ in 0..<settings.epochs {
        var (loss, right) = (0.0, 0.0)
        for batch in batches(of: settings.batchSize, from: x.rows, &order) {
            let trace = training.network.forward(x[rows: batch])
            let (z, yBatch) = (trace.output, y[rows: batch])
            loss += crossEntropy(z, yBatch) * Double(batch.count)
            right += accuracy(z, yBatch) * Double(batch.count)
            let dz = backward(softmax(z), yBatch)
            adam.update(&training.network.parameters, training.network.backward(trace, dz))
            afterBatch()
        }
        let zTest = training.network.predict(xTest)
        training.loss.append(loss / Double(x.rows))
        training.accuracy.append(right / Double(x.rows))
        training.validationLoss.append(crossEntropy(zTest, yTest))
        training.validationAccuracy.append(accuracy(zTest, yTest))
        afterEpoch(training)
    }
    return training
}

// MARK: The notebook

var options = Options(
    "Lesson06HandwrittenDigits", "Softmax and cross-entropy, by hand, on handwritten digits.")
let folder = options.path(
    "data", "DIR", "a folder with the four files of MNIST (else 5,000 of its pictures)")
let settings = Settings(
    learningRate: options.number("learning-rate", 0.001, "α, how far each step goes"),
    batchSize: options.count("batch-size", 32, "how many pictures make a step"),
    epochs: options.count("epochs", 5, "how often all pictures are seen", least: 0, most: 10_000),
    seed: options.seed(0))
let files = options.weightFiles()
options.csv()
let mistake = options.mistake([
    "unshuffled": "training and test pictures split as the file has them",
    "softmax-overflow": "softmax without subtracting the maximum",
])
let program = Program(options)
let notebook = program.notebook
let digits = program.attempt { try readDigits(folder) }
let sizes = [784, 128, 10]
var network = firstNetwork(sizes, seed: settings.seed)
let saved = program.attempt { try files.load.map { try readWeights($0, like: network.weights) } }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("The data")
notebook.text(digits.source)
notebook.text(
    """
    Each picture is a row of 28 · 28 = 784 pixels between 0, black, and 1, white. The network \
    never learns from the test pictures. Here is one of each digit:
    """)
notebook.showDigits(digits)

notebook.section("One-hot, softmax, cross-entropy")
notebook.text(
    """
    A 7 is not more than a 3: digits are classes here, not values. Each class gets its own column. \
    Here are the labels of the first three pictures, one-hot:
    """)
let firstLabels = Array(digits.train.labels.prefix(3))
notebook.showOneHot(firstLabels, oneHot(firstLabels))
notebook.text(
    """
    The network answers with ten scores z, which may be any numbers. Softmax turns them into \
    probabilities: e^z is always positive, and dividing by the sum makes them add up to 1. Here \
    are three scores; the second class is the right one:
    """)
let (zExample, yExample) = (Matrix(row: [2, 1, -1]), Matrix(row: [0, 1, 0]))
let pExample = softmax(zExample)
notebook.showSoftmax(z: zExample, p: pExample, y: yExample)
notebook.text(
    """
    The cross-entropy is −log of the right class's probability: −log \(fixed(pExample[0, 1], 6)) = \
    \(fixed(crossEntropy(zExample, yExample), 6)). An answer that is sure and right costs nearly \
    0; an answer that is sure and wrong costs a lot. With k as the right class, the cross-entropy \
    is log Σ e^z − z[k]. Its derivative with respect to z[j] is p[j], less 1 where j is the right \
    class: p − y.
    """)

notebook.section("Is the backward pass right?")
notebook.text(
    """
    Eight random rows go through a small network, 12-7-10, with random weights and biases. The \
    gradients by hand are compared with central differences, as in lesson 02:
    """)
let checks = checkGradient(seed: settings.seed)
notebook.gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })

notebook.section("Training")
if let saved {
    network.parameters = saved
    let z = network.predict(digits.test.pictures)
    notebook.line(
        "test accuracy of the saved weights: \(fixed(accuracy(z, oneHot(digits.test.labels)), 4))")
}
notebook.text(
    """
    784 pixels, 128 hidden neurons with ReLU, 10 scores: \(grouped(784 * 128)) + 128 + \
    \(grouped(128 * 10)) + 10 = \(grouped(785 * 128 + 129 * 10)) weights and biases. Adam with a \
    learning rate of \(settings.learningRate) takes a step for every \(settings.batchSize) \
    pictures. loss and accuracy are means over the batches as they come; val_loss and val_accuracy \
    are measured on the test pictures after the epoch.
    """)
let batchCount = (digits.train.labels.count + settings.batchSize - 1) / settings.batchSize
let bar = notebook.progress("Training", total: settings.epochs * batchCount)
let training = train(
    network, digits, settings, afterBatch: bar.advance,
    afterEpoch: { training in
        program.save(files.save) { try weightBytes(training.network.weights, for: $0) }
        notebook.epoch(training.loss.count, of: settings.epochs, training.lastEpoch)
    })
bar.finish()
program.save(files.save) { try weightBytes(training.network.weights, for: $0) }
let scores = training.network.predict(digits.test.pictures)
let answers = scores.indexOfMaximumInRows()
notebook.line("test accuracy: \(fixed(accuracy(scores, oneHot(digits.test.labels)), 4))")

if settings.epochs > 0 {
    notebook.section("The curve")
    notebook.plot(
        "Loss while training", y: "cross-entropy",
        perEpoch: ["loss": training.loss, "val_loss": training.validationLoss])
    notebook.overflow("loss", of: training.loss, "epoch")
}

notebook.section("Is that good?")
notebook.text(
    """
    The same pictures are given to three simpler methods. Nearest mean: which of the ten mean \
    digits is the closest? Softmax regression: the network without its hidden layer, trained in \
    the same way. Nearest neighbour: which training picture is the closest, and what is it?
    """)
let regression = train(firstNetwork([784, 10], seed: settings.seed), digits, settings).network
notebook.showBaselines(measureBaselines(digits, answers: answers, regression))

notebook.section("Which digits are taken for which")
notebook.showConfusion(
    confusion(digits.test.labels, answers), digits.test, answers: answers, p: softmax(scores))

notebook.section("What the hidden neurons look for")
let black = digits.train.pictures.columnSums().values.filter { $0 == 0 }.count
notebook.text(
    """
    Each of the 128 hidden neurons has 784 weights: a picture of what it looks for. Here are the \
    twelve that training has changed most. The pictures show what it added to their random first \
    weights. Ink in the bright places of a picture wakes the neuron up; ink in the dark places \
    keeps it quiet. \(black) of the 784 pixels are black in every training picture. There x is 0, \
    and so are the rows of dW₁ = xᵀ·dz₁ that belong to these pixels: their weights have not moved \
    at all.
    """)
notebook.showFilters(training.network.parameters[0] - network.parameters[0], count: 12)

notebook.section("Try it")
notebook.formulas(
    """
    --epochs 20                   the loss keeps falling; does val_loss?
    --batch-size 256              fewer, steadier steps: are five epochs enough?
    --learning-rate 0.1           too fast
    --mistake unshuffled          the fastest way to an accuracy of 0
    --mistake softmax-overflow    why the maximum is subtracted
    --data DIR                    the published files of MNIST, if you have them
    """)

switch mistake {
case "unshuffled":
    notebook.section("Mistake: a split without shuffling")
    notebook.text(
        """
        Here the pictures stay sorted by digit, as in the course's file. The first four fifths are \
        for training, the rest for testing. The table shows how many there are of each digit, and \
        how accurate the same network is:
        """)
    let sorted = program.attempt { try sortedDigits(folder, digits) }
    let unshuffled = train(firstNetwork(sizes, seed: settings.seed), sorted, settings).network
    notebook.showUnshuffled(measure(sorted, unshuffled))
    notebook.text(
        """
        The network does not answer with digits that it has never seen, and its accuracy on the \
        training pictures doesn't show that. Shuffle before you split.
        """)
case "softmax-overflow":
    notebook.section("Mistake: softmax without the maximum")
    notebook.text(
        """
        e^z overflows at z ≈ 710 (in the 32-bit numbers of most libraries, at 89), and ∞ / ∞ is \
        not a number. Subtracting the row's maximum c changes no probability, since e^(z − c) = \
        e^z / e^c in both numerator and denominator. Then the largest power is e^0 = 1. The table \
        shows p of the first of three classes:
        """)
    notebook.showOverflow(overflowScores.map { ($0, naiveSoftmax($0), softmax($0)) })
    notebook.text(
        """
        In training, it takes little to get there: pixels up to 255, and a learning rate of \
        \(10 * settings.learningRate). Each version is trained for one epoch. The table shows the \
        loss of some batches:
        """)
    let naive = batchLosses(digits, settings, naiveSoftmax, naiveCrossEntropy)
    notebook.showBatchLosses(naive, batchLosses(digits, settings, softmax, crossEntropy))
default: break
}

notebook.next(exercise: "Exercise06HandwrittenDigits", lesson: "Lesson07SignLanguage")
program.finish()
