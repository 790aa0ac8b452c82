import Layers
import Matrices
import Notebook

/// The backward pass if μ and v were constants: dz = γ dy / √(v + ε), without the two means.
func constantStatisticsBackward(_ dy: Matrix, _ normalized: Normalized, _ gamma: Matrix) -> Matrix {
    times(times(dy, gamma), normalized.scale)
}

/// Relative differences between gradients by hand and numerical ones, for one layer on random
/// numbers: 8 rows, 5 columns. The cost is Σ c·y, with random c, so that dy = c.
func checkLayer(seed: Int) -> [(name: String, difference: Double)] {
    var random = RandomState(seed: seed + 4)
    let z = 2 * random.randn(rows: 8, columns: 5) + 1
    let gamma = random.randn(rows: 1, columns: 5)
    let beta = random.randn(rows: 1, columns: 5)
    let c = random.randn(rows: 8, columns: 5)

    func cost(_ z: Matrix, _ gamma: Matrix, _ beta: Matrix) -> Double {
        (c * normalize(z, gamma, beta, Statistics(of: z)).output).sum()
    }
    let normalized = normalize(z, gamma, beta, Statistics(of: z))
    let (dz, dGamma, dBeta) = normalizeBackward(c, normalized, gamma)
    let numericalDz = numericalGradient(at: z) { cost($0, gamma, beta) }
    let constant = constantStatisticsBackward(c, normalized, gamma)
    return [
        ("dγ", relativeDifference(dGamma, numericalGradient(at: gamma) { cost(z, $0, beta) })),
        ("dβ", relativeDifference(dBeta, numericalGradient(at: beta) { cost(z, gamma, $0) })),
        ("dz", relativeDifference(dz, numericalDz)),
        ("dz without the two means", relativeDifference(constant, numericalDz)),
    ]
}

func showGradientCheck(_ notebook: Notebook, seed: Int) {
    notebook.text(
        """
        μ and v are made of every z of the column, so a change of one z moves all outputs of that \
        column. That is where the two means in dz come from. At random numbers, by hand against \
        central differences:
        """)
    notebook.table(
        ["", "relative difference", ""],
        checkLayer(seed: seed).map { name, difference in
            [name, scientific(difference), difference < 1e-7 ? "right" : "WRONG"]
        })
    notebook.text(
        "The last row is no mistake of ours: it shows what forgetting the means would do.")
}
