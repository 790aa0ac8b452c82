import Matrices

/// How often each class (a row) was taken for each class (a column).
struct Confusion: Drawn {
    let labels: [String]
    let counts: Matrix

    var title: String { "Confusion" }
    private let caption = "Rows: the true class. Columns: the class it was taken for."

    init(_ labels: [String], _ counts: Matrix) {
        guard counts.rows == labels.count, counts.columns == labels.count else {
            fatalError(
                "\(labels.count) labels for counts of \(counts.rows) × \(counts.columns)")
        }
        self.labels = labels
        self.counts = counts
    }

    /// The counts of one row.
    private func row(_ i: Int) -> [Int] {
        let n = labels.count
        return (0..<n).map { j in
            let count = counts.values[i * n + j]
            return count.isNaN ? 0 : Int(min(max(count, -1e15), 1e15).rounded())
        }
    }

    /// What each count is of its row: of 1, or of 100.
    private func shares(_ i: Int, of whole: Double = 1) -> [Double] {
        let row = row(i)
        return row.map { whole * Double($0) / Double(max(1, row.reduce(0, +))) }
    }

    /// How dense the colour of a cell is. Right ones and mistakes differ in colour, and mistakes
    /// show from few on.
    private func opacity(_ share: Double, isRight: Bool) -> String {
        fixed(isRight ? 0.6 * share : share == 0 ? 0 : min(0.75, 0.15 + 1.5 * share), 2)
    }

    /// Counts, or percentages of the row where counts have no room.
    func lines(_ style: Style) -> [String] {
        let names = labels.map(style.plain)
        let rows = labels.indices.map(row)
        let longest = names.map { columns($0) }.max() ?? 1
        let room = (lineWidth - min(16, longest)) / max(1, names.count)
        func needed(_ rows: [[Int]]) -> Int {
            1 + max(rows.joined().map { "\($0)".count }.max() ?? 1, min(6, longest))
        }
        let none = style.ascii ? "." : "·"
        if needed(rows) <= room {
            return lines(names, rows, needed(rows), none) + [caption]
        }
        // 100 and 99 leave at most single digits beside them: three columns are enough.
        let percentages = labels.indices.map { shares($0, of: 100).map { Int($0.rounded()) } }
        return lines(names, percentages, max(3, min(room, needed(percentages))), none)
            .map { shortened($0, lineWidth) } + [caption, "In percent of the row."]
    }

    private func lines(
        _ names: [String], _ rows: [[Int]], _ width: Int, _ none: String
    ) -> [String] {
        let labelWidth = min(16, names.map { columns($0) }.max() ?? 0)
        let head = names.map { rightAligned(shortened($0, width - 1), width) }.joined()
        return [padded("", labelWidth) + head]
            + zip(names, rows).map { name, row in
                padded(shortened(name, labelWidth), labelWidth)
                    + row.map { rightAligned($0 == 0 ? none : "\($0)", width) }.joined()
            }
    }

    // MARK: On the page

    /// The page has a table, and not the drawing.
    func html() -> String {
        let head = labels.map { "<th scope=\"col\">\(escaped($0))</th>" }
        let rows = labels.indices.map { i -> String in
            let cells = zip(row(i), shares(i)).enumerated().map { j, cell -> String in
                let (count, share) = cell
                if count == 0 { return "<td>·</td>" }
                return "<td class=\"\(i == j ? "right" : "wrong")\" "
                    + "style=\"--share:\(opacity(share, isRight: i == j))\">\(count)</td>"
            }
            return "<tr><th scope=\"row\">\(escaped(labels[i]))</th>\(cells.joined())</tr>"
        }
        return """
            <figure><div class="wide"><table class="confusion">
            <thead><tr><td></td>\(head.joined())</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></div>
            <p class="caption">\(escaped(caption))</p></figure>
            """
    }

    var figure: Figure? {
        guard !labels.isEmpty else { return nil }
        let side = (drawingWidth - 28) / Double(labels.count + 1)
        var drawing = Drawing(height: side * Double(labels.count + 1) + 8)
        for (i, label) in labels.enumerated() {
            let middle = side * (Double(i) + 1.5)
            drawing.text(label, 20 + middle, side * 0.7, anchor: "middle", name: "small")
            drawing.text(label, 20 + side * 0.8, middle, down: 0.35, anchor: "end", name: "small")
            for (j, (count, share)) in zip(row(i), shares(i)).enumerated() {
                let (x, y) = (20 + side * Double(j + 1), side * Double(i + 1))
                drawing.add(
                    "<rect class=\"\(i == j ? "f2" : "f1")\" "
                        + "fill-opacity=\"\(opacity(share, isRight: i == j))\" "
                        + "x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(side))\" height=\"\(n(side))\"/>"
                )
                drawing.text(
                    count == 0 ? "·" : "\(count)", x + side / 2, y + side / 2, down: 0.35,
                    anchor: "middle", name: "small")
            }
        }
        return Figure(title: title, drawing: drawing, caption: caption)
    }
}
