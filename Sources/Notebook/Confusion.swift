import Matrices

/// How often each class (a row) was taken for each class (a column).
struct Confusion {
    var labels: [String]
    var counts: Matrix

    init(_ labels: [String], _ counts: Matrix) {
        guard counts.rows == labels.count, counts.columns == labels.count else {
            fatalError(
                "\(labels.count) labels for counts of \(counts.rows) × \(counts.columns)")
        }
        self.labels = labels
        self.counts = counts
    }

    func lines() -> [String] {
        let n = labels.count
        let rows = (0..<n).map { i in
            [labels[i]]
                + (0..<n).map { j in
                    counts.values[i * n + j] == 0 ? "·" : "\(Int(counts.values[i * n + j]))"
                }
        }
        let lines = ([[""] + labels] + rows).map { row in
            padded(row[0], 2) + row.dropFirst().map { rightAligned($0, 3) }.joined()
        }
        return lines
    }
}
