// Lesson 12 · Long short-term memory
//
// Can a network be built so that it remembers, however long ago it was?
//
//   gates      i, f, o = σ( x(t)·W + h(t − 1)·U + b )       in, forget, out: weights of its own each
//              g = tanh( x(t)·W + h(t − 1)·U + b )          what might be let in
//   state      c(t) = f ∗ c(t − 1) + i ∗ g                   h(t) = o ∗ tanh c(t)
//   backward   dc(t) = dc(t + 1) ∗ f(t + 1) + dh(t) ∗ o ∗ (1 − tanh² c(t))
//              di = dc ∗ g     df = dc ∗ c(t − 1)     dg = dc ∗ i     do = dh ∗ tanh c
//              dz = da ∗ a (1 − a) for i, f, o        dz = dg ∗ (1 − g²) for g
//              and from dz to weights, x and h as in lesson 11

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: Training. The cell itself is in LSTM.swift.

/// The length of all gradients together, as one vector.
func length(_ gradients: [Matrix]) -> Double {
    gradients.reduce(0) { $0 + ($1 * $1).sum() }.squareRoot()
}

/// Adam on fresh sequences; the cost on the test sequences every 50 iterations.
func train(
    _ network: inout some SequenceNetwork, steps: Int, iterations: Int, batchSize: Int,
    learningRate: Double, seed: Int, _ bar: ProgressBar
) -> (at: [Int], costs: [Double], clipped: Int, longest: Double) {
    var data = RandomState(seed: seed)
    let test = AddingProblem(count: 500, steps: steps, random: &data)
    var optimizer = Adam(learningRate: learningRate)
    var (at, costs): ([Int], [Double]) = ([], [])
    var (shortened, longest) = (0, 0.0)
    for iteration in 0...iterations {
        if iteration % 50 == 0 || iteration == iterations {
            at.append(iteration)
            costs.append(meanSquaredError(network.answer(test.x), test.y))
        }
        if iteration == iterations { break }
        let batch = AddingProblem(count: batchSize, steps: steps, random: &data)
        let gradients = network.gradients(batch.x, batch.y)
        longest = max(longest, length(gradients))
        if length(gradients) > 1 { shortened += 1 }
        optimizer.update(&network.parameters, clipped(gradients, to: 1))
        bar.advance(to: iteration + 1)
    }
    bar.finish()
    return (at, costs, shortened, longest)
}

// MARK: The notebook

var options = Options(
    "Lesson12LongShortTermMemory", "An LSTM by hand: remembering over 80 steps, inventing names.")
let learningRate = options.number("learning-rate", 0.01, "α of Adam")
let iterations = options.count(
    "iterations", 1000, "how many steps downhill, for every network", least: 0)
let batchSize = options.count("batch-size", 32, "how many sequences make a step")
let steps = options.count(
    "steps", 80, "how long the adding problem's sequences are", least: 2,
    most: 10_000)
let hiddenUnits = options.count(
    "hidden", 16, "how many numbers the adders' states have", most: 1000)
let forgetBias = options.number(
    "forget-bias", 3, "what the forget gate's bias starts at", least: -20)
let temperature = options.number("temperature", 0.8, "how bold the invented names are")
let seed = options.seed(0)
let load = options.path("load", "FILE", "begins with saved weights (--iterations 0 only uses them)")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }
var random = RandomState(seed: seed + 1)
var inventor = LSTM(inputs: 27, hidden: 32, outputs: 27, forgetBias: 1, random: &random)
if let load {
    program.attempt { inventor.parameters = try readWeights(load, like: inventor.weights) }
}

notebook.title(
    "Lesson 12 · Long short-term memory",
    "Can a network be built so that it remembers, however long ago it was?")
notebook.formulas(
    """
    gates      i, f, o = σ( x(t)·W + h(t − 1)·U + b )     in, forget, out
               g = tanh( x(t)·W + h(t − 1)·U + b )        what might be let in
    state      c(t) = f ∗ c(t − 1) + i ∗ g        h(t) = o ∗ tanh c(t)
    backward   dc(t) = dc(t + 1) ∗ f(t + 1) + dh(t) ∗ o ∗ (1 − tanh² c(t))
               di = dc ∗ g     df = dc ∗ c(t − 1)     dg = dc ∗ i
               do = dh ∗ tanh c
               dz = di ∗ i (1 − i), so for f and o;   dz = dg ∗ (1 − g²)
    Each of the four has a W, U, b of its own.
    """)

notebook.section("A state that isn't multiplied by a matrix")
showForgetting(notebook)

notebook.section("Is the backward pass right?")
showGradientCheck(notebook, seed: seed)

notebook.section("The adding problem")
random = RandomState(seed: seed + 1)
var simple = RecurrentNetwork(inputs: 2, hidden: hiddenUnits, outputs: 1, random: &random)
random = RandomState(seed: seed + 1)
var memory = LSTM(
    inputs: 2, hidden: hiddenUnits, outputs: 1, forgetBias: forgetBias, random: &random)
showAddingProblem(notebook, steps: steps, seed: seed, memory)
let simpleRun = train(
    &simple, steps: steps, iterations: iterations, batchSize: batchSize,
    learningRate: learningRate, seed: seed, notebook.progress("SimpleRNN", total: iterations))
let memoryRun = train(
    &memory, steps: steps, iterations: iterations, batchSize: batchSize,
    learningRate: learningRate, seed: seed, notebook.progress("LSTM", total: iterations))
notebook.curves(
    step: "iteration", at: simpleRun.at,
    ["SimpleRNN": simpleRun.costs, "LSTM": memoryRun.costs])
showAddingResult(notebook, simple, memory, simpleRun, memoryRun, steps: steps, seed: seed)

notebook.section("Why: the gradient on its way back")
showGradientNorms(notebook, hidden: hiddenUnits, seed: seed)

notebook.section("Names, letter by letter")
let names = program.attempt { try readNames() }
showNames(notebook, names)
var order = RandomState(seed: seed + 2)
let nameCosts = trainOnNames(
    notebook, &inventor, names, iterations: iterations, batchSize: batchSize,
    learningRate: learningRate, &order)
if let save { program.attempt { try writeWeights(inventor.weights, to: save) } }
showNameCosts(notebook, names, nameCosts)
var dice = RandomState(seed: seed + 3)
showInventedNames(notebook, inventor, names, temperature: temperature, &dice)

notebook.section("Try it")
notebook.formulas(
    """
    --forget-bias 0     a cell that begins by forgetting: does it learn to keep?
    --steps 20          does the simple network manage this?
    --steps 160         and the LSTM this? With --forget-bias 5?
    --temperature 0.3   careful names; 1.5: bold ones
    --seed 1            another beginning: when does the LSTM get it?
    """)
program.finish()
