// Caches and packing: c is computed block by block, from numbers in the order of the tiles.

/// At most this many rows of a, columns of b and steps of p are packed at a time: 512 KB of a and
/// 512 KB of b, which stay in the second-level cache.
let blockSize = 256

/// c = a·b for a piece of c, at most `blockSize` columns wide.
func multiplyPiece(_ a: View, _ b: View, into c: Target, rowStep: Int) {
    // a is read where it is if the numbers of a row are side by side, or if no strip is used more
    // than twice; b if they are, too, and if its rows are short and end with a tile or half a tile.
    let packsA = a.columnStep != 1 && b.columns > 2 * tileColumns
    let packsB = b.columnStep != 1 || b.rowStep > 32 || b.columns % (tileColumns / 2) > 0
    let room = blockSize * (blockSize + b.columns + tileColumns)
    withUnsafeTemporaryAllocation(byteCount: room * 8, alignment: 64) {
        let packedA = $0.baseAddress!.assumingMemoryBound(to: Double.self)
        let packedB = packedA + blockSize * blockSize
        for p in stride(from: 0, to: a.columns, by: blockSize) {
            let steps = p..<min(p + blockSize, a.columns)
            if packsB { pack(b[steps, 0..<b.columns], tileColumns, packedB) }
            for top in stride(from: 0, to: a.rows, by: blockSize) {
                let rows = top..<min(top + blockSize, a.rows)
                if packsA { pack(a[rows, steps].transposed, tileRows, packedA) }
                for i in stride(from: top, to: rows.upperBound, by: tileRows) {
                    var a = a[i..<min(i + tileRows, rows.upperBound), steps]
                    if packsA { a.move(to: packedA + (i - top) &* steps.count, 1, tileRows) }
                    for j in stride(from: 0, to: b.columns, by: tileColumns) {
                        var b = b[steps, j..<min(j + tileColumns, b.columns)]
                        if packsB { b.move(to: packedB + j &* steps.count, tileColumns, 1) }
                        multiplyTile(
                            a, b, isFirst: p == 0, into: c + i &* rowStep + j, rowStep: rowStep)
                    }
                }
            }
        }
    }
}

/// Copies a matrix in strips of `width` columns, each row by row. The last one is filled up with 0.
private func pack(_ numbers: View, _ width: Int, _ packed: Target) {
    let (rows, columns) = (numbers.rows, numbers.columns)
    let whole = columns / width * width
    if whole < columns { (packed + whole * rows).update(repeating: 0, count: rows * width) }
    if numbers.columnStep != 1 {
        for j in stride(from: 0, to: columns, by: width) {
            let strip = numbers[0..<rows, j..<min(j + width, columns)]
            copyColumns(strip, to: packed + j * rows, rowStep: width)
        }
        return
    }
    // Row by row through all strips: memory is fastest where neighbours follow neighbours.
    for p in 0..<rows {
        var (from, to) = (numbers.start + p &* numbers.rowStep, packed + p &* width)
        for _ in 0..<columns / width {
            for j in stride(from: 0, to: width, by: 4) { (to + j).update(from: from + j, count: 4) }
            from += width
            to += rows &* width
        }
        for j in 0..<columns &- whole { to[j] = from[j] }
    }
}

/// Where numbers are read, and where they are written.
typealias Source = UnsafePointer<Double>
typealias Target = UnsafeMutablePointer<Double>

/// Numbers where they are in memory: a matrix, a part of one, or the transpose of either.
struct View: @unchecked Sendable {
    var start: Source
    /// The steps lead through memory from one row to the next, and from one column to the next.
    var rows, columns, rowStep, columnStep: Int

    var transposed: View {
        View(start: start, rows: columns, columns: rows, rowStep: columnStep, columnStep: rowStep)
    }

    /// From now on, the numbers are read from the place that they were copied to.
    mutating func move(to start: Source, _ rowStep: Int, _ columnStep: Int) {
        (self.start, self.rowStep, self.columnStep) = (start, rowStep, columnStep)
    }

    subscript(rows: Range<Int>, columns: Range<Int>) -> View {
        View(
            start: start + (rows.lowerBound &* rowStep &+ columns.lowerBound &* columnStep),
            rows: rows.count, columns: columns.count, rowStep: rowStep, columnStep: columnStep)
    }
}
