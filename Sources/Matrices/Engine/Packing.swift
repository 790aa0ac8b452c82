// Packing: numbers are written down in the order in which the tiles read them.

/// Copies a matrix in strips of `width` columns, each row after row. What the last strip lacks is 0.
@inline(__always)
func pack(_ numbers: View, _ width: Int, _ packed: UnsafeMutablePointer<Double>) {
    let (rows, columns) = (numbers.rows, numbers.columns)
    let rest = columns % width
    let whole = columns &- rest
    if rest > 0 { (packed + whole &* rows).update(repeating: 0, count: rows &* width) }
    if numbers.columnStep != 1 {
        for j in stride(from: 0, to: columns, by: width) {
            let strip = numbers[0..<rows, j..<min(j &+ width, columns)]
            copyColumns(strip, to: packed + j &* rows, rowStep: width)
        }
        return
    }
    // Row after row through all strips: memory comes fastest where neighbours follow neighbours.
    for p in 0..<rows {
        var (from, to) = (numbers.start + p &* numbers.rowStep, packed + p &* width)
        for _ in 0..<whole / width {
            for j in stride(from: 0, to: width, by: 8) {
                if width < 8 {
                    store(load(from, SIMD4.self), to)
                } else {
                    store(load(from + j, SIMD8.self), to + j)
                }
            }
            from += width
            to += rows &* width
        }
        for j in stride(from: 0, to: rest & ~3, by: 4) { store(load(from + j, SIMD4.self), to + j) }
        for j in rest & ~3..<rest { to[j] = from[j] }
    }
}

/// Copies a matrix whose columns are rows in memory: in squares of 4 × 4, then what is left.
func copyColumns(_ numbers: View, to: UnsafeMutablePointer<Double>, rowStep: Int) {
    let (start, step) = (numbers.start, numbers.columnStep)
    let (wholeRows, wholeColumns) = (numbers.rows & ~3, numbers.columns & ~3)
    for i in stride(from: 0, to: wholeRows, by: 4) {
        for j in stride(from: 0, to: wholeColumns, by: 4) {
            let from = start + (i &+ j &* step)
            let (a, b) = (load(from, SIMD4.self), load(from + step, SIMD4.self))
            let (c, d) = (load(from + 2 &* step, SIMD4.self), load(from + 3 &* step, SIMD4.self))
            for r in 0..<4 {
                store(SIMD4(a[r], b[r], c[r], d[r]), to + ((i &+ r) &* rowStep &+ j))
            }
        }
    }
    for i in 0..<numbers.rows {
        for j in (i < wholeRows ? wholeColumns : 0)..<numbers.columns {
            to[i &* rowStep &+ j] = start[i &+ j &* step]
        }
    }
}

@inline(__always)
private func load<V: SIMD<Double>>(_ start: UnsafePointer<Double>, _: V.Type) -> V {
    UnsafeRawPointer(start).loadUnaligned(as: V.self)
}

@inline(__always)
private func store<V: SIMD<Double>>(_ numbers: V, _ start: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(start).storeBytes(of: numbers, as: V.self)
}
