/// Heights over a plane, seen in perspective.
struct Surface: Drawn {
    let title: String
    let grid: Grid
    let axes: (x: String, y: String, height: String)

    /// By how many quarters the plane is turned, so that its lowest corner is the nearest one.
    var quarterTurns: Int {
        let heights = (0..<4).map { turns -> Double in
            let (x, y) = turned(0, 0, turns)
            let height = grid.value(x, y)
            return height.isNaN ? .infinity : height
        }
        return heights.indices.min { heights[$0] < heights[$1] } ?? 0
    }

    /// The names that run from the nearest corner to the right and to the left.
    var fronts: (right: String, left: String) {
        quarterTurns.isMultiple(of: 2) ? (axes.x, axes.y) : (axes.y, axes.x)
    }

    /// Which numbers lie where.
    var caption: String {
        let sorted = grid.sorted
        let turns = quarterTurns
        func runs(_ toX: Double, _ toY: Double) -> String {
            let from = turned(0, 0, turns)
            let to = turned(toX, toY, turns)
            let numbers = from.x == to.x ? grid.y : grid.x
            let (start, end) = from.x == to.x ? (from.y, to.y) : (from.x, to.x)
            let ends = [start, end].map { short($0 == 0 ? numbers[0] : numbers[numbers.count - 1]) }
            return "\(ends[0]) to \(ends[1])"
        }
        return "From the nearest corner, \(fronts.right) runs to the right (\(runs(1, 0))), "
            + "\(fronts.left) to the left (\(runs(0, 1))); "
            + "\(axes.height) runs up (\(short(sorted.first ?? .nan)) to "
            + "\(short(sorted.last ?? .nan)))."
    }

    /// A net, or in ASCII shades that are denser where it is higher.
    func lines(_ style: Style) -> [String] {
        let plain = style.plain
        guard
            let view = Perspective(grid, count: style.ascii ? 40 : 18, quarterTurns: quarterTurns)
        else {
            return wrapped(plain("\(title): there are no numbers to draw."))
        }
        var canvas = Canvas(columns: plotWidth - 8, rows: plotHeight)
        let (low, high) = view.ends
        func dot(_ point: Place) -> (x: Int, y: Int) {
            (
                cell((point.x - low.x) / (high.x - low.x), of: 2 * canvas.columns),
                cell((high.y - point.y) / (high.y - low.y), of: 4 * canvas.rows)
            )
        }
        for edge in view.edges {
            for place in straightLine(dot(edge.from), dot(edge.to)) {
                if style.ascii {
                    canvas.set(place.x / 2, place.y / 4, ".")
                } else {
                    canvas.setDot(place.x, place.y)
                }
            }
        }
        for field in view.fields {
            let dots = field.corners.map(dot)
            if style.ascii {
                let shade = shades[Int(field.height * Double(shades.count - 1) + 0.5)]
                for place in filled(dots) where place.x % 2 == 0 && place.y % 4 == 0 {
                    canvas.set(place.x / 2, place.y / 4, shade)
                }
            } else {
                for place in filled(dots) { canvas.setDot(place.x, place.y, false) }
                for (from, to) in zip(dots, dots[1...] + [dots[0]]) {
                    for place in straightLine(from, to) { canvas.setDot(place.x, place.y) }
                }
            }
        }
        let names = [plain(fronts.left), plain(fronts.right)].map { shortened($0, 20) }
        let middles = view.edges[..<2].map {
            dot((($0.from.x + $0.to.x) / 2, ($0.from.y + $0.to.y) / 2))
        }
        canvas.write(names[0], middles[0].x / 2 - 2 - columns(names[0]), middles[0].y / 4 + 1)
        canvas.write(names[1], middles[1].x / 2 + 3, middles[1].y / 4 + 1)
        return wrapped(plain(title))
            + canvas.lines(colour: style.colour).map { trimmedEnd("    " + $0) }
            + wrapped(plain(caption), first: "  ", rest: "  ")
    }

    private func short(_ value: Double) -> String {
        let size = abs(value)
        if size == 0 || (size >= 0.01 && size < 1e6) {
            let unit = size >= 100 ? 1.0 : 1000
            return label((value * unit).rounded() / unit)
        }
        return value.isFinite ? scientific(value, 1) : shortest(value)
    }

    // MARK: On the page

    var figure: Figure? {
        guard let view = Perspective(grid, count: 26, quarterTurns: quarterTurns) else {
            return nil
        }
        let (low, high) = view.ends
        let scale = (drawingWidth - 20) / max(high.x - low.x, 1e-9)
        var drawing = Drawing(height: (high.y - low.y) * scale + 24)
        func point(_ place: Place) -> Place {
            (10 + (place.x - low.x) * scale, 8 + (high.y - place.y) * scale)
        }
        for edge in view.edges {
            drawing.add(
                "<path class=\"axis\" d=\"\(pathText([point(edge.from), point(edge.to)]))\"/>")
        }
        for field in view.fields {
            drawing.add(
                "<path class=\"field\" fill=\"\(colour(field.height))\" "
                    + "d=\"\(pathText(field.corners.map(point)))z\"/>")
        }
        for (edge, name) in zip(view.edges, [fronts.left, fronts.right]) {
            let middle = point(((edge.from.x + edge.to.x) / 2, (edge.from.y + edge.to.y) / 2))
            let isLeft = edge.from.x < edge.to.x && name == fronts.left
            drawing.text(
                name, middle.x + (isLeft ? -8 : 8), middle.y + 16, anchor: isLeft ? "end" : "start")
        }
        return Figure(title: title, drawing: drawing, caption: caption)
    }

    /// The colour of a height from 0 to 1.
    func colour(_ height: Double) -> String {
        let place = min(max(height, 0), 1) * Double(surfaceColours.count - 1)
        let k = min(Int(place), surfaceColours.count - 2)
        let mixed = zip(surfaceColours[k], surfaceColours[k + 1]).map { a, b in
            Int(a + (b - a) * (place - Double(k)))
        }
        return "rgb(\(mixed[0]),\(mixed[1]),\(mixed[2]))"
    }
}

private let shades: [Character] = Array(".:-=+*#%@")

/// All places inside of a polygon without dents.
private func filled(_ corners: [(x: Int, y: Int)]) -> [(x: Int, y: Int)] {
    guard let top = corners.map(\.y).min(), let bottom = corners.map(\.y).max() else { return [] }
    return (top...bottom).flatMap { y -> [(x: Int, y: Int)] in
        var ends: [Int] = []
        for (a, b) in zip(corners, corners[1...] + [corners[0]]) {
            guard min(a.y, b.y) <= y, y <= max(a.y, b.y) else { continue }
            if a.y == b.y {
                ends += [a.x, b.x]
            } else {
                let along = Double((y - a.y) * (b.x - a.x)) / Double(b.y - a.y)
                ends.append(a.x + Int(along.rounded()))
            }
        }
        guard let left = ends.min(), let right = ends.max() else { return [] }
        return (left...right).map { ($0, y) }
    }
}
