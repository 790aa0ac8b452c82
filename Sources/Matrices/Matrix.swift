/// A table of numbers: `rows` × `columns` doubles, stored row after row.
///
/// In this course an example is a row, and each of its features is a column. A matrix is a value:
/// whoever copies one can change the copy without changing the original.
public struct Matrix: Equatable, Sendable {
    /// The number of rows: how many examples.
    public private(set) var rows: Int
    /// The number of columns: how many features of each example.
    public private(set) var columns: Int
    /// All elements, row after row: element (i, j) is at `i * columns + j`.
    public var values: [Double]

    /// A matrix from its elements, listed row after row; `values.count` must be rows · columns.
    public init(rows: Int, columns: Int, values: [Double]) {
        guard rows >= 0, columns >= 0, values.count == rows * columns else {
            fatalError("a \(rows) × \(columns) matrix can't hold \(values.count) values")
        }
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// A matrix with the same number everywhere.
    public init(rows: Int, columns: Int, repeating value: Double = 0) {
        self.init(
            rows: rows, columns: columns,
            values: [Double](repeating: value, count: rows * columns))
    }

    /// A matrix whose element (i, j) is `element(i, j)`.
    @inlinable
    public init(rows: Int, columns: Int, _ element: (Int, Int) -> Double) {
        var values: [Double] = []
        values.reserveCapacity(rows * columns)
        for i in 0..<rows {
            for j in 0..<columns { values.append(element(i, j)) }
        }
        self.init(rows: rows, columns: columns, values: values)
    }

    /// A matrix from its rows, all of one length.
    public init(_ rows: [[Double]]) {
        let columns = rows.first?.count ?? 0
        for (i, row) in rows.enumerated() where row.count != columns {
            fatalError("row 0 has \(columns) elements, row \(i) has \(row.count)")
        }
        self.init(rows: rows.count, columns: columns, values: rows.flatMap { $0 })
    }

    /// A 1 × n matrix.
    public init(row: [Double]) {
        self.init(rows: 1, columns: row.count, values: row)
    }

    /// An n × 1 matrix.
    public init(column: [Double]) {
        self.init(rows: column.count, columns: 1, values: column)
    }
}
