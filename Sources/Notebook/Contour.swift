/// Heights over a plane, seen from above as lines of equal height, with paths on them.
struct Contour {
    var title: String
    var grid: Grid
    var paths: [Curve]
    var axes: (x: String, y: String)

    /// The axes of the plane.
    var planeAxes: (x: Axis, y: Axis) { plane(grid) }

    /// The drawing for the terminal.
    func lines(_ style: Style) -> [String] {
        let plane = planeAxes
        let levels = grid.levels()
        var frame = Frame(
            title: title, xName: axes.x, yName: axes.y, xAxis: plane.x, yAxis: plane.y,
            legend: legend(style))
        var canvas = Canvas(columns: min(66, frame.drawingWidth), rows: 22)
        if style.ascii {
            drawDigits(levels, &canvas)
            let numbers = levels.enumerated().map { "\(digits[$0]) = \(label($1))" }
            frame.legend += numbers
        } else {
            drawDots(levels, &canvas)
        }
        for k in paths.indices { drawPath(k, plane, &canvas, style) }
        if !style.ascii { writeLabels(levels, &canvas) }
        return frame.lines(canvas, style)
    }

    private func legend(_ style: Style) -> [String] {
        guard !paths.isEmpty else { return [] }
        let marks = pathMarks(style)
        return paths.enumerated().map { "\(marks.steps[$0 % marks.steps.count]) \($1.name)" }
            + ["\(marks.start) start", "\(marks.end) end"]
    }

    private func pathMarks(_ style: Style) -> (
        steps: [Character], line: Character, start: Character, end: Character
    ) {
        style.ascii
            ? (["*", "+", "x", "%"], ".", "o", "@") : (["•", "+", "×", "▪"], "·", "○", "●")
    }

    /// In how many of the levels' bands down to the lowest a value lies; nil for no number.
    private func band(_ value: Double, _ levels: [Double]) -> Int? {
        value.isNaN ? nil : levels.count { $0 <= value }
    }

    /// Bands of the whole canvas, sampled in cells or in dots.
    private func bands(_ levels: [Double], columns: Int, rows: Int) -> [[Int?]] {
        (0..<rows).map { row in
            (0..<columns).map { column in
                band(
                    grid.value(
                        (Double(column) + 0.5) / Double(columns),
                        1 - (Double(row) + 0.5) / Double(rows)), levels)
            }
        }
    }

    /// Lines of dots where one band ends and the next begins.
    private func drawDots(_ levels: [Double], _ canvas: inout Canvas) {
        let bands = bands(levels, columns: 2 * canvas.columns, rows: 4 * canvas.rows)
        for (y, row) in bands.enumerated() {
            for (x, band) in row.enumerated() where isEdge(bands, y, x, band) {
                canvas.setDot(x, y)
            }
        }
    }

    /// The digit of a band where it ends on the side of the lower one.
    private func drawDigits(_ levels: [Double], _ canvas: inout Canvas) {
        let bands = bands(levels, columns: canvas.columns, rows: canvas.rows)
        for (y, row) in bands.enumerated() {
            for (x, band) in row.enumerated() {
                guard let band, band > 0 else { continue }
                let neighbours = [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
                let isEdge = neighbours.contains { i, j in
                    guard bands.indices.contains(i), row.indices.contains(j) else { return false }
                    return bands[i][j].map { $0 < band } ?? false
                }
                if isEdge { canvas.set(x, y, digits[band - 1]) }
            }
        }
    }

    private func isEdge(_ bands: [[Int?]], _ y: Int, _ x: Int, _ band: Int?) -> Bool {
        guard let band else { return false }
        let right = x + 1 < bands[y].count ? bands[y][x + 1] : band
        let below = y + 1 < bands.count ? bands[y + 1][x] : band
        return right.map { $0 != band } ?? false || below.map { $0 != band } ?? false
    }

    /// A path from its start to its end, each step marked.
    private func drawPath(
        _ k: Int, _ plane: (x: Axis, y: Axis), _ canvas: inout Canvas, _ style: Style
    ) {
        let marks = pathMarks(style)
        let cells = zip(paths[k].x, paths[k].y).compactMap { x, y -> (x: Int, y: Int)? in
            guard let x = plane.x.place(x), let y = plane.y.place(y) else { return nil }
            return (cell(x, of: canvas.columns), cell(1 - y, of: canvas.rows))
        }
        guard let start = cells.first, let end = cells.last else { return }
        for (from, to) in zip(cells, cells.dropFirst()) {
            for place in straightLine(from, to) { canvas.set(place.x, place.y, marks.line) }
        }
        for step in cells {
            canvas.set(step.x, step.y, marks.steps[k % marks.steps.count], colour: k)
        }
        canvas.set(start.x, start.y, marks.start, colour: k)
        canvas.set(end.x, end.y, marks.end, colour: k)
    }

    /// Writes each level on its line, where the line runs level for long and nothing else stands.
    private func writeLabels(_ levels: [Double], _ canvas: inout Canvas) {
        let bands = bands(levels, columns: 2 * canvas.columns, rows: 4 * canvas.rows)
        for (k, level) in levels.enumerated() {
            let text = label(level)
            let length = text.count
            var best: (score: Int, column: Int, row: Int)?
            for row in 0..<canvas.rows {
                let crossed = (0..<canvas.columns).map { crosses(bands, k, $0, row) }
                for column in stride(from: 2, to: canvas.columns - length - 2, by: 1) {
                    let isFree = ((row - 1)...(row + 1)).allSatisfy { r in
                        ((column - 2)...(column + length + 1)).allSatisfy { canvas[$0, r] == " " }
                    }
                    guard isFree else { continue }
                    let score = (column..<(column + length)).count { crossed[$0] }
                    if score > best?.score ?? 0 { best = (score, column, row) }
                }
            }
            if let best { canvas.write(text, best.column, best.row) }
        }
    }

    /// Whether the line of a level goes through a cell.
    private func crosses(_ bands: [[Int?]], _ level: Int, _ column: Int, _ row: Int) -> Bool {
        var isBelow = false
        var isAbove = false
        for y in (4 * row)..<(4 * row + 4) {
            for x in (2 * column)..<(2 * column + 2) {
                guard let band = bands[y][x] else { continue }
                if band > level { isAbove = true } else { isBelow = true }
            }
        }
        return isBelow && isAbove
    }
}

/// The axes of a plane, as long as the grid.
func plane(_ grid: Grid) -> (x: Axis, y: Axis) {
    guard let x = Axis(grid.x, tickCount: 6), let y = Axis(grid.y, tickCount: 5) else {
        fatalError("a grid has no axes")
    }
    return (x, y)
}

private let digits: [Character] = Array("123456789")
