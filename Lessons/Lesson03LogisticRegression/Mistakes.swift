import Foundation
import Matrices

// The article's loss, −y log ŷ − (1 − y) log(1 − ŷ).

func naiveLoss(_ z: Double, _ y: Double) -> Double {
    let predicted = 1 / (1 + exp(-z))
    return -y * log(predicted) - (1 - y) * log(1 - predicted)
}

func naiveLoss(_ z: Float, _ y: Float) -> Float {
    let predicted = 1 / (1 + exp(-z))
    return -y * log(predicted) - (1 - y) * log(1 - predicted)
}

func naiveCost(_ z: Matrix, _ y: Matrix) -> Double {
    z.map(with: y) { z, y in naiveLoss(z, y) }.mean()
}

/// The lesson's training in Float from beginning to end: the naive cost before each step.
func trainInFloat(_ x: Matrix, _ y: Matrix, _ settings: Settings) -> [Float] {
    let rows = (0..<x.rows).map { x[row: $0].map(Float.init) }
    let signs = y.values.map(Float.init)
    let m = Float(x.rows)
    let rate = Float(settings.learningRate)
    var w = [Float](repeating: 0.01, count: x.columns)
    var b: Float = 0
    var costs: [Float] = []
    for _ in 0..<settings.iterations {
        let z = rows.map { row in zip(row, w).reduce(b) { $0 + $1.0 * $1.1 } }
        costs.append(zip(z, signs).reduce(0) { $0 + naiveLoss($1.0, $1.1) } / m)
        let dz = zip(z, signs).map { z, y in (1 / (1 + exp(-z)) - y) / m }
        for (row, dz) in zip(rows, dz) {
            for j in w.indices { w[j] -= rate * dz * row[j] }
        }
        b -= rate * dz.reduce(0, +)
    }
    return costs
}

// Another article's costs: without the minus sign, and for two classes with a wrong sign inside.

/// log ŷ from z; that of 1 − ŷ is logOfSigmoid(−z).
func logOfSigmoid(_ z: Double) -> Double {
    min(z, 0) - log1p(exp(-abs(z)))
}

/// J = mean( y log ŷ + (1 − y) log(1 − ŷ) )
func costWithoutMinus(_ z: Matrix, _ y: Matrix) -> Double {
    z.map(with: y) { z, y in y * logOfSigmoid(z) + (1 - y) * logOfSigmoid(-z) }.mean()
}

func backwardWithoutMinus(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (
    dw: Matrix, db: Double
) {
    let dz = (y - predicted) / Double(x.rows)
    return (matmul(transposed: x, dz), dz.sum())
}

/// J = mean( y log ŷ − (1 − y) log(1 − ŷ) )
func costWithWrongSign(_ z: Matrix, _ y: Matrix) -> Double {
    z.map(with: y) { z, y in y * logOfSigmoid(z) - (1 - y) * logOfSigmoid(-z) }.mean()
}

func backwardWithWrongSign(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (
    dw: Matrix, db: Double
) {
    let dz = (y * (1 - predicted) + (1 - y) * predicted) / Double(x.rows)
    return (matmul(transposed: x, dz), dz.sum())
}

/// The article's predict as printed: without the else, 0 is overwritten by 1 only where ŷ ≤ 0.5.
func invertedPredict(_ x: Matrix, _ parameters: Parameters) -> Matrix {
    forward(x, parameters).predicted.map { $0 <= 0.5 ? 1 : 0 }
}
