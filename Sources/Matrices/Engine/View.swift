/// Where numbers are read, and where they are written.
typealias Source = UnsafePointer<Double>
typealias Target = UnsafeMutablePointer<Double>

/// Numbers where they are in memory: a matrix, a part of one, or the transpose of either.
struct View: @unchecked Sendable {
    var start: Source
    /// The steps are the way in memory from one row to the next, and from one column to the next.
    var rows, columns, rowStep, columnStep: Int

    var transposed: View {
        View(start: start, rows: columns, columns: rows, rowStep: columnStep, columnStep: rowStep)
    }

    subscript(rows: Range<Int>, columns: Range<Int>) -> View {
        View(
            start: start + (rows.lowerBound &* rowStep &+ columns.lowerBound &* columnStep),
            rows: rows.count, columns: columns.count, rowStep: rowStep, columnStep: columnStep)
    }
}
