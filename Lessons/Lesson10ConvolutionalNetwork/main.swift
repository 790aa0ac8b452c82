import Datasets
import Layers
import Matrices
import Notebook

let title = "Lesson 10 · A convolutional network"
let question = """
    Can one small filter, used all over a picture, see more than a separate weight for every pixel?
    """
let formulas = """
    convolution   O(x, y) = Σ I(x + i, y + j)·F(i, j) + b     over i and j
    backward      dI(x + i, y + j) gets dO(x, y)·F(i, j)      from each x and y
                  dF(i, j) = Σ dO(x, y)·I(x + i, y + j)       db = Σ dO(x, y)
    as a product  z = patches·w + b     dw = patchesᵀ·dz      db = Σ dz
                  dpatches = dz·wᵀ      dx = its sum where patches overlap
    ReLU          a = max(z, 0)         dz = da where z > 0, else 0
    pooling       p = the largest of each 2 × 2: it gets dp, the others get 0
    network       p₁ = pooling(ReLU(conv(x)))   p₂ = pooling(ReLU(conv(p₁)))
    its sides     28 → 24 → 12 → 8 → 4 with filters of 5 × 5
    dense layer   z₃ = p₂·w₃ + b₃       dw₃ = p₂ᵀ·dz₃    db₃ = Σ dz₃
                  dp₂ = dz₃·w₃ᵀ
    cost          J = −mean( Σ y log softmax(z₃) )       as in lesson 06
                  dz₃ = (softmax(z₃) − y) / m
    update        Adam, as in lesson 05
    """

// MARK: The convolution, as the sum that it is

/// (x, y) is a place in the output, (i, j) one in the filter. In a matrix the row comes first, so
/// O(x, y) is O[y, x].
func convolve(_ I: Matrix, _ F: Matrix, _ b: Double) -> Matrix {
    var O = Matrix(rows: I.rows - F.rows + 1, columns: I.columns - F.columns + 1, repeating: b)
    for y in 0..<O.rows {
        for x in 0..<O.columns {
            for j in 0..<F.rows {
                for i in 0..<F.columns { O[y, x] += I[y + j, x + i] * F[j, i] }
            }
        }
    }
    return O
}

/// The same four loops: each product hands dO on, times its other factor.
func convolveBackward(
    _ I: Matrix, _ F: Matrix, _ dO: Matrix
) -> (dI: Matrix, dF: Matrix, db: Double) {
    var (dI, dF) = (Matrix(zerosLike: I), Matrix(zerosLike: F))
    for y in 0..<dO.rows {
        for x in 0..<dO.columns {
            for j in 0..<F.rows {
                for i in 0..<F.columns {
                    dI[y + j, x + i] += dO[y, x] * F[j, i]
                    dF[j, i] += dO[y, x] * I[y + j, x + i]
                }
            }
        }
    }
    return (dI, dF, dO.sum())
}

// MARK: The same as one product

/// Which numbers of a picture are in its patches of k × k pixels, patch after patch. A picture is a
/// row of x: pixel after pixel, line after line, and of each pixel one channel after the other. For
/// 3 × 3 pixels, one channel and k = 2: 0 1 3 4, then 1 2 4 5, then 3 4 6 7, then 4 5 7 8.
func placesOfPatches(_ x: Pictures, size k: Int) -> [Int] {
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
    let copied = x.values[columns: placesOfPatches(x, size: k)]
    let columns = k * k * x.channels
    return copied.reshaped(rows: copied.values.count / columns, columns: columns)
}

/// The way back: every number of a patch is added to the pixel that it was copied from.
func sumOfPatches(_ dPatches: Matrix, in x: Pictures, size k: Int) -> Matrix {
    let places = placesOfPatches(x, size: k)
    var dx = Matrix(zerosLike: x.values)
    for n in 0..<x.count {
        let first = n * places.count
        for (i, place) in places.enumerated() { dx[n, place] += dPatches.values[first + i] }
    }
    return dx
}

