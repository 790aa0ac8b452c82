// A matrix times a vector. Each number of the matrix is used only once here, so how fast it comes
// from memory sets the pace, and there is nothing to pack.

/// c = a·b for a single column b.
func multiplyVector(_ a: View, _ b: UnsafePointer<Double>, into c: UnsafeMutablePointer<Double>) {
    if a.columnStep == 1 {
        for i in 0..<a.rows { c[i] = dotProduct(a.start + i &* a.rowStep, b, a.columns) }
        return
    }
    c.update(repeating: 0, count: a.rows)
    // Four columns at a time: each sum is loaded and stored once for four additions.
    let (step, whole) = (a.columnStep, a.columns & ~3)
    for p in stride(from: 0, to: whole, by: 4) {
        let a0 = a.start + p &* step
        let (a1, a2, a3) = (a0 + step, a0 + 2 &* step, a0 + 3 &* step)
        let (b0, b1, b2, b3) = (b[p], b[p + 1], b[p + 2], b[p + 3])
        for i in 0..<a.rows {
            var sum = c[i]
            sum.add(a0[i], b0)
            sum.add(a1[i], b1)
            sum.add(a2[i], b2)
            sum.add(a3[i], b3)
            c[i] = sum
        }
    }
    for p in whole..<a.columns {
        let (column, factor) = (a.start + p &* step, b[p])
        for i in 0..<a.rows { c[i].add(column[i], factor) }
    }
}

/// Sixteen sums side by side, of every sixteenth product each, and then their sum: one sum alone
/// would wait for each of its additions.
private func dotProduct(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int
) -> Double {
    var sums = SIMD16<Double>.zero
    let whole = count / 16 * 16
    for p in stride(from: 0, to: whole, by: 16) {
        let left = UnsafeRawPointer(a + p).loadUnaligned(as: SIMD16<Double>.self)
        let right = UnsafeRawPointer(b + p).loadUnaligned(as: SIMD16<Double>.self)
        #if COURSE_PLAIN
            sums += left * right
        #else
            sums.addProduct(left, right)
        #endif
    }
    let eight = sums.lowHalf + sums.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    var sum = two[0] + two[1]
    for p in whole..<count { sum.add(a[p], b[p]) }
    return sum
}

extension Double {
    @inline(__always)
    fileprivate mutating func add(_ a: Double, _ b: Double) {
        #if COURSE_PLAIN
            self += a * b
        #else
            addProduct(a, b)
        #endif
    }
}
