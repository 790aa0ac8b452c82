import Datasets
import Layers
import Matrices
import Notebook

// MARK: The head

let title = "Lesson 11 · A recurrent network"
let question =
    "Can a network with a memory predict a series better than a weighted sum of its past values?"
let formulas = """
    forward    h(t) = tanh( x(t)·Wx + h(t − 1)·Wh + b )     ŷ(t) = h(t)·Wy + by
    cost       J = mean( (ŷ(t) − y(t))² ), over every step or the last one
    backward   dŷ(t) = 2 (ŷ(t) − y(t)) / m       the mean is over m numbers
               dh(t) = dŷ(t)·Wyᵀ + dz(t + 1)·Whᵀ     dz(t) = dh(t) ∗ (1 − h(t)²)
               dWx = Σ x(t)ᵀ·dz(t)    dWh = Σ h(t − 1)ᵀ·dz(t)    db = Σ dz(t)
               dWy = Σ h(t)ᵀ·dŷ(t)    dby = Σ dŷ(t)
    ∗ multiplies element by element, · is the product of two matrices.
    """

// MARK: The model. A sequence is an array: a matrix for each step, with a row per example.

/// What forward keeps for backward. h[0] is h(0): h[t] comes before step t, h[t + 1] after it.
struct Trace {
    var x, h, outputs: [Matrix]
}

func forward(_ x: [Matrix], _ parameters: [Matrix]) -> Trace {
    let (wx, wh, b) = (parameters[0], parameters[1], parameters[2])
    let (wy, by) = (parameters[3], parameters[4])
    var trace = Trace(x: x, h: [Matrix(rows: x[0].rows, columns: wh.rows)], outputs: [])
    for t in x.indices {
        trace.h.append(tanh(matmul(x[t], wx) + matmul(trace.h[t], wh) + b))
        trace.outputs.append(matmul(trace.h[t + 1], wy) + by)
    }
    return trace
}

/// Backpropagation through time: from the last step to the first, the gradients adding up.
/// - Parameter dOutputs: dŷ of every step; nil for a step whose output the cost doesn't use.
/// - Returns: dWx, dWh, db, dWy, dby, and dh of every step.
func backward(
    _ trace: Trace, _ dOutputs: [Matrix?], _ parameters: [Matrix]
) -> (gradients: [Matrix], dh: [Matrix]) {
    let (wh, wy) = (parameters[1], parameters[3])
    var gradients = parameters.map { Matrix(zerosLike: $0) }
    var dh = trace.x.map { _ in Matrix(zerosLike: trace.h[0]) }
    for t in trace.x.indices.reversed() {
        let h = trace.h[t + 1]
        if let dy = dOutputs[t] {
            gradients[3] += matmul(transposed: h, dy)
            gradients[4] += dy.columnSums()
            dh[t] += matmul(dy, transposed: wy)
        }
        let dz = dh[t] * (1 - h * h)
        gradients[0] += matmul(transposed: trace.x[t], dz)
        gradients[1] += matmul(transposed: trace.h[t], dz)
        gradients[2] += dz.columnSums()
        if t > 0 { dh[t - 1] += matmul(dz, transposed: wh) }
    }
    return (gradients, dh)
}

/// The mean squared error of all outputs, or of the last one.
func cost(_ outputs: [Matrix], _ y: [Matrix], everyStep: Bool) -> Double {
    let counted = everyStep ? Array(y.indices) : [y.count - 1]
    return counted.reduce(0) { $0 + meanSquaredError(outputs[$1], y[$1]) } / Double(counted.count)
}

/// dŷ of every step: 2 (ŷ − y) / m, with m = examples · steps that count; nil for the others.
func costDerivative(_ outputs: [Matrix], _ y: [Matrix], everyStep: Bool) -> [Matrix?] {
    let (examples, steps) = (Double(y[0].values.count), everyStep ? Double(y.count) : 1)
    return y.indices.map { t in
        guard everyStep || t == y.count - 1 else { return nil }
        return 2 * (outputs[t] - y[t]) / examples / steps
    }
}

/// What the network says after the last step of each window.
func forecast(_ windows: Windows, _ parameters: [Matrix]) -> Matrix {
    forward(windows.x, parameters).outputs[windows.x.count - 1]
}

// MARK: Training

struct Settings {
    var learningRate: Double
    var epochs, batchSize, hidden, window, seed: Int
}

/// What a training leaves: the parameters, the mean cost of each epoch while it learned, and the
/// error after it on the test windows, in the series' own unit.
struct Training {
    /// What stands before the figures' names.
    var name: String
    var parameters: [Matrix]
    var loss: [Double] = []
    var validationRMSE: [Double] = []

    var lastEpoch: KeyValuePairs<String, Double> {
        ["\(name)loss": loss.last!, "\(name)val_rmse": validationRMSE.last!]
    }
}

