import Matrices
import Notebook

/// The x at which a straight line, fitted to labels 0 and 1 by least squares, passes 0.5.
func linearThreshold(_ x: Matrix, _ y: Matrix) -> Double {
    let line = solve(Matrix(joining: [x, x.map { _ in 1 }]), y)
    return (0.5 - line[1, 0]) / line[0, 0]
}

/// The x at which logistic regression, trained by this lesson's own functions, passes 0.5.
func logisticThreshold(_ x: Matrix, _ y: Matrix) -> Double {
    let model = train(x, y, from: firstParameters(of: x), learningRate: 0.1, iterations: 20_000)
    return -model.b / model.w[0, 0]
}

func showLinearAgainstLogistic(_ notebook: Notebook) {
    let near = Matrix(column: [1, 2, 3, 4, 5.5, 4.5, 6, 7, 8, 9])
    let nearLabels = Matrix(column: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    let far = Matrix(stacking: [near, Matrix(column: [25, 30, 35])])
    let farLabels = Matrix(stacking: [nearLabels, Matrix(column: [1, 1, 1])])
    notebook.text(
        """
        One article says that linear regression places a line between two classes. It does not: it \
        fits the labels 0 and 1 as if they were values. Ten points on a line, five of each class; \
        then three more of class 1, far to the right, where nothing is in doubt:
        """)
    notebook.table(
        ["where ŷ passes 0.5", "linear", "logistic"],
        [
            [
                "ten points", fixed(linearThreshold(near, nearLabels), 3),
                fixed(logisticThreshold(near, nearLabels), 3),
            ],
            [
                "and three far ones", fixed(linearThreshold(far, farLabels), 3),
                fixed(logisticThreshold(far, farLabels), 3),
            ],
        ])
    let xs = stride(from: 0, through: 36, by: 0.5).map { $0 }
    let line = solve(Matrix(joining: [far, far.map { _ in 1 }]), farLabels)
    let model = train(
        far, farLabels, from: firstParameters(of: far), learningRate: 0.1, iterations: 20_000)
    notebook.scatter(
        "All thirteen points", x: "x", y: "label",
        [Points("points", x: far.values, y: farLabels.values)],
        lines: [
            Curve("linear", x: xs, y: xs.map { line[0, 0] * $0 + line[1, 0] }),
            Curve(
                "logistic", x: xs,
                y: xs.map { forward(Matrix(row: [$0]), model.w, model.b).predicted[0, 0] }),
        ])
    notebook.text(
        """
        The far points drag the straight line towards them, and points that were right become \
        wrong. The sigmoid is flat out there: a point that is already right has next to no pull.
        """)
}
