import Layers
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
                + [Loss.mae, .mse, .huber].map { fixed($0(at, zero), 2) }
                + [Loss.mae, .mse, .huber].map { fixed($0.derivative(at, zero).sum(), 2) }
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

/// The relative difference of every parameter's gradient to the numerical one, in a small network.
func checkGradients(_ x: Matrix, _ y: Matrix, _ loss: Loss, seed: Int) -> [Double] {
    var random = RandomState(seed: seed + 1)
    var parameters = firstParameters([x.columns, 6, 5, 4, 1], &random)
    for k in parameters.indices {
        parameters[k] += random.uniform(
            -0.5, 0.5, rows: parameters[k].rows, columns: parameters[k].columns)
    }
    let (z, a) = forward(x, parameters)
    let gradients = backward(z, a, parameters, loss.derivative(z[z.count - 1], y))
    return parameters.indices.map { k in
        let numerical = numericalGradient(at: parameters[k]) { moved in
            var others = parameters
            others[k] = moved
            return loss(predict(x, others), y)
        }
        return relativeDifference(gradients[k], numerical)
    }
}

func showGradientCheck(_ notebook: Notebook, _ wine: Wine, seed: Int) {
    notebook.text(
        """
        The same functions with three small hidden layers, 11-6-5-4-1, ten wines, random weights \
        and biases: how far are the gradients by hand from the numerical ones of lesson 02?
        """)
    let names = ["W₁", "b₁", "W₂", "b₂", "W₃", "b₃", "W₄", "b₄"]
    let losses: [Loss] = [.mae, .mse, .huber]
    let differences = losses.map {
        checkGradients(wine.x[rows: 0..<10], wine.y[rows: 0..<10], $0, seed: seed)
    }
    notebook.table(
        ["gradient of", "mae", "mse", "huber"],
        names.indices.map { k in [names[k]] + differences.map { scientific($0[k]) } })
    let worst = differences.flatMap { $0 }.max() ?? 0
    notebook.line(
        worst < 1e-7
            ? "all 24 are below 1e-7: right" : "the largest is \(scientific(worst)): WRONG")
}
