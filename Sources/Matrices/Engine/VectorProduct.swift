// A matrix times a single column. Each number of the matrix is used only once, so memory sets the
// pace, and packing would gain nothing.

/// c = a·b for a column b.
func multiplyVector(_ a: View, _ b: Source, into c: Target) {
    if a.columnStep == 1 {
        for i in 0..<a.rows { c[i] = dotProduct(a.start + i &* a.rowStep, b, a.columns) }
        return
    }
    c.update(repeating: 0, count: a.rows)
    for p in 0..<a.columns {
        let column = a.start + p &* a.columnStep
        for i in 0..<a.rows { c[i] += column[i] * b[p] }
    }
}

/// The dot product, in 32 sums side by side: a single one would wait for each of its additions.
private func dotProduct(_ a: Source, _ b: Source, _ count: Int) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 32) { sums in
        for s in 0..<32 { sums[s] = 0 }
        let whole = count / 32 * 32
        for p in stride(from: 0, to: whole, by: 32) {
            for s in 0..<32 { sums[s] += a[p &+ s] * b[p &+ s] }
        }
        for p in whole..<count { sums[p &- whole] += a[p] * b[p] }
        for half in [16, 8, 4, 2, 1] { for s in 0..<half { sums[s] += sums[s &+ half] } }
        return sums[0]
    }
}
