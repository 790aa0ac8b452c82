// Registers: a tile of c stays in them while p runs. A row of it takes two, and half a row one.

#if COURSE_PLAIN  // any x86-64: 16 registers of 2 numbers
    private typealias HalfRow = SIMD2<Double>
    private typealias Row = SIMD4<Double>
    let tileRows = 4
#elseif COURSE_WIDE  // x86-64 with AVX-512: 32 registers of 8 numbers
    private typealias HalfRow = SIMD8<Double>
    private typealias Row = SIMD16<Double>
    let tileRows = 8
#elseif arch(x86_64)  // x86-64 with AVX2: 16 registers of 4 numbers
    private typealias HalfRow = SIMD4<Double>
    private typealias Row = SIMD8<Double>
    let tileRows = 4
#else  // arm64: 32 registers of 2 numbers
    private typealias HalfRow = SIMD2<Double>
    private typealias Row = SIMD4<Double>
    let tileRows = 8
#endif
let tileColumns = Row.scalarCount

/// c = a·b in the first block of p, and c += a·b in those that follow, for a tile of c.
func multiplyTile(_ a: View, _ b: View, isFirst: Bool, into c: Target, rowStep: Int) {
    // Half a tile is enough for a few columns: 24 letters are a tile and a half.
    let isHalf = b.columns <= HalfRow.scalarCount
    let width = isHalf ? HalfRow.scalarCount : tileColumns
    func multiply(into tile: Target, rowStep: Int) {
        if isHalf {
            multiplyWholeTile(a, b, HalfRow.self, isFirst: isFirst, into: tile, rowStep: rowStep)
        } else {
            multiplyWholeTile(a, b, Row.self, isFirst: isFirst, into: tile, rowStep: rowStep)
        }
    }
    if a.rows == tileRows, b.columns == width { return multiply(into: c, rowStep: rowStep) }
    // At the edge, a whole tile is computed elsewhere, and c gets the part that it has room for.
    withUnsafeTemporaryAllocation(of: Double.self, capacity: tileRows * tileColumns) {
        let tile = $0.baseAddress!
        for r in 0..<a.rows where !isFirst {
            (tile + r &* width).update(from: c + r &* rowStep, count: b.columns)
        }
        multiply(into: tile, rowStep: width)
        for r in 0..<a.rows {
            (c + r &* rowStep).update(from: tile + r &* width, count: b.columns)
        }
    }
}

/// The compiler writes out the loops over r, and so keeps `sums` in registers.
@inline(__always)
private func multiplyWholeTile<Part: SIMD<Double>>(
    _ a: View, _ b: View, _: Part.Type, isFirst: Bool, into c: Target, rowStep: Int
) {
    withUnsafeTemporaryAllocation(of: Part.self, capacity: tileRows) { sums in
        for r in 0..<tileRows {
            let soFar = UnsafeRawPointer(c + r &* rowStep)
            sums[r] = isFirst ? Part.zero : soFar.loadUnaligned(as: Part.self)
        }
        var (column, bytes) = (a.start, UnsafeRawPointer(b.start))
        for _ in 0..<a.columns {
            let row = bytes.loadUnaligned(as: Part.self)
            for r in 0..<tileRows {
                // Where a has no row r, its last one is taken again, and the sum isn't kept.
                let factor = Part(repeating: column[min(r, a.rows &- 1) &* a.rowStep])
                #if COURSE_PLAIN
                    sums[r] += factor * row
                #else
                    sums[r].addProduct(factor, row)
                #endif
            }
            column += a.columnStep
            bytes += b.rowStep &* 8
        }
        for r in 0..<tileRows {
            UnsafeMutableRawPointer(c + r &* rowStep).storeBytes(of: sums[r], as: Part.self)
        }
    }
}
