// Lesson 09 · Batch normalisation
//
// Why don't five layers of sigmoids learn, and what does it take?
//
//   forward    μ = mean z         v = mean (z − μ)²        over the batch
//              ẑ = (z − μ) / √(v + ε)                      y = γ ẑ + β
//   backward   dγ = Σ dy ẑ        dβ = Σ dy                dẑ = γ dy
//              dz = ( dẑ − mean dẑ − ẑ mean(dẑ ẑ) ) / √(v + ε)
//   running    μ* ← 0.9 μ* + 0.1 μ        v* ← 0.9 v* + 0.1 v        used after the training

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The layer, by hand

/// The forward pass with the given statistics: the batch's while training, the running ones after.
func normalize(
    _ z: Matrix, _ gamma: Matrix, _ beta: Matrix, _ statistics: Statistics, epsilon: Double = 1e-5
) -> Normalized {
    let scale = 1 / sqrt(statistics.variance + epsilon)
    let normalized = times(z + -statistics.mean, scale)
    return Normalized(z: normalized, scale: scale, output: times(normalized, gamma) + beta)
}

/// The backward pass through a batch's own statistics: μ and v depend on every z of the column.
func normalizeBackward(
    _ dy: Matrix, _ normalized: Normalized, _ gamma: Matrix
) -> (dz: Matrix, dGamma: Matrix, dBeta: Matrix) {
    let dGamma = (dy * normalized.z).columnSums()
    let dBeta = dy.columnSums()
    let dNormalized = times(dy, gamma)
    let throughMean = dNormalized.columnMeans()
    let throughVariance = times(normalized.z, (dNormalized * normalized.z).columnMeans())
    let dz = times(dNormalized + -throughMean - throughVariance, normalized.scale)
    return (dz, dGamma, dBeta)
}

// MARK: The notebook

var options = Options(
    "Lesson09BatchNormalization", "Batch normalisation, by hand, in a deep network of sigmoids.")
let learningRate = options.number(
    "learning-rate", 0.1, "α of gradient descent (Adam keeps its 0.003)")
let epochs = options.count("epochs", 5, "how often each network sees all training pictures")
let batchSize = options.count("batch-size", 64, "how many pictures make a step")
let seed = options.seed(0)
let load = options.path("load", "FILE", "goes on from saved weights")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }
let sizes = [784, 64, 64, 64, 64, 64, 10]
let saved = load.map { path in program.attempt { try readNetwork(path, sizes: sizes) } }

notebook.title(
    "Lesson 09 · Batch normalisation",
    "Why don't five layers of sigmoids learn, and what does it take?")
notebook.formulas(
    """
    forward    μ = mean z        v = mean (z − μ)²       over the batch
               ẑ = (z − μ) / √(v + ε)                    y = γ ẑ + β
    backward   dγ = Σ dy ẑ       dβ = Σ dy               dẑ = γ dy
               dz = ( dẑ − mean dẑ − ẑ mean(dẑ ẑ) ) / √(v + ε)
    running    μ* ← 0.9 μ* + 0.1 μ       v* ← 0.9 v* + 0.1 v
    """)

notebook.section("One column, normalised")
let column = Matrix(column: [1, 2, 3, 6])
let statistics = Statistics(of: column)
let example = normalize(column, Matrix(row: [2]), Matrix(row: [1]), statistics)
notebook.text(
    """
    One neuron's z for a batch of four pictures. Their mean is \(fixed(statistics.mean[0, 0], 1)), \
    their variance \(fixed(statistics.variance[0, 0], 1)). ẑ has mean 0 and variance 1, whatever z \
    was; γ = 2 and β = 1 then choose another spread and another middle. γ and β are learnt.
    """)
notebook.table(
    ["z", "ẑ", "y = 2 ẑ + 1"],
    (0..<4).map { i in
        [fixed(column[i, 0], 0), fixed(example.z[i, 0], 4), fixed(example.output[i, 0], 4)]
    })

notebook.section("Is the backward pass right?")
showGradientCheck(notebook, seed: seed)

notebook.section("The data")
let data = program.attempt { try digits() }
notebook.text(
    """
    \(data.x.rows) handwritten digits to train on and \(data.xTest.rows) to test, each a row of \
    \(data.x.columns) pixels: the same split as in lesson 06. Who guesses is right one time in ten.
    """)

notebook.section("Five layers of sigmoids, before any training")
var random = RandomState(seed: seed + 1)
let plain = Perceptron(sizes: sizes, activation: .sigmoid, random: &random)
random = RandomState(seed: seed + 1)
let normalized = NormalizedPerceptron(sizes: sizes, activation: .sigmoid, random: &random)
random = RandomState(seed: seed + 1)
let rectified = rectifier(sizes: sizes, random: &random)
var order = RandomState(seed: seed + 2)
let firstBatch = Array(order.permutation(data.x.rows).prefix(64))
showFirstGradients(
    notebook, firstGradients(plain, normalized, data.x[rows: firstBatch], data.y[rows: firstBatch]))

notebook.section("Training")
notebook.text(
    """
    Four networks, the same batches of \(min(batchSize, data.x.rows)), the same steps of gradient descent with \
    learning rate \(learningRate). The plain one; the normalised one; and two other cures: Adam \
    with 0.003 on the plain one, and ReLU with He's weights instead of sigmoids. After each \
    epoch, the accuracy on the test pictures:
    """)
if let saved {
    let share = accuracy(saved.scores(data.xTest), data.yTest)
    notebook.line(
        "test accuracy of the saved weights, normalised network: \(fixed(100 * share, 2)) %")
}
let bar = notebook.progress("Training", total: 4 * epochs)
let descent = GradientDescent(learningRate: learningRate)
let without = train(
    plain, descent, data, epochs: epochs, batchSize: batchSize, seed: seed
) { bar.advance(to: $0) }
let with = train(
    saved ?? normalized, descent, data, epochs: epochs, batchSize: batchSize, seed: seed
) { bar.advance(to: epochs + $0) }
let adam = train(
    plain, Adam(learningRate: 0.003), data, epochs: epochs, batchSize: batchSize, seed: seed
) { bar.advance(to: 2 * epochs + $0) }
let relu = train(
    rectified, descent, data, epochs: epochs, batchSize: batchSize, seed: seed
) { bar.advance(to: 3 * epochs + $0) }
bar.finish()
if let save { program.attempt { try writeWeights(with.network.weights, to: save) } }

notebook.curves(
    step: "epoch", at: Array(1...epochs),
    [
        "without": without.accuracies, "with": with.accuracies, "adam": adam.accuracies,
        "relu_he": relu.accuracies,
    ])
showCurves(notebook, without.accuracies, with.accuracies, adam.accuracies, relu.accuracies)
showLost(
    notebook,
    [("plain", without.lostAt), ("normalised", with.lostAt), ("rectifying", relu.lostAt)])

notebook.section("After the training: the running statistics")
showRunningStatistics(notebook, with, data)

notebook.section("The result")
showResult(
    notebook,
    [
        ("without", without.accuracies[epochs - 1]), ("with", with.accuracies[epochs - 1]),
        ("Adam", adam.accuracies[epochs - 1]), ("ReLU and He", relu.accuracies[epochs - 1]),
    ])

notebook.section("Try it")
notebook.formulas(
    """
    --epochs 30            does patience help the plain network?
    --learning-rate 1      who stands long steps?
    --batch-size 4         statistics of four pictures: how good are they?
    --batch-size 1         and of one?
    """)
program.finish()
