import Layers
import Matrices
import Notebook

func showData(_ notebook: Notebook, _ x: Matrix, _ xTest: Matrix, hidden: Int) {
    let mean = Matrix(rows: xTest.rows, columns: xTest.columns) + x.columnMeans()
    notebook.text(
        """
        Now \(x.rows) digits of 28 × 28 pixels to learn from and \(xTest.rows) to test with. A pixel \
        brighter than one half is 1, else 0. The labels stay unread. One machine of 784 visible and \
        \(hidden) hidden units has 2^784 pictures to spread its belief over: no sum over all of them, no \
        exact likelihood. What can be measured: how well a test picture comes back when it is sent to \
        the hidden units and back. Always answering with the mean picture has an error of \
        \(fixed(meanSquaredError(mean, xTest), 4)) per pixel.
        """)
}
