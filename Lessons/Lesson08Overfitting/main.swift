// Lesson 08 · Over- and underfitting
//
// Why can the better fit be the worse answer, and what helps?
//
//   dropout    forward  a₁ ← a₁ ∗ mask        mask = 0 with probability r, else 1 / (1 − r)
//              backward da₁ ← da₁ ∗ mask      off after the training
//   L2         J + λ Σ W²                     dW ← dW + 2λ W
//   early stopping: back to the weights with the lowest loss on validation pictures

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The network, by hand

/// One random number per element, row after row: 0 with probability `rate`, else 1 / (1 − rate), so
/// that the mean stays what it was.
func dropoutMask(
    rows: Int, columns: Int, rate: Double, random: inout RandomState
) -> Matrix {
    random.randomSample(rows: rows, columns: columns).map { $0 < rate ? 0 : 1 / (1 - rate) }
}

/// Without a mask, nothing is dropped: as after the training.
func forward(_ parameters: [Matrix], _ x: Matrix, mask: Matrix? = nil) -> Trace {
    let z1 = matmul(x, parameters[0]) + parameters[1]
    var a1 = Activation.relu(z1)
    if let mask { a1 *= mask }
    let z2 = matmul(a1, parameters[2]) + parameters[3]
    return Trace(x: x, z1: z1, mask: mask, a1: a1, z2: z2)
}

/// The derivatives of cross-entropy + λ ΣW² by W1, b1, W2, b2.
func backward(_ parameters: [Matrix], _ trace: Trace, _ y: Matrix, lambda: Double) -> [Matrix] {
    let dz2 = (softmax(trace.z2) - y) / Double(y.rows)
    var da1 = matmul(dz2, transposed: parameters[2])
    if let mask = trace.mask { da1 *= mask }
    let dz1 = da1 * Activation.relu.derivative(trace.z1, trace.a1)
    var dw1 = matmul(transposed: trace.x, dz1)
    var dw2 = matmul(transposed: trace.a1, dz2)
    if lambda > 0 {
        dw1 += 2 * lambda * parameters[0]
        dw2 += 2 * lambda * parameters[2]
    }
    return [dw1, dz1.columnSums(), dw2, dz2.columnSums()]
}

/// λ times the sum of all squared weights. Biases go free.
func penalty(_ parameters: [Matrix], lambda: Double) -> Double {
    lambda * ((parameters[0] * parameters[0]).sum() + (parameters[2] * parameters[2]).sum())
}

// MARK: The notebook

var options = Options(
    "Lesson08Overfitting", "Memorising against generalising, and four ways to do better.")
let learningRate = options.number("learning-rate", 0.001, "α of Adam, how far each step goes")
let batchSize = options.count("batch-size", 32, "how many pictures make a step")
let epochs = options.count("epochs", 60, "how often the 500 pictures are seen", least: 2)
let runs = options.count("runs", 3, "how many trainings of each kind are compared")
let wrongLabels = options.count(
    "wrong-labels", 20, "how many per cent of the labels are wrong", least: 0, most: 90)
let seed = options.seed(0)
options.csv()
let program = Program(options)
let notebook = program.notebook

notebook.title(
    "Lesson 08 · Over- and underfitting",
    "Why can the better fit be the worse answer, and what helps?")
notebook.formulas(
    """
    dropout    forward   a₁ ← a₁ ∗ mask      mask = 0 with probability r,
                                             else 1 / (1 − r)
               backward  da₁ ← da₁ ∗ mask    off after the training
    L2         J + λ Σ W²                    dW ← dW + 2λ W
    """)

showThreePolynomials(notebook, seed: seed)
let sets = (0..<20).map { PointSet(seed: seed + $0) }
showManySets(notebook, sets)
showUnderfitting(notebook, sets)

notebook.section("Digits, some of them mislabelled")
let data = program.attempt { try digits() }
let firstLabels = mislabelled(data, percent: wrongLabels, seed: seed)
showWrongLabels(notebook, data, firstLabels, percent: wrongLabels)

notebook.section("Are the formulas right?")
showGradientCheck(notebook, seed: seed)

notebook.section("Learning by heart")
let methods = [
    Method(name: "nothing"), Method(name: "L2", lambda: 0.01),
    Method(name: "dropout", dropout: 0.7), Method(name: "more data", pictures: 1000),
]
notebook.text(
    """
    784-128-10 with ReLU, Adam with learning rate \(learningRate), batches of \(batchSize), \
    \(epochs) epochs: more than enough for 500 pictures. loss and accuracy are means over the \
    batches as they come; val_loss and val_accuracy are measured after the epoch on 500 \
    validation pictures, whose labels are right.
    """)
let bar = notebook.progress("Training", total: epochs * runs * methods.count)
var passed = 0
let settings = Settings(
    epochs: epochs, batchSize: batchSize, learningRate: learningRate, wrongLabels: wrongLabels)
let nothing = train(methods[0], data, settings, seed: seed) {
    passed += 1
    bar.advance(to: passed)
}
for k in 0..<epochs {
    notebook.epoch(
        k + 1, of: epochs,
        [
            "loss": nothing.losses[k], "accuracy": nothing.accuracies[k],
            "val_loss": nothing.validationLosses[k],
            "val_accuracy": nothing.validationAccuracies[k],
        ])
}
showTurningPoint(notebook, nothing)

notebook.section("Four ways to do better")
notebook.text(
    """
    L2 with λ = 0.01. Dropout that switches off 70 % of the hidden neurons at every step. More \
    data: 1,000 pictures, as badly labelled, for half as many epochs, so as many steps. And early \
    stopping: the first network, with the weights of its best epoch. All others do the same steps \
    from the same first weights. The validation loss while training:
    """)
var compared = [[nothing]]
for method in methods.dropFirst() {
    compared.append([
        train(method, data, settings, seed: seed) {
            passed += method.pictures / 500
            bar.advance(to: passed)
        }
    ])
}
for run in 1..<max(runs, 1) {
    for (k, method) in methods.enumerated() {
        compared[k].append(
            train(method, data, settings, seed: seed + 10 * run) {
                passed += method.pictures / 500
                bar.advance(to: passed)
            })
    }
}
bar.finish()
showCurves(notebook, methods, compared.map { $0[0] })
showComparison(notebook, methods, compared)

notebook.section("Try it")
notebook.formulas(
    """
    --wrong-labels 0     with right labels: what is left of the differences?
    --wrong-labels 50    half of them wrong, and still
    --epochs 10          stopped before the trouble begins
    --runs 6             six trainings of each kind
    """)
program.finish()
