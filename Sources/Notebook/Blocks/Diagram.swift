/// Nodes and arrows: a computation, or a network, with a value above and a gradient below each node.
public struct Diagram: Drawn, Sendable {
    /// One node.
    public struct Node: Sendable {
        let name: String
        let column: Double
        let row: Double
        let text: String
        let value: String
        let gradient: String

        /// - Parameters:
        ///   - name: What arrows call it.
        ///   - place: Its column, from 0 at the left, and its row, from 0 at the top. Halves lie
        ///     between.
        ///   - text: What stands in it; the name where it is left out.
        ///   - value: What stands above it: the result of the forward pass.
        ///   - gradient: What stands below it: the result of the backward pass.
        public init(
            _ name: String, at place: (column: Double, row: Double), text: String? = nil,
            value: String = "", gradient: String = ""
        ) {
            self.name = name
            (column, row) = place
            self.text = text ?? name
            self.value = value
            self.gradient = gradient
        }
    }

    /// One arrow, or a line without a tip.
    public struct Arrow: Sendable {
        let from: String
        let to: String
        let label: String
        let isDirected: Bool

        /// - Parameters:
        ///   - from: The name of the node where it begins.
        ///   - to: The name of the node where it ends.
        ///   - label: What stands beside it, near its beginning.
        ///   - isDirected: Whether it has a tip.
        public init(_ from: String, _ to: String, label: String = "", isDirected: Bool = true) {
            self.from = from
            self.to = to
            self.label = label
            self.isDirected = isDirected
        }
    }

    let title: String
    let nodes: [Node]
    let arrows: [Arrow]
    let caption: String

    private func node(_ name: String) -> Node {
        guard let node = nodes.first(where: { $0.name == name }) else {
            fatalError("\(title): no node \(name) for an arrow")
        }
        return node
    }

    /// How many columns and rows of nodes there are.
    private var size: (columns: Double, rows: Double) {
        ((nodes.map(\.column).max() ?? 0) + 1, (nodes.map(\.row).max() ?? 0) + 1)
    }

    /// The measures of a medium, in its own units.
    private struct Medium {
        /// The middle of a node, and half the width of its box.
        let middle: (Node) -> Place
        let half: (Node) -> Double
        /// How far beside a box an arrow begins and ends; how far from the middle an upright one.
        let gaps: (first: Double, last: Double, upright: Double)
        /// Where the label of an upright arrow lies, to its right and along it; how far above a
        /// level one.
        let label: (right: Double, along: Double, above: Double)
    }

    /// Where an arrow and its label lie on a medium.
    private func place(_ arrow: Arrow, _ medium: Medium) -> (
        first: Place, last: Place, label: Place, isUpright: Bool, isLevel: Bool, isForward: Bool
    ) {
        let (from, to) = (node(arrow.from), node(arrow.to))
        let (start, end) = (medium.middle(from), medium.middle(to))
        let (isUpright, isLevel) = (from.column == to.column, start.y == end.y)
        let isForward = isUpright ? end.y > start.y : end.x > start.x
        let sign = isForward ? 1.0 : -1
        var first = (x: start.x, y: start.y + sign * medium.gaps.upright)
        var last = (x: end.x, y: end.y - sign * medium.gaps.upright)
        // Where several arrows meet their labels would, too: those of sloping ones lie earlier.
        let along = isUpright ? medium.label.along : isLevel ? 0.5 : 0.3
        var label = (x: start.x + medium.label.right, y: start.y + along * (end.y - start.y))
        if !isUpright {
            first = (start.x + sign * (medium.half(from) + medium.gaps.first), start.y)
            last = (end.x - sign * (medium.half(to) + medium.gaps.last), end.y)
            let begin = start.x + medium.half(from) + medium.gaps.first
            label.x = begin + along * (end.x - medium.half(to) - medium.gaps.first - begin)
        }
        if isLevel { label.y -= medium.label.above }
        return (first, last, label, isUpright, isLevel, isForward)
    }

    // MARK: In the terminal

    /// A node takes five lines: its value, a box of three, its gradient. One more parts the rows.
    func lines(_ style: Style) -> [String] {
        let cellWidth = Double(lineWidth - 2) / size.columns
        let medium = Medium(
            middle: { node in
                (
                    ((node.column + 0.5) * cellWidth).rounded(.down),
                    (6 * node.row).rounded(.down) + 2
                )
            },
            half: { Double(columns(style.plain($0.text)) + 3) / 2 }, gaps: (1, 1, 3),
            label: (2, 0.3, 1))
        var canvas = Canvas(columns: lineWidth - 2, rows: Int(6 * size.rows) - 1)
        let placed = arrows.map { (arrow: $0, at: place($0, medium)) }
        for (arrow, at) in placed {
            let last = (x: Int(at.last.x), y: Int(at.last.y))
            draw(from: (Int(at.first.x), Int(at.first.y)), to: last, &canvas, style)
            guard arrow.isDirected else { continue }
            let tips = Array(style.ascii ? "><v^" : "►◄▼▲")
            canvas.set(last.x, last.y, tips[(at.isUpright ? 2 : 0) + (at.isForward ? 0 : 1)])
        }
        // Labels and boxes stand on the lines.
        for (arrow, at) in placed {
            let text = style.plain(arrow.label)
            let x = Int(at.label.x.rounded()) - (at.isUpright ? 0 : columns(text) / 2)
            canvas.write(text, x, Int(at.label.y.rounded()))
        }
        for node in nodes { draw(node, medium, &canvas, style) }
        return wrapped(style.plain(title)) + [""]
            + canvas.lines(colour: style.colour).map { trimmedEnd("  " + $0) }
            + (caption.isEmpty ? [] : wrapped(style.plain(caption)))
    }

