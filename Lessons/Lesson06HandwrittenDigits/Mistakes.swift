import Foundation
import Matrices

import struct Layers.Adam
import struct Layers.Perceptron
import func Layers.batches

/// Both sets' labels, and how well a network knows their pictures.
func measure(
    _ digits: Digits, _ network: Perceptron
) -> [(name: String, labels: [Int], accuracy: Double)] {
    [("training", digits.train), ("test", digits.test)].map { name, set in
        (name, set.labels, accuracy(network.predict(set.pictures), oneHot(set.labels)))
    }
}

/// Scores of three classes, small and large.
let overflowScores = [
    [1, 0, -1], [100, 99, 98], [709, 708, 707], [710, 709, 708], [1000, 999, 998],
]
.map { Matrix(row: $0) }

/// Softmax as the formula is written, without subtracting the maximum.
func naiveSoftmax(_ z: Matrix) -> Matrix {
    let powers = exp(z)
    let sums = powers.rowSums()
    return Matrix(rows: z.rows, columns: z.columns) { i, j in powers[i, j] / sums[i, 0] }
}

/// −log p[right class] as it is written.
func naiveCrossEntropy(_ z: Matrix, _ y: Matrix) -> Double {
    let p = naiveSoftmax(z)
    let losses = (0..<p.rows).map { i in -log(zip(p[row: i], y[row: i]).first { $1 == 1 }!.0) }
    return losses.reduce(0, +) / Double(p.rows)
}

/// The loss of every batch of one epoch on up to 4,000 pictures with pixels up to 255, at ten times
/// the learning rate, with a softmax and a loss of the caller's choice.
func batchLosses(
    _ digits: Digits, _ settings: Settings, _ softmax: (Matrix) -> Matrix,
    _ loss: (Matrix, Matrix) -> Double
) -> [Double] {
    let rows = 0..<min(4000, digits.train.labels.count)
    let (x, y) = (255 * digits.train.pictures[rows: rows], oneHot(Array(digits.train.labels[rows])))
    var network = firstNetwork([784, 128, 10], seed: settings.seed)
    var order = RandomState(seed: settings.seed + 2)
    var adam = Adam(learningRate: 10 * settings.learningRate)
    return batches(of: settings.batchSize, from: x.rows, &order).map { batch in
        let trace = network.forward(x[rows: batch])
        let dz = backward(softmax(trace.output), y[rows: batch])
        adam.update(&network.parameters, network.backward(trace, dz))
        return loss(trace.output, y[rows: batch])
    }
}
