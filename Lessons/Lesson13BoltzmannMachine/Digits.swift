import Layers
import Matrices
import Notebook

/// The weights of some hidden units as pictures, each stretched to its own largest weight.
func showFilters(_ notebook: Notebook, _ machine: Machine) {
    let rows = (0..<min(6, machine.w.columns)).map { k in
        let filter = Matrix(row: machine.w[column: k])
        return filter / max(abs(filter).max(), 1e-300)
    }
    notebook.text(
        """
        The weights of the first \(rows.count) hidden units, as pictures: white speaks for the unit, \
        black against it, grey means nothing. Nobody told them to look for strokes.
        """)
    notebook.pictures(Matrix(stacking: rows), width: 28, range: -0.7...0.7, columns: 24)
}

/// Some test pictures, and what comes back of them: from the machine, and from as many principal
/// components.
func showReconstructions(
    _ notebook: Notebook, _ x: Matrix, _ xTest: Matrix, _ labels: [Int], _ machine: Machine,
    seed: Int
) {
    let hidden = machine.w.columns
    var random = RandomState(seed: seed + 1)
    let (mean, directions) = principalComponents(
        x, count: hidden, iterations: 30, random: &random)
    let byMachine = reconstruction(xTest, machine)
    let byComponents = reconstructed(xTest, mean, directions)
    let shown = firstOfEach(labels, count: 5)
    notebook.text("Test pictures:")
    notebook.pictures(xTest[rows: shown], width: 28)
    notebook.text("The same, rebuilt by the machine:")
    notebook.pictures(byMachine[rows: shown], width: 28)
    notebook.text("Rebuilt from their \(hidden) principal components:")
    notebook.pictures(byComponents[rows: shown], width: 28)
    let ofMachine = meanSquaredError(byMachine, xTest)
    let ofComponents = meanSquaredError(byComponents, xTest)
    let ofMean = meanSquaredError(Matrix(rows: xTest.rows, columns: 784) + mean, xTest)
    notebook.table(
        ["squared error per pixel, test pictures", ""],
        [
            ["the mean picture", fixed(ofMean, 4)],
            ["the machine, \(hidden) hidden units", fixed(ofMachine, 4)],
            ["\(hidden) principal components", fixed(ofComponents, 4)],
        ])
    if ofComponents < ofMachine {
        notebook.text(
            """
            The components win: of all straight maps to \(hidden) numbers and back they have the \
            smallest error, and that is all they were made for. The machine was never told to \
            rebuild anything. It was told to find such pictures probable. So it can do what \
            components can't: say what is likely, and draw.
            """)
    }
}

/// The first picture of each of the classes 0, 1 …
func firstOfEach(_ labels: [Int], count: Int) -> [Int] {
    (0..<count).compactMap { labels.firstIndex(of: $0) }
}

/// The lower half covered: the machine fills it in, the upper half held fast.
func showCompletions(
    _ notebook: Notebook, _ xTest: Matrix, _ labels: [Int], _ machine: Machine,
    _ random: inout RandomState
) {
    let shown = xTest[rows: firstOfEach(labels, count: 5)]
    let covered = Matrix(rows: shown.rows, columns: 784) { i, j in j < 392 ? shown[i, j] : 0.5 }
    var v = covered
    var believed = v
    for _ in 0..<200 {
        let h = draw(hiddenProbability(v, machine), &random)
        let p = visibleProbability(h, machine)
        let drawn = draw(p, &random)
        v = Matrix(rows: v.rows, columns: 784) { i, j in j < 392 ? shown[i, j] : drawn[i, j] }
        believed = Matrix(rows: v.rows, columns: 784) { i, j in j < 392 ? shown[i, j] : p[i, j] }
    }
    notebook.text("The lower half of a test picture is covered …")
    notebook.pictures(covered, width: 28)
    notebook.text("… and filled in by the machine: 200 steps, the upper half held fast.")
    notebook.pictures(believed, width: 28)
}

/// Chains from test pictures and from noise: a step is h drawn from v, then v drawn from h.
func showDreams(
    _ notebook: Notebook, _ xTest: Matrix, _ labels: [Int], _ machine: Machine,
    _ random: inout RandomState
) {
    notebook.text(
        """
        Left to itself: chains that begin at five test pictures, after 10 steps there \
        and back, and after 1,000. (Shown is how probable each pixel is.) Short chains stay near \
        their digit, long ones wander off.
        """)
    var v = xTest[rows: firstOfEach(labels, count: 5)]
    for steps in [10, 990] {
        let p = chain(machine, &v, steps: steps, &random)
        notebook.pictures(p, width: 28)
    }
    notebook.text("And a chain that began as noise, after 1,000 steps:")
    var noise = draw(Matrix(rows: 1, columns: 784, repeating: 0.5), &random)
    notebook.pictures(chain(machine, &noise, steps: 1000, &random), width: 28)
    let off = Matrix(rows: 1, columns: machine.w.columns)
    let ofOff = hiddenFreeEnergy(off, machine).sum()
    let ofTest = hiddenFreeEnergy(draw(hiddenProbability(xTest, machine), &random), machine).min()
    let on = hiddenProbability(noise, machine).sum()
    notebook.text(
        """
        \(fixed(on, 2)) of its \(machine.w.columns) hidden units are on, on average. The free \
        energy of a hidden state (the pictures summed out) is \(fixed(ofOff, 1)) when all units are \
        off. Drawn from test pictures, it is \(fixed(ofTest, 1)) at the lowest.
        """)
    if ofOff < ofTest, on < 1 {
        notebook.text(
            """
            The chain has fallen into a hole. With all hidden units off each pixel goes its own way, \
            and all this noise together is more probable, to this machine, than any of those states. CD-1 \
            never goes further than one step from the data: it never saw that place, and never \
            raised its energy.
            """)
    }
}

/// −log Σ e^−E(v, h) over all v: m × 1.
func hiddenFreeEnergy(_ h: Matrix, _ machine: Machine) -> Matrix {
    freeEnergy(h, machine.turned)
}

/// Moves every row of v on, and returns the probabilities that the last pixels were drawn from.
func chain(
    _ machine: Machine, _ v: inout Matrix, steps: Int, _ random: inout RandomState
) -> Matrix {
    var p = v
    for _ in 0..<steps {
        p = visibleProbability(draw(hiddenProbability(v, machine), &random), machine)
        v = draw(p, &random)
    }
    return p
}
