import Foundation

// The product of two matrices: the one place where the course is clever.
//
//     for i in 0..<m { for j in 0..<n { for p in 0..<k { c[i, j] += a[i, p] * b[p, j] } } }
//
// is all that there is to compute. Written like this it keeps a processor at a few per cent of its
// speed: it waits for memory. Here are the same multiplications and additions in another order.
//
// Registers.  A *tile* of c, 8 rows × 16 columns, stays in registers while p runs. A step of p
//             loads 8 numbers of a and 16 of b, and does 128 multiplications and additions with
//             them: what the processor can compute sets the pace, not what it can load. (Tile.swift)
// Packing.    Two neighbours in a column are a whole row apart, often in different pages of
//             memory. So b, and a where its columns are rows in memory, are first written down in
//             the order in which the tiles read them. (Tile.swift)
// Caches.     A *piece* of c, at most 256 × 128, is computed in *blocks* of at most 256 steps of p:
//             what is packed then stays in the second-level cache. (Pieces.swift)
// Cores.      Whichever core is free takes the next piece. (Cores.swift)
//
// Each element of c is summed from p = 0 up to the end, whatever the sizes of tiles, blocks and
// pieces, and however many cores there are. So they change how long it takes and not one bit of
// the result. (The numbers are those of a processor with AVX-512.) One product is summed in another
// order, which doesn't depend on the cores either: a matrix whose rows lie in memory, times a
// single column. VectorProduct.swift says how.

/// The product a·b: m × k times k × n gives m × n.
public func matmul(
    _ a: Matrix, _ b: Matrix, file: StaticString = #fileID, line: UInt = #line
) -> Matrix {
    guard a.columns == b.rows else { return stopAtProduct(a, "·", b, file, line) }
    return product(a, b)
}

/// The product aᵀ·b: the transpose of a k × m matrix times k × n gives m × n.
public func matmul(
    transposed a: Matrix, _ b: Matrix, file: StaticString = #fileID, line: UInt = #line
) -> Matrix {
    guard a.rows == b.rows else { return stopAtProduct(a, "transposed ·", b, file, line) }
    return product(a, b, transposingA: true)
}

/// The product a·bᵀ: m × k times the transpose of an n × k matrix gives m × n.
public func matmul(
    _ a: Matrix, transposed b: Matrix, file: StaticString = #fileID, line: UInt = #line
) -> Matrix {
    guard a.columns == b.columns else {
        return stopAtProduct(a, "· the transpose of", b, file, line)
    }
    return product(a, b, transposingB: true)
}

/// All three are one product, for a transpose is the same numbers looked at in another way.
/// - Parameter team: Who computes; whoever it is, the result is the same.
package func product(
    _ a: Matrix, _ b: Matrix, transposingA: Bool = false, transposingB: Bool = false,
    on team: Team? = nil
) -> Matrix {
    let (m, k) = transposingA ? (a.columns, a.rows) : (a.rows, a.columns)
    let n = transposingB ? b.rows : b.columns
    if m * n * k == 0 { return Matrix(rows: m, columns: n) }
    // c = (bᵀ·aᵀ)ᵀ is the same work: for a single row, and where bᵀ would have to be packed and the
    // other way fewer numbers change their places.
    if n > 1, m == 1 || (transposingB && m * (k + n) < k * n) {
        return product(
            b, a, transposingA: !transposingB, transposingB: !transposingA, on: team
        ).transposed()
    }
    var c = Matrix(unfilledRows: m, columns: n)
    c.values.withUnsafeMutableBufferPointer { sums in
        a.values.withUnsafeBufferPointer { aValues in
            b.values.withUnsafeBufferPointer { bValues in
                let a = View(aValues.baseAddress!, rows: a.rows, columns: a.columns)
                let b = View(bValues.baseAddress!, rows: b.rows, columns: b.columns)
                multiply(
                    transposingA ? a.transposed : a, transposingB ? b.transposed : b,
                    into: View(sums.baseAddress!, rows: m, columns: n), on: team)
            }
        }
    }
    return c
}

private func multiply(_ a: View, _ b: View, into c: View, on team: Team?) {
    let (m, k, n) = (a.rows, a.columns, b.columns)
    // About 20 microseconds are worth waking another thread. (A vector waits for memory.)
    let team = team ?? (m * k * n < (n == 1 ? 320_000 : 1_280_000) ? Team.one : Team.all)
    // A few pieces for each thread, since one may be slower than another, or start later; side by
    // side first, for pieces one above the other pack the same part of b.
    let most = 4 * team.threads
    let above = (m + blockSize - 1) / blockSize
    let across = max((n + blockSize - 1) / blockSize, min(most / above, n / (4 * tileColumns)))
    let down = above * across < team.threads ? min(most, (m + tileRows - 1) / tileRows) : above
    team.perform(down * across) { piece in
        let rows = part(piece % down, of: down, m, multiplesOf: tileRows)
        let columns = part(piece / down, of: across, n, multiplesOf: tileColumns)
        if n == 1, b.rowStep == 1 {
            multiplyVector(a[rows, 0..<k], b.start, into: c.start + rows.lowerBound)
        } else {
            multiplyPiece(a[rows, 0..<k], b[0..<k, columns], into: c[rows, columns])
        }
    }
}

/// One of several parts of 0 ..< count, which are equal as far as they can be multiples of `unit`.
private func part(_ i: Int, of parts: Int, _ count: Int, multiplesOf unit: Int) -> Range<Int> {
    let units = (count + unit - 1) / unit
    return units * i / parts * unit..<min(units * (i + 1) / parts * unit, count)
}
