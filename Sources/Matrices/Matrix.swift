/// A table of numbers: `rows` × `columns` doubles, stored row after row.
///
/// In this course an example is a row, and each of its features is a column. A matrix is a value:
/// whoever copies one can change the copy without changing the original. A shape or an index that
/// doesn't fit stops the program with a sentence.
public struct Matrix: Equatable, Sendable {
    /// The number of rows: how many examples.
    public let rows: Int
    /// The number of columns: how many features of each example.
    public let columns: Int
    /// All elements, row after row: element (i, j) is at `i * columns + j`.
    ///
    /// Change elements as you like, but not their number.
    public var values: [Double]

    /// A matrix from its elements, listed row after row; `values.count` must be rows · columns.
    @inlinable
    public init(rows: Int, columns: Int, values: [Double]) {
        guard rows >= 0, columns >= 0, values.count == rows * columns else {
            stop("a \(rows) × \(columns) matrix can't hold \(values.count) values")
        }
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// A matrix with the same number everywhere.
    public init(rows: Int, columns: Int, repeating value: Double = 0) {
        guard rows >= 0, columns >= 0 else {
            stop("there is no \(rows) × \(columns) matrix")
        }
        self.init(
            rows: rows, columns: columns,
            values: [Double](repeating: value, count: rows * columns))
    }

    /// Zeros in the shape of another matrix.
    public init(zerosLike other: Matrix) { self.init(rows: other.rows, columns: other.columns) }

    /// A matrix whose elements are still to be written, every one of them: saves filling them with
    /// zeros first.
    @usableFromInline
    init(unfilledRows rows: Int, columns: Int) {
        guard rows >= 0, columns >= 0 else {
            stop("there is no \(rows) × \(columns) matrix")
        }
        keepFreedMemory()
        self.rows = rows
        self.columns = columns
        values = []
        // All empty arrays share their memory, and several threads must not write into it.
        guard rows * columns > 0 else { return }
        values = [Double](unsafeUninitializedCapacity: rows * columns) { _, count in
            count = rows * columns
        }
    }

    /// A matrix whose element (i, j) is `element(i, j)`, asked for row after row.
    @inlinable
    public init(rows: Int, columns: Int, _ element: (Int, Int) -> Double) {
        self.init(unfilledRows: rows, columns: columns)
        values.withUnsafeMutableBufferPointer { values in
            var next = 0
            for i in 0..<rows {
                for j in 0..<columns {
                    values[next] = element(i, j)
                    next &+= 1
                }
            }
        }
    }

    /// A matrix from its rows, all of one length.
    public init(_ rows: [[Double]]) {
        let columns = rows.first?.count ?? 0
        for (i, row) in rows.enumerated() where row.count != columns {
            stop("row 0 has \(columns) elements, row \(i) has \(row.count)")
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

    /// The n × n matrix with ones on its diagonal and zeros elsewhere.
    public static func identity(_ n: Int) -> Matrix {
        Matrix(rows: n, columns: n) { i, j in i == j ? 1 : 0 }
    }
}
