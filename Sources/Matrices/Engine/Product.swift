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
    var c = Matrix(unfilledRows: m, columns: n)
    c.values.withUnsafeMutableBufferPointer { cValues in
        a.values.withUnsafeBufferPointer { aValues in
            b.values.withUnsafeBufferPointer { bValues in
                let a = View(aValues.baseAddress!, rows: a.rows, columns: a.columns)
                let b = View(bValues.baseAddress!, rows: b.rows, columns: b.columns)
                multiply(
                    transposingA ? a.transposed : a, transposingB ? b.transposed : b,
                    into: Target(cValues.baseAddress!, columns: n), on: team)
            }
        }
    }
    return c
}

private func multiply(_ a: View, _ b: View, into c: Target, on team: Team?) {
    // cᵀ = bᵀ·aᵀ is the same work. a is the one that is read where it is, so b takes its place when
    // it is large and its columns are rows in memory; and a vector takes the place of b.
    if b.columns > 1, a.rows == 1 || (b.columnStep != 1 && 4 * a.rows < b.columns) {
        return multiply(b.transposed, a.transposed, into: c.transposed, on: team)
    }
    let isVector = b.columns == 1
    let steps = a.rows * b.columns * a.columns / tileSize
    let team = team ?? (steps < worthAnotherThread(isVector) ? Team.one : Team.all)
    // A few pieces for each thread, since one may be slower than another, or start later; side by
    // side first, for pieces one above the other pack the same part of b.
    let wanted = 4 * team.threads
    let above = (a.rows + pieceRows - 1) / pieceRows
    let columns = pieces(
        of: b.columns, about: clamp(b.columns * above / wanted, 4 * tileColumns, pieceColumns),
        multipleOf: tileColumns)
    let rows = pieces(
        of: a.rows,
        about: columns.count * above >= team.threads
            ? pieceRows : clamp(a.rows * columns.count / wanted, tileRows, pieceRows),
        multipleOf: tileRows)
    let depth = 0..<a.columns
    team.perform(rows.count * columns.count) { piece in
        let (rows, columns) = (rows[piece % rows.count], columns[piece / rows.count])
        let c = c.from(rows.lowerBound, columns.lowerBound)
        if isVector {
            multiplyVector(a[rows, depth], b.start, into: c.start)
        } else {
            multiplyPiece(a[rows, depth], b[depth, columns], into: c)
        }
    }
}

/// So many steps of tiles, about 20 microseconds, are worth waking another thread. (A vector makes
/// less of a tile's step, and needs fewer.)
private func worthAnotherThread(_ isVector: Bool) -> Int { isVector ? 2_500 : 10_000 }

private func clamp(_ x: Int, _ least: Int, _ most: Int) -> Int {
    Swift.min(Swift.max(x, least), most)
}

/// 0 ..< count cut into equal pieces, as far as they can be multiples of `unit`.
private func pieces(of count: Int, about size: Int, multipleOf unit: Int) -> [Range<Int>] {
    let units = (count + unit - 1) / unit
    let number = Swift.min((count + size - 1) / size, units)
    return (0..<number).map { piece in
        units * piece / number * unit..<Swift.min(units * (piece + 1) / number * unit, count)
    }
}
