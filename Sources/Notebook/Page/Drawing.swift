/// An SVG drawing: a frame with axes, and shapes in it.
struct Drawing {
    let width = drawingWidth
    let height: Double
    private let left: Double
    private let right: Double
    private let top = 32.0
    private let bottom = 48.0
    /// Each shape as it stands on a page, and in a file of its own.
    private var shapes: [(page: String, file: String)] = []

    /// A frame with axes; `height` is that of the inside, in the units of `drawingWidth`. With
    /// `hasOneScale` it comes from the axes instead: a unit is as long on x as on y.
    init(
        _ plane: Plane, xName: String, yName: String, height: Double = 240,
        hasOneScale: Bool = false
    ) {
        let longest = plane.y.ticks.map { $0.label.count }.max() ?? 1
        let margin = 12.0
        left = 8 + digitWidth * Double(max(longest, 2))
        let widest = width - left - margin
        let ratio = max(plane.ratio, 0.2)
        let high = hasOneScale ? min(widest * ratio, 440) : height
        right = hasOneScale ? margin + widest - min(high / ratio, widest) : margin
        self.height = top + high + bottom
        for tick in plane.y.ticks {
            guard let place = plane.y.place(tick.value), isInside(place) else { continue }
            let v = point((0, place)).y
            add("<path class=\"rule\" d=\"M\(n(left)) \(n(v))H\(n(width - right))\"/>")
            text(tick.label, left - 6, v, down: 0.35, anchor: "end")
        }
        var end = -1.0
        for tick in plane.x.ticks {
            guard let place = plane.x.place(tick.value), isInside(place) else { continue }
            let (u, v) = point((place, 0))
            add("<path class=\"axis\" d=\"M\(n(u)) \(n(v))v5\"/>")
            // The outermost numbers stay inside of the drawing; one that has no room is left out.
            let half = digitWidth / 2 * Double(tick.label.count)
            let middle = max(half, min(u, width - half))
            guard middle - half > end else { continue }
            end = middle + half
            text(tick.label, middle, v + 8, down: 0.95, anchor: "middle")
        }
        let (u, v) = point((0, 0))
        add("<path class=\"axis\" d=\"M\(n(u)) \(n(top))V\(n(v))H\(n(width - right))\"/>")
        text(xName, (left + width - right) / 2, self.height - 5, anchor: "middle")
        text(yName, 2, 17, anchor: "start")
    }

    /// An empty drawing.
    init(height: Double) {
        self.height = height
        left = 0
        right = 0
    }

    /// How large the inside of the frame is.
    private var inside: (width: Double, height: Double) {
        (width - left - right, height - top - bottom)
    }

