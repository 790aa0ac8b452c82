// Lesson 07 · Sign language
//
// Which letter does this hand sign?
//
//   data       y = the labels, moved so that 24 columns do; one-hot.   x = the pixels / 255
//   forward    z₁ = x·W₁ + b₁   a₁ = max(z₁, 0)     z₂ = a₁·W₂ + b₂   a₂ = max(z₂, 0)
//              z₃ = a₂·W₃ + b₃   p = softmax(z₃)
//   cost       J = mean over pictures of −log p[right letter]
//   backward   dz₃ = (p − y) / m      and from there on as in lesson 05
//   update     v ← ρ v + (1 − ρ) g²   w ← w − α g / (√v + ε)      RMSprop, for every W and b

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The network. How letters become columns is in OneHot.swift.

/// 784-512-512-24 with Glorot's weights.
func firstNetwork(seed: Int) -> Perceptron {
    var weights = RandomState(seed: seed + 1)
    return Perceptron(sizes: [784, 512, 512, 24], activation: .relu, random: &weights)
}

/// The derivative of the cross-entropy by the scores z₃, where p = softmax(z₃): lesson 06.
func backward(_ p: Matrix, _ y: Matrix) -> Matrix {
    (p - y) / Double(y.rows)
}

/// One epoch: every picture once, in the order given. Returns the mean loss and accuracy of the
/// batches as they came.
func trainEpoch(
    _ network: inout Perceptron, _ optimizer: inout some Optimizer, _ x: Matrix, _ y: Matrix,
    order: [Int], batchSize: Int, derivative: (Matrix, Matrix) -> Matrix = backward,
    afterBatch: () -> Void = {}
) -> (loss: Double, accuracy: Double) {
    var loss = 0.0
    var right = 0.0
    for start in stride(from: 0, to: order.count, by: batchSize) {
        let batch = Array(order[start..<min(start + batchSize, order.count)])
        let yBatch = y[rows: batch]
        let trace = network.forward(x[rows: batch])
        loss += crossEntropy(trace.output, yBatch) * Double(batch.count)
        right += accuracy(trace.output, yBatch) * Double(batch.count)
        let dz = derivative(softmax(trace.output), yBatch)
        optimizer.update(&network.parameters, network.backward(trace, dz))
        afterBatch()
    }
    return (loss / Double(order.count), right / Double(order.count))
}

// MARK: The notebook

var options = Options(
    "Lesson07SignLanguage", "The whole pipeline, from a table of pixels to letters.")
let folder = options.path(
    "data", "DIR", "Kaggle's sign_mnist_train.csv and sign_mnist_test.csv (else drawn hands)")
let learningRate = options.number("learning-rate", 0.001, "α of RMSprop, how far each step goes")
let batchSize = options.count("batch-size", 32, "how many pictures make a step")
let epochs = options.count("epochs", 20, "how often all pictures are seen")
let seed = options.seed(0)
let load = options.path("load", "FILE", "goes on from saved weights")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let mistake = options.mistake(["24-columns": "one-hot with 24 columns, labels as they are"])
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }

notebook.title("Lesson 07 · Sign language", "Which letter does this hand sign?")
notebook.formulas(
    """
    forward    z₁ = x·W₁ + b₁     a₁ = max(z₁, 0)
               z₂ = a₁·W₂ + b₂    a₂ = max(z₂, 0)
               z₃ = a₂·W₃ + b₃    p = softmax(z₃)
    cost       J = mean over pictures of −log p[right letter]
    backward   dz₃ = (p − y) / m       and from there on as in lesson 05
    update     v ← ρ v + (1 − ρ) g²    w ← w − α g / (√v + ε)
    """)

notebook.section("The data")
let letters = program.attempt { try readLetters(folder, seed: seed) }
showData(notebook, letters, drawn: folder == nil)

showOneHot(notebook)
let x = letters.train.pictures
let y = oneHot(letters.train.labels.map(column))
let xValidation = letters.validation.pictures
let yValidation = oneHot(letters.validation.labels.map(column))

notebook.section("The model")
var network = firstNetwork(seed: seed)
if let load {
    program.attempt { network.parameters = try readWeights(load, like: network.weights) }
}
var optimizer = RMSprop(learningRate: learningRate)
showSummary(notebook, sizes: [784, 512, 512, 24])
let untrained = network.predict(xValidation)
let state = load == nil ? "Untrained" : "With the saved weights"
notebook.text(
    """
    The cost is the categorical cross-entropy of lesson 06. \(state), it is \
    \(fixed(crossEntropy(untrained, yValidation), 3)) on the validation pictures, and \
    \(fixed(100 * accuracy(untrained, yValidation), 2)) % of the answers are right; who gives \
    every letter the same probability has log 24 = \(fixed(log(24), 3)).
    """)

notebook.section("Training")
notebook.text(
    """
    The article names no optimiser; Keras then takes RMSprop, with ρ = 0.9. Its learning rate is \
    \(learningRate); a step for every \(batchSize) pictures, so \
    \(grouped((x.rows + batchSize - 1) / batchSize)) steps per epoch. loss and accuracy are means \
    over the batches as they come; val_loss and val_accuracy are measured after the epoch, on \
    pictures that the network never learns from.
    """)
var order = RandomState(seed: seed + 2)
var history: [Epoch] = []
let bar = notebook.progress("Training", total: epochs * ((x.rows + batchSize - 1) / batchSize))
var done = 0
for number in 1...epochs {
    let (loss, right) = trainEpoch(
        &network, &optimizer, x, y, order: order.permutation(x.rows), batchSize: batchSize,
        afterBatch: {
            done += 1
            bar.advance(to: done)
        })
    let scores = network.predict(xValidation)
    let epoch = Epoch(
        loss: loss, accuracy: right, validationLoss: crossEntropy(scores, yValidation),
        validationAccuracy: accuracy(scores, yValidation))
    history.append(epoch)
    notebook.epoch(
        number, of: epochs,
        [
            "loss": epoch.loss, "accuracy": epoch.accuracy, "val_loss": epoch.validationLoss,
            "val_accuracy": epoch.validationAccuracy,
        ])
}
bar.finish()
if let save { program.attempt { try writeWeights(network.weights, to: save) } }

notebook.section("The history")
showHistory(notebook, history)
showBaselines(notebook, letters, accuracy: history[epochs - 1].validationAccuracy)
showConfusion(notebook, letters, scores: network.predict(xValidation))

if mistake == "24-columns" {
    showTwentyFourColumns(
        notebook, letters, learningRate: learningRate, batchSize: batchSize, seed: seed)
}

notebook.section("Try it")
notebook.formulas(
    """
    --epochs 2                  a first look
    --batch-size 256            steadier steps: does val_accuracy still jump?
    --learning-rate 0.0001      shorter steps
    --mistake 24-columns        what the article's one-hot encoding loses
    --data DIR                  Kaggle's photographs, if you have the files
    """)
program.finish()
