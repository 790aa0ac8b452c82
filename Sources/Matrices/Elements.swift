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
                fatalError(
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
            fatalError("rows \(range) of a \(rows) × \(columns) matrix: it doesn't have them")
        }
        return Matrix(
            rows: range.count, columns: columns,
            values: Array(values[range.lowerBound * columns..<range.upperBound * columns]))
    }

    /// The listed rows, in the order of the list: a batch from shuffled examples.
    public subscript(rows list: [Int]) -> Matrix {
        for i in list { check(row: i) }
        return values.withUnsafeBufferPointer { source in
            Matrix(
                rows: list.count, columns: columns,
                filledBy: { target in
                    var target = target
                    for i in list {
                        target.update(from: source.baseAddress! + i * columns, count: columns)
                        target += columns
                    }
                })
        }
    }

    /// The listed columns, in the order of the list.
    public subscript(columns list: [Int]) -> Matrix {
        for j in list { check(column: j) }
        return Matrix(rows: rows, columns: list.count) { i, k in values[i &* columns &+ list[k]] }
    }

    /// The matrix with rows and columns exchanged: element (i, j) becomes element (j, i).
    public func transposed() -> Matrix {
        Matrix(rows: columns, columns: rows) { i, j in values[j &* columns &+ i] }
    }

    /// The same elements in the same order, broken into rows of another length.
    public func reshaped(rows: Int, columns: Int) -> Matrix {
        guard rows >= 0, columns >= 0, rows * columns == values.count else {
            fatalError(
                "\(self.rows) × \(self.columns) can't be reshaped to \(rows) × \(columns): "
                    + "it has another number of elements")
        }
        return Matrix(rows: rows, columns: columns, values: values)
    }

    /// The matrices one above the other; they need the same number of columns.
    public init(stacking parts: [Matrix]) {
        let columns = parts.first?.columns ?? 0
        for part in parts where part.columns != columns {
            fatalError(
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
            fatalError(
                "\(rows) × \(parts[0].columns) beside \(part.rows) × \(part.columns): "
                    + "the heights differ")
        }
        self.init(
            rows: rows, columns: parts.reduce(0) { $0 + $1.columns },
            values: (0..<rows).flatMap { i in parts.flatMap { $0[row: i] } })
    }

    private func check(row i: Int) {
        guard i >= 0, i < rows else {
            fatalError("row \(i) of a \(rows) × \(columns) matrix: it doesn't have one")
        }
    }

    private func check(column j: Int) {
        guard j >= 0, j < columns else {
            fatalError("column \(j) of a \(rows) × \(columns) matrix: it doesn't have one")
        }
    }

    /// Apart from the subscript, so that the subscript stays small enough to be inlined.
    @usableFromInline
    func stopOutside(_ i: Int, _ j: Int) -> Never {
        fatalError("element (\(i), \(j)) of a \(rows) × \(columns) matrix: it doesn't have one")
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
