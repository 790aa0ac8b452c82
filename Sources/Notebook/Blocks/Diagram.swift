/// Nodes and arrows: a computation, or a network, with a value above and a gradient below each node.
public struct Diagram: Sendable {
    /// One node.
    public struct Node: Sendable {
        var name: String
        var column: Double
        var row: Double
        var text: String
        var value: String
        var gradient: String

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
        var from: String
        var to: String
        var label: String
        var isDirected: Bool

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

    var title: String
    var nodes: [Node]
    var arrows: [Arrow]
    var caption: String

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

    private func node(_ name: String) -> Node { nodes.first { $0.name == name }! }

    /// How many columns and rows of nodes there are.
    private var size: (columns: Double, rows: Double) {
        ((nodes.map(\.column).max() ?? 0) + 1, (nodes.map(\.row).max() ?? 0) + 1)
    }

    // MARK: In the terminal

    /// A node takes five lines: its value, a box of three, its gradient. One more parts the rows.
    private static let nodeLines = 6

    /// The drawing for the terminal.
    func lines(_ style: Style) -> [String] {
        let cellWidth = Double(lineWidth - 2) / size.columns
        var canvas = Canvas(
            columns: lineWidth - 2, rows: Int(size.rows * Double(Diagram.nodeLines)) - 1)
        func middle(_ node: Node) -> (x: Int, y: Int) {
            (
                Int((node.column + 0.5) * cellWidth), Int(node.row * Double(Diagram.nodeLines)) + 2
            )
        }
        func half(_ node: Node) -> Int { (columns(style.plain(node.text)) + 3) / 2 }
        for arrow in arrows {
            let (from, to) = (node(arrow.from), node(arrow.to))
            let (start, end) = (middle(from), middle(to))
            let isUpright = from.column == to.column
            let sign = isUpright ? (end.y > start.y ? 1 : -1) : (end.x > start.x ? 1 : -1)
            let first =
                isUpright
                ? (x: start.x, y: start.y + sign * 3)
                : (x: start.x + sign * (half(from) + 1), y: start.y)
            let last =
                isUpright
                ? (x: end.x, y: end.y - sign * 3) : (x: end.x - sign * (half(to) + 1), y: end.y)
            draw(from: first, to: last, &canvas, style)
            if arrow.isDirected {
                let tips = style.ascii ? "><v^" : "►◄▼▲"
                let tip = (isUpright ? 2 : 0) + (sign > 0 ? 0 : 1)
                canvas.set(last.x, last.y, Array(tips)[tip])
            }
        }
        // Labels and boxes stand on the lines.
        for arrow in arrows where !arrow.label.isEmpty {
            let (start, end) = (middle(node(arrow.from)), middle(node(arrow.to)))
            let text = style.plain(arrow.label)
            let isLevel = start.y == end.y
            let begin = Double(start.x + half(node(arrow.from)) + 1)
            let stop = Double(end.x - half(node(arrow.to)) - 1)
            let x = isLevel ? (begin + stop) / 2 : begin + 0.3 * (stop - begin)
            let y = isLevel ? Double(start.y) - 1 : Double(start.y) + 0.3 * Double(end.y - start.y)
            let left = Int(x.rounded()) - columns(text) / 2
            canvas.write(text, start.x == end.x ? start.x + 2 : left, Int(y.rounded()))
        }
        for node in nodes { draw(node, at: middle(node), half(node), &canvas, style) }
        return wrapped(style.plain(title)) + [""]
            + canvas.lines(colour: style.colour).map { trimmedEnd("  " + $0) }
            + (caption.isEmpty ? [] : wrapped(style.plain(caption)))
    }

    private func draw(
        from: (x: Int, y: Int), to: (x: Int, y: Int), _ canvas: inout Canvas, _ style: Style
    ) {
        if from.x == to.x || from.y == to.y {
            let line: Character =
                from.x == to.x ? (style.ascii ? "|" : "│") : (style.ascii ? "-" : "─")
            for place in straightLine(from, to) { canvas.set(place.x, place.y, line) }
        } else if style.ascii {
            for place in straightLine(from, to) { canvas.set(place.x, place.y, ".") }
        } else {
            let dots = straightLine((2 * from.x, 4 * from.y + 2), (2 * to.x, 4 * to.y + 2))
            for dot in dots { canvas.setDot(dot.x, dot.y) }
        }
    }

