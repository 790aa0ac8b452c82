import Datasets
import Foundation
import Matrices
import Notebook

import struct Layers.CheckedGradient
import func Layers.checkedGradient

let title = "Lesson 03 · Logistic regression"
let question = "Can a weighted sum of pixels tell a hand that signs 0 from one that signs 1?"
let formulas = """
    forward    z = x·w + b            ŷ = σ(z) = 1 / (1 + e^−z)
    cost       J = mean( max(z, 0) − y z + log(1 + e^−|z|) )
    backward   dz = (ŷ − y) / m       dw = xᵀ·dz        db = Σ dz
    update     w ← w − α dw           b ← b − α db
    """

// MARK: The model

/// A weight per pixel, and the bias.
struct Parameters: Equatable {
    var w: Matrix
    var b: Double
}

func sigmoid(_ z: Matrix) -> Matrix { 1 / (1 + exp(-z)) }

func forward(_ x: Matrix, _ parameters: Parameters) -> (z: Matrix, predicted: Matrix) {
    let z = matmul(x, parameters.w) + parameters.b
    return (z, sigmoid(z))
}

func cost(_ z: Matrix, _ y: Matrix) -> Double {
    z.map(with: y) { z, y in max(z, 0) - y * z + log1p(exp(-abs(z))) }.mean()
}

func backward(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dw: Matrix, db: Double) {
    let dz = (predicted - y) / Double(x.rows)
    return (matmul(transposed: x, dz), dz.sum())
}

func update(
    _ parameters: inout Parameters, _ gradients: (dw: Matrix, db: Double), learningRate: Double
) {
    parameters.w = parameters.w - learningRate * gradients.dw
    parameters.b = parameters.b - learningRate * gradients.db
}

/// dw and db by hand against central differences, at random weights.
func checkGradient(_ x: Matrix, _ y: Matrix, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 1)
    let w = 0.01 * random.randn(rows: x.columns, columns: 1)
    let b = random.randn()
    let (dw, db) = backward(x, forward(x, Parameters(w: w, b: b)).predicted, y)
    return [
        checkedGradient("dw", dw, at: w) { w in
            cost(forward(x, Parameters(w: w, b: b)).z, y)
        },
        checkedGradient("db", Matrix(row: [db]), at: Matrix(row: [b])) { b in
            cost(forward(x, Parameters(w: w, b: b[0, 0])).z, y)
        },
    ]
}

struct Settings {
    var learningRate: Double
    var iterations: Int
}

/// Where a training ended, and the cost before each of its steps.
struct Training {
    var parameters: Parameters
    var costs: [Double] = []
}

/// w = 0.01 everywhere and b = 0, as in the article.
func firstParameters(pixels: Int) -> Parameters {
    Parameters(w: Matrix(rows: pixels, columns: 1, repeating: 0.01), b: 0)
}

/// A cost and its backward pass.
typealias Rule = (
    cost: (Matrix, Matrix) -> Double, backward: (Matrix, Matrix, Matrix) -> (dw: Matrix, db: Double)
)

func train(
    _ x: Matrix, _ y: Matrix, from first: Parameters, _ settings: Settings,
    by rule: Rule = (cost, backward), beforeStep: (Int, Training) -> Void = { _, _ in }
) -> Training {
    var training = Training(parameters: first)
    for iteration in 0..<settings.iterations {
        let (z, predicted) = forward(x, training.parameters)
        training.costs.append(rule.cost(z, y))
        beforeStep(iteration, training)
        let gradients = rule.backward(x, predicted, y)
        update(&training.parameters, gradients, learningRate: settings.learningRate)
    }
    return training
}

func predict(_ x: Matrix, _ parameters: Parameters) -> Matrix {
    forward(x, parameters).predicted.map { $0 > 0.5 ? 1 : 0 }
}

/// The share of right answers, between 0 and 1.
func accuracy(_ predicted: Matrix, _ y: Matrix) -> Double { 1 - abs(predicted - y).mean() }

// MARK: The notebook

var options = Options(
    "Lesson03LogisticRegression", "Logistic regression, by hand, on pictures of hands.")
let folder = options.path(
    "data", "DIR", "photographs: a folder with X.npy and Y.npy (else the hands are drawn)")
let settings = Settings(
    learningRate: options.number("learning-rate", 0.01, "α, how far each step goes downhill"),
    iterations: options.count(
        "iterations", 150, "how many steps downhill", least: 0, most: 10_000))
