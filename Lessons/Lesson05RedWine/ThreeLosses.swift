import Matrices
import Notebook

func showLosses(_ notebook: Notebook) {
    notebook.text(
        """
        An error e = ŷ − y has a sign; a loss must not have one. The absolute error (MAE) counts \
        an error as it is, the squared error (MSE) counts a large one much more, and Huber's loss \
        is half the square for small errors and a straight line for large ones, here from δ = 1 \
        on. What the training feels is the derivative: with MAE every wine pulls equally hard, \
        with MSE in proportion to its error, with Huber in proportion up to a limit.
        """)
    let zero = Matrix(row: [0])
    notebook.table(
        ["e", "|e|", "e²", "Huber", "|e|′", "(e²)′", "Huber′"],
        [-3, -1, -0.2, 0, 0.2, 1, 3].map { e in
            let at = Matrix(row: [e])
            return [fixed(e, 1)]
                + Loss.compared.map { fixed($0(at, zero), 2) }
                + Loss.compared.map { fixed($0.derivative(at, zero).sum(), 2) }
        })
    let answers = Matrix(column: [7, 3])
    let truth = Matrix(column: [5, 5])
    notebook.text(
        """
        The article writes MAE = y_true − y_pred and forgets the bars. Two wines of 5 points, \
        predicted as 7 and as 3, are both off by 2; the signed errors \
        have the mean \(fixed(signedError(answers, truth), 1)), the absolute ones \
        \(fixed(meanAbsoluteError(answers, truth), 1)). (--mistake signed-mae trains on it.)
        """)
}
