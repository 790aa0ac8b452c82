// Registers: a tile of c stays in them while p runs.

#if COURSE_PLAIN
    /// Any x86-64: 16 registers of 2 numbers.
    private typealias Vector = SIMD2<Double>
    let tileRows = 4
#elseif COURSE_WIDE
    /// x86-64 with AVX-512: 32 registers of 8 numbers.
    private typealias Vector = SIMD8<Double>
    let tileRows = 8
#elseif arch(x86_64)
    /// x86-64 with AVX2: 16 registers of 4 numbers.
    private typealias Vector = SIMD4<Double>
    let tileRows = 4
#else
    /// arm64: 32 registers of 2 numbers.
    private typealias Vector = SIMD2<Double>
    let tileRows = 8
#endif

let tileColumns = 2 * Vector.scalarCount
let tileSize = tileRows * tileColumns

/// c = a·b in a first block of p, and c += a·b in those that follow, for a tile of c.
/// - Parameters:
///   - a: Up to `tileRows` rows. For those that are missing the last one is taken again.
///   - b: For each p the `tileColumns` numbers of b, one after the other.
///   - isNarrow: Only the left half of the tile is needed.
func multiplyTile(
    _ a: View, _ b: UnsafePointer<Double>, isFirst: Bool, isNarrow: Bool, into c: Target
) {
    if isNarrow {
        multiply(a, b, isFirst, into: c, isNarrow: true)
    } else {
        multiply(a, b, isFirst, into: c, isNarrow: false)
    }
}

/// Inlined twice, so that a narrow tile has no right half at all.
@inline(__always)
private func multiply(
    _ a: View, _ b: UnsafePointer<Double>, _ isFirst: Bool, into c: Target, isNarrow: Bool
) {
    let (top, middle) = (c.start, c.start + 4 &* c.rowStep)
    var (upper, lower) = (FourRows(), FourRows())
    if !isFirst {
        upper.load(top, c.rowStep, isNarrow)
        if tileRows == 8 { lower.load(middle, c.rowStep, isNarrow) }
    }
    let upperSteps = rowSteps(a, from: 0)
    let lowerSteps = rowSteps(a, from: 4)
    var (column, row) = (a.start, b)
    for _ in 0..<a.columns {
        let b = Row(row, isNarrow)
        upper.add(column, upperSteps, b, isNarrow)
        if tileRows == 8 { lower.add(column, lowerSteps, b, isNarrow) }
        column += a.columnStep
        row += tileColumns
    }
    upper.store(top, c.rowStep, isNarrow)
    if tileRows == 8 { lower.store(middle, c.rowStep, isNarrow) }
}

/// How far it is from the first row of a to four others.
@inline(__always)
private func rowSteps(_ a: View, from first: Int) -> (Int, Int, Int, Int) {
    let step = a.rowStep
    let last = a.rows &- 1
    return (
        Swift.min(first, last) &* step, Swift.min(first &+ 1, last) &* step,
        Swift.min(first &+ 2, last) &* step, Swift.min(first &+ 3, last) &* step
    )
}

/// Four rows of a tile: eight registers.
private struct FourRows {
    var (row0, row1, row2, row3) = (Row(), Row(), Row(), Row())

    @inline(__always)
    mutating func load(_ start: UnsafePointer<Double>, _ step: Int, _ isNarrow: Bool) {
        row0 = Row(start, isNarrow)
        row1 = Row(start + step, isNarrow)
        row2 = Row(start + 2 &* step, isNarrow)
        row3 = Row(start + 3 &* step, isNarrow)
    }

    @inline(__always)
    func store(_ start: UnsafeMutablePointer<Double>, _ step: Int, _ isNarrow: Bool) {
        row0.store(start, isNarrow)
        row1.store(start + step, isNarrow)
        row2.store(start + 2 &* step, isNarrow)
        row3.store(start + 3 &* step, isNarrow)
    }

    @inline(__always)
    mutating func add(
        _ a: UnsafePointer<Double>, _ steps: (Int, Int, Int, Int), _ b: Row, _ isNarrow: Bool
    ) {
        row0.add(a[steps.0], b, isNarrow)
        row1.add(a[steps.1], b, isNarrow)
        row2.add(a[steps.2], b, isNarrow)
        row3.add(a[steps.3], b, isNarrow)
    }
}

/// A row of a tile, or a row of b: two registers.
private struct Row {
    var (left, right) = (Vector.zero, Vector.zero)

    @inline(__always)
    init() {}

    @inline(__always)
    init(_ start: UnsafePointer<Double>, _ isNarrow: Bool) {
        left = UnsafeRawPointer(start).loadUnaligned(as: Vector.self)
        if isNarrow { return }
        right = UnsafeRawPointer(start + Vector.scalarCount).loadUnaligned(as: Vector.self)
    }

    @inline(__always)
    func store(_ start: UnsafeMutablePointer<Double>, _ isNarrow: Bool) {
        UnsafeMutableRawPointer(start).storeBytes(of: left, as: Vector.self)
        if isNarrow { return }
        UnsafeMutableRawPointer(start + Vector.scalarCount).storeBytes(of: right, as: Vector.self)
    }

    @inline(__always)
    mutating func add(_ a: Double, _ b: Row, _ isNarrow: Bool) {
        let a = Vector(repeating: a)
        #if COURSE_PLAIN
            left += a * b.left
            if !isNarrow { right += a * b.right }
        #else
            left.addProduct(a, b.left)
            if !isNarrow { right.addProduct(a, b.right) }
        #endif
    }
}

/// Writes b down in the order in which the tiles read it.
func packColumns(_ b: View, _ packed: UnsafeMutablePointer<Double>) {
    pack(b, tileColumns, packed)
}

/// Writes a down in the order in which the tiles read it.
func packRows(_ a: View, _ packed: UnsafeMutablePointer<Double>) {
    pack(a.transposed, tileRows, packed)
}

/// In strips of `width` columns, row after row: two neighbours in a column may be far from each
/// other, in different pages of memory; here they are close together.
@inline(__always)
private func pack(_ numbers: View, _ width: Int, _ packed: UnsafeMutablePointer<Double>) {
    let stripSize = numbers.rows &* width
    let whole = numbers.columnStep == 1 ? numbers.columns / width : 0
    for p in 0..<numbers.rows {
        var (from, to) = (numbers.start + p &* numbers.rowStep, packed + p &* width)
        for _ in 0..<whole {
            for j in stride(from: 0, to: width, by: Vector.scalarCount) {
                let numbers = UnsafeRawPointer(from + j).loadUnaligned(as: Vector.self)
                UnsafeMutableRawPointer(to + j).storeBytes(of: numbers, as: Vector.self)
            }
            from += width
            to += stripSize
        }
    }
    for j in stride(from: whole &* width, to: numbers.columns, by: width) {
        let strip = numbers[0..<numbers.rows, j..<Swift.min(j + width, numbers.columns)]
        let to = packed + j &* numbers.rows
        if strip.columns < width { to.update(repeating: 0, count: stripSize) }
        strip.copy(to: Target(to, columns: width))
    }
}
