import Datasets
import Foundation
import Matrices
import Notebook

import func Layers.logLoss  // the cost of lesson 03

let title = "Lesson 04 · A multilayer perceptron"
let question = "Can a hidden layer separate two rings that no straight line can separate?"
let formulas = """
    forward    z₁ = x·W₁ + b₁     a₁ = f(z₁)     z₂ = a₁·W₂ + b₂     ŷ = σ(z₂)
    cost       J = mean( max(z₂, 0) − y z₂ + log(1 + e^−|z₂|) )
    backward   dz₂ = (ŷ − y) / m         dW₂ = a₁ᵀ·dz₂       db₂ = Σ dz₂
               dz₁ = dz₂·W₂ᵀ ∗ f′(z₁)    dW₁ = xᵀ·dz₁        db₁ = Σ dz₁
    update     W ← W − α dW              b ← b − α db        in both layers
    """

// MARK: The activation f

/// f, what a hidden neuron makes of its z.
enum Activation: String, CaseIterable {
    case linear, sigmoid, tanh, relu, elu, selu, swish

    /// SELU's constants λ and α (Klambauer and others, 2017).
    static let (seluScale, seluAlpha) = (1.0507009873554805, 1.6732632423543772)

    /// a = f(z), element by element.
    func value(_ z: Matrix) -> Matrix {
        switch self {
        case .linear: z
        case .sigmoid: 1 / (1 + exp(-z))
        case .tanh: Matrices.tanh(z)
        case .relu: z.map { z in max(z, 0) }
        case .elu: z.map { z in z > 0 ? z : exp(z) - 1 }
        case .selu: z.map { z in Self.seluScale * (z > 0 ? z : Self.seluAlpha * (exp(z) - 1)) }
        // Where σ is 0, z may be −∞: 0 · ∞ would be no number.
        case .swish: Matrices.sigmoid(z).map(with: z) { s, z in s == 0 ? 0 : z * s }
        }
    }

    /// f′(z), element by element; by a = f(z) where that is shorter.
    func derivative(_ z: Matrix, _ a: Matrix) -> Matrix {
        switch self {
        case .linear: z.map { _ in 1 }
        case .sigmoid: a * (1 - a)
        case .tanh: 1 - a * a
        case .relu: z.map { z in z > 0 ? 1 : z <= 0 ? 0 : .nan }
        case .elu: z.map { z in z > 0 ? 1 : exp(z) }
        case .selu: z.map { z in Self.seluScale * (z > 0 ? 1 : Self.seluAlpha * exp(z)) }
        case .swish:
            Matrices.sigmoid(z).map(with: z) { s, z in
                s == 0 || s == 1 ? s : s + z * s * (1 - s)
            }
        }
    }

    /// f and f′ as the notebook writes them.
    var formulas: [String] {
        switch self {
        case .linear: ["z", "1"]
        case .sigmoid: ["1 / (1 + e^−z)", "a (1 − a)"]
        case .tanh: ["(e^z − e^−z) / (e^z + e^−z)", "1 − a²"]
        case .relu: ["max(z, 0)", "1 if z > 0, else 0"]
        case .elu: ["z if z > 0, else e^z − 1", "1 if z > 0, else e^z"]
        case .selu: ["λz if z > 0, else λα(e^z − 1)", "λ if z > 0, else λα e^z"]
        case .swish: ["z·σ(z)", "σ + z σ (1 − σ)"]
        }
    }
}

// MARK: The network

/// The four parameters of the network, or the derivatives of the cost with respect to them.
struct Parameters {
    var w1, b1, w2, b2: Matrix
    /// With their names in a file.
    var named: [(name: String, matrix: Matrix)] {
        [("w1", w1), ("b1", b1), ("w2", w2), ("b2", b2)]
    }
}

/// First weights: normal numbers of variance 1 / inputs; biases 0.
func firstParameters(hidden: Int, outputs: Int = 1, seed: Int) -> Parameters {
    var random = RandomState(seed: seed + 1)
    return Parameters(
        w1: random.randn(rows: 2, columns: hidden) * (1.0 / 2).squareRoot(),
        b1: Matrix(rows: 1, columns: hidden),
        w2: random.randn(rows: hidden, columns: outputs) * (1 / Double(hidden)).squareRoot(),
        b2: Matrix(rows: 1, columns: outputs))
}

/// What the forward pass leaves for the backward pass.
struct Trace {
    var x, z1, a1, z2: Matrix
    /// ŷ
    var predicted: Matrix { sigmoid(z2) }
}

