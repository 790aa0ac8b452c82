import Datasets
import Foundation
import Layers
import Matrices
import Notebook

let title = "Lesson 05 · Red wine"
let question = "Can a deep network taste a wine from eleven measurements of its chemistry?"
let formulas = """
    forward    a₀ = x    zₖ = aₖ₋₁·Wₖ + bₖ    aₖ = max(zₖ, 0)    ŷ = the last z
    cost       J = mean |ŷ − y|               over a batch's m examples: MAE
    backward   dz = sign(ŷ − y) / m           for the last layer
               dWₖ = aₖ₋₁ᵀ·dzₖ                dbₖ = Σ dzₖ
               dzₖ₋₁ = dzₖ·Wₖᵀ where zₖ₋₁ > 0, else 0
    update     v ← 0.9 v + 0.1 g              s ← 0.999 s + 0.001 g²
               w ← w − α v̂ / (√ŝ + ε)         Adam; α learning rate, g gradient
               with v̂ = v / (1 − 0.9ᵗ), ŝ = s / (1 − 0.999ᵗ) at step t, ε = 1e-7
    """

// MARK: The network

/// What the forward pass leaves for the backward pass: z of every layer, and what went into it.
/// `a[0]` is a₀ = x, `z[0]` is z₁, and the parameters are W₁, b₁, W₂, b₂ … in this order.
struct Trace {
    var z: [Matrix] = []
    var a: [Matrix]
    var predicted: Matrix { z[z.count - 1] }
}

func forward(_ x: Matrix, _ parameters: [Matrix]) -> Trace {
    var trace = Trace(a: [x])
    for k in 0..<parameters.count / 2 {
        if k > 0 { trace.a.append(trace.z[k - 1].map { z in max(z, 0) }) }
        trace.z.append(matmul(trace.a[k], parameters[2 * k]) + parameters[2 * k + 1])
    }
    return trace
}

func predict(_ x: Matrix, _ parameters: [Matrix]) -> Matrix {
    forward(x, parameters).predicted
}

/// The gradient of every parameter from dz of the last layer, layer after layer back to the first.
func backward(_ trace: Trace, _ lastDz: Matrix, _ parameters: [Matrix]) -> [Matrix] {
    var gradients = parameters.map { Matrix(zerosLike: $0) }
    var dz = lastDz
    for k in (0..<trace.z.count).reversed() {
        gradients[2 * k] = matmul(transposed: trace.a[k], dz)
        gradients[2 * k + 1] = dz.columnSums()
        if k > 0 {
            let da = matmul(dz, transposed: parameters[2 * k])
            dz = da.map(with: trace.z[k - 1]) { da, z in
                if z.isNaN { return z }
                return z > 0 ? da : 0
            }
        }
    }
    return gradients
}

func meanAbsoluteError(_ predicted: Matrix, _ y: Matrix) -> Double {
    abs(predicted - y).mean()
}

/// dz of the last layer: every example pulls with the same force, however far off it is.
func meanAbsoluteErrorDerivative(_ predicted: Matrix, _ y: Matrix) -> Matrix {
    (predicted - y).map(sign) / Double(y.rows)
}

func sign(_ e: Double) -> Double { e > 0 ? 1 : e < 0 ? -1 : e }

// MARK: Training

/// What is remembered from one step to the next: v and s for each parameter, and the step's number.
struct Memory {
    var v: [Matrix]
    var s: [Matrix]
    var t = 0.0

    init(_ parameters: [Matrix]) {
        v = parameters.map { Matrix(zerosLike: $0) }
        s = v
    }
}

/// Adam's step (Kingma and Ba, 2015). Where g was always 0, it would be 0 / 0 without ε.
func adam(_ w: inout [Matrix], _ g: [Matrix], _ memory: inout Memory, learningRate: Double) {
    let epsilon = 1e-7
    memory.t += 1
    for k in w.indices {
        memory.v[k] = 0.9 * memory.v[k] + 0.1 * g[k]
        memory.s[k] = 0.999 * memory.s[k] + 0.001 * g[k] * g[k]
        let v = memory.v[k] / (1 - pow(0.9, memory.t))
        let s = memory.s[k] / (1 - pow(0.999, memory.t))
        w[k] -= learningRate * v / (sqrt(s) + epsilon)
    }
}

