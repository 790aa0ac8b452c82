import Datasets
import Foundation
import Layers
import Matrices
import Notebook

let title = "Lesson 18 · Attention"
let question = "Can a network look something up, instead of remembering it?"
let formulas = """
    scores       s = q·kᵀ / √d                how well each key fits a query
    weights      a = softmax(s), row by row   where the query looks
    answer       o = a·v                      the values, mixed by these weights
    backward     dv = aᵀ·do                   da = do·vᵀ
                 ds = a ∗ (da − Σ da ∗ a)     Σ along each row
                 dq = ds·k / √d               dk = dsᵀ·q / √d
    layer norm   x̂ = (x − μ) / σ              per row; σ² = mean (x − μ)² + ε
                 dx = (dx̂ − mean dx̂ − x̂ ∗ mean (dx̂ ∗ x̂)) / σ
    block        x ← x + heads(norm x)·Wo
                 x ← x + max(norm x·W₁ + b₁, 0)·W₂ + b₂
    """

// MARK: Attention

/// What forward keeps for backward.
struct Trace {
    var q, k, v: Matrix
    /// A row per query, a column per key.
    var a: Matrix
    var output: Matrix
}

/// softmax(q·kᵀ / √d)·v, for a query per row of q, a key per row of k, and its value in that of v.
/// - Parameter causal: Whether query i may look at the keys 0 … i only.
func attention(_ q: Matrix, _ k: Matrix, _ v: Matrix, causal: Bool = false) -> Trace {
    var s = matmul(q, transposed: k) / Double(q.columns).squareRoot()
    if causal { s = masked(s) }
    let a = softmax(s)
    return Trace(q: q, k: k, v: v, a: a, output: matmul(a, v))
}

func backward(_ trace: Trace, _ dOutput: Matrix) -> (dq: Matrix, dk: Matrix, dv: Matrix) {
    let root = Double(trace.q.columns).squareRoot()
    let dv = matmul(transposed: trace.a, dOutput)
    let da = matmul(dOutput, transposed: trace.v)
    let ds = softmaxBackward(trace.a, da)
    return (matmul(ds, trace.k) / root, matmul(transposed: ds, trace.q) / root, dv)
}

/// ds = a ∗ (da − Σ da ∗ a), the sum along each row.
func softmaxBackward(_ a: Matrix, _ da: Matrix) -> Matrix {
    let sums = (da * a).rowSums()
    return Matrix(rows: a.rows, columns: a.columns) { i, j in a[i, j] * (da[i, j] - sums[i, 0]) }
}

/// The causal mask: no score from a place to a later one. e^−∞ = 0, so nothing comes from there.
func masked(_ s: Matrix) -> Matrix {
    Matrix(rows: s.rows, columns: s.columns) { i, j in j > i ? -.infinity : s[i, j] }
}

// MARK: Layer norm

/// x̂ = (x − μ) / σ for each row; σ goes with it for the way back.
func normalized(_ x: Matrix) -> (xHat: Matrix, sigma: [Double]) {
    let means = (0..<x.rows).map { x[row: $0].reduce(0, +) / Double(x.columns) }
    let sigma = (0..<x.rows).map { i in
        let squares = x[row: i].reduce(0) { $0 + ($1 - means[i]) * ($1 - means[i]) }
        return (squares / Double(x.columns) + 1e-5).squareRoot()
    }
    let xHat = Matrix(rows: x.rows, columns: x.columns) { i, j in
        (x[i, j] - means[i]) / sigma[i]
    }
    return (xHat, sigma)
}

/// dx = (dx̂ − mean dx̂ − x̂ ∗ mean (dx̂ ∗ x̂)) / σ, the means along each row.
func normalizedBackward(_ xHat: Matrix, _ sigma: [Double], _ d: Matrix) -> Matrix {
    let means = d.rowSums() / Double(d.columns)
    let products = (d * xHat).rowSums() / Double(d.columns)
    return Matrix(rows: d.rows, columns: d.columns) { i, j in
        (d[i, j] - means[i, 0] - xHat[i, j] * products[i, 0]) / sigma[i]
    }
}

// MARK: Both on lesson 17's tape, with their ways back

func normalized(_ x: Value) -> Value {
    let (xHat, sigma) = normalized(x.matrix)
    return x.tape.note(xHat, (x, { d in normalizedBackward(xHat, sigma, d) }))
}

