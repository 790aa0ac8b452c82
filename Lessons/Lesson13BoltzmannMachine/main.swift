import Datasets
import Foundation
import Layers
import Matrices
import Notebook

let title = "Lesson 13 · A Boltzmann machine"
let question = "Can a network learn what pictures look like when nobody tells it what they show?"
let formulas = """
    energy       E(v, h) = −v·w·hᵀ − v·bᵀ − h·cᵀ       p(v, h) = e^−E / Z
    units        p(h=1 | v) = σ(v·w + c)                p(v=1 | h) = σ(h·wᵀ + b)
    free energy  F(v) = −v·bᵀ − Σ log(1 + e^(v·w + c))  p(v) = e^−F / Z
    cost         J = −mean( log p(v) ) = mean( F(v) ) + log Z     Z = Σ e^−F
    slope of F   dF/dw = −vᵀ·p(h=1 | v)    dF/db = −v    dF/dc = −p(h=1 | v)
    gradient     dw = mean dF/dw of the data − mean dF/dw of what is believed
    CD-1         dw = mean dF/dw of the data − mean dF/dw of what is made of it
    """

// MARK: The model

/// w joins every visible unit with every hidden one; b and c are the biases of both.
struct Machine {
    var w, b, c: Matrix

    init(visible: Int, hidden: Int, spread: Double, seed: Int) {
        var random = RandomState(seed: seed + 1)
        w = spread * random.randn(rows: visible, columns: hidden)
        b = Matrix(rows: 1, columns: visible)
        c = Matrix(rows: 1, columns: hidden)
    }

    /// The parameters with their names in a file.
    var weights: [(name: String, matrix: Matrix)] { [("w", w), ("b", b), ("c", c)] }
}

func energy(_ v: Matrix, _ h: Matrix, _ machine: Machine) -> Matrix {
    let pairs = (matmul(v, machine.w) * h).rowSums()
    return -pairs - matmul(v, transposed: machine.b) - matmul(h, transposed: machine.c)
}

func hiddenProbability(_ v: Matrix, _ machine: Machine) -> Matrix {
    sigmoid(matmul(v, machine.w) + machine.c)
}

func visibleProbability(_ h: Matrix, _ machine: Machine) -> Matrix {
    sigmoid(matmul(h, transposed: machine.w) + machine.b)
}

/// Each unit is 1 with its probability, else 0; one uniform number each, row after row.
func draw(_ probability: Matrix, _ random: inout RandomState) -> Matrix {
    let u = random.randomSample(rows: probability.rows, columns: probability.columns)
    return probability.map(with: u) { p, u in u < p ? 1 : 0 }
}

/// log(1 + e^z), safe for any z.
func softplus(_ z: Matrix) -> Matrix {
    z.map { max($0, 0) + log1p(exp(-abs($0))) }
}

func freeEnergy(_ v: Matrix, _ machine: Machine) -> Matrix {
    -matmul(v, transposed: machine.b) - softplus(matmul(v, machine.w) + machine.c).rowSums()
}

/// log Z = log Σ e^−F(v), over every picture that there can be: for a tiny machine only.
func logPartition(_ machine: Machine) -> Double {
    let f = -freeEnergy(allStates(machine.w.rows), machine)
    return f.max() + log(exp(f - f.max()).sum())
}

/// p(v) = e^−F(v) / Z, for every row.
func probability(_ v: Matrix, _ machine: Machine) -> Matrix {
    exp(-freeEnergy(v, machine) - logPartition(machine))
}

func cost(_ v: Matrix, _ machine: Machine) -> Double {
    freeEnergy(v, machine).mean() + logPartition(machine)
}

/// One derivative for each of the machine's parameters.
struct Gradient {
    var dw, db, dc: Matrix

    static func - (_ a: Gradient, _ b: Gradient) -> Gradient {
        Gradient(dw: a.dw - b.dw, db: a.db - b.db, dc: a.dc - b.dc)
    }
}

/// The slope of the free energy: mean over the rows of v.
func freeEnergyGradient(_ v: Matrix, _ machine: Machine) -> Gradient {
    let h = hiddenProbability(v, machine)
    return Gradient(
        dw: -matmul(transposed: v, h) / Double(v.rows), db: -v.columnMeans(), dc: -h.columnMeans())
}

/// The same slope where picture k counts with the probability p_k: p is 1 × rows of v.
func believedGradient(_ v: Matrix, _ p: Matrix, _ machine: Machine) -> Gradient {
    let h = hiddenProbability(v, machine)
    return Gradient(dw: -matmul(v.transposed() * p, h), db: -matmul(p, v), dc: -matmul(p, h))
}

func exactGradient(_ v: Matrix, _ machine: Machine) -> Gradient {
    let all = allStates(machine.w.rows)
    let p = probability(all, machine).transposed()
    return freeEnergyGradient(v, machine) - believedGradient(all, p, machine)
}

