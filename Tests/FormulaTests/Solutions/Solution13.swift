import Matrices

/// The solution of exercise 13, as lesson 13 has it.
enum Solution13 {
    static func hiddenProbability(_ v: Matrix, w: Matrix, c: Matrix) -> Matrix {
        return sigmoid(matmul(v, w) + c)
    }

    static func visibleProbability(_ h: Matrix, w: Matrix, b: Matrix) -> Matrix {
        return sigmoid(matmul(h, transposed: w) + b)
    }

    static func contrastiveDivergence(
        _ v0: Matrix, w: Matrix, b: Matrix, c: Matrix, u: Matrix
    ) -> (dw: Matrix, db: Matrix, dc: Matrix) {
        let h0 = hiddenProbability(v0, w: w, c: c)
        let h = h0.map(with: u) { p, u in u < p ? 1 : 0 }
        let v1 = visibleProbability(h, w: w, b: b)
        let h1 = hiddenProbability(v1, w: w, c: c)
        let dw = (matmul(transposed: v1, h1) - matmul(transposed: v0, h0)) / Double(v0.rows)
        let db = (v1 - v0).columnSums() / Double(v0.rows)
        let dc = (h1 - h0).columnSums() / Double(v0.rows)
        return (dw, db, dc)
    }
}
