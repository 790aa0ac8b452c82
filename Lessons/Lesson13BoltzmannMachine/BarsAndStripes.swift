import Foundation
import Matrices
import Notebook

/// The 14 pictures of 3 × 3 pixels that are made of full columns (bars) or of full rows (stripes).
func barsAndStripes() -> Matrix {
    Matrix(rows: 14, columns: 9) { k, pixel in
        let (pattern, place) = k < 8 ? (k, pixel % 3) : (k - 7, pixel / 3)
        return Double(pattern >> place & 1)
    }
}

/// Every row of n zeros and ones: 2ⁿ × n.
func allStates(_ n: Int) -> Matrix {
    Matrix(rows: 1 << n, columns: n) { i, j in Double(i >> j & 1) }
}

func showPatterns(_ notebook: Notebook, _ patterns: Matrix) {
    notebook.text(
        """
        A picture of this world has 3 × 3 pixels. Its columns are each all black or all white (bars), \
        or its rows are (stripes). That makes \(patterns.rows) pictures out of \
        \(allStates(9).rows) that there could be:
        """)
    notebook.pictures(patterns, width: 3)
    notebook.text(
        """
        The machine has a visible unit for each pixel, and 8 hidden ones. A state with low energy is \
        probable, one with high energy is not. Learning means: lower the energy of what was seen, \
        and so raise, since all probabilities add up to 1, that of everything else.
        """)
}

func showTinyResult(_ notebook: Notebook, _ v: Matrix, _ likelihoods: [Double]) {
    let uniform = -log(Double(allStates(9).rows))
    let best = -log(Double(v.rows))
    let (first, last) = (likelihoods[0], likelihoods[likelihoods.count - 1])
    let highest = likelihoods.max() ?? last
    notebook.text(
        """
        From \(fixed(first, 2)) to \(fixed(last, 2)). Who knows nothing has \(fixed(uniform, 2)) \
        = −log \(allStates(9).rows); who knows all has \(fixed(best, 2)) = −log \(v.rows).
        """)
    if highest > last + 0.01 {
        notebook.text(
            """
            It was \(fixed(highest, 2)) in between: CD-1 follows the gradient of no cost at all. \
            While the weights are small, one step is enough to forget the data, and CD-1 points \
            where the gradient does. Large weights hold a picture fast: one step leads hardly away \
            from it, and CD-1 compares the data with itself. Ten steps do better, and cost ten times \
            as much.
            """)
    }
}
