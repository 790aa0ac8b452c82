import Matrices
import Notebook

/// The model that scikit-learn fits: J = ½ ‖w‖² + Σ loss, at its minimum (C = 1; b is free).
///
/// At the minimum w = xᵀ·(y − ŷ): a sum of pictures. So w = xᵀ·α has one unknown per picture, not
/// one per pixel, and z = K·α + b with K = x·xᵀ. Newton's method solves α = y − ŷ and Σ α = 0.
/// - Returns: w, b, and how many steps it took.
func fitWithPenalty(_ x: Matrix, _ y: Matrix) -> (w: Matrix, b: Double, steps: Int) {
    let m = x.rows
    let K = matmul(x, transposed: x)
    var unknowns = Matrix(rows: m + 1, columns: 1)
    for step in 1...100 {
        let residual = newtonResidual(K, y, unknowns)
        let change = solve(newtonDerivative(K, unknowns), residual)
        // Far from the solution a whole step can go too far: halve it until the residual shrinks.
        var length = 1.0
        while length > 1e-6,
            newtonResidual(K, y, unknowns - length * change).norm() > residual.norm()
        {
            length /= 2
        }
        unknowns = unknowns - length * change
        if change.norm() <= 1e-12 * unknowns.norm() {
            return parameters(x, unknowns, steps: step)
        }
    }
    return parameters(x, unknowns, steps: 100)
}

/// What has to become zero: α + ŷ − y for each picture, and Σ α.
func newtonResidual(_ K: Matrix, _ y: Matrix, _ unknowns: Matrix) -> Matrix {
    let (alpha, predicted) = alphaAndPredicted(K, unknowns)
    return Matrix(stacking: [alpha + predicted - y, Matrix(row: [alpha.sum()])])
}

/// Its derivative by α and b: with s = ŷ (1 − ŷ), the rows I + s·K | s, and below them 1 … 1 | 0.
func newtonDerivative(_ K: Matrix, _ unknowns: Matrix) -> Matrix {
    let predicted = alphaAndPredicted(K, unknowns).predicted
    let m = K.rows
    return Matrix(rows: m + 1, columns: m + 1) { i, j in
        if i == m { return j == m ? 0 : 1 }
        let s = predicted[i, 0] * (1 - predicted[i, 0])
        if j == m { return s }
        return (i == j ? 1 : 0) + s * K[i, j]
    }
}

func alphaAndPredicted(_ K: Matrix, _ unknowns: Matrix) -> (alpha: Matrix, predicted: Matrix) {
    let alpha = unknowns[rows: 0..<K.rows]
    return (alpha, sigmoid(matmul(K, alpha) + unknowns[K.rows, 0]))
}

func parameters(_ x: Matrix, _ unknowns: Matrix, steps: Int) -> (w: Matrix, b: Double, steps: Int) {
    (matmul(transposed: x, unknowns[rows: 0..<x.rows]), unknowns[x.rows, 0], steps)
}

func showLibraryVersion(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, _ xTest: Matrix, _ yTest: Matrix
) {
    let (w, b, steps) = fitWithPenalty(x, y)
    notebook.text(
        """
        scikit-learn's LogisticRegression minimises something else: ½ ‖w‖² + Σ loss. The first \
        term is a penalty on large weights (C = 1). And it goes on to the minimum, for which plain \
        descent would need about a million iterations. Newton's method, which also uses the second \
        derivatives, needs \(steps) steps.
        """)
    notebook.line("train accuracy: \(fixed(accuracy(predict(x, w, b), y), 2)) %")
    notebook.line("test accuracy: \(fixed(accuracy(predict(xTest, w, b), yTest), 2)) %")
    notebook.text(
        """
        ‖w‖ = \(fixed(w.norm(), 6)), b = \(fixed(b, 6)), and the first three weights are \
        \(fixed(w[0, 0], 6)), \(fixed(w[1, 0], 6)) and \(fixed(w[2, 0], 6)): to six decimals what \
        scikit-learn finds with solver="newton-cg" and tol=1e-12. (Its defaults stop earlier, where \
        the weights still differ in the second decimal.)
        """)
}