/// z = patches·w + b: a filter is a column of w, and what it answers becomes a channel. A row of z
/// is a pixel with its channels, so the rows one after the other are pictures again.
func convolution(_ x: Pictures, _ w: Matrix, _ b: Matrix) -> (patches: Matrix, z: Pictures) {
    let k = x.filterSize(w)
    let patches = patches(x, size: k)
    let z = matmul(patches, w) + b
    let (height, width) = (x.height - k + 1, x.width - k + 1)
    return (patches, Pictures(z.values, height: height, width: width, channels: w.columns))
}

/// Sums over all places of all pictures, for the filter is shared.
func convolutionBackward(_ patches: Matrix, _ dz: Matrix) -> (dw: Matrix, db: Matrix) {
    let dzRows = dz.reshaped(rows: patches.rows, columns: dz.values.count / patches.rows)
    return (matmul(transposed: patches, dzRows), dzRows.columnSums())
}

/// dx of the pictures x: dpatches, laid back where the patches came from.
func convolutionInputGradient(_ x: Pictures, _ w: Matrix, _ dz: Matrix) -> Matrix {
    let dzRows = dz.reshaped(rows: dz.values.count / w.columns, columns: w.columns)
    return sumOfPatches(matmul(dzRows, transposed: w), in: x, size: x.filterSize(w))
}

// MARK: ReLU and pooling

func relu(_ z: Pictures) -> Pictures { z.map { max($0, 0) } }

/// dz = da where z > 0, else 0. (What is not a number stays so, so that it is seen.)
func reluBackward(_ da: Matrix, _ z: Pictures) -> Matrix {
    da.map(with: z.values) { da, z in z > 0 ? da : z.isNaN ? z : 0 }
}

/// The largest of every 2 × 2 pixels, channel by channel, and at which place of x it stood. (What is
/// not a number wins, so that it is seen.)
func maxPooling(_ x: Pictures) -> (p: Pictures, winners: [Int]) {
    let (right, below) = (x.channels, x.width * x.channels)
    let rivals = [right, below, below + right]
    let values = x.values.values
    let winners = x.corners.map { corner in
        rivals.reduce(corner) { winner, rival in
            let value = values[corner + rival]
            return value > values[winner] || value.isNaN ? corner + rival : winner
        }
    }
    let (height, width, largest) = (x.height / 2, x.width / 2, winners.map { values[$0] })
    return (Pictures(largest, height: height, width: width, channels: x.channels), winners)
}

func maxPoolingBackward(_ winners: [Int], _ dp: Matrix, in x: Pictures) -> Matrix {
    var dx = Matrix(zerosLike: x.values)
    for (winner, d) in zip(winners, dp.values) { dx.values[winner] += d }
    return dx
}

// MARK: The network: twice convolution, ReLU and pooling, then a dense layer

/// What forward keeps for backward.
struct Trace {
    var patches1: Matrix, z1: Pictures, winners1: [Int], p1: Pictures
    var patches2: Matrix, z2: Pictures, winners2: [Int], p2: Pictures
    var z3: Matrix
}

/// The parameters are w1, b1, w2, b2, w3, b3.
func forward(_ x: Pictures, _ parameters: [Matrix]) -> Trace {
    let (w1, b1, w2, b2) = (parameters[0], parameters[1], parameters[2], parameters[3])
    let (w3, b3) = (parameters[4], parameters[5])
    let (patches1, z1) = convolution(x, w1, b1)
    let (p1, winners1) = maxPooling(relu(z1))
    let (patches2, z2) = convolution(p1, w2, b2)
    let (p2, winners2) = maxPooling(relu(z2))
    let z3 = matmul(p2.values, w3) + b3
    return Trace(
        patches1: patches1, z1: z1, winners1: winners1, p1: p1,
        patches2: patches2, z2: z2, winners2: winners2, p2: p2, z3: z3)
}

