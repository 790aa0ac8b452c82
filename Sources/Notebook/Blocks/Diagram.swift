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

    init(title: String, nodes: [Node], arrows: [Arrow], caption: String) {
        let names = Set(nodes.map(\.name))
        for arrow in arrows {
            guard names.contains(arrow.from), names.contains(arrow.to) else {
                fatalError("\(title): no node for the arrow from \(arrow.from) to \(arrow.to)")
            }
        }
        self.title = title
        self.nodes = nodes
        self.arrows = arrows
        self.caption = caption
    }

    /// How many columns and rows of nodes there are.
    private var size: (columns: Double, rows: Double) {
        ((nodes.map(\.column).max() ?? 0) + 1, (nodes.map(\.row).max() ?? 0) + 1)
    }

    // MARK: Where everything lies

    /// The measures of a medium, in its own units.
    private struct Medium {
        /// The middle of a node.
        let middle: (Node) -> Place
        /// Half the width of a node's box.
        let half: (Node) -> Double
        /// How far an arrow begins, and ends, beside a box.
        let gaps: (first: Double, last: Double)
        /// How far from a node's middle an upright arrow ends: beyond the numbers above and below.
        let height: Double
        /// How far right of an upright arrow, and above a level one, its label lies; and how far
        /// down an upright one, as a share.
        let label: (right: Double, up: Double, down: Double)
    }

    /// An arrow where it lies on a medium.
    private struct Line {
        let first: Place
        let last: Place
        let isUpright: Bool
        let isLevel: Bool
        /// Whether it points to the right, or down.
        let isForward: Bool
        /// Where the label lies: from there to the right at an upright arrow, else around it.
        let label: Place
    }

    private func line(_ arrow: Arrow, _ medium: Medium) -> Line {
        let ends = [arrow.from, arrow.to].map { name in nodes.first { $0.name == name }! }
        let (from, to) = (ends[0], ends[1])
        let (start, end) = (medium.middle(from), medium.middle(to))
        let (isUpright, isLevel) = (from.column == to.column, start.y == end.y)
        let isForward = isUpright ? end.y > start.y : end.x > start.x
        let sign = isForward ? 1.0 : -1
        let begin = start.x + medium.half(from) + medium.gaps.first
        let stop = end.x - medium.half(to) - medium.gaps.first
        // Where several arrows meet their labels would, too: those of sloping ones lie earlier.
        let share = isUpright ? medium.label.down : isLevel ? 0.5 : 0.3
        return Line(
            first: isUpright
                ? (start.x, start.y + sign * medium.height)
                : (start.x + sign * (medium.half(from) + medium.gaps.first), start.y),
            last: isUpright
                ? (end.x, end.y - sign * medium.height)
                : (end.x - sign * (medium.half(to) + medium.gaps.last), end.y),
            isUpright: isUpright, isLevel: isLevel, isForward: isForward,
            label: (
                isUpright ? start.x + medium.label.right : begin + share * (stop - begin),
                isLevel ? start.y - medium.label.up : start.y + share * (end.y - start.y)
            ))
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
            half: { node in Double((columns(style.plain(node.text)) + 3) / 2) }, gaps: (1, 1),
            height: 3, label: (2, 1, 0.3))
        var canvas = Canvas(columns: lineWidth - 2, rows: Int(6 * size.rows) - 1)
        let lines = arrows.map { line($0, medium) }
        for (arrow, line) in zip(arrows, lines) {
            let first = (x: Int(line.first.x), y: Int(line.first.y))
            let last = (x: Int(line.last.x), y: Int(line.last.y))
            draw(from: first, to: last, &canvas, style)
            guard arrow.isDirected else { continue }
            let tips = Array(style.ascii ? "><v^" : "►◄▼▲")
            let tip = (line.isUpright ? 2 : 0) + (line.isForward ? 0 : 1)
            canvas.set(last.x, last.y, tips[tip])
        }
        // Labels and boxes stand on the lines.
        for (arrow, line) in zip(arrows, lines) {
            let text = style.plain(arrow.label)
            let x = Int(line.label.x.rounded()) - (line.isUpright ? 0 : columns(text) / 2)
            canvas.write(text, x, Int(line.label.y.rounded()))
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
        let inside = 2 * Int(medium.half(node)) - 1
        let rule = String(repeating: "─", count: inside)
        write(node.value, -2, colour: 0)
        write("╭\(rule)╮", -1)
        write("│\(centred(style.plain(node.text), inside))│", 0)
        write("╰\(rule)╯", 1)
        write(node.gradient, 2, colour: 1)
    }

    // MARK: On the page

    var figure: Figure? {
        guard !nodes.isEmpty else { return nil }
        let cell = (width: drawingWidth / size.columns, height: 92.0)
        let medium = Medium(
            middle: { (($0.column + 0.5) * cell.width, $0.row * cell.height + cell.height / 2) },
            half: { max(16, 4.5 * Double(columns($0.text)) + 8) }, gaps: (0, 2), height: 34,
            label: (6, 6, 0.5))
        var drawing = Drawing(height: size.rows * cell.height)
        let lines = arrows.map { line($0, medium) }
        for (arrow, line) in zip(arrows, lines) {
            drawing.add("<path class=\"axis\" d=\"\(pathText([line.first, line.last]))\"/>")
            if arrow.isDirected { drawing.add(tip(line.first, line.last)) }
        }
        for (arrow, line) in zip(arrows, lines) {
            if !line.isUpright, !line.isLevel, !arrow.label.isEmpty {
                // The line stops for its label.
                let wide = digitWidth * Double(columns(arrow.label))
                drawing.add(
                    "<rect style=\"fill:var(--paper)\" x=\"\(n(line.label.x - wide / 2))\" "
                        + "y=\"\(n(line.label.y - 8))\" width=\"\(n(wide))\" height=\"16\"/>")
            }
            drawing.text(
                arrow.label, line.label.x, line.label.y, down: line.isLevel ? 0 : 0.35,
                anchor: line.isUpright ? "start" : "middle", name: "label")
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
