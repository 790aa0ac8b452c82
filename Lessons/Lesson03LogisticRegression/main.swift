import Datasets
import Foundation
import Matrices
import Notebook

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

struct Settings {
    var learningRate: Double
    var iterations: Int
}

/// Where a training ended, and the cost before each of its steps.
struct Training {
    var parameters: Parameters
    var costs: [Double] = []
}

func sigmoid(_ z: Matrix) -> Matrix {
    1 / (1 + exp(-z))
}

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

/// w = 0.01 everywhere and b = 0, as in the article.
func firstParameters(pixels: Int) -> Parameters {
    Parameters(w: Matrix(rows: pixels, columns: 1, repeating: 0.01), b: 0)
}

func train(
    _ x: Matrix, _ y: Matrix, from first: Parameters, _ settings: Settings,
    cost: (Matrix, Matrix) -> Double = cost,
    backward: (Matrix, Matrix, Matrix) -> (dw: Matrix, db: Double) = backward
) -> Training {
    var training = Training(parameters: first)
    for _ in 0..<settings.iterations {
        let (z, predicted) = forward(x, training.parameters)
        training.costs.append(cost(z, y))
        let gradients = backward(x, predicted, y)
        update(&training.parameters, gradients, learningRate: settings.learningRate)
    }
    return training
}

func predict(_ x: Matrix, _ parameters: Parameters) -> Matrix {
    forward(x, parameters).predicted.map { $0 > 0.5 ? 1 : 0 }
}

/// The share of right answers, between 0 and 1.
func accuracy(_ predicted: Matrix, _ y: Matrix) -> Double {
    1 - abs(predicted - y).mean()
}

/// c = √(a² + b²), forwards and backwards, node by node.
struct Distance {
    let a, b, aSquared, bSquared, sum, c: Double
    let dSum, dASquared, dBSquared, da, db: Double

    init(a: Double, b: Double) {
        (self.a, self.b) = (a, b)
        aSquared = a * a
        bSquared = b * b
        sum = aSquared + bSquared
        c = sum.squareRoot()

        dSum = 1 / (2 * c)
        dASquared = dSum
        dBSquared = dSum
        da = dASquared * 2 * a
        db = dBSquared * 2 * b
    }
}

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
    "naive-loss": "the loss from log(ŷ), as the article has it, in Double and in Float",
    "cost-sign": "the cost without its minus sign, and with a wrong sign inside",
    "inverted-predict": "predict without its else, as the article prints it",
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
    A long formula is a chain of short ones. Forwards, each node computes its value from the nodes \
    before it. Backwards, each node gets the derivative of the result with respect to its own \
    value: that of the node after it, times the derivative of the one step between them. Here \
    c = √(a² + b²), with a = 3 and b = 4.
    """)
notebook.showDistance(Distance(a: 3, b: 4))
notebook.text(
    """
    Logistic regression is such a graph too. Here are two inputs, x₁ = 0.2 and x₂ = 0.9, with the \
    true answer y = 1. The answer ŷ is too small, so all derivatives up to ŷ are negative: more of \
    each would lower the loss.
    """)
let twoInputs = Matrix(row: [0.2, 0.9])
let one = Matrix(row: [1])
let example = Parameters(w: Matrix(column: [0.5, -1]), b: 0.3)
let (z, predicted) = forward(twoInputs, example)
let (dw, db) = backward(twoInputs, predicted, one)
notebook.showExample(twoInputs, example, (z.sum(), predicted.sum(), cost(z, one)), (dw, db))
notebook.text(
    """
    On the way back from ŷ to z, −1/ŷ is multiplied by ŷ (1 − ŷ), the derivative of the sigmoid. \
    What comes out is \(fixed(db, 3)), and that is ŷ − y. So the program goes straight from J to z.
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
    Each picture is one row of 64 · 64 = 4096 numbers between 0 (black) and 1 (white). 85 % of \
    them are for training, 15 % are kept for the test. The split is scikit-learn's with seed 42.
    """)
notebook.showShapes(hands)

notebook.section("Why a logarithm?")
notebook.text(
    """
    Take a hand that signs 1, so y = 1. Its loss is −log ŷ, with the derivative ŷ − y. The squared \
    error of lesson 02 would be (ŷ − y)², and its derivative has the sigmoid's in it: \
    2 (ŷ − y) · ŷ (1 − ŷ). Both derivatives are with respect to z:
    """)
notebook.showLosses([-30, -8, -2, 0, 2, 8].map { losses(z: $0, y: 1) })
let firstAnswers = forward(hands.x, first)
let logGradient = backward(hands.x, firstAnswers.predicted, hands.y).dw
let squareGradient = squaredErrorGradient(hands.x, firstAnswers.predicted, hands.y)
notebook.text(
    """
    An answer that is certain and wrong has the largest loss of all. The log loss pulls at it with \
    full strength; the squared error is flat there and hardly pulls. With the weights that this \
    lesson begins with, z is \(fixed(firstAnswers.z.mean(), 1)) on average. The gradient dw is \
    \(fixed(logGradient.norm(), 1)) long for the log loss, and \
    \(scientific(squareGradient.norm())) for the squared error.
    """)

notebook.section("Is the backward pass right?")
notebook.text(
    """
    The backward pass was worked out on paper. To test it, each weight is moved a little to either \
    side and the change of the cost is measured: the numerical gradient of lesson 02, at random \
    weights, on ten pictures.
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
let training = train(hands.x, hands.y, from: first, settings)
program.save(files.save) { try weightBytes(named(training.parameters), for: $0) }
let printed =
    hands.arePhotographs
    ? train(hands.x, hands.y, from: first, settings, cost: naiveCost).costs : training.costs
