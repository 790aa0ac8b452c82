import Foundation
import Matrices

/// The solution of exercise 06, as lesson 06 has it.
enum Solution06 {
    static func softmax(_ z: Matrix) -> Matrix {
        var p = Matrix(zerosLike: z)
        for i in 0..<z.rows {
            let highest = z[row: i].max()!
            let powers = z[row: i].map { exp($0 - highest) }
            p[row: i] = powers.map { $0 / powers.reduce(0, +) }
        }
        return p
    }

    static func crossEntropy(_ z: Matrix, _ y: Matrix) -> Double {
        var sum = 0.0
        for i in 0..<z.rows {
            let highest = z[row: i].max()!
            let powers = z[row: i].map { exp($0 - highest) }
            let logSum = highest + log(powers.reduce(0, +))
            sum += logSum - zip(z[row: i], y[row: i]).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return sum / Double(z.rows)
    }

    static func backward(_ p: Matrix, _ y: Matrix) -> Matrix {
        return (p - y) / Double(p.rows)
    }
}