/// CD-1: in place of all that the machine believes, what it turns the data into in one step.
func contrastiveDivergence(
    _ v0: Matrix, _ machine: Machine, drawVisible: Bool, _ random: inout RandomState
) -> Gradient {
    let h0 = draw(hiddenProbability(v0, machine), &random)
    var v1 = visibleProbability(h0, machine)
    if drawVisible { v1 = draw(v1, &random) }
    return freeEnergyGradient(v0, machine) - freeEnergyGradient(v1, machine)
}

func update(_ machine: inout Machine, _ gradient: Gradient, learningRate: Double) {
    machine.w -= learningRate * gradient.dw
    machine.b -= learningRate * gradient.db
    machine.c -= learningRate * gradient.dc
}

/// There and back: to the hidden units and to the pixels again, nothing drawn.
func reconstruction(_ v: Matrix, _ machine: Machine) -> Matrix {
    visibleProbability(hiddenProbability(v, machine), machine)
}

struct Settings {
    var epochs, batchSize: Int
    var learningRate: Double
    var seed: Int
}

/// The machine, and the error of what comes back before the training and after each epoch.
struct Training {
    var machine: Machine
    var errors: [Double] = []

    var lastEpoch: KeyValuePairs<String, Double> { ["reconstruction_error": errors.last!] }
}

func train(
    _ machine: Machine, _ x: Matrix, _ xTest: Matrix, _ settings: Settings,
    afterEpoch: (Int, Training) -> Void
) -> Training {
    var training = Training(machine: machine)
    var order = RandomState(seed: settings.seed + 2)
    var sampling = RandomState(seed: settings.seed + 3)
    for epoch in 0...settings.epochs {
        for rows in epoch == 0 ? [] : batches(of: settings.batchSize, from: x.rows, &order) {
            let gradient = contrastiveDivergence(
                x[rows: rows], training.machine, drawVisible: false, &sampling)
            update(&training.machine, gradient, learningRate: settings.learningRate)
        }
        training.errors.append(
            meanSquaredError(reconstruction(xTest, training.machine), xTest))
        afterEpoch(epoch, training)
    }
    return training
}

// MARK: The notebook

var options = Options(
    "Lesson13BoltzmannMachine", "A restricted Boltzmann machine: learning without labels, by hand.")
let folder = options.path(
    "data", "DIR", "all of MNIST: a folder with its four files (else 5,000 of its pictures)")
let iterations = options.count("iterations", 3000, "steps of the tiny machine", most: 100_000)
let hidden = options.count("hidden", 128, "hidden units of the large machine", most: 784)
let settings = Settings(
    epochs: options.count("epochs", 10, "how often the large machine sees every picture", least: 0),
    batchSize: options.count("batch-size", 32, "how many pictures make a step"),
    learningRate: options.number("learning-rate", 0.1, "α of the large machine"),
    seed: options.seed(0))
let files = options.weightFiles()
options.csv()
let program = Program(options)
let notebook = program.notebook
var start = Machine(visible: 784, hidden: hidden, spread: 0.01, seed: settings.seed)
if let load = files.load {
    let saved = program.attempt { try readWeights(load, like: start.weights) }
    (start.w, start.b, start.c) = (saved[0], saved[1], saved[2])
}
let digits = program.attempt { try Digits(folder) }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("A tiny world: bars and stripes")
notebook.text(
    """
    The machine has visible units, one for each pixel, and hidden units. Each unit is 0 or 1. Each \
    state of all the units has an energy; states of low energy are probable. Every visible unit is \
    joined to every hidden unit, but no two units of the same layer are joined:
    """)
notebook.showMachine()
let patterns = barsAndStripes()
notebook.text(
    """
    Its tiny world has pictures of 3 × 3 pixels. Either each column is all black or all white \
    (bars), or each row is (stripes). There are \(patterns.rows) such pictures among the 512 \
    possible ones. Learning lowers the energy of what was seen. This makes Z larger, so everything \
    else becomes less probable.
    """)
notebook.pictures(title: "Bars and stripes", patterns, width: 3)

notebook.section("Are the formulas right?")
notebook.text(
    """
    Here Z, the sum of e^−F(v) over all 512 pictures, is quickly computed. So the cost and its \
    gradient are known exactly. The gradient is the mean slope of F over the data, minus the mean \
    slope over all pictures, where each picture is weighted by the probability that the machine \
    gives it. This is checked at random weights:
    """)
let anywhere = randomMachine(seed: settings.seed)
let free = ("F(v) against the sum over all h", checkFreeEnergy(patterns, anywhere), 0)
let checks = checkGradient(patterns, anywhere)
notebook.gradientCheck(
    [free] + checks.map { ("\($0.name) against central differences", $0.difference, $0.corners) })

