import Foundation
import Layers
import Matrices
import Notebook

/// How far two gradients point the same way: 1 for the same direction, 0 for a right angle.
func cosine(_ a: Matrix, _ b: Matrix) -> Double {
    (a * b).sum() / (a.norm() * b.norm())
}

/// Free energy and the exact gradient at random weights, against sums and central differences.
func checkFormulas(_ notebook: Notebook, _ v: Matrix, seed: Int) {
    var machine = Machine(visible: 9, hidden: 8, spread: 1, seed: seed)
    var random = RandomState(seed: seed + 2)
    machine.b = random.randn(rows: 1, columns: 9)
    machine.c = random.randn(rows: 1, columns: 8)
    let hiddenStates = allStates(8)
    let summed = Matrix(rows: v.rows, columns: 1) { i, _ in
        let copies = Matrix(rows: hiddenStates.rows, columns: 9) { _, j in v[i, j] }
        return -log(exp(-energy(copies, hiddenStates, machine)).sum())
    }
    let exact = exactGradient(v, machine)
    let numerical = numericalLikelihoodGradient(v, machine)
    let differences = [
        ("F(v) against the sum over all h", relativeDifference(freeEnergy(v, machine), summed)),
        ("dW against central differences of J", relativeDifference(exact.dw, numerical.dw)),
        ("db against central differences of J", relativeDifference(exact.db, numerical.db)),
        ("dc against central differences of J", relativeDifference(exact.dc, numerical.dc)),
    ]
    notebook.text(
        """
        Z = Σ e^−F(v) over all \(allStates(9).rows) pictures is quickly summed here. So J can be \
        computed exactly, and so can its gradient: the mean of dF/dW over the data, minus the mean \
        over everything that the machine believes in. At random weights:
        """)
    notebook.table(
        ["", "relative difference"],
        differences.map { name, difference in
            [name, difference < 1e-7 ? "< 1e-7" : "\(scientific(difference)) WRONG"]
        })
}

/// Training with CD-1 on all patterns at once, under the eyes of the exact likelihood.
func trainTinyMachine(_ notebook: Notebook, _ v: Matrix, iterations: Int, seed: Int) {
    notebook.text(
        """
        For large machines the second mean, over all that the machine believes in, is out of reach. \
        Contrastive divergence takes instead what the machine makes of the data in one step there \
        and back (CD-1). Here both can be had. The columns: the exact mean of log p(v); what \
        share of its belief the machine gives to the \(v.rows) patterns; and how far the mean of \
        CD-1, and of CD-10 with ten steps, points in the direction of the exact gradient (1: the \
        same direction, 0: at a right angle).
        """)
    var machine = Machine(visible: 9, hidden: 8, spread: 0.1, seed: seed)
    var sampling = RandomState(seed: seed + 3)
    var steps: [Int] = []
    var likelihoods: [Double] = []
    var rows: [[String]] = []
    for step in 0...iterations {
        if step % 50 == 0 || step == iterations {
            steps.append(step)
            likelihoods.append(logLikelihood(v, machine))
        }
        if step % 250 == 0 || step == iterations {
            let exact = exactGradient(v, machine)
            let directions = [1, 10].map {
                cosine(expectedContrastiveDivergence(v, machine, steps: $0).dw, exact.dw)
            }
            rows.append(
                ["\(step)", fixed(likelihoods[likelihoods.count - 1], 6)]
                    + [fixed(probability(v, machine).sum(), 4)] + directions.map { fixed($0, 4) })
        }
        if step == iterations { break }
        update(
            &machine, contrastiveDivergence(v, machine, drawVisible: true, &sampling),
            learningRate: 0.2)
    }
    notebook.table(["step", "mean log p(v)", "on the patterns", "CD-1", "CD-10"], rows)
    notebook.plot(
        "The exact mean of log p(v)", x: "step", y: "mean log p(v)",
        [Curve("CD-1", x: steps, y: likelihoods)])
    showTinyResult(notebook, v, likelihoods)
    var v1 = v[rows: [0]]
    let drawn = Matrix(
        stacking: (0..<16).map { _ in
            _ = chain(machine, &v1, steps: 100, &sampling)
            return v1
        })
    let known = (0..<16).filter { i in (0..<v.rows).contains { v[row: $0] == drawn[row: i] } }
    notebook.text(
        """
        Sixteen pictures that the machine draws by itself, 100 steps apart; \(known.count) of them \
        are bars or stripes:
        """)
    notebook.pictures(drawn, width: 3)
}
