import Datasets
import Layers
import Matrices
import Notebook

let title = "Lesson 10 · A convolutional network"
let question = """
    Can one small filter, used all over a picture, see more than weights of its own for every pixel?
    """
let formulas = """
    convolution   O(x, y) = Σ I(x·s + i, y·s + j)·F(i, j) + b
    its size      ⌊(H − k + 2p) / s⌋ + 1
    backward      dI(x·s + i, y·s + j) += dO(x, y)·F(i, j)
                  dF(i, j) = Σ dO(x, y)·I(x·s + i, y·s + j)     db = Σ dO(x, y)
    as a product  z = patches·w + b    dw = patchesᵀ·dz    dpatches = dz·wᵀ
    pooling       the largest of 2 × 2 goes on, and gets the derivative
    """

// MARK: The convolution, as the sum that it is

/// How many places a filter has along a side of a picture: ⌊(H − k + 2p) / s⌋ + 1.
func places(_ side: Int, size: Int, padding: Int, stride: Int) -> Int {
    (side - size + 2 * padding) / stride + 1
}

/// O(x, y) = Σ I(x·s + i, y·s + j)·F(i, j) + b: (x, y) is a place in the output, not in the filter.
func convolve(
    _ picture: Matrix, _ F: Matrix, _ b: Double, padding: Int = 0, stride s: Int = 1
) -> Matrix {
    let I = padded(picture, by: padding)
    var O = Matrix(
        rows: places(picture.rows, size: F.rows, padding: padding, stride: s),
        columns: places(picture.columns, size: F.columns, padding: padding, stride: s),
        repeating: b)
    for y in 0..<O.rows {
        for x in 0..<O.columns {
            for j in 0..<F.rows {
                for i in 0..<F.columns { O[y, x] += I[y * s + j, x * s + i] * F[j, i] }
            }
        }
    }
    return O
}

/// The same four loops: each product hands dO on, times its other factor.
func convolveBackward(
    _ picture: Matrix, _ F: Matrix, _ dO: Matrix, padding: Int = 0, stride s: Int = 1
) -> (dI: Matrix, dF: Matrix, db: Double) {
    let I = padded(picture, by: padding)
    var (dI, dF) = (Matrix(zerosLike: I), Matrix(zerosLike: F))
    for y in 0..<dO.rows {
        for x in 0..<dO.columns {
            for j in 0..<F.rows {
                for i in 0..<F.columns {
                    dI[y * s + j, x * s + i] += dO[y, x] * F[j, i]
                    dF[j, i] += dO[y, x] * I[y * s + j, x * s + i]
                }
            }
        }
    }
    return (cropped(dI, by: padding), dF, dO.sum())
}

// MARK: The same as one product

/// Which number of a picture stands where in its patches of k × k pixels: a row of k · k · channels
/// for each place of the filter, one row after the other.
func placesInPicture(_ x: Pictures, size k: Int) -> [Int] {
    var places: [Int] = []
    for row in 0..<x.height - k + 1 {
        for column in 0..<x.width - k + 1 {
            for j in 0..<k {
                let first = ((row + j) * x.width + column) * x.channels
                places += first..<first + k * x.channels
            }
        }
    }
    return places
}

/// Every patch as a row: first all patches of picture 0, then those of picture 1 …
func patches(_ x: Pictures, size k: Int) -> Matrix {
    let places = placesInPicture(x, size: k)
    let columns = k * k * x.channels
    let perPicture = places.count / columns
    return Matrix(rows: x.count * perPicture, columns: columns) { i, j in
        x.values[i / perPicture, places[i % perPicture * columns + j]]
    }
}

/// The way back: every number of a patch is added to the pixel that it was copied from.
func sumOfPatches(_ dPatches: Matrix, in x: Pictures, size k: Int) -> Matrix {
    let places = placesInPicture(x, size: k)
    let perPicture = places.count / dPatches.columns
    var dx = Matrix(zerosLike: x.values)
    for i in 0..<dPatches.rows {
        for j in 0..<dPatches.columns {
            dx[i / perPicture, places[i % perPicture * dPatches.columns + j]] += dPatches[i, j]
        }
    }
    return dx
}

/// z = patches·w + b: a filter is a column of w; what it answers becomes a channel.
func convolution(
    _ x: Pictures, _ w: Matrix, _ b: Matrix, size k: Int
) -> (patches: Matrix, z: Pictures) {
    let patches = patches(x, size: k)
    let z = matmul(patches, w) + b
    return (
        patches,
        Pictures(z.values, height: x.height - k + 1, width: x.width - k + 1, channels: w.columns)
    )
}