notebook.section("The tiny machine learns")
notebook.text(
    """
    For large machines, the second mean is out of reach. Instead, contrastive divergence (CD-1) \
    takes what the machine makes of the data in one step to the hidden units and back. In the tiny \
    world, both can be computed. The table shows the exact mean of log p(v), and the probability \
    that the machine gives to all \(patterns.rows) patterns together. The last columns show the \
    cosine between the exact gradient and the mean of CD-1, and the same for CD-10, which takes \
    ten steps. (1 is the same direction, 0 a right angle.)
    """)
var tiny = Machine(visible: 9, hidden: 8, spread: 0.1, seed: settings.seed)
var sampling = RandomState(seed: settings.seed + 3)
let watched = trainTiny(&tiny, patterns, iterations: iterations, &sampling)
notebook.showLikelihood(watched)
let likelihoods = watched.map(\.logLikelihood)
let (last, highest) = (likelihoods[likelihoods.count - 1], likelihoods.max() ?? 0)
notebook.text(
    """
    The mean of log p(v) goes from \(fixed(likelihoods[0], 2)) to \(fixed(last, 2)). It is \
    \(fixed(-log(512), 2)) = −log 512 for a machine that knows nothing, and \
    \(fixed(-log(14), 2)) = −log 14 for a machine that knows everything.
    """)
if highest > last + 0.01 {
    notebook.text(
        """
        In between, it was \(fixed(highest, 2)): CD-1 is not the gradient of any cost. With small \
        weights, the machine forgets the data in one step, and CD-1 points where the gradient \
        does. With large weights, a picture hardly changes in one step, and CD-1 compares the data \
        with themselves.
        """)
}
let drawn = drawPictures(16, from: patterns[rows: [0]], tiny, &sampling)
let known = (0..<16).count { i in (0..<14).contains { patterns[row: $0] == drawn[row: i] } }
notebook.text(
    """
    Left to itself, the machine draws these sixteen pictures, 100 steps apart. \(known) of them \
    are bars or stripes. A model that can make new examples is called generative.
    """)
notebook.pictures(title: "Drawn by the machine", drawn, width: 3)

notebook.section("Digits")
let (x, xTest) = (digits.x, digits.xTest)
let meanError = meanSquaredError(Matrix(zerosLike: xTest) + x.columnMeans(), xTest)
notebook.text(
    """
    Now the data are \(grouped(x.rows)) digits of 28 × 28 pixels to learn from, and \
    \(grouped(xTest.rows)) to test with. The labels stay unread. A pixel brighter than one half \
    becomes 1, and any other becomes 0.\(digits.note) A sum over 2^784 pictures can't be computed. \
    But we can measure how well a test picture is rebuilt when it is sent to the \(hidden) \
    hidden units and back. Always answering with the mean picture gives an error of \
    \(fixed(meanError, 4)) per pixel.
    """)

notebook.section("Training")
let bar = notebook.progress("Training", total: settings.epochs)
let training = train(start, x, xTest, settings) { epoch, training in
    program.save(files.save) { try weightBytes(training.machine.weights, for: $0) }
    notebook.epoch(epoch, of: settings.epochs, training.lastEpoch)
    bar.advance(to: epoch)
}
bar.finish()
let machine = training.machine
notebook.showErrors(training.errors)

notebook.section("What the hidden units look for")
notebook.text(
    """
    The weights of the first hidden units are shown as pictures. A white pixel helps to turn the \
    unit on, and a black pixel helps to keep it off. Nobody told the units to look for strokes.
    """)
notebook.showFilters(machine.w)

notebook.section("There and back, and the honest baseline")
notebook.text(
    """
    Principal components are the directions in which the pictures differ most. Of all linear maps \
    to \(hidden) numbers and back, the map to the first \(hidden) components has the smallest \
    error on the pictures that it was made from.
    """)
notebook.showComponents(Rebuilt(digits, machine, seed: settings.seed))

notebook.section("What it believes")
notebook.text(
    """
    The lower half of a test picture is covered, and the machine fills it in. It takes 200 steps \
    to the hidden units and back, while the upper half is held fixed.
    """)
notebook.showDream(Dream(digits, machine, seed: settings.seed))

notebook.section("Try it")
notebook.formulas(
    """
    --iterations 10000      the tiny machine: does the likelihood go on rising?
    --hidden 32             fewer units: what do the filters look like?
    --learning-rate 5       too fast: what becomes of the error?
    --epochs 30             the error goes on falling: better drawings?
    --data DIR              all 60,000 pictures, if you have the files
    """)
notebook.next(exercise: "Exercise13BoltzmannMachine", lesson: "Lesson14DeepBeliefNetwork")
program.finish()
