import Layers
import Matrices

// What is written already, as in lesson 18.

/// Where each query looks, a, and what it gets, o.
func attention(_ q: Matrix, _ k: Matrix, _ v: Matrix) -> (a: Matrix, o: Matrix) {
    let a = softmax(matmul(q, transposed: k) / Double(q.columns).squareRoot())
    return (a, matmul(a, v))
}
