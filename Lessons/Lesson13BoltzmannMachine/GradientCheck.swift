import Foundation
import Layers
import Matrices

/// A tiny machine with random weights and biases.
func randomMachine(seed: Int) -> Machine {
    var random = RandomState(seed: seed + 2)
    var machine = Machine(visible: 9, hidden: 8, spread: 1, seed: seed)
    machine.b = random.randn(rows: 1, columns: 9)
    machine.c = random.randn(rows: 1, columns: 8)
    return machine
}

/// How far F(v) is from what defines it, −log Σ e^−E(v, h) with the sum over all h: as a relative
/// difference.
func checkFreeEnergy(_ v: Matrix, _ machine: Machine) -> Double {
    let h = allStates(machine.w.columns)
    let summed = Matrix(rows: v.rows, columns: 1) { i, _ in
        let copies = Matrix(rows: h.rows, columns: v.columns) { _, j in v[i, j] }
        return -log(exp(-energy(copies, h, machine)).sum())
    }
    return relativeDifference(freeEnergy(v, machine), summed)
}

/// The exact gradient of the cost, held against central differences.
func checkGradient(_ v: Matrix, _ machine: Machine) -> [CheckedGradient] {
    func checked(
        _ name: String, _ byHand: Matrix, _ parameter: WritableKeyPath<Machine, Matrix>
    ) -> CheckedGradient {
        checkedGradient(name, byHand, at: machine[keyPath: parameter]) { moved in
            var machine = machine
            machine[keyPath: parameter] = moved
            return cost(v, machine)
        }
    }
    let gradient = exactGradient(v, machine)
    return [
        checked("dw", gradient.dw, \.w), checked("db", gradient.db, \.b),
        checked("dc", gradient.dc, \.c),
    ]
}
