import Matrices
import Notebook

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

/// Pictures that a machine draws by itself, 100 steps apart.
func drawPictures(
    _ count: Int, from picture: Matrix, _ machine: Machine, _ random: inout RandomState
) -> Matrix {
    var v = picture
    let drawn = (0..<count).map { _ in
        _ = walk(&v, steps: 100, machine, &random)
        return v
    }
    return Matrix(stacking: drawn)
}

/// −log Σ e^−E(v, h) over all v: the same formula with visible and hidden units exchanged.
func hiddenFreeEnergy(_ h: Matrix, _ machine: Machine) -> Matrix {
    let z = matmul(h, transposed: machine.w) + machine.b
    return -matmul(h, transposed: machine.c) - softplus(z).rowSums()
}

/// What the machine fills in and makes up, and where its chains end.
struct Dream {
    let covered, completed: Matrix
    /// After 10 steps and after 1,000, from test pictures; and after 1,000, from noise.
    let wandering: [Matrix]
    /// How many hidden units are on at the end of the last chain, and of how many.
    let unitsOn: Double
    let hidden: Int
    /// The free energy with all hidden units off, and the lowest that test pictures lead to.
    let off, lowest: Double

    init(_ digits: Digits, _ machine: Machine, seed: Int) {
        var random = RandomState(seed: seed + 4)
        var shown = digits.xTest[rows: digits.shown]
        let test = shown
        covered = Matrix(rows: 5, columns: 784) { i, j in j < 392 ? test[i, j] : 0.5 }
        var halves = covered
        completed = walk(&halves, steps: 200, held: 392, machine, &random)
        let soon = walk(&shown, steps: 10, machine, &random)
        let later = walk(&shown, steps: 990, machine, &random)
        var v = draw(Matrix(rows: 1, columns: 784, repeating: 0.5), &random)
        wandering = [soon, later, walk(&v, steps: 1000, machine, &random)]
        unitsOn = hiddenProbability(v, machine).sum()
        hidden = machine.w.columns
        off = hiddenFreeEnergy(Matrix(zerosLike: machine.c), machine).sum()
        let states = draw(hiddenProbability(digits.xTest, machine), &random)
        lowest = hiddenFreeEnergy(states, machine).min()
    }
}

extension Notebook {
    func showDream(_ dream: Dream) {
        pictures(title: "The lower half is covered", dream.covered, width: 28)
        pictures(title: "Filled in by the machine", dream.completed, width: 28)
        text(
            """
            Now the machine is left to itself: it takes chains of steps that begin at the test \
            pictures. (The pictures show how probable each pixel is.) Short chains stay near their \
            digit; long chains wander off.
            """)
        let titles = [
            "After 10 steps", "After 1,000 steps",
            "A chain that began as noise, after 1,000 steps",
        ]
        for (title, x) in zip(titles, dream.wandering) { pictures(title: title, x, width: 28) }
        text(
            """
            At the end of this chain, the expected number of hidden units that are on is \
            \(fixed(dream.unitsOn, 2)) out of \(dream.hidden). A hidden state has a free energy, \
            too, from the sum over all pictures. When all hidden units are off, it is \
            \(fixed(dream.off, 1)). Among the states that test pictures lead to, the lowest free \
            energy is \(fixed(dream.lowest, 1)).
            """)
        guard dream.off < dream.lowest, dream.unitsOn < 1 else { return }
        text(
            """
            The chain has fallen into a hole. With all hidden units off, each pixel goes its own \
            way, and all this noise together is more probable to this machine than any of those \
            states. CD-1 never goes further than one step from the data. It never saw that place, \
            so it never raised the energy there.
            """)
    }
}
