import Matrices

/// How a classifier divides a plane, and the points that it learnt from.
struct Boundary: Drawn {
    let title: String
    /// The probability of class 1.
    let grid: Grid
    /// n × 2, and the class of each.
    let points: Matrix
    let labels: [Int]
    let axes: (x: String, y: String)

    /// The points that can be shown, each with its class.
    private func marks(_ plane: Plane) -> [(place: Place, label: Int)] {
        labels.enumerated().compactMap { k, label in
            plane.place(points.values[2 * k], points.values[2 * k + 1]).map { ($0, abs(label)) }
        }
    }

    func lines(_ style: Style) -> [String] {
        let plane = Plane(grid)
        let marks = style.ascii ? asciiMarks : unicodeMarks
        let shades: [Character] = style.ascii ? [" ", ".", ":", "%"] : [" ", "·", "░", "▒"]
        let classes = Set(labels).sorted().map { "\(marks[abs($0) % marks.count]) class \($0)" }
        let frame = Frame(
            title: title, xName: axes.x, yName: axes.y, plane: plane,
            legend: classes + ["\(shades[2]) class 1 above 0.5", "\(shades[3]) above 0.9"])
        var canvas = plane.roundCanvas(width: frame.canvasWidth)
        for row in 0..<canvas.rows {
            for column in 0..<canvas.columns {
                let place = middle(column, row, of: (canvas.columns, canvas.rows))
                let value = grid.value(place.x, place.y)
                let shade = shades[[0.1, 0.5, 0.9].count { $0 < value }]
                canvas.set(column, row, value.isNaN ? "?" : shade)
            }
        }
        for (place, label) in self.marks(plane) {
            canvas.set(place, marks[label % marks.count], colour: label)
        }
        return frame.lines(canvas, style)
    }

    // MARK: On the page

    var figure: Figure? {
        let plane = Plane(grid)
        var drawing = Drawing(plane, xName: axes.x, yName: axes.y, hasOneScale: true)
        drawing.picture(grid, boundaryColours) { Int(min(max($0, 0), 1) * 31 + 0.5) }
        for (place, label) in marks(plane) { drawing.mark(place, label, size: 4) }
        return Figure(
            title: title,
            legend: Set(labels).sorted().map { (sampleMark(abs($0)), "class \($0)") },
            drawing: drawing,
            caption: "An area has the colour of the likelier class; the paler, the less sure.")
    }
}
