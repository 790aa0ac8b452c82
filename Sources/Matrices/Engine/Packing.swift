// Caches and packing: c is computed block after block, from numbers in the order of the tiles.

/// A piece of c has at most so many rows and columns, and a block so many steps of p: what is
/// packed, up to 512 KB of a and of b, then stays in the second-level cache.
let blockSize = 256

/// c = a·b for a piece of c.
func multiplyPiece(_ a: View, _ b: View, into c: Target, rowStep: Int) {
    // a is read where it is, if its rows lie in memory, or if no strip of it is used three times.
    let packsA = a.columnStep != 1 && b.columns > 2 * tileColumns
    let room = blockSize * (a.rows + tileRows + b.columns + tileColumns)
    withUnsafeTemporaryAllocation(byteCount: room * 8, alignment: 64) {
        let packedB = $0.baseAddress!.assumingMemoryBound(to: Double.self)
        let packedA = packedB + blockSize * (b.columns + tileColumns)
        for p in stride(from: 0, to: a.columns, by: blockSize) {
            let block = p..<min(p + blockSize, a.columns)
            pack(b[block, 0..<b.columns], tileColumns, packedB)
            if packsA { pack(a[0..<a.rows, block].transposed, tileRows, packedA) }
            for i in stride(from: 0, to: a.rows, by: tileRows) {
                var strip = a[i..<min(i + tileRows, a.rows), block]
                if packsA {
                    strip.start = UnsafePointer(packedA + i &* block.count)
                    (strip.rowStep, strip.columnStep) = (1, tileRows)
                }
                for j in stride(from: 0, to: b.columns, by: tileColumns) {
                    multiplyTile(
                        strip, packedB + j &* block.count, columns: min(tileColumns, b.columns - j),
                        isFirst: p == 0, into: c + i &* rowStep + j, rowStep: rowStep)
                }
            }
        }
    }
}

/// Copies a matrix in strips of `width` columns, each row after row. What the last strip lacks is 0.
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
    // Row after row through all strips: memory comes fastest where neighbours follow neighbours.
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
