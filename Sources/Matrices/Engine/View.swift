/// A matrix that is read where it is in memory: the whole, a part, or the transpose of either.
struct View: @unchecked Sendable {
    private(set) var start: UnsafePointer<Double>
    private(set) var rows, columns: Int
    /// How far it is in memory from one row to the next, and from one column to the next.
    private(set) var rowStep, columnStep: Int

    init(_ start: UnsafePointer<Double>, rows: Int, columns: Int) {
        self.start = start
        (self.rows, self.columns) = (rows, columns)
        (rowStep, columnStep) = (columns, 1)
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

    /// Copies every element to its place in another matrix.
    func copy(to target: Target) {
        if target.columnStep != 1 { return transposed.copy(to: target.transposed) }
        if columnStep == 1 {
            for i in 0..<rows {
                (target.start + i &* target.rowStep)
                    .update(from: start + i &* rowStep, count: columns)
            }
            return
        }
        // What is a column here becomes a row there: in squares of 4 × 4, then what is left.
        let (wholeRows, wholeColumns) = (rows & ~3, columns & ~3)
        for i in stride(from: 0, to: wholeRows, by: 4) {
            for j in stride(from: 0, to: wholeColumns, by: 4) {
                let from = UnsafeRawPointer(start + (i &+ j &* columnStep))
                let step = columnStep &* 8
                let a = from.loadUnaligned(as: SIMD4<Double>.self)
                let b = (from + step).loadUnaligned(as: SIMD4<Double>.self)
                let c = (from + 2 &* step).loadUnaligned(as: SIMD4<Double>.self)
                let d = (from + 3 &* step).loadUnaligned(as: SIMD4<Double>.self)
                for r in 0..<4 {
                    UnsafeMutableRawPointer(target.start + ((i &+ r) &* target.rowStep &+ j))
                        .storeBytes(of: SIMD4(a[r], b[r], c[r], d[r]), as: SIMD4<Double>.self)
                }
            }
        }
        for i in 0..<rows {
            let to = target.start + i &* target.rowStep
            for j in (i < wholeRows ? wholeColumns : 0)..<columns {
                to[j] = start[i &+ j &* columnStep]
            }
        }
    }
}

/// Where a matrix, or its transpose, is to be written.
struct Target: @unchecked Sendable {
    private(set) var start: UnsafeMutablePointer<Double>
    private(set) var rowStep, columnStep: Int

    init(_ start: UnsafeMutablePointer<Double>, columns: Int) {
        self.start = start
        (rowStep, columnStep) = (columns, 1)
    }

    var transposed: Target {
        var target = self
        (target.rowStep, target.columnStep) = (columnStep, rowStep)
        return target
    }

    /// What begins in row i and column j.
    func from(_ i: Int, _ j: Int) -> Target {
        var target = self
        target.start += i &* rowStep &+ j &* columnStep
        return target
    }
}
