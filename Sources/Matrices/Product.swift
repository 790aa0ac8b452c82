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
//             them: what the processor can compute sets the pace, not what it can load.
// Caches.     A *block* is at most 256 steps of p and 128 columns of b: 256 KB, which stay in the
//             second-level cache while all the rows of a pass by, a tile's height at a time.
// Packing.    Two neighbours in a column of b are a whole row apart, often in different pages of
//             memory. So the topmost tile of each *strip* of 16 columns writes down what it reads
//             of b, step after step, and the tiles below it read from there. A tile reads its rows
//             of a where they are.
// Cores.      c is cut into *pieces*, and whichever core is free takes the next.
//
// Each element of c is summed from p = 0 up to the end, whatever the sizes of tiles, blocks and
// pieces, and however many cores there are. So they change how long it takes and not one bit of
// the result. (The numbers are those of a processor with AVX-512.)

#if COURSE_PLAIN
    /// Any x86-64: 16 registers of 2 numbers.
    private typealias Vector = SIMD2<Double>
    private let tileRows = 4
#elseif COURSE_WIDE
    /// x86-64 with AVX-512: 32 registers of 8 numbers.
    private typealias Vector = SIMD8<Double>
    private let tileRows = 8
#elseif arch(x86_64)
    /// x86-64 with AVX2: 16 registers of 4 numbers.
    private typealias Vector = SIMD4<Double>
    private let tileRows = 4
#else
    /// arm64: 32 registers of 2 numbers.
    private typealias Vector = SIMD2<Double>
    private let tileRows = 8
#endif

private let stripColumns = 2 * Vector.scalarCount
private let blockDepth = 256
private let blockColumns = 128

// MARK: The three products

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
package func product(
    _ a: Matrix, _ b: Matrix, transposingA: Bool = false, transposingB: Bool = false,
    cores: Int? = nil
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
                    into: View(UnsafePointer(cValues.baseAddress!), rows: m, columns: n),
                    cores: cores)
            }
        }
    }
    return c
}

/// A matrix, or a part of one, or the transpose of either, where it is in memory.
private struct View: @unchecked Sendable {
    var start: UnsafeMutablePointer<Double>
    var rows, columns: Int
    /// How far it is in memory from one row to the next, and from one column to the next.
    var rowStep, columnStep: Int

    init(_ start: UnsafePointer<Double>, rows: Int, columns: Int) {
        self.start = UnsafeMutablePointer(mutating: start)
        (self.rows, self.columns) = (rows, columns)
        (self.rowStep, self.columnStep) = (columns, 1)
    }

    var transposed: View {
        var view = self
        (view.rows, view.columns) = (columns, rows)
        (view.rowStep, view.columnStep) = (columnStep, rowStep)
        return view
    }

    subscript(rows: Range<Int>, columns: Range<Int>) -> View {
        var view = self
        view.start = at(rows.lowerBound, columns.lowerBound)
        (view.rows, view.columns) = (rows.count, columns.count)
        return view
    }

    func at(_ i: Int, _ j: Int) -> UnsafeMutablePointer<Double> {
        start + (i &* rowStep &+ j &* columnStep)
    }

    func copy(to target: View) {
        for i in 0..<rows {
            let (from, to) = (at(i, 0), target.at(i, 0))
            for j in 0..<columns { to[j &* target.columnStep] = from[j &* columnStep] }
        }
    }
}

// MARK: Pieces, for the cores

/// So many steps of tiles, about 20 microseconds, are worth another core. (A vector makes less of a
/// tile's step, and needs fewer.)
private let worthAnotherCore = (matrix: 10_000, vector: 2_500)

private func multiply(_ a: View, _ b: View, into c: View, cores: Int?) {
    // cᵀ = bᵀ·aᵀ is the same work. b takes the place that needs no packing when it is large and
    // its columns are rows in memory; and a vector takes the place of b.
    if b.columns > 1, a.rows == 1 || (b.columnStep != 1 && 4 * a.rows < b.columns) {
        return multiply(b.transposed, a.transposed, into: c.transposed, cores: cores)
    }
    let steps = a.rows * b.columns * a.columns / (tileRows * stripColumns)
    let enough = b.columns == 1 ? worthAnotherCore.vector : worthAnotherCore.matrix
    let cores = cores ?? (steps < enough ? 1 : coreCount)
    // Side by side first: pieces one above the other would pack the same part of b. A few for each
    // core, since one core may be slower than another, or start later.
    let width = Swift.min(Swift.max(b.columns / (4 * cores), 4 * stripColumns), blockColumns)
    let columns = pieces(of: b.columns, about: width, multipleOf: stripColumns)
    let height =
        columns.count < cores
        ? Swift.max(a.rows * columns.count / (4 * cores), tileRows) : a.rows
    let rows = pieces(of: a.rows, about: height, multipleOf: tileRows)
    let depth = 0..<a.columns
    let work: @Sendable (Int) -> Void = { piece in
        let (rows, columns) = (rows[piece % rows.count], columns[piece / rows.count])
        if b.columns == 1 {
            multiplyVector(a[rows, depth], b, into: c[rows, columns])
        } else {
            multiplyPiece(a[rows, depth], b[depth, columns], into: c[rows, columns])
        }
    }
    let count = rows.count * columns.count
    if cores == 1 {
        for piece in 0..<count { work(piece) }
    } else {
        onAllCores(count, work)
    }
}

