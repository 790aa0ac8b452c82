import Datasets
import Matrices

/// Three classes: the two rings of before, and 100 points around the middle.
func threeRings(seed: Int) -> (x: Matrix, y: Matrix) {
    var random = RandomState(seed: seed + 3)
    let middle = 0.1 * random.randn(rows: 100, columns: 2)
    return (
        Matrix(stacking: [twoRings(seed: seed).x, middle]),
        Matrix(rows: 300, columns: 3) { i, j in i / 100 == j ? 1 : 0 }
    )
}

/// The points of a grid, a row per point, line after line.
func grid(_ xs: [Double], _ ys: [Double]) -> Matrix {
    Matrix(rows: xs.count * ys.count, columns: 2) { i, j in
        j == 0 ? xs[i % xs.count] : ys[i / xs.count]
    }
}
