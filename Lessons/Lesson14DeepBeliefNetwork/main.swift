import Datasets
import Layers
import Matrices
import Notebook

let title = "Lesson 14 · A deep belief network"
let question = "When only a few of many pictures have labels, what are the others good for?"
let formulas = """
    pretrain   machine 1 learns x,  h₁ = σ(x·w₁ + c₁)
               machine 2 learns h₁, h₂ = σ(h₁·w₂ + c₂)   and so on, by CD-1
    generate   the topmost machine goes there and back between its two layers,
               then downwards   h₁ = σ(h₂·w₂ᵀ + b₂)   v = σ(h₁·w₁ᵀ + b₁)
    unroll     w₁, c₁, w₂, c₂ … become the first weights of a perceptron
    fine-tune  a layer of scores on top, cross-entropy, backpropagation
    """

// MARK: The model

enum Rule: String, CaseIterable {
    case sgd, adam
}

struct Settings {
    var hidden: [Int]
    var pretraining, epochs: Int
    var learningRate: Double
    var rule: Rule
    var seed: Int

    var sizes: [Int] { [784] + hidden + [10] }

    var optimizer: any Optimizer {
        switch rule {
        case .sgd: GradientDescent(learningRate: learningRate)
        case .adam: Adam(learningRate: learningRate / 100)
        }
    }
}

/// Machine upon machine: each learns what the hidden units below it do. Labels are not needed.
/// - Returns: The machines, the lowest first.
func pretrain(
    _ x: Matrix, _ settings: Settings, afterEpoch: (_ machine: Int, _ error: Double) -> Void
) -> [BoltzmannMachine] {
    var weights = RandomState(seed: settings.seed + 1)
    var order = RandomState(seed: settings.seed + 2)
    var sampling = RandomState(seed: settings.seed + 3)
    var machines: [BoltzmannMachine] = []
    var below = x
    for (k, size) in settings.hidden.enumerated() {
        var machine = BoltzmannMachine(visible: below.columns, hidden: size, random: &weights)
        for _ in 0..<settings.pretraining {
            machine.trainEpoch(
                below, learningRate: 0.1, batchSize: 32, order: &order, sampling: &sampling)
            afterEpoch(k, reconstructionError(below[rows: 0..<min(500, below.rows)], machine))
        }
        machines.append(machine)
        below = machine.hiddenProbability(below)
    }
    return machines
}

func reconstructionError(_ v: Matrix, _ machine: BoltzmannMachine) -> Double {
    meanSquaredError(machine.visibleProbability(machine.hiddenProbability(v)), v)
}

/// Each unit is 1 with its probability, else 0.
func draw(_ p: Matrix, _ random: inout RandomState) -> Matrix {
    p.map(with: random.randomSample(rows: p.rows, columns: p.columns)) { p, u in u < p ? 1 : 0 }
}

/// Pictures that the deep belief network makes up: from some pictures up to its topmost machine,
/// there and back between the two layers of that one, and down again.
func generate(
    _ machines: [BoltzmannMachine], from x: Matrix, steps: Int, _ random: inout RandomState
) -> Matrix {
    let (top, lower) = (machines[machines.count - 1], machines.dropLast())
    var v = lower.reduce(x) { draw($1.hiddenProbability($0), &random) }
    for _ in 0..<steps {
        v = draw(top.visibleProbability(draw(top.hiddenProbability(v), &random)), &random)
    }
    return lower.reversed().reduce(v) { $1.visibleProbability($0) }
}

func randomNetwork(_ activation: Activation, _ settings: Settings) -> Perceptron {
    var random = RandomState(seed: settings.seed + 1)
    return Perceptron(sizes: settings.sizes, activation: activation, random: &random)
}

/// A perceptron that begins where the machines ended; only the layer of scores is random.
func unroll(_ machines: [BoltzmannMachine], onto network: Perceptron) -> Perceptron {
    var network = network
    for (k, machine) in machines.enumerated() {
        network.parameters[2 * k] = machine.w
        network.parameters[2 * k + 1] = machine.hiddenBias
    }
    return network
}

/// A fine-tuned network, and its accuracy on the test pictures before and after each epoch.
struct Training {
    var network: Perceptron
    var accuracy: [Double] = []
    var last: Double { accuracy[accuracy.count - 1] }
}

