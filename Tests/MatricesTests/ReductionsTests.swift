import Matrices
import Testing

@Suite struct ReductionsTests {
    let a = Matrix([[1, -2, 3], [4, 5, -6]])
    let nothing = Matrix(rows: 0, columns: 3)

    @Test func ofAllElements() {
        #expect(a.sum() == 5)
        #expect(a.mean() == 5.0 / 6)
        #expect(a.min() == -6)
        #expect(a.max() == 5)
        #expect(Matrix([[3, -4], [12, 0]]).norm() == 13)
    }

    @Test func ofRowsAndColumns() {
        #expect(a.columnSums() == Matrix(row: [5, 3, -3]))
        #expect(a.columnMeans() == Matrix(row: [2.5, 1.5, -1.5]))
        #expect(a.rowSums() == Matrix(column: [2, 3]))
        #expect(a.indexOfMaximumInRows() == [2, 1])
        #expect(Matrix([[1, 7, 7], [2, 2, 2]]).indexOfMaximumInRows() == [1, 0])
        #expect(Matrix([[-3], [-4]]).indexOfMaximumInRows() == [0, 0])
    }

    @Test func ofNothing() {
        #expect(nothing.sum() == 0)
        #expect(nothing.mean().isNaN)
        #expect(nothing.norm() == 0)
        #expect(nothing.columnSums() == Matrix(row: [0, 0, 0]))
        #expect(nothing.rowSums() == Matrix(rows: 0, columns: 1))
        #expect(nothing.indexOfMaximumInRows() == [])
        #expect(nothing.isFinite)
    }

    @Test func ofWhatIsNotANumber() {
        for place in 0..<3 {
            var b = Matrix(row: [1, 2, 3])
            b[0, place] = .nan
            #expect(b.min().isNaN && b.max().isNaN && b.sum().isNaN)
            #expect(!b.isFinite)
            b[0, place] = -.infinity
            #expect(b.min() == -.infinity && b.max() < 4 && !b.isFinite)
        }
        #expect(a.isFinite)
    }

    #if compiler(>=6.2)
        @Test func extremesOfNothingStop() async {
            let least = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 0, columns: 3).min() }
            #expect(sentence(least).contains("the smallest element of a 0 × 3 matrix: it has none"))
            let most = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 0).max() }
            #expect(sentence(most).contains("the largest element of a 2 × 0 matrix: it has none"))
            let rows = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 0).indexOfMaximumInRows() }
            #expect(sentence(rows).contains("2 × 0 matrix: it has none"))
        }
    #endif
}