/// dw = patchesᵀ·dz and db = Σ dz: sums over all places of all pictures, for the filter is shared.
func convolutionBackward(
    _ patches: Matrix, _ w: Matrix, _ dz: Matrix
) -> (dw: Matrix, db: Matrix) {
    let dz = dz.reshaped(rows: patches.rows, columns: w.columns)
    return (matmul(transposed: patches, dz), dz.columnSums())
}

/// dpatches = dz·wᵀ, laid back where the patches came from: a pixel lies in several of them.
func convolutionInputGradient(_ x: Pictures, _ w: Matrix, _ dz: Matrix, size k: Int) -> Matrix {
    let places = dz.values.count / w.columns
    let dPatches = matmul(dz.reshaped(rows: places, columns: w.columns), transposed: w)
    return sumOfPatches(dPatches, in: x, size: k)
}

// MARK: Pooling

/// The largest of every 2 × 2 pixels, channel by channel, and at which place of x it stood.
func maxPooling(_ x: Pictures) -> (a: Pictures, winners: [Int]) {
    let (right, below) = (x.channels, x.width * x.channels)
    let rivals = [right, below, below + right]
    let values = x.values.values
    var winners: [Int] = []
    for n in 0..<x.count {
        for row in 0..<x.height / 2 {
            for column in 0..<x.width / 2 {
                let pixel = (n * x.height + 2 * row) * x.width + 2 * column
                for corner in pixel * x.channels..<(pixel + 1) * x.channels {
                    var winner = corner
                    for rival in rivals {
                        let value = values[corner + rival]
                        if value > values[winner] || value.isNaN { winner = corner + rival }
                    }
                    winners.append(winner)
                }
            }
        }
    }
    let (height, width) = (x.height / 2, x.width / 2)
    let largest = winners.map { values[$0] }
    return (Pictures(largest, height: height, width: width, channels: x.channels), winners)
}

/// The winner of each window gets its derivative; the others changed nothing and get 0.
func maxPoolingBackward(_ winners: [Int], _ da: Matrix, in x: Pictures) -> Matrix {
    var dx = Matrix(zerosLike: x.values)
    for (winner, d) in zip(winners, da.values) { dx.values[winner] += d }
    return dx
}

// MARK: The network: twice convolution, ReLU and pooling, then a dense layer

/// Filters of size × size, a column each of w1 and w2; w3 is the dense layer.
struct Parameters {
    let size: Int
    var w1, b1, w2, b2, w3, b3: Matrix

    var all: [Matrix] {
        get { [w1, b1, w2, b2, w3, b3] }
        set {
            (w1, b1, w2, b2, w3, b3) = (
                newValue[0], newValue[1], newValue[2], newValue[3], newValue[4], newValue[5]
            )
        }
    }
    var named: [(name: String, matrix: Matrix)] {
        zip(["w1", "b1", "w2", "b2", "w3", "b3"], all).map { ($0, $1) }
    }
    /// How many numbers are learnt.
    var count: Int { all.map(\.values.count).reduce(0, +) }
}

/// Weights by Glorot's rule: uniform within ±√(6 / (in + out)). A filter has size² · channels
/// inputs, and an input reaches size² · filters outputs. Biases are 0.
func firstParameters(
    size: Int = 5, filters: (Int, Int), features: Int, classes: Int = 10,
    _ random: inout RandomState
) -> Parameters {
    func firstFilters(_ channels: Int, _ filters: Int) -> Matrix {
        let limit = (6 / Double(size * size * (channels + filters))).squareRoot()
        return random.uniform(-limit, limit, rows: size * size * channels, columns: filters)
    }
    return Parameters(
        size: size,
        w1: firstFilters(1, filters.0), b1: Matrix(rows: 1, columns: filters.0),
        w2: firstFilters(filters.0, filters.1), b2: Matrix(rows: 1, columns: filters.1),
        w3: glorotUniform(features, classes, &random), b3: Matrix(rows: 1, columns: classes))
}

/// What forward keeps for backward: p1 and p2 are the pooled pictures.
struct Trace {
    var patches1: Matrix, z1: Pictures, winners1: [Int], p1: Pictures
    var patches2: Matrix, z2: Pictures, winners2: [Int], p2: Pictures
    var z3: Matrix
}

