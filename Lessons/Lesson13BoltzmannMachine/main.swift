// Lesson 13 · A Boltzmann machine
//
// Can a network learn what pictures look like when nobody tells it what they show?
//
//   energy       E(v, h) = −v·W·hᵀ − v·bᵀ − h·cᵀ       p(v, h) = e^−E / Z
//   units        p(h=1 | v) = σ(v·W + c)                p(v=1 | h) = σ(h·Wᵀ + b)
//   free energy  F(v) = −v·bᵀ − Σ log(1 + e^(v·W + c))  p(v) = e^−F / Z
//   cost         J = −mean( log p(v) )
//   CD-1         dW = ( v₁ᵀ·p(h | v₁) − v₀ᵀ·p(h | v₀) ) / m     v₁: rebuilt from a drawn h

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The model, by hand

/// A restricted Boltzmann machine: every visible unit is joined with every hidden one.
struct Machine {
    /// W, visible × hidden.
    var w: Matrix
    /// b, the biases of the visible units: 1 × visible.
    var b: Matrix
    /// c, the biases of the hidden units: 1 × hidden.
    var c: Matrix

    init(visible: Int, hidden: Int, spread: Double, seed: Int) {
        var random = RandomState(seed: seed + 1)
        w = spread * random.randn(rows: visible, columns: hidden)
        b = Matrix(rows: 1, columns: visible)
        c = Matrix(rows: 1, columns: hidden)
    }

    /// The parameters with their names in a file.
    var weights: [(name: String, matrix: Matrix)] { [("w", w), ("b", b), ("c", c)] }

    /// The same machine seen from the other side: visible and hidden units exchanged.
    var turned: Machine {
        var machine = self
        (machine.w, machine.b, machine.c) = (w.transposed(), c, b)
        return machine
    }
}

/// One derivative for each of the machine's parameters.
typealias Gradient = (dw: Matrix, db: Matrix, dc: Matrix)

func energy(_ v: Matrix, _ h: Matrix, _ machine: Machine) -> Matrix {
    let pairs = (matmul(v, machine.w) * h).rowSums()
    return -pairs - matmul(v, transposed: machine.b) - matmul(h, transposed: machine.c)
}

func freeEnergy(_ v: Matrix, _ machine: Machine) -> Matrix {
    let z = matmul(v, machine.w) + machine.c
    let softplus = z.map { max($0, 0) + log1p(exp(-abs($0))) }
    return -matmul(v, transposed: machine.b) - softplus.rowSums()
}

func hiddenProbability(_ v: Matrix, _ machine: Machine) -> Matrix {
    sigmoid(matmul(v, machine.w) + machine.c)
}

func visibleProbability(_ h: Matrix, _ machine: Machine) -> Matrix {
    sigmoid(matmul(h, transposed: machine.w) + machine.b)
}

/// Each unit is 1 with its probability, else 0; one uniform number each, row after row.
func draw(_ probability: Matrix, _ random: inout RandomState) -> Matrix {
    let u = random.randomSample(rows: probability.rows, columns: probability.columns)
    return probability.map(with: u) { p, u in u < p ? 1 : 0 }
}

/// The gradient of the mean free energy of the rows of v.
func freeEnergyGradient(_ v: Matrix, _ machine: Machine) -> Gradient {
    let m = Double(v.rows)
    let h = hiddenProbability(v, machine)
    return (-matmul(transposed: v, h) / m, -v.columnSums() / m, -h.columnSums() / m)
}

/// CD-1: the data's free energy goes down, that of what the machine makes of the data goes up.
func contrastiveDivergence(
    _ v0: Matrix, _ machine: Machine, drawVisible: Bool, _ random: inout RandomState
) -> Gradient {
    let h0 = draw(hiddenProbability(v0, machine), &random)
    var v1 = visibleProbability(h0, machine)
    if drawVisible { v1 = draw(v1, &random) }
    let data = freeEnergyGradient(v0, machine)
    let dream = freeEnergyGradient(v1, machine)
    return (data.dw - dream.dw, data.db - dream.db, data.dc - dream.dc)
}

func update(_ machine: inout Machine, _ gradient: Gradient, learningRate: Double) {
    machine.w -= learningRate * gradient.dw
    machine.b -= learningRate * gradient.db
    machine.c -= learningRate * gradient.dc
}

