import Datasets
import Foundation
import Matrices
import Notebook

import func Layers.crossEntropy
import func Layers.softmax
import protocol Layers.Optimizer
import struct Layers.GradientDescent
import struct Layers.Perceptron

let title = "Lesson 17 · Automatic differentiation"
let question = "If only the forward pass is written, can the program find the backward pass?"
let formulas = """
    z = a + b        da = dz                    db = dz
    z = a − b        da = dz                    db = −dz
    z = a ∗ b        da = dz ∗ b                db = dz ∗ a
    z = a / b        da = dz / b                db = −dz ∗ z / b
    z = c a          da = c dz                  c: a number
    z = a·b          da = dz·bᵀ                 db = aᵀ·dz
    z = a·bᵀ         da = dz·b                  db = dzᵀ·a
    z = aᵀ·b         da = b·dzᵀ                 db = a·dz
    z = e^a          da = dz ∗ z
    z = log a        da = dz / a
    z = tanh a       da = dz ∗ (1 − z²)
    z = max(a, 0)    da = dz where a > 0, else 0
    z = |a|          da = dz where a > 0, −dz where a < 0
    z = mean a       da = dz / n everywhere     n: how many elements a has
    z = rows of a    da = the rows of dz, each added to where it came from
    J = cross-entropy of softmax(a) and y       da = dJ (softmax(a) − y) / m
    b is one row, a has several: db is the sum of dz's rows.
    A value that is used twice gets the sum of both shares.
    """

// MARK: The tape

/// All operations on the way to a cost, in their order, each with its way back.
final class Tape {
    /// To which place on the tape a gradient goes, and what becomes of dz on the way.
    typealias Way = (place: Int, gradient: (Matrix) -> Matrix)
    var ways: [[Way]] = []
    var gradients: [Matrix?] = []

    /// A matrix by which the cost is to be derived: it has a place, and nothing to hand on.
    func parameter(_ matrix: Matrix) -> Value {
        ways.append([])
        return Value(tape: self, place: ways.count - 1, matrix: matrix)
    }

    /// A matrix that stays as it is, such as the data: it needs no gradient and no place.
    func constant(_ matrix: Matrix) -> Value {
        Value(tape: self, place: nil, matrix: matrix)
    }

    /// Notes what an operation computed, and for each of its inputs what that gets for a dz.
    func note(_ matrix: Matrix, _ inputs: (Value, (Matrix) -> Matrix)...) -> Value {
        var back: [Way] = []
        for (input, gradient) in inputs {
            if let place = input.place { back.append((place, gradient)) }
        }
        if back.isEmpty { return constant(matrix) }
        ways.append(back)
        return Value(tape: self, place: ways.count - 1, matrix: matrix)
    }

    /// Walks the tape backwards, from dJ/dJ = 1 at the cost to the parameters at its beginning.
    func backward(from cost: Value, join: (Matrix, Matrix) -> Matrix = { $0 + $1 }) {
        gradients = Array(repeating: nil, count: ways.count)
        guard let last = cost.place else { return }
        gradients[last] = Matrix(row: [1])
        for place in (0...last).reversed() {
            guard let dz = gradients[place] else { continue }
            for way in ways[place] {
                let part = way.gradient(dz)
                if let before = gradients[way.place] {
                    gradients[way.place] = join(before, part)
                } else {
                    gradients[way.place] = part
                }
            }
        }
    }
}

/// A matrix, and its place on a tape.
struct Value {
    let tape: Tape
    let place: Int?
    let matrix: Matrix

    /// dJ by this value, after the tape has been walked backwards.
    var gradient: Matrix {
        if let place, let found = tape.gradients[place] { return found }
        return Matrix(zerosLike: matrix)
    }

    func backward() { tape.backward(from: self) }
}

// MARK: The operations: what each computes, and beside it what its inputs get

func + (a: Value, b: Value) -> Value {
    let y = b.matrix
    return a.tape.note(a.matrix + y, (a, { dz in dz }), (b, { dz in summed(dz, like: y) }))
}

func - (a: Value, b: Value) -> Value {
    let y = b.matrix
    return a.tape.note(a.matrix - y, (a, { dz in dz }), (b, { dz in summed(-dz, like: y) }))
}