func forward(_ x: Pictures, _ p: Parameters) -> Trace {
    let (patches1, z1) = convolution(x, p.w1, p.b1, size: p.size)
    let (p1, winners1) = maxPooling(relu(z1))
    let (patches2, z2) = convolution(p1, p.w2, p.b2, size: p.size)
    let (p2, winners2) = maxPooling(relu(z2))
    let z3 = matmul(p2.values, p.w3) + p.b3
    return Trace(
        patches1: patches1, z1: z1, winners1: winners1, p1: p1,
        patches2: patches2, z2: z2, winners2: winners2, p2: p2, z3: z3)
}

func relu(_ z: Pictures) -> Pictures { z.map { max($0, 0) } }

/// 1 where z is above 0, else 0; what is no number stays none.
func reluSlope(_ z: Pictures) -> Matrix { z.values.map { $0 > 0 ? 1 : $0 <= 0 ? 0 : $0 } }

func backward(_ trace: Trace, _ dz3: Matrix, _ p: Parameters) -> Parameters {
    let dp2 = matmul(dz3, transposed: p.w3)
    let dz2 = maxPoolingBackward(trace.winners2, dp2, in: trace.z2) * reluSlope(trace.z2)
    let dp1 = convolutionInputGradient(trace.p1, p.w2, dz2, size: p.size)
    let dz1 = maxPoolingBackward(trace.winners1, dp1, in: trace.z1) * reluSlope(trace.z1)
    let (dw2, db2) = convolutionBackward(trace.patches2, p.w2, dz2)
    let (dw1, db1) = convolutionBackward(trace.patches1, p.w1, dz1)
    let dw3 = matmul(transposed: trace.p2.values, dz3)
    return Parameters(
        size: p.size, w1: dw1, b1: db1, w2: dw2, b2: db2, w3: dw3, b3: dz3.columnSums())
}

// MARK: Training, with softmax and cross-entropy from lesson 06 and Adam from lesson 05

struct Settings {
    var learningRate: Double
    var epochs: Int
    var batchSize: Int
    var seed: Int
}

struct Training {
    var parameters: Parameters
    var loss: [Double] = []
    var accuracy: [Double] = []
    var validationLoss: [Double] = []
    var validationAccuracy: [Double] = []
}

func train(
    _ digits: Digits, from first: Parameters, _ settings: Settings, afterBatch: () -> Void = {},
    afterEpoch: (Training) -> Void = { _ in }
) -> Training {
    var training = Training(parameters: first)
    var order = RandomState(seed: settings.seed + 2)
    var adam = Adam(learningRate: settings.learningRate)
    for epoch in 1..<settings.epochs + 1 {
        adam.learningRate = (epoch <= 5 ? 1 : 0.3) * settings.learningRate
        var (loss, right) = (0.0, 0.0)
        for rows in batches(of: settings.batchSize, from: digits.x.rows, &order) {
            let y = digits.y[rows: rows]
            let trace = forward(Pictures(digits.x[rows: rows]), training.parameters)
            let dz = (softmax(trace.z3) - y) / Double(rows.count)
            let gradients = backward(trace, dz, training.parameters)
            adam.update(&training.parameters.all, gradients.all)
            loss += crossEntropy(trace.z3, y) * Double(rows.count)
            right += accuracy(trace.z3, y) * Double(rows.count)
            afterBatch()
        }
        let z = scores(digits.xTest, training.parameters)
        training.loss.append(loss / Double(digits.x.rows))
        training.accuracy.append(right / Double(digits.x.rows))
        training.validationLoss.append(crossEntropy(z, digits.yTest))
        training.validationAccuracy.append(accuracy(z, digits.yTest))
        afterEpoch(training)
    }
    return training
}

/// z3 of every picture, 250 pictures at a time: patches need room.
func scores(_ x: Matrix, _ p: Parameters) -> Matrix {
    Matrix(
        stacking: stride(from: 0, to: x.rows, by: 250).map { start in
            forward(Pictures(x[rows: start..<min(start + 250, x.rows)]), p).z3
        })
}

// MARK: The notebook

var options = Options(
    "Lesson10ConvolutionalNetwork", "Convolution and pooling by hand, then a network of them.")
