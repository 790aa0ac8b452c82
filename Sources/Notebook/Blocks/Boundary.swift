import Matrices

/// What a classifier says at every place of a plane, and the points that it learnt from.
struct Boundary {
    var title: String
    var grid: Grid
    var points: Matrix
    var labels: [Int]
    var axes: (x: String, y: String)
    /// Whether the grid holds the numbers of classes, and not the probability of class 1.
    var holdsClasses = false

    init(
        title: String, grid: Grid, holdsClasses: Bool, points: Matrix, labels: [Int],
        axes: (x: String, y: String)
    ) {
        guard points.rows == labels.count, points.rows == 0 || points.columns == 2 else {
            fatalError("\(labels.count) labels for points of \(points.rows) × \(points.columns)")
        }
        self.title = title
        self.grid = grid
        self.points = points
        self.labels = labels
        self.axes = axes
        self.holdsClasses = holdsClasses
    }

    /// The drawing for the terminal.
    func lines(_ style: Style) -> [String] {
        let plane = plane(grid)
        let shades =
            holdsClasses
            ? (style.ascii ? asciiAreas : unicodeAreas)
            : (style.ascii ? asciiShades : unicodeShades)
        let marks = style.ascii ? asciiMarks : unicodeMarks
        var frame = Frame(
            title: title, xName: axes.x, yName: axes.y, xAxis: plane.x, yAxis: plane.y)
        let classes = Set(labels).sorted()
        frame.legend = classes.map { "\(marks[abs($0) % marks.count]) class \($0)" }
        if holdsClasses {
            frame.legend += classes.map { k in
                let area = shades[abs(k) % shades.count]
                return "\(area == " " ? "blank" : "\(area)\(area)") taken for \(k)"
            }
        } else {
            frame.legend += ["\(shades[2]) class 1 above 0.5", "\(shades[3]) above 0.9"]
        }
        let canvas = filled(plane, shades, marks, width: frame.drawingWidth)
        return frame.lines(canvas, style)
    }

    private func filled(
        _ plane: (x: Axis, y: Axis), _ shades: [Character], _ marks: [Character], width: Int
    ) -> Canvas {
        var canvas = roundCanvas(plane, width: width)
        for row in 0..<canvas.rows {
            for column in 0..<canvas.columns {
                let x = (Double(column) + 0.5) / Double(canvas.columns)
                let y = 1 - (Double(row) + 0.5) / Double(canvas.rows)
                let value = holdsClasses ? grid.nearest(x, y) : grid.value(x, y)
                let shade =
                    holdsClasses
                    ? classNumber(value) % shades.count : [0.1, 0.5, 0.9].count { $0 < value }
                canvas.set(column, row, value.isNaN ? "?" : shades[shade])
            }
        }
        for (k, label) in labels.enumerated() {
            guard let x = plane.x.place(points.values[2 * k]),
                let y = plane.y.place(points.values[2 * k + 1])
            else { continue }
            canvas.set(
                cell(x, of: canvas.columns), cell(1 - y, of: canvas.rows),
                marks[abs(label) % marks.count], colour: abs(label))
        }
        return canvas
    }
}

/// The class that a grid of classes holds.
func classNumber(_ value: Double) -> Int {
    value.isFinite ? Int(min(abs(value), 1000).rounded()) : 0
}

/// For classes 0, 1 …
private let unicodeAreas: [Character] = [" ", "░", "▒", "·", "▓", "╱"]
private let asciiAreas: [Character] = [" ", ":", "%", ".", "=", "/"]
/// For probabilities up to 0.1, 0.5, 0.9 and 1.
private let unicodeShades: [Character] = [" ", "·", "░", "▒"]
private let asciiShades: [Character] = [" ", ".", ":", "%"]

// MARK: On the page

extension Boundary {
    /// The drawing for the page and for a file of its own; nil if there is nothing to draw.
    var figure: Figure? {
        let plane = plane(grid)
        var drawing = Drawing(
            plane.x, plane.y, xName: axes.x, yName: axes.y, height: roundHeight(plane))
        let side = 72
        // From the colour of class 0, over nothing, to that of class 1; or a colour per class.
        let colours = (0..<33).map { k -> [UInt8] in
            if k == 32 { return [128, 128, 128, 0] }
            if holdsClasses { return palette[k % palette.count].area + [105] }
            let distance = abs(2 * k - 31)
            return palette[k < 16 ? 0 : 1].area + [UInt8(4 * distance + 10)]
        }
        let pixels = pixels(grid, side, nearest: holdsClasses) { value in
            if value.isNaN { return 32 }
            return holdsClasses
                ? UInt8(classNumber(value) % palette.count)
                : UInt8(min(max(value, 0), 1) * 31 + 0.5)
        }
        drawing.picture(pixels, colours, side: side)
        for (k, label) in labels.enumerated() {
            guard let x = plane.x.place(points.values[2 * k]),
                let y = plane.y.place(points.values[2 * k + 1])
            else { continue }
            drawing.mark(x, y, abs(label), size: 4)
        }
        let entries = Set(labels).sorted().map { (sampleMark(abs($0)), "class \($0)") }
        let caption =
            holdsClasses
            ? "An area has the colour of the class that it is taken for."
            : "An area has the colour of the likelier class; the paler, the less sure."
        return Figure(title: title, legend: entries, drawing: drawing, caption: caption)
    }
}
