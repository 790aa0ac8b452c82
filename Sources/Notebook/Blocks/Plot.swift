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
struct Plot: Drawn {
    let title: String
    let xName: String
    let yName: String
    var points: [Points] = []
    var curves: [Curve] = []
    var isLogarithmic = false
    /// Whether a unit is as long on x as on y.
    var hasOneScale = false

    /// The two axes, or nil if there is nothing to draw.
    private var plane: Plane? {
        let shown = (points.map { ($0.x, $0.y) } + curves.map { ($0.x, $0.y) })
            .flatMap { zip($0, $1) }
            .filter { $0.isFinite && $1.isFinite && (!isLogarithmic || $1 > 0) }
        let areSteps = points.isEmpty && shown.allSatisfy { $0.0 == $0.0.rounded() }
        guard
            let x = Axis(
                shown.map(\.0), tickCount: 6, padding: points.isEmpty ? 0 : 0.03,
                leastStep: areSteps ? 1 : 0),
            let y = Axis(
                shown.map(\.1), tickCount: 5, isLogarithmic: isLogarithmic, reachesTicks: true)
        else { return nil }
        return Plane(x, y)
    }

    /// A single curve needs no legend.
    private var isAlone: Bool { curves.count == 1 && points.isEmpty }

    /// The pieces of a curve without the points that can't be shown, in places from 0 to 1.
    private func pieces(_ curve: Curve, _ plane: Plane) -> [[Place]] {
        zip(curve.x, curve.y).map(plane.place).split { $0 == nil }.map { $0.compactMap { $0 } }
    }

    /// The points that can be shown, each with what stands at it in place of a mark.
    private func marked(_ points: Points, _ plane: Plane) -> [(place: Place, label: Character?)] {
        points.x.indices.compactMap { i in
            let label = points.labels.isEmpty ? nil : points.labels[i]
            return plane.place(points.x[i], points.y[i]).map { ($0, label) }
        }
    }

    func lines(_ style: Style) -> [String] {
        guard let plane else {
            return wrapped(style.plain("\(title): there are no numbers to draw."))
        }
        let marks = style.ascii ? asciiMarks : unicodeMarks
        func mark(_ k: Int) -> Character { marks[k % marks.count] }
        var frame = Frame(title: title, xName: xName, yName: yName, plane: plane)
        if !isAlone {
            frame.legend =
                points.enumerated().map { "\($1.labels.first ?? mark($0)) \($1.name)" }
                + curves.enumerated().map { "\(mark(points.count + $0)) \($1.name)" }
        }
        var canvas = Canvas(columns: frame.canvasWidth, rows: curves.count > 3 ? 20 : 16)
        if hasOneScale { canvas = plane.roundCanvas(width: frame.canvasWidth) }
        for (k, points) in points.enumerated() {
            for (place, label) in marked(points, plane) {
                canvas.set(place, label ?? mark(k), colour: k)
            }
        }
        for (k, curve) in curves.enumerated() {
            for piece in pieces(curve, plane) {
                draw(piece, points.count + k, &canvas, in: style.ascii ? mark : nil)
            }
        }
        for (k, curve) in curves.enumerated() where !style.ascii && !isAlone {
            for piece in pieces(curve, plane) {
                for place in places(ofMarksOn: piece, k, canvas.columns) {
                    canvas.set(
                        place.column, cell(1 - place.y, of: canvas.rows), mark(points.count + k),
                        colour: points.count + k)
                }
            }
        }
        return frame.lines(canvas, style)
    }

    /// A thin line of dots, or one of marks: where another curve is already, the two share the
    /// cells in turn.
    private func draw(
        _ piece: [Place], _ k: Int, _ canvas: inout Canvas, in mark: ((Int) -> Character)?
    ) {
        let ends = piece.map(mark == nil ? canvas.dotAt : canvas.cellAt)
        for (from, to) in zip(ends, ends.dropFirst() + [ends[ends.count - 1]]) {
            for (x, y) in straightLine(from, to) {
                if let mark {
                    let isFree = canvas[x, y] == " " || (x + y).isMultiple(of: 2)
                    if isFree { canvas.set(x, y, mark(k)) }
                } else {
                    canvas.setDot(x, y, colour: k)
                }
            }
        }
    }

    /// Where curve k carries its mark, again and again, no two curves in the same column; a piece
    /// too short for that carries one at its end.
    private func places(
        ofMarksOn piece: [Place], _ k: Int, _ columns: Int
    ) -> [(column: Int, y: Double)] {
        let distance = max(10, 2 * curves.count)
        let places = stride(from: 1 + k * distance / curves.count, to: columns, by: distance)
            .compactMap { column -> (column: Int, y: Double)? in
                height(of: piece, at: (Double(column) + 0.5) / Double(columns)).map { (column, $0) }
            }
        let end = piece[piece.count - 1]
        return places.isEmpty ? [(cell(end.x, of: columns), end.y)] : places
    }

    /// How high a curve is at a place from left to right.
    private func height(of piece: [Place], at x: Double) -> Double? {
        for (a, b) in zip(piece, piece.dropFirst()) where min(a.x, b.x) <= x && x <= max(a.x, b.x) {
            return a.x == b.x ? a.y : a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)
        }
        return nil
    }

    // MARK: On the page

    var figure: Figure? {
        guard let plane else { return nil }
        var drawing = Drawing(plane, xName: xName, yName: yName, hasOneScale: hasOneScale)
        for (k, points) in points.enumerated() {
            for (place, label) in marked(points, plane) {
                guard let label else {
                    drawing.mark(place, k)
                    continue
                }
                let (u, v) = drawing.point(place)
                drawing.text(
                    "\(label)", u, v, down: 0.35, anchor: "middle", name: "letter f\(k % 8)")
            }
        }
        for (k, curve) in curves.enumerated() {
            let number = points.count + k
            for piece in pieces(curve, plane) {
                drawing.line(piece, "curve s\(number % 8)", dashes: dashes(number))
            }
        }
        let entries =
            points.enumerated().map { k, points in
                (points.labels.first.map { sampleLetter($0, k) } ?? sampleMark(k), points.name)
            }
            + curves.enumerated().map { k, curve in
                let number = points.count + k
                return (sampleLine(number, dashes: dashes(number)), curve.name)
            }
        return Figure(title: title, legend: isAlone ? [] : entries, drawing: drawing)
    }
}

/// For the first points or curve, the second … and for classes 0, 1 …
let unicodeMarks: [Character] =
    ["○", "●", "◆", "△", "■", "◇", "▲", "□", "★", "☆"] + Array("abcdefghijklmnpqrstuvwyz")
let asciiMarks: [Character] =
    ["o", "x", "+", "^", "#", "*", "@", "%", "=", "~"] + Array("abcdefghijklmnpqrstuvwyz")
