import Foundation
import Matrices

/// The solution of exercise 05, as lesson 05 has it.
enum Solution05 {
    static func remember(_ v: Matrix, _ s: Matrix, _ g: Matrix) -> (v: Matrix, s: Matrix) {
        let newV = 0.9 * v + 0.1 * g
        let newS = 0.999 * s + 0.001 * g * g
        return (newV, newS)
    }

    static func step(_ v: Matrix, _ s: Matrix, t: Int, learningRate: Double) -> Matrix {
        let vHat = v / (1 - pow(0.9, Double(t)))
        let sHat = s / (1 - pow(0.999, Double(t)))
        let roots = sHat.map { $0.squareRoot() + 1e-7 }
        return -learningRate * vHat / roots
    }
}
