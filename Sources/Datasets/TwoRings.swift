import Foundation
import Matrices

/// Two rings that no straight line parts: 100 points around radius 1 (y = 0), then 100 around radius
/// 0.5 (y = 1).
///
/// First come the angles, uniform, then the noise of both coordinates, normal and 0.1 wide.
public struct TwoRings {
    /// The points, 200 × 2.
    public let x: Matrix
    /// Their classes, 200 × 1.
    public let y: Matrix

    /// Draws the points.
    public init(seed: Int) {
        var random = RandomState(seed: seed)
        let angles = random.uniform(0, 2 * Double.pi, rows: 200, columns: 1)
        let noise = random.randn(rows: 200, columns: 2)
        x = Matrix(rows: 200, columns: 2) { i, j in
            let direction = j == 0 ? cos(angles[i, 0]) : sin(angles[i, 0])
            return (i < 100 ? 1 : 0.5) * direction + 0.1 * noise[i, j]
        }
        y = Matrix(rows: 200, columns: 1) { i, _ in i < 100 ? 0 : 1 }
    }
}
