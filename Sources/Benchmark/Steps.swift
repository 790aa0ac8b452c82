import Matrices

/// One product, from the three loops of the definition to the engine: each step keeps the ones
/// before it.
enum Step: String, CaseIterable, Work {
    case threeLoops = "three loops"
    case alongRows = "along rows"
    case registers = "tile in registers"
    case engine = "packed, in blocks"
    case cores = "all cores"

    static let size = 1000

    var name: String { rawValue }
    var flop: Double { 2 * Double(Step.size * Step.size * Step.size) }

    func seconds(runs: Int) -> Double {
        var random = RandomState(seed: 0)
        let a = random.uniform(-1, 1, rows: Step.size, columns: Step.size)
        let b = random.uniform(-1, 1, rows: Step.size, columns: Step.size)
        return median(of: runs) { _ = multiply(a, b) }
    }

    func multiply(_ a: Matrix, _ b: Matrix) -> Matrix {
        switch self {
        case .engine: return product(a, b, on: .one)
        case .cores: return product(a, b)
        case .threeLoops, .alongRows, .registers: break
        }
        var c = Matrix(rows: a.rows, columns: b.columns)
        c.values.withUnsafeMutableBufferPointer { c in
            a.values.withUnsafeBufferPointer { a in
                b.values.withUnsafeBufferPointer { b in
                    switch self {
                    case .threeLoops: sumByDefinition(a, b, c)
                    case .alongRows: sumAlongRows(a, b, c)
                    default: sumInRegisters(a, b, c)
                    }
                }
            }
        }
        return c
    }
}

private typealias Numbers = UnsafeBufferPointer<Double>
private typealias Sums = UnsafeMutableBufferPointer<Double>

/// The definition. Each step of p goes to another row of b.
private func sumByDefinition(_ a: Numbers, _ b: Numbers, _ c: Sums) {
    let n = Step.size
    for i in 0..<n {
        for j in 0..<n {
            for p in 0..<n { c[i &* n &+ j] += a[i &* n &+ p] * b[p &* n &+ j] }
        }
    }
}

/// The two inner loops exchanged: neighbours in memory one after the other.
private func sumAlongRows(_ a: Numbers, _ b: Numbers, _ c: Sums) {
    let n = Step.size
    for i in 0..<n {
        for p in 0..<n {
            let factor = a[i &* n &+ p]
            for j in 0..<n { c[i &* n &+ j] += factor * b[p &* n &+ j] }
        }
    }
}

/// Four rows × 16 columns of c stay in registers while p runs. (The size is a multiple of 4, and
/// what is left of the columns goes one by one.)
private func sumInRegisters(_ a: Numbers, _ b: Numbers, _ c: Sums) {
    let n = Step.size
    let whole = n / 16 * 16
    for i in stride(from: 0, to: n, by: 4) {
        for j in stride(from: 0, to: whole, by: 16) {
            var (c0, c1) = (SIMD16<Double>.zero, SIMD16<Double>.zero)
            var (c2, c3) = (SIMD16<Double>.zero, SIMD16<Double>.zero)
            for p in 0..<n {
                let row = UnsafeRawPointer(b.baseAddress! + (p &* n &+ j))
                    .loadUnaligned(as: SIMD16<Double>.self)
                add(&c0, a[i &* n &+ p], row)
                add(&c1, a[(i &+ 1) &* n &+ p], row)
                add(&c2, a[(i &+ 2) &* n &+ p], row)
                add(&c3, a[(i &+ 3) &* n &+ p], row)
            }
            for (r, sums) in [c0, c1, c2, c3].enumerated() {
                UnsafeMutableRawPointer(c.baseAddress! + ((i + r) * n + j))
                    .storeBytes(of: sums, as: SIMD16<Double>.self)
            }
        }
        for r in i..<i + 4 {
            for j in whole..<n {
                for p in 0..<n { c[r &* n &+ j] += a[r &* n &+ p] * b[p &* n &+ j] }
            }
        }
    }
}

@inline(__always)
private func add(_ sums: inout SIMD16<Double>, _ a: Double, _ b: SIMD16<Double>) {
    #if COURSE_PLAIN
        sums += SIMD16(repeating: a) * b
    #else
        sums.addProduct(SIMD16(repeating: a), b)
    #endif
}
