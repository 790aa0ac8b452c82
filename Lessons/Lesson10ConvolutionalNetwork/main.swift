// Lesson 10 · A convolutional network
//
// Can one small filter, used all over a picture, see more than weights of its own for every pixel?
//
//   convolution   O(x, y) = Σ I(x·s + i, y·s + j)·F(i, j) + b        s: the stride
//   its size      ⌊(H − k + 2p) / s⌋ + 1                             k: the filter, p: padding
//   backward      dI(x·s + i, y·s + j) += dO(x, y)·F(i, j)
//                 dF(i, j) = Σ dO(x, y)·I(x·s + i, y·s + j)          db = Σ dO(x, y)
//   pooling       the largest of 2 × 2 goes on; backwards, only it gets the derivative
//   as a product  z = patches·w + b      dw = patchesᵀ·dz      dpatches = dz·wᵀ

import Datasets
import Layers
import Matrices
import Notebook

// MARK: Training. The convolution is in FourLoops.swift, and as one product in Convolution.swift.

/// One epoch, batch after batch in a new order; the means of loss and accuracy while it learns.
func trainEpoch(
    _ network: inout ConvolutionalNetwork, _ x: Matrix, _ y: Matrix, batchSize: Int,
    _ order: inout RandomState, _ optimizer: inout Adam, _ bar: ProgressBar, done: Int
) -> (loss: Double, accuracy: Double) {
    let shuffled = order.permutation(x.rows)
    var loss = 0.0
    var right = 0.0
    for start in stride(from: 0, to: x.rows, by: batchSize) {
        let rows = Array(shuffled[start..<min(start + batchSize, x.rows)])
        let (xBatch, yBatch) = (x[rows: rows], y[rows: rows])
        let trace = network.forward(xBatch)
        loss += crossEntropy(trace.z3, yBatch) * Double(rows.count)
        right += accuracy(trace.z3, yBatch) * Double(rows.count)
        let gradients = network.backward(
            trace, (softmax(trace.z3) - yBatch) / Double(rows.count))
        optimizer.update(&network.parameters, gradients)
        bar.advance(to: done + start + rows.count)
    }
    return (loss / Double(x.rows), right / Double(x.rows))
}

// MARK: The notebook

var options = Options(
    "Lesson10ConvolutionalNetwork", "Convolution and pooling by hand, then a network of them.")
let folder = options.path("data", "DIR", "a folder with the four files of the whole MNIST")
let learningRate = options.number("learning-rate", 0.003, "α of Adam; from epoch 6 on, 0.3 of it")
let epochs = options.count("epochs", 8, "how many times through the training pictures", least: 0)
let batchSize = options.count("batch-size", 32, "how many pictures make a step")
let filters = options.counts("filters", [8, 16], "how many filters the two layers have", most: 256)
if filters.count != 2 { options.refuse("--filters needs two numbers, such as 8,16") }
let seed = options.seed(0)
let load = options.path("load", "FILE", "begins with saved weights (--epochs 0 only uses them)")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let mistake = options.mistake([
    "filter-position": "(x, y) as a position in the filter, as the article has it"
])
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }
var random = RandomState(seed: seed + 1)
var network = ConvolutionalNetwork(
    input: PictureShape(height: 28, width: 28, channels: 1), filters: (filters[0], filters[1]),
    random: &random)
if let load {
    program.attempt { network.parameters = try readWeights(load, like: network.weights) }
}

notebook.title(
    "Lesson 10 · A convolutional network",
    "Can one small filter, used all over a picture, see more than weights of its own for every "
        + "pixel?")
notebook.formulas(
    """
    convolution   O(x, y) = Σ I(x·s + i, y·s + j)·F(i, j) + b
    its size      ⌊(H − k + 2p) / s⌋ + 1
    backward      dI(x·s + i, y·s + j) += dO(x, y)·F(i, j)
                  dF(i, j) = Σ dO(x, y)·I(x·s + i, y·s + j)     db = Σ dO(x, y)
    pooling       the largest of 2 × 2 goes on
    as a product  z = patches·w + b    dw = patchesᵀ·dz    dpatches = dz·wᵀ
    """)

let digits = program.attempt { try folder.map(readMNIST) ?? smallMNISTSplit() }
let (x, y) = (digits.train.pictures, oneHot(digits.train.labels, classes: 10))
let (xTest, yTest) = (digits.test.pictures, oneHot(digits.test.labels, classes: 10))
// A 5: it has edges in every direction.
let example = digits.test.labels.firstIndex(of: 5) ?? 0
let picture = xTest[rows: [example]].reshaped(rows: 28, columns: 28)

notebook.section("One filter on one picture")
showEdges(notebook, picture)
if mistake == "filter-position" { showFilterPosition(notebook, picture) }

notebook.section("Padding and stride")
showSizes(notebook, picture)

notebook.section("Pooling")
showPooling(notebook, picture)

notebook.section("Is the backward pass right?")
showGradientChecks(notebook, seed: seed)

notebook.section("The data, and what a plain network makes of it")
let plain = trainPerceptron(notebook, x, y, seed: seed)
showBaselines(notebook, plain, digits, y, yTest, small: folder == nil)

notebook.section("Training")
showLayers(notebook, network)
if load != nil {
    let share = accuracy(scores(network, xTest), yTest)
    notebook.line("test accuracy of the saved weights: \(fixed(100 * share, 2)) %")
}
var order = RandomState(seed: seed + 2)
var optimizer = Adam(learningRate: learningRate)
var history: (loss: [Double], testLoss: [Double]) = ([], [])
let bar = notebook.progress("Training", total: epochs * x.rows)
for epoch in 1..<epochs + 1 {
    optimizer.learningRate = epoch <= 5 ? learningRate : 0.3 * learningRate
    let (loss, trainAccuracy) = trainEpoch(
        &network, x, y, batchSize: batchSize, &order, &optimizer, bar, done: (epoch - 1) * x.rows)
    let z = scores(network, xTest)
    history.loss.append(loss)
    history.testLoss.append(crossEntropy(z, yTest))
    notebook.epoch(
        epoch, of: epochs,
        [
            "loss": loss, "accuracy": trainAccuracy, "val_loss": history.testLoss[epoch - 1],
            "val_accuracy": accuracy(z, yTest),
        ])
}
bar.finish()
showCurve(notebook, history.loss, history.testLoss)
if let save { program.attempt { try writeWeights(network.weights, to: save) } }

notebook.section("The result")
showResult(notebook, network, plain, digits.test.labels, xTest, yTest)

notebook.section("What the filters see")
showFilters(notebook, network, picture)

notebook.section("Try it")
notebook.formulas(
    """
    --mistake filter-position    (x, y) in the filter, as the article has it
    --filters 2,4                how far do 2 and 4 filters get?
    --filters 16,32              four times the work: is it worth it?
    --learning-rate 0.03         too fast
    --epochs 3 --seed 7          another beginning
    """)
program.finish()
