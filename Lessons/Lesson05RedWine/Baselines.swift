import Matrices

/// The middle one of the values in order, or the mean of the two in the middle.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// Least squares with a bias, fitted to the training rows and asked for others.
func leastSquares(_ x: Matrix, _ y: Matrix, predicting other: Matrix) -> Matrix {
    func withOnes(_ x: Matrix) -> Matrix {
        Matrix(joining: [x, Matrix(rows: x.rows, columns: 1, repeating: 1)])
    }
    return matmul(withOnes(other), solve(withOnes(x), y))
}
