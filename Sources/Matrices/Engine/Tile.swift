// Registers: a tile of c stays in them while p runs. A row of it is two registers, half a row one.

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

/// c = a·b in the first block of p, and c += a·b in those that follow, for a tile of c or less.
/// - Parameter b: For each p `tileColumns` numbers, one after the other.
func multiplyTile(_ a: View, _ b: UnsafePointer<Double>, isFirst: Bool, into c: View) {
    switch (c.columns <= HalfRow.scalarCount, c.rows > 4) {
    case (false, true): multiply(a, b, isFirst, c, Row.self, isTall: true)
    case (false, false): multiply(a, b, isFirst, c, Row.self, isTall: false)
    case (true, true): multiply(a, b, isFirst, c, HalfRow.self, isTall: true)
    case (true, false): multiply(a, b, isFirst, c, HalfRow.self, isTall: false)
    }
}

/// Made four times by the compiler: where c ends early, half a tile may be enough.
@inline(__always)
private func multiply<Row: SIMD<Double>>(
    _ a: View, _ b: UnsafePointer<Double>, _ isFirst: Bool, _ c: View, _: Row.Type, isTall: Bool
) {
    var (upper, lower) = (FourRows<Row>(a, from: 0), FourRows<Row>(a, from: 4))
    if !isFirst {
        upper.load(c, from: 0)
        if isTall { lower.load(c, from: 4) }
    }
    var (column, row) = (UnsafePointer(a.start), b)
    for _ in 0..<a.columns {
        let b = UnsafeRawPointer(row).loadUnaligned(as: Row.self)
        upper.add(column, b)
        if isTall { lower.add(column, b) }
        column += a.columnStep
        row += tileColumns
    }
    upper.store(c, from: 0)
    if isTall { lower.store(c, from: 4) }
}

/// Four rows of a tile, and how far it is to the rows of a that belong to them. Where a has none,
/// its last one is taken again, and what comes of it is not stored.
private struct FourRows<Row: SIMD<Double>> {
    private var (row0, row1, row2, row3) = (Row.zero, Row.zero, Row.zero, Row.zero)
    private let step0, step1, step2, step3: Int

    @inline(__always)
    init(_ a: View, from first: Int) {
        let last = a.rows &- 1
        step0 = min(first, last) &* a.rowStep
        step1 = min(first &+ 1, last) &* a.rowStep
        step2 = min(first &+ 2, last) &* a.rowStep
        step3 = min(first &+ 3, last) &* a.rowStep
    }

    @inline(__always)
    mutating func add(_ a: UnsafePointer<Double>, _ b: Row) {
        row0.add(a[step0], b)
        row1.add(a[step1], b)
        row2.add(a[step2], b)
        row3.add(a[step3], b)
    }

    @inline(__always)
    mutating func load(_ c: View, from i: Int) {
        row0.load(c, i)
        row1.load(c, i &+ 1)
        row2.load(c, i &+ 2)
        row3.load(c, i &+ 3)
    }

    @inline(__always)
    func store(_ c: View, from i: Int) {
        row0.store(c, i)
        row1.store(c, i &+ 1)
        row2.store(c, i &+ 2)
        row3.store(c, i &+ 3)
    }
}

/// A row of a tile: as much of it as c has.
extension SIMD<Double> {
    @inline(__always)
    fileprivate mutating func add(_ a: Double, _ b: Self) {
        #if COURSE_PLAIN
            self += Self(repeating: a) * b
        #else
            addProduct(Self(repeating: a), b)
        #endif
    }

    @inline(__always)
    fileprivate mutating func load(_ c: View, _ i: Int) {
        guard i < c.rows else { return }
        let start = c.start + i &* c.rowStep
        if c.columns >= Self.scalarCount {
            self = UnsafeRawPointer(start).loadUnaligned(as: Self.self)
        } else {
            for j in 0..<Self.scalarCount where j < c.columns { self[j] = start[j] }
        }
    }

    @inline(__always)
    fileprivate func store(_ c: View, _ i: Int) {
        guard i < c.rows else { return }
        let start = c.start + i &* c.rowStep
        if c.columns >= Self.scalarCount {
            UnsafeMutableRawPointer(start).storeBytes(of: self, as: Self.self)
        } else {
            for j in 0..<Self.scalarCount where j < c.columns { start[j] = self[j] }
        }
    }
}
