import Datasets
import Layers
import Matrices
import Notebook

let title = "Lesson 09 · Batch normalisation"
let question = "Why don't five layers of sigmoids learn, and what would make them learn?"
let formulas = """
    forward    z = x·w
               μ = mean z        v = mean (z − μ)²       over the batch
               ẑ = (z − μ) / √(v + ε)                    y = γ ẑ + β
               a = f(y)          residual: a = x + f(y)
    backward   dy = da ∗ f′(y)
               dγ = Σ dy ẑ       dβ = Σ dy               dẑ = γ dy
               dz = ( dẑ − mean dẑ − ẑ mean(dẑ ẑ) ) / √(v + ε)
               dw = xᵀ·dz        dx = dz·wᵀ      residual: dx = da + dz·wᵀ
    running    μ* ← 0.9 μ* + 0.1 μ       v* ← 0.9 v* + 0.1 v
    cost       J = −mean( log softmax(z) at the digit )  with the last layer's z
               dz = (softmax(z) − one-hot) / m
    """

// MARK: Batch normalisation

/// μ and v of each column.
struct Statistics: Equatable {
    var mean, variance: Matrix
}

func statistics(of z: Matrix) -> Statistics {
    let mean = z.columnMeans()
    let distance = z - mean
    return Statistics(mean: mean, variance: (distance * distance).columnMeans())
}

/// What normalize keeps for normalizeBackward: ẑ, √(v + ε), and the statistics that it used.
struct Normalized {
    var zHat, deviation, y: Matrix
    var statistics: Statistics
}

func normalize(
    _ z: Matrix, _ gamma: Matrix, _ beta: Matrix, _ s: Statistics, epsilon: Double = 1e-5
) -> Normalized {
    let deviation = sqrt(s.variance + epsilon)
    let zHat = (z - s.mean) / deviation
    return Normalized(zHat: zHat, deviation: deviation, y: zHat * gamma + beta, statistics: s)
}

/// μ and v depend on every z of the column: hence the two means.
func normalizeBackward(
    _ n: Normalized, _ dy: Matrix, _ gamma: Matrix
) -> (dz: Matrix, dGamma: Matrix, dBeta: Matrix) {
    let dzHat = dy * gamma
    let throughMean = dzHat.columnMeans()
    let throughVariance = n.zHat * (dzHat * n.zHat).columnMeans()
    let dz = (dzHat - throughMean - throughVariance) / n.deviation
    return (dz, (dy * n.zHat).columnSums(), dy.columnSums())
}

/// Nine parts of what was, one part of this batch.
func follow(_ running: Statistics, _ batch: Statistics) -> Statistics {
    Statistics(
        mean: 0.9 * running.mean + 0.1 * batch.mean,
        variance: 0.9 * running.variance + 0.1 * batch.variance)
}

// MARK: The network: plain, normalised, or with residual connections

/// w and b of each layer. Where a layer is normalised, b is β and there is a γ: a bias before the
/// normalisation would be taken out again with the mean.
struct Parameters {
    var w, b, gamma: [Matrix]

    var all: [Matrix] {
        get { w + b + gamma }
        set {
            let n = w.count
            w = Array(newValue[..<n])
            b = Array(newValue[n..<2 * n])
            gamma = Array(newValue[(2 * n)...])
        }
    }
}

struct Network {
    var f: Activation
    var parameters: Parameters
    /// μ* and v* of each hidden layer, if the network is normalised.
    var running: [Statistics] = []
    /// Whether a layer adds its input to its output, where both have the same width.
    var isResidual = false

    var hidden: Int { parameters.w.count - 1 }
    func skips(_ layer: Int) -> Bool {
        isResidual && parameters.w[layer].rows == parameters.w[layer].columns
    }
}

/// What forward keeps for backward: what goes into each layer, y and f(y) of the hidden ones.
struct Trace {
    var a: [Matrix]
    var y: [Matrix] = []
    var f: [Matrix] = []
    var normalized: [Normalized] = []
    var z: Matrix
}

/// - Parameter given: The statistics to normalise by; those of the batch if there are none.
func forward(_ x: Matrix, _ network: Network, given: [Statistics] = []) -> Trace {
    let p = network.parameters
    var trace = Trace(a: [x], z: x)
    for l in 0..<network.hidden {
        let z = matmul(trace.a[l], p.w[l])
        var y = z + p.b[l]
        if !p.gamma.isEmpty {
            let s = given.isEmpty ? statistics(of: z) : given[l]
            trace.normalized.append(normalize(z, p.gamma[l], p.b[l], s))
            y = trace.normalized[l].y
        }
        trace.y.append(y)
        trace.f.append(network.f(y))
        trace.a.append(network.skips(l) ? trace.a[l] + trace.f[l] : trace.f[l])
    }
    let last = network.hidden
    trace.z = matmul(trace.a[last], p.w[last]) + p.b[last]
    return trace
}

