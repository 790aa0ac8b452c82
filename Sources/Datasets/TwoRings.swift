import Foundation
import Matrices

/// Two rings that no straight line parts: 100 points around radius 1 (y = 0), then 100 around
/// radius 0.5 (y = 1), with noise of 0.1.
///
/// First come the angles of all points, then for each point its noise in x₁ and x₂.
/// - Returns: x, a row per point, 200 × 2, and y, 200 × 1.
public func twoRings(seed: Int) -> (x: Matrix, y: Matrix) {
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
