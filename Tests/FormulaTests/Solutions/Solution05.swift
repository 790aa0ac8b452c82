import Foundation
import Matrices

/// The solution of exercise 05, as lesson 05 has it.
enum Solution05 {
    static func remember(_ m: Matrix, _ v: Matrix, _ g: Matrix) -> (m: Matrix, v: Matrix) {
        (0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g)
    }

    static func step(_ m: Matrix, _ v: Matrix, t: Int, learningRate: Double) -> Matrix {
        let mHat = m / (1 - pow(0.9, Double(t)))
        let vHat = v / (1 - pow(0.999, Double(t)))
        return -learningRate * mHat / vHat.map { $0.squareRoot() + 1e-7 }
    }
}
