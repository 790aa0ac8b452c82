import Datasets
import Matrices
import Notebook

let title = "Lesson 02 · Gradient descent"
let question = "How does a neuron find its own w and b?"
let formulas = """
    forward    ŷ = w·x + b
    cost       J = mean( (ŷ − y)² )
    backward   dw = mean( 2 (ŷ − y) x )        db = mean( 2 (ŷ − y) )
    update     w ← w − α dw                    b ← b − α db
    """

// MARK: The model

struct Parameters: Equatable {
    var w = 0.0
    var b = 0.0
}

/// Where a training was, and the cost there: before the first step and after each of them.
struct Training {
    var path: [Parameters] = []
    var costs: [Double] = []
}

func forward(_ x: Matrix, _ parameters: Parameters) -> Matrix {
    parameters.w * x + parameters.b
}

func cost(_ predicted: Matrix, _ y: Matrix) -> Double {
    let errors = predicted - y
    return (errors * errors).mean()
}

func backward(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dw: Double, db: Double) {
    let errors = predicted - y
    return ((2 * errors * x).mean(), (2 * errors).mean())
}

/// The same gradient without any formula: move a parameter by h to either side, see what J does.
func numericalGradient(
    _ x: Matrix, _ y: Matrix, _ parameters: Parameters, h: Double = 1e-5
) -> (dw: Double, db: Double) {
    func J(_ w: Double, _ b: Double) -> Double { cost(forward(x, Parameters(w: w, b: b)), y) }
    let (w, b) = (parameters.w, parameters.b)
    let dw = (J(w + h, b) - J(w - h, b)) / (2 * h)
    let db = (J(w, b + h) - J(w, b - h)) / (2 * h)
    return (dw, db)
}

func update(
    _ parameters: inout Parameters, _ gradients: (dw: Double, db: Double), learningRate: Double
) {
    parameters.w = parameters.w - learningRate * gradients.dw
    parameters.b = parameters.b - learningRate * gradients.db
}

func train(_ x: Matrix, _ y: Matrix, learningRate: Double, iterations: Int) -> Training {
    var parameters = Parameters()
    var training = Training()
    for iteration in 0...iterations {
        let predicted = forward(x, parameters)
        training.path.append(parameters)
        training.costs.append(cost(predicted, y))
        if iteration == iterations { break }
        update(&parameters, backward(x, predicted, y), learningRate: learningRate)
    }
    return training
}

/// The rows of each batch of an epoch: all rows once, in a new order.
func batches(of size: Int, from count: Int, _ random: inout RandomState) -> [[Int]] {
    let order = random.permutation(count)
    return stride(from: 0, to: count, by: size).map { start in
        Array(order[start..<min(start + size, count)])
    }
}

/// The cost of all examples before the first epoch and after each of them.
func trainByBatches(
    _ x: Matrix, _ y: Matrix, batchSize: Int, learningRate: Double, epochs: Int, seed: Int
) -> [Double] {
    var random = RandomState(seed: seed)
    var parameters = Parameters()
    var costs = [cost(forward(x, parameters), y)]
    for _ in 0..<epochs {
        for rows in batches(of: batchSize, from: x.rows, &random) {
            let (xBatch, yBatch) = (x[rows: rows], y[rows: rows])
            let gradients = backward(xBatch, forward(xBatch, parameters), yBatch)
            update(&parameters, gradients, learningRate: learningRate)
        }
        costs.append(cost(forward(x, parameters), y))
    }
    return costs
}

/// J at each (w, b) of a grid: a row per b, a column per w.
func lossSurface(_ x: Matrix, _ y: Matrix, ws: [Double], bs: [Double]) -> Matrix {
    Matrix(rows: bs.count, columns: ws.count) { i, j in
        cost(forward(x, Parameters(w: ws[j], b: bs[i])), y)
    }
}

// MARK: The notebook

var options = Options("Lesson02GradientDescent", "How a neuron finds its own w and b.")
let learningRate = options.number("learning-rate", 0.01, "α, how far each step goes downhill")
let iterations = options.count("iterations", 100, "how many steps downhill", most: 100_000)
let seed = options.seed(0)
options.csv()
let program = Program(options)
let notebook = program.notebook
let (x, y) = program.attempt { try readCereals(courseFile("uscereal.csv")) }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("The loss surface")
notebook.text(
    """
    Lesson 01 looked for w and b by hand. Every pair (w, b) has a cost J. Drawn over the plane of \
    all pairs, the costs form a surface. It is a valley, with the best pair at its bottom.
    """)