func forward(_ x: Matrix, _ p: Parameters, _ f: Activation) -> Trace {
    let z1 = matmul(x, p.w1) + p.b1
    let a1 = f.value(z1)
    let z2 = matmul(a1, p.w2) + p.b2
    return Trace(x: x, z1: z1, a1: a1, z2: z2)
}

func backward(_ trace: Trace, _ dz2: Matrix, _ p: Parameters, _ f: Activation) -> Parameters {
    let da1 = matmul(dz2, transposed: p.w2)
    let dz1 = da1 * f.derivative(trace.z1, trace.a1)
    return Parameters(
        w1: matmul(transposed: trace.x, dz1), b1: dz1.columnSums(),
        w2: matmul(transposed: trace.a1, dz2), b2: dz2.columnSums())
}

func cost(_ trace: Trace, _ y: Matrix) -> Double {
    logLoss(trace.z2, y)
}

/// dz₂
func costDerivative(_ trace: Trace, _ y: Matrix) -> Matrix {
    (trace.predicted - y) / Double(y.rows)
}

func update(_ p: inout Parameters, _ d: Parameters, learningRate: Double) {
    p.w1 -= learningRate * d.w1
    p.b1 -= learningRate * d.b1
    p.w2 -= learningRate * d.w2
    p.b2 -= learningRate * d.b2
}

// MARK: Training

/// What stays the same throughout a training.
struct Settings {
    var activation = Activation.relu
    var learningRate = 1.0
    var iterations = 2000
}

/// What a training returns: the parameters, and the cost before each step and after the last.
struct Training {
    var parameters: Parameters
    var costs: [Double] = []
}

/// Gradient descent on all points at once, by the right backward pass or a mistaken one.
func train(
    _ x: Matrix, _ y: Matrix, from first: Parameters, _ settings: Settings,
    by gradient: (Trace, Matrix, Parameters, Activation) -> Parameters = gradient,
    afterCost: (Int, Training) -> Void = { _, _ in }
) -> Training {
    var training = Training(parameters: first)
    for iteration in 0...settings.iterations {
        let trace = forward(x, training.parameters, settings.activation)
        training.costs.append(cost(trace, y))
        afterCost(iteration, training)
        if iteration == settings.iterations { break }
        let d = gradient(trace, y, training.parameters, settings.activation)
        update(&training.parameters, d, learningRate: settings.learningRate)
    }
    return training
}

/// The gradient of the cost: dz₂, and from there back.
func gradient(_ trace: Trace, _ y: Matrix, _ p: Parameters, _ f: Activation) -> Parameters {
    backward(trace, costDerivative(trace, y), p, f)
}

/// Which part of the points is on the right side of ŷ = ½.
func accuracy(_ predicted: Matrix, _ y: Matrix) -> Double {
    predicted.map(with: y) { predicted, y in (predicted > 0.5) == (y == 1) ? 1 : 0 }.mean()
}

// MARK: The notebook

var options = Options(
    "Lesson04MultilayerPerceptron", "Backpropagation through a hidden layer, by hand.")
var settings = Settings()
settings.activation = options.choice("activation", Activation.relu, "f of the hidden layer")
let hidden = options.count("hidden", 16, "neurons in the hidden layer", most: 10_000)
settings.learningRate = options.number("learning-rate", 1.0, "α, how far each step goes downhill")
settings.iterations = options.count(
    "iterations", 2000, "how many steps downhill", least: 0, most: 100_000)
let seed = options.seed(0)
let files = options.weightFiles()
options.csv()
let mistake = options.mistake([
    "relu-derivative": "Z(1 − Z) as the derivative of ReLU",
    "equal-weights": "all first weights 0.5",
    "update-before-backward": "W₂ changed before dz₁ is computed",
    "climb": "w += α dw, or a cost without its minus sign",
    "inner-sign": "a minus between the cost's two terms",
    "sum-of-all": "b₂ += (T − P).sum(), over examples and outputs",
    "no-mean": "the gradient without 1/m",
])
if hidden * settings.iterations > 4_000_000 {
    options.refuse("--hidden times --iterations is more than 4,000,000: that takes minutes")
}
let program = Program(options)
let notebook = program.notebook
var first = firstParameters(hidden: hidden, seed: seed)
if let path = files.load {
    let w = program.attempt { try readWeights(path, like: first.named) }
    first = Parameters(w1: w[0], b1: w[1], w2: w[2], b2: w[3])
}
let f = settings.activation

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("Activations")
notebook.text(
    """
    Between two layers, there has to be a function that bends, or the two together are one \
    straight line (lesson 01). This function is the activation f. On the way back, its derivative \
    f′ is needed.
    """)
