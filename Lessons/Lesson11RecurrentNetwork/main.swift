import Datasets
import Layers
import Matrices
import Notebook

// MARK: The head

let title = "Lesson 11 · A recurrent network"
let question =
    "Can a network that keeps a state forecast a series better than a weighted sum of its past?"
let formulas = """
    forward    h(t) = tanh( x(t)·Wx + h(t − 1)·Wh + b )     ŷ(t) = h(t)·Wy + by
    cost       J = mean( (ŷ(t) − y(t))² ), over every step or the last one
    backward   dh(t) = dŷ(t)·Wyᵀ + dz(t + 1)·Whᵀ     dz(t) = dh(t) ∗ (1 − h(t)²)
               dWx = Σ x(t)ᵀ·dz(t)    dWh = Σ h(t − 1)ᵀ·dz(t)    db = Σ dz(t)
               dWy = Σ h(t)ᵀ·dŷ(t)    dby = Σ dŷ(t)
    """

// MARK: The model. A sequence is an array: a matrix for each step, with a row per example.

/// Wx, Wh, b, Wy, by: Glorot's weights, biases 0.
func firstParameters(
    inputs: Int, hidden: Int, outputs: Int, _ random: inout RandomState
) -> [Matrix] {
    let wx = glorotUniform(inputs, hidden, &random)
    let wh = glorotUniform(hidden, hidden, &random)
    let wy = glorotUniform(hidden, outputs, &random)
    return [wx, wh, Matrix(rows: 1, columns: hidden), wy, Matrix(rows: 1, columns: outputs)]
}

/// The parameters with their names in a file.
func named(_ parameters: [Matrix]) -> [(name: String, matrix: Matrix)] {
    zip(["wx", "wh", "b", "wy", "by"], parameters).map { ($0, $1) }
}

/// What forward keeps for backward: h[0] is h(0), so h[t] comes before step t and h[t + 1] after it.
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
    let steps = everyStep ? Array(y.indices) : [y.count - 1]
    return steps.reduce(0) { $0 + meanSquaredError(outputs[$1], y[$1]) } / Double(steps.count)
}