func reconstruction(_ v: Matrix, _ machine: Machine) -> Matrix {
    visibleProbability(hiddenProbability(v, machine), machine)
}

// MARK: The notebook

var options = Options(
    "Lesson13BoltzmannMachine", "A restricted Boltzmann machine: learning without labels, by hand.")
let iterations = options.count("iterations", 3000, "steps of the tiny machine")
let hidden = options.count("hidden", 128, "hidden units of the large machine", most: 784)
let learningRate = options.number("learning-rate", 0.1, "α of the large machine")
let batchSize = options.count("batch-size", 32, "how many pictures make a step")
let epochs = options.count("epochs", 10, "how often the large machine sees every picture", least: 0)
let seed = options.seed(0)
let load = options.path("load", "FILE", "begins with saved weights (--epochs 0 only uses them)")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }
var machine = Machine(visible: 784, hidden: hidden, spread: 0.01, seed: seed)
if let load {
    program.attempt {
        let found = try readWeights(load, like: machine.weights)
        (machine.w, machine.b, machine.c) = (found[0], found[1], found[2])
    }
}

notebook.title(
    "Lesson 13 · A Boltzmann machine",
    "Can a network learn what pictures look like when nobody tells it what they show?")
notebook.formulas(
    """
    energy       E(v, h) = −v·W·hᵀ − v·bᵀ − h·cᵀ       p(v, h) = e^−E / Z
    units        p(h=1 | v) = σ(v·W + c)                p(v=1 | h) = σ(h·Wᵀ + b)
    free energy  F(v) = −v·bᵀ − Σ log(1 + e^(v·W + c))  p(v) = e^−F / Z
    cost         J = −mean( log p(v) )
    CD-1         dW = ( v₁ᵀ·p(h | v₁) − v₀ᵀ·p(h | v₀) ) / m
    """)

notebook.section("A tiny world: bars and stripes")
let patterns = barsAndStripes()
showPatterns(notebook, patterns)

notebook.section("Are the formulas right?")
checkFormulas(notebook, patterns, seed: seed)

notebook.section("The tiny machine learns")
trainTinyMachine(notebook, patterns, iterations: iterations, seed: seed)

notebook.section("Digits")
let digits = program.attempt { try smallMNISTSplit() }
let x = digits.train.pictures.map { $0 > 0.5 ? 1 : 0 }
let xTest = digits.test.pictures.map { $0 > 0.5 ? 1 : 0 }
showData(notebook, x, xTest, hidden: hidden)

notebook.section("Training")
var order = RandomState(seed: seed + 2)
var sampling = RandomState(seed: seed + 3)
var errors = [meanSquaredError(reconstruction(xTest, machine), xTest)]
notebook.epoch(0, of: epochs, ["reconstruction_error": errors[0]])
for epoch in 1..<epochs + 1 {
    let bar = notebook.progress("Epoch \(epoch)", total: x.rows)
    let shuffled = order.permutation(x.rows)
    for start in stride(from: 0, to: x.rows, by: batchSize) {
        let batch = x[rows: Array(shuffled[start..<min(start + batchSize, x.rows)])]
        update(
            &machine, contrastiveDivergence(batch, machine, drawVisible: false, &sampling),
            learningRate: learningRate)
        bar.advance(to: start + batch.rows)
    }
    bar.finish()
    errors.append(meanSquaredError(reconstruction(xTest, machine), xTest))
    notebook.epoch(epoch, of: epochs, ["reconstruction_error": errors[epoch]])
}
showErrors(notebook, errors)
if let save { program.attempt { try writeWeights(machine.weights, to: save) } }

notebook.section("What the hidden units look for")
showFilters(notebook, machine)

notebook.section("There and back, and the honest baseline")
showReconstructions(notebook, x, xTest, digits.test.labels, machine, seed: seed)

notebook.section("What it believes")
showCompletions(notebook, xTest, digits.test.labels, machine, &sampling)
showDreams(notebook, xTest, digits.test.labels, machine, &sampling)

notebook.section("Try it")
notebook.formulas(
    """
    --iterations 10000      the tiny machine: does the likelihood go on rising?
    --hidden 32             fewer units: what do the filters look like?
    --learning-rate 5       too fast: what becomes of the error?
    --epochs 30             the error goes on falling: better drawings?
    """)
program.finish()
