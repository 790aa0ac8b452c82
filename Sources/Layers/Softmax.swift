import Foundation
import Matrices

/// Probabilities of several classes from their scores: e^z / Σ e^z, row by row.
///
/// Each row's maximum is subtracted first: that changes nothing, and e^1000 never happens. Lesson
/// 04 introduces it, lesson 06 derives it.
/// - Parameter z: Scores, a row per example, a column per class.
/// - Returns: A matrix of the same shape, each row of which sums to 1.
public func softmax(_ z: Matrix) -> Matrix {
    var shifted = z
    for i in 0..<z.rows {
        let row = i * z.columns..<(i + 1) * z.columns
        let highest = z.values[row].max() ?? 0
        for k in row { shifted.values[k] -= highest }
    }
    var p = exp(shifted)
    for i in 0..<z.rows {
        let row = i * z.columns..<(i + 1) * z.columns
        let sum = p.values[row].reduce(0, +)
        for k in row { p.values[k] /= sum }
    }
    return p
}

/// The cross-entropy of softmax outputs, from the scores: mean over rows of log Σ e^z − z[label].
///
/// Its derivative with respect to z is (softmax(z) − y) / (number of rows). Lesson 06 derives it.
/// - Parameters:
///   - z: Scores, a row per example, a column per class.
///   - y: The true classes, one-hot, of the same shape.
public func crossEntropy(_ z: Matrix, _ y: Matrix) -> Double {
    guard z.rows == y.rows, z.columns == y.columns else {
        stop("scores are \(z.rows) × \(z.columns), classes \(y.rows) × \(y.columns)")
    }
    var total = 0.0
    for i in 0..<z.rows {
        let row = i * z.columns..<(i + 1) * z.columns
        let highest = z.values[row].max() ?? 0
        var sum = 0.0
        var right = 0.0
        for k in row {
            sum += exp(z.values[k] - highest)
            // Where y is 0 a score of −∞ counts nothing: 0 · ∞ would be no number.
            if y.values[k] != 0 { right += y.values[k] * (z.values[k] - highest) }
        }
        total += log(sum) - right
    }
    return total / Double(z.rows)
}

/// The share of rows whose highest score is at the true class, 0…1.
/// - Parameters:
///   - scores: A row per example, a column per class: z or probabilities.
///   - y: The true classes, one-hot.
public func accuracy(_ scores: Matrix, _ y: Matrix) -> Double {
    let pairs = zip(scores.indexOfMaximumInRows(), y.indexOfMaximumInRows())
    return Double(pairs.filter { $0 == $1 }.count) / Double(y.rows)
}