/// Attention in several sequences that lie one below the other: the queries of each see its own
/// keys only. Every head has some of the columns to itself, and looks where it likes.
func attend(
    _ q: Value, _ k: Value, _ v: Value, in sequences: [Span], heads: Int = 1,
    causal: Bool = false
) -> Value {
    let width = q.matrix.columns / heads
    let parts = sequences.flatMap { sequence in
        (0..<heads).map { (sequence.queries, sequence.keys, $0 * width..<($0 + 1) * width) }
    }
    let traces = parts.map { queries, keys, head in
        attention(
            q.matrix[queries, head], k.matrix[keys, head], v.matrix[keys, head], causal: causal)
    }
    var output = Matrix(rows: q.matrix.rows, columns: v.matrix.columns)
    for ((queries, _, head), trace) in zip(parts, traces) { output[queries, head] = trace.output }
    let (zeroQ, zeroK) = (Matrix(zerosLike: q.matrix), Matrix(zerosLike: k.matrix))
    return q.tape.note(output, of: [q, k, v]) { d in
        var (dq, dk, dv) = (zeroQ, zeroK, zeroK)
        for ((queries, keys, head), trace) in zip(parts, traces) {
            (dq[queries, head], dk[keys, head], dv[keys, head]) =
                backward(trace, d[queries, head])
        }
        return [dq, dk, dv]
    }
}

// MARK: The networks

/// Recall: the question is the query, the pairs are keys and values; then a dense layer.
func lookUp(_ recall: Recall, _ p: [Value]) -> Value {
    let tape = p[0].tape
    let (questions, pairs) = (tape.constant(recall.questions), tape.constant(recall.pairs))
    let (q, k, v) = (matmul(questions, p[0]), matmul(pairs, p[1]), matmul(pairs, p[2]))
    return matmul(attend(q, k, v, in: recall.sequences), p[3]) + p[4]
}

/// The transformer: what each letter is and where it stands, blocks, and scores of the next one.
func transformer(_ text: Letters, _ p: Named, _ shape: Shape, causal: Bool = true) -> Value {
    var x = rows(p["letters"], text.codes) + rows(p["places"], text.places)
    for n in 1...shape.blocks {
        let w = p.block(n)
        let y = normalized(x) * w["gain1"] + w["shift1"]
        let (q, k, v) = (matmul(y, w["wq"]), matmul(y, w["wk"]), matmul(y, w["wv"]))
        let o = attend(q, k, v, in: text.sequences, heads: shape.heads, causal: causal)
        x = x + matmul(o, w["wo"])
        let u = normalized(x) * w["gain2"] + w["shift2"]
        x = x + matmul(relu(matmul(u, w["w1"]) + w["b1"]), w["w2"]) + w["b2"]
    }
    return matmul(normalized(x) * p["gain"] + p["shift"], p["w"]) + p["b"]
}

// MARK: Training

/// `every`: after how many iterations something is measured; `falls`: whether the learning rate
/// falls along a straight line, to a tenth at the end.
struct Settings {
    var learningRate: Double
    var iterations, every, seed: Int
    var falls = false
}

/// What a training returns: the parameters, and what was measured at which iterations.
struct Training {
    var parameters: [Matrix]
    var at: [Int] = []
    var measured: [Double] = []
    var last: Double { measured[measured.count - 1] }
}

/// Adam; gradients longer than 1 are shortened, as in lesson 12.
/// - Parameters:
///   - cost: That of the next batch, on the tape of the parameters.
///   - measure: What is to be seen of the parameters, on data that they aren't trained on.
func train(
    _ first: [Matrix], _ settings: Settings, _ bar: ProgressBar, cost: ([Value]) -> Value,
    measure: ([Value]) -> Double, afterMeasuring: (Training) -> Void = { _ in }
) -> Training {
    var training = Training(parameters: first)
    var rule = Adam(learningRate: settings.learningRate)
    for iteration in 0...settings.iterations {
        if iteration % settings.every == 0 || iteration == settings.iterations {
            let tape = Tape()
            training.at.append(iteration)
            training.measured.append(measure(training.parameters.map { tape.constant($0) }))
            afterMeasuring(training)
        }
        if iteration == settings.iterations { break }
        let tape = Tape()
        let p = training.parameters.map { tape.parameter($0) }
        cost(p).backward()
        if settings.falls {
            let share = Double(iteration) / Double(settings.iterations)
            rule.learningRate = settings.learningRate * (1 - 0.9 * share)
        }
        rule.update(&training.parameters, clipped(p.map(\.gradient), to: 1))
        bar.advance(to: iteration + 1)
    }
    bar.finish()
    return training
}

// MARK: The notebook