func backward(_ trace: Trace, _ dz3: Matrix, _ parameters: [Matrix]) -> [Matrix] {
    let (w2, w3) = (parameters[2], parameters[4])
    let dw3 = matmul(transposed: trace.p2.values, dz3)
    let db3 = dz3.columnSums()
    let dp2 = matmul(dz3, transposed: w3)
    let dz2 = reluBackward(maxPoolingBackward(trace.winners2, dp2, in: trace.z2), trace.z2)
    let (dw2, db2) = convolutionBackward(trace.patches2, dz2)
    let dp1 = convolutionInputGradient(trace.p1, w2, dz2)
    let dz1 = reluBackward(maxPoolingBackward(trace.winners1, dp1, in: trace.z1), trace.z1)
    let (dw1, db1) = convolutionBackward(trace.patches1, dz1)
    return [dw1, db1, dw2, db2, dw3, db3]
}

/// J of lesson 06, computed from z₃.
func cost(_ z3: Matrix, _ y: Matrix) -> Double { crossEntropy(z3, y) }

/// dz₃
func costDerivative(_ z3: Matrix, _ y: Matrix) -> Matrix {
    (softmax(z3) - y) / Double(y.rows)
}

// MARK: Training, with Adam from lesson 05

struct Settings {
    var learningRate: Double
    var epochs, batchSize, seed: Int
}

struct Training {
    var parameters: [Matrix]
    var loss: [Double] = [], accuracy: [Double] = []
    var validationLoss: [Double] = [], validationAccuracy: [Double] = []

    var lastEpoch: KeyValuePairs<String, Double> {
        [
            "loss": loss.last!, "accuracy": accuracy.last!,
            "val_loss": validationLoss.last!, "val_accuracy": validationAccuracy.last!,
        ]
    }
}

func train(
    _ digits: OneHotDigits, from first: [Matrix], _ settings: Settings,
    afterBatch: (_ pictures: Int) -> Void = { _ in }, afterEpoch: (Training) -> Void = { _ in }
) -> Training {
    var training = Training(parameters: first)
    var order = RandomState(seed: settings.seed + 2)
    var adam = Adam(learningRate: settings.learningRate)
    var seen = 0
    for epoch in 0..<settings.epochs {
        if epoch == 5 { adam.learningRate *= 0.3 }
        var (loss, right) = (0.0, 0.0)
        for rows in batches(of: settings.batchSize, from: digits.x.rows, &order) {
            let y = digits.y[rows: rows]
            let trace = forward(Pictures(digits.x[rows: rows]), training.parameters)
            let gradients = backward(trace, costDerivative(trace.z3, y), training.parameters)
            adam.update(&training.parameters, gradients)
            loss += cost(trace.z3, y) * Double(rows.count)
            right += accuracy(trace.z3, y) * Double(rows.count)
            seen += rows.count
            afterBatch(seen)
        }
        let z = scores(digits.xTest, training.parameters)
        training.loss.append(loss / Double(digits.x.rows))
        training.accuracy.append(right / Double(digits.x.rows))
        training.validationLoss.append(cost(z, digits.yTest))
        training.validationAccuracy.append(accuracy(z, digits.yTest))
        afterEpoch(training)
    }
    return training
}

/// z₃ of every picture, 250 pictures at a time: patches need room.
func scores(_ x: Matrix, _ parameters: [Matrix]) -> Matrix {
    Matrix(
        stacking: stride(from: 0, to: x.rows, by: 250).map { start in
            forward(Pictures(x[rows: start..<min(start + 250, x.rows)]), parameters).z3
        })
}

// MARK: The notebook

var options = Options(
    "Lesson10ConvolutionalNetwork", "Convolution and pooling by hand, then a network of them.")
