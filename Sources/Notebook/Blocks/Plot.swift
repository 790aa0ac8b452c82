/// A curve: a name, and numbers over numbers.
public struct Curve: Sendable {
    /// What the legend calls it.
    public var name: String
    /// Where each point lies from left to right.
    public var x: [Double]
    /// How high each point lies; `nan` and `inf` are left out.
    public var y: [Double]

    /// A curve over given places; `x` and `y` are equally many.
    public init(_ name: String, x: [Double], y: [Double]) {
        guard x.count == y.count else {
            fatalError("the curve \(name) has \(x.count) x and \(y.count) y")
        }
        self.name = name
        self.x = x
        self.y = y
    }

    /// A curve over whole numbers, such as iterations.
    public init(_ name: String, x: [Int], y: [Double]) {
        self.init(name, x: x.map(Double.init), y: y)
    }
}

/// Points that are not joined by lines.
public struct Points: Sendable {
    /// What the legend calls them.
    public var name: String
    /// Where each point lies from left to right.
    public var x: [Double]
    /// How high each point lies.
    public var y: [Double]
    /// What stands at each point in place of a mark, if anything.
    public var labels: [Character]

    /// Points at given places; `x`, `y` and, if there are any, `labels` are equally many.
    public init(_ name: String, x: [Double], y: [Double], labels: [Character] = []) {
        guard x.count == y.count, labels.isEmpty || labels.count == x.count else {
            fatalError(
                "the points \(name) have \(x.count) x, \(y.count) y, \(labels.count) labels")
        }
        self.name = name
        self.x = x
        self.y = y
        self.labels = labels
    }
}

/// Curves and points between two axes.
struct Plot {
    var title: String
    var xName: String
    var yName: String
    var points: [Points] = []
    var curves: [Curve] = []
    var isLogarithmic = false
    /// Whether a unit is as long on x as on y.
    var hasOneScale = false

    /// The two axes, or nil if there is nothing to draw.
    var axes: (x: Axis, y: Axis)? {
        let shown = (points.map { ($0.x, $0.y) } + curves.map { ($0.x, $0.y) })
            .flatMap { zip($0, $1) }
            .filter { $0.isFinite && $1.isFinite && (!isLogarithmic || $1 > 0) }
        guard
            let x = Axis(shown.map(\.0), tickCount: 6, padding: points.isEmpty ? 0 : 0.03),
            let y = Axis(
                shown.map(\.1), tickCount: 5, isLogarithmic: isLogarithmic, reachesTicks: true)
        else { return nil }
        return (x, y)
    }

    /// The pieces of a curve without the points that can't be shown, in places from 0 to 1.
    func pieces(_ curve: Curve, _ axes: (x: Axis, y: Axis)) -> [[(x: Double, y: Double)]] {
        var pieces: [[(x: Double, y: Double)]] = [[]]
        for (x, y) in zip(curve.x, curve.y) {
            if let x = axes.x.place(x), let y = axes.y.place(y) {
                pieces[pieces.count - 1].append((x, y))
            } else if pieces[pieces.count - 1].count > 0 {
                pieces.append([])
            }
        }
        return pieces.filter { !$0.isEmpty }
    }

    /// The drawing for the terminal.
    func lines(_ style: Style) -> [String] {
        guard let axes else {
            return wrapped(style.plain("\(title): there are no numbers to draw."))
        }
        var frame = Frame(title: title, xName: xName, yName: yName, xAxis: axes.x, yAxis: axes.y)
        let single = curves.count == 1 && points.isEmpty
        if !single { frame.legend = legend(style) }
        var canvas = Canvas(columns: frame.drawingWidth, rows: curves.count > 3 ? 20 : 16)
        if hasOneScale { canvas = roundCanvas(axes, width: frame.drawingWidth) }
        for (k, points) in points.enumerated() {
            for (i, (x, y)) in zip(points.x, points.y).enumerated() {
                guard let x = axes.x.place(x), let y = axes.y.place(y) else { continue }
                canvas.set(
                    cell(x, of: canvas.columns), cell(1 - y, of: canvas.rows),
                    points.labels.isEmpty ? mark(k, style) : points.labels[i], colour: k)
            }
        }
        for (k, curve) in curves.enumerated() {
            let pieces = pieces(curve, axes)
            if style.ascii {
                drawMarks(pieces, &canvas, mark(points.count + k, style))
            } else {
                drawDots(pieces, &canvas, colour: points.count + k)
            }
        }
        if !style.ascii, !single { markCurves(axes, &canvas, style) }
        return frame.lines(canvas, style)
    }

