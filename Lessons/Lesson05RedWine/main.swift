// Lesson 05 · Red wine
//
// Can a deep network taste a wine from eleven measurements of its chemistry?
//
//   forward    a₀ = x    zₖ = aₖ₋₁·Wₖ + bₖ    aₖ = max(zₖ, 0)    ŷ = z₄
//   cost       J = mean |ŷ − y|          the mean absolute error, MAE
//   backward   dz₄ = sign(ŷ − y) / m
//              dWₖ = aₖ₋₁ᵀ·dzₖ          dbₖ = Σ dzₖ
//              dzₖ₋₁ = dzₖ·Wₖᵀ where zₖ₋₁ > 0, else 0
//   update     every W and b by Adam               Optimizers.swift leads there from plain descent

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The network, by hand. The loop that trains it is in Training.swift.

/// First weights of a network with layers of these sizes: W₁, b₁, W₂, b₂ …, the biases 0.
func firstParameters(_ sizes: [Int], _ random: inout RandomState) -> [Matrix] {
    var parameters: [Matrix] = []
    for layer in 1..<sizes.count {
        parameters.append(glorotUniform(sizes[layer - 1], sizes[layer], &random))
        parameters.append(Matrix(rows: 1, columns: sizes[layer]))
    }
    return parameters
}

/// z of every layer, the last one the prediction, and a: what went into every layer.
func forward(_ x: Matrix, _ parameters: [Matrix]) -> (z: [Matrix], a: [Matrix]) {
    var z: [Matrix] = []
    var a = [x]
    for layer in 0..<parameters.count / 2 {
        if layer > 0 { a.append(z[layer - 1].map { max($0, 0) }) }
        z.append(matmul(a[layer], parameters[2 * layer]) + parameters[2 * layer + 1])
    }
    return (z, a)
}

/// The gradient of every parameter from dz of the last layer, layer after layer back to the first.
func backward(
    _ z: [Matrix], _ a: [Matrix], _ parameters: [Matrix], _ outputGradient: Matrix
) -> [Matrix] {
    var gradients = parameters
    var dz = outputGradient
    for layer in (0..<z.count).reversed() {
        gradients[2 * layer] = matmul(transposed: a[layer], dz)
        gradients[2 * layer + 1] = dz.columnSums()
        if layer > 0 {
            let da = matmul(dz, transposed: parameters[2 * layer])
            dz = da.map(with: z[layer - 1]) { da, z in z > 0 ? da : 0 }
        }
    }
    return gradients
}

func predict(_ x: Matrix, _ parameters: [Matrix]) -> Matrix {
    forward(x, parameters).z[parameters.count / 2 - 1]
}

// MARK: The notebook

var options = Options(
    "Lesson05RedWine", "A deep network, by hand, that tastes wine by its chemistry.")
let lossName = options.choice(
    "loss", ["mae", "mse", "huber"], "mae", "what the network is trained on")
let ruleName = options.choice(
    "optimizer", Rule.allCases.map(\.rawValue), "adam", "how it makes steps out of gradients")
let loss = Loss(rawValue: lossName)!
let rule = Rule(rawValue: ruleName)!
let learningRate = options.number(
    "learning-rate", rule.usualLearningRate, "α, how far each step goes")
let batchSize = options.count("batch-size", 256, "how many wines make a step", most: 1119)
let epochs = options.count("epochs", 10, "how often all wines are seen")
let seed = options.seed(7)
let load = options.path("load", "FILE", "goes on from saved weights")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let mistake = options.mistake([
    "signed-mae": "the article's MAE = y − ŷ, without the bars",
    "raw-target": "the quality not scaled to 0…1",
])
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }
let sizes = [11, 512, 512, 512, 1]
let saved = load.map { path in program.attempt { try readParameters(path, sizes) } }

notebook.title(
    "Lesson 05 · Red wine",
    "Can a deep network taste a wine from eleven measurements of its chemistry?")
notebook.formulas(
    """
    forward    a₀ = x    zₖ = aₖ₋₁·Wₖ + bₖ    aₖ = max(zₖ, 0)    ŷ = z₄
    cost       J = mean |ŷ − y|          the mean absolute error, MAE
    backward   dz₄ = sign(ŷ − y) / m
               dWₖ = aₖ₋₁ᵀ·dzₖ          dbₖ = Σ dzₖ
               dzₖ₋₁ = dzₖ·Wₖᵀ where zₖ₋₁ > 0, else 0
    update     every W and b by Adam
    """)

notebook.section("The data")
let table = program.attempt { try readCSV(courseFile("winequality-red.csv")) }
let wine = program.attempt { try Wine(table) }
program.attempt { try showTable(notebook, table) }
showScaling(notebook, wine)

notebook.section("A linear model that has learned nothing")
showUntrained(notebook, wine, seed: seed)

notebook.section("The network")
showSummary(notebook, sizes)

notebook.section("Three ways to be wrong")
showLosses(notebook)

notebook.section("Is the backward pass right?")
showGradientCheck(notebook, wine, seed: seed)

notebook.section("From plain descent to Adam")
showRules(notebook)

notebook.section("Training")
notebook.text(
    """
    The loss is \(lossName), in scaled units; the steps are made by \(ruleName) with a learning \
    rate of \(learningRate), a step for every \(batchSize) wines. The loss of an epoch is the mean \
    over its batches as they come, while the weights are still moving; val_loss is measured after \
    the epoch, on the 480 wines that the network is not trained on.
    """)
let bar = notebook.progress("Training", total: epochs)
let training = train(
    sizes, wine, loss: loss, rule: rule, learningRate: learningRate, batchSize: batchSize,
    epochs: epochs, seed: seed, from: saved
) { epoch, loss, validationLoss in
    notebook.epoch(epoch, of: epochs, ["loss": loss, "val_loss": validationLoss])
    bar.advance(to: epoch)
}
bar.finish()
if let save { program.attempt { try writeParameters(training.parameters, to: save) } }
showCurve(notebook, training, lossName)

notebook.section("The result, in points")
showResult(notebook, wine, predict(wine.xValidation, training.parameters), sizes)

notebook.section("Four optimisers side by side")
let asUsual =
    saved == nil && loss == .mae && rule == .adam && learningRate == rule.usualLearningRate
    ? training : nil
let byRule = trainByEachRule(
    notebook, sizes, wine, byAdam: asUsual, batchSize: batchSize, epochs: epochs, seed: seed)
showOptimizers(notebook, wine, byRule)
let byAdam = byRule[3]

notebook.section("Three losses side by side")
let byLoss = trainOnEachLoss(
    notebook, sizes, wine, byMAE: byAdam, batchSize: batchSize, epochs: epochs, seed: seed)
showLossResults(notebook, wine, byLoss.map { predict(wine.xValidation, $0.parameters) })

if mistake == "signed-mae" {
    showSignedMAE(
        notebook, sizes, wine, byAdam, batchSize: batchSize, epochs: epochs, seed: seed)
}
if mistake == "raw-target" {
    showRawTarget(
        notebook, sizes, wine, byAdam, batchSize: batchSize, epochs: epochs, seed: seed)
}

notebook.section("Try it")
notebook.formulas(
    """
    --optimizer sgd --learning-rate 0.1
                                     was SGD slow, or its steps too short?
    --optimizer rmsprop --learning-rate 0.001
                                     steps that are too long: val_loss jumps
    --loss mse                       which figures get better, which get worse?
    --epochs 30                      “no … additional epochs”, says the article
    --seed 0                         other first weights, another result
    --mistake signed-mae             what |…| is there for
    --mistake raw-target             why the quality is scaled too
    """)
program.finish()
