// Caches: a piece of c, computed block after block.

/// A piece has at most so many rows and columns, and a block so many steps of p: what is packed, up
/// to 512 KB of a and of b, then stays in the second-level cache.
let blockSize = 256

/// c = a·b for a piece of c.
func multiplyPiece(_ a: View, _ b: View, into c: View) {
    // a is read where it is, if its rows lie in memory, or if no strip of it is used three times.
    let packsA = a.columnStep != 1 && b.columns > 2 * tileColumns
    let depth = min(blockSize, a.columns)
    let height = packsA ? (a.rows + tileRows - 1) / tileRows * tileRows : 0
    let width = (b.columns + tileColumns - 1) / tileColumns * tileColumns
    withUnsafeTemporaryAllocation(byteCount: depth * (height + width) * 8, alignment: 64) {
        let packedB = $0.baseAddress!.assumingMemoryBound(to: Double.self)
        let packedA = packedB + depth * width
        for p in stride(from: 0, to: a.columns, by: blockSize) {
            let block = p..<min(p + blockSize, a.columns)
            pack(b[block, 0..<b.columns], tileColumns, packedB)
            if packsA { pack(a[0..<a.rows, block].transposed, tileRows, packedA) }
            for i in stride(from: 0, to: a.rows, by: tileRows) {
                let rows = i..<min(i + tileRows, a.rows)
                var strip = a[rows, block]
                if packsA {
                    strip.start = packedA + i &* block.count
                    (strip.rowStep, strip.columnStep) = (1, tileRows)
                }
                for j in stride(from: 0, to: b.columns, by: tileColumns) {
                    multiplyTile(
                        strip, packedB + j &* block.count, isFirst: p == 0,
                        into: c[rows, j..<min(j + tileColumns, b.columns)])
                }
            }
        }
    }
}
