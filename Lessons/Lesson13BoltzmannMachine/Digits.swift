import Layers
import Matrices
import Notebook

/// The weights of some hidden units as pictures: white where a bright pixel speaks for the unit.
func showFilters(_ notebook: Notebook, _ machine: Machine) {
    let count = min(16, machine.w.columns)
    let filters = machine.w.transposed()[rows: 0..<count]
    let limit = abs(filters).max()
    guard limit.isFinite, limit > 0 else { return }
    notebook.text(
        """
        The weights of the first \(count) hidden units, as pictures: white speaks for the unit, black \
        against it, grey means nothing. Nobody told them to look for strokes.
        """)
    notebook.pictures(filters, width: 28, range: -limit / 2...limit / 2)
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

/// Chains that start from noise: the probabilities of the pixels after 1,000 steps.
func showDreams(_ notebook: Notebook, _ machine: Machine, _ random: inout RandomState) {
    var v = draw(Matrix(rows: 10, columns: 784, repeating: 0.5), &random)
    var p = v
    for _ in 0..<1000 {
        p = visibleProbability(draw(hiddenProbability(v, machine), &random), machine)
        v = draw(p, &random)
    }
    notebook.text(
        """
        And from nothing: each of these began as noise and went 1,000 steps there and back. What they \
        show, nobody asked for.
        """)
    notebook.pictures(p, width: 28)
}
