/// Heights over a plane, seen from above as lines of equal height, with paths on them.
struct Contour: Drawn {
    let title: String
    let grid: Grid
    let paths: [Curve]
    let axes: (x: String, y: String)
    /// Whether a unit is as long on x as on y.
    var hasOneScale = false

    func lines(_ style: Style) -> [String] {
        let plane = Plane(grid)
        let levels = grid.levels()
        let marks = pathMarks(style)
        var frame = Frame(title: title, xName: axes.x, yName: axes.y, plane: plane)
        if !paths.isEmpty {
            frame.legend = paths.enumerated().map { "\(marks.steps[$0 % 4]) \($1.name)" }
            frame.legend += ["\(marks.start) start", "\(marks.end) end"]
        }
        var canvas = Canvas(columns: min(contourWidth, frame.canvasWidth), rows: 22)
        if hasOneScale { canvas = plane.roundCanvas(width: frame.canvasWidth) }
        if style.ascii {
            drawDigits(levels, &canvas)
            frame.legend += levels.enumerated().map { "\($0 + 1) = \(label($1))" }
        } else {
            drawDots(levels, &canvas)
        }
        for (k, path) in paths.enumerated() {
            // From its start to its end, each step marked.
            let cells = plane.places(path).map(canvas.cellAt)
            guard let start = cells.first, let end = cells.last else { continue }
            for (from, to) in zip(cells, cells.dropFirst()) {
                for place in straightLine(from, to) { canvas.set(place.x, place.y, marks.line) }
            }
            for step in cells { canvas.set(step.x, step.y, marks.steps[k % 4], colour: k) }
            canvas.set(start.x, start.y, marks.start, colour: k)
            canvas.set(end.x, end.y, marks.end, colour: k)
        }
        if !style.ascii { writeLabels(levels, &canvas) }
        return frame.lines(canvas, style)
    }

    private func pathMarks(_ style: Style) -> (
        steps: [Character], line: Character, start: Character, end: Character
    ) {
        style.ascii
            ? (["*", "+", "x", "%"], ".", "o", "@") : (["•", "+", "×", "▪"], "·", "○", "●")
    }

    /// How many levels lie at or below each place of the canvas; nil for no number.
    private func bands(_ levels: [Double], columns: Int, rows: Int) -> [[Int?]] {
        (0..<rows).map { row in
            (0..<columns).map { column in
                let place = middle(column, row, of: (columns, rows))
                let value = grid.value(place.x, place.y)
                return value.isNaN ? nil : levels.count { $0 <= value }
            }
        }
    }

    /// Lines of dots where one band ends and the next begins.
    private func drawDots(_ levels: [Double], _ canvas: inout Canvas) {
        let bands = bands(levels, columns: 2 * canvas.columns, rows: 4 * canvas.rows)
        for (y, row) in bands.enumerated() {
            for (x, band) in row.enumerated() {
                guard let band else { continue }
                let right = x + 1 < row.count ? row[x + 1] : band
                let below = y + 1 < bands.count ? bands[y + 1][x] : band
                if right ?? band != band || below ?? band != band { canvas.setDot(x, y) }
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
                    return bands[i][j] ?? band < band
                }
                if isEdge { canvas.set(x, y, Character("\(band)")) }
            }
        }
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
        let inside = bands[(4 * row)..<(4 * row + 4)]
            .flatMap { $0[(2 * column)..<(2 * column + 2)] }.compactMap { $0 }
        return inside.contains { $0 > level } && inside.contains { $0 <= level }
    }

    // MARK: On the page

    var figure: Figure? {
        let plane = Plane(grid)
        let sorted = grid.sorted
        var drawing = Drawing(
            plane, xName: axes.x, yName: axes.y, height: 300, hasOneScale: hasOneScale)
        drawing.picture(grid, contourColours) { value in
            // The share of the values that are lower: bands of equal area.
            let lower = count(of: sorted) { $0 < value }
            return sorted.isEmpty ? nil : min(31, 32 * lower / sorted.count)
        }
        let paths = paths.map { (places: plane.places($0), name: $0.name) }
        drawing.clipped { drawing in
            let fields = squares(60).map {
                (corners: $0, heights: $0.map { grid.value($0.x, $0.y) })
            }
            .filter { $1.allSatisfy(\.isFinite) }
            var labels: [(text: String, place: Place)] = []
            for level in grid.levels() {
                let segments = isoline(level, fields)
                let path = segments.map {
                    pathText([drawing.point($0.from), drawing.point($0.to)])
                }
                if !path.isEmpty {
                    drawing.add("<path class=\"height\" d=\"\(path.joined())\"/>")
                }
                let taken = labels.map(\.place) + paths.flatMap(\.places)
                let text = label(level)
                if let place = labelPlace(text, segments, among: taken) {
                    labels.append((text, place))
                }
            }
            for (k, path) in paths.enumerated() {
                drawing.line(path.places, "halo")
                // The line lies on the marks of the steps: where steps are short, only the pale
                // edges of the marks would be left of it.
                for place in path.places { drawing.mark(place, k + 1, size: 2.5) }
                drawing.line(path.places, "curve s\((k + 1) % 8)", dashes: dashes(k))
                if let start = path.places.first { drawing.mark(start, k + 1, size: 6) }
                if let end = path.places.last {
                    drawing.mark(end, k + 1, size: 6)
                    drawing.mark(end, 7, size: 2)
                }
            }
            for (text, place) in labels {
                let (u, v) = drawing.point(place)
                drawing.text(text, u, v, down: 0.35, anchor: "middle", name: "level")
            }
        }
        let entries = paths.enumerated().map { k, path in
            (
                sampleLine(k + 1, dashes: dashes(k))
                    + "<path class=\"mark f\((k + 1) % 8)\" d=\"\(markPath(16, 7, k + 1, 4))\"/>",
                path.name
            )
        }
        let caption =
            paths.isEmpty
            ? "" : "A path goes from its large mark to the large mark with a dot in it."
        return Figure(title: title, legend: entries, drawing: drawing, caption: caption)
    }

    /// The pieces of a line of equal height, in places from 0 to 1.
    private func isoline(
        _ level: Double, _ fields: [(corners: [Place], heights: [Double])]
    ) -> [(from: Place, to: Place)] {
        fields.flatMap { corners, heights in
            var crossings: [Place] = []
            for k in 0..<4 {
                let (a, b) = (corners[k], corners[(k + 1) % 4])
                let (from, to) = (heights[k], heights[(k + 1) % 4])
                guard (from < level) != (to < level) else { continue }
                let share = share(of: level, from: from, to: to)
                crossings.append((a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)))
            }
            return stride(from: 0, to: crossings.count - 1, by: 2).map {
                (crossings[$0], crossings[$0 + 1])
            }
        }
    }

    /// A place on a line for its number, away from what is taken: other numbers, and paths.
    private func labelPlace(
        _ text: String, _ segments: [(from: Place, to: Place)], among taken: [Place]
    ) -> Place? {
        func room(_ place: Place) -> Double {
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
        let inside = segments.map(\.from).filter { half < $0.x && $0.x < 1 - half }
        let best = inside.max { room($0) < room($1) }
        return best.flatMap { room($0) > 0.05 ? $0 : nil }
    }
}
