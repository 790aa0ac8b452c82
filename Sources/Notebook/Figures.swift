/// How the page draws what `Plot`, `Contour`, `Surface`, `Boundary` and `Pictures` hold.

extension Plot {
    /// The drawing for the page.
    func figure() -> String {
        guard let axes else { return "<p>\(escaped(title)): there are no numbers to draw.</p>" }
        var drawing = Drawing(axes.x, axes.y, xName: xName, yName: yName)
        for (k, points) in points.enumerated() {
            for (x, y) in zip(points.x, points.y) {
                guard let x = axes.x.place(x), let y = axes.y.place(y) else { continue }
                drawing.mark(x, y, k)
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
        return htmlFigure(title, (isAlone ? "" : legend(entries)) + drawing.svg(title))
    }
}

extension Contour {
    /// The drawing for the page.
    func figure() -> String {
        let plane = planeAxes
        var drawing = Drawing(plane.x, plane.y, xName: axes.x, yName: axes.y, height: 300)
        drawing.picture(dataAddress(shadedPicture()), columns: side, rows: side)
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
        return htmlFigure(title, legend(entries) + drawing.svg(title), caption: caption)
    }

    private func pathMark(_ k: Int) -> Int { k + 1 }

    private var side: Int { 72 }

    /// The heights as a picture, denser where it is higher.
    private func shadedPicture() -> [UInt8] {
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
        return png(pixels, width: side, palette: palette)
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
                    let share = (level - from) / (to - from)
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

extension Boundary {
    /// The drawing for the page.
    func figure() -> String {
        let plane = plane(grid)
        let ratio = (plane.y.high - plane.y.low) / (plane.x.high - plane.x.low)
        let height = 420 * min(max(ratio, 0.4), 1)
        var drawing = Drawing(plane.x, plane.y, xName: axes.x, yName: axes.y, height: height)
        let side = 72
        // From the colour of class 0, over nothing, to that of class 1; or a colour per class.
        let palette = (0..<33).map { k -> [UInt8] in
            if k == 32 { return [128, 128, 128, 0] }
            if holdsClasses { return classColours[k % classColours.count] + [105] }
            let distance = abs(2 * k - 31)
            return (k < 16 ? [50, 120, 215] : [225, 105, 30]) + [UInt8(4 * distance + 10)]
        }
        let pixels = pixels(grid, side, nearest: holdsClasses) { value in
            if value.isNaN { return 32 }
            return holdsClasses
                ? UInt8(classNumber(value) % classColours.count)
                : UInt8(min(max(value, 0), 1) * 31 + 0.5)
        }
        drawing.picture(
            dataAddress(png(pixels, width: side, palette: palette)), columns: side, rows: side)
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
        return htmlFigure(title, legend(entries) + drawing.svg(title), caption: caption)
    }
}

extension Surface {
    /// The drawing for the page.
    func figure() -> String {
        guard let view = Perspective(grid, count: 26, quarterTurns: quarterTurns) else {
            return "<p>\(escaped(title)): there are no numbers to draw.</p>"
        }
        let corners = view.fields.flatMap(\.corners) + view.edges.flatMap { [$0.from, $0.to] }
        let left = corners.map(\.x).min() ?? 0
        let right = corners.map(\.x).max() ?? 1
        let low = corners.map(\.y).min() ?? 0
        let high = corners.map(\.y).max() ?? 1
        let scale = 460 / max(right - left, 1e-9)
        var drawing = Drawing(height: (high - low) * scale + 24)
        func point(_ place: (x: Double, y: Double)) -> (x: Double, y: Double) {
            (10 + (place.x - left) * scale, 8 + (high - place.y) * scale)
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
        return htmlFigure(title, drawing.svg(title), caption: caption)
    }

    /// From blue for the lowest over green to yellow for the highest.
    func colour(_ height: Double) -> String {
        let stops: [[Double]] = [[48, 60, 140], [38, 130, 142], [90, 190, 100], [250, 220, 60]]
        let place = min(max(height, 0), 1) * Double(stops.count - 1)
        let k = min(Int(place), stops.count - 2)
        let share = place - Double(k)
        let mixed = zip(stops[k], stops[k + 1]).map { Int($0 + ($1 - $0) * share) }
        return "rgb(\(mixed[0]),\(mixed[1]),\(mixed[2]))"
    }
}

extension Pictures {
    /// The drawing for the page.
    func figure() -> String {
        // Whole and half steps, so that pixels stay even; the more pictures, the smaller.
        let room = pixels.rows > 4 ? 104 : pixels.rows > 2 ? 152 : 260
        let wanted = Double(room) / Double(width)
        let scale = max(0.5, (2 * wanted).rounded(.down) / 2)
        let size = (width: Int(Double(width) * scale), height: Int(Double(height) * scale))
        let figures = (0..<pixels.rows).map { p -> String in
            let grey = (0..<height).flatMap { i in
                (0..<width).map { j in UInt8((brightness(p, i, j) ?? 0.5) * 255 + 0.5) }
            }
            let name = labels.isEmpty ? "picture \(p + 1)" : labels[p]
            let caption =
                labels.isEmpty ? "" : "<figcaption>\(escaped(name))</figcaption>"
            return "<figure style=\"width:\(size.width)px\">"
                + "<img src=\"\(dataAddress(png(grey, width: width)))\" "
                + "width=\"\(size.width)\" height=\"\(size.height)\" "
                + "alt=\"\(escaped(name))\">\(caption)</figure>"
        }
        // A few pictures stay in one row, and shrink on a phone.
        let name = pixels.rows > 5 ? "pictures" : "pictures row"
        return "<figure><div class=\"\(name)\">\n" + figures.joined(separator: "\n")
            + "\n</div></figure>"
    }
}

/// A grid as square pixels, the uppermost row first.
private func pixels(
    _ grid: Grid, _ side: Int, nearest: Bool = false, _ pixel: (Double) -> UInt8
) -> [UInt8] {
    let places = (0..<side).map { Double($0) / Double(side - 1) }
    return places.reversed().flatMap { y in
        places.map { x in pixel(nearest ? grid.nearest(x, y) : grid.value(x, y)) }
    }
}

/// The colours of the marks, for areas.
private let classColours: [[UInt8]] = [
    [50, 120, 215], [225, 105, 30], [40, 160, 80], [140, 90, 235], [30, 150, 180], [190, 140, 20],
    [215, 60, 130], [110, 130, 155],
]
