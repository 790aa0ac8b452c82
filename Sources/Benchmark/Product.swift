import Matrices

/// One product of two matrices of random numbers: m × k times k × n.
struct Product: Work, Equatable {
    enum Kind: String { case plain = "nn", firstTransposed = "tn", secondTransposed = "nt" }

    let kind: Kind
    let m, k, n: Int

    init(_ kind: Kind, _ m: Int, _ k: Int, _ n: Int) {
        (self.kind, self.m, self.k, self.n) = (kind, m, k, n)
    }

    var name: String { "\(kind.rawValue) \(m)x\(k)x\(n)" }

    var flop: Double { 2 * Double(m) * Double(k) * Double(n) }

    /// The median time of one product; a run takes it as often as fits into about 10 milliseconds.
    func seconds(runs: Int) -> Double {
        var random = RandomState(seed: 0)
        let a = kind == .firstTransposed ? (k, m) : (m, k)
        let b = kind == .secondTransposed ? (n, k) : (k, n)
        let first = random.uniform(-1, 1, rows: a.0, columns: a.1)
        let second = random.uniform(-1, 1, rows: b.0, columns: b.1)
        let once = median(of: 3) { _ = multiply(first, second) }
        let times = max(1, Int(0.01 / once))
        return median(of: runs) {
            for _ in 0..<times { _ = multiply(first, second) }
        } / Double(times)
    }

    private func multiply(_ a: Matrix, _ b: Matrix) -> Matrix {
        switch kind {
        case .plain: matmul(a, b)
        case .firstTransposed: matmul(transposed: a, b)
        case .secondTransposed: matmul(a, transposed: b)
        }
    }
}
