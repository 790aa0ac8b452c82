/// An SVG drawing: a frame with axes, and shapes in it.
struct Drawing {
    let width = 480.0
    let height: Double
    private let left: Double
    private let right = 12.0
    private let top = 32.0
    private let bottom = 48.0
    /// Each shape as it stands on a page, and in a file of its own.
    private var shapes: [(page: String, file: String)] = []

    /// A frame with axes; `height` is that of the inside, in the units of a width of 480.
    init(_ x: Axis, _ y: Axis, xName: String, yName: String, height: Double = 240) {
        let longest = y.ticks.map { $0.label.count }.max() ?? 1
        left = 8 + digitWidth * Double(max(longest, 2))
        self.height = top + height + bottom
        for tick in y.ticks {
            guard let place = y.place(tick.value), (-0.001...1.001).contains(place) else {
                continue
            }
            let (_, v) = point(0, place)
            add("<path class=\"rule\" d=\"M\(n(left)) \(n(v))H\(n(width - right))\"/>")
            text(tick.label, left - 6, v, down: 0.35, anchor: "end")
        }
        var end = -1.0
        for tick in x.ticks {
            guard let place = x.place(tick.value), (-0.001...1.001).contains(place) else {
                continue
            }
            let (u, v) = point(place, 0)
            add("<path class=\"axis\" d=\"M\(n(u)) \(n(v))v5\"/>")
            // The outermost numbers stay inside of the drawing; one that has no room is left out.
            let half = digitWidth / 2 * Double(tick.label.count)
            let middle = max(half, min(u, width - half))
            guard middle - half > end else { continue }
            end = middle + half
            text(tick.label, middle, v + 8, down: 0.95, anchor: "middle")
        }
        let (u, v) = point(0, 0)
        add("<path class=\"axis\" d=\"M\(n(u)) \(n(top))V\(n(v))H\(n(width - right))\"/>")
        text(xName, (left + width - right) / 2, self.height - 5, anchor: "middle")
        text(yName, 2, 17, anchor: "start")
    }

    /// An empty drawing.
    init(height: Double) {
        self.height = height
        left = 0
    }

    /// Where a place lies: both from 0 to 1, from the lower left corner of the frame.
    func point(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
        (left + x * (width - left - right), top + (1 - y) * (height - top - bottom))
    }

    mutating func add(_ shape: String) { shapes.append((shape, shape)) }

    /// A text whose line lies at `y`, or by `down` times the height of its letters below.
    mutating func text(
        _ text: String, _ x: Double, _ y: Double, down: Double = 0, anchor: String,
        name: String = ""
    ) {
        guard !text.isEmpty else { return }
        let named = name.isEmpty ? "" : " class=\"\(name)\""
        let moved = down == 0 ? "" : " dy=\"\(fixed(down, 2))em\""
        add(
            "<text\(named) x=\"\(n(x))\" y=\"\(n(y))\"\(moved) text-anchor=\"\(anchor)\">"
                + "\(escaped(text))</text>")
    }

    /// A line through places of the frame.
    mutating func line(_ places: [(x: Double, y: Double)], _ name: String, dashes: String = "") {
        let path = pathText(places.map { point($0.x, $0.y) })
        guard !path.isEmpty else { return }
        let dashed = dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
        add("<path class=\"\(name)\"\(dashed) d=\"\(path)\"/>")
    }

    /// A mark at a place of the frame; what would lie outside is left out.
    mutating func mark(_ x: Double, _ y: Double, _ k: Int, size: Double = 3.5) {
        guard (-0.001...1.001).contains(x), (-0.001...1.001).contains(y) else { return }
        let (u, v) = point(x, y)
        add("<path class=\"mark f\(k % 8)\" d=\"\(markPath(u, v, k, size))\"/>")
    }

    /// A square picture that fills the frame; the middles of its outer pixels lie on the frame.
    ///
    /// A page holds it as pixels. A file of its own may hold no other file, so there it is made of
    /// stripes, one path a colour.
    mutating func picture(_ pixels: [UInt8], _ palette: [[UInt8]], side: Int) {
        let (u, v) = point(0, 1)
        let wide = width - left - right
        let high = height - top - bottom
        let (pixelX, pixelY) = (wide / Double(side - 1), high / Double(side - 1))
        let frame = "<svg x=\"\(n(u))\" y=\"\(n(v))\" width=\"\(n(wide))\" height=\"\(n(high))\""
        let address = dataAddress(png(pixels, width: side, palette: palette))
        let page =
            "\(frame)><image x=\"\(n(-pixelX / 2))\" y=\"\(n(-pixelY / 2))\" "
            + "width=\"\(n(wide + pixelX))\" height=\"\(n(high + pixelY))\" "
            + "preserveAspectRatio=\"none\" href=\"\(address)\"/></svg>"
        let paths = palette.indices.map { stripes(of: UInt8($0), pixels, side) }
        let shapesOfColours = zip(palette, paths).filter { $0[3] > 0 && !$1.isEmpty }.map {
            colour, path in
            "<path fill=\"rgb(\(colour[0]),\(colour[1]),\(colour[2]))\" "
                + "fill-opacity=\"\(fixed(Double(colour[3]) / 255, 2))\" d=\"\(path)\"/>"
        }
        let half = "0.5 0.5 \(side - 1) \(side - 1)"
        let file =
            "\(frame) viewBox=\"\(half)\" preserveAspectRatio=\"none\" "
            + "shape-rendering=\"crispEdges\">\(shapesOfColours.joined())</svg>"
        shapes.append((page, file))
    }