    private func legend(_ style: Style) -> [String] {
        (points.map(\.name) + curves.map(\.name)).enumerated().map { k, name in
            let label = k < points.count ? points[k].labels.first : nil
            return "\(label ?? mark(k, style)) \(name)"
        }
    }

    private func mark(_ k: Int, _ style: Style) -> Character {
        let marks = style.ascii ? asciiMarks : unicodeMarks
        return marks[k % marks.count]
    }

    /// A thin line of dots.
    private func drawDots(
        _ pieces: [[(x: Double, y: Double)]], _ canvas: inout Canvas, colour: Int
    ) {
        for piece in pieces {
            let dots = piece.map {
                (x: cell($0.x, of: 2 * canvas.columns), y: cell(1 - $0.y, of: 4 * canvas.rows))
            }
            for (from, to) in zip(dots, dots.dropFirst() + [dots[dots.count - 1]]) {
                for dot in straightLine(from, to) { canvas.setDot(dot.x, dot.y, colour: colour) }
            }
        }
    }

    /// A line of characters; where another curve is already, the two share the cells in turn.
    private func drawMarks(
        _ pieces: [[(x: Double, y: Double)]], _ canvas: inout Canvas, _ mark: Character
    ) {
        for piece in pieces {
            let cells = piece.map {
                (x: cell($0.x, of: canvas.columns), y: cell(1 - $0.y, of: canvas.rows))
            }
            for (from, to) in zip(cells, cells.dropFirst() + [cells[cells.count - 1]]) {
                for place in straightLine(from, to)
                where canvas[place.x, place.y] == " " || (place.x + place.y).isMultiple(of: 2) {
                    canvas.set(place.x, place.y, mark)
                }
            }
        }
    }

    /// Sets each curve's mark on it again and again, no two curves in the same column.
    private func markCurves(
        _ axes: (x: Axis, y: Axis), _ canvas: inout Canvas, _ style: Style
    ) {
        for (k, curve) in curves.enumerated() {
            let distance = max(10, 2 * curves.count)
            for piece in pieces(curve, axes) {
                let offset = 1 + k * distance / curves.count
                let columns = stride(from: offset, to: canvas.columns, by: distance)
                let places = columns.compactMap { column in
                    height(of: piece, at: (Double(column) + 0.5) / Double(canvas.columns))
                        .map { (column, $0) }
                }
                // A piece too short for a mark gets one at its end.
                let end = piece[piece.count - 1]
                let marks = places.isEmpty ? [(cell(end.x, of: canvas.columns), end.y)] : places
                for (column, y) in marks {
                    canvas.set(
                        column, cell(1 - y, of: canvas.rows), mark(points.count + k, style),
                        colour: points.count + k)
                }
            }
        }
    }

    /// How high a curve is at a place from left to right.
    private func height(of piece: [(x: Double, y: Double)], at x: Double) -> Double? {
        for (a, b) in zip(piece, piece.dropFirst()) where min(a.x, b.x) <= x && x <= max(a.x, b.x) {
            return a.x == b.x ? a.y : a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)
        }
        return nil
    }
}

/// For the first points or curve, the second … and for classes 0, 1 …
let unicodeMarks: [Character] =
    ["○", "●", "◆", "△", "■", "◇", "▲", "□", "★", "☆"] + Array("abcdefghijklmnpqrstuvwyz")
let asciiMarks: [Character] =
    ["o", "x", "+", "^", "#", "*", "@", "%", "=", "~"] + Array("abcdefghijklmnpqrstuvwyz")

// MARK: On the page

extension Plot {
    /// The drawing for the page and for a file of its own; nil if there is nothing to draw.
    var figure: Figure? {
        guard let axes else { return nil }
        let height = hasOneScale ? roundHeight(axes) : 240
        var drawing = Drawing(axes.x, axes.y, xName: xName, yName: yName, height: height)
        for (k, points) in points.enumerated() {
            for (i, (x, y)) in zip(points.x, points.y).enumerated() {
                guard let x = axes.x.place(x), let y = axes.y.place(y) else { continue }
                drawing.mark(x, y, k)
                guard !points.labels.isEmpty else { continue }
                let (u, v) = drawing.point(x, y)
                drawing.text("\(points.labels[i])", u + 6, v, down: 0.35, anchor: "start")
            }
        }
        for (k, curve) in curves.enumerated() {
            let number = points.count + k
            for piece in pieces(curve, axes) {
                drawing.line(piece, "curve s\(number % 8)", dashes: dashes(number))
            }
        }
        let entries =
            points.enumerated().map { (sampleMark($0), $1.name) }
            + curves.enumerated().map { (sampleLine(points.count + $0), $1.name) }
        let isAlone = curves.count == 1 && points.isEmpty
        return Figure(title: title, legend: isAlone ? [] : entries, drawing: drawing)
    }
}
