/// Numbers where they are in memory: a matrix, a part of one, or the transpose of either.
struct View: @unchecked Sendable {
    var start: UnsafeMutablePointer<Double>
    var rows, columns: Int
    /// How far it is in memory from one row to the next, and from one column to the next.
    var rowStep, columnStep: Int

    /// A matrix whose numbers begin at `start`, row after row.
    init(_ start: UnsafePointer<Double>, rows: Int, columns: Int) {
        self.start = UnsafeMutablePointer(mutating: start)
        (self.rows, self.columns, rowStep, columnStep) = (rows, columns, columns, 1)
    }

    /// The same numbers with rows and columns exchanged.
    var transposed: View {
        var view = self
        (view.rows, view.columns) = (columns, rows)
        (view.rowStep, view.columnStep) = (columnStep, rowStep)
        return view
    }

    /// Some of the rows, and some of the columns.
    subscript(rows: Range<Int>, columns: Range<Int>) -> View {
        var view = self
        view.start += rows.lowerBound &* rowStep &+ columns.lowerBound &* columnStep
        (view.rows, view.columns) = (rows.count, columns.count)
        return view
    }
}
