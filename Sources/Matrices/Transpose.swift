extension Matrix {
    /// The matrix with rows and columns exchanged: element (i, j) becomes element (j, i).
    public func transposed() -> Matrix {
        var result = Matrix(unfilledRows: columns, columns: rows)
        if values.isEmpty { return result }
        result.values.withUnsafeMutableBufferPointer { target in
            withView(transposed: true) {
                copyColumns($0, to: target.baseAddress!, rowStep: rows)
            }
        }
        return result
    }

    /// Gives `work` the numbers of the matrix, or those of its transpose. There must be some.
    func withView<Result>(transposed: Bool, _ work: (View) -> Result) -> Result {
        values.withUnsafeBufferPointer {
            let view = View(
                start: $0.baseAddress!, rows: rows, columns: columns, rowStep: columns,
                columnStep: 1)
            return work(transposed ? view.transposed : view)
        }
    }
}

/// Copies a matrix whose columns lie in memory, row after row.
///
/// It goes in squares of 4 × 4: more columns at a time would compete for the same places in the
/// cache, and fewer would use less of what memory brings.
func copyColumns(_ numbers: View, to target: Target, rowStep: Int) {
    let (start, step) = (numbers.start, numbers.columnStep)
    let (wholeRows, wholeColumns) = (numbers.rows & ~3, numbers.columns & ~3)
    for i in stride(from: 0, to: wholeRows, by: 4) {
        for j in stride(from: 0, to: wholeColumns, by: 4) {
            let from = start + (i &+ j &* step)
            let (a, b) = (four(from), four(from + step))
            let (c, d) = (four(from + 2 &* step), four(from + 3 &* step))
            for r in 0..<4 {
                UnsafeMutableRawPointer(target + ((i &+ r) &* rowStep &+ j))
                    .storeBytes(of: SIMD4(a[r], b[r], c[r], d[r]), as: SIMD4.self)
            }
        }
    }
    for i in 0..<numbers.rows {
        for j in (i < wholeRows ? wholeColumns : 0)..<numbers.columns {
            target[i &* rowStep &+ j] = start[i &+ j &* step]
        }
    }
}

@inline(__always)
private func four(_ start: Source) -> SIMD4<Double> {
    UnsafeRawPointer(start).loadUnaligned(as: SIMD4.self)
}
