import Matrices

/// The model that scikit-learn fits: ½ ‖w‖² + Σ loss, at its minimum (C = 1; b is free).
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

/// w and b times a factor: how long the weights are, and both costs there.
struct Stretched {
    var factor, length, cost, penalised: Double
}

func stretched(_ fit: Parameters, by factor: Double, _ x: Matrix, _ y: Matrix) -> Stretched {
    let longer = Parameters(w: factor * fit.w, b: factor * fit.b)
    let cost = cost(forward(x, longer).z, y)
    let length = longer.w.norm()
    return Stretched(
        factor: factor, length: length, cost: cost,
        penalised: length * length / 2 + Double(x.rows) * cost)
}
