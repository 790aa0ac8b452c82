import Foundation
import Matrices
import Notebook

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

func showRings(_ notebook: Notebook, _ x: Matrix, _ y: Matrix) {
    notebook.text(
        """
        200 points with two features each. 100 lie around a circle of radius 1 (class 0), 100 \
        around one of radius 0.5 (class 1), with a little noise. No straight line parts them.
        """)
    func points(_ name: String, _ rows: Range<Int>) -> Points {
        let part = x[rows: rows]
        return Points(name, x: part[column: 0], y: part[column: 1])
    }
    notebook.scatter(
        "Two rings", x: "x₁", y: "x₂", [points("class 0", 0..<100), points("class 1", 100..<200)],
        lines: [])
}

func evenly(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
    (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
}

/// The points of a grid, a row per point, line after line.
func grid(_ xs: [Double], _ ys: [Double]) -> Matrix {
    Matrix(rows: xs.count * ys.count, columns: 2) { i, j in
        j == 0 ? xs[i % xs.count] : ys[i / xs.count]
    }
}
