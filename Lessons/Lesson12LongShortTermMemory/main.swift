import Datasets
import Foundation
import Layers
import Matrices
import Notebook

let title = "Lesson 12 · Long short-term memory"
let question = "Can a network remember something, no matter how long ago it came in?"
let formulas = """
    gates      z(t) = x(t)·W + h(t − 1)·U + b    cut into zi, zf, zg and zo
    in         i(t) = σ(zi(t))                   σ(z) = 1 / (1 + e^−z)
    forget     f(t) = σ(zf(t))
    out        o(t) = σ(zo(t))                   g(t) = tanh zg(t)
    state      c(t) = f(t) ∗ c(t − 1) + i(t) ∗ g(t)   h(t) = o(t) ∗ tanh c(t)
    output     ŷ(t) = h(t)·Wy + by               h(0) = c(0) = 0
    cost       J = mean( (ŷ(T) − y)² )           dŷ(T) = 2 (ŷ(T) − y) / m
    of names   J = mean( −log p(t) of the next character ), lesson 06
               p(t) = softmax ŷ(t)               dŷ(t) = (p(t) − y(t)) / m
    backward   dWy = Σ h(t)ᵀ·dŷ(t)               dby = Σ dŷ(t)
               dh(t) = dŷ(t)·Wyᵀ + dz(t + 1)·Uᵀ  dz(T + 1) = dc(T + 1) = 0
               dc(t) = dh(t) ∗ o(t) ∗ (1 − tanh² c(t)) + dc(t + 1) ∗ f(t + 1)
               di(t) = dc(t) ∗ g(t)         dzi(t) = di(t) ∗ i(t) ∗ (1 − i(t))
               df(t) = dc(t) ∗ c(t − 1)     dzf(t) = df(t) ∗ f(t) ∗ (1 − f(t))
               dg(t) = dc(t) ∗ i(t)         dzg(t) = dg(t) ∗ (1 − g(t)²)
               do(t) = dh(t) ∗ tanh c(t)    dzo(t) = do(t) ∗ o(t) ∗ (1 − o(t))
               dz(t) = dzi(t), dzf(t), dzg(t), dzo(t), side by side
               dW = Σ x(t)ᵀ·dz(t)  dU = Σ h(t − 1)ᵀ·dz(t)  db = Σ dz(t)
    update     (dW … dby) shortened to length 1 if longer; Adam of lesson 05
    There are m answers: m sums, or m next characters. T is the last step.
    ∗ multiplies element by element, · is the product of two matrices.
    """

// MARK: The model. W, U and b of i, f, g, o stand side by side: one product makes all of z.

/// What one step leaves for the way back; a row per sequence.
struct Step {
    var x, hBefore, cBefore, i, f, g, o, c, h: Matrix
}

func step(_ x: Matrix, _ hBefore: Matrix, _ cBefore: Matrix, _ parameters: [Matrix]) -> Step {
    let (w, u, b) = (parameters[0], parameters[1], parameters[2])
    let (zi, zf, zg, zo) = cut(matmul(x, w) + matmul(hBefore, u) + b)
    let (i, f, g, o) = (sigmoid(zi), sigmoid(zf), tanh(zg), sigmoid(zo))
    let c = f * cBefore + i * g
    let h = o * tanh(c)
    return Step(x: x, hBefore: hBefore, cBefore: cBefore, i: i, f: f, g: g, o: o, c: c, h: h)
}

/// dz(t), dc(t), and what c(t − 1) gets, dc(t) ∗ f(t); `dcLater` is what c(t) got from step t + 1.
/// (`dO` is do(t): do is a keyword of Swift.)
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
        let next = step(x[t], h, c, parameters)
        (h, c) = (next.h, next.c)
        trace.steps.append(next)
        trace.outputs.append(matmul(h, wy) + by)
    }
    return trace
}