let seed = options.seed(1)
let files = options.weightFiles()
options.csv()
let mistake = options.mistake([
    "naive-loss": "the loss from log(ŷ), as an article has it, in Double and in Float",
    "cost-sign": "the cost without its minus sign, and with a wrong sign inside",
    "inverted-predict": "predict without its else, as an article prints it",
])
let program = Program(options)
let notebook = program.notebook
let hands = program.attempt { try readHands(folder: folder, seed: seed) }
let first = program.attempt { try readParameters(files.load) } ?? firstParameters(pixels: 4096)

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("A computation graph")
notebook.text(
    """
    A long formula is made of short ones. Forwards, each node computes its value from the nodes \
    before it. Backwards, each node gets the derivative of the result with respect to its own \
    value: it is the derivative of the node after it, times the derivative of the step between the \
    two. Here the formula is c = √(a² + b²), with a = 3 and b = 4.
    """)
let graph = distance(a: 3, b: 4)
notebook.showDistance(graph.values, graph.slopes)
notebook.text(
    """
    Logistic regression can be drawn as a graph, too. Here there are two inputs, x₁ = 0.2 and x₂ = \
    0.9, and the true answer is y = 1. The answer ŷ is too small, so all derivatives up to ŷ are \
    negative: raising any of these values would lower the loss.
    """)
let twoInputs = Matrix(row: [0.2, 0.9])
let example = Parameters(w: Matrix(column: [0.5, -1]), b: 0.3)
let one = Matrix(row: [1])
let (z, predicted) = forward(twoInputs, example)
let (dw, db) = backward(twoInputs, predicted, one)
notebook.showExample(
    twoInputs, example.w.values + [example.b, z.sum(), predicted.sum(), cost(z, one)],
    dw.values + [db, db, -1 / predicted.sum(), 1])
notebook.text(
    """
    On the way back from ŷ to z, −1/ŷ is multiplied by ŷ (1 − ŷ), the derivative of the sigmoid. \
    The result is \(fixed(db, 3)), which is ŷ − y. So the program goes straight from J to z.
    """)

notebook.section("The data")
notebook.text(
    hands.arePhotographs
        ? "410 photographs of 64 × 64 pixels: 205 hands that sign 0, then 205 that sign 1."
        : """
        410 drawn hands of 64 × 64 pixels: 205 that sign 0, then 205 that sign 1. They are drawn \
        by this program, so nothing has to be downloaded; --data DIR takes the photographs.
        """)
notebook.showHands("Two hands", hands.examples, ["sign 0 (row 56)", "sign 1 (row 283)"])
notebook.text(
    """
    Each picture is one row of 64 · 64 = 4096 numbers between 0 (black) and 1 (white). Of the \
    pictures, 85 % are for training, and 15 % are kept for the test. The split is the one that \
    scikit-learn makes with seed 42.
    """)
notebook.table(
    ["", "x", "y"],
    [
        ["training", "\(hands.x.rows) × 4096", "\(hands.y.rows) × 1"],
        ["test", "\(hands.xTest.rows) × 4096", "\(hands.yTest.rows) × 1"],
    ])

notebook.section("Why a logarithm?")
notebook.text(
    """
    Take a hand that signs 1, so y = 1. Its loss is −log ŷ, with the derivative ŷ − y. The squared \
    error of lesson 02 would be (ŷ − y)², and its derivative contains that of the sigmoid: 2 (ŷ − \
    y) · ŷ (1 − ŷ). Both derivatives are with respect to z:
    """)
let scores = Matrix(column: [-30, -8, -2, 0, 2, 8])
notebook.showLosses(scores, losses(scores, y: 1))
let firstAnswers = forward(hands.x, first)
let logGradient = backward(hands.x, firstAnswers.predicted, hands.y).dw
let squareGradient = squaredErrorGradient(hands.x, firstAnswers.predicted, hands.y)
notebook.text(
    """
    The log loss pulls with full strength at an answer that is certain and wrong; the squared \
    error is flat there. This lesson begins with z = \(fixed(firstAnswers.z.mean(), 1)) on \
    average. The length of dw is \(fixed(logGradient.norm(), 1)) for the log loss, and \
    \(scientific(squareGradient.norm())) for the squared error.
    """)

notebook.section("Is the backward pass right?")
notebook.text(
    """
    To check the formulas, each weight is moved a little to either side, and the change of the \
    cost is measured. This is the numerical gradient of lesson 02, here at random weights and on \
    ten pictures.
    """)
