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
            return count.isFinite ? Int(count.rounded()) : 0
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
