import Layers
import Matrices
import Notebook

/// What a softmax makes of scores, without 1 / √d and with it.
struct Saturation {
    var d: Int
    /// The scores' standard deviation, without 1 / √d.
    var spread: Double
    /// The mean of the largest weight in each row: without, with.
    var largest: [Double]
    /// The mean of its derivative a (1 − a): without, with.
    var through: [Double]
}

/// What softmax makes of scores without and with 1 / √d, for random queries and eight random keys.
func saturation(d: Int, seed: Int) -> Saturation {
    var random = RandomState(seed: seed + 6)
    let (q, k) = (random.randn(rows: 1000, columns: d), random.randn(rows: 8, columns: d))
    let s = matmul(q, transposed: k)
    let largest = [s, s / Double(d).squareRoot()].map { s in
        let a = softmax(s)
        return Matrix(column: (0..<a.rows).map { a[row: $0].max() ?? 0 })
    }
    return Saturation(
        d: d, spread: s.norm() / Double(s.values.count).squareRoot(),
        largest: largest.map { $0.mean() },
        through: largest.map { ($0 * (1 - $0)).mean() })
}

extension Notebook {
    func showSaturation(_ rows: [Saturation]) {
        table(
            ["d", "σ of q·k", "largest a", "a (1 − a)", "largest a, √d", "a (1 − a), √d"],
            rows.map {
                [
                    "\($0.d)", fixed($0.spread, 2), fixed($0.largest[0], 3),
                    fixed($0.through[0], 4), fixed($0.largest[1], 3), fixed($0.through[1], 4),
                ]
            })
        let (first, last) = (rows[0], rows[rows.count - 1])
        text(
            """
            Without √d, the largest weight grows from \(fixed(first.largest[0], 2)) to \
            \(fixed(last.largest[0], 2)), and its derivative shrinks. Divided by √d, the scores \
            have a standard deviation of about 1, whatever d is.
            """)
    }
}
