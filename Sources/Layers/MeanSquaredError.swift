import Matrices

/// The mean squared error: mean( (ŷ − y)² ) over all elements. Lesson 01 derives it.
/// - Parameters:
///   - predicted: ŷ, a row per example.
///   - y: The true values, of the same shape.
public func meanSquaredError(_ predicted: Matrix, _ y: Matrix) -> Double {
    let error = predicted - y
    return (error * error).mean()
}

/// The derivative of the mean squared error with respect to ŷ: 2 (ŷ − y) / (number of elements).
/// Lesson 02 derives it.
/// - Parameters:
///   - predicted: ŷ, a row per example.
///   - y: The true values, of the same shape.
public func meanSquaredErrorDerivative(_ predicted: Matrix, _ y: Matrix) -> Matrix {
    2 * (predicted - y) / Double(y.rows * y.columns)
}