/// From the last step to the first; dŷ is nil for a step whose output the cost doesn't use.
/// - Returns: dW, dU, db, dWy, dby; and dh(1) … dh(T), dc(1) … dc(T).
func backward(
    _ trace: Trace, _ dOutputs: [Matrix?], _ parameters: [Matrix]
) -> (gradients: [Matrix], dh: [Matrix], dc: [Matrix]) {
    let (u, wy) = (parameters[1], parameters[3])
    let zeros = parameters.map { Matrix(zerosLike: $0) }
    var (dw, du, db, dwy, dby) = (zeros[0], zeros[1], zeros[2], zeros[3], zeros[4])
    var dh = trace.steps.map { Matrix(zerosLike: $0.h) }
    var dc = dh
    var (dhLater, dcLater) = (dh[0], dc[0])
    for (t, step) in trace.steps.enumerated().reversed() {
        dh[t] = dhLater
        if let dy = dOutputs[t] {
            dwy += matmul(transposed: step.h, dy)
            dby += dy.columnSums()
            dh[t] += matmul(dy, transposed: wy)
        }
        let back = stepBackward(step, dh: dh[t], dcLater: dcLater)
        dw += matmul(transposed: step.x, back.dz)
        du += matmul(transposed: step.hBefore, back.dz)
        db += back.dz.columnSums()
        dc[t] = back.dc
        (dhLater, dcLater) = (matmul(back.dz, transposed: u), back.dcBefore)
    }
    return ([dw, du, db, dwy, dby], dh, dc)
}

func cost(_ outputs: [Matrix], _ y: Matrix) -> Double {
    let errors = outputs[outputs.count - 1] - y
    return (errors * errors).mean()
}

/// dŷ(1) … dŷ(T): nil, except at the last step.
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
    var measuredAt: [Int] = []
    var costs: [Double] = []
    /// How long the gradients of each iteration were, before they were shortened.
    var lengths: [Double] = []
}

/// A step of Adam, with the gradients shortened to length 1 where they are longer.
func update(_ parameters: inout [Matrix], _ gradients: [Matrix], _ optimizer: inout Adam) {
    let length = norm(of: gradients)
    let shortened = length > 1 ? gradients.map { $0 * (1 / length) } : gradients
    optimizer.update(&parameters, shortened)
}

/// New sequences for every step downhill; the cost on the test sequences every 50 iterations.
func train(
    _ first: [Matrix], _ settings: Settings, _ test: AddingProblem, _ dice: RandomState,
    _ bar: ProgressBar
) -> Training {
    var dice = dice
    var training = Training(parameters: first)
    var optimizer = Adam(learningRate: settings.learningRate)
    func measure(after iteration: Int) {
        training.measuredAt.append(iteration)
        training.costs.append(cost(forward(test.x, training.parameters).outputs, test.y))
    }
    for iteration in 0..<settings.iterations {
        if iteration % 50 == 0 { measure(after: iteration) }
        let batch = AddingProblem(count: settings.batchSize, steps: settings.steps, random: &dice)
        let trace = forward(batch.x, training.parameters)
        let dOutputs = costDerivative(trace.outputs, batch.y)
        let gradients = backward(trace, dOutputs, training.parameters).gradients
        training.lengths.append(norm(of: gradients))
        update(&training.parameters, gradients, &optimizer)
        bar.advance(to: iteration + 1)
    }
    measure(after: settings.iterations)
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
    "forget-bias", 3, "what the adder's forget bias starts at", least: -20, most: 20)
let temperature = options.number(
    "temperature", 0.8, "how bold the invented names are", least: 0.01, most: 100)
