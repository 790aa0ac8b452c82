import Matrices
import Notebook

/// J = ½ (w₁² + 25 w₂²) after every step of a rule, from w = (1, 1), and the first two steps.
func descendValley(_ rule: Rule, learningRate: Double, steps: Int) -> (
    costs: [Double], moves: [Matrix]
) {
    let steepness = Matrix(row: [1, 25])
    var w = [Matrix(row: [1, 1])]
    var memory = Memory(w)
    var costs = [0.5 * (steepness * w[0] * w[0]).sum()]
    var moves: [Matrix] = []
    for _ in 0..<steps {
        let before = w[0]
        update(&w, [steepness * w[0]], &memory, rule, learningRate: learningRate)
        costs.append(0.5 * (steepness * w[0] * w[0]).sum())
        moves.append(w[0] - before)
    }
    return (costs, moves)
}

func showRules(_ notebook: Notebook) {
    notebook.text(
        """
        Plain descent steps against the gradient; from batches of the data, it is called \
        stochastic gradient descent, SGD. It is one optimiser among many. Three more, each made \
        from the one before:
        """)
    notebook.formulas(
        """
        sgd        w ← w − α g
        momentum   v ← 0.9 v − α g         w ← w + v
        rmsprop    v ← 0.9 v + 0.1 g²      w ← w − α g / (√v + ε)
        adam       m ← 0.9 m + 0.1 g       v ← 0.999 v + 0.001 g²
                   w ← w − α m̂ / (√v̂ + ε)
                   with m̂ = m / (1 − 0.9ᵗ) and v̂ = v / (1 − 0.999ᵗ)
        """)
    notebook.text(
        """
        All four in a valley with one steep and one flat side, J = ½ (w₁² + 25 w₂²), from \
        w = (1, 1) with α = 0.01. The gradient there is (1, 25). The first two steps:
        """)
    let walks = Rule.allCases.map { ($0, descendValley($0, learningRate: 0.01, steps: 200)) }
    notebook.table(
        ["", "step 1: w₁", "w₂", "step 2: w₁", "w₂"],
        walks.map { rule, walk in
            [rule.rawValue] + (walk.moves[0].values + walk.moves[1].values).map { fixed($0, 4) }
        })
    notebook.text(
        """
        SGD rushes down the steep side and creeps along the flat one; momentum gathers speed on \
        both. RMSprop and Adam divide each gradient by its own size, and walk along both sides \
        equally fast. The cost after so many steps:
        """)
    let at = [0, 10, 50, 100, 150, 200]
    notebook.table(
        ["steps"] + walks.map { $0.0.rawValue },
        at.map { step in ["\(step)"] + walks.map { fixed($0.1.costs[step], 6) } })
}
