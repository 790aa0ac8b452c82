// Many numbers to one: sums, means, extremes.

extension Matrix {
    /// The sum of all elements; 0 for an empty matrix.
    public func sum() -> Double { values.reduce(0, +) }

    /// The mean of all elements; NaN for an empty matrix.
    public func mean() -> Double { sum() / Double(values.count) }

    /// The smallest element, or NaN if one is NaN; an empty matrix stops the program.
    public func min() -> Double { extreme("smallest") { $0 < $1 } }

    /// The largest element, or NaN if one is NaN; an empty matrix stops the program.
    public func max() -> Double { extreme("largest") { $0 > $1 } }

    private func extreme(_ name: String, _ beats: (Double, Double) -> Bool) -> Double {
        guard var best = values.first else {
            stop("the \(name) element of a \(rows) × \(columns) matrix: it has none")
        }
        for value in values where beats(value, best) || value.isNaN { best = value }
        return best
    }

    /// The length of all elements taken as one vector: the Frobenius norm.
    public func norm() -> Double {
        values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    /// The sum of each column: 1 × n.
    public func columnSums() -> Matrix {
        var sums = Matrix(rows: 1, columns: columns)
        sums.values.withUnsafeMutableBufferPointer { sums in
            values.withUnsafeBufferPointer { a in
                for i in 0..<rows {
                    for j in 0..<columns { sums[j] += a[i &* columns &+ j] }
                }
            }
        }
        return sums
    }

    /// The mean of each column: 1 × n.
    public func columnMeans() -> Matrix { columnSums() / Double(rows) }

    /// The sum of each row: m × 1.
    public func rowSums() -> Matrix {
        Matrix(
            column: (0..<rows).map { i in
                values[i * columns..<(i + 1) * columns].reduce(0, +)
            })
    }

    /// For each row, in which column its largest element stands (the first of several).
    public func indexOfMaximumInRows() -> [Int] {
        guard columns > 0 else {
            stop("the largest elements in the rows of a \(rows) × 0 matrix: it has none")
        }
        return (0..<rows).map { i in
            let row = values[i * columns..<(i + 1) * columns]
            var best = row.startIndex
            for j in row.indices where row[j] > row[best] { best = j }
            return best - row.startIndex
        }
    }

    /// Whether no element is infinite or NaN.
    public var isFinite: Bool { values.allSatisfy(\.isFinite) }
}

/// The length of several matrices taken together as one vector, such as all gradients of a network.
public func norm(of matrices: [Matrix]) -> Double {
    matrices.reduce(0) { $0 + ($1 * $1).sum() }.squareRoot()
}
