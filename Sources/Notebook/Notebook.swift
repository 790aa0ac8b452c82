import Foundation
import Matrices

/// What a lesson shows itself with: in the terminal at once, and with `--page` as an HTML page.
///
/// A lesson says once what it shows. In the terminal no line is longer than 80 columns; into a
/// file or pipe everything is Unicode without colour; `--ascii` keeps to ASCII anywhere.
public final class Notebook {
    private let style: Style
    private let write: ([String]) -> Void
    let live: Live
    /// What is to be done when a step of a long work has been shown.
    var afterStep: () -> Void = {}
    private var history = History()
    private var page: Page
    private var last: Block?
    /// Lines that are to be drawn in place, while `redraw` runs.
    private var redrawn: [String]?

    /// A notebook that hands on its lines; `command` is what the page says that it was made by.
    init(
        style: Style = Style(), live: Live = Live(isTerminal: false), command: String = "Test",
        write: @escaping ([String]) -> Void
    ) {
        self.style = style
        self.live = live
        self.write = write
        page = Page(command: command)
    }

    // MARK: Words

    /// The title of the lesson, and the question that it answers.
    public func title(_ title: String, _ question: String) {
        show(.title(title, question: question))
    }

    /// The heading of a section.
    public func section(_ title: String) { show(.section(title)) }

    /// Text, wrapped; an empty line parts paragraphs, lines that begin with `- ` make a list.
    public func text(_ text: String) { show(.text(text)) }

    /// Formulas, line by line as they are, indented.
    public func formulas(_ formulas: String) { show(.formulas(formulas)) }

    /// A line as it is; one that is too long is broken between words.
    public func line(_ line: String) { show(.line(line)) }

    /// A table: the names of its columns, and rows of cells. Columns of numbers are right-aligned.
    public func table(_ names: [String], _ rows: [[String]]) { show(.table(Table(names, rows))) }

    /// How often each class (a row) was taken for each class (a column); `counts` is square.
    public func confusion(_ labels: [String], _ counts: Matrix) {
        show(.confusion(Confusion(labels, counts)))
    }

    // MARK: Costs

    /// Prints `Cost after iteration 10: 1.917824` and records it for `--csv`.
    ///
    /// `curve` names the column of the file.
    public func cost(iteration: Int, _ cost: Double, curve: String = "cost") {
        history.record(step: "iteration", at: iteration, curve, cost)
        show(.costs("Cost after iteration \(iteration): \(fixedOrPower(cost, 6))"))
        afterStep()
    }

    /// Prints `Epoch  1/20  loss 0.583812  accuracy 0.7873` and records it for `--csv`.
    ///
    /// What has `accuracy` in its name gets four decimals, everything else six. A line that would
    /// be too long has single spaces between its values.
    public func epoch(_ number: Int, of total: Int, _ values: KeyValuePairs<String, Double>) {
        let texts = values.map { name, value -> String in
            history.record(step: "epoch", at: number, name, value)
            return "\(name) \(fixedOrPower(value, name.contains("accuracy") ? 4 : 6))"
        }
        let epoch = "Epoch \(rightAligned("\(number)", "\(total)".count))/\(total)"
        let line = ([epoch] + texts).joined(separator: "  ")
        let isTooLong = columns(line) > lineWidth
        show(.costs(isTooLong ? ([epoch] + texts).joined(separator: " ") : line))
        afterStep()
    }

    /// Says at which step a curve overflowed, and what to try; nothing if it didn't.
    ///
    /// - Parameters:
    ///   - name: what the curve is: `cost`, `loss`
    ///   - curve: its values, one a step; iterations are counted from 0, epochs from 1
    ///   - step: what is counted: `iteration` or `epoch`
    ///   - steps: the steps of the values, where not every step has one
    public func overflow(
        _ name: String, of curve: [Double], _ step: String, at steps: [Int]? = nil
    ) {
        guard let lost = curve.firstIndex(where: { !$0.isFinite }) else { return }
        let number = steps?[lost] ?? (step == "epoch" ? lost + 1 : lost)
        text(
            """
            \(step == "epoch" ? "In" : "At") \(step) \(number) the \(name) overflowed: the steps \
            are too long. Try a smaller --learning-rate.
            """)
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

    /// Prints several curves side by side, as a table, and records them for `--csv`.
    ///
    /// - Parameters:
    ///   - step: what is counted: `iteration` or `epoch`
    ///   - numbers: the steps; each curve has a value for each of them
    ///   - curves: names and values
    ///   - record: whether `--csv` keeps them
    ///   - decimals: how many the table shows; numbers from 1e9 on are shown as 1.234e+09
    public func curves(
        step: String, at numbers: [Int], _ curves: KeyValuePairs<String, [Double]>,
        record: Bool = true, decimals: Int = 6
    ) {
        let pairs = curves.map { ($0.key, $0.value) }
        self.curves(step: step, at: numbers, pairs, record: record, decimals: decimals)
    }

    /// The same for curves that are in an array: pairs of a name and its values.
    public func curves(
        step: String, at numbers: [Int], _ curves: [(String, [Double])], record: Bool = true,
        decimals: Int = 6
    ) {
        for (name, values) in curves {
            guard values.count == numbers.count else {
                fatalError("the curve \(name) has \(values.count) values at \(numbers.count) steps")
            }
            guard record else { continue }
            for (number, value) in zip(numbers, values) {
                history.record(step: step, at: number, name, value)
            }
        }
        let rows = numbers.indices.map { i in
            ["\(numbers[i])"] + curves.map { fixedOrPower($0.1[i], decimals) }
        }
        table([step] + curves.map(\.0), rows)
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
            .plot(
                Plot(
                    title: title, xName: x, yName: y, curves: curves, isLogarithmic: logarithmic,
                    hasOneScale: sameScale)))
    }

