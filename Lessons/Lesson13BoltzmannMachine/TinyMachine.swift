import Foundation
import Layers
import Matrices

/// The mean of CD-k over all its random draws: like the exact gradient, but with the probabilities
/// after k steps from the data in place of the machine's own.
///
/// The probabilities of going from any picture to any other in one step are a matrix: this can be
/// done for 9 visible and 8 hidden units, not for many more.
func expectedDivergence(_ v: Matrix, _ machine: Machine, steps: Int) -> Gradient {
    let (pictures, hidden) = (allStates(machine.w.rows), allStates(machine.w.columns))
    let toHidden = stateProbability(hidden, hiddenProbability(pictures, machine))
    let toVisible = stateProbability(pictures, visibleProbability(hidden, machine))
    var p = Matrix(rows: 1, columns: pictures.rows) { _, i in
        Double((0..<v.rows).filter { v[row: $0] == pictures[row: i] }.count) / Double(v.rows)
    }
    for _ in 0..<steps { p = matmul(matmul(p, toHidden), toVisible) }
    return freeEnergyGradient(v, machine) - believedGradient(pictures, p, machine)
}

/// How probable each state is when single units are on with probability p: rows of p × states.
func stateProbability(_ states: Matrix, _ p: Matrix) -> Matrix {
    exp(matmul(log(p), transposed: states) + matmul(log(1 - p), transposed: 1 - states))
}

/// How far two gradients point the same way: 1 for the same direction, 0 for a right angle.
func cosine(_ a: Matrix, _ b: Matrix) -> Double {
    (a * b).sum() / (a.norm() * b.norm())
}

/// What is looked at while the tiny machine learns.
struct Watched {
    var step: Int
    var logLikelihood: Double
    /// How much of its belief the machine gives to the patterns.
    var share: Double
    /// The cosines of CD-1 and CD-10 with the exact gradient; empty where they weren't asked for.
    var cosines: [Double] = []

    init(_ step: Int, _ v: Matrix, _ machine: Machine, withCosines: Bool) {
        self.step = step
        logLikelihood = -cost(v, machine)
        share = probability(v, machine).sum()
        guard withCosines else { return }
        let exact = exactGradient(v, machine).dw
        cosines = [1, 10].map { cosine(expectedDivergence(v, machine, steps: $0).dw, exact) }
    }
}

/// CD-1 on all patterns in every step, looked at every 50 steps; the cosines every 250.
func trainTiny(
    _ machine: inout Machine, _ patterns: Matrix, iterations: Int, _ sampling: inout RandomState
) -> [Watched] {
    var watched: [Watched] = []
    for step in 0...iterations {
        let isLast = step == iterations
        if step % 50 == 0 || isLast {
            let isInTable = step % 250 == 0 || isLast
            watched.append(Watched(step, patterns, machine, withCosines: isInTable))
        }
        if isLast { break }
        let gradient = contrastiveDivergence(patterns, machine, drawVisible: true, &sampling)
        update(&machine, gradient, learningRate: 0.2)
    }
    return watched
}
