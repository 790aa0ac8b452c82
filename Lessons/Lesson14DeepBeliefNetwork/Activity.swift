import Matrices
import Notebook

/// How much of a layer's activity differs from row to row: the standard deviation of its units,
/// divided by the root of their mean square.
func shareThatDiffers(_ a: Matrix) -> Double {
    let deviation = a - a.columnMeans()
    let size = (a * a).mean().squareRoot()
    return size == 0 ? 0 : (deviation * deviation).mean().squareRoot() / size
}

extension Notebook {
    /// Those of every layer of the three networks, before any fine-tuning.
    func showShares(_ shares: [[Double]]) {
        table(
            ["layer"] + names,
            shares[0].indices.map { k in
                [k == 0 ? "the pictures" : "hidden \(k)"] + shares.map { fixed($0[k], 4) }
            })
        let top = shares.map { $0[$0.count - 1] }
        guard top[1] * 10 < top[0], top[1] * 10 < top[2] else { return }
        text(
            """
            Each random sigmoid layer squeezes the differences between pictures. At the top, \
            hardly any are left, and the layer of scores learns hardly more than which digits are \
            frequent. The machines were trained to keep what tells pictures apart. ReLU keeps it, \
            too.
            """)
    }
}
