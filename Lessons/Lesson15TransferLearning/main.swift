// Lesson 15 · Transfer learning
//
// Does it help to have learnt 0 to 4 when 5 to 9 have to be learnt from a handful of pictures?
//
//   before    x → features → scores of 0 … 4       everything is trained, on many pictures
//   after     x → features → scores of 5 … 9       frozen: the features stay, only the new head
//                                                  W, b is trained, on a few pictures
//   head      z = features·W + b      dW = featuresᵀ·dz      db = Σ dz      no further back

import Datasets
import Layers
import Matrices
import Notebook

// MARK: Training, by hand

/// One epoch of the whole network.
func trainEpoch(
    _ network: inout Network, _ x: Matrix, _ y: Matrix, batchSize: Int, _ optimizer: inout Adam,
    _ order: inout RandomState
) -> Double {
    let shuffled = order.permutation(x.rows)
    var loss = 0.0
    for start in stride(from: 0, to: x.rows, by: batchSize) {
        let rows = Array(shuffled[start..<min(start + batchSize, x.rows)])
        let trace = network.forward(x[rows: rows])
        loss += crossEntropy(trace.scores, y[rows: rows]) * Double(rows.count)
        let dz = (softmax(trace.scores) - y[rows: rows]) / Double(rows.count)
        optimizer.update(&network.parameters, network.backward(trace, dz))
    }
    return loss / Double(x.rows)
}

func headForward(_ features: Matrix, _ head: [Matrix]) -> Matrix {
    matmul(features, head[0]) + head[1]
}

/// dW and db. Features are data like any other: nothing flows back into them.
func headBackward(_ features: Matrix, _ dz: Matrix) -> [Matrix] {
    [matmul(transposed: features, dz), dz.columnSums()]
}

/// One epoch of the head alone.
func trainHeadEpoch(
    _ head: inout [Matrix], _ features: Matrix, _ y: Matrix, batchSize: Int,
    _ optimizer: inout Adam, _ order: inout RandomState
) {
    let shuffled = order.permutation(features.rows)
    for start in stride(from: 0, to: features.rows, by: batchSize) {
        let rows = Array(shuffled[start..<min(start + batchSize, features.rows)])
        let batch = features[rows: rows]
        let dz = (softmax(headForward(batch, head)) - y[rows: rows]) / Double(rows.count)
        optimizer.update(&head, headBackward(batch, dz))
    }
}

/// The features of one network under the head of another.
func transferred(_ pretrained: Network, to beginning: Network) -> Network {
    var network = beginning
    network.parameters[0..<4] = pretrained.parameters[0..<4]
    return network
}

// MARK: The notebook

var options = Options(
    "Lesson15TransferLearning", "Features learnt on 0 to 4, used again for 5 to 9.")
let perClass = options.counts("pictures", [10, 5], "pictures of each new class", most: 100)
let pretraining = options.count("pretraining", 8, "epochs on 0 to 4")
let epochs = options.count("epochs", 40, "epochs on the few pictures of 5 to 9")
let learningRate = options.number("learning-rate", 0.003, "α of Adam, everywhere")
let runs = options.count("runs", 6, "seeds to compare over", most: 50)
let seed = options.seed(0)
let load = options.path("load", "FILE", "goes on from saved weights")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }
var first = Network(classes: 5, seed: seed)
if let load {
    program.attempt { first.parameters = try readWeights(load, like: first.weights) }
}

notebook.title(
    "Lesson 15 · Transfer learning",
    "Does it help to have learnt 0 to 4 when 5 to 9 have to be learnt from a handful of pictures?")
notebook.formulas(
    """
    before    x → features → scores of 0 … 4     trained, on many pictures
    after     x → features → scores of 5 … 9     features frozen, a new head
    head      z = features·W + b     dW = featuresᵀ·dz     db = Σ dz
    """)

notebook.section("The data")
let digits = program.attempt { try smallMNISTSplit() }
let old = Task(digits, classes: 0..<5)
let new = Task(digits, classes: 5..<10)
let setting = Setting(pretraining: pretraining, epochs: epochs, learningRate: learningRate)
showData(notebook, old, new, perClass: perClass)

notebook.section("Learning 0 to 4")
if load != nil {
    let share = accuracy(first.inParts(old.xTest).scores, old.yTest)
    notebook.line("test accuracy of the saved weights: \(fixed(100 * share, 2)) %")
}
let pretrained = pretrainAndShow(notebook, old, setting, from: first, seed: seed)
if let save { program.attempt { try writeWeights(pretrained.weights, to: save) } }
showFeatures(notebook, pretrained, new)

notebook.section("Learning 5 to 9 from \(perClass[0]) pictures each")
let firstComparison = compareAndShow(
    notebook, pretrained, new, perClass: perClass[0], setting, seed: seed)

notebook.section(runs == 1 ? "One seed" : "Over \(runs) seeds")
showSeeds(
    notebook, first: pretrained, old, new, perClass: perClass, setting, runs: runs, seed: seed)

notebook.section("The same with a plain perceptron")
showPerceptron(notebook, old, new, perClass: perClass[0], setting, runs: runs, seed: seed)

notebook.section("Try it")
notebook.formulas(
    """
    --pictures 100          enough pictures: does the old knowledge still help?
    --pictures 1            one picture of each
    --pretraining 1         features hardly learnt
    --epochs 100            does training from scratch catch up?
    """)
program.finish()