    private func draw(
        _ node: Node, at place: (x: Int, y: Int), _ half: Int, _ canvas: inout Canvas,
        _ style: Style
    ) {
        func write(_ text: String, _ y: Int, colour: Int? = nil) {
            let text = style.plain(text)
            for (k, letter) in text.enumerated() {
                canvas.set(place.x - columns(text) / 2 + k, y, letter, colour: colour)
            }
        }
        let text = style.plain(node.text)
        let inside = 2 * half - 1
        let rule = String(repeating: style.ascii ? "-" : "─", count: inside)
        let side = style.ascii ? "|" : "│"
        write(node.value, place.y - 2, colour: 0)
        write((style.ascii ? "+" : "╭") + rule + (style.ascii ? "+" : "╮"), place.y - 1)
        write(side + centred(text, inside) + side, place.y)
        write((style.ascii ? "+" : "╰") + rule + (style.ascii ? "+" : "╯"), place.y + 1)
        write(node.gradient, place.y + 2, colour: 1)
    }

    // MARK: On the page

    /// The drawing for the page and for a file of its own.
    var figure: Figure? {
        guard !nodes.isEmpty else { return nil }
        let cell = (width: 480 / size.columns, height: 92.0)
        var drawing = Drawing(height: size.rows * cell.height)
        func middle(_ node: Node) -> (x: Double, y: Double) {
            ((node.column + 0.5) * cell.width, node.row * cell.height + cell.height / 2)
        }
        func half(_ node: Node) -> Double { max(16, 4.5 * Double(columns(node.text)) + 8) }
        for arrow in arrows {
            let (from, to) = (node(arrow.from), node(arrow.to))
            let (start, end) = (middle(from), middle(to))
            let isUpright = from.column == to.column
            let sign = isUpright ? (end.y > start.y ? 1.0 : -1) : (end.x > start.x ? 1.0 : -1)
            // An upright arrow leaves room for the numbers above and below a node.
            let first =
                isUpright
                ? (x: start.x, y: start.y + sign * 34)
                : (x: start.x + sign * half(from), y: start.y)
            let last =
                isUpright
                ? (x: end.x, y: end.y - sign * 34) : (x: end.x - sign * (half(to) + 2), y: end.y)
            drawing.add("<path class=\"axis\" d=\"\(pathText([first, last]))\"/>")
            if arrow.isDirected { drawing.add(tip(first, last)) }
        }
        for arrow in arrows where !arrow.label.isEmpty {
            let (from, to) = (node(arrow.from), node(arrow.to))
            let (start, end) = (middle(from), middle(to))
            let begin = start.x + half(from)
            let share = start.y == end.y ? 0.5 : 0.3
            let x = start.x == end.x ? start.x + 6 : begin + share * (end.x - half(to) - begin)
            let y = start.y + (start.x == end.x ? 0.5 : share) * (end.y - start.y)
            drawing.text(
                arrow.label, x, start.y == end.y ? y - 6 : y, down: start.y == end.y ? 0 : 0.35,
                anchor: start.x == end.x ? "start" : "middle", name: "label")
        }
        for node in nodes {
            let (x, y) = middle(node)
            drawing.add(
                "<rect class=\"node\" x=\"\(n(x - half(node)))\" y=\"\(n(y - 15))\" "
                    + "width=\"\(n(2 * half(node)))\" height=\"30\" rx=\"7\"/>")
            drawing.text(node.text, x, y, down: 0.35, anchor: "middle")
            drawing.text(node.value, x, y - 21, anchor: "middle", name: "value")
            drawing.text(node.gradient, x, y + 20, down: 0.75, anchor: "middle", name: "gradient")
        }
        return Figure(title: title, drawing: drawing, caption: caption)
    }

    /// The tip of an arrow, a triangle at its end.
    private func tip(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double)) -> String {
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
