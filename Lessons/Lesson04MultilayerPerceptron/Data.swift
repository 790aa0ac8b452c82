import Foundation
import Matrices

/// 100 points around radius 1 (y = 0) and 100 around radius 0.5 (y = 1), with noise of 0.1.
func twoRings(seed: Int) -> (x: Matrix, y: Matrix) {
    var random = RandomState(seed: seed)
    let angles = random.uniform(0, 2 * Double.pi, rows: 200, columns: 1)
    let noise = random.randn(rows: 200, columns: 2)
    let x = Matrix(rows: 200, columns: 2) { i, j in
        let radius = i < 100 ? 1.0 : 0.5
        let direction = j == 0 ? cos(angles[i, 0]) : sin(angles[i, 0])
        return radius * direction + 0.1 * noise[i, j]
    }
    return (x, Matrix(rows: 200, columns: 1) { i, _ in i < 100 ? 0 : 1 })
}

/// The points of a grid, a row per point, line after line.
func grid(_ xs: [Double], _ ys: [Double]) -> Matrix {
    Matrix(rows: xs.count * ys.count, columns: 2) { i, j in
        j == 0 ? xs[i % xs.count] : ys[i / xs.count]
    }
}
