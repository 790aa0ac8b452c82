import Datasets
import Layers
import Matrices
import Notebook

let title = "Lesson 11 · A recurrent network"
let question =
    "Can a network with a memory predict a series better than a weighted sum of its past values?"
let formulas = """
    series     y(t) = x(t + 1), the value after step t = 1 … T
    forward    h(t) = tanh( x(t)·Wx + h(t − 1)·Wh + b )     ŷ(t) = h(t)·Wy + by
    cost       J = mean( (ŷ(t) − y(t))² ), over every step or the last one
    backward   dŷ(t) = 2 (ŷ(t) − y(t)) / m for the m that count, else 0
               dh(t) = dŷ(t)·Wyᵀ + dz(t + 1)·Whᵀ     dz(t) = dh(t) ∗ (1 − h(t)²)
               dWx = Σ x(t)ᵀ·dz(t)    dWh = Σ h(t − 1)ᵀ·dz(t)    db = Σ dz(t)
               dWy = Σ h(t)ᵀ·dŷ(t)    dby = Σ dŷ(t)    h(0) = 0, dz(T + 1) = 0
    update     Adam, as in lesson 05
    rival      ŷ = Σ w(t) x(t) + b     autoregression, by least squares
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

/// Backpropagation through time, from the last step to the first: dWx, dWh, db, dWy, dby, which are
/// sums over the steps, and dh of every step. dOutputs is dŷ; nil stands for 0.
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

func cost(_ outputs: [Matrix], _ y: [Matrix], everyStep: Bool) -> Double {
    everyStep
        ? meanSquaredError(Matrix(stacking: outputs), Matrix(stacking: y))
        : meanSquaredError(outputs[y.count - 1], y[y.count - 1])
}

/// dŷ of every step.
func costDerivative(_ outputs: [Matrix], _ y: [Matrix], everyStep: Bool) -> [Matrix?] {
    let m = Double(y[0].values.count * (everyStep ? y.count : 1))
    return y.indices.map { t in
        everyStep || t == y.count - 1 ? 2 * (outputs[t] - y[t]) / m : nil
    }
}

/// What the network says after the last step of each window.
func forecast(_ windows: Windows, _ parameters: [Matrix]) -> Matrix {
    forward(windows.x, parameters).outputs[windows.x.count - 1]
}

/// The rival: w and b from the training windows, ŷ of the test windows.
func autoregression(_ series: Series) -> Matrix {
    let (w, b) = leastSquares(Matrix(joining: series.train.x), series.train.targets)
    return matmul(Matrix(joining: series.test.x), w) + b
}

// MARK: Training

struct Settings {
    var learningRate: Double
    var epochs, batchSize, hidden, window, seed: Int
}

/// What each epoch leaves: the mean cost while it learned, and the test windows' RMSE at its end.
struct Training {
    var name: String
    var settings: Settings
    var parameters: [Matrix]
    var loss: [Double] = [], validationRMSE: [Double] = []

    var lastEpoch: KeyValuePairs<String, Double> {
        ["\(name)loss": loss.last!, "\(name)val_rmse": validationRMSE.last!]
    }
}

/// Adam, batch after batch in a new order.
func train(
    _ series: Series, from first: [Matrix], _ settings: Settings,
    afterEpoch: (Training) -> Void = { _ in }
) -> Training {
    var training = Training(name: series.name, settings: settings, parameters: first)
    var order = RandomState(seed: settings.seed + 2)
    var optimizer = Adam(learningRate: settings.learningRate)
    for _ in 0..<settings.epochs {
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
        if !total.isFinite { break }
    }
    return training
}

// MARK: The notebook

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
let sunspots = program.attempt { try Sunspots(courseFile("sunspots.csv"), window: settings.window) }
var random = RandomState(seed: settings.seed + 1)
let first = firstParameters(inputs: 1, hidden: settings.hidden, outputs: 1, &random)
let saved = program.attempt { try files.load.map { try readWeights($0, like: named(first)) } }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("A state")
notebook.text(
    """
    A recurrent layer has a hidden state h. The state that it computes at one step goes in again \
    at the next step. Take a state of one number, with Wx = 1 and b = 0. A single 1 comes in at \
    step 1, and after that only zeros. The state echoes the 1, and Wh decides for how long:
    """)
let echoes = [0.5, 0.9, 1.0, 1.5].map { (wh: $0, h: echo(wh: $0, steps: 50)) }
notebook.showEcho(echoes, steps: [1, 2, 3, 5, 10, 20, 50])
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
let smallNetwork = [1, 0.9, 0, 1, 0].map { Matrix(row: [$0]) }
let unrolled = forward([1, 0, 0].map { Matrix(row: [$0]) }, smallNetwork)
let wanted = [1, 1, 1].map { Matrix(row: [$0]) }
let dUnrolled = costDerivative(unrolled.outputs, wanted, everyStep: false)
notebook.showUnrolled(
    unrolled, dOutput: dUnrolled[2], dh: backward(unrolled, dUnrolled, smallNetwork).dh)

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
let windowLength = "\(settings.window) month\(settings.window == 1 ? "" : "s")"
notebook.text(
    """
    The series has a number of sunspots for each of \(grouped(sunspots.spots.count)) months. The \
    first \(grouped(sunspots.trainMonths)) are for training, and the last \
    \(sunspots.spots.count - sunspots.trainMonths) for testing. The months are not shuffled, or the \
    future would be known. Each example is a window of \(windowLength), and the network has to \
    forecast the month after it. The training months' minimum is scaled to 0, their maximum to 1.
    """)
notebook.showSunspots(sunspots)

notebook.section("Training, with an output at every step")
notebook.text(
    """
    The layer is Keras' SimpleRNN(\(settings.hidden)), with a state of size \(settings.hidden). \
    After every month, Wy makes a forecast of the next one, and every forecast counts. Without \
    --load, the first weights are Glorot's, as in lesson 05, and the biases are 0. loss is the \
    cost of the scaled series, measured while the network learns. val_rmse is the root mean squared \
    error on the test months, after the last step of each window, scaled back to sunspots.
    """)
let allOutputs = sunspots.series("", everyStep: true, window: settings.window)
let savedRMSE = saved.map { allOutputs.rmse(forecast(allOutputs.test, $0)) }
notebook.showSaved(savedRMSE)
let bar = notebook.progress("Training", total: 3 * settings.epochs)
let trainedOnAll = train(allOutputs, from: saved ?? first, settings) { training in
    program.save(files.save) { path in try weightBytes(named(training.parameters), for: path) }
    notebook.showEpoch(training, bar)
}

notebook.section("Training, with the last output only")
notebook.text(
    """
    Now only the last step's error counts. The windows come in the same order again. The first \
    weights are \(saved == nil ? "the same, too" : "random ones, not the saved ones").
    """)
let lastOutput = sunspots.series("last_", everyStep: false, window: settings.window)
let trainedOnLast = train(lastOutput, from: first, settings) { notebook.showEpoch($0, bar) }

notebook.section("The result")
let test = lastOutput.test
let persistence = lastOutput.rmse(test.newest)
let weightedSum = lastOutput.rmse(autoregression(lastOutput))
let networks = [trainedOnAll, trainedOnLast].map { lastOutput.rmse(forecast(test, $0.parameters)) }
let errors = [
    ("the mean of the training targets", lastOutput.rmse(lastOutput.mean)),
    ("persistence: the same as last month", persistence),
    ("autoregression: a weighted sum of \(windowLength)", weightedSum),
    ("SimpleRNN, trained on every step", networks[0]),
    ("SimpleRNN, trained on the last step", networks[1]),
]
notebook.showErrors("forecast of the \(test.count) test months", errors)
let howMany = ["neither", "one", "both"]
notebook.text(
    """
    Of the two networks, \(howMany[networks.count { $0 < persistence }]) beat persistence, and \
    \(howMany[networks.count { $0 < weightedSum }]) beat the weighted sum, which has \
    \(settings.window + 1) weights and is computed in a moment. A network has \
    \(grouped(numberOfParameters(first))) parameters. Another --seed shows how much of this is luck. Here \
    is the forecast of the network that was trained on the last step:
    """)
let lastForecast = forecast(test, trainedOnLast.parameters)
notebook.showForecast(sunspots, lastOutput, lastForecast)
notebook.text(
    """
    The weights don't depend on how long a sequence is. Here is the network that was trained on \
    every step, with windows of different lengths:
    """)
let errorsByLength = [1, 3, 6, 12, 24, 48, 96].map { length in
    let series = sunspots.series("", everyStep: false, window: length)
    return ("\(length)", series.rmse(forecast(series.test, trainedOnAll.parameters)))
}
notebook.showErrors("months seen", errorsByLength)

notebook.section("Why gradients vanish")
notebook.text(
    """
    On its way from one step to the step before it, dh is multiplied by 1 − h² and by Whᵀ. Without \
    tanh, many steps would be a power of one matrix. In the long run, it grows or shrinks like a \
    power of ρ, the largest magnitude of Wh's eigenvalues. Here is the length of dh, k months back:
    """)
notebook.formulas("share of ‖dh‖ = ‖dh(T − k)‖ / ‖dh(T)‖")
let (untrained, trained, halved, doubled) = gradientFlows(first, trainedOnLast.parameters, test)
notebook.showGradientFlows([untrained, trained, halved, doubled])
notebook.text(
    """
    After training on the last step, the oldest month's share is \(scientific(trained.oldest)). \
    Small weights make the gradient vanish. Large weights make it explode, unless tanh is flat, \
    with 1 − h² near 0. The last line, a power of ρ, leaves tanh out.
    """)

notebook.section("A series that a weighted sum can't follow")
notebook.text(
    """
    The Hénon map looks like noise, but each value follows from the two before it. It is not a \
    weighted sum of them, because one of them is squared:
    """)
notebook.formulas("x(n + 1) = 1 − 1.4 x(n)² + 0.3 x(n − 1)")
let values = henonMap(count: 1500)
notebook.showHenonMap(values)
let (henon, short) = (henonSeries(values, window: 8), henonSeries(values, window: 1))
notebook.text(
    """
    The lesson starts from 0 and 0, computes 1,500 values, and cuts them into windows of 8. The \
    first 1,200 are for training, the last \(henon.test.count) for testing. The last output counts:
    """)
let trainedOnHenon = train(henon, from: first, settings) { notebook.showEpoch($0, bar) }
bar.finish()
let curved = forecast(henon.test, trainedOnHenon.parameters)
let flat = autoregression(henon)
notebook.showHenonErrors(
    mean: henon.rmse(henon.mean), sumOfOne: short.rmse(autoregression(short)),
    sumOfEight: henon.rmse(flat), network: henon.rmse(curved))
notebook.showHenonForecasts(henon.test, network: curved, weightedSum: flat)
notebook.text(
    henon.rmse(curved) < 0.75 * henon.rmse(flat)
        ? "Here the network wins. Its tanh is curved, like the parabola. A weighted sum stays flat."
        : "With these settings, the network hasn't found the parabola.")

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
