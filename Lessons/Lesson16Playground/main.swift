import Datasets
import Foundation
import Layers
import Matrices
import Notebook

let title = "Lesson 16 · A playground"
let question = "What can a small network do with points in a plane, and what can't it do?"
let formulas = """
    forward    z = a·W + b      a = f(z)      layer after layer; ŷ = σ(z)
    cost       J = log loss + λ/2 Σ w²        the second term pulls weights to 0
    backward   dz = (ŷ − y) / m at the end, then layer by layer;  dW ← dW + λ W
    update     W ← W − α dW
    """

// MARK: The model

/// Everything that can be set.
struct Settings: Equatable {
    var points = PointKind.circles
    var noise = 0.0
    var features: [Feature] = [.x1, .x2]
    var hidden = [8, 8]
    var activation = Activation.tanh
    var learningRate = 0.1
    var batchSize = 10
    var regularization = 0.0
    var epochs = 100
}

/// The curves of a training: a value for each epoch, the first one before training.
struct Training {
    var loss: [Double] = []
    var accuracy: [Double] = []
    var validationLoss: [Double] = []
    var validationAccuracy: [Double] = []

    var lastEpoch: KeyValuePairs<String, Double> {
        [
            "loss": loss.last!, "val_loss": validationLoss.last!,
            "val_accuracy": validationAccuracy.last!,
        ]
    }
}

/// The perceptron of lesson 05, forwards and backwards layer by layer, with Glorot's first weights.
func firstNetwork(_ settings: Settings, seed: Int) -> Perceptron {
    var random = RandomState(seed: seed + 1)
    return Perceptron(
        sizes: [settings.features.count] + settings.hidden + [1],
        activation: settings.activation, random: &random)
}

func cost(_ network: Perceptron, _ x: Matrix, _ y: Matrix, lambda: Double) -> Double {
    let weights = stride(from: 0, to: network.parameters.count, by: 2).map {
        network.parameters[$0]
    }
    let squares = weights.map { ($0 * $0).sum() }.reduce(0, +)
    return logLoss(network.predict(x), y) + lambda / 2 * squares
}

func backward(_ network: Perceptron, _ x: Matrix, _ y: Matrix, lambda: Double) -> [Matrix] {
    let trace = network.forward(x)
    let dz = (sigmoid(trace.output) - y) / Double(x.rows)
    var gradients = network.backward(trace, dz)
    for k in stride(from: 0, to: gradients.count, by: 2) {
        gradients[k] += lambda * network.parameters[k]
    }
    return gradients
}

/// The share of points on the right side of ŷ = ½.
func accuracy(_ network: Perceptron, _ x: Matrix, _ y: Matrix) -> Double {
    network.predict(x).map(with: y) { z, y in (z > 0 ? 1 : 0) == y ? 1 : 0 }.mean()
}

/// Gradient descent in batches of shuffled points, every point once.
func trainEpoch(
    _ network: inout Perceptron, _ x: Matrix, _ y: Matrix, _ settings: Settings,
    _ order: inout RandomState
) {
    for rows in batches(of: settings.batchSize, from: x.rows, &order) {
        let gradients = backward(
            network, x[rows: rows], y[rows: rows], lambda: settings.regularization)
        for k in network.parameters.indices {
            network.parameters[k] -= settings.learningRate * gradients[k]
        }
    }
}

/// Trains, measures after every epoch, and hands on the epoch and the network.
func train(
    _ network: inout Perceptron, _ points: PlanePoints, _ settings: Settings,
    changes: [Change] = [], seed: Int, afterEpoch: (Int, Perceptron, Training) -> Void
) -> Training {
    let x = points.inputs(points.x, settings.features)
    var order = RandomState(seed: seed + 2)
    var settings = settings
    var training = Training()
    training.measure(network, points, settings.features)
    afterEpoch(0, network, training)
    for epoch in stride(from: 1, through: settings.epochs, by: 1) {
        for change in changes where change.epoch == epoch - 1 { settings.apply(change) }
        trainEpoch(&network, x, points.y, settings, &order)
        training.measure(network, points, settings.features)
        afterEpoch(epoch, network, training)
    }
    return training
}

extension Training {
    mutating func measure(_ network: Perceptron, _ points: PlanePoints, _ features: [Feature]) {
        let x = points.inputs(points.x, features)
        let xTest = points.inputs(points.xTest, features)
        loss.append(logLoss(network.predict(x), points.y))
        accuracy.append(Lesson16Playground.accuracy(network, x, points.y))
        validationLoss.append(logLoss(network.predict(xTest), points.yTest))
        validationAccuracy.append(Lesson16Playground.accuracy(network, xTest, points.yTest))
    }
}

/// Every place of a plane, a row each: the first row of the plane from left to right, and so on.
func places(_ across: [Double], _ up: [Double]) -> Matrix {
    Matrix(rows: up.count * across.count, columns: 2) { k, j in
        j == 0 ? across[k % across.count] : up[k / across.count]
    }
}