var options = Options(
    "Lesson18Attention", "Attention by hand: a value by its key, and a small transformer.")
let learningRate = options.number("learning-rate", 0.005, "α of Adam for the transformer, at first")
let iterations = options.count(
    "iterations", 1000, "how many steps downhill, for every network", least: 0, most: 1_000_000)
let pairs = options.count("pairs", 8, "how many pairs a sequence of the recall has", most: 16)
let width = options.count("width", 32, "d: how many numbers stand for a letter", most: 512)
let heads = options.count("heads", 4, "in how many places at once a letter looks", most: 512)
let blocks = options.count("blocks", 1, "how many blocks the transformer has", most: 12)
let temperature = options.number("temperature", 0.8, "how bold the invented names are")
let seed = options.seed(0)
let files = options.weightFiles()
options.csv()
let mistake = options.mistake([
    "no-mask": "letters may look at those after them"
])
if width % heads != 0 {
    options.refuse("--heads has to divide --width: \(width) numbers don't make \(heads) heads")
}
let program = Program(options)
let notebook = program.notebook
let names = program.attempt {
    try Names([courseFile("names-female.txt"), courseFile("names-male.txt")])
}
let shape = Shape(width: width, heads: heads, blocks: blocks, places: names.longest + 1)
let named = shape.firstParameters(seed: seed)
let first =
    program.attempt { try files.load.map { try readWeights($0, like: named) } }
    ?? named.map(\.matrix)

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("A dictionary that is asked softly")
notebook.text(
    """
    Here are three keys, each with a value beside it, and a query. The score of a key is its dot \
    product with the query, divided by √d, here √2. Softmax turns the scores into weights, and the \
    answer is the mean of the values with these weights.
    """)
let (query, keys) = (Matrix(row: [4, 0]), Matrix([[1, 0], [0, 1], [-1, 0]]))
let scores = matmul(query, transposed: keys) / 2.0.squareRoot()
notebook.showDictionary(attention(query, keys, Matrix(column: [10, 20, 30])), scores)
notebook.text(
    """
    A dictionary in a program finds the one key that is equal. Here every key fits more or less, \
    so the answer changes smoothly with the query and the keys. That is why they can be learnt: a \
    gradient says how they should change.
    """)

notebook.section("Is the backward pass right?")
notebook.text(
    """
    The formulas at the top are checked against central differences. “Causal” means with the mask \
    that the transformer further down needs.
    """)
notebook.gradientCheck(checkGradient(seed: seed).map { ($0.name, $0.difference, $0.corners) })
let difference = differenceToTape(seed: seed)
notebook.text(
    """
    The tape of lesson 17 goes back through a product, a softmax and another product. Its dq, dk \
    and dv are the same, \
    \(difference < 1e-12 ? "to 1e-12" : "WRONG by \(scientific(difference))").
    """)

notebook.section("Why √d")
notebook.text(
    """
    The dot product of d random numbers with d others has a standard deviation of √d. Large scores \
    make the softmax all or nothing. Then its derivative a (1 − a) is near 0, and so is every \
    gradient that has to go through it. The table is made with 1,000 random queries and 8 random \
    keys:
    """)
notebook.showSaturation([4, 16, 64, 256].map { saturation(d: $0, seed: seed) })

notebook.section("Recall: a value by its key")
var data = RandomState(seed: seed)
notebook.text(
    """
    A sequence has \(pairs) pairs. Each is a key (one of 16, no two alike) and a value (one of \
    10). Then one of the keys comes again. What was its value? For example:
    """)
notebook.showRecall(Recall(count: 1, pairs: pairs, &data))
notebook.text(
    """
    Every sequence has new pairs, so what has to be learnt is how to look something up. Learnt \
    matrices make attention's query from the question, and its keys and values from the pairs, \
    with d = 16. The LSTM of lesson 12 has 32 numbers of state. It reads pair after pair, and then \
    the question. Both networks see the same 32 fresh sequences in every step. This is their \
    accuracy on 1,000 others:
    """)
let rule = Settings(learningRate: 0.01, iterations: iterations, every: 50, seed: seed)
let untrained = firstLookUp(width: 16, seed: seed)
let byAttention = trainOnRecall(
    lookUp, from: untrained, rule, pairs: pairs,
    notebook.progress("Attention", total: iterations))
let byLSTM = trainOnRecall(
    remember, from: firstLSTM(inputs: 26, hidden: 32, outputs: 10, seed: seed), rule, pairs: pairs,
    notebook.progress("LSTM", total: iterations))
