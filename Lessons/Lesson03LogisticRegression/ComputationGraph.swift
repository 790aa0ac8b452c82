import Notebook

/// The distance c = √(a² + b²), one operation a node, and its derivatives, node by node backwards.
struct ComputationGraph: Equatable {
    var aSquared, bSquared, sum, c: Double
    var dSum, dASquared, dBSquared, da, db: Double

    init(a: Double, b: Double) {
        aSquared = a * a
        bSquared = b * b
        sum = aSquared + bSquared
        c = sum.squareRoot()
        dSum = 1 / (2 * c)
        dASquared = dSum
        dBSquared = dSum
        da = dASquared * 2 * a
        db = dBSquared * 2 * b
    }
}

func showComputationGraph(_ notebook: Notebook, a: Double, b: Double) {
    let graph = ComputationGraph(a: a, b: b)
    notebook.text(
        """
        A long formula is a chain of short ones. Forwards, each node computes its value from the \
        nodes before it. Backwards, each node gets the derivative of the result by its own value: \
        the derivative of the node after it, times the derivative of that one step. Here \
        c = √(a² + b²), with a = \(fixed(a, 0)) and b = \(fixed(b, 0)).
        """)
    notebook.table(
        ["node", "forward", "derivative of c by it", "because"],
        [
            ["c", fixed(graph.c, 2), "1.00", "c by itself"],
            ["s = a² + b²", fixed(graph.sum, 2), fixed(graph.dSum, 2), "c = √s: 1 / 2c"],
            ["a²", fixed(graph.aSquared, 2), fixed(graph.dASquared, 2), "a sum passes it on"],
            ["b²", fixed(graph.bSquared, 2), fixed(graph.dBSquared, 2), "a sum passes it on"],
            ["a", fixed(a, 2), fixed(graph.da, 2), "a square: times 2a"],
            ["b", fixed(b, 2), fixed(graph.db, 2), "a square: times 2b"],
        ])
    notebook.text("Logistic regression is such a chain too:")
    notebook.formulas(
        """
        x ──·w──► + b ──► z ──σ──► ŷ ──loss with y──► mean ──► J
        dw = xᵀ·dz ◄────── dz = (ŷ − y) / m ◄───────────────── 1
                   db = Σ dz
        """)
    notebook.text(
        """
        The loss and σ are taken together on the way back: their two derivatives shrink to ŷ − y. \
        The chapter shows how.
        """)
}
