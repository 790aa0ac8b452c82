import Foundation
import Matrices

/// What a lesson shows itself with: in the terminal at once, and with `--page` as an HTML page.
///
/// A lesson says once what it shows. In the terminal no line is longer than 80 columns; into a
/// file or pipe everything is Unicode without colour; `--ascii` keeps to ASCII anywhere.
public final class Notebook {
    private let style: Style
    private let write: ([String]) -> Void
    private let keepsBlocks: Bool
    let live: Live
    /// What is to be done when a step of a long work has been shown.
    var afterStep: () -> Void = {}
    /// The curves that were shown, for `--csv`.
    var recorded = RecordedCurves()
    /// Everything that was shown, for `--page` and `--pictures`.
    private(set) var page: Page
    private var last: (any Block)?

    /// A notebook that hands on its lines.
    ///
    /// - Parameters:
    ///   - command: what the page says that it was made by
    ///   - keepsBlocks: whether `page` is to hold what is shown
    init(
        style: Style = Style(), live: Live = Live(isTerminal: false), command: String = "Test",
        keepsBlocks: Bool = true, write: @escaping ([String]) -> Void
    ) {
        self.style = style
        self.live = live
        self.keepsBlocks = keepsBlocks
        self.write = write
        page = Page(command: command)
    }

    // MARK: Words

    /// The title of the lesson, and the question that it answers.
    public func title(_ title: String, _ question: String) {
        show(Passage.title(title, question: question))
    }

    /// The heading of a section.
    public func section(_ title: String) { show(Passage.section(title)) }

    /// Text, wrapped; an empty line parts paragraphs, lines that begin with `- ` make a list.
    public func text(_ text: String) { show(Passage.text(text)) }

    /// Formulas, line by line as they are, indented.
    public func formulas(_ formulas: String) { show(Passage.formulas(formulas)) }

    /// A line as it is; one that is too long is broken between words.
    public func line(_ line: String) { show(Passage.line(line)) }

    /// A table: the names of its columns, and rows of cells. Columns of numbers are right-aligned.
    public func table(_ names: [String], _ rows: [[String]]) { show(Table(names, rows)) }

    /// How often each class (a row) was taken for each class (a column); `counts` is square.
    public func confusion(_ labels: [String], _ counts: Matrix) {
        show(Confusion(labels, counts))
    }

    /// What a gradient check found, a line for each term: `dw  < 1e-7   right`.
    ///
    /// - Parameter terms: the name, the relative difference between the gradient by hand and the
    ///   numerical one, and how many places were left out because the cost has a corner there
    public func gradientCheck(_ terms: [(name: String, difference: Double, corners: Int)]) {
        let width = terms.map { columns($0.name) }.max() ?? 0
        for (name, difference, corners) in terms {
            let verdict =
                difference < 1e-7 ? "< 1e-7   right" : "\(fixed(difference, 7))   WRONG"
            let left =
                corners == 0
                ? "" : "   (\(corners == 1 ? "1 place" : "\(corners) places") at a corner left out)"
            line("\(padded(name, width))  \(verdict)\(left)")
        }
    }

    // MARK: Drawings

    /// One or several curves between axes; `nan` and `inf` are left out.
    ///
    /// `logarithmic` gives every power of ten the same height.
    public func plot(
        _ title: String, x: String, y: String, _ curves: [Curve], logarithmic: Bool = false,
        sameScale: Bool = false
    ) {
        show(
            Plot(
                title: title, xName: x, yName: y, curves: curves, isLogarithmic: logarithmic,
                hasOneScale: sameScale))
    }

    /// The curves of a training, a value for every epoch from the first on.
    public func plot(_ title: String, y: String, perEpoch curves: KeyValuePairs<String, [Double]>) {
        plot(
            title, x: "epoch", y: y,
            curves.map { name, values in Curve(name, x: values.indices.map { $0 + 1 }, y: values) })
    }

    /// Points between axes, and lines through them.
    ///
    /// `sameScale` makes a unit as long on x as on y, where both axes are of one kind.
    public func scatter(
        _ title: String, x: String, y: String, _ points: [Points], lines: [Curve] = [],
        sameScale: Bool = false
    ) {
        show(
            Plot(
                title: title, xName: x, yName: y, points: points, curves: lines,
                hasOneScale: sameScale))
    }

