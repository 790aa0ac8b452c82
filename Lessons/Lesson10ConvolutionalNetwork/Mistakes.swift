import Matrices
import Notebook

/// The article's formula taken literally: (x, y) is a position in the filter.
func convolveByFilterPosition(_ I: Matrix, _ F: Matrix) -> Matrix {
    var O = Matrix(zerosLike: F)
    for y in 0..<F.rows {
        for x in 0..<F.columns {
            for j in 0..<I.rows - F.rows + 1 {
                for i in 0..<I.columns - F.columns + 1 { O[y, x] += I[j + y, i + x] * F[y, x] }
            }
        }
    }
    return O
}

/// What `--mistake filter-position` runs.
func filterPosition(_ notebook: Notebook, _ picture: Matrix) {
    notebook.text(
        """
        An article says that the output O(x, y) belongs to "a given position (x, y) in the \
        filter". Taken literally, the output has as many pixels as the filter, and each of them \
        is a sum over the whole picture:
        """)
    let output = convolveByFilterPosition(picture, edgeFilter)
    notebook.formulas(
        (0..<3).map { j in output[row: j].map { fixed($0, 2) }.joined(separator: "   ") }
            .joined(separator: "\n"))
    let upsideDown = Matrix(rows: 28, columns: 28) { y, x in picture[27 - y, x] }
    let change = abs(convolveByFilterPosition(upsideDown, edgeFilter) - output).max()
    notebook.text(
        """
        These nine numbers can't say where in the picture an edge is. Each of them is one of the \
        filter's weights times the sum of nearly all pixels. Turn the picture upside down, and \
        \(change < 1e-9 ? "all nine stay the same" : "they change by \(fixed(change, 2)) at most"). \
        (x, y) is a place in the output, and (i, j) is a place in the filter.
        """)
}