    /// Where a place of the frame, 0 … 1 from its lower left corner, lies in the drawing.
    func point(_ place: Place) -> Place {
        (left + place.x * inside.width, top + (1 - place.y) * inside.height)
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
    mutating func line(_ places: [Place], _ name: String, dashes: String = "") {
        let path = pathText(places.map(point))
        guard !path.isEmpty else { return }
        let dashed = dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
        add("<path class=\"\(name)\"\(dashed) d=\"\(path)\"/>")
    }

    /// A mark at a place of the frame; what would lie outside is left out.
    mutating func mark(_ place: Place, _ k: Int, size: Double = 3.5) {
        guard isInside(place.x), isInside(place.y) else { return }
        let (u, v) = point(place)
        add("<path class=\"mark f\(k % 8)\" d=\"\(markPath(u, v, k, size))\"/>")
    }

    /// A grid in 32 colours, filling the frame; the middles of its outer pixels lie on the frame.
    ///
    /// A page holds it as pixels. A file of its own may hold no other file, so there it is made of
    /// stripes, one path a colour. `colour` is the number of a value's colour, or nil for none.
    mutating func picture(_ grid: Grid, _ colours: [[UInt8]], _ colour: (Double) -> Int?) {
        let side = 72
        let colours = colours + [transparent]
        let pixels = pixels(grid, side) { value in
            UInt8((value.isNaN ? nil : colour(value)) ?? colours.count - 1)
        }
        let (u, v) = point((0, 1))
        let (wide, high) = inside
        let (pixelX, pixelY) = (wide / Double(side - 1), high / Double(side - 1))
        let frame = "<svg x=\"\(n(u))\" y=\"\(n(v))\" width=\"\(n(wide))\" height=\"\(n(high))\""
        let address = dataAddress(png(pixels, width: side, palette: colours))
        let page =
            "\(frame)><image x=\"\(n(-pixelX / 2))\" y=\"\(n(-pixelY / 2))\" "
            + "width=\"\(n(wide + pixelX))\" height=\"\(n(high + pixelY))\" "
            + "preserveAspectRatio=\"none\" href=\"\(address)\"/></svg>"
        let fills = colours.dropLast().map { colour in
            "rgb(\(colour[0]),\(colour[1]),\(colour[2]))\" "
                + "fill-opacity=\"\(fixed(Double(colour[3]) / 255, 2))"
        }
        let half = "0.5 0.5 \(side - 1) \(side - 1)"
        let file =
            "\(frame) viewBox=\"\(half)\" preserveAspectRatio=\"none\" "
            + "shape-rendering=\"crispEdges\">\(stripes(pixels, side, fills))</svg>"
        shapes.append((page, file))
    }

    /// A small square picture of 32 greys in a thin frame, with its upper left corner at a place of
    /// the drawing.
    mutating func thumbnail(
        _ pixels: [UInt8], side: Int, at place: Place, size: Double
    ) {
        let greys = (0..<32).map { "rgb(\(8 * $0),\(8 * $0),\(8 * $0))" }
        add(
            "<svg x=\"\(n(place.x))\" y=\"\(n(place.y))\" width=\"\(n(size))\" "
                + "height=\"\(n(size))\" viewBox=\"0 0 \(side) \(side)\" "
                + "shape-rendering=\"crispEdges\">\(stripes(pixels, side, greys))</svg>"
                + "<rect class=\"axis\" x=\"\(n(place.x + 0.5))\" y=\"\(n(place.y + 0.5))\" "
                + "width=\"\(n(size - 1))\" height=\"\(n(size - 1))\"/>")
    }

    /// A path for each colour: its pixels, those side by side in one rectangle.
    private func stripes(_ pixels: [UInt8], _ side: Int, _ fills: [String]) -> String {
        var paths = [String](repeating: "", count: fills.count + 1)
        for row in 0..<side {
            var start = 0
            while start < side {
                let colour = pixels[row * side + start]
                let length = (start..<side).prefix { pixels[row * side + $0] == colour }.count
                paths[Int(colour)] += "M\(start) \(row)h\(length)v1h-\(length)z"
                start += length
            }
        }
        return zip(fills, paths).filter { !$1.isEmpty }
            .map { "<path fill=\"\($0)\" d=\"\($1)\"/>" }.joined()
    }

    /// Shapes that are cut off at the frame.
    mutating func clipped(_ draw: (inout Drawing) -> Void) {
        let (u, v) = point((0, 1))
        let (wide, high) = (n(inside.width), n(inside.height))
        add(
            "<svg x=\"\(n(u))\" y=\"\(n(v))\" width=\"\(wide)\" height=\"\(high)\" "
                + "viewBox=\"\(n(u)) \(n(v)) \(wide) \(high)\">")
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

/// Whether a share lies in the frame, or on its edge.
private func isInside(_ share: Double) -> Bool { (-0.001...1.001).contains(share) }

/// A short piece of a curve for the legend.
func sampleLine(_ k: Int, dashes: String) -> String {
    let dashed = dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\""
    return "<path class=\"curve s\(k % 8)\"\(dashed) d=\"M1 7H31\"/>"
}

/// One mark for the legend.
func sampleMark(_ k: Int) -> String {
    "<path class=\"mark f\(k % 8)\" d=\"\(markPath(16, 7, k, 5))\"/>"
}

/// A letter that stands in place of marks, for the legend.
func sampleLetter(_ letter: Character, _ k: Int) -> String {
    "<text class=\"letter f\(k % 8)\" x=\"16\" y=\"12\" text-anchor=\"middle\">"
        + "\(escaped("\(letter)"))</text>"
}

/// Each curve has its own dashes, so that they differ on paper, too.
func dashes(_ k: Int) -> String {
    ["", "7 4", "2 4", "9 4 2 4", "12 4", "4 2", "9 4 2 4 2 4", "1 3"][k % 8]
}

/// A disc, a square, a triangle, a diamond, in turn.
func markPath(_ x: Double, _ y: Double, _ k: Int, _ size: Double) -> String {
    switch k % 4 {
    case 0:
        let (s, d) = (n(size), n(2 * size))
        return "M\(n(x - size)) \(n(y))a\(s) \(s) 0 1 0 \(d) 0a\(s) \(s) 0 1 0 -\(d) 0z"
    case 1:
        let d = n(size * 1.8)
        return "M\(n(x - size * 0.9)) \(n(y - size * 0.9))h\(d)v\(d)h-\(d)z"
    case 2:
        return "M\(n(x)) \(n(y - size * 1.2))l\(n(size * 1.15)) \(n(size * 2))h-\(n(size * 2.3))z"
    default:
        let d = n(size * 1.3)
        return "M\(n(x)) \(n(y - size * 1.3))l\(d) \(d)l-\(d) \(d)l-\(d) -\(d)z"
    }
}

/// Points as the path of an SVG drawing; those that fall together are written once.
func pathText(_ points: [Place]) -> String {
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
