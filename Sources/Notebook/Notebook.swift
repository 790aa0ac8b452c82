import Foundation
import Matrices

/// What a lesson shows itself with: in the terminal at once, and with `--page` as an HTML page.
///
/// A lesson says once what it shows. In the terminal no line is longer than 80 columns; into a
/// file or pipe everything is Unicode without colour; `--ascii` keeps to ASCII anywhere.
public final class Notebook {
    private let program: String
    private let style: Style
    private let write: ([String]) -> Void
    private let live: Live
    private var history = History()
    private var page: Page
    private var last: Block?
    private let csvPath: String?
    private let pagePath: String?
    /// Lines that are to be drawn in place, while `redraw` runs.
    private var redrawn: [String]?

    /// Opens the notebook of a program.
    ///
    /// Prints the options and exits with 0 on `--help`; says what makes no sense in the options
    /// and exits with 64; exits with 73 if a file can't be written where it is wanted.
    public init(_ options: Options) {
        var options = options
        let terminal = Terminal(program: options.program)
        var refusal: Refusal?
        var wantsHelp = false
        do {
            wantsHelp = try options.complete()
        } catch let error {
            refusal = Refusal(error)
        }
        let style = Style(
            ascii: options.ascii, isTerminal: isatty(1) == 1,
            environment: ProcessInfo.processInfo.environment)
        if let refusal { terminal.end(refusal, style) }
        if wantsHelp {
            terminal.write(options.help().flatMap { folded(style.plain($0)) })
            exit(0)
        }
        program = options.program
        self.style = style
        write = terminal.write
        live = Live(isTerminal: isatty(2) == 1)
        page = Page(command: options.command)
        csvPath = options.csvPath
        pagePath = options.pagePath
    }

    /// A notebook that gives its lines to a test.
    init(style: Style = Style(), page: Bool = false, write: @escaping ([String]) -> Void) {
        program = "Test"
        self.style = style
        self.write = write
        live = Live(isTerminal: false)
        self.page = Page(command: program)
        csvPath = nil
        pagePath = nil
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
    }

    /// Prints `Epoch  1/20  loss 0.583812  accuracy 0.7873` and records it for `--csv`.
    ///
    /// What has `accuracy` in its name gets four decimals, everything else six.
    public func epoch(_ number: Int, of total: Int, _ values: KeyValuePairs<String, Double>) {
        let texts = values.map { name, value -> String in
            history.record(step: "epoch", at: number, name, value)
            return "  \(name) \(fixedOrPower(value, name.contains("accuracy") ? 4 : 6))"
        }
        let epoch = rightAligned("\(number)", "\(total)".count)
        show(.costs("Epoch \(epoch)/\(total)\(texts.joined())"))
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
        _ title: String, x: String, y: String, _ curves: [Curve], logarithmic: Bool = false
    ) {
        show(
            .plot(
                Plot(
                    title: title, xName: x, yName: y, curves: curves, isLogarithmic: logarithmic)))
    }

    /// Points between axes, and lines through them.
    public func scatter(
        _ title: String, x: String, y: String, _ points: [Points], lines: [Curve] = []
    ) {
        show(.plot(Plot(title: title, xName: x, yName: y, points: points, curves: lines)))
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
        axes: (x: String, y: String) = ("x", "y")
    ) {
        let grid = Grid(x: x, y: y, values: heights)
        show(.contour(Contour(title: title, grid: grid, paths: paths, axes: axes)))
    }

    /// Grey pictures side by side, as many in a row as fit, with labels under them.
    ///
    /// - Parameters:
    ///   - pictures: a picture per row, its pixels row after row
    ///   - width: how many pixels a row of a picture has
    ///   - labels: one for each picture, or none
    ///   - range: the values of black and of white; by default those that occur, so that a
    ///     picture with little contrast gets some. For weights `-limit...limit`
    ///   - columns: how wide a picture is drawn in the terminal; by default chosen by the size
    public func pictures(
        _ pictures: Matrix, width: Int, labels: [String] = [],
        range: ClosedRange<Double>? = nil, columns: Int? = nil
    ) {
        show(
            .pictures(
                Pictures(pictures, width: width, labels: labels, range: range, columns: columns)))
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
        ProgressBar(name, total: total, live: live, style: style)
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

    /// Runs what can fail; on an error says its sentence on standard error and exits with its code.
    ///
    /// The code is the error's `errorCode` (`CustomNSError`), or 70.
    public func attempt<T>(_ work: () throws -> T) -> T {
        do {
            return try work()
        } catch {
            live.clear()
            Terminal(program: program).end(Refusal(error), style)
        }
    }

    /// Writes a file that the reader asked for with `options.output`: whole, or not at all.
    public func write(_ bytes: [UInt8], to path: String) {
        attempt { try OutputFile(path: path).write(bytes) }
    }

    /// Writes the files of `--csv` and `--page`. The last call of a lesson.
    public func finish() {
        live.clear()
        if let csvPath { write(Array(history.csv().utf8), to: csvPath) }
        if let pagePath { write(Array(page.html().utf8), to: pagePath) }
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
        if pagePath != nil { page.blocks.append(block) }
        live.clear()
        write(lines)
    }
}