func * (a: Value, b: Value) -> Value {
    let (x, y) = (a.matrix, b.matrix)
    return a.tape.note(x * y, (a, { dz in dz * y }), (b, { dz in summed(dz * x, like: y) }))
}

func / (a: Value, b: Value) -> Value {
    let y = b.matrix
    let z = a.matrix / y
    return a.tape.note(z, (a, { dz in dz / y }), (b, { dz in summed(-dz * z / y, like: y) }))
}

/// What a row gets that went with every row of a matrix: the sum of what they get.
func summed(_ dz: Matrix, like y: Matrix) -> Matrix {
    y.rows == dz.rows ? dz : dz.columnSums()
}

func * (c: Double, a: Value) -> Value { a.tape.note(c * a.matrix, (a, { dz in c * dz })) }

func + (c: Double, a: Value) -> Value { a.tape.note(c + a.matrix, (a, { dz in dz })) }

func matmul(_ a: Value, _ b: Value) -> Value {
    let (x, y) = (a.matrix, b.matrix)
    return a.tape.note(
        matmul(x, y),
        (a, { dz in matmul(dz, transposed: y) }), (b, { dz in matmul(transposed: x, dz) }))
}

func matmul(_ a: Value, transposed b: Value) -> Value {
    let (x, y) = (a.matrix, b.matrix)
    return a.tape.note(
        matmul(x, transposed: y),
        (a, { dz in matmul(dz, y) }), (b, { dz in matmul(transposed: dz, x) }))
}

func matmul(transposed a: Value, _ b: Value) -> Value {
    let (x, y) = (a.matrix, b.matrix)
    return a.tape.note(
        matmul(transposed: x, y),
        (a, { dz in matmul(y, transposed: dz) }), (b, { dz in matmul(x, dz) }))
}

func exp(_ a: Value) -> Value {
    let z = exp(a.matrix)
    return a.tape.note(z, (a, { dz in dz * z }))
}

func log(_ a: Value) -> Value {
    let x = a.matrix
    return a.tape.note(log(x), (a, { dz in dz / x }))
}

func tanh(_ a: Value) -> Value {
    let z = tanh(a.matrix)
    return a.tape.note(z, (a, { dz in dz * (1 - z * z) }))
}

func relu(_ a: Value) -> Value {
    let x = a.matrix
    return a.tape.note(
        x.map { max($0, 0) }, (a, { dz in dz * x.map { $0 > 0 ? 1 : $0 <= 0 ? 0 : .nan } }))
}

func abs(_ a: Value) -> Value {
    let x = a.matrix
    return a.tape.note(
        abs(x), (a, { dz in dz * x.map { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 } }))
}

func mean(_ a: Value) -> Value {
    let x = a.matrix
    let n = Double(x.rows * x.columns)
    return a.tape.note(Matrix(row: [x.mean()]), (a, { dz in x.map { _ in dz[0, 0] / n } }))
}

func rows(_ a: Value, _ list: [Int]) -> Value {
    let x = a.matrix
    func back(_ dz: Matrix) -> Matrix {
        var da = Matrix(zerosLike: x)
        for i in list.indices {
            for j in 0..<x.columns { da[list[i], j] += dz[i, j] }
        }
        return da
    }
    return a.tape.note(x[rows: list], (a, back))
}

func crossEntropy(_ a: Value, _ y: Matrix) -> Value {
    let x = a.matrix
    return a.tape.note(
        Matrix(row: [crossEntropy(x, y)]),
        (a, { dz in dz[0, 0] * (softmax(x) - y) / Double(x.rows) }))
}

// MARK: Networks and costs, forwards only

func network(_ x: Value, _ parameters: [Value], _ f: (Value) -> Value = relu) -> Value {
    var a = x
    for k in stride(from: 0, to: parameters.count, by: 2) {
        let z = matmul(a, parameters[k]) + parameters[k + 1]
        a = k + 2 < parameters.count ? f(z) : z
    }
    return a
}

/// Lesson 03's: mean( max(z, 0) − y z + log(1 + e^−|z|) ).
func logLoss(_ z: Value, _ y: Value) -> Value {
    mean(relu(z) - y * z + log(1 + exp(-1 * abs(z))))
}

