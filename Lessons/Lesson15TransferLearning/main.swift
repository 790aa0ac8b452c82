import Datasets
import Layers
import Matrices
import Notebook

let title = "Lesson 15 · Transfer learning"
let question = """
    Does it help to have learnt 0 to 4 when 5 to 9 have to be learnt from a handful of pictures?
    """
let formulas = """
    features   a = pool(relu(patches(x)·w₁ + b₁))   picture → 8 maps
               f = pool(relu(patches(a)·w₂ + b₂))   8 maps → 16 maps of 5 × 5
    head       z = f·w₃ + b₃       dw₃ = fᵀ·dz       db₃ = Σ dz
    before     0 … 4, many pictures: everything is trained
    frozen     5 … 9, a few: f stays, only w₃ and b₃ are trained, from new ones
    tuned      5 … 9, a few: the same beginning, but everything is trained
    """

// MARK: The model

/// The geometry of the layers below the head, all of them from lesson 10.
enum Layer {
    static let first = Convolution(height: 28, width: 28, size: 3, filters: 8)
    static let firstPooling = MaxPooling(height: 26, width: 26, channels: 8)
    static let second = Convolution(height: 13, width: 13, channels: 8, size: 3, filters: 16)
    static let secondPooling = MaxPooling(height: 11, width: 11, channels: 16)
    static let featureCount = 5 * 5 * 16
}

/// w1, b1, w2, b2 make the features; w3, b3 are the head. Glorot's weights, biases 0.
func firstParameters(seed: Int) -> [Matrix] {
    var random = RandomState(seed: seed + 1)
    return [
        Layer.first.glorotUniform(&random), Matrix(rows: 1, columns: 8),
        Layer.second.glorotUniform(&random), Matrix(rows: 1, columns: 16),
        glorotUniform(Layer.featureCount, 5, &random), Matrix(rows: 1, columns: 5),
    ]
}

func named(_ parameters: [Matrix]) -> [(name: String, matrix: Matrix)] {
    zip(["w1", "b1", "w2", "b2", "w3", "b3"], parameters).map { ($0, $1) }
}

/// What the forward pass leaves for the backward pass.
struct Trace {
    var patches1, z1, patches2, z2, features, z: Matrix
    var winners1, winners2: [Int]
}

func forward(_ x: Matrix, _ parameters: [Matrix]) -> Trace {
    let (patches1, z1) = Layer.first.forward(x, parameters[0], parameters[1])
    let (a, winners1) = Layer.firstPooling.forward(Activation.relu(z1))
    let (patches2, z2) = Layer.second.forward(a, parameters[2], parameters[3])
    let (features, winners2) = Layer.secondPooling.forward(Activation.relu(z2))
    return Trace(
        patches1: patches1, z1: z1, patches2: patches2, z2: z2, features: features,
        z: headForward(features, parameters[4], parameters[5]), winners1: winners1,
        winners2: winners2)
}

/// The gradients of all parameters, from the derivative of the cost with respect to the scores.
func backward(_ trace: Trace, _ dz: Matrix, _ parameters: [Matrix]) -> [Matrix] {
    let dFeatures = matmul(dz, transposed: parameters[4])
    let da2 = Layer.secondPooling.backward(trace.winners2, dFeatures)
    let dz2 = Activation.relu.backward(da2, trace.z2, trace.z2)
    let (dw2, db2) = Layer.second.backward(trace.patches2, dz2)
    let da = Layer.second.inputGradient(parameters[2], dz2)
    let da1 = Layer.firstPooling.backward(trace.winners1, da)
    let dz1 = Activation.relu.backward(da1, trace.z1, trace.z1)
    let (dw1, db1) = Layer.first.backward(trace.patches1, dz1)
    return [dw1, db1, dw2, db2] + headBackward(trace.features, dz)
}

func headForward(_ f: Matrix, _ w: Matrix, _ b: Matrix) -> Matrix { matmul(f, w) + b }

/// dw₃ and db₃. Frozen features are data like any other: nothing flows back into them.
func headBackward(_ f: Matrix, _ dz: Matrix) -> [Matrix] {
    [matmul(transposed: f, dz), dz.columnSums()]
}

func lossAndSlope(_ z: Matrix, _ y: Matrix) -> (loss: Double, dz: Matrix) {
    (crossEntropy(z, y), (softmax(z) - y) / Double(z.rows))
}

/// Loss and gradients of one batch.
typealias Step = (loss: Double, gradients: [Matrix])

func wholeNetwork(_ x: Matrix, _ y: Matrix, _ parameters: [Matrix]) -> Step {
    let trace = forward(x, parameters)
    let (loss, dz) = lossAndSlope(trace.z, y)
    return (loss, backward(trace, dz, parameters))
}

