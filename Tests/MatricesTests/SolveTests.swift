import Matrices
import Testing

@Suite struct SolveTests {
    @Test func squareSystem() {
        let a = Matrix([[2, 1, -1], [-3, -1, 2], [-2, 1, 2]])
        let x = solve(a, Matrix(column: [8, -11, -3]))
        #expect((x - Matrix(column: [2, 3, -1])).norm() < 1e-14)
    }

    /// 0 on the diagonal needs no exchange of rows.
    @Test func zeroOnTheDiagonal() {
        let x = solve(Matrix([[0, 1], [1, 0]]), Matrix(column: [5, 7]))
        #expect((x - Matrix(column: [7, 5])).norm() < 1e-15)
    }

    @Test func oneNumber() {
        #expect(solve(Matrix([[4]]), Matrix([[2, 6]])) == Matrix([[0.5, 1.5]]))
        #expect(solve(Matrix([[-4]]), Matrix([[2]])) == Matrix([[-0.5]]))
    }

    /// The line through three points by hand: y = 1/2·x + 2/3 … (1,1), (2,2), (3,2).
    @Test func leastSquaresByHand() {
        let a = Matrix([[1, 1], [2, 1], [3, 1]])
        let x = solve(a, Matrix(column: [1, 2, 2]))
        #expect(abs(x[0, 0] - 0.5) < 1e-14)
        #expect(abs(x[1, 0] - 2.0 / 3) < 1e-14)
    }

    @Test(arguments: [(1, 1), (2, 2), (5, 3), (40, 40), (200, 30), (7, 1)])
    func randomSystems(m: Int, n: Int) {
        var random = RandomState(seed: m + n)
        let a = random.randn(rows: m, columns: n)
        let known = random.randn(rows: n, columns: 3)
        // What is exactly reachable is found …
        let found = solve(a, matmul(a, known))
        #expect(found.rows == n && found.columns == 3)
        #expect((found - known).norm() / known.norm() < 1e-11)
        // … and of anything else, what is left over is at right angles to all columns of a.
        let b = random.randn(rows: m, columns: 2)
        let x = solve(a, b)
        #expect(matmul(transposed: a, matmul(a, x) - b).norm() < 1e-11 * a.norm() * b.norm())
    }

    /// The Hilbert matrix of size 8, condition 1.5e10: about ten digits are lost, not more.
    @Test func nearlyDependentColumns() {
        let a = Matrix(rows: 8, columns: 8) { i, j in 1 / Double(i + j + 1) }
        let ones = Matrix(rows: 8, columns: 1, repeating: 1)
        #expect((solve(a, matmul(a, ones)) - ones).norm() < 1e-5)
    }

    /// The size of a column doesn't say that it depends on others.
    @Test func columnsOfVeryDifferentSizes() {
        let a = Matrix([[1e-120, 1e120], [1e-120, -1e120], [2e-120, 1e120]])
        let x = solve(a, Matrix(column: [3e-1, -1e-1, 4e-1]))
        #expect(abs(x[0, 0] * 1e-120 - 0.1) < 1e-14)
        #expect(abs(x[1, 0] * 1e120 - 0.2) < 1e-14)
    }

    @Test func nothingToSolve() {
        #expect(solve(Matrix(rows: 3, columns: 0), Matrix(rows: 3, columns: 2)).rows == 0)
        #expect(solve(Matrix.identity(2), Matrix(rows: 2, columns: 0)).columns == 0)
    }

    @Test func moreColumnsThanRowsAreLeftOutAlsoWhereOneIsNotANumber() {
        let a = Matrix([[1, 2, 3], [0, 1, 1]])
        #expect(solveLeavingOut(a, Matrix(column: [5, 2])) == Matrix(column: [1, 2, 0]))
        let unknown = Matrix([[1, .nan, 3, 4], [0, 1, 1, .nan]])
        #expect(solveLeavingOut(unknown, Matrix(column: [5, 2])).rows == 4)
    }

    @Test func notANumberComesOut() {
        let x = solve(Matrix([[1, 2], [3, .nan]]), Matrix(column: [1, 1]))
        #expect(!x.isFinite)
    }

    #if compiler(>=6.2)
        @Test func dependentColumnsStop() async {
            let twice = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = solve(Matrix([[1, 2], [2, 4], [3, 6]]), Matrix(column: [1, 2, 3]))
            }
            #expect(
                sentence(twice).contains(
                    "column 1 of the 3 × 2 matrix depends on those before it"))
            let zero = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = solve(Matrix([[0, 2], [0, 4]]), Matrix(column: [1, 2]))
            }
            #expect(sentence(zero).contains("column 0 of the 2 × 2 matrix"))
            let sum = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                var random = RandomState(seed: 0)
                let a = random.randn(rows: 60, columns: 20)
                let last = Matrix(column: (0..<60).map { i in a[row: i].reduce(0, +) })
                _ = solve(Matrix(joining: [a, last]), Matrix(rows: 60, columns: 1))
            }
            #expect(sentence(sum).contains("column 20 of the 60 × 21 matrix"))
        }

        @Test func misfitsNameBothShapes() async {
            let rows = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = solve(Matrix(rows: 3, columns: 2), Matrix(rows: 2, columns: 1)) }
            #expect(sentence(rows).contains("3 × 2 solved for 2 × 1: the shapes don't fit"))
            let wide = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = solve(Matrix(rows: 2, columns: 3), Matrix(rows: 2, columns: 1)) }
            #expect(sentence(wide).contains("2 × 3 solved for 2 × 1: the shapes don't fit"))
        }
    #endif
}