notebook.showRecallResult(byAttention, byLSTM)

notebook.section("Where it looks")
let test = Recall(count: 16, pairs: pairs, &data)
notebook.showWeights(
    before: weights(test, untrained), after: weights(test, byAttention.parameters),
    asked: test.asked)

notebook.section("A transformer, part by part")
let model = Model(names: named.map(\.name), shape: shape, temperature: temperature)
let size = first.reduce(0) { $0 + $1.values.count }
notebook.text(
    """
    In a text, every letter asks: which of the letters before me tell what comes next? A \
    transformer is made of a few parts:

    - Letters and places: a row of d = \(width) learnt numbers for each. (Attention alone doesn't \
    know which letter is where.)
    - The causal mask: a letter doesn't see the letters that have to be guessed.
    - Heads: the d numbers are cut into \(heads) parts, each with its own query, key and value.
    - Layer norm: before each part, a row is brought to mean 0 and standard deviation 1. Then it \
    is multiplied by a gain, and a shift is added.
    - Residuals: what a part computes is added to x, so the gradient has a straight way through.
    - A perceptron, d → 4d → d with ReLU, for each letter separately.
    """)
notebook.showBlock()
notebook.showParts(shape, parameters: size)

notebook.section("Names, letter by letter")
let units = unitsOfLSTM(parameters: size)
notebook.text(
    """
    These are lesson 12's \(grouped(names.all.count)) names, \(names.validation.count) of them for \
    validation. The cost is measured as in lesson 12, in nats per character: it is the mean of \
    −log(probability of the character that came). Counting gives:
    """)
notebook.table(
    ["counted", "nats per character"], names.countingCosts.map { [$0.name, fixed($0.cost, 3)] })
notebook.text(
    """
    An LSTM with \(units) units has about as many parameters as the transformer. Both are trained \
    with the tape, by Adam, on batches of 32, with a learning rate that falls to a tenth:
    """)
let falling = Settings(
    learningRate: learningRate, iterations: iterations, every: 100, seed: seed, falls: true)
let trained = trainOnNames(
    model.cost, from: first, names, falling, notebook.progress("Transformer", total: iterations)
) { training in
    program.save(files.save) { path in
        try weightBytes(Array(zip(model.names, training.parameters)), for: path)
    }
}
var forLSTM = falling
forLSTM.learningRate = 0.01
let memory = trainOnNames(
    lstmCost, from: firstLSTM(inputs: 27, hidden: units, outputs: 27, seed: seed), names, forLSTM,
    notebook.progress("LSTM", total: iterations))
notebook.showNameCosts(trained, memory, units: units, names.countingCosts)

if trained.parameters.allSatisfy(\.isFinite) {
    notebook.section("Where a letter looks")
    let name = names.validation.first { $0.count == 7 } ?? names.validation[0]
    notebook.text(
        """
        These are the heads of the first block, for the name “\(letters(name))”. There is a row \
        for every letter, from the beginning of the name downwards, and a column for every letter \
        that it may look at. Above the diagonal, everything is 0: that is the mask.
        """)
    notebook.showHeads(model.weights([nameEdge] + name, trained.parameters))

    notebook.section("Invented names")
    let invented = invent(60, model, trained.parameters, seed: seed + 3)
    notebook.text(
        """
        Each name is drawn letter by letter, from the probabilities of the next letter. Before the \
        softmax, the scores are divided by the temperature, here \(temperature). \
        \(invented.count { names.all.contains($0) }) of \(invented.count) are in the lists, and \
        have a star:
        """)
    notebook.showInvented(invented, known: names.all)
}

if mistake == "no-mask" {
    notebook.section("Mistake: no mask")
    trainWithoutMask(notebook, model, names, from: first, falling, masked: trained)
}

notebook.section("What a library does")
notebook.text(
    """
    PyTorch's scaled_dot_product_attention computes the same, but faster, and without keeping the \
    table of weights. PyTorch's MultiheadAttention and Keras' MultiHeadAttention add the four \
    products around it. A large language model is this transformer with more of everything.
    """)

notebook.section("Try it")
notebook.formulas(
    """
    --mistake no-mask     a cost that is too good to be true
    --pairs 4             and 12: what becomes of the two networks?
    --blocks 2            a second look, at what the first has found
    --heads 1             one place to look at instead of four
    --iterations 2000     which of the two networks gains more?
    --temperature 0.3     careful names; 1.5: bold ones
    """)
notebook.next(exercise: "Exercise18Attention", lesson: nil)
program.finish()
