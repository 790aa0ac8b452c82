// Your turn: write the two functions. The chapter of lesson 03 derives them, on paper.
//
// m pictures of n pixels. Useful:
//
//   a - b, a * b, a / 2             element by element
//   a.sum(), a.mean()               one number
//   matmul(a, b)                    a·b
//   matmul(transposed: a, b)        aᵀ·b
//   a.map(with: b) { a, b in … }    a number from each pair of elements

import Foundation
import Matrices

/// How wrong the model is, from z, so that no z is too large for it.
///
///   z    m × 1     the scores, before σ
///   y    m × 1     the signs, 0 or 1
///   J = …          one number: the mean of the log losses
func cost(_ z: Matrix, _ y: Matrix) -> Double {
    return 0
}

/// Which way is uphill, where z = x·w + b and ŷ = σ(z).
///
///   x            m × n     a picture per row
///   predicted    m × 1     ŷ
///   y            m × 1
///   dz = …       m × 1
///   dw = …       n × 1     the derivative of J with respect to each weight
///   db = …       one number
func backward(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dw: Matrix, db: Double) {
    let dw = Matrix(rows: x.columns, columns: 1)
    let db = 0.0
    return (dw, db)
}
