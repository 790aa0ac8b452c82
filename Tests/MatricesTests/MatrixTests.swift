import Matrices
import Testing

@Test func elementsLieRowAfterRow() {
    let matrix = Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.values == [1, 2, 3, 4, 5, 6])
    #expect(matrix[1, 0] == 4)
    #expect(matrix.transposed() == Matrix([[1, 4], [2, 5], [3, 6]]))
}
