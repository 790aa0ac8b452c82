import Layers
import Matrices

/// dw and db by hand against central differences, at random weights.
func checkGradient(_ x: Matrix, _ y: Matrix, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 1)
    let w = 0.01 * random.randn(rows: x.columns, columns: 1)
    let b = random.randn()
    let (dw, db) = backward(x, forward(x, Parameters(w: w, b: b)).predicted, y)
    return [
        checkedGradient("dw", dw, at: w) { w in
            cost(forward(x, Parameters(w: w, b: b)).z, y)
        },
        checkedGradient("db", Matrix(row: [db]), at: Matrix(row: [b])) { b in
            cost(forward(x, Parameters(w: w, b: b[0, 0])).z, y)
        },
    ]
}