/// 0 ..< count cut into equal pieces, as far as they can be multiples of `unit`.
private func pieces(of count: Int, about size: Int, multipleOf unit: Int) -> [Range<Int>] {
    let units = (count + unit - 1) / unit
    let number = Swift.min((count + size - 1) / size, units)
    return (0..<number).map { piece in
        units * piece / number * unit..<Swift.min(units * (piece + 1) / number * unit, count)
    }
}

// MARK: Blocks, for the caches

private func multiplyPiece(_ a: View, _ b: View, into c: View) {
    if c.columnStep != 1 {
        // Whole rows are written at once, so what lies across is turned round at the end.
        let count = c.rows * c.columns
        withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { memory in
            let upright = View(memory.baseAddress!, rows: c.rows, columns: c.columns)
            multiplyPiece(a, b, into: upright)
            upright.transposed.copy(to: c.transposed)
        }
        return
    }
    let workspace = Workspace.take()
    for p in stride(from: 0, to: a.columns, by: blockDepth) {
        let block = p..<Swift.min(p + blockDepth, a.columns)
        multiplyBlock(
            a[0..<a.rows, block], b[block, 0..<b.columns], into: c, isFirst: p == 0, workspace)
    }
    workspace.giveBack()
}

/// Memory for what is packed, and for tiles that stick out over an edge.
private final class Workspace: @unchecked Sendable {
    let panel = allocate(blockColumns * blockDepth)
    let edge = allocate(tileRows * blockDepth)
    let tile = allocate(tileRows * stripColumns)

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Double> {
        UnsafeMutableRawPointer.allocate(byteCount: count * 8, alignment: 64)
            .bindMemory(to: Double.self, capacity: count)
    }

    /// New memory would come from the system page by page, so it is kept for the next piece.
    nonisolated(unsafe) private static var shelf: [Workspace] = []
    private static let lock = NSLock()

    static func take() -> Workspace {
        lock.withLock { shelf.popLast() } ?? Workspace()
    }

    func giveBack() {
        Self.lock.withLock { Self.shelf.append(self) }
    }
}

/// c = a·b in the first block of p, and c += a·b in those that follow.
private func multiplyBlock(
    _ a: View, _ b: View, into c: View, isFirst: Bool, _ workspace: Workspace
) {
    let depth = a.columns
    let tile = View(workspace.tile, rows: tileRows, columns: stripColumns)
    let edge = View(workspace.edge, rows: depth, columns: tileRows).transposed

    for i in stride(from: 0, to: a.rows, by: tileRows) {
        var left = a[i..<Swift.min(i + tileRows, a.rows), 0..<depth]
        if left.rows < tileRows {
            edge.start.update(repeating: 0, count: depth * tileRows)
            left.copy(to: edge)
            left = edge[0..<left.rows, 0..<depth]
        }
        for j in stride(from: 0, to: b.columns, by: stripColumns) {
            let strip = b[0..<depth, j..<Swift.min(j + stripColumns, b.columns)]
            let packed = workspace.panel + j &* depth
            let target = c[i..<i &+ left.rows, j..<j &+ strip.columns]
            let isWhole = left.rows == tileRows && strip.columns == stripColumns
            if !isWhole && !isFirst { target.copy(to: tile) }
            let out = isWhole ? target : tile

            if i == 0 && strip.columns == stripColumns && b.columnStep == 1 {
                multiplyTile(left, strip.start, strip.rowStep, into: out, isFirst, packing: packed)
            } else {
                if i == 0 { pack(strip, packed) }
                multiplyTile(left, packed, stripColumns, into: out, isFirst, packing: nil)
            }
            if !isWhole { tile[0..<left.rows, 0..<strip.columns].copy(to: target) }
        }
    }
}

private func pack(_ strip: View, _ packed: UnsafeMutablePointer<Double>) {
    if strip.columns < stripColumns {
        packed.update(repeating: 0, count: strip.rows * stripColumns)
    }
    let target = View(packed, rows: strip.rows, columns: stripColumns)
    strip.transposed.copy(to: target.transposed)
}

// MARK: The tile, in registers

private struct TileRow {
    var left = Vector.zero
    var right = Vector.zero

    @inline(__always)
    init() {}

