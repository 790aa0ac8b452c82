import Layers
import Matrices
import Notebook

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

func showGradientCheck(_ notebook: Notebook, _ x: Matrix, _ y: Matrix, seed: Int) {
    let checked = checkGradient(x, y, seed: seed)
    notebook.text(
        """
        The backward pass was worked out on paper. To test it, each weight is moved a little to \
        either side, and the cost's change is measured: the numerical gradient of lesson 02, at \
        random weights, on ten pictures. Where ‖by hand − numerical‖ / (‖by hand‖ + ‖numerical‖) is \
        below 1e-7, the formula is right.
        """)
    notebook.line("dw  \(checked.dw < 1e-7 ? "< 1e-7   right" : "\(fixed(checked.dw, 7))   WRONG")")
    notebook.line("db  \(checked.db < 1e-7 ? "< 1e-7   right" : "\(fixed(checked.db, 7))   WRONG")")
}
