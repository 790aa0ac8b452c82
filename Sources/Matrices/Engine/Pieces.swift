// Caches: a piece of c, computed block after block.

/// The largest piece of c, and how many steps of p are taken at once: so that what is packed, 256
/// to 768 KB, stays in the second-level cache.
let (pieceRows, pieceColumns) = (256, 128)
private let blockDepth = 256

/// c = a·b for a piece of c.
func multiplyPiece(_ a: View, _ b: View, into c: Target) {
    let height = roundedUp(a.rows, tileRows)
    let width = roundedUp(b.columns, tileColumns)
    // Tiles are whole, and written row after row. Where that doesn't fit into c, they are written
    // beside it first.
    let fits = c.columnStep == 1 && a.rows == height && b.columns % (tileColumns / 2) == 0
    let depth = Swift.min(blockDepth, a.columns)
    let numbers = depth * (height + width) + (fits ? 0 : height * width)
    withUnsafeTemporaryAllocation(byteCount: numbers * 8, alignment: 64) { memory in
        let packedA = memory.baseAddress!.assumingMemoryBound(to: Double.self)
        let packedB = packedA + depth * height
        let beside = packedB + depth * width
        let sums = fits ? c : Target(beside, columns: width)
        for p in stride(from: 0, to: a.columns, by: blockDepth) {
            let block = p..<Swift.min(p + blockDepth, a.columns)
            let a = a[0..<a.rows, block]
            packColumns(b[block, 0..<b.columns], packedB)
            if a.columnStep != 1 { packRows(a, packedA) }
            for i in stride(from: 0, to: height, by: tileRows) {
                let strip = View(packedA + i * block.count, rows: block.count, columns: tileRows)
                let rows =
                    a.columnStep == 1
                    ? a[i..<Swift.min(i + tileRows, a.rows), 0..<block.count] : strip.transposed
                for j in stride(from: 0, to: width, by: tileColumns) {
                    multiplyTile(
                        rows, packedB + j &* block.count, isFirst: p == 0,
                        isNarrow: b.columns - j <= tileColumns / 2, into: sums.from(i, j))
                }
            }
        }
        if !fits {
            View(beside, rows: height, columns: width)[0..<a.rows, 0..<b.columns].copy(to: c)
        }
    }
}

private func roundedUp(_ count: Int, _ unit: Int) -> Int { (count + unit - 1) / unit * unit }
