import Matrices

/// The gradient of a cost by central differences: ( J(w + h) − J(w − h) ) / 2h, element by element.
///
/// Slow, and exact to about ten digits: the yardstick for gradients worked out by hand. Lesson 02
/// derives it.
/// - Parameters:
///   - w: Where the gradient is wanted, of any shape.
///   - step: h, the distance to either side.
///   - cost: J as a function of w alone.
/// - Returns: A matrix of w's shape.
public func numericalGradient(
    at w: Matrix, step h: Double = 1e-5, _ cost: (Matrix) -> Double
) -> Matrix {
    var moved = w
    return Matrix(rows: w.rows, columns: w.columns) { i, j in
        moved[i, j] = w[i, j] + h
        let above = cost(moved)
        moved[i, j] = w[i, j] - h
        let below = cost(moved)
        moved[i, j] = w[i, j]
        return (above - below) / (2 * h)
    }
}