    /// Heights over a plane in perspective: `heights[i, j]` stands at (`x[j]`, `y[i]`).
    public func surface(
        _ title: String, x: [Double], y: [Double], heights: Matrix,
        axes: (x: String, y: String, height: String) = ("x", "y", "height")
    ) {
        show(Surface(title: title, grid: Grid(x: x, y: y, values: heights), axes: axes))
    }

    /// Heights over a plane from above, in bands, and paths on them, each from its first point to
    /// its last: `heights[i, j]` stands at (`x[j]`, `y[i]`).
    public func contour(
        _ title: String, x: [Double], y: [Double], heights: Matrix, paths: [Curve] = [],
        axes: (x: String, y: String) = ("x", "y"), sameScale: Bool = false
    ) {
        let grid = Grid(x: x, y: y, values: heights)
        show(Contour(title: title, grid: grid, paths: paths, axes: axes, hasOneScale: sameScale))
    }

    /// Nodes and arrows: a network or a computation, a value above and a gradient below each node.
    public func diagram(
        _ title: String, _ nodes: [Diagram.Node], _ arrows: [Diagram.Arrow], caption: String = ""
    ) {
        show(Diagram(title: title, nodes: nodes, arrows: arrows, caption: caption))
    }

    /// What every neuron of a small network sees of the plane; on the page also the weights between.
    ///
    /// - Parameter layers: the inputs, the hidden layers, the output
    public func network(_ title: String, _ layers: [NetworkLayer]) {
        show(Network(title: title, layers: layers))
    }

    /// Grey pictures side by side, as many in a row as fit, with labels under them.
    ///
    /// - Parameters:
    ///   - title: what is seen; it names the file of `--pictures`
    ///   - pictures: a picture per row, its pixels row after row
    ///   - width: how many pixels a row of a picture has
    ///   - labels: one for each picture, or none
    ///   - range: the values of black and of white; by default those that occur, so that a
    ///     picture with little contrast gets some. For weights `-limit...limit`
    ///   - columns: how wide a picture is drawn in the terminal; by default chosen by the size
    public func pictures(
        title: String = "", _ pictures: Matrix, width: Int, labels: [String] = [],
        range: ClosedRange<Double>? = nil, columns: Int? = nil
    ) {
        show(
            Pictures(
                title: title, pictures, width: width, labels: labels, range: range,
                columns: columns))
    }

    /// How a classifier divides a plane, and points with their true classes.
    ///
    /// - Parameters:
    ///   - x: places from left to right
    ///   - y: places from below to above
    ///   - probability: that of class 1; `probability[i, j]` at (`x[j]`, `y[i]`)
    ///   - points: n × 2
    ///   - labels: n classes, 0 or 1
    public func boundary(
        _ title: String, x: [Double], y: [Double], probability: Matrix, points: Matrix,
        labels: [Int], axes: (x: String, y: String) = ("x₁", "x₂")
    ) {
        guard points.rows == labels.count, points.rows == 0 || points.columns == 2 else {
            fatalError("\(labels.count) labels for points of \(points.rows) × \(points.columns)")
        }
        let grid = Grid(x: x, y: y, values: probability)
        show(Boundary(title: title, grid: grid, points: points, labels: labels, axes: axes))
    }

    // MARK: While it runs

    /// A bar for long work, on standard error and only if that is a terminal.
    public func progress(_ name: String, total: Int) -> ProgressBar {
        ProgressBar(
            name, total: total, live: live, style: style,
            afterStep: { [weak self] in self?.afterStep() })
    }

    /// What comes after this lesson, as links on the page: its exercise, and the next lesson.
    public func next(exercise: String?, lesson: String?) {
        let steps = [("Exercise", exercise), ("Next", lesson)]
        show(Passage.next(steps.compactMap { name, program in program.map { (name, $0) } }))
    }

    // MARK: Inside

    /// Shows a block in the terminal, and keeps it for the page.
    func show(_ block: some Block) {
        var lines = block.lines(style)
        if let last, last.line == nil || block.line == nil { lines.insert("", at: 0) }
        last = block
        if keepsBlocks { page.blocks.append(block) }
        live.clear()
        write(lines)
    }
}