    /// A small square picture of 32 greys, with its upper left corner at a place of the drawing.
    mutating func thumbnail(
        _ pixels: [UInt8], side: Int, at place: (x: Double, y: Double), size: Double
    ) {
        let paths = (0..<32).map { ($0, stripes(of: UInt8($0), pixels, side)) }
            .filter { !$0.1.isEmpty }
            .map { grey, path in
                "<path fill=\"rgb(\(8 * grey),\(8 * grey),\(8 * grey))\" d=\"\(path)\"/>"
            }
        add(
            "<svg x=\"\(n(place.x))\" y=\"\(n(place.y))\" width=\"\(n(size))\" "
                + "height=\"\(n(size))\" viewBox=\"0 0 \(side) \(side)\" "
                + "shape-rendering=\"crispEdges\">\(paths.joined())</svg>")
    }

    /// All pixels of one colour, those side by side in one rectangle.
    private func stripes(of colour: UInt8, _ pixels: [UInt8], _ side: Int) -> String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while column < side, pixels[row * side + column] == colour { column += 1 }
                if column > start {
                    path += "M\(start) \(row)h\(column - start)v1h-\(column - start)z"
                }
                column = max(column, start + 1)
            }
        }
        return path
    }

    /// Shapes that are cut off at the frame.
    mutating func clipped(_ draw: (inout Drawing) -> Void) {
        let (u, v) = point(0, 1)
        let box = "\(n(u)) \(n(v)) \(n(width - left - right)) \(n(height - top - bottom))"
        add(
            "<svg x=\"\(n(u))\" y=\"\(n(v))\" width=\"\(n(width - left - right))\" "
                + "height=\"\(n(height - top - bottom))\" viewBox=\"\(box)\">")
        draw(&self)
        add("</svg>")
    }

    /// The drawing as a part of a page; `title` is what a screen reader says.
    func svg(_ title: String) -> String {
        "<svg class=\"drawing\" viewBox=\"0 0 \(n(width)) \(n(height))\" role=\"img\" "
            + "aria-label=\"\(escaped(title))\">\n"
            + shapes.map(\.page).joined(separator: "\n") + "\n</svg>"
    }

    /// The drawing as a part of a file of its own, so far below its upper edge.
    func part(y: Double) -> String {
        "<svg y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" "
            + "viewBox=\"0 0 \(n(width)) \(n(height))\">\n"
            + shapes.map(\.file).joined(separator: "\n") + "\n</svg>"
    }
}

/// How wide a digit is on a phone, where a drawing's letters are the largest.
private let digitWidth = 10.2

/// A short piece of a curve for the legend.
func sampleLine(_ k: Int) -> String {
    let dashed = dashes(k).isEmpty ? "" : " stroke-dasharray=\"\(dashes(k))\""
    return "<path class=\"curve s\(k % 8)\"\(dashed) d=\"M1 7H31\"/>"
}

/// One mark for the legend.
func sampleMark(_ k: Int) -> String {
    "<path class=\"mark f\(k % 8)\" d=\"\(markPath(16, 7, k, 5))\"/>"
}

/// Each curve has its own dashes, so that they differ on paper, too.
func dashes(_ k: Int) -> String {
    ["", "7 4", "2 4", "9 4 2 4", "12 4", "4 2", "9 4 2 4 2 4", "1 3"][k % 8]
}

/// A disc, a square, a triangle, a diamond, in turn.
func markPath(_ x: Double, _ y: Double, _ k: Int, _ size: Double) -> String {
    let s = n(size)
    switch k % 4 {
    case 0:
        return
            "M\(n(x - size)) \(n(y))a\(s) \(s) 0 1 0 \(n(2 * size)) 0a\(s) \(s) 0 1 0 -\(n(2 * size)) 0z"
    case 1:
        return
            "M\(n(x - size * 0.9)) \(n(y - size * 0.9))h\(n(size * 1.8))v\(n(size * 1.8))h-\(n(size * 1.8))z"
    case 2:
        return "M\(n(x)) \(n(y - size * 1.2))l\(n(size * 1.15)) \(n(size * 2))h-\(n(size * 2.3))z"
    default:
        return
            "M\(n(x)) \(n(y - size * 1.3))l\(n(size * 1.3)) \(n(size * 1.3))l-\(n(size * 1.3)) \(n(size * 1.3))l-\(n(size * 1.3)) -\(n(size * 1.3))z"
    }
}

/// Points as the path of an SVG drawing; those that fall together are written once.
func pathText(_ points: [(x: Double, y: Double)]) -> String {
    var texts: [String] = []
    for point in points {
        let text = "\(n(point.x)) \(n(point.y))"
        if texts.last != text { texts.append(text) }
    }
    guard let first = texts.first else { return "" }
    if texts.count == 1 { return "M\(first)h0.1" }
    return "M" + first + "L" + texts.dropFirst().joined(separator: " ")
}

/// A length for SVG: one decimal, and no zero at the end.
func n(_ value: Double) -> String {
    let text = fixed(min(max(value, -1e5), 1e5), 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
