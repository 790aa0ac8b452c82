import Matrices

import func Layers.leastSquares

/// The derivative of (ŷ − y)² with respect to z: the sigmoid's own, ŷ (1 − ŷ), stays in it.
func squaredErrorSlope(_ predicted: Matrix, _ y: Matrix) -> Matrix {
    2 * (predicted - y) * predicted * (1 - predicted)
}

/// dw where the cost is the mean squared error.
func squaredErrorGradient(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> Matrix {
    matmul(transposed: x, squaredErrorSlope(predicted, y) / Double(x.rows))
}

/// For each z: ŷ, the log loss and its derivative with respect to z, the squared error and its own.
func losses(_ z: Matrix, y: Double) -> [Matrix] {
    let predicted = sigmoid(z)
    let error = predicted - y
    let log = z.map { z in cost(Matrix(row: [z]), Matrix(row: [y])) }
    let slope = squaredErrorSlope(predicted, z.map { _ in y })
    return [predicted, log, error, error * error, slope]
}

/// A straight line by least squares, and a sigmoid by this lesson's own training.
func fitBoth(_ x: Matrix, _ y: Matrix) -> (line: Parameters, sigmoid: Parameters) {
    let (w, b) = leastSquares(x, y)
    let settings = Settings(learningRate: 0.1, iterations: 20_000)
    let training = train(x, y, from: firstParameters(pixels: 1), settings)
    return (Parameters(w: w, b: b), training.parameters)
}