    /// Points between axes, and lines through them.
    ///
    /// `sameScale` makes a unit as long on x as on y, where both axes are of one kind.
    public func scatter(
        _ title: String, x: String, y: String, _ points: [Points], lines: [Curve] = [],
        sameScale: Bool = false
    ) {
        show(
            .plot(
                Plot(
                    title: title, xName: x, yName: y, points: points, curves: lines,
                    hasOneScale: sameScale)))
    }

    /// Heights over a plane in perspective: `heights[i, j]` stands at (`x[j]`, `y[i]`).
    public func surface(
        _ title: String, x: [Double], y: [Double], heights: Matrix,
        axes: (x: String, y: String, height: String) = ("x", "y", "height")
    ) {
        let grid = Grid(x: x, y: y, values: heights)
        show(.surface(Surface(title: title, grid: grid, axes: axes)))
    }

    /// Heights over a plane from above, in bands, and paths on them, each from its first point to
    /// its last: `heights[i, j]` stands at (`x[j]`, `y[i]`).
    public func contour(
        _ title: String, x: [Double], y: [Double], heights: Matrix, paths: [Curve] = [],
        axes: (x: String, y: String) = ("x", "y"), sameScale: Bool = false
    ) {
        let grid = Grid(x: x, y: y, values: heights)
        show(
            .contour(
                Contour(
                    title: title, grid: grid, paths: paths, axes: axes, hasOneScale: sameScale)))
    }

    /// Nodes and arrows: a network or a computation, a value above and a gradient below each node.
    public func diagram(
        _ title: String, _ nodes: [Diagram.Node], _ arrows: [Diagram.Arrow], caption: String = ""
    ) {
        show(.diagram(Diagram(title: title, nodes: nodes, arrows: arrows, caption: caption)))
    }

    /// What every neuron of a small network sees of the plane; on the page also the weights between.
    ///
    /// - Parameter layers: the inputs, the hidden layers, the output
    public func network(_ title: String, _ layers: [NetworkLayer]) {
        show(.network(Network(title: title, layers: layers)))
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
            .pictures(
                Pictures(
                    title: title, pictures, width: width, labels: labels, range: range,
                    columns: columns)))
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
        let grid = Grid(x: x, y: y, values: probability)
        show(
            .boundary(
                Boundary(
                    title: title, grid: grid, holdsClasses: false, points: points, labels: labels,
                    axes: axes)))
    }

    /// How a classifier of several classes divides a plane: `classes[i, j]` is the number of the
    /// class that (`x[j]`, `y[i]`) is taken for; the rest as above.
    public func boundary(
        _ title: String, x: [Double], y: [Double], classes: Matrix, points: Matrix,
        labels: [Int], axes: (x: String, y: String) = ("x₁", "x₂")
    ) {
        let grid = Grid(x: x, y: y, values: classes)
        show(
            .boundary(
                Boundary(
                    title: title, grid: grid, holdsClasses: true, points: points, labels: labels,
                    axes: axes)))
    }

    // MARK: While it runs

    /// A bar for long work, on standard error and only if that is a terminal.
    public func progress(_ name: String, total: Int) -> ProgressBar {
        ProgressBar(
            name, total: total, live: live, style: style,
            afterStep: { [weak self] in self?.afterStep() })
    }

    /// Draws in place of what was drawn so last, on standard error and only if that is a terminal;
    /// at most ten times a second.
    ///
    /// What the closure shows is neither recorded nor kept; the next thing that is shown outside
    /// takes its place.
    ///
    ///     notebook.redraw { $0.boundary("after \(epoch) epochs", …) }
    public func redraw(_ drawing: (Notebook) -> Void) {
        guard live.isTerminal, redrawn == nil, live.isDue else { return }
        redrawn = []
        let before = (last, history)
        last = nil
        drawing(self)
        (last, history) = before
        live.show(redrawn ?? [])
        redrawn = nil
    }

    /// What comes after this lesson, as links on the page: its exercise, and the next lesson.
    public func next(exercise: String?, lesson: String?) {
        let steps = [("Exercise", exercise), ("Next", lesson)].compactMap { name, target in
            target.map { NextStep(name: name, target: $0) }
        }
        show(.next(steps))
    }

    // MARK: Files

    /// The curves that were shown, for `--csv`.
    func csv() -> [UInt8] { Array(history.csv().utf8) }

    /// Everything that was shown, for `--page`.
    func html() -> [UInt8] { Array(page.html().utf8) }

    /// The figures that were shown, for `--pictures`, each with the name of its file.
    func pictureFiles() -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = []
        var section = "figure"
        for block in page.blocks {
            if case .section(let title) = block { section = title }
            guard let picture = block.picture() else { continue }
            let title = fileName(picture.title.isEmpty ? section : picture.title)
            var name = "\(title).\(picture.ending)"
            var count = 1
            while files.contains(where: { $0.name == name }) {
                count += 1
                name = "\(title)-\(count).\(picture.ending)"
            }
            files.append((name, picture.bytes))
        }
        return files
    }

    // MARK: Inside

    private func show(_ block: Block) {
        var lines = block.lines(style)
        if let last, !(last.isLine && block.isLine) { lines.insert("", at: 0) }
        last = block
        if redrawn != nil {
            redrawn?.append(contentsOf: lines)
            return
        }
        page.blocks.append(block)
        live.clear()
        write(lines)
    }
}