let files = options.weightFiles()
options.csv()
if settings.memory > 2_000_000_000 {
    options.refuse(
        "--batch-size, --steps and --hidden together need more than 2 GB: make one of them smaller")
}
let program = Program(options)
let notebook = program.notebook
let names = program.attempt {
    try Names([courseFile("names-female.txt"), courseFile("names-male.txt")])
}
let saved = program.attempt {
    try files.load.map { try readWeights($0, like: named(firstForNames(seed: settings.seed))) }
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
let biases = [0.0, 1, 3, 5]
let f = biases.map { b in 1 / (1 + exp(-b)) }
let left = [1, 10, 20, 50, 80].map { steps in (steps, f.map { f in pow(f, Double(steps)) }) }
notebook.showForgetting(biases, f, left)
notebook.text("With a bias of 0, c is soon forgotten. That is why the bias starts above 0 here.")

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
    There are six steps and random weights. The cost of this check is a weighted sum of ŷ(3) \
    and ŷ(6). Every weight is moved a little to either side, and the change of the cost is \
    measured, gate by gate:
    """)
let checks = checkGradient(seed: settings.seed)
notebook.gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })

notebook.section("The adding problem")
var dice = RandomState(seed: settings.seed)
let test = AddingProblem(count: 500, steps: settings.steps, random: &dice)
notebook.text(
    """
    \(settings.steps) numbers from 0 to 1 come in, one at a time, each with a mark of 0 or 1. Two \
    have the mark 1, one in each half. After the last number, the network has to give the sum of \
    these two. Here is the first of 500 test sequences, with y = \(fixed(test.y[0, 0], 4)):
    """)
notebook.showSequence(test)
var weights = RandomState(seed: settings.seed + 1)
let lstm = firstParameters(
    inputs: 2, hidden: settings.hidden, outputs: 1, forgetBias: forgetBias, &weights)
let guess = meanSquaredError(test.y.map { _ in 1 }, test.y)
notebook.text(
    """
    Always answering 1 gives a mean squared error of \(fixed(guess, 4)) on these sequences. On \
    average, it is 1/6: each of the two numbers has the variance 1/12. To do better, a network has \
    to remember. The LSTM has \(grouped(lstm.reduce(0) { $0 + $1.values.count })) parameters. Its \
    biases start at 0, except the forget gate's (--forget-bias). SimpleRNN is lesson 11's network, \
    with a state of the same size and the same training. Here is their error on the test sequences:
    """)
let (simple, simpleTraining) = trainSimple(
    settings, test, dice, notebook.progress("SimpleRNN", total: settings.iterations))
let lstmTraining = train(
    lstm, settings, test, dice, notebook.progress("LSTM", total: settings.iterations))
notebook.showAdding([("SimpleRNN", simpleTraining), ("LSTM", lstmTraining)], guess: guess)
notebook.showAnswers(
    test.y, simple.forward(test.x).outputs, forward(test.x, lstmTraining.parameters).outputs)
notebook.showClipping(simpleTraining.lengths, lstmTraining.lengths)

notebook.section("Why: the gradient on its way back")
notebook.text("How much of the gradient at step 50 is left at step 1, before any training?")
notebook.showGradientFlows(gradientFlows(hidden: settings.hidden, seed: settings.seed))

notebook.section("Names, letter by letter")
notebook.text(
    """
    Another LSTM reads names and predicts the next character, by a softmax over 27: the letters a \
    to z, and one character that stands before and after every name. Its state has 32 numbers, and \
    its forget gate's bias starts at 1, whatever the options say. Is it better than counting?
    """)
let guesses = costsOfGuessing(names)
notebook.showNames(names, guesses)
let firstOfNames = saved ?? firstForNames(seed: settings.seed)
let bar = notebook.progress("Names", total: settings.iterations)
let nameTraining = train(firstOfNames, names, settings, bar) { training in
    program.save(files.save) { path in try weightBytes(named(training.parameters), for: path) }
    notebook.cost(iteration: training.measuredAt.last!, training.costs.last!, curve: "names")
}
notebook.showNameCosts(nameTraining, guesses)

notebook.section("A row for each letter")
notebook.text(
    """
    A letter comes in as a one-hot row. So x·W looks up a row of W: 128 numbers, the letter's \
    embedding. Letters that the network treats alike should have similar rows.
    """)
notebook.showEmbedding(Embedding(before: firstOfNames[0], after: nameTraining.parameters[0]))

notebook.section("Names that nobody has")
notebook.text(
    """
    Each letter is drawn by its probability, softmax(ŷ(t) / temperature), and goes in at the next \
    step, until the name ends. The temperature is \(temperature) here. Below 1, likely letters get \
    likelier. Above 1, all letters get more alike.
    """)
let invented = inventNames(
    60, nameTraining.parameters, temperature: temperature, seed: settings.seed + 3)
notebook.showInvented(invented, known: names.all)

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
