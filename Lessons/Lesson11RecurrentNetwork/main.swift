// Lesson 11 · A recurrent network
//
// Can a network that keeps a state forecast a series better than a weighted sum of its past?
//
//   forward    h(t) = tanh( x(t)·Wx + h(t − 1)·Wh + b )        ŷ(t) = h(t)·Wy + by
//   cost       J = mean( (ŷ(t) − y(t))² ), over every step or the last one
//   backward   dh(t) = dŷ(t)·Wyᵀ + dz(t + 1)·Whᵀ               dz(t) = dh(t) ∗ (1 − h(t)²)
//              dWx = Σ x(t)ᵀ·dz(t)      dWh = Σ h(t − 1)ᵀ·dz(t)      db = Σ dz(t)
//              dWy = Σ h(t)ᵀ·dŷ(t)      dby = Σ dŷ(t)

import Datasets
import Layers
import Matrices
import Notebook

// MARK: Training. The network itself is in SimpleRNN.swift, what it costs in Cost.swift.

/// One epoch of Adam, batch after batch in a new order; returns the mean cost while it learns.
func trainEpoch(
    _ network: inout SimpleRNN, _ windows: Windows, everyStep: Bool, batchSize: Int,
    _ order: inout RandomState, _ optimizer: inout Adam
) -> Double {
    let shuffled = order.permutation(windows.count)
    var total = 0.0
    for start in stride(from: 0, to: windows.count, by: batchSize) {
        let batch = windows[Array(shuffled[start..<min(start + batchSize, windows.count)])]
        let (h, outputs) = network.forward(batch.x)
        total += cost(outputs, batch.y, everyStep: everyStep) * Double(batch.count)
        let derivative = costDerivative(outputs, batch.y, everyStep: everyStep)
        optimizer.update(
            &network.parameters, network.backward(batch.x, h, derivative).gradients)
    }
    return total / Double(windows.count)
}

/// Trains a network with an epoch line each; `name` goes before the columns' names.
func train(
    _ notebook: Notebook, _ train: Windows, _ test: Windows, name: String, unit: Double,
    everyStep: Bool,
    _ settings: (rate: Double, epochs: Int, batchSize: Int, hidden: Int, seed: Int),
    from saved: SimpleRNN? = nil
) -> (first: SimpleRNN, trained: SimpleRNN) {
    var random = RandomState(seed: settings.seed + 1)
    let first = SimpleRNN(inputs: 1, hidden: settings.hidden, outputs: 1, random: &random)
    var network = saved ?? first
    if saved != nil {
        let rmse = unit * rootMeanSquaredError(forecast(network, test), test.last)
        notebook.line("val_rmse of the saved weights: \(fixed(rmse, 6))")
    }
    var order = RandomState(seed: settings.seed + 2)
    var optimizer = Adam(learningRate: settings.rate)
    let bar = notebook.progress("Training", total: settings.epochs)
    for epoch in 1...settings.epochs {
        let loss = trainEpoch(
            &network, train, everyStep: everyStep, batchSize: settings.batchSize, &order, &optimizer
        )
        let rmse = unit * rootMeanSquaredError(forecast(network, test), test.last)
        notebook.epoch(epoch, of: settings.epochs, ["\(name)loss": loss, "\(name)val_rmse": rmse])
        bar.advance(to: epoch)
        if !loss.isFinite {
            notebook.text(
                "The loss left the numbers: the steps are too long. Try a smaller --learning-rate.")
            break
        }
    }
    bar.finish()
    return (first, network)
}

// MARK: The notebook

var options = Options(
    "Lesson11RecurrentNetwork", "Backpropagation through time, on sunspots and the Hénon map.")
let learningRate = options.number("learning-rate", 0.001, "α of Adam")
let epochs = options.count("epochs", 20, "how many times through the training windows")
let batchSize = options.count("batch-size", 32, "how many windows make a step")
let hidden = options.count("hidden", 50, "how many numbers the state has", most: 1000)
let window = options.count("window", 24, "how many months the network looks back", most: 1000)
let seed = options.seed(0)
let load = options.path("load", "FILE", "goes on from saved weights")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }
let saved = load.map { path in program.attempt { try readNetwork(path, hidden: hidden) } }