/// The gradient of the cross-entropy, back through all layers.
func backward(_ network: Perceptron, _ x: Matrix, _ y: Matrix) -> [Matrix] {
    let trace = network.forward(x)
    return network.backward(trace, (softmax(trace.output) - y) / Double(x.rows))
}

/// Backpropagation with the few labels that there are.
func fineTune(
    _ network: Perceptron, _ few: (x: Matrix, y: Matrix), _ digits: Digits, _ settings: Settings,
    afterEpoch: (Int, Perceptron) -> Void = { _, _ in }
) -> Training {
    var training = Training(network: network)
    var optimizer = settings.optimizer
    var order = RandomState(seed: settings.seed + 2)
    for epoch in 0...settings.epochs {
        for rows in epoch == 0 ? [] : batches(of: 20, from: few.x.rows, &order) {
            let gradients = backward(training.network, few.x[rows: rows], few.y[rows: rows])
            optimizer.update(&training.network.parameters, gradients)
        }
        let scores = training.network.predict(digits.xTest)
        training.accuracy.append(accuracy(scores, digits.yTest))
        afterEpoch(epoch, training.network)
    }
    return training
}

/// The given network, and two of the same shape with random weights.
func three(_ first: Perceptron, _ settings: Settings) -> [Perceptron] {
    [first, randomNetwork(.sigmoid, settings), randomNetwork(.relu, settings)]
}

// MARK: The notebook

var options = Options(
    "Lesson14DeepBeliefNetwork", "Stacked Boltzmann machines, pretrained without labels.")
let folder = options.path(
    "data", "DIR", "all of MNIST: a folder with its four files (else 5,000 of its pictures)")
let labels = options.count(
    "labels", 200, "how many pictures have a label", most: folder == nil ? 4000 : 60_000)
let settings = Settings(
    hidden: options.counts("hidden", [256, 256, 256], "hidden units of each machine", most: 2000),
    pretraining: options.count("pretraining", 5, "epochs of each machine"),
    epochs: options.count("epochs", 30, "epochs of fine-tuning"),
    learningRate: options.number(
        "learning-rate", 0.1, "α of fine-tuning (Adam: a hundredth of it)"),
    rule: options.choice("optimizer", Rule.sgd, "fine-tuning by"),
    seed: options.seed(0))
let runs = options.count("runs", 5, "seeds to compare over", most: 20)
let files = options.weightFiles()
options.csv()
if settings.hidden.count > 8 { options.refuse("--hidden takes at most 8 machines") }
let program = Program(options)
let notebook = program.notebook
let digits = program.attempt { try Digits(folder, labels: labels) }
var saved = randomNetwork(.sigmoid, settings)
if let load = files.load {
    saved.parameters = program.attempt { try readWeights(load, like: saved.weights) }
}

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("The data")
notebook.text(
    """
    There are \(grouped(digits.x.rows)) pictures of digits to learn from. The grey of a pixel, \
    from 0 to 1, is taken as a probability. Only the first \(labels) pictures have a label. \
    \(grouped(digits.xTest.rows)) other pictures are kept for the test.\(digits.note) This is how \
    often each digit occurs among the pictures with a label:
    """)
let few = digits.few(labels)
notebook.table(
    ["digit"] + (0..<10).map { "\($0)" },
    [["labels"] + few.y.columnSums().values.map { fixed($0, 0) }])

notebook.section("Pretraining without labels")
notebook.text(
    """
    A Boltzmann machine (lesson 13) learns the pictures. What its hidden units say about them \
    becomes the data of the next machine, and so on. To see how well a machine learns, the first \
    500 rows of its data are sent up to its hidden units and down again. The table shows the \
    squared error of what comes back:
    """)
let bar = notebook.progress("Pretraining", total: settings.hidden.count * settings.pretraining)
var errors = settings.hidden.map { _ in [Double]() }
let machines = pretrain(digits.x, settings) { k, error in
    errors[k].append(error)
    bar.advance(to: k * settings.pretraining + errors[k].count)
}
bar.finish()
notebook.curves(
    step: "epoch", at: Array(1...settings.pretraining),
    errors.enumerated().map { ("machine_\($0 + 1)", $1) })
notebook.text(
    """
    The hidden units of machine 1 look for strokes. For a unit of machine 2, the filters of \
    machine 1 are added up, each multiplied by its weight.
    """)
