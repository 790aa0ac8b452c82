// Lesson 06 · Handwritten digits
//
// Which of the ten digits is this?
//
//   forward    z₁ = x·W₁ + b₁     a₁ = max(z₁, 0)     z₂ = a₁·W₂ + b₂     p = softmax(z₂)
//   cost       J = mean over pictures of −log p[right digit]       the cross-entropy
//   backward   dz₂ = (p − y) / m      and from there on as in lesson 05
//   update     every W and b by Adam, lesson 05
//
// y is one-hot: ten columns, a 1 in that of the right digit.

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: Ten classes, by hand

/// A row of ten for each label: 1 in the label's column, 0 elsewhere.
func oneHot(_ labels: [Int]) -> Matrix {
    var y = Matrix(rows: labels.count, columns: 10)
    for i in labels.indices { y[i, labels[i]] = 1 }
    return y
}

/// p = e^z / Σ e^z, row by row. The row's maximum goes first: p stays the same, and no e^z overflows.
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

/// The mean of −log p[right digit], from the scores: log Σ e^z − z[right digit].
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

/// The derivative of the cross-entropy by the scores z, where p = softmax(z).
func backward(_ p: Matrix, _ y: Matrix) -> Matrix {
    (p - y) / Double(y.rows)
}

/// The share of pictures whose highest score is at the right digit.
func accuracy(_ z: Matrix, _ y: Matrix) -> Double {
    let (answers, digits) = (z.indexOfMaximumInRows(), y.indexOfMaximumInRows())
    var right = 0.0
    for i in 0..<y.rows where answers[i] == digits[i] { right += 1 }
    return right / Double(y.rows)
}

/// One epoch: every picture once, in the order given. Returns the mean loss and accuracy of the
/// batches as they came.
func trainEpoch(
    _ network: inout Perceptron, _ adam: inout Adam, _ x: Matrix, _ y: Matrix, order: [Int],
    batchSize: Int, afterBatch: () -> Void = {}
) -> (loss: Double, accuracy: Double) {
    var loss = 0.0
    var right = 0.0
    for start in stride(from: 0, to: order.count, by: batchSize) {
        let batch = Array(order[start..<min(start + batchSize, order.count)])
        let yBatch = y[rows: batch]
        let trace = network.forward(x[rows: batch])
        loss += crossEntropy(trace.output, yBatch) * Double(batch.count)
        right += accuracy(trace.output, yBatch) * Double(batch.count)
        let dz = backward(softmax(trace.output), yBatch)
        adam.update(&network.parameters, network.backward(trace, dz))
        afterBatch()
    }
    return (loss / Double(order.count), right / Double(order.count))
}

// MARK: The notebook

var options = Options(
    "Lesson06HandwrittenDigits", "Softmax and cross-entropy, by hand, on handwritten digits.")
let folder = options.path(
    "data", "DIR", "all of MNIST: a folder with its four files (else 5,000 of its pictures)")
let learningRate = options.number("learning-rate", 0.001, "α, how far each step goes")
let batchSize = options.count("batch-size", 32, "how many pictures make a step")
let epochs = options.count("epochs", 5, "how often all pictures are seen")
let seed = options.seed(0)
let load = options.path("load", "FILE", "goes on from saved weights")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let mistake = options.mistake([
    "unshuffled": "training and test pictures split as the file has them",
    "softmax-overflow": "softmax without subtracting the maximum",
])
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }

notebook.title("Lesson 06 · Handwritten digits", "Which of the ten digits is this?")
notebook.formulas(
    """
    forward    z₁ = x·W₁ + b₁     a₁ = max(z₁, 0)     z₂ = a₁·W₂ + b₂
               p = softmax(z₂) = e^z₂ / Σ e^z₂
    cost       J = mean over pictures of −log p[right digit]
    backward   dz₂ = (p − y) / m      and from there on as in lesson 05
    update     every W and b by Adam, lesson 05
    """)

