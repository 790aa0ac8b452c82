// Lesson 14 · A deep belief network
//
// 4,000 digits, but labels for only 200 of them: what are the other 3,800 good for?
//
//   pretrain   machine 1 learns x,  h₁ = σ(x·W₁ + c₁)
//              machine 2 learns h₁, h₂ = σ(h₁·W₂ + c₂)    and so on, each by CD-1
//   unroll     W₁, c₁, W₂, c₂ … become the first weights of a perceptron
//   fine-tune  a layer of scores on top, cross-entropy, backpropagation through all of it

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The model, by hand

/// Machine upon machine: each learns what the hidden units below it do. Labels are not needed.
/// - Returns: The machines, the lowest first.
func pretrain(
    _ x: Matrix, hidden: [Int], epochs: Int, seed: Int, afterEpoch: (Int, Int, Double) -> Void
) -> [BoltzmannMachine] {
    var weights = RandomState(seed: seed + 1)
    var order = RandomState(seed: seed + 2)
    var sampling = RandomState(seed: seed + 3)
    var machines: [BoltzmannMachine] = []
    var below = x
    for (k, size) in hidden.enumerated() {
        var machine = BoltzmannMachine(visible: below.columns, hidden: size, random: &weights)
        for epoch in 1...epochs {
            machine.trainEpoch(
                below, learningRate: 0.1, batchSize: 32, order: &order, sampling: &sampling)
            afterEpoch(k, epoch, reconstructionError(below, machine))
        }
        machines.append(machine)
        below = machine.hiddenProbability(below)
    }
    return machines
}

func reconstructionError(_ v: Matrix, _ machine: BoltzmannMachine) -> Double {
    let part = v[rows: 0..<min(500, v.rows)]
    return meanSquaredError(machine.visibleProbability(machine.hiddenProbability(part)), part)
}

/// A perceptron that begins where the machines ended; the layer of scores gets Glorot's weights.
func unroll(_ machines: [BoltzmannMachine], classes: Int, seed: Int) -> Perceptron {
    let sizes = [machines[0].w.rows] + machines.map(\.w.columns) + [classes]
    var random = RandomState(seed: seed + 1)
    var network = Perceptron(sizes: sizes, activation: .sigmoid, random: &random)
    for (k, machine) in machines.enumerated() {
        network.parameters[2 * k] = machine.w
        network.parameters[2 * k + 1] = machine.hiddenBias
    }
    return network
}

/// Gradient descent on all layers with the few labels that there are.
func fineTune(
    _ network: inout Perceptron, _ x: Matrix, _ y: Matrix, optimizer: any Optimizer,
    epochs: Int, batchSize: Int, seed: Int, afterEpoch: (Int, Perceptron) -> Void
) {
    var optimizer = optimizer
    var order = RandomState(seed: seed + 2)
    for epoch in 1...epochs {
        let shuffled = order.permutation(x.rows)
        for start in stride(from: 0, to: x.rows, by: batchSize) {
            let rows = Array(shuffled[start..<min(start + batchSize, x.rows)])
            let trace = network.forward(x[rows: rows])
            let dz = (softmax(trace.output) - y[rows: rows]) / Double(rows.count)
            optimizer.update(&network.parameters, network.backward(trace, dz))
        }
        afterEpoch(epoch, network)
    }
}

// MARK: The notebook

var options = Options(
    "Lesson14DeepBeliefNetwork", "Stacked Boltzmann machines, pretrained without labels.")
let labels = options.count("labels", 200, "how many pictures have a label", most: 4000)
let hidden = options.counts("hidden", [256, 256, 256], "hidden units of each machine", most: 2000)
let pretraining = options.count("pretraining", 5, "epochs of each machine")
let epochs = options.count("epochs", 30, "epochs of fine-tuning")
let learningRate = options.number(
    "learning-rate", 0.1, "α of fine-tuning (Adam: a hundredth of it)")
let optimizerName = options.choice("optimizer", ["sgd", "adam"], "sgd", "fine-tuning by")
let runs = options.count("runs", 5, "seeds to compare over", most: 20)
let seed = options.seed(0)
let load = options.path("load", "FILE", "goes on from saved weights")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }
let sizes = [784] + hidden + [10]
let saved = load.map { path in program.attempt { try readNetwork(path, sizes: sizes) } }

notebook.title(
    "Lesson 14 · A deep belief network",
    "4,000 digits, but labels for only \(labels) of them: what are the others good for?")
notebook.formulas(
    """
    pretrain   machine 1 learns x,  h₁ = σ(x·W₁ + c₁)
               machine 2 learns h₁, h₂ = σ(h₁·W₂ + c₂)    and so on
    unroll     W₁, c₁, W₂, c₂ … become the first weights of a perceptron
    fine-tune  a layer of scores on top, cross-entropy, backpropagation
    """)

notebook.section("The data")
let digits = program.attempt { try smallMNISTSplit() }
let few = digits.train.pictures[rows: 0..<labels]
let fewLabels = oneHot(Array(digits.train.labels[0..<labels]), classes: 10)
let test = (x: digits.test.pictures, y: oneHot(digits.test.labels, classes: 10))
showData(notebook, digits.train, labels: labels, testCount: test.x.rows)

notebook.section("Pretraining without labels")
let setting = Setting(
    hidden: hidden, pretraining: pretraining, epochs: epochs, learningRate: learningRate,
    adam: optimizerName == "adam")
let first = showPretraining(notebook, digits.train.pictures, setting, seed: seed)
showFeatures(notebook, first)

notebook.section("Fine-tuning: \(labels) labels")
let firstRun = compare(
    notebook, first, few, fewLabels, test.x, test.y, setting, seed: seed, name: "Fine-tuning",
    from: saved)
showCurves(notebook, firstRun, fromSaved: load != nil)
if let save { program.attempt { try writeWeights(firstRun.network.weights, to: save) } }

notebook.section("Why the same network doesn't learn from random weights")
showDifferences(
    notebook, unroll(first, classes: 10, seed: seed), few, sizes: sizes, seed: seed)

var results = [firstRun]
if runs > 1 {
    notebook.section("Luck or not: \(runs) seeds")
    for run in 1..<runs {
        let (runSeed, name) = (seed + 1000 * run, "Seed \(run + 1)/\(runs)")
        let machines = pretrainWithProgress(
            notebook, digits.train.pictures, setting, seed: runSeed, name: name)
        results.append(
            compare(
                notebook, machines, few, fewLabels, test.x, test.y, setting, seed: runSeed,
                name: name))
    }
    showSeeds(notebook, results, seed: seed)
}
showVerdict(notebook, results, labels: labels)

notebook.section("Try it")
notebook.formulas(
    """
    --labels 500            more labels: who gains most?
    --labels 4000 --runs 1  labels for all: what is left of the advantage?
    --optimizer adam        does a better optimiser cure the random network?
    --pretraining 1         one epoch a machine
    --hidden 256            a single machine: is depth the trouble?
    """)
program.finish()
