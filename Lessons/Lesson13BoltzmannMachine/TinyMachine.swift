import Foundation
import Layers
import Matrices
import Notebook

// A machine of 9 visible and 8 hidden units: so small that every sum over all states can be done.

/// The 14 pictures of 3 × 3 pixels that are made of full columns (bars) or of full rows (stripes).
func barsAndStripes() -> Matrix {
    let bars = (0..<8).map { code in (0..<9).map { Double(code >> ($0 % 3) & 1) } }
    let stripes = (1..<7).map { code in (0..<9).map { Double(code >> ($0 / 3) & 1) } }
    return Matrix(bars + stripes)
}

/// Every row of n zeros and ones: 2ⁿ × n.
func allStates(_ n: Int) -> Matrix {
    Matrix(rows: 1 << n, columns: n) { i, j in Double(i >> j & 1) }
}

/// log Z = log Σ e^−F(v) over every picture that there can be.
func logPartition(_ machine: Machine) -> Double {
    let f = -freeEnergy(allStates(machine.w.rows), machine)
    let highest = f.max()
    return highest + log(exp(f - highest).sum())
}

/// The mean of log p(v) = −F(v) − log Z over the rows.
func logLikelihood(_ v: Matrix, _ machine: Machine) -> Double {
    -freeEnergy(v, machine).mean() - logPartition(machine)
}

/// p(v) of every row.
func probability(_ v: Matrix, _ machine: Machine) -> Matrix {
    exp(-freeEnergy(v, machine) - logPartition(machine))
}

/// The exact gradient of −log p(v), mean over the rows: free energy of the data, minus that of what
/// the machine believes, every picture weighted with its probability.
func exactGradient(_ v: Matrix, _ machine: Machine) -> Gradient {
    let states = allStates(machine.w.rows)
    return expectedGradient(v, probability(states, machine), machine)
}

/// The mean of CD-k over all its random draws: like the exact gradient, but with the probabilities
/// after k steps from the data in place of the machine's own.
func expectedContrastiveDivergence(
    _ v: Matrix, _ machine: Machine, steps: Int
) -> Gradient {
    let states = allStates(machine.w.rows)
    let hiddenStates = allStates(machine.w.columns)
    let toHidden = stateProbability(hiddenStates, hiddenProbability(states, machine))
    let toVisible = stateProbability(states, visibleProbability(hiddenStates, machine))
    let start = Matrix(rows: 1, columns: states.rows) { _, i in
        Double((0..<v.rows).filter { v[row: $0] == states[row: i] }.count) / Double(v.rows)
    }
    var p = start
    for _ in 0..<steps { p = matmul(matmul(p, toHidden), toVisible) }
    return expectedGradient(v, p.transposed(), machine)
}

/// For each row of probabilities (of single units) how probable each state is: rows × states.
func stateProbability(_ states: Matrix, _ p: Matrix) -> Matrix {
    exp(matmul(log(p), transposed: states) + matmul(log(1 - p), transposed: 1 - states))
}

/// Free energy gradient of the rows, minus that of all states weighted with p (states × 1).
func expectedGradient(
    _ v: Matrix, _ p: Matrix, _ machine: Machine
) -> Gradient {
    let states = allStates(machine.w.rows)
    let h = hiddenProbability(states, machine)
    let data = freeEnergyGradient(v, machine)
    let weighted = Matrix(rows: states.rows, columns: states.columns) { i, j in
        p[i, 0] * states[i, j]
    }
    return (
        data.dw + matmul(transposed: weighted, h), data.db + matmul(transposed: p, states),
        data.dc + matmul(transposed: p, h)
    )
}

/// How far two gradients point the same way: 1 for the same direction, 0 for a right angle.
func cosine(_ a: Matrix, _ b: Matrix) -> Double {
    (a * b).sum() / (a.norm() * b.norm())
}

func showPatterns(_ notebook: Notebook, _ patterns: Matrix) {
    notebook.text(
        """
        A picture of this world has 3 × 3 pixels. Its columns are each all black or all white (bars), \
        or its rows are (stripes). That makes \(patterns.rows) pictures out of \
        \(allStates(9).rows) that there could be:
        """)
    notebook.pictures(patterns, width: 3)
    notebook.text(
        """
        The machine has a visible unit for each pixel, and 8 hidden ones. A state with low energy is \
        probable, one with high energy is not. Learning means: lower the energy of what was seen, \
        and so raise, since all probabilities add up to 1, that of everything else.
        """)
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

/// The gradient of J = −mean log p(v) by central differences.
func numericalLikelihoodGradient(_ v: Matrix, _ machine: Machine) -> Gradient {
    func slope(_ parameter: WritableKeyPath<Machine, Matrix>) -> Matrix {
        numericalGradient(at: machine[keyPath: parameter]) { moved in
            var machine = machine
            machine[keyPath: parameter] = moved
            return -logLikelihood(v, machine)
        }
    }
    return (slope(\.w), slope(\.b), slope(\.c))
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
    showTinyResult(notebook, v, machine, likelihoods)
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

func showTinyResult(
    _ notebook: Notebook, _ v: Matrix, _ machine: Machine, _ likelihoods: [Double]
) {
    let uniform = -log(Double(allStates(9).rows))
    let best = -log(Double(v.rows))
    let (first, last) = (likelihoods[0], likelihoods[likelihoods.count - 1])
    let highest = likelihoods.max() ?? last
    notebook.text(
        """
        From \(fixed(first, 2)) to \(fixed(last, 2)). Who knows nothing has \(fixed(uniform, 2)) \
        = −log \(allStates(9).rows); who knows all has \(fixed(best, 2)) = −log \(v.rows).
        """)
    if highest > last + 0.01 {
        notebook.text(
            """
            It was \(fixed(highest, 2)) in between: CD-1 follows the gradient of no cost at all. \
            While the weights are small, one step is enough to forget the data, and CD-1 points \
            where the gradient does. Large weights hold a picture fast: one step leads hardly away \
            from it, and CD-1 compares the data with itself. Ten steps do better, and cost ten times \
            as much.
            """)
    }
}
