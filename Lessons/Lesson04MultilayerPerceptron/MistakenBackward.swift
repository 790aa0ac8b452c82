import Matrices

/// The article's derivative of ReLU, Z(1 − Z), in place of 1 where z > 0.
func backwardWithWrongRelu(
    _ x: Matrix, _ trace: Trace, _ y: Matrix, _ p: Parameters, Z: Matrix
) -> Parameters {
    let dz2 = (trace.predicted - y) / Double(x.rows)
    let dz1 = matmul(dz2, transposed: p.w2) * Z * (1 - Z)
    return Parameters(
        w1: matmul(transposed: x, dz1), b1: dz1.columnSums(),
        w2: matmul(transposed: trace.a1, dz2), b2: dz2.columnSums())
}

/// The wrong order: W₂ takes its step first, and dz₁ is computed with the new W₂.
func backwardAfterUpdate(
    _ x: Matrix, _ trace: Trace, _ y: Matrix, _ p: Parameters, _ f: Activation,
    learningRate: Double
) -> Parameters {
    let right = backward(x, trace, y, p, f)
    var changed = p
    changed.w2 -= learningRate * right.w2
    let late = backward(x, trace, y, changed, f)
    return Parameters(w1: late.w1, b1: late.b1, w2: right.w2, b2: right.b2)
}