func backward(_ trace: Trace, _ dz: Matrix, _ network: Network) -> Parameters {
    let p = network.parameters
    var (d, last) = (p, network.hidden)
    d.w[last] = matmul(transposed: trace.a[last], dz)
    d.b[last] = dz.columnSums()
    var da = matmul(dz, transposed: p.w[last])
    for l in (0..<network.hidden).reversed() {
        let dy = network.f.backward(da, trace.y[l], trace.f[l])
        var dz = dy
        d.b[l] = dy.columnSums()
        if !p.gamma.isEmpty {
            (dz, d.gamma[l], d.b[l]) = normalizeBackward(trace.normalized[l], dy, p.gamma[l])
        }
        d.w[l] = matmul(transposed: trace.a[l], dz)
        if l > 0 {
            let through = matmul(dz, transposed: p.w[l])
            da = network.skips(l) ? da + through : through
        }
    }
    return d
}

// MARK: Training, with softmax and cross-entropy from lesson 06

struct Settings {
    var learningRate: Double
    var epochs, batchSize, seed: Int
}

struct Training {
    var network: Network
    var loss: [Double] = []
    var validationAccuracy: [Double] = []
}

func train(
    _ digits: OneHotDigits, from first: Network, _ optimizer: some Optimizer, _ settings: Settings,
    afterEpoch: (Network) -> Void = { _ in }
) -> Training {
    var (training, optimizer) = (Training(network: first), optimizer)
    var order = RandomState(seed: settings.seed + 2)
    for _ in 0..<settings.epochs {
        var (loss, seen) = (0.0, 0.0)
        for rows in batches(of: settings.batchSize, from: digits.x.rows, &order) {
            // A last batch of one picture: all its ẑ are 0, and nothing but its class is left.
            if rows.count == 1 && settings.batchSize > 1 { continue }
            let (y, m) = (digits.y[rows: rows], Double(rows.count))
            let trace = forward(digits.x[rows: rows], training.network)
            let d = backward(trace, (softmax(trace.z) - y) / m, training.network)
            optimizer.update(&training.network.parameters.all, d.all)
            for l in training.network.running.indices {
                let batch = trace.normalized[l].statistics
                training.network.running[l] = follow(training.network.running[l], batch)
            }
            loss += crossEntropy(trace.z, y) * m
            seen += m
        }
        training.loss.append(loss / seen)
        let z = scores(digits.xTest, training.network)
        training.validationAccuracy.append(accuracy(z, digits.yTest))
        afterEpoch(training.network)
    }
    return training
}

/// After the training, the running statistics take the place of the batch's.
func scores(_ x: Matrix, _ network: Network) -> Matrix {
    forward(x, network, given: network.running).z
}

// MARK: The notebook

var options = Options(
    "Lesson09BatchNormalization", "Batch normalisation, by hand, in a deep network of sigmoids.")
let folder = options.path("data", "DIR", "a folder with the four files of MNIST")
let settings = Settings(
    learningRate: options.number(
        "learning-rate", 0.1, "α of gradient descent (Adam keeps its 0.003)"),
    epochs: options.count("epochs", 5, "how often each network sees all training pictures"),
    batchSize: options.count("batch-size", 64, "how many pictures make a step"),
    seed: options.seed(0))
let files = options.weightFiles()
options.csv()
let program = Program(options)
let notebook = program.notebook
let sizes = [784, 64, 64, 64, 64, 64, 10]
let plain = glorotNetwork(.sigmoid, sizes: sizes, seed: settings.seed)
let norm = normalized(plain)
var residual = plain
residual.isResidual = true
let saved = program.attempt {
    try files.load.map { norm.with(try readWeights($0, like: norm.named)) }
}
let digits = program.attempt { try OneHotDigits(folder) }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("One column, normalised")
let column = Matrix(column: [1, 2, 3, 6])
let ofColumn = statistics(of: column)
let example = normalize(column, Matrix(row: [2]), Matrix(row: [1]), ofColumn)
notebook.text(
    """
    The column z has one neuron's sums for a batch of four pictures. Their mean is \
    \(fixed(ofColumn.mean[0, 0], 1)), and their variance is \
    \(fixed(ofColumn.variance[0, 0], 1)). ẑ has mean 0 and variance 1, whatever z was. Then γ = 2 \
    and β = 1 choose another spread and another mean. γ and β are learnt.
    """)
notebook.showColumn(column, example)

notebook.section("Is the backward pass right?")
notebook.text(
    """
    μ and v are computed from every z of the column, so a change of one z moves all outputs of \
    that column. That is where the two means in dz come from. The lesson compares the formulas \
    with central differences, at random numbers, in one layer and in a whole network with residual \
    connections:
    """)
let checks = checkLayer(seed: settings.seed) + checkNetwork(seed: settings.seed)
notebook.gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })
notebook.text(
    """
    Leave out the two means, so that dz = γ dy / √(v + ε), and the relative difference is \
    \(scientific(checkWithoutMeans(seed: settings.seed).difference)).
    """)