for i in stride(from: 0, to: settings.iterations, by: 10) {
    notebook.cost(iteration: i, printed[i])
}
if let article = printed.first, let safe = training.costs.first, hands.arePhotographs {
    notebook.text(
        """
        On the photographs the printed costs are computed as the article's code does it, from \
        log(ŷ), so that its curve and this one can be compared digit by digit. Where ŷ is next to \
        1, few digits of 1 − ŷ are left: at iteration 0 the cost from z, which loses none, is \
        \(fixed(safe, 6)), the article's \(fixed(article, 6)).
        """)
}
notebook.plot(
    "Cost while training", x: "iteration", y: "cost",
    [Curve("cost", x: Array(training.costs.indices), y: training.costs)])
notebook.overflow("cost", of: training.costs, "iteration")

notebook.section("The result")
let parameters = training.parameters
let trainPredicted = predict(hands.x, parameters)
let testPredicted = predict(hands.xTest, parameters)
notebook.line("train accuracy \(fixed(accuracy(trainPredicted, hands.y), 4))")
notebook.line("test accuracy \(fixed(accuracy(testPredicted, hands.yTest), 4))")
notebook.text(
    """
    The weights are a picture too, one per pixel: this is what was learnt, the last weights minus \
    0.01. Bright pixels speak for sign 1, dark ones for sign 0.
    """)
notebook.showWeights(parameters.w - 0.01)
notebook.showWrongOnes(hands, testPredicted)

notebook.section("Linear against logistic regression")
notebook.text(
    """
    One article says that linear regression places a line between two classes. It does not: it \
    fits the labels 0 and 1 as if they were measured values. Ten points on a line, five of each \
    class; then three more of class 1, far to the right, where nothing is in doubt:
    """)
let ten = fitBoth([1, 2, 3, 4, 5.5, 4.5, 6, 7, 8, 9], zeros: 5)
let thirteen = fitBoth([1, 2, 3, 4, 5.5, 4.5, 6, 7, 8, 9, 25, 30, 35], zeros: 5)
notebook.showThresholds(ten, thirteen)
notebook.text(
    """
    The far points drag the straight line towards them, and points that were right become wrong. \
    The sigmoid is flat out there: a point that is already right has next to no pull.
    """)

notebook.section("What the library does")
let library = fitWithPenalty(hands.x, hands.y)
notebook.text(
    """
    scikit-learn's LogisticRegression goes on to a minimum, and minimises something else: \
    ½ ‖w‖² + Σ loss. The first term is a penalty on large weights (C = 1). Newton's method, which \
    also uses the second derivatives, is there in \(library.steps) steps.
    """)
