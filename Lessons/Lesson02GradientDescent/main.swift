// Lesson 02 · Gradient descent
//
// How does a neuron find its own m and b?
//
//   forward    ŷ = m·x + b
//   cost       J = mean( (ŷ − y)² )
//   backward   dm = mean( 2 (ŷ − y) x )        db = mean( 2 (ŷ − y) )
//   update     m ← m − α dm                    b ← b − α db

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The model, by hand

func forward(_ x: Matrix, m: Double, b: Double) -> Matrix {
    m * x + b
}

func cost(_ predicted: Matrix, _ y: Matrix) -> Double {
    let errors = predicted - y
    return (errors * errors).mean()
}

func backward(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dm: Double, db: Double) {
    let errors = predicted - y
    return ((2 * errors * x).mean(), (2 * errors).mean())
}

/// The same gradient without any formula: move a parameter by h to either side, see what J does.
func numericalGradient(
    _ x: Matrix, _ y: Matrix, m: Double, b: Double, h: Double = 1e-5
) -> (dm: Double, db: Double) {
    func J(_ m: Double, _ b: Double) -> Double { cost(forward(x, m: m, b: b), y) }
    let dm = (J(m + h, b) - J(m - h, b)) / (2 * h)
    let db = (J(m, b + h) - J(m, b - h)) / (2 * h)
    return (dm, db)
}

func descend(
    _ x: Matrix, _ y: Matrix, learningRate: Double, iterations: Int, m: Double = 0, b: Double = 0
) -> Descent {
    var (m, b) = (m, b)
    var descent = Descent()
    for iteration in 0...iterations {
        let predicted = forward(x, m: m, b: b)
        descent.ms.append(m)
        descent.bs.append(b)
        descent.costs.append(cost(predicted, y))
        if iteration == iterations { break }
        let (dm, db) = backward(x, predicted, y)
        m = m - learningRate * dm
        b = b - learningRate * db
    }
    return descent
}

// MARK: The notebook

var options = Options("Lesson02GradientDescent", "How a neuron finds its own m and b.")
let learningRate = options.number("learning-rate", 0.01, "α, how far each step goes downhill")
let iterations = options.count("iterations", 100, "how many steps downhill")
let seed = options.seed(0)
options.csv()
let program = Program(options)
let notebook = program.notebook

notebook.title("Lesson 02 · Gradient descent", "How does a neuron find its own m and b?")
notebook.formulas(
    """
    forward    ŷ = m·x + b
    cost       J = mean( (ŷ − y)² )
    backward   dm = mean( 2 (ŷ − y) x )        db = mean( 2 (ŷ − y) )
    update     m ← m − α dm                    b ← b − α db
    """)

notebook.section("The loss surface")
let cereals = program.attempt { try readCSV(courseFile("uscereal.csv")) }
let x = program.attempt { try cereals.matrix(["protein"]) }
let y = program.attempt { try cereals.matrix(["calories"]) }
showSurface(notebook, x, y)

notebook.section("Which way is down?")
showGradient(notebook, x, y)

notebook.section("Step by step")
let descent = descend(x, y, learningRate: learningRate, iterations: iterations)
notebook.text(
    """
    The gradient points uphill, so each step goes against it: learning rate \(learningRate), \
    \(iterations) iterations, from m = 0 and b = 0.
    """)
for i in stride(from: 0, through: iterations, by: 10) {
    notebook.cost(iteration: i, descent.costs[i])
}
showEnd(notebook, x, y, descent, learningRate: learningRate)
showPath(notebook, "The path with α = \(learningRate)", x, y, descent)

notebook.section("Too small, right, too large")
let rates = [0.001, 0.01, 0.04663, 0.1]
let descents = rates.map { descend(x, y, learningRate: $0, iterations: 300) }
showLearningRates(notebook, rates, descents)

notebook.section("How large may α be?")
showBound(notebook, x, y)

notebook.section("Raw against standardised input")
showStandardised(notebook, x, y)

notebook.section("Epoch, batch, single example")
showBatches(notebook, x, y, seed: seed)

notebook.section("Two neurons in a chain")
showChain(notebook, standardised(x), y)

notebook.section("Try it")
notebook.formulas(
    """
    --learning-rate 0.04663 --iterations 600   the best rate for the raw input
    --learning-rate 0.0474 --iterations 1000   a hair above the bound 2/λmax
    --learning-rate 0.1 --iterations 300       every step leads uphill
    """)
program.finish()