notebook.title(
    "Lesson 11 · A recurrent network",
    "Can a network that keeps a state forecast a series better than a weighted sum of its past?")
notebook.formulas(
    """
    forward    h(t) = tanh( x(t)·Wx + h(t − 1)·Wh + b )     ŷ(t) = h(t)·Wy + by
    cost       J = mean( (ŷ(t) − y(t))² ), over every step or the last one
    backward   dh(t) = dŷ(t)·Wyᵀ + dz(t + 1)·Whᵀ     dz(t) = dh(t) ∗ (1 − h(t)²)
               dWx = Σ x(t)ᵀ·dz(t)    dWh = Σ h(t − 1)ᵀ·dz(t)    db = Σ dz(t)
               dWy = Σ h(t)ᵀ·dŷ(t)    dby = Σ dŷ(t)
    """)

notebook.section("A state")
showEcho(notebook)

notebook.section("Is the backward pass right?")
showGradientCheck(notebook, seed: seed)

notebook.section("Sunspots")
let spots = program.attempt { try readCSV(courseFile("sunspots.csv")).numbers("sunspots") }
let months = program.attempt { try readCSV(courseFile("sunspots.csv")).numbers("time") }
// The first 80 % of the months to train, the others to test.
let trainMonths = spots.count * 4 / 5
let (low, high) = (spots[..<trainMonths].min() ?? 0, spots[..<trainMonths].max() ?? 1)
let scaled = spots.map { ($0 - low) / (high - low) }
let train24 = Windows(scaled, predicting: window..<trainMonths, length: window)
let test24 = Windows(scaled, predicting: trainMonths..<spots.count, length: window)
showSunspots(notebook, months, spots, trainMonths: trainMonths, window: window)

notebook.section("Training, with an output at every step")
let settings = (learningRate, epochs, batchSize, hidden, seed)
notebook.text(
    """
    SimpleRNN(\(hidden)) as in the article: one feature, a state at every step, Adam, mean squared \
    error. The article's layer hands out its \(hidden) state numbers at every step; Wy makes one \
    forecast of them. loss is the cost of the scaled series while training; val_rmse is in \
    sunspots, over the test months, of the forecast after the last step of each window.
    """)
let every = train(
    notebook, train24, test24, name: "", unit: high - low, everyStep: true, settings, from: saved)
if let save { program.attempt { try writeWeights(every.trained.weights, to: save) } }

notebook.section("Training, with the last output only")
let beginning = load == nil ? "The same first weights and" : "Random first weights and"
notebook.text("\(beginning) the same order; only the last step's error counts.")
let last = train(
    notebook, train24, test24, name: "last_", unit: high - low, everyStep: false, settings)

notebook.section("The result")
showResult(
    notebook, every.trained, last.trained, train24, test24, months: Array(months[trainMonths...]),
    unit: high - low, low: low)
showAnyLength(notebook, every.trained, scaled, trainMonths: trainMonths, unit: high - low)

notebook.section("Why gradients vanish")
showVanishingGradients(notebook, last.first, last.trained, test24)

notebook.section("A series that a weighted sum can't follow")
let henon = henonMap(count: 1500)
let henonTrain = Windows(henon, predicting: 8..<1208, length: 8)
let henonTest = Windows(henon, predicting: 1208..<1500, length: 8)
showHenon(notebook, henon)
let chaos = train(
    notebook, henonTrain, henonTest, name: "henon_", unit: 1, everyStep: false, settings)
showHenonResult(notebook, chaos.trained, henon, henonTrain, henonTest)

notebook.section("Try it")
notebook.formulas(
    """
    --epochs 60            how far down does the Hénon map go? And the sunspots?
    --window 132           a whole cycle of sunspots (slow)
    --hidden 5             is a small state enough?
    --learning-rate 0.05   too fast
    --seed 1               other first weights: is the table in the same order?
    """)
program.finish()
