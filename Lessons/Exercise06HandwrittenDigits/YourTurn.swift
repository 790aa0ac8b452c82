// Your turn: write the three functions. The chapter of lesson 06 derives them, on paper.
//
// m pictures, 10 classes: a row per picture, a column per class. Useful:
//
//   z[row: i]                       the numbers of row i, an array: .max()!, .map { … }, .reduce(0, +)
//   z[i, j]                         one number
//   a - b, a / 2                    element by element

import Foundation
import Matrices

/// Probabilities from scores, row by row, for scores of any size.
///
///   z        m × 10
///   p = …    m × 10     all positive, and each row adds up to 1
func softmax(_ z: Matrix) -> Matrix {
    var p = Matrix(zerosLike: z)
    for i in 0..<z.rows {
        p[row: i] = z[row: i].map { _ in 0 }
    }
    return p
}

/// How wrong the scores are, from z, so that no z is too large for it.
///
///   z        m × 10
///   y        m × 10     one-hot: a 1 in the column of the right class, else 0
///   J = …    one number: the mean over the pictures of −log p[right class]
func crossEntropy(_ z: Matrix, _ y: Matrix) -> Double {
    return 0
}

/// Where the way back begins.
///
///   p, y      m × 10
///   dz = …    m × 10    the derivative of J with respect to each score
func backward(_ p: Matrix, _ y: Matrix) -> Matrix {
    return Matrix(zerosLike: p)
}