/// What stays the same throughout a training.
struct Settings: Equatable {
    var loss = Loss.mae
    var rule = Rule.adam
    var learningRate = 0.001
    var batchSize = 256
    var epochs = 10
    var seed = 7
}

/// What a training returns: the parameters, and the loss of every epoch.
struct Training {
    var settings: Settings
    var parameters: [Matrix]
    /// The mean over the batches as they came.
    var loss: [Double] = []
    /// On the validation rows, after the epoch.
    var validationLoss: [Double] = []

    var lastEpoch: KeyValuePairs<String, Double> {
        ["loss": loss.last!, "val_loss": validationLoss.last!]
    }
}

/// `settings.loss(…)` is `meanAbsoluteError`, or another loss of ThreeLosses.swift. `update` makes the
/// steps of the other rules, which are in FourOptimizers.swift.
func train(
    _ examples: Examples, from first: [Matrix], _ settings: Settings,
    afterEpoch: (Training) -> Void = { _ in }
) -> Training {
    var training = Training(settings: settings, parameters: first)
    var memory = Memory(first)
    let (rule, rate) = (settings.rule, settings.learningRate)
    var order = RandomState(seed: settings.seed + 2)
    for _ in 0..<settings.epochs {
        var sum = 0.0
        for batch in batches(of: settings.batchSize, from: examples.x.rows, &order) {
            let y = examples.y[rows: batch]
            let trace = forward(examples.x[rows: batch], training.parameters)
            sum += settings.loss(trace.predicted, y) * Double(batch.count)
            let dz =
                switch settings.loss {
                case .mae: meanAbsoluteErrorDerivative(trace.predicted, y)
                default: settings.loss.derivative(trace.predicted, y)
                }
            let gradients = backward(trace, dz, training.parameters)
            switch rule {
            case .adam: adam(&training.parameters, gradients, &memory, learningRate: rate)
            default: update(&training.parameters, gradients, &memory, rule, learningRate: rate)
            }
        }
        training.loss.append(sum / Double(examples.x.rows))
        let predicted = predict(examples.xValidation, training.parameters)
        training.validationLoss.append(settings.loss(predicted, examples.yValidation))
        afterEpoch(training)
    }
    return training
}

// MARK: The notebook

var options = Options(
    "Lesson05RedWine", "A deep network, by hand, that tastes wine by its chemistry.")
let dataFile = options.path("data", "FILE", "a table of your own: CSV, its columns named in line 1")
let target = options.path("target", "NAME", "the column to predict (quality)") ?? "quality"
let hidden = options.counts("hidden", [512, 512, 512], "neurons in each hidden layer", most: 1000)
var settings = Settings()
settings.loss = options.choice("loss", Loss.mae, "what the network is trained on")
settings.rule = options.choice("optimizer", Rule.adam, "how it makes steps out of gradients")
settings.learningRate = options.number(
    "learning-rate", settings.rule.defaultLearningRate, "α, how far each step goes")
settings.batchSize = options.count("batch-size", 256, "how many rows make a step", most: 14_000)
settings.epochs = options.count("epochs", 10, "how often all rows are seen", most: 1000)
settings.seed = options.seed(7)
let store = options.weightFiles()
options.csv()
let mistake = options.mistake([
    "signed-mae": "the article's MAE = y − ŷ, without the bars",
    "raw-target": "the target not scaled to 0…1",
])
if hidden.count > 5 { options.refuse("--hidden takes up to 5 layers, found \(hidden.count)") }
let program = Program(options)
let notebook = program.notebook
let examples = program.attempt { try readExamples(dataFile, target: target) }
let sizes = [examples.inputs.count] + hidden + [1]
var random = RandomState(seed: settings.seed + 1)
var start = firstParameters(sizes, &random)
if let path = store.load { start = program.attempt { try readWeights(path, like: named(start)) } }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("The data")
notebook.text(
    """
    \(examples.description) The network is to predict \(target) from the other columns. The \
    first five \(examples.noun), as columns:
    """)
