// Your turn: write attention backwards. The chapter of lesson 18 derives it, on paper.
//
// Useful:
//
//   a - b, a * b, a / 2             element by element, or with a number
//   a.rowSums()                     the sum of each row, m × 1
//   matmul(a, b)                    a·b
//   matmul(transposed: a, b)        aᵀ·b
//   matmul(a, transposed: b)        a·bᵀ
//
// A column goes with every column of a matrix in a loop, or as Matrix(rows:columns:) { i, j in … }.

import Foundation
import Matrices

/// The gradient of attention, where the way forward was
///
///   s = q·kᵀ / √d        a = softmax(s), row by row        o = a·v
///
///   q          m × d     what is asked for
///   k, v       n × d     what lies there: keys, and values
///   a          m × n     where each query looks: each row adds up to 1
///   dOut       m × d     the derivative of the cost with respect to o
///
///   dv = …     n × d
///   da = …     m × n
///   ds = …     m × n     back through the softmax, row by row
///   dq = …     m × d
///   dk = …     n × d
func backward(
    q: Matrix, k: Matrix, v: Matrix, a: Matrix, dOut: Matrix
) -> (dq: Matrix, dk: Matrix, dv: Matrix) {
    let dv = Matrix(zerosLike: v)
    let dq = Matrix(zerosLike: q)
    let dk = Matrix(zerosLike: k)
    return (dq, dk, dv)
}
