import Foundation
import Layers
import Matrices
import Notebook

/// Softmax as the formula is written, without subtracting the maximum.
func naiveSoftmax(_ z: Matrix) -> Matrix {
    let powers = exp(z)
    let sums = powers.rowSums()
    return Matrix(rows: z.rows, columns: z.columns) { i, j in powers[i, j] / sums[i, 0] }
}

/// −log p[right class] as it is written.
func naiveCrossEntropy(_ p: Matrix, _ y: Matrix) -> Double {
    let losses = (0..<p.rows).map { i in -log(zip(p[row: i], y[row: i]).first { $1 == 1 }!.0) }
    return losses.reduce(0, +) / Double(p.rows)
}

func showOverflow(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, softmax: (Matrix) -> Matrix,
    crossEntropy: (Matrix, Matrix) -> Double,
    learningRate: Double, batchSize: Int, seed: Int
) {
    notebook.text(
        """
        e^z overflows from z ≈ 710 on: e^z is infinite then, and ∞ / ∞ is not a number. \
        Subtracting the row's maximum changes no probability, since e^(z − c) = e^z / e^c above \
        and below the line, and then the largest power is e^0 = 1. p of the first of three \
        classes:
        """)
    notebook.table(
        ["scores", "as the formula is written", "with z − max z"],
        [[1, 0, -1], [100, 99, 98], [709, 708, 707], [710, 709, 708], [1000, 999, 998]].map { z in
            let row = Matrix(row: z)
            return [
                z.map { fixed($0, 0) }.joined(separator: ", "), fixed(naiveSoftmax(row)[0, 0], 6),
                fixed(softmax(row)[0, 0], 6),
            ]
        })
    notebook.text(
        """
        In training it takes little to get there: pixels that were not divided by 255, and a \
        learning rate of \(10 * learningRate). (In 32-bit numbers, with which most libraries \
        calculate, e^z overflows from z ≈ 89 on, and the pixels alone are enough.) One epoch each \
        way, the loss of some batches:
        """)
    let pixels = (255 * x[rows: 0..<min(4000, x.rows)], y[rows: 0..<min(4000, y.rows)])
    let naive = batchLosses(
        pixels.0, pixels.1, softmax: naiveSoftmax,
        loss: { z, y in
            naiveCrossEntropy(naiveSoftmax(z), y)
        }, learningRate: 10 * learningRate, batchSize: batchSize, seed: seed)
    let safe = batchLosses(
        pixels.0, pixels.1, softmax: softmax, loss: crossEntropy,
        learningRate: 10 * learningRate, batchSize: batchSize, seed: seed)
    notebook.table(
        ["batch", "as the formula is written", "with z − max z"],
        naive.indices.filter { $0 < 5 || $0 % 25 == 0 }.map { batch in
            ["\(batch)", fixed(naive[batch], 6), fixed(safe[batch], 6)]
        })
    if let lost = naive.firstIndex(where: { !$0.isFinite }), safe.allSatisfy(\.isFinite) {
        notebook.text(
            """
            In batch \(lost) the loss left the numbers, and a weight that is not a number never \
            becomes one again. With the maximum subtracted, the same network goes on learning.
            """)
    }
}

/// The loss of every batch of one epoch, with a softmax and a loss of the caller's choice.
func batchLosses(
    _ x: Matrix, _ y: Matrix, softmax: (Matrix) -> Matrix, loss: (Matrix, Matrix) -> Double,
    learningRate: Double, batchSize: Int, seed: Int
) -> [Double] {
    var weights = RandomState(seed: seed + 1)
    var order = RandomState(seed: seed + 2)
    var network = Perceptron(sizes: [784, 128, 10], activation: .relu, random: &weights)
    var adam = Adam(learningRate: learningRate)
    let shuffled = order.permutation(x.rows)
    return stride(from: 0, to: x.rows, by: batchSize).map { start in
        let batch = Array(shuffled[start..<min(start + batchSize, x.rows)])
        let trace = network.forward(x[rows: batch])
        let yBatch = y[rows: batch]
        let dz = (softmax(trace.output) - yBatch) / Double(batch.count)
        adam.update(&network.parameters, network.backward(trace, dz))
        return loss(trace.output, yBatch)
    }
}
