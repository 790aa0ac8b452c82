import Datasets
import Foundation
import Layers
import Matrices
import Notebook

let title = "Lesson 08 · Over- and underfitting"
let question = "Why can the better fit be the worse answer, and what helps?"
let formulas = """
    dropout    forward   a₁ ← a₁ ∗ mask      mask = 0 with probability r,
                                             else 1 / (1 − r)
               backward  da₁ ← da₁ ∗ mask    off after the training
    L2         J + λ Σ W²                    dW ← dW + 2λ W
    ridge      Σ (ŷ − y)² + λ Σ w²           the same for a polynomial ŷ
    """

// MARK: The network of lesson 06, with dropout and L2

/// What the forward pass leaves for the backward pass; a₁ is what is left after dropout.
struct Trace {
    var x, z1, a1, z2: Matrix
    var mask: Matrix?
}

/// 0 with probability `rate`, else 1 / (1 − rate), so that the mean stays what it was.
func dropoutMask(rows: Int, columns: Int, rate: Double, _ random: inout RandomState) -> Matrix {
    random.randomSample(rows: rows, columns: columns).map { $0 < rate ? 0 : 1 / (1 - rate) }
}

/// Without a mask nothing is dropped, as after the training.
func forward(_ x: Matrix, _ parameters: [Matrix], mask: Matrix? = nil) -> Trace {
    let z1 = matmul(x, parameters[0]) + parameters[1]
    var a1 = Activation.relu(z1)
    if let mask { a1 *= mask }
    let z2 = matmul(a1, parameters[2]) + parameters[3]
    return Trace(x: x, z1: z1, a1: a1, z2: z2, mask: mask)
}

/// The derivatives of J + λ ΣW² with respect to W₁, b₁, W₂, b₂; dz2 is that of J with respect to
/// the scores.
func backward(_ trace: Trace, _ dz2: Matrix, _ parameters: [Matrix], lambda: Double) -> [Matrix] {
    var da1 = matmul(dz2, transposed: parameters[2])
    if let mask = trace.mask { da1 *= mask }
    let dz1 = Activation.relu.backward(da1, trace.z1, trace.a1)
    var dw1 = matmul(transposed: trace.x, dz1)
    var dw2 = matmul(transposed: trace.a1, dz2)
    if lambda > 0 {
        dw1 += 2 * lambda * parameters[0]
        dw2 += 2 * lambda * parameters[2]
    }
    return [dw1, dz1.columnSums(), dw2, dz2.columnSums()]
}

/// λ ΣW², without the biases.
func penalty(_ parameters: [Matrix], lambda: Double) -> Double {
    lambda * ((parameters[0] * parameters[0]).sum() + (parameters[2] * parameters[2]).sum())
}

/// Ridge: the weights with the least Σ (ŷ − y)² + λ Σ w², for ŷ = x·w. The penalty works like
/// further rows of x, one a weight: √λ · w should be 0.
func ridge(_ x: Matrix, _ y: Matrix, lambda: Double) -> Matrix {
    let rows = lambda.squareRoot() * Matrix.identity(x.columns)
    return solve(
        Matrix(stacking: [x, rows]), Matrix(stacking: [y, Matrix(rows: x.columns, columns: 1)]))
}

// MARK: Training

/// `epochs`: how often 500 pictures are seen; `wrongLabels`: how many per cent of them are wrong.
struct Settings {
    var learningRate: Double
    var batchSize, hidden, epochs, wrongLabels, seed: Int
}

/// A way to train: λ of L2; r, the share of the hidden neurons that dropout switches off; and how
/// many pictures, 500, or 1,000 for half as many epochs.
struct Method {
    var name: String
    var lambda = 0.0
    var dropout = 0.0
    var pictures = 500
}

/// W₁, b₁, W₂, b₂, and the curves while they were trained: a number per epoch.
struct Training {
    var parameters: [Matrix]
    var loss: [Double] = []
    var accuracy: [Double] = []
    var validationLoss: [Double] = []
    var validationAccuracy: [Double] = []
    /// The epoch that early stopping goes back to, from 1, and the parameters after it.
    var bestEpoch = 0
    var bestParameters: [Matrix]

    var lastEpoch: KeyValuePairs<String, Double> {
        [
            "loss": loss.last!, "accuracy": accuracy.last!,
            "val_loss": validationLoss.last!, "val_accuracy": validationAccuracy.last!,
        ]
    }
}

