import Datasets
import Foundation
import Layers
import Matrices
import Notebook

let title = "Lesson 12 · Long short-term memory"
let question = "Can a network remember something, no matter how long ago it came in?"
let formulas = """
    gates      i, f, o = σ( x(t)·W + h(t − 1)·U + b )     in, forget, out
               g = tanh( x(t)·W + h(t − 1)·U + b )        what might be let in
    state      c(t) = f ∗ c(t − 1) + i ∗ g        h(t) = o ∗ tanh c(t)
    output     ŷ(t) = h(t)·Wy + by
    cost       J = mean( (ŷ(T) − y)² )            dŷ(T) = 2 (ŷ(T) − y) / m
    of names   J = mean( −log softmax(ŷ(t)) of the next letter ), lesson 06
    backward   dWy = Σ h(t)ᵀ·dŷ(t)          dby = Σ dŷ(t)
               dh(t) = dŷ(t)·Wyᵀ + dz(t + 1)·Uᵀ
               dc(t) = dc(t + 1) ∗ f(t + 1) + dh(t) ∗ o ∗ (1 − tanh² c(t))
               di = dc ∗ g     df = dc ∗ c(t − 1)     dg = dc ∗ i
               do = dh ∗ tanh c(t)
               dz = di ∗ i (1 − i), likewise f and o      dz = dg ∗ (1 − g²)
               dW = Σ x(t)ᵀ·dz      dU = Σ h(t − 1)ᵀ·dz      db = Σ dz
    clipping   where the length of all gradients is above 1: divided by it
    Each of i, f, g, o has a W, U, b of its own.
    ∗ multiplies element by element, · is the product of two matrices.
    """

// MARK: The model. The gates stand side by side, i, f, g, o: one product makes all four z.

/// What one step leaves for the way back; a row per sequence.
struct Step {
    var x, hBefore, cBefore, i, f, g, o, c, h: Matrix
}

/// The columns of one of four gates that stand side by side.
func gate(_ number: Int, _ z: Matrix) -> Matrix {
    let hidden = z.columns / 4
    return z[columns: Array(number * hidden..<(number + 1) * hidden)]
}

func step(_ x: Matrix, _ hBefore: Matrix, _ cBefore: Matrix, _ parameters: [Matrix]) -> Step {
    let (w, u, b) = (parameters[0], parameters[1], parameters[2])
    let z = matmul(x, w) + matmul(hBefore, u) + b
    let i = sigmoid(gate(0, z))
    let f = sigmoid(gate(1, z))
    let g = tanh(gate(2, z))
    let o = sigmoid(gate(3, z))
    let c = f * cBefore + i * g
    let h = o * tanh(c)
    return Step(x: x, hBefore: hBefore, cBefore: cBefore, i: i, f: f, g: g, o: o, c: c, h: h)
}

/// The derivatives with respect to the four z, to c, and to the c of the step before.
func stepBackward(
    _ step: Step, dh: Matrix, dcLater: Matrix
) -> (dz: Matrix, dc: Matrix, dcBefore: Matrix) {
    let (i, f, g, o) = (step.i, step.f, step.g, step.o)
    let tanhC = tanh(step.c)
    let dc = dcLater + dh * o * (1 - tanhC * tanhC)
    let (di, df, dg, dO) = (dc * g, dc * step.cBefore, dc * i, dh * tanhC)
    let dz = Matrix(joining: [
        di * i * (1 - i), df * f * (1 - f), dg * (1 - g * g), dO * o * (1 - o),
    ])
    return (dz, dc, dc * f)
}

/// All steps of a sequence, and ŷ after each of them.
struct Trace {
    var steps: [Step] = []
    var outputs: [Matrix] = []
}

/// A sequence is an array: a matrix for each step, with a row per example.
func forward(_ x: [Matrix], _ parameters: [Matrix]) -> Trace {
    let (u, wy, by) = (parameters[1], parameters[3], parameters[4])
    var h = Matrix(rows: x[0].rows, columns: u.rows)
    var c = h
    var trace = Trace()
    for t in x.indices {
        let step = step(x[t], h, c, parameters)
        (h, c) = (step.h, step.c)
        trace.steps.append(step)
        trace.outputs.append(matmul(h, wy) + by)
    }
    return trace
}

/// What backpropagation through time gives.
struct Gradients {
    /// dW, dU, db, dWy, dby.
    var gradients: [Matrix]
    /// dh(1) … dh(T) and dc(1) … dc(T).
    var dh, dc: [Matrix]
}

