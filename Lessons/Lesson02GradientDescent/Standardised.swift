import Matrices
import Notebook

/// x with mean 0 and standard deviation 1.
func standardised(_ x: Matrix) -> Matrix {
    let centred = x - x.mean()
    return centred / (centred * centred).mean().squareRoot()
}

func showStandardised(_ notebook: Notebook, _ x: Matrix, _ y: Matrix) {
    let z = standardised(x)
    let raw = hessianEigenvalues(x)
    let round = hessianEigenvalues(z)
    notebook.text(
        """
        The raw valley is \(fixed(raw.larger / raw.smaller, 0)) times steeper across than along: a \
        rate small enough for the one is too small for the other. Standardising the input (minus \
        its mean, divided by its standard deviation) makes both curvatures \
        \(fixed(round.smaller, 1)) and the valley round. Then the gradient points straight at the \
        bottom, and one step of the right length, α = 0.5, is enough. Updates until m and b are \
        within 1e-6 of their best values:
        """)
    func updates(_ x: Matrix, _ rate: Double) -> String {
        iterationsToBottom(x, y, learningRate: rate).map { "\($0)" } ?? "never"
    }
    notebook.table(
        ["learning rate", "raw protein", "standardised"],
        [0.01, 0.04663, 0.1, 0.5].map { rate in
            ["\(rate)", updates(x, rate), updates(z, rate)]
        })
    let steps = Array(stride(from: 0, through: 100, by: 10))
    notebook.text("The cost beside that of the best rate for the raw input:")
    let best = descend(x, y, learningRate: 0.04663, iterations: 100)
    let one = descend(z, y, learningRate: 0.5, iterations: 100)
    notebook.curves(
        step: "iteration", at: steps,
        [
            ("raw 0.04663", steps.map { best.costs[$0] }),
            ("standardised 0.5", steps.map { one.costs[$0] }),
        ])
    showPath(notebook, "The raw valley with α = 0.04663: from side to side", x, y, best)
}
