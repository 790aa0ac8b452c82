// A matrix times a single column. Each number of the matrix is used only once: how fast it comes
// from memory sets the pace, and there is nothing to pack.

/// c = a·b for a column b, one number after the other.
func multiplyVector(_ a: View, _ b: UnsafePointer<Double>, into c: UnsafeMutablePointer<Double>) {
    let (wholeRows, wholeColumns) = (a.rows & ~3, a.columns & ~3)
    if a.columnStep == 1 {
        for i in stride(from: 0, to: wholeRows, by: 4) {
            let a0 = a.start + i &* a.rowStep
            let (a1, a2, a3) = (a0 + a.rowStep, a0 + 2 &* a.rowStep, a0 + 3 &* a.rowStep)
            let sums = dotProducts(a0, a1, a2, a3, b, a.columns)
            for r in 0..<4 { c[i + r] = sums[r] }
        }
        for i in wholeRows..<a.rows {
            let row = a.start + i &* a.rowStep
            c[i] = dotProducts(row, row, row, row, b, a.columns)[0]
        }
        return
    }
    // Four columns at a time: each sum is loaded and stored once for four additions.
    c.update(repeating: 0, count: a.rows)
    for p in stride(from: 0, to: wholeColumns, by: 4) {
        let a0 = a.start + p &* a.columnStep
        let (a1, a2, a3) = (a0 + a.columnStep, a0 + 2 &* a.columnStep, a0 + 3 &* a.columnStep)
        let (b0, b1, b2, b3) = (b[p], b[p + 1], b[p + 2], b[p + 3])
        for i in 0..<a.rows {
            c[i] = sum(sum(sum(sum(c[i], a0[i], b0), a1[i], b1), a2[i], b2), a3[i], b3)
        }
    }
    for p in wholeColumns..<a.columns {
        for i in 0..<a.rows { c[i] = sum(c[i], a.start[i &+ p &* a.columnStep], b[p]) }
    }
}

private typealias Sums = SIMD16<Double>

/// Four rows times b. Of each row sixteen sums run side by side, of every sixteenth product each,
/// and are added up at the end: one sum alone would wait for each of its additions.
private func dotProducts(
    _ a0: UnsafePointer<Double>, _ a1: UnsafePointer<Double>, _ a2: UnsafePointer<Double>,
    _ a3: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int
) -> SIMD4<Double> {
    var (s0, s1, s2, s3) = (Sums.zero, Sums.zero, Sums.zero, Sums.zero)
    let whole = count & ~15
    for p in stride(from: 0, to: whole, by: 16) {
        let sixteen = load(b + p)
        s0 = sum(s0, load(a0 + p), sixteen)
        s1 = sum(s1, load(a1 + p), sixteen)
        s2 = sum(s2, load(a2 + p), sixteen)
        s3 = sum(s3, load(a3 + p), sixteen)
    }
    var sums = SIMD4(total(s0), total(s1), total(s2), total(s3))
    for p in whole..<count {
        sums = sum(sums, SIMD4(a0[p], a1[p], a2[p], a3[p]), SIMD4(repeating: b[p]))
    }
    return sums
}

@inline(__always)
private func load(_ start: UnsafePointer<Double>) -> Sums {
    UnsafeRawPointer(start).loadUnaligned(as: Sums.self)
}

@inline(__always)
private func total(_ sums: Sums) -> Double {
    let eight = sums.lowHalf + sums.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
}

@inline(__always)
private func sum(_ c: Double, _ a: Double, _ b: Double) -> Double {
    #if COURSE_PLAIN
        c + a * b
    #else
        c.addingProduct(a, b)
    #endif
}

@inline(__always)
private func sum<Vector: SIMD<Double>>(_ c: Vector, _ a: Vector, _ b: Vector) -> Vector {
    #if COURSE_PLAIN
        c + a * b
    #else
        c.addingProduct(a, b)
    #endif
}
