import Datasets
import Foundation
import Layers
import Matrices
import Notebook

func showCurve(_ notebook: Notebook, _ loss: [Double], _ testLoss: [Double]) {
    let epochs = Array(1...loss.count)
    notebook.plot(
        "Loss while training", x: "epoch", y: "cross-entropy",
        [Curve("loss", x: epochs, y: loss), Curve("val_loss", x: epochs, y: testLoss)])
    if let lost = loss.firstIndex(where: { !$0.isFinite }) {
        notebook.text(
            """
            In epoch \(lost + 1) the loss left the numbers: the steps are too long. Try a smaller \
            --learning-rate.
            """)
    }
}

func showConfusion(_ notebook: Notebook, _ test: LabelledPictures, scores: Matrix) {
    let answers = scores.indexOfMaximumInRows()
    var counts = Matrix(rows: 10, columns: 10)
    for (truth, answer) in zip(test.labels, answers) { counts[truth, answer] += 1 }
    notebook.text("A row for each digit, a column for what it was taken for:")
    notebook.confusion((0..<10).map { "\($0)" }, counts)
    let wrong = answers.indices.filter { answers[$0] != test.labels[$0] }
    if wrong.isEmpty {
        notebook.text("No test picture is taken for another digit.")
        return
    }
    var mixed = (truth: 0, answer: 0, count: 0.0)
    for truth in 0..<10 {
        for answer in 0..<10 where answer != truth && counts[truth, answer] > mixed.count {
            mixed = (truth, answer, counts[truth, answer])
        }
    }
    let p = softmax(scores)
    let surest = wrong.sorted { p[$0, answers[$0]] > p[$1, answers[$1]] }.prefix(10)
    notebook.text(
        """
        \(grouped(wrong.count)) of \(grouped(answers.count)) are wrong; most often, \
        \(fixed(mixed.count, 0)) times, a \(mixed.truth) is taken for a \(mixed.answer). The wrong \
        answers that the network is surest of:
        """)
    notebook.pictures(
        test.pictures[rows: Array(surest)], width: 28,
        labels: surest.map { i in
            "\(test.labels[i]) as \(answers[i]) \(fixed(100 * p[i, answers[i]], 1)) %"
        }, columns: 14)
}

func showHiddenUnits(_ notebook: Notebook, _ network: Perceptron, _ x: Matrix) {
    let w = network.parameters[0]
    let black = (0..<w.rows).filter { pixel in (0..<x.rows).allSatisfy { x[$0, pixel] == 0 } }
    let limit = max(w.max(), -w.min())
    notebook.text(
        """
        Each of the 128 hidden neurons has 784 weights: a picture of what it looks for. Ink on \
        its bright places wakes it up, ink on the dark ones keeps it quiet. \(black.count) of the \
        784 pixels, most of them on the rim, are black in every training picture; their weights \
        had no reason to move, and are still the random ones.
        """)
    notebook.pictures(w.transposed(), width: 28, range: -limit...limit, columns: 10)
}