func headAlone(_ features: Matrix, _ y: Matrix, _ head: [Matrix]) -> Step {
    let (loss, dz) = lossAndSlope(headForward(features, head[0], head[1]), y)
    return (loss, headBackward(features, dz))
}

struct Settings {
    var epochs, batchSize: Int
    var learningRate: Double
    var seed: Int
}

/// The parameters, and the mean loss of each epoch, measured while it went on.
struct Training {
    var parameters: [Matrix]
    var loss: [Double] = []
}

/// Adam, for whatever learns: the whole network, its head, or a perceptron.
func train(
    _ parameters: [Matrix], _ x: Matrix, _ y: Matrix, _ settings: Settings,
    _ step: (Matrix, Matrix, [Matrix]) -> Step, afterEpoch: (Int, Training) -> Void = { _, _ in }
) -> Training {
    var training = Training(parameters: parameters)
    var optimizer = Adam(learningRate: settings.learningRate)
    var order = RandomState(seed: settings.seed + 2)
    afterEpoch(0, training)
    for epoch in 1...settings.epochs {
        var total = 0.0
        for rows in batches(of: settings.batchSize, from: x.rows, &order) {
            let (loss, gradients) = step(x[rows: rows], y[rows: rows], training.parameters)
            optimizer.update(&training.parameters, gradients)
            total += loss * Double(rows.count)
        }
        training.loss.append(total / Double(x.rows))
        afterEpoch(epoch, training)
    }
    return training
}

/// Features and scores of many pictures, 250 at a time: patches need room.
func inParts(_ x: Matrix, _ parameters: [Matrix]) -> (features: Matrix, z: Matrix) {
    let parts = stride(from: 0, to: x.rows, by: 250).map { start in
        let trace = forward(x[rows: start..<min(start + 250, x.rows)], parameters)
        return (trace.features, trace.z)
    }
    return (Matrix(stacking: parts.map(\.0)), Matrix(stacking: parts.map(\.1)))
}

/// Accuracies on the test pictures of the new classes, at some epochs.
struct Comparison {
    var frozen, tuned, scratch: [Double]
    var last: [Double] { [frozen, tuned, scratch].map { $0[$0.count - 1] } }
}

/// A new head on frozen features, a new head on features that learn on, and a network from scratch:
/// the same pictures in the same order, the head from the same first weights.
func compare(
    _ pretrained: [Matrix], _ new: Task, perClass: Int, _ settings: Settings, measured: [Int]
) -> Comparison {
    let few = new.few(perClass: perClass, seed: settings.seed)
    let beginning = firstParameters(seed: settings.seed)
    func curve(
        _ parameters: [Matrix], _ x: Matrix, _ step: (Matrix, Matrix, [Matrix]) -> Step,
        _ scores: ([Matrix]) -> Matrix
    ) -> [Double] {
        var accuracies: [Double] = []
        _ = train(parameters, x, few.y, settings, step) { epoch, training in
            guard measured.contains(epoch) else { return }
            accuracies.append(accuracy(scores(training.parameters), new.yTest))
        }
        return accuracies
    }
    let (features, head) = (pretrained[..<4], beginning[4...])
    let fewFeatures = inParts(few.x, pretrained).features
    let testFeatures = inParts(new.xTest, pretrained).features
    func scores(_ parameters: [Matrix]) -> Matrix { inParts(new.xTest, parameters).z }
    return Comparison(
        frozen: curve(Array(head), fewFeatures, headAlone) {
            headForward(testFeatures, $0[0], $0[1])
        },
        tuned: curve(Array(features + head), few.x, wholeNetwork, scores),
        scratch: curve(beginning, few.x, wholeNetwork, scores))
}

func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

// MARK: The notebook

var options = Options(
    "Lesson15TransferLearning", "Features learnt on 0 to 4, used again for 5 to 9.")
let folder = options.path(
    "data", "DIR", "all of MNIST: a folder with its four files (else 5,000 of its pictures)")
let perClass = options.counts("examples", [10, 5], "pictures of each new class", most: 100)
let pretraining = options.count("pretraining", 8, "epochs on 0 to 4")
let epochs = options.count("epochs", 40, "epochs on the few pictures of 5 to 9")
let learningRate = options.number("learning-rate", 0.003, "α of Adam, everywhere")
let runs = options.count("runs", 6, "seeds to compare over", most: 50)
let seed = options.seed(0)
let files = options.weightFiles()
options.csv()
let program = Program(options)
let notebook = program.notebook
var start = firstParameters(seed: seed)
if let load = files.load {
    start = program.attempt { try readWeights(load, like: named(start)) }
}
let (old, new, note) = program.attempt { try readTasks(folder, perClass: perClass.max() ?? 1) }
let before = Settings(epochs: pretraining, batchSize: 32, learningRate: learningRate, seed: seed)
let after = Settings(epochs: epochs, batchSize: 10, learningRate: learningRate, seed: seed)

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("The data")
notebook.text(
    """
    The digits 0 to 4 are learnt from all pictures that there are. 5 to 9 are learnt from a \
    handful, as if nobody had labelled more.\(note) Here is one picture of each new class:
    """)
