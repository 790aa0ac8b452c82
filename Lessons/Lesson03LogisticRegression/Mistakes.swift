import Foundation
import Matrices
import Notebook

/// The article's loss, −y log ŷ − (1 − y) log(1 − ŷ): infinite or NaN as soon as ŷ rounds to 1.
func naiveCost(_ predicted: Matrix, _ y: Matrix) -> Double {
    predicted.map(with: y) { p, y in -y * log(p) - (1 - y) * log(1 - p) }.mean()
}

func explainArticleCosts(_ notebook: Notebook, _ article: [Double], _ costs: [Double]) {
    notebook.text(
        """
        On the photographs the printed costs are computed as the article's code does it, from \
        log(ŷ), so that its curve and this one can be compared digit by digit. Where ŷ is next to \
        1, few digits of 1 − ŷ are left: at iteration 0 the cost from z, which loses none, is \
        \(fixed(costs[0], 6)), the article's \(fixed(article[0], 6)).
        """)
}

func showNaiveLoss(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, learningRate: Double, iterations: Int
) {
    notebook.section("Mistake: the loss from log(ŷ)")
    notebook.text(
        """
        The article computes −y·log(ŷ) − (1 − y)·log(1 − ŷ). From z ≈ 37 on, ŷ rounds to exactly \
        1, and the logarithm of 1 − ŷ = 0 is −∞. The formula from z has no such place. For a \
        picture of sign 0 (y = 0):
        """)
    let zero = Matrix(row: [0])
    notebook.table(
        ["z", "from log(ŷ)", "from z"],
        [0, 10, 30, 36, 37, 100, 1000].map { z in
            let row = Matrix(row: [z])
            return [
                fixed(z, 0), fixed(naiveCost(sigmoid(row), zero), 6), fixed(cost(row, zero), 6),
            ]
        })
    notebook.text(
        """
        Weights of 0.03 instead of 0.01 are enough to get there. The gradient does not use the \
        cost, so both runs take the same steps; the article's only cannot say how it is doing.
        """)
    var w = Matrix(rows: x.columns, columns: 1, repeating: 0.03)
    var b = 0.0
    var naive: [Double] = []
    var safe: [Double] = []
    for _ in 0..<iterations {
        let (z, predicted) = forward(x, w, b)
        naive.append(naiveCost(predicted, y))
        safe.append(cost(z, y))
        let (dw, db) = backward(x, predicted, y)
        update(&w, &b, dw, db, learningRate: learningRate)
    }
    let steps = Array(stride(from: 0, to: iterations, by: 10))
    notebook.curves(
        step: "iteration", at: steps,
        ["from log(ŷ)": steps.map { naive[$0] }, "from z": steps.map { safe[$0] }], record: false)
}

/// The article's predict as printed: without the else, 0 is overwritten by 1 only where ŷ ≤ 0.5.
func invertedPredict(_ x: Matrix, _ w: Matrix, _ b: Double) -> Matrix {
    forward(x, w, b).predicted.map { $0 <= 0.5 ? 1 : 0 }
}

func showInvertedPredict(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, _ xTest: Matrix, _ yTest: Matrix,
    _ w: Matrix, _ b: Double
) {
    notebook.section("Mistake: predict without its else")
    notebook.text(
        """
        In the article, predict writes 0 where ŷ ≤ 0.5 and, on the next line of the same branch, \
        overwrites it with 1: the else is missing. Everything else stays 0. So every answer is \
        turned round, and the accuracies with them:
        """)
    notebook.table(
        ["", "with else", "without"],
        [
            [
                "train accuracy", "\(fixed(accuracy(predict(x, w, b), y), 2)) %",
                "\(fixed(accuracy(invertedPredict(x, w, b), y), 2)) %",
            ],
            [
                "test accuracy", "\(fixed(accuracy(predict(xTest, w, b), yTest), 2)) %",
                "\(fixed(accuracy(invertedPredict(xTest, w, b), yTest), 2)) %",
            ],
        ])
    notebook.text("An accuracy far below 50 % is no bad model: it is a good one, read wrongly.")
}
