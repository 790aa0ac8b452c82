import Matrices
import Testing

@Suite struct ArithmeticTests {
    let a = Matrix([[1, -2, 3], [4, 5, -6]])
    let b = Matrix([[2, 4, 8], [-2, 10, 3]])

    @Test func twoOfOneShape() {
        #expect(a + b == Matrix([[3, 2, 11], [2, 15, -3]]))
        #expect(a - b == Matrix([[-1, -6, -5], [6, -5, -9]]))
        #expect(a * b == Matrix([[2, -8, 24], [-8, 50, -18]]))
        #expect(a / b == Matrix([[0.5, -0.5, 0.375], [-2, 0.5, -2]]))
        #expect(-a == Matrix([[-1, 2, -3], [-4, -5, 6]]))
    }

    @Test func withANumber() {
        #expect(a + 1 == Matrix([[2, -1, 4], [5, 6, -5]]))
        #expect(1 + a == a + 1)
        #expect(a - 1 == Matrix([[0, -3, 2], [3, 4, -7]]))
        #expect(1 - a == Matrix([[0, 3, -2], [-3, -4, 7]]))
        #expect(a * 2 == Matrix([[2, -4, 6], [8, 10, -12]]))
        #expect(2 * a == a * 2)
        #expect(a / 2 == Matrix([[0.5, -1, 1.5], [2, 2.5, -3]]))
        #expect(8 / b == Matrix([[4, 2, 1], [-4, 0.8, 8 / 3]]))
    }

    @Test func aRowIsAddedToEveryRow() {
        let row = Matrix(row: [10, 20, 30])
        #expect(a + row == Matrix([[11, 18, 33], [14, 25, 24]]))
        #expect(row + row == Matrix(row: [20, 40, 60]))
        #expect(Matrix(rows: 0, columns: 3) + row == Matrix(rows: 0, columns: 3))
        #expect(Matrix(rows: 2, columns: 0) + Matrix(rows: 1, columns: 0) == Matrix([[], []]))
        var c = a
        c += row
        #expect(c == a + row)
    }

    @Test func inPlace() {
        var c = a
        c += b
        #expect(c == a + b)
        c -= b
        #expect(c == a)
        c *= b
        #expect(c == a * b)
        c /= b
        #expect(c == a)
        c += 3
        #expect(c == a + 3)
        c -= 3
        #expect(c == a)
        c *= 4
        #expect(c == a * 4)
        c /= 4
        #expect(c == a)
    }

    @Test func mapping() {
        #expect(a.map { $0 > 0 ? $0 : 0 } == Matrix([[1, 0, 3], [4, 5, 0]]))
        #expect(a.map(with: b) { a, b in a - 2 * b } == Matrix([[-3, -10, -13], [8, -15, -12]]))
    }

    /// Long enough for every width of vectors, with a remainder.
    @Test func manyElements() {
        var random = RandomState(seed: 0)
        for count in [1, 7, 8, 31, 33, 1001] {
            let x = random.randn(rows: 1, columns: count)
            let y = random.randn(rows: 1, columns: count)
            #expect((x + y).values == zip(x.values, y.values).map { $0 + $1 })
            #expect((x / y).values == zip(x.values, y.values).map { $0 / $1 })
            #expect((2 - x).values == x.values.map { 2 - $0 })
            var z = x
            z -= y
            #expect(z.values == zip(x.values, y.values).map { $0 - $1 })
        }
    }

    #if compiler(>=6.2)
        @Test func misfitsNameBothShapes() async {
            let sum = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3) + Matrix(rows: 3, columns: 2) }
            #expect(sentence(sum).contains("2 × 3 + 3 × 2: the shapes don't fit"))
            let row = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3) + Matrix(rows: 1, columns: 2) }
            #expect(sentence(row).contains("2 × 3 + 1 × 2: the shapes don't fit"))
            let difference = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3) - Matrix(rows: 3, columns: 3) }
            #expect(sentence(difference).contains("2 × 3 − 3 × 3: the shapes don't fit"))
            let product = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3) * Matrix(rows: 2, columns: 1) }
            #expect(sentence(product).contains("2 × 3 * 2 × 1: the shapes don't fit"))
            let quotient = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                var a = Matrix(rows: 2, columns: 3)
                a /= Matrix(rows: 6, columns: 1)
            }
            #expect(sentence(quotient).contains("2 × 3 / 6 × 1: the shapes don't fit"))
            let map = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3).map(with: Matrix(rows: 2, columns: 2)) { $0 + $1 } }
            #expect(sentence(map).contains("2 × 3 mapped with 2 × 2: the shapes don't fit"))
        }

        @Test func misfitsInPlaceNameBothShapes() async {
            let sum = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                var a = Matrix(rows: 2, columns: 3)
                a += Matrix(rows: 1, columns: 4)
            }
            #expect(sentence(sum).contains("2 × 3 + 1 × 4: the shapes don't fit"))
            let difference = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                var a = Matrix(rows: 2, columns: 3)
                a -= Matrix(rows: 3, columns: 3)
            }
            #expect(sentence(difference).contains("2 × 3 − 3 × 3: the shapes don't fit"))
            let product = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                var a = Matrix(rows: 2, columns: 3)
                a *= Matrix(rows: 3, columns: 2)
            }
            #expect(sentence(product).contains("2 × 3 * 3 × 2: the shapes don't fit"))
        }
    #endif
}