notebook.showTable(examples)
notebook.text(
    """
    70 % of the \(examples.noun) are for training, drawn as pandas' sample(frac=0.7, \
    random_state=5) draws them: rows \(list(examples.trainingRows.prefix(5))) … The other \
    \(examples.xValidation.rows), in the order of the file, only serve to measure how good the \
    network is.

    Min–max scaling brings every column into the range 0…1, by (x − min) / (max − min). The \
    minimum and the maximum come from the training \(examples.noun) alone, because the others \
    have to stay unknown.
    """)
notebook.showScaling(examples)

notebook.section("A linear model that has learnt nothing")
random = RandomState(seed: settings.seed + 1)
let w = glorotUniform(examples.inputs.count, 1, &random)
let guesses = examples.unscaled(matmul(examples.xValidation, w))
notebook.text(
    """
    The article that this lesson follows, “Basics of deep learning”, begins with one neuron, \
    ŷ = x·w + b: a linear model. Before any training, its bias is 0, and its weights are random \
    between ±√(6 / (inputs + outputs)), Glorot's limits. Its answers for the validation \
    \(examples.noun), scaled back by ŷ·(max − min) + min, run from \
    \(fixed(guesses.min(), 2)) to \(fixed(guesses.max(), 2)) \(examples.unit), and are off by \
    \(fixed(meanAbsoluteError(guesses, examples.raw.yValidation), 2)) on average.
    """)
notebook.showWeights(examples.inputs, w, bias: 0)

notebook.section("The network")
notebook.text(
    """
    Neurons in the hidden layers: \(list(hidden)). In a dense layer, every neuron sees all outputs \
    of the layer before. It has a weight for each of them, and a bias. Between the layers, ReLU, \
    max(z, 0), adds a bend; without it, they would collapse into a single linear layer.
    """)
let parameterCount = start.reduce(0) { $0 + $1.values.count }
notebook.showSummary(sizes, parameterCount)

notebook.section("Three ways to be wrong")
notebook.text(
    """
    An error e = ŷ − y has a sign; a loss must not have one. What the training feels is the \
    derivative. With MAE, every example pulls equally hard; with MSE, in proportion to its error; \
    with Huber loss, in proportion up to a limit.
    """)
notebook.formulas(
    """
    MAE    J = mean |e|                                  dz = sign(e) / m
    MSE    J = mean e²                                   dz = 2e / m
    Huber  J = mean of ½ e² to |e| = 1, then |e| − ½     dz = e / m, cut at ±1/m
    """)
notebook.showLosses(ofErrors: [-3, -1, -0.2, 0, 0.2, 1, 3])

notebook.section("Is the backward pass right?")
let checked = 0..<min(10, examples.x.rows)
notebook.text(
    """
    The same functions are now used on a small network, \(examples.inputs.count)-6-5-4-1, with \
    random weights and biases and \(checked.count) \(examples.noun). For each of the losses, how far \
    are the gradients by hand from the numerical ones of lesson 02?
    """)
let checks = Loss.allCases.map { loss in
    checkGradient(examples.x[rows: checked], examples.y[rows: checked], loss, seed: settings.seed)
}
notebook.showGradientCheck(checks)

notebook.section("From plain descent to Adam")
notebook.text(
    """
    Plain descent takes steps against the gradient. With the gradients of batches, it is called \
    stochastic gradient descent, SGD. Here it is with three others, each at its usual rate α:
    """)
notebook.formulas(
    """
    sgd        w ← w − α g                                         α = 0.01
    momentum   v ← 0.9 v − α g        w ← w + v                    α = 0.01
    rmsprop    s ← 0.9 s + 0.1 g²     w ← w − α g / (√s + ε)       α = 0.0001
    adam       both: the update at the head of this page           α = 0.001
    """)
notebook.showValley(Rule.allCases.map { rule in descendValley(rule, steps: 150) })

