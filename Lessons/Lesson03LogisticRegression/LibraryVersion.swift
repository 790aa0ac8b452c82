import Matrices
import Notebook

/// ½ ‖w‖² + Σ loss: what scikit-learn minimises (C = 1; b is free).
func penalisedCost(_ x: Matrix, _ y: Matrix, _ parameters: Parameters) -> Double {
    let w = parameters.w
    return (w * w).sum() / 2 + Double(y.rows) * cost(forward(x, parameters).z, y)
}

/// The minimum of it.
///
/// At the minimum w = xᵀ·(y − ŷ): a sum of pictures. So w = xᵀ·a has one unknown per picture, not
/// one per pixel, and z = K·a + b with K = x·xᵀ. Newton's method solves a = y − ŷ and Σ a = 0.
func fitWithPenalty(_ x: Matrix, _ y: Matrix) -> (parameters: Parameters, steps: Int) {
    let m = x.rows
    let K = matmul(x, transposed: x)
    var unknowns = Matrix(rows: m + 1, columns: 1)
    var steps = 0
    while steps < 100 {
        steps += 1
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
        if change.norm() <= 1e-12 * unknowns.norm() { break }
    }
    let w = matmul(transposed: x, unknowns[rows: 0..<m])
    return (Parameters(w: w, b: unknowns[m, 0]), steps)
}

/// What has to become zero: a + ŷ − y for each picture, and Σ a.
func newtonResidual(_ K: Matrix, _ y: Matrix, _ unknowns: Matrix) -> Matrix {
    let a = unknowns[rows: 0..<K.rows]
    return Matrix(stacking: [a + answers(K, unknowns) - y, Matrix(row: [a.sum()])])
}

/// Its derivatives with respect to a and b: with s = ŷ (1 − ŷ), the rows I + s·K | s, and below
/// them 1 … 1 | 0.
func newtonDerivative(_ K: Matrix, _ unknowns: Matrix) -> Matrix {
    let predicted = answers(K, unknowns)
    let m = K.rows
    return Matrix(rows: m + 1, columns: m + 1) { i, j in
        if i == m { return j == m ? 0 : 1 }
        let s = predicted[i, 0] * (1 - predicted[i, 0])
        if j == m { return s }
        return (i == j ? 1 : 0) + s * K[i, j]
    }
}

/// ŷ of each picture.
func answers(_ K: Matrix, _ unknowns: Matrix) -> Matrix {
    sigmoid(matmul(K, unknowns[rows: 0..<K.rows]) + unknowns[K.rows, 0])
}

func compareWithLibrary(_ notebook: Notebook, _ hands: Hands) {
    let (fit, steps) = fitWithPenalty(hands.x, hands.y)
    notebook.text(
        """
        Newton's method, which also uses the second derivatives, arrives in \(steps) steps.
        """)
    let share = hands.accuracies { predict($0, fit) }
    notebook.line("train accuracy \(fixed(share.train, 4))")
    notebook.line("test accuracy \(fixed(share.test, 4))")
    notebook.text(
        """
        ‖w‖ = \(fixed(fit.w.norm(), 6)), b = \(fixed(fit.b, 6)), and the first three weights are \
        \(fixed(fit.w[0, 0], 6)), \(fixed(fit.w[1, 0], 6)) and \(fixed(fit.w[2, 0], 6)). To six \
        decimals, scikit-learn finds the same with solver="newton-cg" and tol=1e-12. (With its \
        defaults, it stops earlier, where the weights still differ in the second decimal.)

        Without the penalty, there would be no minimum to go to. Multiply w and b by a factor, and \
        every hand that is classified correctly gets a more certain answer. If all of them are, J \
        sinks towards 0 and never arrives. The penalty stops that:
        """)
    notebook.table(
        ["w and b times", "‖w‖", "J", "½ ‖w‖² + Σ loss"],
        [0.5, 1, 2, 4, 8].map { factor in
            let longer = Parameters(w: factor * fit.w, b: factor * fit.b)
            let J = cost(forward(hands.x, longer).z, hands.y)
            return [
                "\(factor)", fixed(longer.w.norm(), 3), fixed(J, 10),
                fixed(penalisedCost(hands.x, hands.y, longer), 3),
            ]
        })
}
