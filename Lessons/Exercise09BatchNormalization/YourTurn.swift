// Your turn: write batch normalisation backwards. The chapter of lesson 09 derives it, on paper.
//
// m examples, n neurons: a row per example, a column per neuron. A 1 × n row goes with every row of an
// m × n matrix, in + - * and /. Useful:
//
//   a.columnSums()                  the sum of each column, 1 × n
//   a.columnMeans()                 the mean of each column, 1 × n

import Matrices

/// The gradient of batch normalisation, where the way forward was, column by column,
///
///   μ = mean z     v = mean (z − μ)²     ẑ = (z − μ) / √(v + ε)     y = γ ẑ + β
///
///   dy               m × n     the derivative of the cost with respect to y
///   normalized       m × n     ẑ
///   deviation        1 × n     √(v + ε)
///   gamma            1 × n     γ
///
///   dBeta = …        1 × n
///   dGamma = …       1 × n
///   dẑ = …           m × n
///   dz = …           m × n     z reaches ẑ in three ways: by itself, through μ, and through v
func backward(
    _ dy: Matrix, normalized: Matrix, deviation: Matrix, gamma: Matrix
) -> (dz: Matrix, dGamma: Matrix, dBeta: Matrix) {
    let dBeta = Matrix(zerosLike: gamma)
    let dGamma = Matrix(zerosLike: gamma)
    let dz = Matrix(zerosLike: dy)
    return (dz, dGamma, dBeta)
}
