// Lesson 03 · Logistic regression
//
// Can a weighted sum of pixels tell a hand that signs 0 from one that signs 1?
//
//   forward    z = x·w + b            ŷ = σ(z) = 1 / (1 + e^−z)
//   cost       J = mean( max(z, 0) − y z + log(1 + e^−|z|) )     the log loss, safe for any z
//   backward   dz = (ŷ − y) / m       dw = xᵀ·dz        db = Σ dz
//   update     w ← w − α dw           b ← b − α db

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The model, by hand

func sigmoid(_ z: Matrix) -> Matrix {
    1 / (1 + exp(-z))
}

func forward(_ x: Matrix, _ w: Matrix, _ b: Double) -> (z: Matrix, predicted: Matrix) {
    let z = matmul(x, w) + b
    return (z, sigmoid(z))
}

func cost(_ z: Matrix, _ y: Matrix) -> Double {
    z.map(with: y) { z, y in max(z, 0) - y * z + log1p(exp(-abs(z))) }.mean()
}

func backward(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dw: Matrix, db: Double) {
    let dz = (predicted - y) / Double(x.rows)
    return (matmul(transposed: x, dz), dz.sum())
}

func update(
    _ w: inout Matrix, _ b: inout Double, _ dw: Matrix, _ db: Double, learningRate: Double
) {
    w = w - learningRate * dw
    b = b - learningRate * db
}

/// w = 0.01 everywhere and b = 0, as in the article.
func firstParameters(of x: Matrix) -> (w: Matrix, b: Double) {
    (Matrix(rows: x.columns, columns: 1, repeating: 0.01), 0)
}

/// Gradient descent; returns the cost of every iteration as well.
///
/// `watch` sees z and ŷ of every iteration.
func train(
    _ x: Matrix, _ y: Matrix, from first: (w: Matrix, b: Double), learningRate: Double,
    iterations: Int, watch: (_ z: Matrix, _ predicted: Matrix) -> Void = { _, _ in }
) -> (w: Matrix, b: Double, costs: [Double]) {
    var (w, b) = first
    var costs: [Double] = []
    for _ in 0..<iterations {
        let (z, predicted) = forward(x, w, b)
        costs.append(cost(z, y))
        watch(z, predicted)
        let (dw, db) = backward(x, predicted, y)
        update(&w, &b, dw, db, learningRate: learningRate)
    }
    return (w, b, costs)
}

func predict(_ x: Matrix, _ w: Matrix, _ b: Double) -> Matrix {
    forward(x, w, b).predicted.map { $0 > 0.5 ? 1 : 0 }
}

/// The share of right answers, in percent.
func accuracy(_ predicted: Matrix, _ y: Matrix) -> Double {
    100 - abs(predicted - y).mean() * 100
}

// MARK: The notebook

var options = Options(
    "Lesson03LogisticRegression", "Logistic regression, by hand, on pictures of hands.")
let folder = options.path(
    "data", "DIR", "photographs: a folder with X.npy and Y.npy (else the hands are drawn)")
let learningRate = options.number("learning-rate", 0.01, "α, how far each step goes downhill")
let iterations = options.count("iterations", 150, "how many steps downhill", least: 0)
let seed = options.seed(1)
let load = options.path("load", "FILE", "begins with saved weights (--iterations 0 only uses them)")
let save = options.output("save", "FILE", "keeps the weights: .safetensors or .npz")
options.csv()
let mistake = options.mistake([
    "naive-loss": "the loss from log(ŷ), as the article has it",
    "inverted-predict": "predict without its else, as the article prints it",
])
let program = Program(options)
let notebook = program.notebook
if let save { program.attempt { try requireWritableWeights(save) } }
let saved = load.map { path in program.attempt { try readParameters(path) } }

notebook.title(
    "Lesson 03 · Logistic regression",
    "Can a weighted sum of pixels tell a hand that signs 0 from one that signs 1?")
notebook.formulas(
    """
    forward    z = x·w + b            ŷ = σ(z) = 1 / (1 + e^−z)
    cost       J = mean( max(z, 0) − y z + log(1 + e^−|z|) )
    backward   dz = (ŷ − y) / m       dw = xᵀ·dz        db = Σ dz
    update     w ← w − α dw           b ← b − α db
    """)

notebook.section("A computation graph")
showComputationGraph(notebook, a: 3, b: 4)

notebook.section("The data")
let hands = program.attempt { try signsZeroAndOne(folder: folder, seed: seed) }
let photographed = folder != nil
showHands(notebook, hands.pictures, photographed: photographed)

let split = trainTestSplit(count: 410, testFraction: 0.15, seed: 42)
let x = hands.pictures[rows: split.train]
let y = hands.signs[rows: split.train]
let xTest = hands.pictures[rows: split.test]
let yTest = hands.signs[rows: split.test]
showSplit(notebook, x, y, xTest, yTest)

notebook.section("Is the backward pass right?")
showGradientCheck(notebook, x[rows: 0..<10], y[rows: 0..<10], seed: seed)

notebook.section("Training")
let start =
    load.map { "Weights and bias start as they are in \($0)." }
    ?? "All 4096 weights start at 0.01 and the bias at 0."
notebook.text(
    """
    \(start) σ(0) = \(fixed(sigmoid(Matrix(row: [0])).sum(), 1)): a hand with z = 0 could be \
    either. Learning rate \(learningRate), \(iterations) iterations.
    """)
var articleCosts: [Double] = []
let first = saved ?? firstParameters(of: x)
let (w, b, costs) = train(x, y, from: first, learningRate: learningRate, iterations: iterations) {
    _, predicted in articleCosts.append(naiveCost(predicted, y))
}
for i in stride(from: 0, to: iterations, by: 10) {
    notebook.cost(iteration: i, photographed ? articleCosts[i] : costs[i])
}
if photographed && iterations > 0 { explainArticleCosts(notebook, articleCosts, costs) }
showCurve(notebook, costs)
if let save {
    program.attempt { try writeWeights([("w", w), ("b", Matrix(row: [b]))], to: save) }
}

notebook.section("The result")
let trainPredicted = predict(x, w, b)
let testPredicted = predict(xTest, w, b)
notebook.line("train accuracy: \(fixed(accuracy(trainPredicted, y), 2)) %")
notebook.line("test accuracy: \(fixed(accuracy(testPredicted, yTest), 2)) %")
showWeights(notebook, w - firstParameters(of: x).w)
showWrongOnes(notebook, xTest, testPredicted, yTest)

if mistake == "naive-loss" {
    showNaiveLoss(notebook, x, y, learningRate: learningRate, iterations: iterations)
}
if mistake == "inverted-predict" { showInvertedPredict(notebook, x, y, xTest, yTest, w, b) }

notebook.section("Linear against logistic regression")
showLinearAgainstLogistic(notebook)

notebook.section("What the library does")
showLibraryVersion(notebook, x, y, xTest, yTest)

notebook.section("Try it")
notebook.formulas(
    """
    --learning-rate 0.009 --iterations 200   the article's first run
    --learning-rate 0.05                     too fast: watch the first lines
    --iterations 1000                        does the test accuracy follow?
    --mistake naive-loss                     why J is computed from z
    --mistake inverted-predict               the article's missing else
    """)
program.finish()
