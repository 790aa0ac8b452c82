import Layers
import Matrices

/// The relative differences between dw, db by hand and by central differences, at random weights.
func checkGradient(_ x: Matrix, _ y: Matrix, seed: Int) -> (dw: Double, db: Double) {
    var random = RandomState(seed: seed + 1)
    let w = 0.01 * random.randn(rows: x.columns, columns: 1)
    let b = Matrix(row: [random.randn()])
    let (dw, db) = backward(x, forward(x, w, b[0, 0]).predicted, y)
    let numericalDw = numericalGradient(at: w) { w in cost(forward(x, w, b[0, 0]).z, y) }
    let numericalDb = numericalGradient(at: b) { b in cost(forward(x, w, b[0, 0]).z, y) }
    return (relativeDifference(dw, numericalDw), relativeDifference(Matrix(row: [db]), numericalDb))
}