notebook.showFilters("What machine 1 looks for", machines[0].w)
if machines.count > 1 {
    notebook.showFilters("What machine 2 looks for", matmul(machines[0].w, machines[1].w))
}

notebook.section("What it is: a network that makes pictures")
notebook.text(
    """
    The topmost machine is still a Boltzmann machine: its two layers act on each other. Below it, \
    only the way down is left. This is a deep belief network. It is generative: let the topmost \
    machine go back and forth, then go down. Here it starts from test pictures:
    """)
notebook.showTwoNetworks(settings.hidden)
var dreams = RandomState(seed: settings.seed + 4)
let start = digits.xTest[rows: 0..<min(5, digits.xTest.rows)]
notebook.showDreams(
    start, generate(machines, from: start, steps: 10, &dreams),
    generate(machines, from: start, steps: 200, &dreams))

notebook.section("Is the backward pass right?")
notebook.text(
    """
    Fine-tuning goes back through all layers, including those that the machines have made. Each \
    gradient of a small network of this kind is compared with central differences:
    """)
let checks = checkGradient(seed: settings.seed)
notebook.gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })

notebook.section("Fine-tuning: \(labels) labels")
notebook.text(
    """
    The way up is the forward pass of a perceptron, which can begin with these weights and learn \
    from labels. It is no longer a deep belief network. Three perceptrons of the same shape learn \
    from the same pictures in the same order. The first begins with the \
    \(files.load == nil ? "machines'" : "saved") weights, and the second with random weights. The \
    third begins with random weights, too, but has ReLU. This is their accuracy on the test \
    pictures:
    """)
let tuning = notebook.progress("Fine-tuning", total: 3 * settings.epochs)
let unrolled = unroll(machines, onto: randomNetwork(.sigmoid, settings))
let networks = three(files.load == nil ? unrolled : saved, settings)
let trainings = networks.enumerated().map { k, network in
    fineTune(network, few, digits, settings) { epoch, network in
        if k == 0 { program.save(files.save) { try weightBytes(network.weights, for: $0) } }
        tuning.advance(to: k * settings.epochs + epoch)
    }
}
tuning.finish()
for epoch in 0...settings.epochs {
    notebook.epoch(
        epoch, of: settings.epochs,
        [
            "accuracy": trainings[0].accuracy[epoch],
            "accuracy_sigmoid": trainings[1].accuracy[epoch],
            "accuracy_relu": trainings[2].accuracy[epoch],
        ])
}
notebook.showCurves(trainings.map(\.accuracy))

notebook.section("Why the same network doesn't learn from random weights")
notebook.text(
    """
    What share of a layer's activity differs from picture to picture, before fine-tuning? (The \
    table shows the standard deviation of the layer's units over the \(labels) pictures, divided \
    by the root of their mean square. If all pictures look the same to a layer, its share is 0.)
    """)
notebook.showShares(three(unrolled, settings).map { $0.forward(few.x).a.map(shareThatDiffers) })

var results = [trainings.map(\.last)]
if runs > 1 {
    notebook.section("Luck or not: \(runs) seeds")
    notebook.text("The same comparison again, with other weights and in another order:")
    results += trainAgain(
        digits, few, settings, runs: runs, notebook.progress("Seeds", total: runs - 1))
    notebook.showSeeds(results, seed: settings.seed)
}
let means = (0..<3).map { k in mean(results.map { $0[k] }) }
if means[0] > means[2], means[2] - means[1] > means[0] - means[2] {
    notebook.text(
        """
        With \(labels) labels, the machines' weights are worth \
        \(fixed(100 * (means[0] - means[1]), 1)) points in comparison with random weights, and \
        \(fixed(100 * (means[0] - means[2]), 1)) points in comparison with ReLU. \
        So pretraining was mostly a cure for the sigmoid, and ReLU is a simpler cure. The rest is \
        what the pictures without labels were good for.
        """)
}

notebook.section("Try it")
notebook.formulas(
    """
    --labels 500            more labels: who gains most?
    --labels 4000 --runs 1  labels for all: what is left of the advantage?
    --optimizer adam        does a better optimiser cure the random network?
    --pretraining 1         one epoch a machine
    --hidden 256            a single machine: is depth the trouble?
    --data DIR --runs 1     all 60,000 pictures, if you have the files: minutes
    """)
notebook.next(exercise: nil, lesson: "Lesson15TransferLearning")
program.finish()