/// Lesson 05's: mean |z − y|.
func meanAbsoluteError(_ z: Value, _ y: Value) -> Value { mean(abs(z - y)) }

// MARK: Training

/// A cost as a function of parameters on a tape.
typealias Cost = (Tape, [Value]) -> Value

/// Forwards onto a new tape, and back: the cost, and its gradient with respect to every parameter.
func gradients(_ parameters: [Matrix], _ cost: Cost) -> (cost: Double, gradients: [Matrix]) {
    let tape = Tape()
    let values = parameters.map { tape.parameter($0) }
    let cost = cost(tape, values)
    cost.backward()
    return (cost.matrix[0, 0], values.map(\.gradient))
}

struct Settings {
    var learningRate: Double
    var iterations: Int
}

/// What a training returns: the parameters, and the cost before every step and after the last.
struct Training {
    var parameters: [Matrix]
    var costs: [Double] = []
}

/// The log loss of all rings' points, as a function of the parameters.
func ringsCost(_ rings: (x: Matrix, y: Matrix)) -> Cost {
    { tape, p in logLoss(network(tape.constant(rings.x), p), tape.constant(rings.y)) }
}

/// Gradient descent on all examples at once, as in lesson 04.
func train(
    _ cost: Cost, from first: [Matrix], _ settings: Settings,
    afterCost: (Int, Training) -> Void = { _, _ in }
) -> Training {
    var training = Training(parameters: first)
    var rule = GradientDescent(learningRate: settings.learningRate)
    for iteration in 0...settings.iterations {
        let (cost, gradients) = gradients(training.parameters, cost)
        training.costs.append(cost)
        afterCost(iteration, training)
        if iteration < settings.iterations { rule.update(&training.parameters, gradients) }
    }
    return training
}

/// What a network answers: with constants alone nothing is noted.
func predict(_ x: Matrix, _ parameters: [Matrix]) -> Matrix {
    let tape = Tape()
    return network(tape.constant(x), parameters.map { tape.constant($0) }).matrix
}

// MARK: The notebook

var options = Options(
    "Lesson17AutomaticDifferentiation", "A tape finds every gradient of lessons 04 and 05.")
let settings = Settings(
    learningRate: options.number("learning-rate", 1.0, "α for the rings"),
    iterations: options.count(
        "iterations", 2000, "how many steps downhill for the rings", least: 0, most: 1_000_000))
let epochs = options.count("epochs", 10, "how often all wines are seen", most: 1000)
let seed = options.seed(0)
let files = options.weightFiles()
options.csv()
let mistake = options.mistake([
    "overwrite": "a value used twice keeps the last part instead of the sum",
    "no-zero": "gradients that are never set back to 0",
])
let program = Program(options)
let notebook = program.notebook
let hidden = 16
let names = ["w1", "b1", "w2", "b2"]
var first = firstParameters(hidden: hidden, seed: seed)
if let path = files.load {
    first = program.attempt { try readWeights(path, like: Array(zip(names, first))) }
}
let wine = program.attempt { try Wine(readCSV(courseFile("winequality-red.csv"))) }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("A tape")
notebook.text(
    """
    Take J = (w·x + b)² with w = 3, x = 2 and b = −4. While J is computed, every operation writes \
    on a tape how its inputs get their gradients from its own. Then the program walks back along \
    the tape, from dJ/dJ = 1 at its end. The gradient of a value is the derivative of J with \
    respect to it.
    """)
let tape = Tape()
let w = tape.parameter(Matrix(row: [3]))
let b = tape.parameter(Matrix(row: [-4]))
let p = w * tape.constant(Matrix(row: [2]))
let z = p + b
let J = z * z
J.backward()
let noted = [("w", w), ("b", b), ("p = w·x", p), ("z = p + b", z), ("J = z·z", J)]
notebook.showTape(noted.map { ($0, $1.matrix[0, 0], $1.gradient[0, 0]) })
notebook.text(
    """
    z is used twice, as the left and as the right factor. Each use gives it 1·z = 2, and together \
    that is 4. This is the derivative of z², 2z, although nobody has told the tape that rule. x is \
    data: nobody asks for its gradient, so it has no place on the tape.
    """)