notebook.line("train accuracy \(fixed(accuracy(predict(hands.x, library.parameters), hands.y), 4))")
notebook.line(
    "test accuracy \(fixed(accuracy(predict(hands.xTest, library.parameters), hands.yTest), 4))")
notebook.showLibrary(library.parameters)
notebook.text(
    """
    Without the penalty there would be no minimum to go to. Multiply w and b by a factor: every \
    hand on the right side gets a more certain answer. If all of them are on the right side, the \
    cost J sinks towards 0 and never arrives, while the weights grow without end. The penalty \
    stops that:
    """)
notebook.showStretched(
    [0.5, 1, 2, 4, 8].map { stretched(library.parameters, by: $0, hands.x, hands.y) })

notebook.section("Try it")
notebook.formulas(
    """
    --learning-rate 0.009 --iterations 200   the article's first run
    --learning-rate 0.05                     too fast: watch the first lines
    --iterations 1000                        does the test accuracy follow?
    --mistake naive-loss                     why J is computed from z
    --mistake cost-sign                      a cost that falls and falls
    --mistake inverted-predict               the article's missing else
    """)

if mistake == "naive-loss" {
    notebook.section("Mistake: the loss from log(ŷ)")
    notebook.text(
        """
        The article computes −y·log(ŷ) − (1 − y)·log(1 − ŷ). From z ≈ 37 on, ŷ rounds to exactly \
        1, and the logarithm of 1 − ŷ = 0 is −∞. In Float, with its 7 digits, that happens from \
        z ≈ 17 on. The formula from z has no such place. For a hand of sign 0 (y = 0):
        """)
    notebook.showNaiveLoss([0, 10, 16, 17, 30, 36, 37, 100, 1000])
    notebook.text(
        """
        In Double, first weights of 0.03 instead of 0.01 are enough to get there. In Float the \
        lesson's own first weights are: for a hand of sign 1, (1 − y)·log(1 − ŷ) is then 0 · ∞, \
        not a number. The gradient does not use the cost, so the training goes on all the same, \
        and the cost comes back when no answer is that certain any more.
        """)
    let large = Parameters(w: Matrix(rows: 4096, columns: 1, repeating: 0.03), b: 0)
    notebook.showNaiveCurves(
        double: train(hands.x, hands.y, from: large, settings, cost: naiveCost).costs,
        safe: train(hands.x, hands.y, from: large, settings).costs,
        float: trainInFloat(hands.x, hands.y, settings))
}
if mistake == "cost-sign" {
    notebook.section("Mistake: the signs of the cost")
    notebook.text(
        """
        One article's cost is y·log(ŷ), without a minus sign, and for two classes \
        Σ y·log(ŷ) − (1 − y)·log(1 − ŷ), with a wrong sign inside as well. A logarithm of ŷ is \
        never above 0: to make it small is to make the right answers unlikely. Each cost with \
        its own gradient:
        """)
    let withoutMinus = train(
        hands.x, hands.y, from: first, settings, cost: costWithoutMinus,
        backward: backwardWithoutMinus)
    let wrongInside = train(
        hands.x, hands.y, from: first, settings, cost: costWithWrongSign,
        backward: backwardWithWrongSign)
    notebook.showCostSigns(hands, [training, withoutMinus, wrongInside])
    notebook.text(
        """
        Both wrong costs fall and fall, which looks like learning. The accuracy says what was \
        learnt: nothing. A cost that a perfect answer does not bring to 0 deserves suspicion.
        """)
}
if mistake == "inverted-predict" {
    notebook.section("Mistake: predict without its else")
    notebook.text(
        """
        In the article, predict writes 0 where ŷ ≤ 0.5 and, on the next line of the same branch, \
        overwrites it with 1: the else is missing. Everything else stays 0. So every answer is \
        turned round, and the accuracies with them:
        """)
    notebook.showInvertedPredict(hands, parameters)
    notebook.text("An accuracy far below 0.5 is no bad model: it is a good one, read wrongly.")
}
notebook.next(exercise: "Exercise03LogisticRegression", lesson: "Lesson04MultilayerPerceptron")
program.finish()