let bottom = bestParameters(x, y)
let lowest = cost(forward(x, bottom), y)
let (ws, bs) = (
    evenly(from: -50, through: 80, count: 53), evenly(from: -60, through: 180, count: 49)
)
let surface = lossSurface(x, y, ws: ws, bs: bs)
notebook.surface(
    "The loss surface", x: ws, y: bs, heights: surface, axes: ("w", "b", "J"))

notebook.section("Which way is down?")
notebook.text(
    """
    The gradient of J is the pair (dw, db) of its derivatives, and J falls fastest in the opposite \
    direction. The derivative of (ŷ − y)² with respect to ŷ is 2 (ŷ − y). The derivative of ŷ = \
    w·x + b is x with respect to w, and 1 with respect to b. To check the formula, the program \
    compares it with the numerical gradient, ( J(w + h) − J(w − h) ) / 2h with h = 0.00001, at \
    three places:
    """)
let places = [Parameters(), Parameters(w: 5, b: 90), Parameters(w: 20, b: 50)]
notebook.showGradients(places.map { checkGradient(x, y, at: $0) })

notebook.section("Step by step")
notebook.text(
    """
    The gradient points uphill, so each step goes against it. This run has \(iterations) \
    iterations with learning rate \(learningRate), from w = 0 and b = 0.
    """)
let training = train(x, y, learningRate: learningRate, iterations: iterations)
for i in stride(from: 0, through: iterations, by: 10) {
    notebook.cost(iteration: i, training.costs[i])
}
notebook.overflow("cost", of: training.costs, "iteration")
let last = training.path[iterations]
notebook.text(
    """
    After \(iterations) steps, w = \(fixed(last.w, 3)) and b = \(fixed(last.b, 3)). The bottom of \
    the valley, by least squares, is at w = \(fixed(bottom.w, 3)) and b = \(fixed(bottom.b, 3)), \
    with a cost of \(fixed(lowest, 3)).
    """)
notebook.showPath("The path downhill", ws, bs, surface, training.path)

notebook.section("Too small, right, too large")
notebook.text("Here is the cost every ten iterations, with four learning rates:")
let rates = [0.001, 0.01, 0.04663, 0.1]
let trainings = rates.map { train(x, y, learningRate: $0, iterations: 300) }
notebook.showLearningRates(rates, trainings.map(\.costs))
let tooLarge = trainings[3].costs
notebook.text(
    """
    With 0.001, the descent creeps. With 0.04663, it jumps from one side of the valley to the \
    other, but still gets along the floor. With 0.1, each step lands higher up on the other side: \
    the cost passes 1e12 after \(tooLarge.prefix { $0 <= 1e12 }.count) updates and is infinite \
    after \(tooLarge.prefix(while: \.isFinite).count). A smaller rate is safer, but \u{201C}very \
    small is best\u{201D}, as one article has it, only means a long walk.
    """)
notebook.showPath(
    "From side to side with 0.04663", ws, bs, surface, Array(trainings[2].path.prefix(101)))

notebook.section("How large may α be?")
notebook.text(
    """
    Take one dimension first. Let J = λ/2 · (w − w*)², a parabola with its bottom at w*. Its \
    derivative is λ (w − w*), so one step multiplies the distance from the bottom by 1 − α·λ. Here \
    are ten steps with λ = 2, from a distance of 1:
    """)
notebook.showParabola([0.1, 0.5, 0.9, 1, 1.1].map { descendParabola(learningRate: $0) })
notebook.text(
    """
    The distance shrinks as long as 1 − α·λ is between −1 and 1, that is, as long as α < 2/λ. In \
    two dimensions, there are two such λ, the curvatures along the two axes of the valley. They \
    are the eigenvalues of the Hessian, the matrix of second derivatives. The larger one sets the \
    bound.
    """)
let curvature = hessianEigenvalues(x)
let bound = 2 / curvature.larger
notebook.text(
    """
    Here λmin = \(fixed(curvature.smaller, 5)) and λmax = \(fixed(curvature.larger, 5)), so the \
    bound is 2/λmax = \(fixed(bound, 7)). Here are two rates below the bound and two above, each \
    with a thousand iterations:
    """)
