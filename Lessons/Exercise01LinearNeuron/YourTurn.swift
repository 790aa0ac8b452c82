// Your turn: write the three functions. The chapter of lesson 01 explains them.
//
// n examples. Useful:
//
//   a - b, a * b, 2 * a, a + 3      element by element, or with a number
//   a.sum(), a.mean()               one number
//   matmul(a, b)                    a·b: m × k times k × n
//   number.squareRoot()             the root

import Matrices

/// A neuron with one input.
///
///   x          n × 1     an example per row
///   w, b       numbers
///   ŷ = …      n × 1
func neuron(_ x: Matrix, w: Double, b: Double) -> Matrix {
    return Matrix(zerosLike: x)
}

/// A neuron with several inputs: a weight for each.
///
///   x          n × k     an example per row, an input per column
///   w          k × 1
///   b          a number
///   ŷ = …      n × 1
func neuron(_ x: Matrix, w: Matrix, b: Double) -> Matrix {
    return Matrix(rows: x.rows, columns: 1)
}

/// How wrong a neuron is, in the unit of y.
///
///   predicted, y     n × 1
///   RMSE = …         one number: the root of the mean of the squared errors
func rmse(_ predicted: Matrix, _ y: Matrix) -> Double {
    return 0
}
