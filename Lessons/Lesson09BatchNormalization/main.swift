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
let notebook = Notebook(options)
if let save { notebook.attempt { try requireWritableWeights(save) } }
let sizes = [784, 64, 64, 64, 64, 64, 10]
let saved = load.map { path in notebook.attempt { try readNetwork(path, sizes: sizes) } }

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
notebook.text(
    """
    μ and v are made of every z of the column, so a change of one z moves all outputs of that \
    column. That is where the two means in dz come from. At random numbers, by hand against \
    central differences:
    """)
notebook.table(
    ["", "relative difference", ""],
    checkLayer(seed: seed).map { name, difference in
        [name, scientific(difference), difference < 1e-7 ? "right" : "WRONG"]
    })
notebook.text("The last row is no mistake of ours: it shows what forgetting the means would do.")

notebook.section("The data")
let data = notebook.attempt { try digits() }
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
let first = firstGradients(plain, normalized, data.x[rows: firstBatch], data.y[rows: firstBatch])
notebook.text(
    """
    784-64-64-64-64-64-10, the same Glorot weights twice: plain, and with every hidden z \
    normalised. On the first 64 shuffled pictures, for each layer: how far what comes in differs \
    from picture to picture (its standard deviation), and how large the weights' gradient is.
    """)
notebook.table(
    ["layer", "spread, plain", "normalised", "‖dW‖, plain", "normalised"],
    first.map { layer, spread, gradient in
        ["\(layer)"] + spread.map { fixed($0, 6) } + gradient.map { fixed($0, 6) }
    })
let shrinking = first[5].gradient[0] / first[0].gradient[0]
notebook.text(
    """
    Without normalisation each layer makes the pictures more alike, and each passes on less of the \
    gradient: σ′ is at most 1/4. The last layer's gradient is \(fixed(shrinking, 0)) times the \
    first one's. And what reaches the last layer differs by \(fixed(first[5].spread[0], 6)) from \
    picture to picture, so it can learn little more than how frequent the digits are. Normalised, \
    the factor is \(fixed(first[5].gradient[1] / first[0].gradient[1], 2)), and the pictures stay \
    apart.
    """)

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
if let save { notebook.attempt { try writeWeights(with.network.weights, to: save) } }

let steps = Array(1...epochs)
notebook.curves(
    step: "epoch", at: steps,
    [
        "without": without.accuracies, "with": with.accuracies, "adam": adam.accuracies,
        "relu_he": relu.accuracies,
    ])
let epochAxis = steps.map(Double.init)
notebook.plot(
    "Accuracy on the test pictures", x: "epoch", y: "accuracy",
    [
        Curve("without", x: epochAxis, y: without.accuracies),
        Curve("with", x: epochAxis, y: with.accuracies),
        Curve("adam", x: epochAxis, y: adam.accuracies),
        Curve("relu_he", x: epochAxis, y: relu.accuracies),
    ])
for (name, lostAt) in [
    ("plain", without.lostAt), ("normalised", with.lostAt), ("rectifying", relu.lostAt),
] {
    if let lostAt {
        notebook.text(
            """
            In epoch \(lostAt) the cost of the \(name) network left the numbers: the steps are \
            too long. Try a smaller --learning-rate.
            """)
    }
}

notebook.section("After the training: the running statistics")
let withAccuracy = with.accuracies[epochs - 1]
notebook.text(
    """
    A picture should not be judged by its company. So every training batch also moves a running \
    mean and variance a tenth of the way towards its own, and after the training these are used. \
    The same trained network on the \(data.xTest.rows) test pictures, normalised by:
    """)
let byGroups = groupings(data.yTest, size: 64).map { name, groups in
    (name, accuracyByGroups(with.network, data.xTest, data.yTest, groups: groups))
}
notebook.table(
    ["statistics of", "accuracy"],
    ([("the running averages", withAccuracy)] + byGroups).map { [$0, fixed($1, 4)] })
if byGroups[1].1 < withAccuracy - 0.1 {
    notebook.text(
        """
        Among pictures of one digit, what they have in common is subtracted: just what would tell \
        the digit.
        """)
}
notebook.text(
    "A picture alone is its own mean: every ẑ is 0, and all pictures get the same answer.")

notebook.section("The result")
let results = [
    ("without", without.accuracies), ("with", with.accuracies), ("Adam", adam.accuracies),
    ("ReLU and He", relu.accuracies),
].map { ($0, $1[epochs - 1]) }
notebook.table(["", "test accuracy"], results.map { [$0, "\(fixed(100 * $1, 2)) %"] })
if withAccuracy > results[0].1 + 0.1 {
    notebook.text("Normalisation makes the deep network of sigmoids learn.")
}
let otherCures = results[2...].filter { $0.1 > results[0].1 + 0.1 }.map(\.0)
if !otherCures.isEmpty {
    notebook.text(
        """
        \(withAccuracy > results[0].1 + 0.1 ? "It is not the only cure. What else" : "What") helped here: \
        \(otherCures.joined(separator: "; ")). Adam gives small gradients long steps; a ReLU's \
        slope is 1 where a sigmoid's is at most 1/4.
        """)
}
let best = results.max { $0.1 < $1.1 }!
if best.0 != "with" {
    notebook.text("The best of the four in this run is \(best.0), without any normalisation.")
}

notebook.section("Try it")
notebook.formulas(
    """
    --epochs 30            does patience help the plain network?
    --learning-rate 1      who stands long steps?
    --batch-size 4         statistics of four pictures: how good are they?
    --batch-size 1         and of one?
    """)
notebook.finish()