/// Adam, batch after batch in a new order.
func train(
    _ parameters: [Matrix], _ series: Series, _ settings: Settings, _ notebook: Notebook,
    afterEpoch: (Training) -> Void = { _ in }
) -> Training {
    var training = Training(name: series.name, parameters: parameters)
    var order = RandomState(seed: settings.seed + 2)
    var optimizer = Adam(learningRate: settings.learningRate)
    let bar = notebook.progress("Training", total: settings.epochs)
    for epoch in 1...settings.epochs {
        var total = 0.0
        for rows in batches(of: settings.batchSize, from: series.train.count, &order) {
            let batch = series.train[rows]
            let trace = forward(batch.x, training.parameters)
            total += cost(trace.outputs, batch.y, everyStep: series.everyStep) * Double(rows.count)
            let dOutputs = costDerivative(trace.outputs, batch.y, everyStep: series.everyStep)
            let gradients = backward(trace, dOutputs, training.parameters).gradients
            optimizer.update(&training.parameters, gradients)
        }
        training.loss.append(total / Double(series.train.count))
        training.validationRMSE.append(series.rmse(forecast(series.test, training.parameters)))
        afterEpoch(training)
        notebook.epoch(epoch, of: settings.epochs, training.lastEpoch)
        bar.advance(to: epoch)
        if !total.isFinite { break }
    }
    bar.finish()
    return training
}

// MARK: The lesson

var options = Options(
    "Lesson11RecurrentNetwork", "Backpropagation through time, on sunspots and the Hénon map.")
let settings = Settings(
    learningRate: options.number("learning-rate", 0.001, "α of Adam"),
    epochs: options.count("epochs", 20, "how many times through the training windows"),
    batchSize: options.count("batch-size", 32, "how many windows make a step"),
    hidden: options.count("hidden", 50, "how many numbers the state has", most: 256),
    window: options.count("window", 24, "how many months the network looks back", most: 300),
    seed: options.seed(0))
let files = options.weightFiles()
options.csv()
let program = Program(options)
let notebook = program.notebook
let sunspots = program.attempt {
    try Sunspots(courseFile("sunspots.csv"), window: settings.window)
}
var random = RandomState(seed: settings.seed + 1)
let first = firstParameters(inputs: 1, hidden: settings.hidden, outputs: 1, &random)
let saved = program.attempt {
    try files.load.map { try readWeights($0, like: named(first)) }
}

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("A state")
notebook.text(
    """
    A recurrent layer has a hidden state h. The state that it computes at one step goes in again \
    at the next step. Take a state of one number, with Wx = 1 and b = 0. A single 1 comes in at \
    step 1, and after that only zeros. The state echoes the 1, and Wh decides for how long:
    """)
notebook.showEcho(
    [0.5, 0.9, 1.0, 1.5].map { (wh: $0, h: echo(wh: $0, steps: 50)) },
    steps: [1, 2, 3, 5, 10, 20, 50])
notebook.text(
    """
    With Wh below 1, the echo dies away. With Wh = 1, it dies away slowly. Above 1, it stays, but \
    always at the same height, however much came in: only the sign is remembered.
    """)

notebook.section("Three steps, forwards and backwards")
notebook.text(
    """
    Here is the same network unrolled in time, for three steps, with Wx = 1, Wh = 0.9, Wy = 1 and \
    no biases. The inputs are 1, 0 and 0, and the right answer after the last step is 1. Above \
    each node is its value. Below it is the derivative of (ŷ(3) − 1)² with respect to that value.
    """)
let small = [1, 0.9, 0, 1, 0].map { Matrix(row: [$0]) }
let unrolled = forward([1, 0, 0].map { Matrix(row: [$0]) }, small)
let wanted = [1, 1, 1].map { Matrix(row: [$0]) }
let dUnrolled = costDerivative(unrolled.outputs, wanted, everyStep: false)
notebook.showUnrolled(
    unrolled, dOutput: dUnrolled[2], dh: backward(unrolled, dUnrolled, small).dh)

notebook.section("Is the backward pass right?")
notebook.text(
    """
    h(t) gives ŷ(t) and goes into h(t + 1), so dh(t) is a sum of two parts. The weights are the same \
    at every step, so their gradients are sums over all steps. The lesson compares them \
    with central differences:
    """)
let checks = [true, false].flatMap { checkGradient(everyStep: $0, seed: settings.seed) }
notebook.gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })

notebook.section("Sunspots")
notebook.showSunspots(sunspots)
notebook.text(
    """
    There are \(grouped(sunspots.spots.count)) months. The first \
    \(grouped(sunspots.trainMonths)) are for training, and the last \
    \(sunspots.spots.count - sunspots.trainMonths) are for testing. The months are not shuffled, or \
    the future would be known. Each example is a window of \(settings.window) months, and the \
    network has to forecast the month after it. All numbers are scaled by the minimum and maximum \
    of the training months.
    """)

