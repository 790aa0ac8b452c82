// Lesson 04 · A multilayer perceptron
//
// Can a hidden layer separate two rings, which no straight line can?
//
//   forward    z₁ = x·W₁ + b₁     a₁ = f(z₁)     z₂ = a₁·W₂ + b₂     ŷ = σ(z₂)
//   cost       J = mean( max(z₂, 0) − y z₂ + log(1 + e^−|z₂|) )
//   backward   dz₂ = (ŷ − y) / m         dW₂ = a₁ᵀ·dz₂       db₂ = Σ dz₂
//              dz₁ = dz₂·W₂ᵀ ∗ f′(z₁)    dW₁ = xᵀ·dz₁        db₁ = Σ dz₁

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The model, by hand. The loop that trains it is in Training.swift.

func forward(_ x: Matrix, _ p: Parameters, _ f: Activation) -> Trace {
    let z1 = matmul(x, p.w1) + p.b1
    let a1 = f.value(z1)
    let z2 = matmul(a1, p.w2) + p.b2
    return Trace(z1: z1, a1: a1, z2: z2, predicted: sigmoid(z2))
}

func cost(_ z2: Matrix, _ y: Matrix) -> Double {
    logLoss(z2, y)  // from lesson 03
}

func backward(
    _ x: Matrix, _ trace: Trace, _ y: Matrix, _ p: Parameters, _ f: Activation
) -> Parameters {
    let dz2 = (trace.predicted - y) / Double(x.rows)
    let da1 = matmul(dz2, transposed: p.w2)
    let dz1 = f.backward(da1, trace.z1, trace.a1)
    return Parameters(
        w1: matmul(transposed: x, dz1), b1: dz1.columnSums(),
        w2: matmul(transposed: trace.a1, dz2), b2: dz2.columnSums())
}

func update(_ p: inout Parameters, _ d: Parameters, learningRate: Double) {
    p.w1 -= learningRate * d.w1
    p.b1 -= learningRate * d.b1
    p.w2 -= learningRate * d.w2
    p.b2 -= learningRate * d.b2
}

// MARK: The notebook

var options = Options(
    "Lesson04MultilayerPerceptron", "Backpropagation through a hidden layer, by hand.")
let activationName = options.choice(
    "activation", Activation.allCases.map(\.rawValue), "relu", "f of the hidden layer")
let hidden = options.count("hidden", 16, "neurons in the hidden layer", most: 10_000)
let learningRate = options.number("learning-rate", 1.0, "α, how far each step goes downhill")
let iterations = options.count("iterations", 2000, "how many steps downhill", least: 0)
let seed = options.seed(0)
let load = options.path("load", "FILE", "begins with saved weights (--iterations 0 only uses them)")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let mistake = options.mistake([
    "relu-derivative": "Z(1 − Z) as the derivative of ReLU",
    "equal-weights": "all first weights 0.5",
    "update-before-backward": "W₂ changed before dz₁ is computed",
])
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }
let saved = load.map { path in program.attempt { try readParameters(path, hidden: hidden) } }
let f = Activation(rawValue: activationName) ?? .relu

notebook.title(
    "Lesson 04 · A multilayer perceptron",
    "Can a hidden layer separate two rings, which no straight line can?")
notebook.formulas(
    """
    forward    z₁ = x·W₁ + b₁     a₁ = f(z₁)     z₂ = a₁·W₂ + b₂     ŷ = σ(z₂)
    cost       J = mean( max(z₂, 0) − y z₂ + log(1 + e^−|z₂|) )
    backward   dz₂ = (ŷ − y) / m         dW₂ = a₁ᵀ·dz₂       db₂ = Σ dz₂
               dz₁ = dz₂·W₂ᵀ ∗ f′(z₁)    dW₁ = xᵀ·dz₁        db₁ = Σ dz₁
    """)

notebook.section("Activations")
showActivations(notebook)

notebook.section("The data: two rings")
let (x, y) = twoRings(seed: seed)
showRings(notebook, x, y)

notebook.section("Is the backward pass right?")
showGradientCheck(notebook, x, y, hidden: hidden, seed: seed)

notebook.section("Training with \(f.rawValue)")
let first = saved ?? firstParameters(hidden: hidden, seed: seed)
notebook.text("2-\(hidden)-1, learning rate \(learningRate), all 200 points in every step.")
let (p, costs) = train(x, y, from: first, f, learningRate: learningRate, iterations: iterations)
for i in stride(from: 0, through: iterations, by: 100) { notebook.cost(iteration: i, costs[i]) }
showLost(notebook, costs)
if let save { program.attempt { try writeParameters(p, to: save) } }
notebook.line("accuracy: \(fixed(100 * accuracy(forward(x, p, f).predicted, y), 2)) %")
showBoundary(notebook, x, y, p, f)

notebook.section("Every activation from the same start")
let runs = Activation.allCases.map { f in
    let (p, costs) = train(x, y, from: first, f, learningRate: learningRate, iterations: iterations)
    let answers = forward(x, p, f).predicted
    return Run(name: f.rawValue, costs: costs, accuracy: accuracy(answers, y))
}
showActivationRuns(notebook, runs)

switch mistake {
case "relu-derivative":
    showReluDerivative(notebook, x, y, first, learningRate: learningRate, iterations: iterations)
case "equal-weights": showEqualWeights(notebook, x, y, hidden: hidden, iterations: iterations)
case "update-before-backward":
    showUpdateBeforeBackward(
        notebook, x, y, first, f, learningRate: learningRate, iterations: iterations)
default: break
}

notebook.section("Several classes: softmax")
showSoftmax(notebook, seed: seed)

notebook.section("Try it")
notebook.formulas(
    """
    --activation tanh                 the boundary becomes round
    --hidden 2                        two neurons can't close a ring
    --learning-rate 30                too fast: watch the cost
    --mistake relu-derivative         it trains; only the check objects
    --mistake equal-weights           sixteen neurons that are one
    --mistake update-before-backward  the wrong order
    """)
program.finish()
