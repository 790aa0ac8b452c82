import Matrices

/// The solution of exercise 01, as lesson 01 has it.
enum Solution01 {
    static func neuron(_ x: Matrix, w: Double, b: Double) -> Matrix {
        return w * x + b
    }

    static func neuron(_ x: Matrix, w: Matrix, b: Double) -> Matrix {
        return matmul(x, w) + b
    }

    static func rmse(_ predicted: Matrix, _ y: Matrix) -> Double {
        let errors = predicted - y
        return (errors * errors).mean().squareRoot()
    }
}
