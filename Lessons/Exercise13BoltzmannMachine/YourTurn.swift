// Your turn: write a restricted Boltzmann machine. The chapter of lesson 13 derives it, on paper.
//
// m examples, a row each; b is 1 × visible, c is 1 × hidden, W is visible × hidden. Useful:
//
//   sigmoid(a)                      of each element
//   a.map(with: u) { a, u in … }    a number from each pair of elements
//   a.columnSums()                  the sum of each column, 1 × its columns
//   matmul(a, b)                    a·b
//   matmul(transposed: a, b)        aᵀ·b
//   matmul(a, transposed: b)        a·bᵀ

import Matrices

/// How probable it is that each hidden unit is 1, given the visible ones.
///
///   v                  m × visible
///   p(h = 1 | v) = …   m × hidden
func hiddenProbability(_ v: Matrix, w: Matrix, c: Matrix) -> Matrix {
    return Matrix(rows: v.rows, columns: w.columns)
}

/// The same the other way round.
///
///   h                  m × hidden
///   p(v = 1 | h) = …   m × visible
func visibleProbability(_ h: Matrix, w: Matrix, b: Matrix) -> Matrix {
    return Matrix(rows: h.rows, columns: w.rows)
}

/// One step of contrastive divergence: an estimate of the gradient of J = −mean log p(v).
///
///   v₀         m × visible    what was seen
///   u          m × hidden     random numbers between 0 and 1: a unit becomes 1 where u < p
///   h = …      m × hidden     drawn from p(h = 1 | v₀)
///   v₁ = …     m × visible    the probabilities given h: what the machine makes of it
///   dW, db, dc = …            from v₀ with p(h | v₀), and v₁ with p(h | v₁)
func contrastiveDivergence(
    _ v0: Matrix, w: Matrix, b: Matrix, c: Matrix, u: Matrix
) -> (dw: Matrix, db: Matrix, dc: Matrix) {
    let dw = Matrix(zerosLike: w)
    let db = Matrix(zerosLike: b)
    let dc = Matrix(zerosLike: c)
    return (dw, db, dc)
}