notebook.section("Is every rule right?")
notebook.text(
    """
    One rule for each operation is all that has to be derived. Each rule is checked against \
    central differences, for each of its inputs. In the table, “row” is a single row of n numbers, \
    used for every row of a.
    """)
notebook.gradientCheck(
    checkOperations(seed: seed).map { ($0.name, $0.difference, $0.corners) })

notebook.section("The two rings of lesson 04")
let rings = twoRings(seed: seed)
let byTape = gradients(first, ringsCost(rings)).gradients
let byHand = gradientsByHand(rings, first)
notebook.text(
    """
    The functions network and logLoss are forward passes. Lesson 04's backward pass is not part of \
    this lesson. It is in Layers' Perceptron, and is used here only to compare. These are the \
    gradients at the first weights:
    """)
notebook.showAgreement(names, byTape, byHand)
notebook.text(
    """
    The tape even finds dz₂ = (ŷ − y) / m: it is the sum of what comes back from max(z, 0), from y \
    z and from log(1 + e^−|z|). Now 2-\(hidden)-1 is trained, with a learning rate of \
    \(settings.learningRate):
    """)
let training = train(ringsCost(rings), from: first, settings) { iteration, training in
    program.save(files.save) { path in
        try weightBytes(Array(zip(names, training.parameters)), for: path)
    }
    if iteration % 100 == 0 { notebook.cost(iteration: iteration, training.costs[iteration]) }
}
notebook.overflow("cost", of: training.costs, "iteration")
let answers = predict(rings.x, training.parameters).map { $0 > 0 ? 1 : 0 }
notebook.line("accuracy \(fixed(1 - abs(answers - rings.y).mean(), 4))")
notebook.text(
    """
    With the same options, Lesson04MultilayerPerceptron prints the same costs, digit for digit.
    """)

notebook.section("The network of lesson 05")
let sizes = [11, 512, 512, 512, 1]
notebook.text(
    """
    \(sizes.map(String.init).joined(separator: "-")) has \(grouped(parameterCount(sizes))) \
    parameters, and is trained on red wine. Only two things change. The cost is the mean absolute \
    error, and Adam makes the steps, in batches of 256. Lesson05RedWine --seed \(seed + 7) has the \
    same losses, and its backward pass is written by hand. A test compares both networks at this \
    size, epoch by epoch, to 1e-9.
    """)
let bar = notebook.progress("Wine", total: epochs)
let wineTraining = train(
    wine, sizes: sizes, epochs: epochs, seed: seed + 7, afterEpoch: bar.advance(to:))
bar.finish()
notebook.showWine(wineTraining)

notebook.section("One pass back, or one for each parameter")
notebook.text(
    """
    There are other ways to find a gradient that nobody has derived. Central differences move one \
    parameter after another, to either side. Forward mode is exact: it carries a derivative along \
    on the way forwards. When it computes z = a ∗ b, it also computes z′ = a′ ∗ b + a ∗ b′. But \
    each pass is for one parameter. How many passes through a small network does each method need, \
    and what multiple is that of the tape's two?
    """)
let counts = [(1, 3), (9, 9), (35, 27)].map { inputs, hidden in
    countPasses(inputs: inputs, hidden: hidden, seed: seed)
}
notebook.showPasses(counts)

switch mistake {
case "overwrite":
    notebook.section("Mistake: the last part instead of the sum")
    let wrong = trainOverwriting(ringsCost(rings), from: first, settings)
    notebook.showOverwriting(partsOfLogLoss(), right: training.costs, wrong: wrong)
case "no-zero":
    notebook.section("Mistake: gradients that are never set back to 0")
    let wrong = trainWithoutZero(ringsCost(rings), from: first, settings)
    notebook.showWithoutZero(trainOnParabola(), rings: (training.costs, wrong))
default: break
}

notebook.section("What a library does")
notebook.showLibraries()

notebook.section("Try it")
notebook.formulas(
    """
    --mistake overwrite    which part of the cost's derivative is left?
    --mistake no-zero      why does the cost swing?
    --seed 1               lesson 04 with --seed 1 prints the same costs
    """)
notebook.next(
    exercise: "Exercise17AutomaticDifferentiation", lesson: "Lesson18Attention")
program.finish()
