import Matrices

/// How a panel is drawn: what the terminal can show.
public struct PanelStyle: Sendable {
    let style: Style

    init(_ style: Style) { self.style = style }
}

/// A small drawing of a fixed size, a part of a screen.
public struct Panel: Sendable {
    /// The lines, each as wide as the panel.
    public let lines: [String]
    let width: Int

    /// Lines of text, cut or filled to the width.
    public init(_ texts: [String], width: Int) {
        lines = texts.map { padded(columns($0) > width ? shortened($0, width) : $0, width) }
        self.width = width
    }

    private init(drawn lines: [String], width: Int) {
        self.lines = lines
        self.width = width
    }

    /// How a classifier divides a plane, with points on it; round things are round when the panel
    /// is twice as wide as high.
    /// - Parameters:
    ///   - probability: That of class 1, a row of the panel per row, the uppermost first.
    ///   - points: Column, row (as shares from the left and the top) and class of each.
    public static func plane(
        _ probability: Matrix, points: [(x: Double, y: Double, label: Int)], _ style: PanelStyle
    ) -> Panel {
        let (rows, width) = (probability.rows, probability.columns)
        var marks: [Int: Int] = [:]
        for (x, y, label) in points where (0...1).contains(x) && (0...1).contains(y) {
            marks[cell(y, of: rows) * width + cell(x, of: width)] = label
        }
        let shades: [Character] = [" ", "·", "░", "▒"]
        let lines = (0..<rows).map { i -> String in
            var line = ""
            for j in 0..<width {
                let p = probability.values[i * width + j]
                let mark = marks[i * width + j]
                if style.style.greys {
                    line += "\u{1B}[48;5;\(background(p))m"
                    line += mark.map { "\u{1B}[38;5;\(classColours[$0])m●" } ?? " "
                } else {
                    let shade = p.isNaN ? "?" : shades[[0.1, 0.5, 0.9].count { $0 < p }]
                    line.append(mark.map { unicodeMarks[$0] } ?? shade)
                }
            }
            return style.style.greys ? line + escape(nil) : line
        }
        return Panel(drawn: lines, width: width)
    }

    private static func background(_ p: Double) -> Int {
        guard !p.isNaN else { return noNumberColour }
        let step = Int(min(max(p, 0), 1) * Double(planeColours.count))
        return planeColours[min(step, planeColours.count - 1)]
    }

    /// What a neuron sees of the plane: values from dark to bright, a row of the panel per two rows.
    public static func picture(
        _ values: Matrix, _ range: ClosedRange<Double>, _ style: PanelStyle
    ) -> Panel {
        let picture = Pictures(
            Matrix(row: values.values), width: values.columns, labels: [], range: range,
            columns: values.columns)
        let lines = picture.lines(style.style).map { line -> String in
            // Without the margin that pictures on a page of text have.
            style.style.greys
                ? String(line.dropFirst(2)) : padded(String(line.dropFirst(2)), values.columns)
        }
        return Panel(drawn: lines, width: values.columns)
    }

    /// Curves in thin lines, all between the same two heights, which stand at the left.
    public static func curves(
        _ curves: [[Double]], width: Int, rows: Int, _ style: PanelStyle
    ) -> Panel {
        let values = curves.joined().filter(\.isFinite)
        let (low, high) = (values.min() ?? 0, values.max() ?? 1)
        var canvas = Canvas(columns: max(width - 6, 1), rows: rows)
        for (k, curve) in curves.enumerated() where curve.count > 1 {
            let dots = curve.enumerated().map { step, value -> (x: Int, y: Int)? in
                guard value.isFinite else { return nil }
                let x = Double(step) / Double(curve.count - 1)
                return (
                    cell(x, of: 2 * canvas.columns),
                    cell(low < high ? 1 - share(of: value, from: low, to: high) : 1, of: 4 * rows)
                )
            }
            for (from, to) in zip(dots, dots.dropFirst()) {
                guard let from, let to else { continue }
                for dot in straightLine(from, to) { canvas.setDot(dot.x, dot.y, colour: k) }
            }
        }
        let lines = canvas.lines(colour: style.style.colour).enumerated().map { row, line in
            let label = row == 0 ? fixed(high, 2) : row == rows - 1 ? fixed(low, 2) : ""
            let missing = canvas.columns - columns(withoutEscapes(line))
            return rightAligned(shortened(label, 5), 5) + " " + line
                + String(repeating: " ", count: max(0, missing))
        }
        return Panel(drawn: lines, width: width)
    }

    /// Panels of one width below each other.
    public static func stacked(_ panels: [Panel]) -> Panel {
        Panel(drawn: panels.flatMap(\.lines), width: panels.first?.width ?? 0)
    }

    /// Panels side by side, with a gap between them; the shorter ones are filled from below.
    public static func beside(_ panels: [Panel], gap: Int = 2) -> [String] {
        let rows = panels.map(\.lines.count).max() ?? 0
        return (0..<rows).map { row in
            panels.map { panel in
                row < panel.lines.count
                    ? panel.lines[row] : String(repeating: " ", count: panel.width)
            }.joined(separator: String(repeating: " ", count: gap))
        }
    }
}

/// The line without what switches colours.
private func withoutEscapes(_ line: String) -> String {
    line.replacing(/\u{1B}\[[0-9;]*m/, with: "")
}
