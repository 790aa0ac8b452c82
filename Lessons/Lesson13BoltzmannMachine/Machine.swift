import Foundation
import Matrices

/// A restricted Boltzmann machine: every visible unit is joined with every hidden one.
struct Machine {
    /// Visible × hidden.
    var w: Matrix
    /// The visible units' biases, 1 × visible.
    var b: Matrix
    /// The hidden units' biases, 1 × hidden.
    var c: Matrix

    init(visible: Int, hidden: Int, spread: Double, random: inout RandomState) {
        w = spread * random.randn(rows: visible, columns: hidden)
        b = Matrix(rows: 1, columns: visible)
        c = Matrix(rows: 1, columns: hidden)
    }
}

// MARK: The model, by hand

/// E(v, h), one number per row: m × 1.
func energy(_ v: Matrix, _ h: Matrix, _ machine: Machine) -> Matrix {
    let pairs = (matmul(v, machine.w) * h).rowSums()
    return -pairs - matmul(v, transposed: machine.b) - matmul(h, transposed: machine.c)
}

/// F(v) = −log Σ e^−E(v, h) over all h: m × 1.
func freeEnergy(_ v: Matrix, _ machine: Machine) -> Matrix {
    let z = matmul(v, machine.w) + machine.c
    return -matmul(v, transposed: machine.b) - softplus(z).rowSums()
}

/// log(1 + e^z) without overflow.
func softplus(_ z: Matrix) -> Matrix {
    z.map { max($0, 0) + log1p(exp(-abs($0))) }
}

/// p(h = 1 | v): m × hidden.
func hiddenProbability(_ v: Matrix, _ machine: Machine) -> Matrix {
    sigmoid(matmul(v, machine.w) + machine.c)
}

/// p(v = 1 | h): m × visible.
func visibleProbability(_ h: Matrix, _ machine: Machine) -> Matrix {
    sigmoid(matmul(h, transposed: machine.w) + machine.b)
}

/// Each unit is 1 with its probability, else 0.
func sample(_ probability: Matrix, _ random: inout RandomState) -> Matrix {
    probability.map(with: random.randomSample(rows: probability.rows, columns: probability.columns))
    { p, u in u < p ? 1 : 0 }
}

/// The gradient of the mean free energy of the rows: what pulls the data's energy down.
func freeEnergyGradient(
    _ v: Matrix, _ machine: Machine
) -> (dw: Matrix, db: Matrix, dc: Matrix) {
    let m = Double(v.rows)
    let h = hiddenProbability(v, machine)
    return (-matmul(transposed: v, h) / m, -v.columnSums() / m, -h.columnSums() / m)
}

/// CD-1: the data against what the machine makes of it in one step there and back.
func contrastiveDivergence(
    _ v0: Matrix, _ machine: Machine, samplingVisible: Bool = false, _ random: inout RandomState
) -> (dw: Matrix, db: Matrix, dc: Matrix) {
    let h0 = sample(hiddenProbability(v0, machine), &random)
    var v1 = visibleProbability(h0, machine)
    if samplingVisible { v1 = sample(v1, &random) }
    let data = freeEnergyGradient(v0, machine)
    let dream = freeEnergyGradient(v1, machine)
    return (data.dw - dream.dw, data.db - dream.db, data.dc - dream.dc)
}

func update(
    _ machine: inout Machine, _ gradient: (dw: Matrix, db: Matrix, dc: Matrix),
    learningRate: Double
) {
    machine.w -= learningRate * gradient.dw
    machine.b -= learningRate * gradient.db
    machine.c -= learningRate * gradient.dc
}
