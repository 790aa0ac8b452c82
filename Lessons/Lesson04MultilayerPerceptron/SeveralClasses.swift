import Foundation
import Layers
import Matrices
import Notebook

/// Three classes: the two rings of before, and 100 points around the middle.
func threeRings(seed: Int) -> (x: Matrix, y: Matrix) {
    let rings = twoRings(seed: seed).x
    var random = RandomState(seed: seed + 3)
    let middle = 0.1 * random.randn(rows: 100, columns: 2)
    return (
        Matrix(stacking: [rings, middle]),
        Matrix(rows: 300, columns: 3) { i, j in i / 100 == j ? 1 : 0 }
    )
}

/// 2-16-3 with tanh and softmax: dz₂ = (softmax(z₂) − y) / m, all else as for two classes.
func backwardSoftmax(_ x: Matrix, _ trace: Trace, _ y: Matrix, _ p: Parameters) -> Parameters {
    let dz2 = (softmax(trace.z2) - y) / Double(x.rows)
    let dz1 = Activation.tanh.backward(matmul(dz2, transposed: p.w2), trace.z1, trace.a1)
    return Parameters(
        w1: matmul(transposed: x, dz1), b1: dz1.columnSums(),
        w2: matmul(transposed: trace.a1, dz2), b2: dz2.columnSums())
}

/// 1,000 steps of gradient descent: cross-entropy and accuracy after every 200 of them.
func trainSoftmax(seed: Int) -> [(iteration: Int, loss: Double, accuracy: Double)] {
    let (x, y) = threeRings(seed: seed)
    var p = firstParameters(hidden: 16, outputs: 3, seed: seed)
    var curve: [(iteration: Int, loss: Double, accuracy: Double)] = []
    for iteration in 0...1000 {
        let trace = forward(x, p, .tanh)
        if iteration % 200 == 0 {
            curve.append(
                (iteration, crossEntropy(trace.z2, y), Layers.accuracy(trace.z2, y)))
        }
        update(&p, backwardSoftmax(x, trace, y, p), learningRate: 0.5)
    }
    return curve
}

func showSoftmax(_ notebook: Notebook, seed: Int) {
    notebook.text(
        """
        For two classes one output is enough: σ(z) is the probability of class 1, and 1 − σ(z) \
        that of class 0. For several classes each has an output of its own, and softmax makes \
        probabilities of them: e^z of the class, divided by the sum of e^z of all. With two \
        classes both say the same, for softmax(0, z) has e^z / (e^0 + e^z) = σ(z):
        """)
    notebook.table(
        ["z", "σ(z)", "softmax(0, z)"],
        [-2.0, 0, 1, 3].map { z in
            let both = softmax(Matrix(row: [0, z]))
            return [
                fixed(z, 0), fixed(sigmoid(Matrix(row: [z])).sum(), 6),
                "\(fixed(both[0, 0], 6)) \(fixed(both[0, 1], 6))",
            ]
        })
    notebook.text(
        """
        A third class, 100 points in the middle of the rings, and a network 2-16-3 with tanh. Its \
        backward pass starts with dz₂ = (softmax(z₂) − y) / m, the same shape of formula as \
        before; lesson 06 derives it.
        """)
    notebook.table(
        ["iteration", "cross-entropy", "accuracy"],
        trainSoftmax(seed: seed).map { iteration, loss, accuracy in
            ["\(iteration)", fixed(loss, 6), "\(fixed(100 * accuracy, 2)) %"]
        })
}
