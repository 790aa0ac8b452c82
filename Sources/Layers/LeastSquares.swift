import Matrices

/// The weights and the intercept for which x·w + b comes nearest to y: least squares. Lesson 01
/// derives it.
///
/// A column that is constant, or depends on those before it, tells nothing new and gets weight 0.
/// - Parameters:
///   - x: A row per example, m × n.
///   - y: m × 1.
/// - Returns: w, n × 1, and b.
public func leastSquares(_ x: Matrix, _ y: Matrix) -> (w: Matrix, b: Double) {
    let ones = Matrix(rows: x.rows, columns: 1, repeating: 1)
    let weights = solveLeavingOut(Matrix(joining: [ones, x]), y)
    return (weights[rows: 1..<weights.rows], weights[0, 0])
}
