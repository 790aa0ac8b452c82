import Datasets
import Matrices
import Notebook

import func Layers.crossEntropy
import func Layers.softmax

// Softmax and its loss, which lesson 06 derives, on this lesson's network with three outputs.

/// Three classes: the two rings of before, and 100 points around the middle.
func threeRings(seed: Int) -> (x: Matrix, y: Matrix) {
    var random = RandomState(seed: seed + 3)
    let middle = 0.1 * random.randn(rows: 100, columns: 2)
    return (
        Matrix(stacking: [twoRings(seed: seed).x, middle]),
        Matrix(rows: 300, columns: 3) { i, j in i / 100 == j ? 1 : 0 }
    )
}

/// dz₂ = (softmax(z₂) − y) / m, and from there back as for two classes.
func softmaxGradient(_ trace: Trace, _ y: Matrix, _ p: Parameters, _ f: Activation) -> Parameters {
    backward(trace, (softmax(trace.z2) - y) / Double(y.rows), p, f)
}

/// Which part of the points has its largest output in its own class.
func softmaxAccuracy(_ z2: Matrix, _ y: Matrix) -> Double {
    let right = zip(z2.indexOfMaximumInRows(), y.indexOfMaximumInRows()).count { $0 == $1 }
    return Double(right) / Double(y.rows)
}

/// 1,000 steps of gradient descent with tanh: cross-entropy and accuracy after every 200 of them.
func trainSoftmax(
    _ x: Matrix, _ y: Matrix, from first: Parameters,
    by gradient: (Trace, Matrix, Parameters, Activation) -> Parameters = softmaxGradient
) -> (parameters: Parameters, curve: [(iteration: Int, loss: Double, accuracy: Double)]) {
    var p = first
    var curve: [(iteration: Int, loss: Double, accuracy: Double)] = []
    for iteration in 0...1000 {
        let trace = forward(x, p, .tanh)
        if iteration % 200 == 0 {
            curve.append((iteration, crossEntropy(trace.z2, y), softmaxAccuracy(trace.z2, y)))
        }
        update(&p, gradient(trace, y, p, .tanh), learningRate: 0.5)
    }
    return (p, curve)
}

/// Cross-entropy and accuracy of 2-16-3 on the three classes, as it learns.
func trainOnThreeRings(seed: Int) -> [(iteration: Int, loss: Double, accuracy: Double)] {
    let (x, y) = threeRings(seed: seed)
    return trainSoftmax(x, y, from: firstParameters(hidden: 16, outputs: 3, seed: seed)).curve
}

extension Notebook {
    func showTwoClasses(_ z: [Double]) {
        text(
            """
            For two classes, one output is enough: σ(z) is the probability of class 1, and 1 − \
            σ(z) that of class 0. With more classes, each class has its own output, and softmax \
            turns the outputs into probabilities: e^z of the class, divided by the sum of e^z over \
            all classes. With two classes, both say the same, because softmax(0, z) gives the \
            second class e^z / (e^0 + e^z) = σ(z):
            """)
        table(
            ["z", "σ(z)", "softmax(0, z)"],
            z.map { z in
                let both = softmax(Matrix(row: [0, z])).values.map { fixed($0, 6) }
                let one = sigmoid(Matrix(row: [z])).sum()
                return [fixed(z, 0), fixed(one, 6), both.joined(separator: " ")]
            })
    }

    func showThreeClasses(_ curve: [(iteration: Int, loss: Double, accuracy: Double)]) {
        text(
            """
            Now there is a third class, 100 points in the middle of the rings. The network is \
            2-16-3, with tanh. Its backward pass starts with dz₂ = (softmax(z₂) − y) / m, a \
            formula of the same form as before. Lesson 06 derives it.
            """)
        table(
            ["iteration", "cross-entropy", "accuracy"],
            curve.map { ["\($0.iteration)", fixed($0.loss, 6), fixed($0.accuracy, 4)] })
    }
}
