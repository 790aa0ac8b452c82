import Matrices
import Testing

@Suite struct MatrixTests {
    let a = Matrix([[1, 2, 3], [4, 5, 6]])

    @Test func elementsLieRowAfterRow() {
        #expect(a.rows == 2 && a.columns == 3)
        #expect(a.values == [1, 2, 3, 4, 5, 6])
        #expect(a[0, 0] == 1 && a[0, 2] == 3 && a[1, 0] == 4)
        #expect(Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6]) == a)
        #expect(Matrix(rows: 2, columns: 3) { i, j in Double(3 * i + j + 1) } == a)
        #expect(Matrix(rows: 3, columns: 2, values: a.values) != a)
    }

    @Test func specialMatrices() {
        #expect(Matrix(rows: 2, columns: 1) == Matrix([[0], [0]]))
        #expect(Matrix(rows: 1, columns: 2, repeating: 7) == Matrix([[7, 7]]))
        #expect(Matrix(row: [1, 2]) == Matrix([[1, 2]]))
        #expect(Matrix(column: [1, 2]) == Matrix([[1], [2]]))
        #expect(Matrix.identity(3) == Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1]]))
        #expect(Matrix([]).rows == 0 && Matrix([]).columns == 0)
        #expect(Matrix([[], []]).rows == 2 && Matrix([[], []]).columns == 0)
    }

    @Test func changingACopyLeavesTheOriginal() {
        var copy = a
        copy[1, 2] = 9
        copy[row: 0] = [7, 8, 9]
        #expect(copy == Matrix([[7, 8, 9], [4, 5, 9]]))
        #expect(a == Matrix([[1, 2, 3], [4, 5, 6]]))
    }

    @Test func rowsAndColumns() {
        #expect(a[row: 1] == [4, 5, 6])
        #expect(a[column: 1] == [2, 5])
        let tall = Matrix([[1, 2], [3, 4], [5, 6], [7, 8]])
        #expect(tall[rows: 1..<3] == Matrix([[3, 4], [5, 6]]))
        #expect(tall[rows: 2..<2] == Matrix(rows: 0, columns: 2))
        #expect(tall[rows: [3, 0, 3]] == Matrix([[7, 8], [1, 2], [7, 8]]))
        #expect(tall[rows: []] == Matrix(rows: 0, columns: 2))
        #expect(a[columns: [2, 0]] == Matrix([[3, 1], [6, 4]]))
        #expect(a[columns: [1, 1, 0, 2]] == Matrix([[2, 2, 1, 3], [5, 5, 4, 6]]))
    }

    @Test func otherShapes() {
        #expect(a.transposed() == Matrix([[1, 4], [2, 5], [3, 6]]))
        #expect(a.reshaped(rows: 3, columns: 2) == Matrix([[1, 2], [3, 4], [5, 6]]))
        #expect(Matrix(rows: 0, columns: 4).transposed() == Matrix(rows: 4, columns: 0))
        let b = Matrix([[7, 8, 9]])
        #expect(
            Matrix(stacking: [a, b, b]) == Matrix([[1, 2, 3], [4, 5, 6], [7, 8, 9], [7, 8, 9]]))
        #expect(Matrix(stacking: []) == Matrix([]))
        let c = Matrix(column: [7, 8])
        #expect(Matrix(joining: [c, a, c]) == Matrix([[7, 1, 2, 3, 7], [8, 4, 5, 6, 8]]))
        #expect(Matrix(joining: []) == Matrix([]))
    }

    @Test func description() {
        #expect("\(a)" == "2 × 3\n[1.0 2.0 3.0]\n[4.0 5.0 6.0]")
        let eight = Matrix(rows: 8, columns: 8)
        #expect(!"\(eight)".contains("…"))
        let lines = "\(Matrix(rows: 9, columns: 9))".split(separator: "\n")
        #expect(lines.count == 10)
        #expect(lines[1] == "[0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 …]")
        #expect(lines[9] == "…")
    }

    #if compiler(>=6.2)
        @Test func misfitsStop() async {
            let values = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3, values: [1]) }
            #expect(sentence(values).contains("a 2 × 3 matrix can't hold 1 values"))
            let negative = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: -3) }
            #expect(sentence(negative).contains("there is no 2 × -3 matrix"))
            let ragged = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix([[1, 2], [3]]) }
            #expect(sentence(ragged).contains("row 0 has 2 elements, row 1 has 1"))
            let row = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                var a = Matrix(rows: 2, columns: 3)
                a[row: 0] = [1, 2]
            }
            #expect(sentence(row).contains("a row of 2 doesn't fit in a 2 × 3 matrix"))
            let shape = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3).reshaped(rows: 4, columns: 2) }
            #expect(sentence(shape).contains("2 × 3 can't be reshaped to 4 × 2"))
            let above = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = Matrix(stacking: [Matrix(rows: 2, columns: 3), Matrix(rows: 2, columns: 4)])
            }
            #expect(sentence(above).contains("2 × 3 above 2 × 4: the widths differ"))
            let beside = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = Matrix(joining: [Matrix(rows: 2, columns: 3), Matrix(rows: 1, columns: 3)])
            }
            #expect(sentence(beside).contains("2 × 3 beside 1 × 3: the heights differ"))
        }

        @Test func indicesOutOfRangeStop() async {
            let column = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3)[0, 3] }
            #expect(sentence(column).contains("element (0, 3) of a 2 × 3 matrix"))
            let below = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3)[1, -1] }
            #expect(sentence(below).contains("element (1, -1) of a 2 × 3 matrix"))
            let set = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                var a = Matrix(rows: 2, columns: 3)
                a[2, 0] = 1
            }
            #expect(sentence(set).contains("element (2, 0) of a 2 × 3 matrix"))
            let negative = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                var a = Matrix(rows: 2, columns: 3)
                a[-1, 2] = 1
            }
            #expect(sentence(negative).contains("element (-1, 2) of a 2 × 3 matrix"))
            let rows = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3)[rows: [0, 2]] }
            #expect(sentence(rows).contains("row 2 of a 2 × 3 matrix"))
            let range = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3)[rows: 1..<3] }
            #expect(sentence(range).contains("rows 1..<3 of a 2 × 3 matrix"))
            let columns = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) { _ = Matrix(rows: 2, columns: 3)[columns: [3]] }
            #expect(sentence(columns).contains("column 3 of a 2 × 3 matrix"))
        }
    #endif
}
