import Foundation
import Layers
import Matrices

/// The two losses of one answer, and their derivatives with respect to z.
struct Losses {
    var z, predicted, log, logSlope, square, squareSlope: Double
}

func losses(z: Double, y: Double) -> Losses {
    let predicted = 1 / (1 + exp(-z))
    return Losses(
        z: z, predicted: predicted,
        log: cost(Matrix(row: [z]), Matrix(row: [y])), logSlope: predicted - y,
        square: (predicted - y) * (predicted - y),
        squareSlope: 2 * (predicted - y) * predicted * (1 - predicted))
}

/// dw where the cost is the mean squared error: ŷ (1 − ŷ) stays in it.
func squaredErrorGradient(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> Matrix {
    let dz = 2 * (predicted - y) * predicted * (1 - predicted) / Double(x.rows)
    return matmul(transposed: x, dz)
}

/// A straight line and a sigmoid, fitted to the same labels: the first points have 0, the others 1.
struct LineAndSigmoid {
    var x, y: [Double]
    var slope, intercept: Double
    var sigmoid: Parameters

    /// Where each of them passes 0.5.
    var lineThreshold: Double { (0.5 - intercept) / slope }
    var sigmoidThreshold: Double { -sigmoid.b / sigmoid.w[0, 0] }
}

/// The line by least squares, the sigmoid by this lesson's own training.
func fitBoth(_ points: [Double], zeros: Int) -> LineAndSigmoid {
    let x = Matrix(column: points)
    let y = Matrix(column: points.indices.map { $0 < zeros ? 0 : 1 })
    let line = leastSquares(x, y)
    let settings = Settings(learningRate: 0.1, iterations: 20_000)
    let training = train(x, y, from: firstParameters(pixels: 1), settings)
    return LineAndSigmoid(
        x: points, y: y.values, slope: line.w[0, 0], intercept: line.b,
        sigmoid: training.parameters)
}