let folder = options.path("data", "DIR", "a folder with the four files of MNIST")
let filters = options.counts("filters", [8, 16], "how many filters the two layers have", most: 128)
if filters.count != 2 { options.refuse("--filters needs two numbers, such as 8,16") }
let settings = Settings(
    learningRate: options.number("learning-rate", 0.003, "α of Adam; from epoch 6 on, 0.3 of it"),
    epochs: options.count("epochs", 8, "how often all training pictures are seen", least: 0),
    batchSize: options.count("batch-size", 32, "how many pictures make a step", most: 500),
    seed: options.seed(0))
let files = options.weightFiles()
options.csv()
let mistake = options.mistake([
    "filter-position": "(x, y) as a position in the filter, as an article has it"
])
let program = Program(options)
let notebook = program.notebook
var random = RandomState(seed: settings.seed + 1)
let drawn = firstParameters(
    filters: (filters[0], filters[1]), features: 4 * 4 * filters[1], &random)
let first = program.attempt {
    try files.load.map { try readWeights($0, like: named(drawn)) } ?? drawn
}
let digits = program.attempt { try OneHotDigits(folder) }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("One filter on one picture")
notebook.text(
    """
    A filter is a small matrix of weights. It is laid on the picture, and each weight is \
    multiplied by the pixel under it. The sum of these products and a bias is one pixel of the \
    output. Then the filter moves on by one pixel. The first of these two filters responds where \
    the picture gets brighter from left to right. The second is its transpose, and responds where \
    the picture gets brighter from top to bottom.
    """)
let picture = digits.example
let upright = convolve(picture, edgeFilter, 0)
let level = convolve(picture, edgeFilter.transposed(), 0)
notebook.showEdges(picture, edgeFilter, upright, level)
notebook.text("This is how the brightest pixel of the first output is calculated:")
notebook.showPixel(picture, edgeFilter, upright)

notebook.section("Padding and stride")
notebook.text(
    """
    Padding puts a frame of p zeros round the picture, so that the filter reaches the corners. \
    With a stride of s, the filter moves s pixels at a time. These are the sizes that come out \
    along 28 pixels, by the formula ⌊(28 − k + 2p) / s⌋ + 1 and from the loops:
    """)
let kinds = [(3, 0, 1), (3, 1, 1), (5, 0, 1), (5, 2, 1), (3, 1, 2), (5, 0, 3)]
let outputs = kinds.map { k, p, s in
    (k, p, s, convolve(picture, Matrix(rows: k, columns: k), 0, padding: p, stride: s))
}
notebook.showPlaces(outputs)

notebook.section("Pooling")
notebook.text(
    """
    Max pooling keeps the largest number in every square of 2 × 2 pixels. It remembers whether \
    there is an edge nearby, but not exactly where. Here are the edges shown above, after a ReLU \
    that sets negative numbers to 0, before and after pooling:
    """)
let edges = relu(Pictures(upright.values, height: 26, width: 26))
notebook.showPooling(edges, maxPooling(edges).p)

notebook.section("The same as one matrix product")
notebook.text(
    """
    Four loops are slow, and there are also pictures, filters and channels to loop over. So each \
    patch of the picture is copied into a row, and each filter becomes a column. Then every number \
    of the output is a row times a column. Here is an example with a picture of 3 × 3 pixels, a \
    filter of 2 × 2 and b = 0:
    """)
let small = Pictures([1, 2, 3, 4, 5, 6, 7, 8, 9], height: 3, width: 3)
let smallFilter = Matrix(column: [1, 0, 0, 1])
let product = convolution(small, smallFilter, Matrix(row: [0]))
notebook.showPatches(product.patches, smallFilter, product.z)
let difference = loopsAgainstProduct(seed: settings.seed)
notebook.text(
    """
    That is the dense layer of lesson 04, with patches in place of examples. The way back is the \
    dense layer's, too, except that a pixel adds up what all its patches hand back. On random \
    pictures, the loops and the product differ by \
    \(difference < 1e-12 ? "less than 1e-12" : "up to \(scientific(difference))").
    """)