let folder = options.path("data", "DIR", "a folder with the four files of MNIST")
let learningRate = options.number("learning-rate", 0.003, "α of Adam; from epoch 6 on, 0.3 of it")
let epochs = options.count("epochs", 8, "how many times through the training pictures", least: 0)
let batchSize = options.count("batch-size", 32, "how many pictures make a step", most: 500)
let filters = options.counts("filters", [8, 16], "how many filters the two layers have", most: 128)
if filters.count != 2 { options.refuse("--filters needs two numbers, such as 8,16") }
let seed = options.seed(0)
let files = options.weightFiles()
options.csv()
let mistake = options.mistake([
    "filter-position": "(x, y) as a position in the filter, as the article has it"
])
let program = Program(options)
let notebook = program.notebook
var random = RandomState(seed: seed + 1)
var first = firstParameters(
    filters: (filters[0], filters[1]), features: 4 * 4 * filters[1], &random)
program.attempt {
    if let path = files.load { first.all = try readWeights(path, like: first.named) }
}
let digits = program.attempt { try readDigits(folder) }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("One filter on one picture")
notebook.text(
    """
    A filter is a small matrix of weights. It is laid on the picture, each weight is multiplied by \
    the pixel under it, and the sum, plus a bias, is one pixel of the output. Then it moves on by \
    one pixel. The first of these two responds where the picture gets brighter from left to right, \
    its transpose where it gets brighter from top to bottom.
    """)
let picture = digits.example
let upright = convolve(picture, edgeFilter, 0)
let level = convolve(picture, edgeFilter.transposed(), 0)
notebook.showEdges(picture, edgeFilter, upright, level)
notebook.text("The brightest pixel of the first output, worked out:")
notebook.showPixel(picture, edgeFilter, upright)
let turned = Matrix(rows: 3, columns: 3) { j, i in edgeFilter[2 - j, 2 - i] }
if convolve(picture, turned, 0) == -upright {
    notebook.text(
        """
        In mathematics, a convolution first turns the filter by half a turn. What networks compute \
        doesn't, and should be called a cross-correlation. With this filter, turning changes every \
        sign and nothing else. A network learns its filters, so either will do.
        """)
}

notebook.section("Padding and stride")
notebook.text(
    """
    Padding puts a frame of p zeros round the picture, so that the filter reaches the corners. \
    With a stride of s it moves s pixels at a time. The sizes that come out along 28 pixels, by \
    the formula ⌊(28 − k + 2p) / s⌋ + 1 and from the loops:
    """)
let sizes = [(3, 0, 1), (3, 1, 1), (5, 0, 1), (5, 2, 1), (3, 1, 2), (5, 0, 3)].map { k, p, s in
    let loops = convolve(picture, Matrix(rows: k, columns: k), 0, padding: p, stride: s)
    return ["\(k)", "\(p)", "\(s)", "\(places(28, size: k, padding: p, stride: s))"]
        + ["\(loops.rows) × \(loops.columns)"]
}
notebook.table(["filter k", "padding p", "stride s", "formula", "loops"], sizes)

notebook.section("Pooling")
notebook.text(
    """
    Max-pooling keeps the largest of every 2 × 2 pixels: whether there is an edge nearby, not \
    where exactly. A quarter of the numbers is left. The edges from above, with a ReLU that sets \
    what is negative to 0, and pooled:
    """)
let edges = relu(Pictures(upright.values, height: 26, width: 26))
notebook.showPooling(edges, maxPooling(edges).a)

notebook.section("The same as one matrix product")
notebook.text(
    """
    Four loops are slow, and there are pictures, filters and channels to loop over as well. So \
    each patch of the picture is copied into a row, and each filter becomes a column: every answer \
    is a row times a column. On a picture of 3 × 3 pixels, with a filter of 2 × 2 and b = 0:
    """)
let small = Pictures([1, 2, 3, 4, 5, 6, 7, 8, 9], height: 3, width: 3)
let smallFilter = Matrix(column: [1, 0, 0, 1])
let product = convolution(small, smallFilter, Matrix(rows: 1, columns: 1), size: 2)
notebook.showPatches(product.patches, smallFilter, product.z)
let difference = loopsAgainstProduct(seed: seed)
notebook.text(
    """
    That is the dense layer of lesson 04, with patches in place of examples, and so is the way \
    back: dw = patchesᵀ·dz. On random pictures, loops and product differ by \
    \(difference < 1e-12 ? "less than 1e-12" : "up to \(scientific(difference))").
    """)

notebook.section("Is the backward pass right?")
notebook.text(
    """
    Backwards, every product of the four loops hands on the derivative: the pixel gets it times \
    the weight, the weight gets it times the pixel. A pixel lies under several places of the \
    filter, and a weight lies on many pixels, so both are sums. Central differences agree \
    (padding 1, stride 2, random numbers):
    """)