/// Adam on shuffled batches. Early stopping waits five epochs for a new lowest validation loss, and
/// goes back to the lowest; the training goes on all the same, to be looked at.
func train(
    _ method: Method, _ digits: Digits, _ settings: Settings,
    afterEpoch: (Training) -> Void = { _ in }
) -> Training {
    let known = digits.known(method.pictures, settings)
    var weights = RandomState(seed: settings.seed + 1)
    var order = RandomState(seed: settings.seed + 2)
    var dropped = RandomState(seed: settings.seed + 3)
    let first = Perceptron(
        sizes: [known.x.columns, settings.hidden, 10], activation: .relu, random: &weights
    ).parameters
    var adam = Adam(learningRate: settings.learningRate)
    var training = Training(parameters: first, bestParameters: first)
    var lowest = Double.infinity
    for epoch in 1...max(settings.epochs * 500 / method.pictures, 1) {
        var (loss, right) = (0.0, 0.0)
        for batch in batches(of: settings.batchSize, from: known.x.rows, &order) {
            let y = known.y[rows: batch]
            var mask: Matrix?
            if method.dropout > 0 {
                mask = dropoutMask(
                    rows: batch.count, columns: settings.hidden, rate: method.dropout, &dropped)
            }
            let trace = forward(known.x[rows: batch], training.parameters, mask: mask)
            loss += crossEntropy(trace.z2, y) * Double(batch.count)
            right += accuracy(trace.z2, y) * Double(batch.count)
            let dz2 = (softmax(trace.z2) - y) / Double(batch.count)
            let gradients = backward(trace, dz2, training.parameters, lambda: method.lambda)
            adam.update(&training.parameters, gradients)
        }
        let validation = evaluate(training.parameters, digits.validation)
        training.loss.append(loss / Double(known.x.rows))
        training.accuracy.append(right / Double(known.x.rows))
        training.validationLoss.append(validation.loss)
        training.validationAccuracy.append(validation.accuracy)
        if validation.loss < lowest, epoch <= training.bestEpoch + 5 {
            lowest = validation.loss
            training.bestEpoch = epoch
            training.bestParameters = training.parameters
        }
        afterEpoch(training)
    }
    return training
}

/// Loss and accuracy on pictures, nothing dropped.
func evaluate(_ parameters: [Matrix], _ pictures: Pictures) -> (loss: Double, accuracy: Double) {
    let z2 = forward(pictures.x, parameters).z2
    return (crossEntropy(z2, pictures.y), accuracy(z2, pictures.y))
}

// MARK: The notebook

var options = Options(
    "Lesson08Overfitting", "Memorising against generalising, and four ways to do better.")
let settings = Settings(
    learningRate: options.number("learning-rate", 0.001, "α of Adam, how far each step goes"),
    batchSize: options.count("batch-size", 32, "how many pictures make a step"),
    hidden: options.count("hidden", 128, "how many hidden neurons", most: 4096),
    epochs: options.count(
        "epochs", 60, "how often the 500 pictures are seen", least: 2, most: 10_000),
    wrongLabels: options.count(
        "wrong-labels", 20, "how many per cent of the labels are wrong", least: 0, most: 90),
    seed: options.seed(0))
let runs = options.count("runs", 3, "how many runs of each kind are compared", most: 100)
options.csv()
let program = Program(options)
let notebook = program.notebook
let digits = program.attempt { try readDigits() }

notebook.title(title, question)
notebook.formulas(formulas)

notebook.section("Twenty points, three polynomials")
notebook.text(
    """
    Twenty points are taken from the curve y = sin(πx), and each is moved up or down by noise of \
    standard deviation 0.2. Polynomials of degree 1, 3 and 15 are fitted to them by least squares. \
    The table below the pictures shows their root mean squared errors, on the twenty points and on \
    1,000 new points of the same curve. (The noise alone makes 0.2.)
    """)
let points = PointSet(seed: settings.seed)
let polynomials = [1, 3, 15].map { degree in fit(points.few, degree: degree) }
notebook.showPolynomials(polynomials, points.few)
let errors = polynomials.map { w in FitErrors("\(w.rows - 1)", [points]) { (w, $0.few) } }
notebook.showErrors("degree", errors)
if errors[2].known[0] < errors[1].known[0], errors[2].new[0] > errors[1].new[0] {
    notebook.text(
        """
        Degree 15 is nearest to the points that it knows, and farther from the new ones than \
        degree 3: it has learnt the noise by heart. That is overfitting. Degree 1 is far from \
        both. That is underfitting.
        """)
}

notebook.section("Was that a fluke?")
let sets = (0..<20).map { PointSet(seed: settings.seed + $0) }
notebook.text(
    """
    Here are the same fits to \(sets.count) sets of points. The numbers are medians. The column \
    without a name shows the smallest and the largest error on new points. Ridge makes large \
    weights expensive. The last row has ten times as many points.
    """)
