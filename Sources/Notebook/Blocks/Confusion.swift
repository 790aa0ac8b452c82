import Matrices

/// How often each class (a row) was taken for each class (a column).
struct Confusion {
    var labels: [String]
    var counts: Matrix

    static let caption = "Rows: the true class. Columns: the class it was taken for."

    init(_ labels: [String], _ counts: Matrix) {
        guard counts.rows == labels.count, counts.columns == labels.count else {
            fatalError(
                "\(labels.count) labels for counts of \(counts.rows) × \(counts.columns)")
        }
        self.labels = labels
        self.counts = counts
    }

    /// The same counts with every label changed.
    func map(_ change: (String) -> String) -> Confusion { Confusion(labels.map(change), counts) }

    /// The counts of one row.
    func row(_ i: Int) -> [Int] {
        let n = labels.count
        return (0..<n).map { j in
            let count = counts.values[i * n + j]
            return count.isNaN ? 0 : Int(min(max(count, -1e15), 1e15).rounded())
        }
    }

    /// What each cell of one row is in percent of the row.
    func percentages(_ i: Int) -> [Int] {
        let row = row(i)
        let sum = max(1, row.reduce(0, +))
        return row.map { Int((100 * Double($0) / Double(sum)).rounded()) }
    }

    /// The lines for the terminal: counts, or percentages of the row where counts have no room.
    func lines(_ style: Style) -> [String] {
        let rows = labels.indices.map(row)
        let labelWidth = min(16, labels.map { columns($0) }.max() ?? 0)
        let room = (lineWidth - labelWidth) / max(1, labels.count)
        func needed(_ rows: [[Int]]) -> Int {
            let cells = rows.joined().map { "\($0)".count }.max() ?? 1
            return 1 + max(cells, min(6, labels.map { columns($0) }.max() ?? 1))
        }
        let none = style.ascii ? "." : "·"
        if needed(rows) <= room {
            return lines(rows, labelWidth, needed(rows), none) + [Confusion.caption]
        }
        // 100 and 99 leave at most single digits beside them: three columns are enough.
        let percentages = labels.indices.map(percentages)
        return lines(percentages, labelWidth, max(3, min(room, needed(percentages))), none)
            .map { shortened($0, lineWidth) } + [Confusion.caption, "In percent of the row."]
    }

    private func lines(_ rows: [[Int]], _ labelWidth: Int, _ width: Int, _ none: String) -> [String]
    {
        let head = labels.map { rightAligned(shortened($0, width - 1), width) }.joined()
        return [padded("", labelWidth) + head]
            + zip(labels, rows).map { label, row in
                padded(shortened(label, labelWidth), labelWidth)
                    + row.map { rightAligned($0 == 0 ? none : "\($0)", width) }.joined()
            }
    }
}

// MARK: On the page

extension Confusion {
    /// The table for the page.
    func html() -> String {
        let head = labels.map { "<th scope=\"col\">\(escaped($0))</th>" }
        let rows = labels.indices.map { i -> String in
            let counts = row(i)
            let sum = max(1, counts.reduce(0, +))
            let cells = counts.indices.map { j -> String in
                if counts[j] == 0 { return "<td>·</td>" }
                // Right ones and mistakes differ in colour, and mistakes show from few on.
                let share = Double(counts[j]) / Double(sum)
                let opacity = i == j ? 0.6 * share : min(0.75, 0.15 + 1.5 * share)
                let name = i == j ? "right" : "wrong"
                return "<td class=\"\(name)\" style=\"--share:\(fixed(opacity, 2))\">"
                    + "\(counts[j])</td>"
            }
            return
                "<tr><th scope=\"row\">\(escaped(labels[i]))</th>\(cells.joined())</tr>"
        }
        return """
            <figure><div class="wide"><table class="confusion">
            <thead><tr><td></td>\(head.joined())</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody></table></div>
            <p class="caption">\(escaped(Confusion.caption))</p></figure>
            """
    }
}

extension Confusion {
    /// The counts as a drawing, for a file of its own.
    var figure: Figure? {
        guard !labels.isEmpty else { return nil }
        let side = 452 / Double(labels.count + 1)
        var drawing = Drawing(height: side * Double(labels.count + 1) + 8)
        for (k, label) in labels.enumerated() {
            let place = side * (Double(k) + 1.5)
            drawing.text(label, 20 + place, side * 0.7, anchor: "middle", name: "small")
            drawing.text(label, 20 + side * 0.8, place, down: 0.35, anchor: "end", name: "small")
            let counts = row(k)
            let sum = max(1, counts.reduce(0, +))
            for (j, count) in counts.enumerated() {
                let x = 20 + side * Double(j + 1)
                let y = side * Double(k + 1)
                let share = Double(count) / Double(sum)
                let opacity = k == j ? 0.6 * share : count == 0 ? 0 : min(0.75, 0.15 + 1.5 * share)
                drawing.add(
                    "<rect class=\"\(k == j ? "f2" : "f1")\" fill-opacity=\"\(fixed(opacity, 2))\" "
                        + "x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(side))\" height=\"\(n(side))\"/>"
                )
                let text = count == 0 ? "·" : "\(count)"
                drawing.text(
                    text, x + side / 2, y + side / 2, down: 0.35, anchor: "middle", name: "small")
            }
        }
        return Figure(title: "Confusion", drawing: drawing, caption: Confusion.caption)
    }
}