notebook.section("Is the backward pass right?")
notebook.text(
    """
    The filter covers most pixels several times, and each weight is used on many pixels. So both \
    derivatives are sums. First, the four loops are compared with central differences, on random \
    numbers, in the form with padding 1 and stride 2:
    """)
notebook.showGradientCheck(checkFourLoops(seed: settings.seed))
notebook.text("Then the whole network, as products, on random pictures and with random biases:")
notebook.showGradientCheck(checkNetwork(seed: settings.seed))

notebook.section("The data, and what a plain network makes of it")
notebook.text(
    """
    \(digits.source): \(grouped(digits.x.rows)) to train, \(grouped(digits.xTest.rows)) to \
    test.\(digits.note) In the lines of the epochs, val_loss and val_accuracy are measured on the \
    test pictures. The names are those of Keras. (The learning rate and the number of epochs were \
    chosen by looking at these figures, so they are a little too good.)
    """)
let bar = notebook.progress("The plain network", total: 5)
let plain = trainPerceptron(digits, seed: settings.seed, afterEpoch: bar.advance)
bar.finish()
notebook.showBaselines(nearestMean(digits), plain.predict(digits.xTest), digits.yTest)

notebook.section("Training")
notebook.showLayers(forward(Pictures(digits.x[rows: 0..<1]), first), first)
notebook.text(
    """
    A filter of the second layer looks at all \(filters[0]) channels of the first: 5 · 5 · \
    \(filters[0]) = \(25 * filters[0]) weights. After five epochs, the learning rate falls to \
    0.3 of what it was. Adam's steps are about as long as the learning rate, and near the floor of \
    a valley, shorter steps get further down.
    """)
if files.load != nil {
    let saved = accuracy(scores(digits.xTest, first), digits.yTest)
    notebook.line("test accuracy of the saved weights: \(fixed(saved, 4))")
}
let progress = notebook.progress("Training", total: settings.epochs * digits.x.rows)
program.save(files.save) { path in try weightBytes(named(first), for: path) }
let training = train(digits, from: first, settings, afterBatch: progress.advance) { training in
    program.save(files.save) { path in try weightBytes(named(training.parameters), for: path) }
    notebook.epoch(training.loss.count, of: settings.epochs, training.lastEpoch)
}
progress.finish()
notebook.overflow("loss", of: training.loss, "epoch")
notebook.plot(
    "Loss while training", y: "loss",
    perEpoch: ["training": training.loss, "test": training.validationLoss])

notebook.section("The result")
let parameters = training.parameters
notebook.showResults(
    accuracyWhenMoved(digits, plain, parameters),
    parameters: parameters.reduce(0) { $0 + $1.values.count })
notebook.text(
    """
    Neither network saw moved pictures in training. The filters see the same strokes, only further \
    to the right, and pooling forgives a pixel or two. But the last layer has a separate weight \
    for every place, so a picture that has moved further meets the wrong weights.
    """)
notebook.showWrong(digits, scores(digits.xTest, parameters).indexOfMaximumInRows())

notebook.section("What the filters see")
notebook.text("Nobody told the network about edges. These filters are what lowered the cost:")
notebook.showFilters(
    parameters, forward(Pictures(picture.reshaped(rows: 1, columns: 784)), parameters))

if mistake == "filter-position" {
    notebook.section("Mistake: (x, y) as a position in the filter")
    filterPosition(notebook, picture)
}

notebook.section("Try it")
notebook.formulas(
    """
    --mistake filter-position    (x, y) in the filter, as an article has it
    --filters 2,4                how far do 2 and 4 filters get?
    --filters 16,32              four times the work: is it worth it?
    --learning-rate 0.03         too fast
    --epochs 3 --seed 7          another beginning
    """)
notebook.next(exercise: "Exercise10ConvolutionalNetwork", lesson: "Lesson11RecurrentNetwork")
program.finish()
