import Foundation
import Matrices

/// The solution of exercise 03, as lesson 03 has it.
enum Solution03 {
    static func cost(_ z: Matrix, _ y: Matrix) -> Double {
        z.map(with: y) { z, y in max(z, 0) - y * z + log1p(exp(-abs(z))) }.mean()
    }

    static func backward(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dw: Matrix, db: Double)
    {
        let dz = (predicted - y) / Double(x.rows)
        return (matmul(transposed: x, dz), dz.sum())
    }
}