notebook.section("Training")
settings.batchSize = min(settings.batchSize, examples.x.rows)
notebook.text(
    """
    The loss is \(settings.loss.rawValue), in scaled units. The steps are made by \
    \(settings.rule.rawValue) with a learning rate of \(settings.learningRate), one step for every \
    \(settings.batchSize) \(examples.noun). The loss of an epoch is the mean over its batches as \
    they come, while the weights are still moving; val_loss is measured after the epoch, on the \
    \(examples.noun) that the network is not trained on.
    """)
let training = train(examples, from: start, settings) { soFar in
    program.save(store.save) { path in try weightBytes(named(soFar.parameters), for: path) }
    notebook.epoch(soFar.loss.count, of: settings.epochs, soFar.lastEpoch)
}
notebook.plot(
    "Loss while training", y: settings.loss.rawValue,
    perEpoch: ["loss": training.loss, "val_loss": training.validationLoss])
notebook.overflow("loss", of: training.loss, "epoch")

notebook.section("The result, in \(examples.unit)")
let answers = examples.unscaled(predict(examples.xValidation, training.parameters))
let network = examples.score(answers)
let best = leastSquares(examples.raw.x, examples.raw.y)
let linear = examples.score(matmul(examples.raw.xValidation, best.w) + best.b)
let (medianAnswer, meanAnswer) = (median(examples.raw.y.values), examples.raw.y.mean())
notebook.text(
    """
    One unit of the scaled \(target) is \(plain(examples.range)) \(examples.unit). The network is \
    compared with three much simpler models: always the median of the training \(examples.noun), \
    always their mean, and least squares, the best linear model.
    """)
notebook.showScores(
    ["", "parameters"],
    [
        (["median, \(plain(medianAnswer))", "1"], examples.score(always: medianAnswer)),
        (["mean, \(fixed(meanAnswer, 3))", "1"], examples.score(always: meanAnswer)),
        (["least squares", "\(best.w.rows + 1)"], linear),
        (["network", grouped(parameterCount)], network),
    ])
notebook.text(
    """
    With these options, the network is \(network.mae < linear.mae ? "ahead of" : "no better than") \
    the linear model: MAE \(fixed(network.mae, 3)) against \(fixed(linear.mae, 3)). A falling \
    curve alone doesn't say that a network has learnt what there is to learn. Only a comparison can.
    """)
notebook.showMeanAnswers(examples, answers)

notebook.section("Four optimisers side by side")
notebook.text(
    """
    The same network is trained by each of the four, from the same first weights. The loss on the \
    validation \(examples.noun), epoch by epoch:
    """)
let byRule = trainByEachRule(
    examples, from: start, done: training,
    afterEpoch: notebook.progress("Optimisers", total: 3 * settings.epochs).advance)
notebook.showRules(byRule)

notebook.section("Three losses side by side")
notebook.text(
    """
    Now the network is trained by \(settings.rule.rawValue) on each of the losses. The losses \
    themselves can't be compared, but the networks' answers can:
    """)
let byLoss = trainOnEachLoss(
    examples, from: start, done: training,
    afterEpoch: notebook.progress("Losses", total: 2 * settings.epochs).advance)
notebook.showLossScores(scores(examples, byLoss))

notebook.section("Try it")
notebook.formulas(
    """
    --optimizer sgd --learning-rate 0.1
                                     was SGD slow, or were its steps too short?
    --optimizer rmsprop --learning-rate 0.001
                                     steps that are too long: val_loss jumps
    --loss mse                       which figures get better, which get worse?
    --epochs 30                      “no … additional epochs”, says the article
    --hidden 16                      how many of the parameters are needed?
    --seed 0                         other first weights, another result
    --mistake signed-mae             what |…| is there for
    --mistake raw-target             why the target is scaled too
    --data FILE --target NAME        a table of your own
    """)

if let mistake {
    notebook.section("Mistake: \(mistake)")
    let trainedOnMAE = byLoss.first { $0.settings.loss == .mae }!
    runMistake(mistake, notebook, examples, from: start, settings, right: trainedOnMAE)
}
notebook.next(exercise: "Exercise05RedWine", lesson: "Lesson06HandwrittenDigits")
program.finish()
