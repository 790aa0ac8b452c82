import Layers
import Matrices
import Notebook

// Two neurons, the output of the first being the input of the second:
//
//   forward    h = m₁·x + b₁                   ŷ = m₂·h + b₂
//   backward   dŷ = 2 (ŷ − y) / n              dm₂ = Σ dŷ·h       db₂ = Σ dŷ
//              dh = dŷ·m₂                      dm₁ = Σ dh·x       db₁ = Σ dh

/// The parameters of the chain, or their derivatives: m₁, b₁, m₂, b₂ in a row.
func chainForward(_ x: Matrix, _ p: Matrix) -> (h: Matrix, predicted: Matrix) {
    let h = p[0, 0] * x + p[0, 1]
    return (h, p[0, 2] * h + p[0, 3])
}

func chainBackward(_ x: Matrix, _ p: Matrix, _ y: Matrix) -> Matrix {
    let (h, predicted) = chainForward(x, p)
    let dPredicted = 2 * (predicted - y) / Double(x.rows)
    let dm2 = (dPredicted * h).sum()
    let db2 = dPredicted.sum()
    let dh = dPredicted * p[0, 2]
    let dm1 = (dh * x).sum()
    let db1 = dh.sum()
    return Matrix(row: [dm1, db1, dm2, db2])
}

func showChain(_ notebook: Notebook, _ x: Matrix, _ y: Matrix) {
    notebook.text(
        """
        When the output of one neuron is the input of the next, the first has no y to compare \
        with. Its error comes from the neuron after it: the later error, times the weight that \
        leads there. That is backpropagation, in its smallest form.
        """)
    notebook.formulas(
        """
        forward    h = m₁·x + b₁                   ŷ = m₂·h + b₂
        backward   dŷ = 2 (ŷ − y) / n              dm₂ = Σ dŷ·h       db₂ = Σ dŷ
                   dh = dŷ·m₂                      dm₁ = Σ dh·x       db₁ = Σ dh
        """)
    var p = Matrix(row: [0.5, 0.1, 0.5, 0.1])
    let difference = relativeDifference(
        chainBackward(x, p, y),
        Layers.numericalGradient(at: p) { cost(chainForward(x, $0).predicted, y) })
    notebook.line("against the numerical gradient: \(difference < 1e-7 ? "right" : "WRONG")")
    var rows: [[String]] = []
    for iteration in 0...400 {
        if iteration % 100 == 0 {
            rows.append(
                ["\(iteration)"] + p.values.map { fixed($0, 3) }
                    + [fixed(cost(chainForward(x, p).predicted, y), 3)])
        }
        p = p - 0.001 * chainBackward(x, p, y)
    }
    notebook.table(["iteration", "m₁", "b₁", "m₂", "b₂", "cost"], rows)
    notebook.text(
        """
        Both neurons move, and the cost arrives at \(fixed(leastSquares(x, y).cost, 3)), the same \
        bottom: m₂·m₁ = \(fixed(p[0, 2] * p[0, 0], 3)) is the slope of the single neuron.
        """)
}