/// ŷ at every place: row i, column j is at (across[j], up[i]).
func onPlane(
    _ across: [Double], _ up: [Double], _ network: Perceptron, _ points: PlanePoints,
    _ features: [Feature]
) -> Matrix {
    let z = network.predict(points.inputs(places(across, up), features))
    return sigmoid(z).reshaped(rows: up.count, columns: across.count)
}

/// What every neuron of every layer sees of the plane, the inputs first: a picture a row.
func seen(
    _ network: Perceptron, _ points: PlanePoints, _ features: [Feature], side: Int
) -> [Matrix] {
    // A picture's first row is its upper edge.
    let up = Array(points.range(1, steps: side).reversed())
    let plane = places(points.range(0, steps: side), up)
    let trace = network.forward(points.inputs(plane, features))
    return (trace.a + [sigmoid(trace.output)]).map { $0.transposed() }
}

// MARK: The notebook

var options = Options("Lesson16Playground", "Any small network on points in a plane, as pictures.")
let (settings, preset) = options.settings()
let changes = options.changes()
let file = options.path("data", "FILE", "own points: a CSV file with two columns and the class")
let seed = options.seed(0)
options.csv()
let isStory = options.isGiven("epochs")
let program = Program(options)
let notebook = program.notebook
let points = program.attempt {
    try file.map(readPoints) ?? drawPoints(settings.points, noise: settings.noise, seed: seed)
}
// In a terminal the playground is played; with --epochs, or into a file, it tells its story.
if !isStory, let screen = Screen() {
    play(Play(settings, own: file.map { ($0, points) }, seed: seed), on: screen)
    program.finish()
    exit(0)
}

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("The points")
notebook.text(
    """
    \(file ?? settings.points.rawValue): \(points.x.rows) points to learn from, and \
    \(points.xTest.rows) that are kept for the test. (Split at random with seed 42.)
    """)
notebook.showPoints(points)

notebook.section("The network")
var network = firstNetwork(settings, seed: seed)
notebook.showNetwork(network, settings)
notebook.text(
    """
    The learning rate is \(settings.learningRate), a batch has \(settings.batchSize) points, the \
    penalty λ is \(settings.regularization), and the training takes \(settings.epochs) epochs.
    """)
if let preset {
    notebook.text(
        "--preset \(preset.name) is known to \(preset.works ? "work" : "fail"). \(preset.why)")
}

notebook.section("Is the backward pass right?")
notebook.text(
    """
    For ten of the points, each weight of this network is moved a little to either side, and the \
    change of the cost is compared with the gradient.
    """)
let checks = checkGradient(network, points, settings)
notebook.gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })

notebook.section("Training")
let training = train(&network, points, settings, changes: changes, seed: seed) {
    epoch, network, training in
    if epoch % max(1, settings.epochs / 20) == 0 || epoch == settings.epochs {
        notebook.epoch(epoch, of: settings.epochs, training.lastEpoch)
    }
}
let across = points.range(0, steps: 61)
let up = points.range(1, steps: 61)
let probability = onPlane(across, up, network, points, settings.features)
notebook.showBoundary("After \(settings.epochs) epochs", (across, up, probability), points)
notebook.text("(The points in the picture are the test points.)")
notebook.showCurves(training)
notebook.overflow("loss", of: training.loss, "epoch", at: Array(training.loss.indices))

notebook.section("What each hidden neuron sees")
notebook.showNeurons(network, seen(network, points, settings.features, side: 32), settings)

notebook.section("The result")
notebook.showResult(training)
let (loss, validationLoss) = (training.loss.last ?? 0, training.validationLoss.last ?? 0)
if validationLoss > 1.5 * loss, validationLoss > 0.3 {
    notebook.text(
        """
        On the test points, the loss is \(fixed(validationLoss / loss, 1)) times as high: the \
        network has learnt its training points by heart.
        """)
}
if let preset {
    let worked = validationLoss < 0.3
    notebook.text(
        worked == preset.works
            ? "As expected, this \(worked ? "works" : "fails"). \(preset.why)"
            : "With these changes \(preset.name) \(worked ? "works" : "fails").")
}

notebook.section("Try it")
notebook.formulas(
    """
    (no options, in a terminal)   play: arrows turn the knobs while it trains
    --points spirals --hidden 16,16 --activation relu --epochs 400
    --hidden 3            how few neurons are enough? 2? 1?
    --activation linear   as many layers as you like
    --features x1^2,x2^2 --hidden 1
                          the right features make it easy
    --noise 1             --noise 1 --regularization 0.01
    --preset NAME         what is known to work, and to fail (--help lists them)
    --data FILE           your own points
    """)
notebook.next(exercise: nil, lesson: "Lesson17AutomaticDifferentiation")
program.finish()
