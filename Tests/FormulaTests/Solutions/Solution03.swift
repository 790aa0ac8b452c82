import Foundation
import Matrices

/// The solution of exercise 03, as lesson 03 has it.
enum Solution03 {
    static func cost(_ z: Matrix, _ y: Matrix) -> Double {
        let losses = z.map(with: y) { z, y in
            max(z, 0) - y * z + log1p(exp(-abs(z)))
        }
        return losses.mean()
    }

    static func backward(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dw: Matrix, db: Double)
    {
        let dz = (predicted - y) / Double(x.rows)
        let dw = matmul(transposed: x, dz)
        let db = dz.sum()
        return (dw, db)
    }
}
