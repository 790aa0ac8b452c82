/// Heights over a plane, seen from above as lines of equal height, with paths on them.
struct Contour {
    var title: String
    var grid: Grid
    var paths: [Curve]
    var axes: (x: String, y: String)
    /// Whether a unit is as long on x as on y.
    var hasOneScale = false

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
        if hasOneScale { canvas = roundCanvas(plane, width: frame.drawingWidth) }
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

// MARK: On the page

extension Contour {
    /// The drawing for the page and for a file of its own; nil if there is nothing to draw.
    var figure: Figure? {
        let plane = planeAxes
        var drawing = Drawing(
            plane.x, plane.y, xName: axes.x, yName: axes.y,
            height: hasOneScale ? roundHeight(plane) : 300)
        let shaded = shadedPicture()
        drawing.picture(shaded.pixels, shaded.palette, side: side)
        let levels = grid.levels()
        var labels: [(text: String, x: Double, y: Double)] = []
        drawing.clipped { drawing in
            for level in levels {
                let segments = isoline(level)
                let path = segments.map {
                    pathText([drawing.point($0.0.x, $0.0.y), drawing.point($0.1.x, $0.1.y)])
                }
                if !path.isEmpty {
                    drawing.add("<path class=\"height\" d=\"\(path.joined())\"/>")
                }
                let text = label(level)
                if let place = labelPlace(text, segments, among: labels.map { ($0.x, $0.y) }) {
                    labels.append((text, place.x, place.y))
                }
            }
            for (text, x, y) in labels {
                let (u, v) = drawing.point(x, y)
                drawing.text(text, u, v, down: 0.35, anchor: "middle", name: "level")
            }
            for (k, path) in paths.enumerated() {
                let places = zip(path.x, path.y).compactMap { x, y -> (x: Double, y: Double)? in
                    guard let x = plane.x.place(x), let y = plane.y.place(y) else { return nil }
                    return (x, y)
                }
                drawing.line(places, "halo")
                // The line lies on the marks of the steps: where steps are short, only the pale
                // edges of the marks would be left of it.
                for place in places { drawing.mark(place.x, place.y, pathMark(k), size: 2.5) }
                drawing.line(places, "curve s\((k + 1) % 8)", dashes: dashes(k))
                if let start = places.first { drawing.mark(start.x, start.y, pathMark(k), size: 6) }
                if let end = places.last {
                    drawing.mark(end.x, end.y, pathMark(k), size: 6)
                    drawing.mark(end.x, end.y, 7, size: 2)
                }
            }
        }
        let entries = paths.enumerated().map { k, path in
            (
                "<path class=\"curve s\((k + 1) % 8)\" d=\"M1 7H31\"/>"
                    + "<path class=\"mark f\((k + 1) % 8)\" d=\"\(markPath(16, 7, pathMark(k), 4))\"/>",
                path.name
            )
        }
        let caption =
            paths.isEmpty
            ? "" : "A path goes from its large mark to the large mark with a dot in it."
        return Figure(title: title, legend: entries, drawing: drawing, caption: caption)
    }

    private func pathMark(_ k: Int) -> Int { k + 1 }

    private var side: Int { 72 }

    /// The heights as a picture, denser where it is higher.
    private func shadedPicture() -> (pixels: [UInt8], palette: [[UInt8]]) {
        let sorted = grid.sorted
        let palette = (0..<33).map { k -> [UInt8] in
            k == 32 ? [128, 128, 128, 0] : [40, 110, 200, UInt8(8 + 5 * k)]
        }
        let pixels = pixels(grid, side) { value -> UInt8 in
            guard !value.isNaN, !sorted.isEmpty else { return 32 }
            // The share of the values that are lower: bands of equal area.
            var low = 0
            var high = sorted.count
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle] < value { low = middle + 1 } else { high = middle }
            }
            return UInt8(min(31, 32 * low / max(sorted.count, 1)))
        }
        return (pixels, palette)
    }

    /// The pieces of a line of equal height, in places from 0 to 1.
    private func isoline(_ level: Double) -> [((x: Double, y: Double), (x: Double, y: Double))] {
        let count = 60
        let places = (0...count).map { Double($0) / Double(count) }
        let heights = places.map { y in places.map { x in grid.value(x, y) } }
        var segments: [((x: Double, y: Double), (x: Double, y: Double))] = []
        for i in 0..<count {
            for j in 0..<count {
                let corners = [(i, j), (i, j + 1), (i + 1, j + 1), (i + 1, j)]
                let values = corners.map { heights[$0.0][$0.1] }
                guard values.allSatisfy(\.isFinite) else { continue }
                var crossings: [(x: Double, y: Double)] = []
                for k in 0..<4 {
                    let (a, b) = (corners[k], corners[(k + 1) % 4])
                    let (from, to) = (values[k], values[(k + 1) % 4])
                    guard (from < level) != (to < level) else { continue }
                    let share =
                        (to - from).isInfinite
                        ? (level / 2 - from / 2) / (to / 2 - from / 2)
                        : (level - from) / (to - from)
                    crossings.append(
                        (
                            places[a.1] + share * (places[b.1] - places[a.1]),
                            places[a.0] + share * (places[b.0] - places[a.0])
                        ))
                }
                for k in stride(from: 0, to: crossings.count - 1, by: 2) {
                    segments.append((crossings[k], crossings[k + 1]))
                }
            }
        }
        return segments
    }

    /// A place on a line for its number, away from the others and from the paths.
    private func labelPlace(
        _ text: String, _ segments: [((x: Double, y: Double), (x: Double, y: Double))],
        among labels: [(x: Double, y: Double)]
    ) -> (x: Double, y: Double)? {
        let plane = planeAxes
        let taken =
            labels
            + paths.flatMap { path in
                zip(path.x, path.y).compactMap { x, y -> (x: Double, y: Double)? in
                    guard let x = plane.x.place(x), let y = plane.y.place(y) else { return nil }
                    return (x, y)
                }
            }
        func room(_ place: (x: Double, y: Double)) -> Double {
            let toEdge = min(place.x, 1 - place.x, place.y, 1 - place.y)
            let toOthers = taken.map { other in
                // A number is wider than high: what lies beside it has to be twice as far away.
                let (dx, dy) = ((other.x - place.x) / 2, other.y - place.y)
                return (dx * dx + dy * dy).squareRoot()
            }
            return min(0.3, toEdge * 2, toOthers.min() ?? 1)
        }
        // On a phone half a digit takes a ninetieth of the frame.
        let half = Double(text.count) / 90
        let inside = segments.filter { half < $0.0.x && $0.0.x < 1 - half }
        let best = inside.max { room($0.0) < room($1.0) }
        guard let best, room(best.0) > 0.05 else { return nil }
        return best.0
    }
}