notebook.section("The data")
notebook.text(
    """
    \(digits.source): \(grouped(digits.x.rows)) to train on and \(grouped(digits.xTest.rows)) to \
    test, each a row of 784 pixels.\(digits.note) Guessing is right one time in ten.
    """)

notebook.section("Five layers of sigmoids, before any training")
notebook.text(
    """
    Three networks, each 784-64-64-64-64-64-10, have the same Glorot weights. The first is plain. \
    In the second, every hidden z is normalised. In the third, which has residual connections, a \
    layer adds its input to what comes out of its sigmoids. The table shows how much the input of \
    each layer varies over the first 64 shuffled pictures, as a standard deviation:
    """)
var order = RandomState(seed: settings.seed + 2)
let batch = Array(order.permutation(digits.x.rows).prefix(64))
let firstSteps = [plain, norm, residual].map {
    firstStep($0, digits.x[rows: batch], digits.y[rows: batch])
}
notebook.showLayers(firstSteps.map(\.spread))
notebook.text("And this is ‖dW‖, the length of the gradient with respect to each layer's weights:")
notebook.showLayers(firstSteps.map(\.gradient))
let shrinking = firstSteps.map { $0.gradient[5] / $0.gradient[0] }
let spread = firstSteps[0].spread[5]
notebook.text(
    """
    Each layer of the plain network makes the pictures more alike, and passes on less of the \
    gradient: σ′ is at most 1/4. The last layer's gradient is \(fixed(shrinking[0], 0)) times the \
    first one's. What reaches the last layer varies by \(fixed(spread, 6)) from picture to \
    picture, so it can learn little more than how frequent the digits are. In the normalised \
    network, the factor is \
    \(fixed(shrinking[1], 2)), and the pictures stay apart.

    A residual connection is a way round the sigmoid. What arrives from above goes on whole, \
    whatever f′ is. The first layer's gradient is \
    \(fixed(firstSteps[2].gradient[0] / firstSteps[0].gradient[0], 0)) times as long as without it.
    """)

notebook.section("Where first weights come from")
notebook.showFirstWeights(FirstWeights(digits.x[rows: batch], seed: settings.seed))

notebook.section("Training")
notebook.text(
    """
    Five networks see the same batches of \(min(settings.batchSize, digits.x.rows)) pictures. The \
    first is plain, and the second is normalised. The others try three other cures: Adam on the \
    plain network, ReLUs with He's weights instead of sigmoids, and residual connections round the \
    sigmoids. Adam's learning rate is 0.003. The other four use gradient descent with a learning \
    rate of \(settings.learningRate).
    """)
if digits.x.rows % settings.batchSize == 1 && settings.batchSize > 1 {
    notebook.text(
        """
        Batches of \(settings.batchSize) leave one picture over. In a batch of one, every z would \
        be its own mean, and every ẑ would be 0. So this picture, a different one in each epoch, \
        is left out.
        """)
}
if let saved {
    let share = accuracy(scores(digits.xTest, saved), digits.yTest)
    notebook.line("test accuracy of the saved weights, normalised network: \(fixed(share, 4))")
}
let descent = GradientDescent(learningRate: settings.learningRate)
let networks: [(name: String, first: Network, optimizer: any Optimizer)] = [
    ("without", plain, descent), ("with", saved ?? norm, descent),
    ("adam", plain, Adam(learningRate: 0.003)),
    ("relu_he", heNetwork(.relu, sizes: sizes, seed: settings.seed), descent),
    ("residual", residual, descent),
]
let bar = notebook.progress("Training", total: 5 * settings.epochs)
let trainings = networks.map { name, first, optimizer in
    train(digits, from: first, optimizer, settings) { network in
        if name == "with" {
            program.save(files.save) { path in try weightBytes(network.named, for: path) }
        }
        bar.advance()
    }
}
bar.finish()
let curves = zip(networks, trainings).map { ($0.name, $1.validationAccuracy) }
notebook.text("The accuracy on the test pictures after each epoch:")
notebook.showAccuracies(curves)
for (network, training) in zip(networks, trainings) {
    notebook.overflow("cost of \"\(network.name)\"", of: training.loss, "epoch")
}

notebook.section("After the training: the running statistics")
notebook.text(
    """
    The answer for a picture should not depend on the others in its batch. So every training batch \
    also moves a running mean and variance a tenth of the way towards its own. After the training, \
    these are used instead. Here is the accuracy of the trained network on the \
    \(grouped(digits.xTest.rows)) test pictures, normalised by:
    """)
notebook.showStatistics(accuracyByStatistics(trainings[1].network, digits))

notebook.section("The result")
notebook.showResult(curves.map { ($0, $1[settings.epochs - 1]) })

notebook.section("Try it")
notebook.formulas(
    """
    --epochs 30            does patience help the plain network?
    --learning-rate 1      which of the networks can take long steps?
    --batch-size 4         statistics of four pictures: how good are they?
    --batch-size 1         and of one?
    """)
notebook.next(exercise: "Exercise09BatchNormalization", lesson: "Lesson10ConvolutionalNetwork")
program.finish()
