// Your turn: write backpropagation through time. The chapter of lesson 11 derives it, on paper.
//
// A sequence is an array: a matrix for each step, with a row per example. Useful:
//
//   x.indices.reversed()            the steps, from the last one to the first
//   a + b, a * b, 1 - a             element by element, or with a number; also a += b
//   a.columnSums()                  the sum of each column, 1 × its columns
//   matmul(a, b)                    a·b
//   matmul(transposed: a, b)        aᵀ·b
//   matmul(a, transposed: b)        a·bᵀ

import Matrices

/// The gradient of a recurrent layer, where each step of the way forward was
///
///   h(t + 1) = tanh( x(t)·Wx + h(t)·Wh + b )        h(0) = 0, and t = 0, 1 … T − 1
///
///   x[t]               m × inputs     what comes in at step t
///   h[t], h[t + 1]     m × hidden     the state before step t, and after it
///   dOutput[t]         m × hidden     what the cost's derivative with respect to h[t + 1] is
///                                     because of the output of this step alone
///   p.wx, p.wh, p.b    inputs × hidden, hidden × hidden, 1 × hidden
///
///   at each step, from the last one to the first:
///   dh = …             from the output of this step, and from the step after it
///   dz = …             through the tanh
///   dWx, dWh, db = …   every step adds its share
func backward(_ x: [Matrix], _ h: [Matrix], _ dOutput: [Matrix], _ p: Parameters) -> Parameters {
    let dwx = Matrix(zerosLike: p.wx)
    let dwh = Matrix(zerosLike: p.wh)
    let db = Matrix(zerosLike: p.b)
    return Parameters(wx: dwx, wh: dwh, b: db)
}