/// From the last step to the first; dŷ is nil for a step whose output the cost doesn't use.
func backward(_ trace: Trace, _ dOutputs: [Matrix?], _ parameters: [Matrix]) -> Gradients {
    let (u, wy) = (parameters[1], parameters[3])
    let zeros = parameters.map { Matrix(zerosLike: $0) }
    var (dw, du, db, dwy, dby) = (zeros[0], zeros[1], zeros[2], zeros[3], zeros[4])
    var dh = trace.steps.map { Matrix(zerosLike: $0.h) }
    var dc = dh
    for (t, step) in trace.steps.enumerated().reversed() {
        if let dy = dOutputs[t] {
            dwy += matmul(transposed: step.h, dy)
            dby += dy.columnSums()
            dh[t] += matmul(dy, transposed: wy)
        }
        let (dz, dcHere, dcBefore) = stepBackward(step, dh: dh[t], dcLater: dc[t])
        dc[t] = dcHere
        dw += matmul(transposed: step.x, dz)
        du += matmul(transposed: step.hBefore, dz)
        db += dz.columnSums()
        if t > 0 {
            dh[t - 1] += matmul(dz, transposed: u)
            dc[t - 1] = dcBefore
        }
    }
    return Gradients(gradients: [dw, du, db, dwy, dby], dh: dh, dc: dc)
}

func cost(_ outputs: [Matrix], _ y: Matrix) -> Double {
    let errors = outputs[outputs.count - 1] - y
    return (errors * errors).mean()
}

/// dŷ(1) … dŷ(T): nothing but at the last step.
func costDerivative(_ outputs: [Matrix], _ y: Matrix) -> [Matrix?] {
    let last = outputs.count - 1
    return [Matrix?](repeating: nil, count: last) + [2 * (outputs[last] - y) / Double(y.rows)]
}

// MARK: Training

struct Settings {
    var learningRate: Double
    var iterations, batchSize, steps, hidden, seed: Int
}

/// What a training leaves: the costs, and after how many iterations each was measured.
struct Training {
    var parameters: [Matrix]
    var at: [Int] = []
    var costs: [Double] = []
    /// How many gradients were clipped, and how long the longest was.
    var clipped = 0
    var longest = 0.0
}

/// A step of Adam on clipped gradients.
func update(_ training: inout Training, _ gradients: [Matrix], _ optimizer: inout Adam) {
    let length = norm(of: gradients)
    training.longest = max(training.longest, length)
    if length > 1 { training.clipped += 1 }
    let clipped = length > 1 ? gradients.map { $0 * (1 / length) } : gradients
    optimizer.update(&training.parameters, clipped)
}

/// Fresh sequences for every step downhill; the cost on 500 test sequences every 50 iterations.
func train(_ first: [Matrix], _ settings: Settings, _ bar: ProgressBar) -> Training {
    var data = RandomState(seed: settings.seed)
    let test = AddingProblem(count: 500, steps: settings.steps, random: &data)
    var training = Training(parameters: first)
    var optimizer = Adam(learningRate: settings.learningRate)
    for iteration in 0...settings.iterations {
        if iteration % 50 == 0 || iteration == settings.iterations {
            training.at.append(iteration)
            training.costs.append(cost(forward(test.x, training.parameters).outputs, test.y))
        }
        if iteration == settings.iterations { break }
        let batch = AddingProblem(count: settings.batchSize, steps: settings.steps, random: &data)
        let trace = forward(batch.x, training.parameters)
        let dOutputs = costDerivative(trace.outputs, batch.y)
        update(&training, backward(trace, dOutputs, training.parameters).gradients, &optimizer)
        bar.advance(to: iteration + 1)
    }
    bar.finish()
    return training
}

// MARK: The lesson

var options = Options(
    "Lesson12LongShortTermMemory", "An LSTM by hand: remembering over 80 steps, inventing names.")
let settings = Settings(
    learningRate: options.number("learning-rate", 0.01, "α of Adam"),
    iterations: options.count(
        "iterations", 1000, "how many steps downhill, for every network", least: 0),
    batchSize: options.count("batch-size", 32, "how many sequences make a step", most: 1024),
    steps: options.count(
        "steps", 80, "how long the adding problem's sequences are", least: 2, most: 1000),
    hidden: options.count("hidden", 16, "how many numbers the adders' states have", most: 256),
    seed: options.seed(0))
let forgetBias = options.number(
    "forget-bias", 3, "what the forget gate's bias starts at", least: -20, most: 20)
let temperature = options.number(
    "temperature", 0.8, "how bold the invented names are", least: 0.01, most: 100)
let files = options.weightFiles()
options.csv()
if max(settings.batchSize, 500) * settings.steps * settings.hidden > 16_000_000 {
    options.refuse(
        "--batch-size, --steps and --hidden together need more than 2 GB: make one of them smaller")
}
let program = Program(options)
let notebook = program.notebook
let names = program.attempt {
    try Names([courseFile("names-female.txt"), courseFile("names-male.txt")])
}
var random = RandomState(seed: settings.seed + 1)
let random27 = firstParameters(inputs: 27, hidden: 32, outputs: 27, forgetBias: 1, &random)
let inventorBefore = program.attempt {
    try files.load.map { try readWeights($0, like: named(random27)) } ?? random27
}

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("A state that isn't multiplied by a matrix")
notebook.text(
    """
    In lesson 11, the hidden state went through Wh and tanh at every step. After 80 steps, it had \
    been stirred 80 times. An LSTM has a second state, c, which only goes through a gate. For \
    every number of c, the gate f is a number from 0 to 1. If f is near 1, c is kept. On the \
    direct way back, dc is multiplied by the same f, and by nothing else. This is what the forget \
    gate's bias alone leaves of c, and of dc:
    """)
