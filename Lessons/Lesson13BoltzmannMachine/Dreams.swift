import Matrices

/// Moves every row of v on, h drawn from v, then v drawn from h; the first `held` pixels stay.
/// - Returns: The probabilities that the last pixels were drawn from.
func walk(
    _ v: inout Matrix, steps: Int, held: Int = 0, _ machine: Machine, _ random: inout RandomState
) -> Matrix {
    let start = v
    var believed = v
    func holding(_ moved: Matrix) -> Matrix {
        Matrix(rows: v.rows, columns: v.columns) { i, j in j < held ? start[i, j] : moved[i, j] }
    }
    for _ in 0..<steps {
        believed = visibleProbability(draw(hiddenProbability(v, machine), &random), machine)
        v = holding(draw(believed, &random))
    }
    return holding(believed)
}

/// −log Σ e^−E(v, h) over all v: the same formula with visible and hidden units exchanged.
func hiddenFreeEnergy(_ h: Matrix, _ machine: Machine) -> Matrix {
    let z = matmul(h, transposed: machine.w) + machine.b
    return -matmul(h, transposed: machine.c) - softplus(z).rowSums()
}

/// Where a chain of a thousand steps ends that began as noise.
struct Hole {
    var picture: Matrix
    /// How many hidden units are on there, on average.
    var unitsOn: Double
    /// The free energy of the state in which no hidden unit is on.
    var freeEnergyOff: Double
    /// The lowest free energy of the hidden states that test pictures lead to.
    var lowestFreeEnergy: Double

    init(_ xTest: Matrix, _ machine: Machine, _ random: inout RandomState) {
        var v = draw(Matrix(rows: 1, columns: xTest.columns, repeating: 0.5), &random)
        picture = walk(&v, steps: 1000, machine, &random)
        unitsOn = hiddenProbability(v, machine).sum()
        freeEnergyOff = hiddenFreeEnergy(Matrix(zerosLike: machine.c), machine).sum()
        let h = draw(hiddenProbability(xTest, machine), &random)
        lowestFreeEnergy = hiddenFreeEnergy(h, machine).min()
    }

    /// Whether noise is more probable to the machine than what pictures lead to.
    var isDeep: Bool { freeEnergyOff < lowestFreeEnergy && unitsOn < 1 }
}