let factors = [0.90, 0.99, 1.01, 1.10]
notebook.showBound(
    bound, factors,
    factors.map { train(x, y, learningRate: $0 * bound, iterations: 1_000).costs })
notebook.text(
    """
    The best fixed rate makes both factors equally small: 1 − α·λmin = −(1 − α·λmax). This gives α \
    = 2/(λmin + λmax) = \(fixed(2 / (curvature.smaller + curvature.larger), 5)).
    """)

notebook.section("Raw, centred, standardised")
notebook.text(
    """
    The valley curves \(fixed(curvature.larger / curvature.smaller, 0)) times as strongly across \
    its floor as along it. This ratio is its condition number. Subtract the mean from the protein, \
    and w and b no longer depend on each other. Divide by the standard deviation too, and the \
    valley is round. Here each input has its own best rate, and descent goes on until w and b are \
    within 1e-6 of their best values:
    """)
let standardised = standardise(x)
let inputs = [("raw", x), ("centred", centre(x)), ("standardised", standardised)]
notebook.showInputs(inputs.map { name, x in describe(name, x, y) })
notebook.text("Here are the updates when all three have the same rate:")
notebook.showUpdates(
    inputs.map(\.0), [0.01, 0.04663, 0.1, 0.5],
    inputs.map { _, x in
        [0.01, 0.04663, 0.1, 0.5].map { updatesToBottom(x, y, learningRate: $0) }
    })
notebook.text(
    """
    In the round valley, the way straight downhill leads to the bottom, and one step with α = 0.5 \
    lands there:
    """)
let half = train(standardised, y, learningRate: 0.5, iterations: 300)
notebook.showRawAndStandardised(raw: trainings[2].costs, standardised: half.costs)
let wide = evenly(from: -100, through: 250, count: 36)
notebook.showPath(
    "Straight to the bottom", wide, wide, lossSurface(standardised, y, ws: wide, bs: wide),
    Array(half.path.prefix(2)), sameScale: true)

notebook.section("Epoch, batch, single example")
notebook.text(
    """
    For one step, the full gradient looks at all \(x.rows) cereals. The gradient of a batch looks \
    at only 13: its step is rougher, but five such steps cost no more than one. One pass through \
    all the data is an epoch, whatever the batch size. Here is the cost of all cereals, with \
    standardised input and α = 0.01:
    """)
let sizes = [x.rows, 13, 5, 1]
let byBatches = sizes.map {
    trainByBatches(
        standardised, y, batchSize: $0, learningRate: 0.01, epochs: 100, seed: seed + 2)
}
notebook.showBatches(sizes, byBatches)
notebook.text(
    """
    Single examples get down first. But they never come to rest, because each pulls in its own \
    direction. After 100 epochs, the cost is \(fixed(byBatches[3][100] - lowest, 3)) above its \
    lowest possible value, \(fixed(lowest, 3)). With batches of 5, it is \
    \(fixed(byBatches[2][100] - lowest, 3)) above.
    """)

notebook.section("Two neurons in a chain")
notebook.text(
    """
    When the output of one neuron is the input of the next, the first has no y to compare its \
    answer with. Its error comes from the neuron after it: it is the later error, times the weight \
    between the two. This is backpropagation in its smallest form.
    """)
notebook.formulas(
    """
    forward    h = w₁·x + b₁                   ŷ = w₂·h + b₂
    backward   dŷ = 2 (ŷ − y) / m              dw₂ = Σ dŷ·h       db₂ = Σ dŷ
               dh = dŷ·w₂                      dw₁ = Σ dh·x       db₁ = Σ dh
    """)
let chain = trainChain(standardised, y, learningRate: 0.001, iterations: 400)
notebook.showChain(chain, isRight: checkChain(standardised, y))
let end = chain.path[400]
notebook.text(
    """
    Both neurons learn, and the cost comes down to \(fixed(chain.costs[400], 3)). The slope of the \
    chain, w₂·w₁ = \(fixed(end.w2 * end.w1, 3)), is that of a single neuron.
    """)

notebook.section("Try it")
notebook.formulas(
    """
    --learning-rate 0.04663 --iterations 600   the best rate for the raw input
    --learning-rate 0.0474 --iterations 1000   a hair above the bound 2/λmax
    --learning-rate 0.1 --iterations 300       every step leads uphill
    """)
notebook.next(exercise: "Exercise02GradientDescent", lesson: "Lesson03LogisticRegression")
program.finish()