notebook.showManySets(fiveFits(sets))

notebook.section("Underfitting")
notebook.text(
    """
    An article on overfitting says that more data helps against underfitting, too. Here is degree \
    1 with more and more points (medians of \(sets.count) sets):
    """)
notebook.showCures(cures(sets))

notebook.section("Digits, some of them mislabelled")
let labels = digits.mislabelled(settings)
let wrong = (0..<500).filter { labels[$0] != digits.labels[$0] }
notebook.text(
    """
    The network learns from 500 handwritten digits, of which \(wrong.count) have a wrong label. It \
    is watched on 500 others, the validation pictures, and 500 more are for the test. The labels \
    of both are right.
    """)
notebook.showMislabelled(wrong, digits, labels)

notebook.section("Are the formulas right?")
notebook.text(
    """
    The gradients with the penalty and with dropout by a fixed mask are compared with central \
    differences, on random numbers. The last row shows what would happen if the backward pass \
    forgot the mask.
    """)
let checks = checkGradient(seed: settings.seed)
notebook.gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })

notebook.section("Learning by heart")
notebook.text(
    """
    The network is 784-\(settings.hidden)-10 with ReLU. Adam trains it with a learning rate of \
    \(settings.learningRate), in batches of \(settings.batchSize), for \(settings.epochs) epochs. \
    val_loss and val_accuracy are measured on the validation pictures after the epoch.
    """)
let methods = [
    Method(name: "nothing"), Method(name: "L2", lambda: 0.01),
    Method(name: "dropout", dropout: 0.7), Method(name: "more data", pictures: 1000),
]
let nothing = train(methods[0], digits, settings) { training in
    notebook.epoch(training.loss.count, of: settings.epochs, training.lastEpoch)
}
notebook.plot(
    "Loss while training", y: "loss",
    perEpoch: ["loss": nothing.loss, "val_loss": nothing.validationLoss])
notebook.overflow("loss", of: nothing.loss, "epoch")
if nothing.validationLoss.allSatisfy(\.isFinite) {
    notebook.showTurningPoint(
        nothing,
        learnt: [nothing.bestParameters, nothing.parameters].map {
            wrongLabelsLearnt($0, digits, labels, wrong)
        })
}

notebook.section("Four ways to do better")
notebook.text(
    """
    L2 has λ = 0.01. Dropout switches off 70 % of the hidden neurons. More data means 1,000 \
    pictures, just as badly labelled, for half as many epochs, so that there are as many steps. \
    Early stopping takes the first network, with the weights of its best epoch. All begin with the \
    same weights. The validation loss:
    """)
let bar = notebook.progress("Training", total: runs)
let trainings = (0..<runs).map { run in
    var other = settings
    other.seed += 10 * run
    let first = run == 0 ? nothing : train(methods[0], digits, other)
    let rest = methods.dropFirst().map { train($0, digits, other) }
    bar.advance(to: run + 1)
    return [first] + rest
}
bar.finish()
notebook.showCurves(methods, trainings[0])

notebook.section("On the test pictures")
notebook.text(
    """
    Each kind of training is run \(runs) \(runs == 1 ? "time" : "times"), each time with other \
    first weights, orders and wrong labels. Run k of one kind shares them with run k of the \
    others, so that the runs can be compared in pairs. Δ is the difference from doing nothing:
    """)
notebook.showComparison(outcomes(methods, trainings, digits))
let stops = trainings.map { "\($0[0].bestEpoch)" }.joined(separator: ", ")
notebook.text("Early stopping went back to epoch\(runs == 1 ? "" : "s") \(stops).")

notebook.section("Choosing hyper-parameters")
notebook.text(
    """
    No gradient finds the learning rate or the number of hidden neurons. They are \
    hyper-parameters, and they are found by trying. The validation pictures say which trial is \
    best. The best of many was also lucky on them. Only the test pictures, by which nothing was \
    chosen, say how good it really is.
    """)
var short = settings
short.epochs = min(settings.epochs, 10)
notebook.showSearch(search(digits, short))

notebook.section("Try it")
notebook.formulas(
    """
    --wrong-labels 0     with right labels: what is left of the differences?
    --wrong-labels 50    half of them wrong: what is still learnt?
    --epochs 10          stopped before the trouble begins
    --runs 6             six runs of each kind
    --hidden 16 --learning-rate 0.01 --csv a.csv     a trial by hand; two such files
                                                     side by side: CompareCurves
    """)
notebook.next(exercise: "Exercise08Overfitting", lesson: "Lesson09BatchNormalization")
program.finish()
