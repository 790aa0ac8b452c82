import Matrices

/// The solution of exercise 18, as lesson 18 has it.
enum Solution18 {
    static func backward(
        q: Matrix, k: Matrix, v: Matrix, a: Matrix, dOut: Matrix
    ) -> (dq: Matrix, dk: Matrix, dv: Matrix) {
        let da = matmul(dOut, transposed: v)
        let sums = (da * a).rowSums()
        let ds = Matrix(rows: a.rows, columns: a.columns) { i, j in
            a[i, j] * (da[i, j] - sums[i, 0])
        }
        let dq = matmul(ds, k) / Double(q.columns).squareRoot()
        let dk = matmul(transposed: ds, q) / Double(q.columns).squareRoot()
        let dv = matmul(transposed: a, dOut)
        return (dq, dk, dv)
    }
}