/// dŷ of every step; nil for an output that the cost doesn't use.
func costDerivative(_ outputs: [Matrix], _ y: [Matrix], everyStep: Bool) -> [Matrix?] {
    y.indices.map { t in
        if everyStep { return meanSquaredErrorDerivative(outputs[t], y[t]) / Double(y.count) }
        return t == y.count - 1 ? meanSquaredErrorDerivative(outputs[t], y[t]) : nil
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

/// What is to be learnt, and what its curves are called.
struct Series {
    var name: String
    var train, test: Windows
    /// How much a scaled 1 is.
    var unit: Double
    /// Whether the outputs of all steps count, or the last one only.
    var everyStep: Bool
}

/// What a training leaves.
struct Training {
    var parameters: [Matrix]
    var loss: [Double] = []
    var validationRMSE: [Double] = []
}

/// Adam, batch after batch in a new order; returns the mean cost while it learns.
func trainEpoch(
    _ parameters: inout [Matrix], _ series: Series, _ settings: Settings,
    _ order: inout RandomState, _ optimizer: inout Adam
) -> Double {
    var total = 0.0
    for rows in batches(of: settings.batchSize, from: series.train.count, &order) {
        let batch = series.train[rows]
        let trace = forward(batch.x, parameters)
        total += cost(trace.outputs, batch.y, everyStep: series.everyStep) * Double(rows.count)
        let dOutputs = costDerivative(trace.outputs, batch.y, everyStep: series.everyStep)
        optimizer.update(&parameters, backward(trace, dOutputs, parameters).gradients)
    }
    return total / Double(series.train.count)
}

func train(
    _ parameters: [Matrix], _ series: Series, _ settings: Settings, _ notebook: Notebook
) -> Training {
    var training = Training(parameters: parameters)
    var order = RandomState(seed: settings.seed + 2)
    var optimizer = Adam(learningRate: settings.learningRate)
    let bar = notebook.progress("Training", total: settings.epochs)
    for epoch in 1...settings.epochs {
        let loss = trainEpoch(&training.parameters, series, settings, &order, &optimizer)
        let rmse = series.rmse(forecast(series.test, training.parameters))
        training.loss.append(loss)
        training.validationRMSE.append(rmse)
        notebook.epoch(
            epoch, of: settings.epochs,
            ["\(series.name)loss": loss, "\(series.name)val_rmse": rmse])
        bar.advance(to: epoch)
        if !loss.isFinite { break }
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
    The layers so far see one example and forget it. A recurrent layer has a hidden state h: what \
    it computes at one step goes in again at the next. One number of state, Wx = 1, b = 0; a \
    single 1 comes in at step 1, then only zeros. The state echoes, longer or shorter by Wh:
    """)
notebook.showEcho(
    [0.5, 0.9, 1.0, 1.5].map { (wh: $0, h: echo(wh: $0, steps: 50)) },
    steps: [1, 2, 3, 5, 10, 20, 50])
notebook.text(
    """
    Below 1 the echo dies away, at 1 slowly. Above 1 it stays, but always at the same height, \
    however much came in: only the sign is remembered.
    """)

notebook.section("Three steps, forwards and backwards")
notebook.text(
    """
    The same network unrolled in time, for three steps: Wx = 1, Wh = 0.9, Wy = 1, no biases. 1, 0, \
    0 come in, and after the last step 1 is wanted. Above each node is its value; below it, from \
    right to left, the derivative of (ŷ(3) − 1)² with respect to it.
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
    h(t) does two things: it gives ŷ(t), and it goes into h(t + 1). So dh(t) is a sum of two parts. \
    And the weights are the same at every step, so their gradients are sums over all steps. \
    Against central differences, with the outputs of every step and with the last one only:
    """)
let checks = [true, false].flatMap { checkGradient(everyStep: $0, seed: settings.seed) }
notebook.gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })

notebook.section("Sunspots")
notebook.showSunspots(sunspots)
notebook.text(
    """
    \(grouped(sunspots.spots.count)) months. The first \(grouped(sunspots.trainMonths)) train, the \
    last \(sunspots.spots.count - sunspots.trainMonths) test: a series must not be shuffled before \
    it is split, or the future would be known. Everything is scaled by the minimum and maximum of \
    the training months. An example is a window of \(settings.window) months; the month after it \
    is to be forecast.
    """)

notebook.section("Training, with an output at every step")
notebook.text(
    """
    SimpleRNN(\(settings.hidden)) as in the article: one feature, a state at every step, Adam, mean \
    squared error. The article's layer hands out its \(settings.hidden) state numbers at every \
    step; Wy makes one forecast of them. loss is the cost of the scaled series while training; \
    val_rmse is in sunspots, over the test months, of the forecast after the last step of each \
    window.
    """)
let everyStep = sunspots.series("", everyStep: true, window: settings.window)
if let saved {
    let rmse = everyStep.rmse(forecast(everyStep.test, saved))
    notebook.line("val_rmse of the saved weights: \(fixed(rmse, 6))")
}
let every = train(saved ?? first, everyStep, settings, notebook)
program.save(files.save) { path in try weightBytes(named(every.parameters), for: path) }
notebook.overflow("loss", of: every.loss, "epoch")

notebook.section("Training, with the last output only")
notebook.text(
    """
    \(saved == nil ? "The same first weights and" : "Random first weights and") the same order; \
    only the last step's error counts.
    """)
let lastStep = sunspots.series("last_", everyStep: false, window: settings.window)
let last = train(first, lastStep, settings, notebook)

notebook.section("The result")
let forecasts = [
    ("the mean of the training targets", lastStep.mean),
    ("persistence: as many as last month", lastStep.test.newest),
    (
        "autoregression: a weighted sum of \(settings.window) months",
        autoregression(lastStep.train, lastStep.test)
    ),
    ("SimpleRNN, trained on every step", forecast(lastStep.test, every.parameters)),
    ("SimpleRNN, trained on the last step", forecast(lastStep.test, last.parameters)),
]
let errors = forecasts.map { lastStep.rmse($0.1) }
notebook.table(
    ["forecast of the \(lastStep.test.count) test months", "RMSE, sunspots"],
    zip(forecasts, errors).map { [$0.0, error($1, 2)] })
notebook.text(
    """
    Better than persistence: \(["neither network", "one network", "both networks"][
        errors[3...].filter { $0 < errors[1] }.count]). Better than the weighted sum: \
    \(["neither", "one of them", "both"][errors[3...].filter { $0 < errors[2] }.count]). The \
    weighted sum has \(settings.window + 1) weights and is solved in a moment; the network has \
    \(grouped(first.reduce(0) { $0 + $1.values.count })). Another --seed \
    shows how much of this is luck.
    """)
notebook.showForecast(sunspots, lastStep, forecasts[4].1)
notebook.text(
    """
    The weights don't know how long the sequence is: that is what None means in the article's \
    input shape [None, 1]. The network that was trained on every step, with other windows:
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
    From one step to the one before, dh is multiplied by 1 − h² and by Whᵀ. Over many steps that \
    is a long product of matrices. Without tanh it would be a power of one matrix, and in the long \
    run a power grows or shrinks like that of the spectral radius ρ, the largest magnitude of Wh's \
    eigenvalues. ‖dh(t)‖ of the error at the last month, as a share of that month's own:
    """)
let flows = gradientFlows(first, last.parameters, lastStep.test)
notebook.showGradientFlows(flows)
notebook.text(
    """
    What the trained network gets to hear about the oldest month of its window is \
    \(scientific(flows[1].shares[0])) of what it hears about the newest one. Small weights make \
    the gradient vanish. Large ones make it explode, unless tanh is flat: there 1 − h² is near 0. \
    That is why the last line, ρ to the power, is far from what was measured where Wh is doubled.
    """)

notebook.section("A series that a weighted sum can't follow")
notebook.formulas("x(n + 1) = 1 − 1.4 x(n)² + 0.3 x(n − 1)")
let values = henonMap(count: 1500)
let henon = henonSeries(values, window: 8)
notebook.showHenon(values)
notebook.text(
    """
    The Hénon map looks like noise and isn't: each value follows from the two before it. But not \
    as a weighted sum of them, because one is squared. 1,500 values from 0 and 0, windows of 8; \
    the first 1,200 windows train, the last \(henon.test.count) test.
    """)
let chaos = train(first, henon, settings, notebook)
let short = henonSeries(values, window: 1)
let linear = autoregression(henon.train, henon.test)
let bent = forecast(henon.test, chaos.parameters)
notebook.table(
    ["forecast", "window", "RMSE"],
    [
        ["the mean", "", error(henon.rmse(henon.mean), 3)],
        ["autoregression", "1", error(short.rmse(autoregression(short.train, short.test)), 3)],
        ["autoregression", "8", error(henon.rmse(linear), 3)],
        ["SimpleRNN", "8", error(henon.rmse(bent), 3)],
    ])
notebook.showReturnMap(henon.test, network: bent, linear: linear)
notebook.text(
    henon.rmse(bent) < 0.75 * henon.rmse(linear)
        ? """
        Here the network wins: its tanh bends, and the parabola is bent. A weighted sum stays \
        flat, however many values it is given.
        """
        : "With these settings the network hasn't found the parabola.")

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