notebook.gradientCheck(checkFourLoops(seed: seed).map { ($0.name, $0.difference, $0.corners) })
notebook.text(
    """
    And the whole network, as products. It needs random pictures and biases: on digits most \
    patches are blank, and with a bias of 0 their z is exactly 0, in the corner of the ReLU, where \
    there is no derivative to compare with.
    """)
notebook.gradientCheck(checkNetwork(seed: seed).map { ($0.name, $0.difference, $0.corners) })

notebook.section("The data, and what a plain network makes of it")
notebook.text(
    """
    \(digits.source): \(grouped(digits.x.rows)) to train, \(grouped(digits.xTest.rows)) to test.\(digits.note) \
    Below, val_loss and val_accuracy are those of the test pictures. (Learning rate and epochs \
    of this lesson were found while looking at 1,000 such pictures: that makes the figures a \
    little too good.)
    """)
let bar = notebook.progress("The plain network", total: 5)
let plain = trainPerceptron(digits, seed: seed) { bar.advance(to: $0) }
bar.finish()
let means = nearestMean(digits)
notebook.table(
    ["on the test pictures", "parameters", "accuracy"],
    [
        ["nearest mean picture", "7,840", fixed(accuracy(means, digits.yTest), 4)],
        [
            "lesson 06's network, 784-128-10", "101,770",
            fixed(accuracy(plain.predict(digits.xTest), digits.yTest), 4),
        ],
    ])
notebook.text(
    """
    The plain network has a weight of its own from every pixel to every neuron. It doesn't know \
    which pixels are neighbours: if the 784 pixels were shuffled, the same way in all pictures, it \
    would learn just as well.
    """)

notebook.section("Training")
notebook.showLayers(forward(Pictures(digits.x[rows: 0..<1]), first), first)
notebook.text(
    """
    A filter of the second layer looks at all \(filters[0]) channels of the first: 5 · 5 · \
    \(filters[0]) = \(25 * filters[0]) weights. After five epochs the learning rate falls to 0.3 \
    of what it was. Adam's steps are about as long as the learning rate, however small the \
    gradient has become: near a valley's floor it steps from side to side, and shorter steps take \
    it further down.
    """)
if files.load != nil {
    let saved = accuracy(scores(digits.xTest, first), digits.yTest)
    notebook.line("test accuracy of the saved weights: \(fixed(saved, 4))")
}
let steps = epochs * ((digits.x.rows + batchSize - 1) / batchSize)
var done = 0
let progress = notebook.progress("Training", total: steps)
program.save(files.save) { path in try weightBytes(first.named, for: path) }
let settings = Settings(
    learningRate: learningRate, epochs: epochs, batchSize: batchSize, seed: seed)
let training = train(digits, from: first, settings) {
    done += 1
    progress.advance(to: done)
} afterEpoch: { training in
    program.save(files.save) { path in try weightBytes(training.parameters.named, for: path) }
    let k = training.loss.count - 1
    notebook.epoch(
        k + 1, of: epochs,
        [
            "loss": training.loss[k], "accuracy": training.accuracy[k],
            "val_loss": training.validationLoss[k],
            "val_accuracy": training.validationAccuracy[k],
        ])
}
progress.finish()
notebook.showCurve(training)

notebook.section("The result")
let parameters = training.parameters
let results = (0...4).map { pixels in
    let moved = movedRight(digits.xTest, by: pixels)
    return [
        accuracy(plain.predict(moved), digits.yTest),
        accuracy(scores(moved, parameters), digits.yTest),
    ]
}
notebook.showResults(results, parameters: parameters.count)
let taken = scores(digits.xTest, parameters).indexOfMaximumInRows()
notebook.showWrong(digits, taken)

notebook.section("What the filters see")
let seen = forward(Pictures(Matrix(row: picture.values)), parameters)
notebook.showFilters(parameters, seen)

if mistake == "filter-position" {
    notebook.section("Mistake: (x, y) as a position in the filter")
    filterPosition(notebook, picture)
}

notebook.section("Try it")
notebook.formulas(
    """
    --mistake filter-position    (x, y) in the filter, as the article has it
    --filters 2,4                how far do 2 and 4 filters get?
    --filters 16,32              four times the work: is it worth it?
    --learning-rate 0.03         too fast
    --epochs 3 --seed 7          another beginning
    """)
notebook.next(exercise: "Exercise10ConvolutionalNetwork", lesson: "Lesson11RecurrentNetwork")
program.finish()
