// Elements, rows and columns: reading them, changing them, putting them together.

extension Matrix {
    /// The element in row i and column j, both counted from 0.
    @inlinable
    public subscript(i: Int, j: Int) -> Double {
        get {
            guard i >= 0, i < rows, j >= 0, j < columns else { stopOutside(i, j) }
            return values[i &* columns &+ j]
        }
        set {
            guard i >= 0, i < rows, j >= 0, j < columns else { stopOutside(i, j) }
            values[i &* columns &+ j] = newValue
        }
    }

    /// The elements of row i, from left to right.
    public subscript(row i: Int) -> [Double] {
        get {
            check(row: i)
            return Array(values[i * columns..<(i + 1) * columns])
        }
        set {
            check(row: i)
            guard newValue.count == columns else {
                stop(
                    "a row of \(newValue.count) doesn't fit in a \(rows) × \(columns) matrix")
            }
            values.replaceSubrange(i * columns..<(i + 1) * columns, with: newValue)
        }
    }

    /// The elements of column j, from top to bottom.
    public subscript(column j: Int) -> [Double] {
        check(column: j)
        return (0..<rows).map { i in values[i * columns + j] }
    }

    /// The rows of a range, such as the first hundred: `x[rows: 0..<100]`.
    public subscript(rows range: Range<Int>) -> Matrix {
        guard range.lowerBound >= 0, range.upperBound <= rows else {
            stop("rows \(range) of a \(rows) × \(columns) matrix: it doesn't have them")
        }
        return Matrix(
            rows: range.count, columns: columns,
            values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
    }

    /// The listed rows, in the order of the list: a batch from shuffled examples.
    public subscript(rows list: [Int]) -> Matrix {
        for i in list { check(row: i) }
        var result = Matrix(unfilledRows: list.count, columns: columns)
        result.values.withUnsafeMutableBufferPointer { target in
            values.withUnsafeBufferPointer { source in
                guard var target = target.baseAddress, let source = source.baseAddress else {
                    return
                }
                for i in list {
                    target.update(from: source + i * columns, count: columns)
                    target += columns
                }
            }
        }
        return result
    }

    /// The listed columns, in the order of the list.
    public subscript(columns list: [Int]) -> Matrix {
        for j in list { check(column: j) }
        var result = Matrix(unfilledRows: rows, columns: list.count)
        result.values.withUnsafeMutableBufferPointer { target in
            values.withUnsafeBufferPointer { source in
                for i in 0..<rows {
                    for (k, j) in list.enumerated() {
                        target[i &* list.count &+ k] = source[i &* columns &+ j]
                    }
                }
            }
        }
        return result
    }

    /// The same elements in the same order, broken into rows of another length.
    public func reshaped(rows: Int, columns: Int) -> Matrix {
        guard rows >= 0, columns >= 0, rows * columns == values.count else {
            stop(
                "\(self.rows) × \(self.columns) can't be reshaped to \(rows) × \(columns): "
                    + "it has another number of elements")
        }
        return Matrix(rows: rows, columns: columns, values: values)
    }

    /// The matrices one above the other; they need the same number of columns.
    public init(stacking parts: [Matrix]) {
        let columns = parts.first?.columns ?? 0
        for part in parts where part.columns != columns {
            stop(
                "\(parts[0].rows) × \(columns) above \(part.rows) × \(part.columns): "
                    + "the widths differ")
        }
        self.init(
            rows: parts.reduce(0) { $0 + $1.rows }, columns: columns,
            values: parts.flatMap(\.values))
    }

    /// The matrices side by side; they need the same number of rows.
    public init(joining parts: [Matrix]) {
        let rows = parts.first?.rows ?? 0
        for part in parts where part.rows != rows {
            stop(
                "\(rows) × \(parts[0].columns) beside \(part.rows) × \(part.columns): "
                    + "the heights differ")
        }
        let columns = parts.reduce(0) { $0 + $1.columns }
        var values: [Double] = []
        values.reserveCapacity(rows * columns)
        for i in 0..<rows {
            for part in parts {
                values += part.values[i * part.columns..<(i + 1) * part.columns]
            }
        }
        self.init(rows: rows, columns: columns, values: values)
    }

    private func check(row i: Int) { check("row", i, of: rows) }

    private func check(column j: Int) { check("column", j, of: columns) }

    private func check(_ line: String, _ k: Int, of count: Int) {
        guard k >= 0, k < count else {
            stop("\(line) \(k) of a \(rows) × \(columns) matrix: it doesn't have one")
        }
    }

    /// Apart from the subscript, so that the subscript stays small enough to be inlined.
    @usableFromInline
    func stopOutside(_ i: Int, _ j: Int) -> Never {
        stop("element (\(i), \(j)) of a \(rows) × \(columns) matrix: it doesn't have one")
    }
}

extension Matrix: CustomStringConvertible {
    /// The shape, then the rows; of a large matrix only the first eight rows and columns.
    public var description: String {
        let shown = (0..<Swift.min(rows, 8)).map { i in
            let row = self[row: i].prefix(8).map { "\($0)" }.joined(separator: " ")
            return "[\(row)\(columns > 8 ? " …" : "")]"
        }
        return (["\(rows) × \(columns)"] + shown + (rows > 8 ? ["…"] : [])).joined(separator: "\n")
    }
}
