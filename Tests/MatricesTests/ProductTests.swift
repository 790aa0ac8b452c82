import Matrices
import Testing

/// The three lines that a product is. `transposed` says which of the two is to be looked at with
/// rows and columns exchanged.
private func tripleLoop(_ a: Matrix, _ b: Matrix, _ transposed: Transposed) -> Matrix {
    let a = transposed == .first ? a.transposed() : a
    let b = transposed == .second ? b.transposed() : b
    var c = Matrix(rows: a.rows, columns: b.columns)
    for i in 0..<a.rows {
        for j in 0..<b.columns {
            for p in 0..<a.columns {
                #if COURSE_PLAIN
                    c[i, j] += a[i, p] * b[p, j]
                #else
                    c[i, j].addProduct(a[i, p], b[p, j])
                #endif
            }
        }
    }
    return c
}

private enum Transposed: CaseIterable { case none, first, second }

private func factors(
    _ m: Int, _ k: Int, _ n: Int, _ transposed: Transposed, _ random: inout RandomState
) -> (Matrix, Matrix) {
    let a = transposed == .first ? (k, m) : (m, k)
    let b = transposed == .second ? (n, k) : (k, n)
    return (
        random.uniform(-1, 1, rows: a.0, columns: a.1),
        random.uniform(-1, 1, rows: b.0, columns: b.1)
    )
}

/// More threads than there are cores, too.
private let teams = [1, 2, 3, 64].map { Team(threads: $0) }

/// Whether the product is the triple loop's, for some numbers of threads: to the last bit, but for
/// vectors, which are summed in another order.
private func agrees(_ m: Int, _ k: Int, _ n: Int, _ random: inout RandomState) -> Bool {
    Transposed.allCases.allSatisfy { transposed in
        let (a, b) = factors(m, k, n, transposed, &random)
        let expected = tripleLoop(a, b, transposed)
        let products = (teams + [nil]).map { team in
            product(
                a, b, transposingA: transposed == .first, transposingB: transposed == .second,
                on: team)
        }
        guard products.allSatisfy({ bits($0) == bits(products[0]) }) else { return false }
        guard m == 1 || n == 1 else { return products[0] == expected }
        return products[0].rows == m && products[0].columns == n
            && zip(products[0].values, expected.values).allSatisfy {
                abs($0 - $1) <= 1e-15 * Double(k)
            }
    }
}

private func bits(_ a: Matrix) -> [UInt64] { a.values.map(\.bitPattern) }

@Suite struct ProductTests {
    @Test func aProductByHand() {
        let a = Matrix([[1, 2, 3], [4, 5, 6]])
        let b = Matrix([[1, 0], [2, 1], [-1, 3]])
        let c = Matrix([[2, 11], [8, 23]])
        #expect(matmul(a, b) == c)
        #expect(matmul(transposed: a.transposed(), b) == c)
        #expect(matmul(a, transposed: b.transposed()) == c)
    }

    /// Nothing, one, and what lies about the sizes of all tiles: 2, 4, 8 and 16.
    @Test(arguments: [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33])
    func smallShapes(m: Int) {
        var random = RandomState(seed: m)
        for n in [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33] {
            for k in [0, 1, 2, 5, 16, 19] {
                #expect(agrees(m, k, n, &random), "\(m) × \(k) · \(k) × \(n)")
            }
        }
    }

    /// What lies about the sizes of the blocks: 256 steps, 128 columns, and pieces of 64 columns.
    @Test(arguments: [
        (9, 255, 17), (8, 256, 16), (7, 257, 15), (9, 511, 33), (17, 513, 9), (5, 1030, 20),
        (4, 40, 63), (9, 33, 64), (8, 33, 65), (9, 9, 127), (3, 20, 128), (17, 20, 129),
        (10, 300, 255), (9, 258, 257), (40, 12, 520), (130, 300, 140), (65, 257, 385),
        (400, 3, 2), (700, 260, 1), (1, 260, 700), (1, 1000, 1), (600, 30, 10), (1, 5, 4000),
    ])
    func shapesAboutTheBlocks(m: Int, k: Int, n: Int) {
        var random = RandomState(seed: 1)
        #expect(agrees(m, k, n, &random), "\(m) × \(k) · \(k) × \(n)")
    }

    @Test func randomShapes() {
        var random = RandomState(seed: 2)
        for _ in 0..<60 {
            let (m, k, n) = (random.randint(1, 80), random.randint(1, 300), random.randint(1, 150))
            #expect(agrees(m, k, n, &random), "\(m) × \(k) · \(k) × \(n)")
        }
    }

    /// Large enough that `matmul` itself takes all cores.
    @Test func largeProductsUseTheSameSums() {
        var random = RandomState(seed: 3)
        let a = random.randn(rows: 256, columns: 300)
        let b = random.randn(rows: 300, columns: 200)
        #expect(matmul(a, b) == product(a, b, on: .one))
        #expect(matmul(a, b) == tripleLoop(a, b, .none))
        #expect(matmul(transposed: a.transposed(), b) == matmul(a, b))
        #expect(matmul(a, transposed: b.transposed()) == matmul(a, b))
    }

    /// A row of a product needs only that row of the first factor, whatever the others hold.
    @Test func notANumberStaysInItsRowAndColumn() {
        var random = RandomState(seed: 4)
        for (m, k, n) in [(13, 21, 19), (40, 300, 70), (1, 40, 3), (3, 40, 1)] {
            var a = random.randn(rows: m, columns: k)
            var b = random.randn(rows: k, columns: n)
            let clean = matmul(a, b)
            a[m - 1, k / 2] = .nan
            b[k - 1, n - 1] = .infinity
            let c = matmul(a, b)
            for i in 0..<m {
                for j in 0..<n {
                    if i == m - 1 {
                        #expect(c[i, j].isNaN)
                    } else if j == n - 1 {
                        #expect(c[i, j].isInfinite && (c[i, j] > 0) == (a[i, k - 1] > 0))
                    } else {
                        #expect(c[i, j] == clean[i, j])
                    }
                }
            }
        }
    }

    /// No more is written than the result, no more is read than the factors: the neighbours in
    /// memory of a small matrix don't matter.
    @Test func emptyInnerDimensionGivesZeros() {
        #expect(
            matmul(Matrix(rows: 3, columns: 0), Matrix(rows: 0, columns: 2))
                == Matrix(rows: 3, columns: 2))
        #expect(
            matmul(Matrix(rows: 0, columns: 3), Matrix(rows: 3, columns: 2))
                == Matrix(rows: 0, columns: 2))
        #expect(
            matmul(Matrix(rows: 2, columns: 3), Matrix(rows: 3, columns: 0))
                == Matrix(rows: 2, columns: 0))
    }

    #if compiler(>=6.2)
        @Test func misfitsNameBothShapes() async {
            let plain = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = matmul(Matrix(rows: 2, columns: 3), Matrix(rows: 4, columns: 5))
            }
            #expect(sentence(plain).contains("2 × 3 · 4 × 5: the shapes don't fit"))
            let first = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = matmul(transposed: Matrix(rows: 2, columns: 3), Matrix(rows: 3, columns: 5))
            }
            #expect(sentence(first).contains("2 × 3 transposed · 3 × 5: the shapes don't fit"))
            let second = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = matmul(Matrix(rows: 2, columns: 3), transposed: Matrix(rows: 3, columns: 5))
            }
            #expect(
                sentence(second).contains("2 × 3 · the transpose of 3 × 5: the shapes don't fit"))
        }
    #endif
}