notebook.section("The data")
let digits = program.attempt { try readDigits(folder) }
let x = digits.train.pictures
let y = oneHot(digits.train.labels)
let xTest = digits.test.pictures
let yTest = oneHot(digits.test.labels)
showDigits(notebook, digits, isSmall: folder == nil)

notebook.section("One-hot, softmax, cross-entropy")
showOneHot(notebook, Array(digits.train.labels.prefix(3)))
showSoftmax(notebook)

notebook.section("Is the backward pass right?")
showGradientCheck(notebook, seed: seed)

notebook.section("Training")
let sizes = [784, 128, 10]
var weights = RandomState(seed: seed + 1)
var order = RandomState(seed: seed + 2)
var network = Perceptron(sizes: sizes, activation: .relu, random: &weights)
var adam = Adam(learningRate: learningRate)
if let load {
    program.attempt { network.parameters = try readWeights(load, like: network.weights) }
    let share = accuracy(network.predict(xTest), yTest)
    notebook.line("test accuracy of the saved weights: \(fixed(100 * share, 2)) %")
}
let firstWeights = network.parameters[0]
notebook.text(
    """
    784 pixels, 128 hidden neurons with ReLU, 10 scores: \
    \(grouped(784 * 128)) + 128 + \(grouped(128 * 10)) + 10 = \
    \(grouped(785 * 128 + 129 * 10)) weights and biases. Adam with a learning rate of \
    \(learningRate) takes a step for every \(batchSize) pictures. loss and accuracy are means \
    over the batches as they come, val_loss and val_accuracy are measured on the test pictures \
    after the epoch.
    """)
var (losses, testLosses): ([Double], [Double]) = ([], [])
let batches = (x.rows + batchSize - 1) / batchSize
let bar = notebook.progress("Training", total: epochs * batches)
var done = 0
for epoch in 1...epochs {
    let (loss, right) = trainEpoch(
        &network, &adam, x, y, order: order.permutation(x.rows), batchSize: batchSize
    ) {
        done += 1
        bar.advance(to: done)
    }
    let z = network.predict(xTest)
    losses.append(loss)
    testLosses.append(crossEntropy(z, yTest))
    notebook.epoch(
        epoch, of: epochs,
        [
            "loss": loss, "accuracy": right, "val_loss": testLosses[epoch - 1],
            "val_accuracy": accuracy(z, yTest),
        ])
}
bar.finish()
let z = network.predict(xTest)
notebook.line("test accuracy: \(fixed(100 * accuracy(z, yTest), 2)) %")
if let save { program.attempt { try writeWeights(network.weights, to: save) } }

notebook.section("The curve")
showCurve(notebook, losses, testLosses)

notebook.section("Is that good?")
showBaselines(
    notebook, digits, scores: z, learningRate: learningRate, batchSize: batchSize, epochs: epochs,
    seed: seed)

notebook.section("Which digits are taken for which")
showConfusion(notebook, digits.test, scores: z, probabilities: softmax(z))

notebook.section("What the hidden neurons look for")
showHiddenUnits(notebook, before: firstWeights, after: network.parameters[0], x)

if mistake == "unshuffled" {
    notebook.section("Mistake: a split without shuffling")
    program.attempt {
        try showUnshuffled(
            notebook, sorted: folder == nil ? smallMNIST() : sortedPart(of: digits.train),
            learningRate: learningRate, batchSize: batchSize, epochs: epochs, seed: seed)
    }
}
if mistake == "softmax-overflow" {
    notebook.section("Mistake: softmax without the maximum")
    showOverflow(
        notebook, x, y, softmax: softmax, crossEntropy: crossEntropy,
        learningRate: learningRate, batchSize: batchSize, seed: seed)
}

notebook.section("Try it")
notebook.formulas(
    """
    --epochs 20                   the loss falls on and on; and val_loss?
    --batch-size 256              fewer, steadier steps: are five epochs enough?
    --learning-rate 0.1           too fast
    --mistake unshuffled          the fastest way to 0 %
    --mistake softmax-overflow    why the maximum is subtracted
    --data DIR                    all 60,000 pictures, if you have the files
    """)
program.finish()