notebook.section("Training, with an output at every step")
notebook.text(
    """
    The layer is SimpleRNN(\(settings.hidden)), as in the article that this lesson follows. It has \
    a state of \(settings.hidden) numbers at every step, and Wy turns them into one forecast. loss \
    is the cost of the scaled series, measured while the network learns. val_rmse is the error on \
    the test months, in sunspots, of the forecasts made after the last step of each window.
    """)
let everyStep = sunspots.series("", everyStep: true, window: settings.window)
if let saved {
    let rmse = everyStep.rmse(forecast(everyStep.test, saved))
    notebook.line("val_rmse of the saved weights: \(fixed(rmse, 6))")
}
let every = train(saved ?? first, everyStep, settings, notebook) { training in
    program.save(files.save) { path in try weightBytes(named(training.parameters), for: path) }
}
notebook.overflow("loss", of: every.loss, "epoch")

notebook.section("Training, with the last output only")
notebook.text(
    """
    The first weights and the order of the windows are the same again. Now only the last step's \
    error counts.
    """)
let lastStep = sunspots.series("last_", everyStep: false, window: settings.window)
let last = train(first, lastStep, settings, notebook)

notebook.section("The result")
let weighted = autoregression(lastStep.train, lastStep.test)
let forecasts = [
    ("the mean of the training targets", lastStep.mean),
    ("persistence: the same as last month", lastStep.test.newest),
    ("autoregression: a weighted sum of \(settings.window) months", weighted),
    ("SimpleRNN, trained on every step", forecast(lastStep.test, every.parameters)),
    ("SimpleRNN, trained on the last step", forecast(lastStep.test, last.parameters)),
]
let errors = forecasts.map { lastStep.rmse($0.1) }
// For each of the three forecasts without a network: how many of the two networks are better?
let better = errors[..<3].map { other in
    ["neither network", "one network", "both networks"][errors[3...].count { $0 < other }]
}
notebook.table(
    ["forecast of the \(lastStep.test.count) test months", "RMSE, sunspots"],
    zip(forecasts, errors).map { [$0.0, error($1, 2)] })
notebook.text(
    """
    Better than persistence: \(better[1]). Better than the weighted sum: \(better[2]). The \
    weighted sum has \(settings.window + 1) weights and is computed in a moment. A network has \
    \(grouped(first.reduce(0) { $0 + $1.values.count })) parameters. Another --seed shows how much \
    of this is luck.
    """)
notebook.showForecast(sunspots, lastStep, forecasts[4].1)
notebook.text(
    """
    The weights don't depend on how long a sequence is. That is what None means in the shape \
    [None, 1]. Here is the network that was trained on every step, with windows of other lengths:
    """)
notebook.table(
    ["months seen", "RMSE, sunspots"],
    [1, 3, 6, 12, 24, 48, 96].map { length in
        let series = sunspots.series("", everyStep: false, window: length)
        return ["\(length)", error(series.rmse(forecast(series.test, every.parameters)), 2)]
    })

notebook.section("Why gradients vanish")
notebook.text(
    """
    On its way from one step to the step before it, dh is multiplied by 1 − h² and by Whᵀ. Without \
    tanh, many steps would be a power of one matrix. In the long run, it grows or shrinks like a \
    power of ρ, the largest magnitude of Wh's eigenvalues. The table shows ‖dh‖ some months back, \
    as a share of ‖dh‖ at the last month:
    """)
let flows = gradientFlows(first, last.parameters, lastStep.test)
notebook.showGradientFlows(flows)
notebook.text(
    """
    In the trained network, the gradient at the oldest month of the window is \
    \(scientific(flows[1].shares[0])) times as long as at the newest. Small weights make the \
    gradient vanish. Large weights make it explode, unless tanh is flat. Where it is flat, 1 − h² \
    is near 0, and the measured lengths are far from the last line of the table.
    """)

notebook.section("A series that a weighted sum can't follow")
notebook.text(
    """
    The Hénon map looks like noise, but each value follows from the two before it. It is not a \
    weighted sum of them, because one of them is squared:
    """)
notebook.formulas("x(n + 1) = 1 − 1.4 x(n)² + 0.3 x(n − 1)")
forecastHenonMap(notebook, first, settings)

notebook.section("Try it")
notebook.formulas(
    """
    --epochs 60            how far down does the Hénon map go? And the sunspots?
    --window 132           a whole cycle of sunspots (slow)
    --hidden 5             is a small state enough?
    --learning-rate 0.05   too fast
    --seed 1               other first weights: is the table in the same order?
    """)
notebook.next(exercise: "Exercise11RecurrentNetwork", lesson: "Lesson12LongShortTermMemory")
program.finish()