let checks = checkGradient(hands.x[rows: 0..<10], hands.y[rows: 0..<10], seed: seed)
notebook.gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })

notebook.section("Training")
let start =
    files.load.map { "Weights and bias start as they are in \($0)." }
    ?? "All 4096 weights start at 0.01 and the bias at 0."
notebook.text(
    """
    \(start) σ(0) = \(fixed(sigmoid(Matrix(row: [0])).sum(), 1)): a hand with z = 0 could be \
    either. Learning rate \(settings.learningRate), \(settings.iterations) iterations.
    """)
let training = train(hands.x, hands.y, from: first, settings) { iteration, training in
    program.save(files.save) { try weightBytes(named(training.parameters), for: $0) }
    guard iteration % 10 == 0 else { return }
    let naive = naiveCost(forward(hands.x, training.parameters).z, hands.y)
    notebook.cost(iteration: iteration, hands.arePhotographs ? naive : training.costs[iteration])
}
program.save(files.save) { try weightBytes(named(training.parameters), for: $0) }
if let safe = training.costs.first, hands.arePhotographs {
    let article = naiveCost(firstAnswers.z, hands.y)
    notebook.text(
        """
        These costs are computed from log(ŷ), as the code of an article does it, so that they can \
        be compared digit by digit. Where ŷ is close to 1, few digits of 1 − ŷ are left. At \
        iteration 0, log(ŷ) gives \(fixed(article, 6)). The cost from z, which loses no digits, is \
        \(fixed(safe, 6)).
        """)
}
notebook.plot(
    "Cost while training", x: "iteration", y: "cost",
    [Curve("cost", x: Array(training.costs.indices), y: training.costs)])
notebook.overflow("cost", of: training.costs, "iteration")

notebook.section("The result")
let parameters = training.parameters
let share = hands.accuracies { predict($0, parameters) }
notebook.line("train accuracy \(fixed(share.train, 4))")
notebook.line("test accuracy \(fixed(share.test, 4))")
notebook.text(
    """
    There is one weight per pixel, so the weights can be shown as a picture, too. This is what was \
    learnt, the last weights minus 0.01. A bright pixel speaks for sign 1 where the weights are \
    bright, and for sign 0 where they are dark.
    """)
notebook.showWeights(parameters.w - 0.01)
notebook.showWrongOnes(hands, predict(hands.xTest, parameters))

notebook.section("Linear against logistic regression")
notebook.text(
    """
    Linear regression doesn't place a line between two classes: it fits the labels 0 and 1 as if \
    they were measured values. Here are ten values of x, five of each class. Then three more \
    of class 1 are added, far to the right, where the class is not in doubt:
    """)
let x = Matrix(column: [1, 2, 3, 4, 5.5, 4.5, 6, 7, 8, 9, 25, 30, 35])
let y = Matrix(rows: 13, columns: 1) { i, _ in i < 5 ? 0 : 1 }
let (ten, thirteen) = (fitBoth(x[rows: 0..<10], y[rows: 0..<10]), fitBoth(x, y))
notebook.showThresholds([
    ("ten points", ten.line, ten.sigmoid),
    ("and three far ones", thirteen.line, thirteen.sigmoid),
])
notebook.showFits(x, y, thirteen)
notebook.text(
    """
    The far points pull the straight line towards them, and points that were classified correctly \
    no longer are. The sigmoid is flat out there, so a point that is already right hardly pulls at \
    all.
    """)

notebook.section("What the library does")
notebook.text(
    """
    scikit-learn's LogisticRegression goes all the way to a minimum, and it minimises something \
    else: ½ ‖w‖² + Σ loss. The first term is a penalty on large weights (C = 1).
    """)
compareWithLibrary(notebook, hands)

notebook.section("Try it")
notebook.formulas(
    """
    --learning-rate 0.009 --iterations 200   the first run in an article
    --learning-rate 0.05                     too fast: watch the first lines
    --iterations 1000                        does the test accuracy follow?
    --mistake naive-loss                     why J is computed from z
    --mistake cost-sign                      a cost that falls and falls
    --mistake inverted-predict               an else that an article left out
    """)

if let mistake {
    notebook.section("Mistake: \(mistake)")
    runMistake(mistake, notebook, hands, training, from: first, settings)
}
notebook.next(exercise: "Exercise03LogisticRegression", lesson: "Lesson04MultilayerPerceptron")
program.finish()