    @inline(__always)
    init(_ start: UnsafePointer<Double>) {
        left = UnsafeRawPointer(start).loadUnaligned(as: Vector.self)
        right = UnsafeRawPointer(start + Vector.scalarCount).loadUnaligned(as: Vector.self)
    }

    @inline(__always)
    func store(_ start: UnsafeMutablePointer<Double>) {
        UnsafeMutableRawPointer(start).storeBytes(of: left, as: Vector.self)
        UnsafeMutableRawPointer(start + Vector.scalarCount).storeBytes(of: right, as: Vector.self)
    }

    @inline(__always)
    mutating func add(_ a: Double, _ b: TileRow) {
        let a = Vector(repeating: a)
        #if COURSE_PLAIN
            left += a * b.left
            right += a * b.right
        #else
            left.addProduct(a, b.left)
            right.addProduct(a, b.right)
        #endif
    }
}

@inline(__always)
private func multiplyTile(
    _ a: View, _ b: UnsafePointer<Double>, _ bStep: Int, into c: View, _ isFirst: Bool,
    packing: UnsafeMutablePointer<Double>?
) {
    var (c0, c1, c2, c3) = (TileRow(), TileRow(), TileRow(), TileRow())
    var (c4, c5, c6, c7) = (TileRow(), TileRow(), TileRow(), TileRow())
    if !isFirst {
        c0 = TileRow(c.at(0, 0))
        c1 = TileRow(c.at(1, 0))
        c2 = TileRow(c.at(2, 0))
        c3 = TileRow(c.at(3, 0))
        if tileRows == 8 {
            c4 = TileRow(c.at(4, 0))
            c5 = TileRow(c.at(5, 0))
            c6 = TileRow(c.at(6, 0))
            c7 = TileRow(c.at(7, 0))
        }
    }
    var (column, row, packing) = (UnsafePointer(a.start), b, packing)
    let step = a.rowStep
    for _ in 0..<a.columns {
        let b = TileRow(row)
        if let packed = packing {
            b.store(packed)
            packing = packed + stripColumns
        }
        c0.add(column[0], b)
        c1.add(column[step], b)
        c2.add(column[2 &* step], b)
        c3.add(column[3 &* step], b)
        if tileRows == 8 {
            c4.add(column[4 &* step], b)
            c5.add(column[5 &* step], b)
            c6.add(column[6 &* step], b)
            c7.add(column[7 &* step], b)
        }
        column += a.columnStep
        row += bStep
    }
    c0.store(c.at(0, 0))
    c1.store(c.at(1, 0))
    c2.store(c.at(2, 0))
    c3.store(c.at(3, 0))
    if tileRows == 8 {
        c4.store(c.at(4, 0))
        c5.store(c.at(5, 0))
        c6.store(c.at(6, 0))
        c7.store(c.at(7, 0))
    }
}

// MARK: A matrix times a vector

/// Each number of a is used only once here, so memory does set the pace.
private func multiplyVector(_ a: View, _ b: View, into c: View) {
    let (b, c) = (UnsafePointer(b.start), c.start)
    if a.columnStep == 1 {
        for i in 0..<a.rows { c[i] = dotProduct(a.at(i, 0), b, a.columns) }
        return
    }
    c.update(repeating: 0, count: a.rows)
    var p = 0
    while p < a.columns {
        let (a0, b0) = (a.at(0, p), b[p])
        if p &+ 4 <= a.columns {
            let (a1, a2, a3) = (a0 + a.columnStep, a0 + 2 * a.columnStep, a0 + 3 * a.columnStep)
            let (b1, b2, b3) = (b[p + 1], b[p + 2], b[p + 3])
            for i in 0..<a.rows {
                var sum = c[i]
                sum.add(a0[i], b0)
                sum.add(a1[i], b1)
                sum.add(a2[i], b2)
                sum.add(a3[i], b3)
                c[i] = sum
            }
            p &+= 4
        } else {
            for i in 0..<a.rows { c[i].add(a0[i], b0) }
            p &+= 1
        }
    }
}

/// Sixteen sums side by side, of every sixteenth product each, and then their sum: the one place
/// where the order of p is not kept, since one sum would wait for each of its additions.
private func dotProduct(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int
) -> Double {
    var sums = SIMD16<Double>.zero
    var p = 0
    while p &+ 16 <= count {
        let left = UnsafeRawPointer(a + p).loadUnaligned(as: SIMD16<Double>.self)
        let right = UnsafeRawPointer(b + p).loadUnaligned(as: SIMD16<Double>.self)
        #if COURSE_PLAIN
            sums += left * right
        #else
            sums.addProduct(left, right)
        #endif
        p &+= 16
    }
    let eight = sums.lowHalf + sums.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    var sum = two[0] + two[1]
    while p < count {
        sum.add(a[p], b[p])
        p &+= 1
    }
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