notebook.showForgetting(biases: [0, 1, 3, 5], steps: [1, 10, 20, 50, 80])
notebook.text(
    """
    With a bias of 0, the forget gate begins half open, and after a few steps, hardly anything is \
    left. That is why its bias starts above 0 here. From there, the gates learn when to keep and \
    when to forget.
    """)

notebook.section("One step, with numbers")
notebook.text(
    """
    Take a state of one number, c = 0.8. Now x = 1 comes in. W is 0.5 for i, f and o, and 1 for g. \
    The forget gate's bias is 1. Above each node is its value. Below it is the derivative with \
    respect to that value, when dh is 1 and nothing comes back from later steps. For i, f, g and \
    o, it is the derivative with respect to their z.
    """)
let cell = step(
    Matrix(row: [1]), Matrix(row: [0]), Matrix(row: [0.8]),
    [Matrix(row: [0.5, 0.5, 1, 0.5]), Matrix(row: [0, 0, 0, 0]), Matrix(row: [0, 1, 0, 0])])
notebook.showCell(cell, stepBackward(cell, dh: Matrix(row: [1]), dcLater: Matrix(row: [0])))

notebook.section("Is the backward pass right?")
notebook.text(
    """
    There are six steps and random weights, and the cost depends on steps 3 and 6. Every weight is \
    moved a little to either side, and the change of the cost is measured, gate by gate:
    """)
notebook.gradientCheck(
    checkGradient(seed: settings.seed).map { ($0.name, $0.difference, $0.corners) })

notebook.section("The adding problem")
var data = RandomState(seed: settings.seed)
let test = AddingProblem(count: 500, steps: settings.steps, random: &data)
random = RandomState(seed: settings.seed + 1)
let lstm = firstParameters(
    inputs: 2, hidden: settings.hidden, outputs: 1, forgetBias: forgetBias, &random)
notebook.text(
    """
    \(settings.steps) numbers from 0 to 1 come in, one at a time, each with a mark of 0 or 1. Two \
    have the mark 1, one in the first half and one in the second. After the last number, the \
    network has to give the sum of these two. Here is the first of 500 test sequences, with y = \
    \(fixed(test.y[0, 0], 4)):
    """)
notebook.showSequence(test)
let guess = meanSquaredError(test.y.map { _ in 1 }, test.y)
notebook.text(
    """
    Always answering 1 gives a mean squared error of \(fixed(guess, 4)) on these sequences (1/6 on \
    average). To do better, a network has to remember. The simple network and the LSTM see the \
    same new sequences. The gradients of both are clipped: they are shortened to length 1 where \
    they are longer. The LSTM has \(grouped(lstm.reduce(0) { $0 + $1.values.count })) parameters. \
    Here is the mean squared error on the test sequences:
    """)
let (simple, simpleTraining) = trainSimple(
    settings, notebook.progress("SimpleRNN", total: settings.iterations))
let lstmTraining = train(lstm, settings, notebook.progress("LSTM", total: settings.iterations))
notebook.showAdding([("SimpleRNN", simpleTraining), ("LSTM", lstmTraining)], guess: guess)
notebook.showAnswers(
    test.y, simple.forward(test.x).outputs, forward(test.x, lstmTraining.parameters).outputs)
notebook.showClipping(simpleTraining, lstmTraining)

notebook.section("Why: the gradient on its way back")
notebook.showGradientFlows(gradientFlows(hidden: settings.hidden, seed: settings.seed))

notebook.section("Names, letter by letter")
let counted = countingCosts(names)
notebook.showNames(names, counted)
let inventor = train(inventorBefore, names, settings, notebook) { training in
    program.save(files.save) { path in try weightBytes(named(training.parameters), for: path) }
}
notebook.showNameCosts(inventor, counted)

notebook.section("A row for each letter")
notebook.showEmbedding(Embedding(before: inventorBefore[0], after: inventor.parameters[0]))

notebook.section("Names that nobody has")
let invented = inventNames(
    60, inventor.parameters, temperature: temperature, seed: settings.seed + 3)
notebook.showInvented(invented, temperature, known: names.all)

notebook.section("Try it")
notebook.formulas(
    """
    --forget-bias 0     a cell that begins by forgetting: does it learn to keep?
    --steps 20          does the simple network manage this?
    --steps 160         and the LSTM this? With --forget-bias 5?
    --temperature 0.3   careful names; 1.5: bold ones
    --seed 1            another beginning: when does the LSTM get it?
    """)
notebook.next(exercise: "Exercise12LongShortTermMemory", lesson: "Lesson13BoltzmannMachine")
program.finish()
