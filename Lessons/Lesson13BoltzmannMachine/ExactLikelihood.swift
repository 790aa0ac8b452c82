import Foundation
import Layers
import Matrices

// Sums over all states: they can be done for 9 visible and 8 hidden units, not for many more.

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