    private func draw(
        from: (x: Int, y: Int), to: (x: Int, y: Int), _ canvas: inout Canvas, _ style: Style
    ) {
        if from.x == to.x || from.y == to.y || style.ascii {
            let line = style.plain(from.x == to.x ? "│" : from.y == to.y ? "─" : ".")
            for place in straightLine(from, to) { canvas.set(place.x, place.y, Character(line)) }
        } else {
            let dots = straightLine((2 * from.x, 4 * from.y + 2), (2 * to.x, 4 * to.y + 2))
            for dot in dots { canvas.setDot(dot.x, dot.y) }
        }
    }

    private func draw(_ node: Node, _ medium: Medium, _ canvas: inout Canvas, _ style: Style) {
        let (x, y) = medium.middle(node)
        func write(_ text: String, _ down: Int, colour: Int? = nil) {
            let text = style.plain(text)
            for (k, letter) in text.enumerated() {
                canvas.set(Int(x) - columns(text) / 2 + k, Int(y) + down, letter, colour: colour)
            }
        }
        let text = " \(style.plain(node.text)) "
        let rule = String(repeating: "─", count: columns(text))
        write(node.value, -2, colour: 0)
        write("╭\(rule)╮", -1)
        write("│\(text)│", 0)
        write("╰\(rule)╯", 1)
        write(node.gradient, 2, colour: 1)
    }

    // MARK: On the page

    var figure: Figure? {
        guard !nodes.isEmpty else { return nil }
        let cell = (width: drawingWidth / size.columns, height: 92.0)
        let medium = Medium(
            middle: { (($0.column + 0.5) * cell.width, $0.row * cell.height + cell.height / 2) },
            half: { max(16, 4.5 * Double(columns($0.text)) + 8) }, gaps: (0, 2, 34),
            label: (6, 0.5, 6))
        var drawing = Drawing(height: size.rows * cell.height)
        let placed = arrows.map { (arrow: $0, at: place($0, medium)) }
        for (arrow, at) in placed {
            drawing.add("<path class=\"axis\" d=\"\(pathText([at.first, at.last]))\"/>")
            if arrow.isDirected { drawing.add(tip(at.first, at.last)) }
        }
        for (arrow, at) in placed {
            if !at.isUpright, !at.isLevel, !arrow.label.isEmpty {
                // The line stops for its label.
                let wide = digitWidth * Double(columns(arrow.label))
                drawing.add(
                    "<rect style=\"fill:var(--paper)\" x=\"\(n(at.label.x - wide / 2))\" "
                        + "y=\"\(n(at.label.y - 8))\" width=\"\(n(wide))\" height=\"16\"/>")
            }
            drawing.text(
                arrow.label, at.label.x, at.label.y, down: at.isLevel ? 0 : 0.35,
                anchor: at.isUpright ? "start" : "middle", name: "label")
        }
        for node in nodes {
            let (x, y) = medium.middle(node)
            let half = medium.half(node)
            drawing.add(
                "<rect class=\"node\" x=\"\(n(x - half))\" y=\"\(n(y - 15))\" "
                    + "width=\"\(n(2 * half))\" height=\"30\" rx=\"7\"/>")
            drawing.text(node.text, x, y, down: 0.35, anchor: "middle")
            drawing.text(node.value, x, y - 21, anchor: "middle", name: "value")
            drawing.text(node.gradient, x, y + 20, down: 0.75, anchor: "middle", name: "gradient")
        }
        return Figure(title: title, drawing: drawing, caption: caption)
    }

    /// The tip of an arrow, a triangle at its end.
    private func tip(_ from: Place, _ to: Place) -> String {
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let length = max((dx * dx + dy * dy).squareRoot(), 1e-9)
        let (u, v) = (7 * dx / length, 7 * dy / length)
        let corners = [
            to, (x: to.x - u - v / 2, y: to.y - v + u / 2),
            (x: to.x - u + v / 2, y: to.y - v - u / 2),
        ]
        return "<path class=\"tip\" d=\"\(pathText(corners))z\"/>"
    }
}