let one = new.few(perClass: 1, seed: 0)
notebook.showData(old, new, perClass: perClass, one.x)

notebook.section("Learning 0 to 4")
notebook.text(
    """
    Eight filters of 3 × 3 with ReLU and pooling, and then 16 more with ReLU and pooling, turn a \
    picture into \(Layer.featureCount) features. These are the same kinds of layers as in lesson \
    10. On top of them is the head, which gives 5 scores. The network learns by Adam with learning \
    rate \(learningRate) and batches of 32. First, the head's gradient is compared with central \
    differences:
    """)
let checks = checkGradient(old.few(perClass: 2, seed: seed), start)
notebook.gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })
if files.load != nil {
    let share = accuracy(inParts(old.xTest, start).z, old.yTest)
    notebook.line("the saved weights have a test accuracy of \(fixed(share, 4))")
}
let pretrained = train(start, old.x, old.y, before, wholeNetwork) { epoch, training in
    guard epoch > 0 else { return }
    program.save(files.save) { try weightBytes(named(training.parameters), for: $0) }
    let share = accuracy(inParts(old.xTest, training.parameters).z, old.yTest)
    notebook.epoch(
        epoch, of: pretraining, ["loss": training.loss[epoch - 1], "val_accuracy": share])
}
notebook.overflow("loss", of: pretrained.loss, "epoch")
notebook.text(
    """
    There was no 7 among these digits. This is what the 8 filters of the first layer make of one:
    """)
notebook.showMaps(Activation.relu(forward(one.x[rows: [2]], pretrained.parameters).z1))

let handful = "\(perClass[0]) picture\(perClass[0] == 1 ? "" : "s")"
notebook.section("Learning 5 to 9 from \(handful) each")
notebook.text(
    """
    Three networks learn from the same \(5 * perClass[0]) pictures, in batches of 10. In the \
    first network (frozen), the features stay as they are, and only a new head learns. The second \
    (tuned) begins in the same way, but all its weights go on learning. The third (scratch) begins \
    with random weights everywhere. This is their accuracy on the test pictures of 5 to 9:
    """)
let every = max(1, epochs / 8)
let measured = Array(stride(from: 0, to: epochs, by: every)) + [epochs]
notebook.showCurves(
    compare(pretrained.parameters, new, perClass: perClass[0], after, measured: measured), measured)

notebook.section(runs == 1 ? "One seed" : "Over \(runs) seeds")
notebook.text(
    """
    With so few pictures, it matters which ones they are. So everything is done again with other \
    weights, other pictures, and another order. What counts is the difference within a row, \
    because all networks of a row saw the same pictures.
    """)
let bar = notebook.progress("Seeds", total: 2 * runs)
var results = perClass.map { _ in [[Double]]() }
var perceptrons: [(frozen: Double, scratch: Double)] = []
for run in 0..<runs {
    var (before, after) = (before, after)
    before.seed += 1000 * run
    after.seed = before.seed
    let first = firstParameters(seed: before.seed)
    let network = run == 0 ? pretrained : train(first, old.x, old.y, before, wholeNetwork)
    for (k, count) in perClass.enumerated() {
        let result = compare(
            network.parameters, new, perClass: count, after, measured: [after.epochs])
        results[k].append(result.last)
    }
    bar.advance()
    perceptrons.append(
        comparePerceptrons(old, new, perClass: perClass[0], before: before, after: after))
    bar.advance()
}
bar.finish()
for (count, rows) in zip(perClass, results) {
    notebook.showSeeds("\(count) picture\(count == 1 ? "" : "s") of each", rows, seed: seed)
}

notebook.section("The same with a plain perceptron")
notebook.text(
    """
    The perceptron is 784-128-5 with ReLU. It is trained on 0 to 4, its hidden neurons are frozen, \
    and a new head learns from \(handful) of each new class. The table shows the \
    \(runs == 1 ? "result for the same seed" : "means over the same \(runs) seeds"):
    """)
notebook.showPerceptrons(
    frozen: mean(perceptrons.map(\.frozen)), scratch: mean(perceptrons.map(\.scratch)))

notebook.section("Try it")
notebook.formulas(
    """
    --examples 100          enough pictures: does the old knowledge still help?
    --examples 1            one picture of each
    --pretraining 1         features hardly learnt
    --epochs 100            does training from scratch catch up?
    --data DIR --runs 1     0 to 4 from all of MNIST, if you have the files
    """)
notebook.next(exercise: nil, lesson: "Lesson16Playground")
program.finish()
