// The product of two matrices: the one place where the course is clever.
//
//     for i in 0..<m { for j in 0..<n { for p in 0..<k { c[i, j] += a[i, p] * b[p, j] } } }
//
// Written like this, it waits for memory nearly all the time. Here is the same work in a new order:
//
// Registers.  A tile of c stays in registers while a block of p runs. (Tile.swift)
// Packing.    Where it pays, b and a are first copied into the order in which the tiles read them.
// Caches.     No more is packed at a time than the second-level cache holds. (Packing.swift)
// Cores.      Whichever core is free takes the next piece of c. (Cores.swift)
//
// Each element of c is summed from p = 0 up, whatever the tiles, blocks, pieces and cores are. Only
// a matrix times a single column may be summed in another order. (VectorProduct.swift)

/// a·b, where a or b may be transposed: then its numbers are read in another order.
/// - Parameter team: The threads that compute. Without it, one or all, by the size of the product.
package func product(
    _ a: Matrix, _ b: Matrix, transposingA: Bool = false, transposingB: Bool = false,
    on team: Team? = nil
) -> Matrix {
    let (m, k) = transposingA ? (a.columns, a.rows) : (a.rows, a.columns)
    let n = transposingB ? b.rows : b.columns
    if m * n * k == 0 { return Matrix(rows: m, columns: n) }
    // c = (bᵀ·aᵀ)ᵀ is the same work. It is done for a single row, and for a transposed b if fewer
    // numbers have to be moved that way.
    if n > 1, m == 1 || (transposingB && m * (k + n) < k * n) {
        return product(
            b, a, transposingA: !transposingB, transposingB: !transposingA, on: team
        ).transposed()
    }
    var c = Matrix(unfilledRows: m, columns: n)
    c.values.withUnsafeMutableBufferPointer { sums in
        a.withView(transposed: transposingA) { a in
            b.withView(transposed: transposingB) { b in
                multiply(a, b, into: sums.baseAddress!, on: team)
            }
        }
    }
    return c
}

private func multiply(_ a: View, _ b: View, into c: Target, on team: Team?) {
    let (m, k, n) = (a.rows, a.columns, b.columns)
    // 30 microseconds of work are worth waking a thread. (With a vector, memory sets the pace.)
    let worthWaking = n == 1 ? 320_000 : 10_000 * tileRows * tileColumns
    let team = team ?? (m * k * n < worthWaking ? Team.one : Team.all)
    // A few pieces for each thread, since one thread may be slower. But each piece packs its part
    // of b again. So it is about as high as a block, unless a thread would be left without one.
    let wanted = team.threads == 1 ? 1 : 4 * team.threads
    let (blocksDown, blocksAcross) = ((m - 1) / blockSize + 1, (n - 1) / blockSize + 1)
    let high = max(1, min(wanted / blocksAcross, blocksDown))
    let across = max(blocksAcross, min(wanted / high, n / (4 * tileColumns)))
    let down = max(high, min((team.threads - 1) / across + 1, (m - 1) / tileRows + 1))
    nonisolated(unsafe) let c = c  // Each piece writes to its own part.
    team.perform(down * across) { piece in
        let rows = part(piece % down, of: down, m, multiplesOf: tileRows)
        let columns = part(piece / down, of: across, n, multiplesOf: tileColumns)
        let start = c + rows.lowerBound * n + columns.lowerBound
        if n == 1 {
            multiplyVector(a[rows, 0..<k], b.start, into: start)
        } else {
            multiplyPiece(a[rows, 0..<k], b[0..<k, columns], into: start, rowStep: n)
        }
    }
}

/// One of several parts of 0 ..< count. They are as equal as multiples of `unit` can be.
private func part(_ i: Int, of parts: Int, _ count: Int, multiplesOf unit: Int) -> Range<Int> {
    let units = (count + unit - 1) / unit
    return units * i / parts * unit..<min(units * (i + 1) / parts * unit, count)
}
