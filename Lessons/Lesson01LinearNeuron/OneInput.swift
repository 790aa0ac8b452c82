import Matrices
import Notebook

func showCereals(_ notebook: Notebook, _ names: [String], _ x: Matrix, _ y: Matrix) {
    notebook.text(
        """
        65 breakfast cereals from US shops, per cup. The input x is the protein in grams, the \
        output y the calories. The first five:
        """)
    notebook.table(
        ["cereal", "protein x", "calories y"],
        (0..<5).map { [names[$0], fixed(x[$0, 0], 2), fixed(y[$0, 0], 2)] })
}

func showRandomNeuron(_ notebook: Notebook, _ x: Matrix, _ y: Matrix, seed: Int) {
    var random = RandomState(seed: seed + 1)
    let m = random.uniform(-1, 1)
    let b = random.uniform(-1, 1)
    let predicted = neuron(x, m: m, b: b)
    notebook.text(
        """
        A new neuron knows nothing: m and b are drawn at random between −1 and 1. Here \
        m = \(fixed(m, 6)) and b = \(fixed(b, 6)). Its line lies far below the points.
        """)
    plotLine(notebook, "The untrained neuron", x, y, m: m, b: b)
    notebook.line("MSE  \(fixed(meanSquaredError(predicted, y), 6))")
    notebook.line("RMSE \(fixed(rootMeanSquaredError(predicted, y), 6)) calories")
}

func plotLine(
    _ notebook: Notebook, _ title: String, _ x: Matrix, _ y: Matrix, m: Double, b: Double
) {
    let ends = Matrix(column: [0, x.max()])
    notebook.scatter(
        title, x: "protein in g", y: "calories", [Points("cereals", x: x.values, y: y.values)],
        lines: [Curve("ŷ = m·x + b", x: ends.values, y: neuron(ends, m: m, b: b).values)])
}

func showErrors(_ notebook: Notebook, _ names: [String], _ x: Matrix, _ y: Matrix) {
    let predicted = neuron(x, m: 5, b: 90)
    notebook.text(
        """
        One article gives m = 5 and b = 90: a cereal with 4 g of protein has \
        5·4 + 90 = \(fixed(neuron(Matrix(row: [4]), m: 5, b: 90).sum(), 0)) calories. For each \
        cereal the error is ŷ − y. Squares make all errors positive, and large ones count more.
        """)
    notebook.table(
        ["cereal", "x", "ŷ", "y", "ŷ − y", "(ŷ − y)²"],
        (0..<5).map { i in
            let error = predicted[i, 0] - y[i, 0]
            return [
                names[i], fixed(x[i, 0], 2), fixed(predicted[i, 0], 2), fixed(y[i, 0], 2),
                fixed(error, 2), fixed(error * error, 2),
            ]
        })
    notebook.text(
        """
        The mean of the 65 squares is the mean squared error, \
        MSE = \(fixed(meanSquaredError(predicted, y), 2)). Its root is in calories again: \
        RMSE = \(fixed(rootMeanSquaredError(predicted, y), 2)).
        """)
}

func showGuesses(_ notebook: Notebook, _ x: Matrix, _ y: Matrix, m: Double, b: Double) {
    let least = solve(Matrix(joining: [x, x.map { _ in 1 }]), y)
    let article = neuron(x, m: 5, b: 90)
    let guesses: [(String, Double, Double)] = [
        ("the mean, whatever x", 0, y.mean()), ("the article's", 5, 90), ("steeper", 10, 100),
        ("steeper still", 15, 95), ("yours (--m, --b)", m, b),
        ("least squares", least[0, 0], least[1, 0]),
    ]
    notebook.text(
        """
        A neuron that ignores x and always answers the mean is the least that any other has to \
        beat. The article's does not: it is too low by \
        \(fixed((y - article).mean(), 1)) calories on average. Steeper lines come closer. How \
        close can a line come? Least squares computes the best one in a single step; lesson 02 \
        walks there.
        """)
    notebook.table(
        ["neuron", "m", "b", "RMSE"],
        guesses.map { name, m, b in
            [
                name, fixed(m, 3), fixed(b, 3),
                fixed(rootMeanSquaredError(neuron(x, m: m, b: b), y), 2),
            ]
        })
    plotLine(notebook, "Least squares", x, y, m: least[0, 0], b: least[1, 0])
}
