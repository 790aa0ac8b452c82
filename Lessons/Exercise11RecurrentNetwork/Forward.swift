import Matrices

// What is written already, as in lesson 11.

/// The parameters of a recurrent layer, or their derivatives.
struct Parameters {
    var wx, wh, b: Matrix
}

/// The states h(0), which is 0, h(1) … h(T).
func forward(_ x: [Matrix], _ p: Parameters) -> [Matrix] {
    var h = [Matrix(rows: x[0].rows, columns: p.b.columns)]
    for t in x.indices {
        h.append(tanh(matmul(x[t], p.wx) + matmul(h[t], p.wh) + p.b))
    }
    return h
}