notebook.table(
    ["f", "a = f(z)", "f′(z)"], Activation.allCases.map { [$0.rawValue] + $0.formulas })
notebook.text(
    """
    The linear activation is a straight line. Sigmoid and tanh are bounded: far from 0, they \
    hardly rise any more, and their derivatives are nearly 0.
    """)
notebook.showActivations([.linear, .sigmoid, .tanh], "linear, sigmoid, tanh")
notebook.text("ReLU and its relatives grow without bound on the right. They differ left of 0.")
notebook.showActivations([.relu, .elu, .selu, .swish], "ReLU and its relatives")
notebook.text("Each derivative is checked against central differences, at 60 places from −3 to 3:")
notebook.showDerivativeCheck(
    Activation.allCases.map { f in
        checkDerivative(f, at: Matrix(row: evenly(from: -3, through: 3, count: 60)))
    })

notebook.section("One point forwards and backwards")
explainBackward(notebook, f)

notebook.section("The data: two rings")
let rings = twoRings(seed: seed)
let (x, y) = (rings.x, rings.y)
notebook.text(
    """
    The data are 200 points with two features each. 100 points lie around a circle of radius 1 \
    (class 0), and 100 around a circle of radius 0.5 (class 1), with a little noise. No straight \
    line separates them.
    """)
notebook.showRings(x)

notebook.section("Is the backward pass right?")
let checked = min(hidden, 32)
notebook.text(
    """
    For every activation, each parameter's derivative is checked against central differences, at \
    random weights in a network with \(checked) hidden neurons\
    \(checked < hidden ? " (with \(hidden) it would take minutes)" : ""). Below 1e-7 is right; a \
    wrong formula gives 0.01 to 1.
    """)
let p = randomParameters(hidden: checked, seed: seed)
notebook.showGradientCheck(
    Activation.allCases.map { f in (f.rawValue, checkGradient(x, y, at: p, f)) })

notebook.section("Training with \(f.rawValue)")
notebook.text(
    "2-\(hidden)-1, learning rate \(settings.learningRate), all 200 points in every step.")
let training = train(
    x, y, from: first, settings,
    afterCost: { iteration, training in
        program.save(files.save) { try weightBytes(training.parameters.named, for: $0) }
        if iteration % 100 == 0 { notebook.cost(iteration: iteration, training.costs[iteration]) }
    })
notebook.overflow("cost", of: training.costs, "iteration")
let answers = forward(x, training.parameters, f).predicted
notebook.line("accuracy \(fixed(accuracy(answers, y), 4))")
let side = evenly(from: -1.4, through: 1.4, count: 57)
let plane = forward(grid(side, side), training.parameters, f).predicted
notebook.boundary(
    "What the network answers", x: side, y: side,
    probability: plane.reshaped(rows: 57, columns: 57), points: x,
    labels: y.values.map { label in label == 1 ? 1 : 0 })

notebook.section("Every activation from the same start")
let trainings = Activation.allCases.map { other in
    var settings = settings
    settings.activation = other
    return other == f ? training : train(x, y, from: first, settings)
}
notebook.showCosts(zip(Activation.allCases, trainings).map { ($0.rawValue, $1.costs) })
let results = zip(Activation.allCases, trainings).map { f, training in
    Result(
        activation: f, cost: training.costs[settings.iterations],
        accuracy: accuracy(forward(x, training.parameters, f).predicted, y))
}
notebook.showResults(results)
notebook.text(whatIsSeen(results))

notebook.section("Several classes: softmax")
notebook.showTwoClasses([-2, 0, 1, 3])
notebook.showThreeClasses(trainOnThreeRings(seed: seed))

notebook.section("Try it")
notebook.formulas(
    """
    --activation tanh                 the boundary becomes round
    --hidden 2                        two neurons can't close a ring
    --learning-rate 30                too fast: watch the cost
    --mistake relu-derivative         it trains; only the check objects
    --mistake equal-weights           sixteen neurons that are one
    --mistake update-before-backward  the wrong order
    --mistake climb                   uphill: a sign is missing
    --mistake inner-sign              a cost that falls as every answer nears 1
    --mistake sum-of-all              a bias that never moves
    --mistake no-mean                 steps that grow with the number of points
    """)

if let mistake {
    notebook.section("Mistake: \(mistake)")
    runMistake(mistake, notebook, x, y, from: first, settings)
}
notebook.next(exercise: "Exercise04MultilayerPerceptron", lesson: "Lesson05RedWine")
program.finish()
