import Layers
import Matrices
import Notebook

/// J at each (m, b) of a grid: a row per b, a column per m.
func lossSurface(_ x: Matrix, _ y: Matrix, ms: [Double], bs: [Double]) -> Matrix {
    Matrix(rows: bs.count, columns: ms.count) { i, j in cost(forward(x, m: ms[j], b: bs[i]), y) }
}

/// The bottom of the valley, in one step.
func leastSquares(_ x: Matrix, _ y: Matrix) -> (m: Double, b: Double, cost: Double) {
    let weights = solve(Matrix(joining: [x, x.map { _ in 1 }]), y)
    let (m, b) = (weights[0, 0], weights[1, 0])
    return (m, b, cost(forward(x, m: m, b: b), y))
}

func showGradient(_ notebook: Notebook, _ x: Matrix, _ y: Matrix) {
    notebook.text(
        """
        J falls fastest against its gradient, the pair (dm, db) of its derivatives. The derivative \
        of (ŷ − y)² by ŷ is 2 (ŷ − y); that of ŷ = m·x + b is x by m, and 1 by b. To be sure, the \
        formula is compared with the numerical gradient, ( J(m + h) − J(m − h) ) / 2h with \
        h = 0.00001, at three places:
        """)
    let places: [(Double, Double)] = [(0, 0), (5, 90), (20, 50)]
    notebook.table(
        ["m", "b", "dm by hand", "dm numerical", "db by hand", "db numerical", "difference"],
        places.map { m, b in
            let byHand = backward(x, forward(x, m: m, b: b), y)
            let numerical = numericalGradient(x, y, m: m, b: b)
            let difference = relativeDifference(
                Matrix(row: [byHand.dm, byHand.db]), Matrix(row: [numerical.dm, numerical.db]))
            return [
                fixed(m, 0), fixed(b, 0), fixed(byHand.dm, 4), fixed(numerical.dm, 4),
                fixed(byHand.db, 4), fixed(numerical.db, 4), difference < 1e-7 ? "< 1e-7" : "WRONG",
            ]
        })
}
