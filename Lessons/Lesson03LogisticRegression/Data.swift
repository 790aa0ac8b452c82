import Matrices
import Notebook

func showHands(_ notebook: Notebook, _ pictures: Matrix, photographed: Bool) {
    notebook.text(
        photographed
            ? "410 photographs of 64 × 64 pixels: 205 hands that sign 0, then 205 that sign 1."
            : """
            410 drawn hands of 64 × 64 pixels: 205 that sign 0, then 205 that sign 1. They are drawn \
            by this program, so nothing has to be downloaded; --data DIR takes the photographs.
            """)
    showPictures(notebook, pictures[rows: [56, 283]], ["sign 0 (row 56)", "sign 1 (row 283)"])
}

func showSplit(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, _ xTest: Matrix, _ yTest: Matrix
) {
    notebook.text(
        """
        Each picture is one row of 64 · 64 = 4096 numbers between 0 (black) and 1 (white). 85 % of \
        them are for training, 15 % are kept for the test. The split is scikit-learn's with seed 42.
        """)
    notebook.table(
        ["", "x", "y"],
        [
            ["all", "410 × 4096", "410 × 1"],
            ["training", "\(x.rows) × \(x.columns)", "\(y.rows) × \(y.columns)"],
            ["test", "\(xTest.rows) × \(xTest.columns)", "\(yTest.rows) × \(yTest.columns)"],
        ])
}
