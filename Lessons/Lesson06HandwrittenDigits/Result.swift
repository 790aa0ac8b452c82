import Datasets
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

/// How often each digit (a row) was taken for each digit (a column).
func confusionCounts(_ labels: [Int], _ answers: [Int]) -> Matrix {
    var counts = Matrix(rows: 10, columns: 10)
    for (truth, answer) in zip(labels, answers) { counts[truth, answer] += 1 }
    return counts
}

/// Which digit is taken most often for which other one, and how often.
func mostOftenMixed(_ counts: Matrix) -> (truth: Int, answer: Int, count: Double) {
    var most = (truth: 0, answer: 0, count: 0.0)
    for truth in 0..<10 {
        for answer in 0..<10 where answer != truth && counts[truth, answer] > most.count {
            most = (truth, answer, counts[truth, answer])
        }
    }
    return most
}

func showConfusion(
    _ notebook: Notebook, _ test: LabelledPictures, scores: Matrix, probabilities p: Matrix
) {
    guard scores.isFinite else {
        notebook.text("The scores are no numbers any more: there is nothing to compare.")
        return
    }
    let answers = scores.indexOfMaximumInRows()
    let counts = confusionCounts(test.labels, answers)
    notebook.confusion((0..<10).map { "\($0)" }, counts)
    let wrong = answers.indices.filter { answers[$0] != test.labels[$0] }
    if wrong.isEmpty {
        notebook.text("No test picture is taken for another digit.")
        return
    }
    let mixed = mostOftenMixed(counts)
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

func showHiddenUnits(_ notebook: Notebook, before: Matrix, after: Matrix, _ x: Matrix) {
    guard after.isFinite else {
        notebook.text("The weights are no numbers any more: there is nothing to see.")
        return
    }
    let change = after - before
    let black = x.columnSums().values.filter { $0 == 0 }.count
    notebook.text(
        """
        Each of the \(change.columns) hidden neurons has 784 weights: a picture of what it looks \
        for. These pictures show what the training has added to the random first weights, each \
        in its own scale. Ink where a picture is bright wakes the neuron up, ink where it is dark \
        keeps it quiet. \(black) of the 784 pixels are black in every training picture: their \
        weights have not moved at all, and stay grey here.
        """)
    let pictures = change.transposed()
    let scaled = (0..<pictures.rows).map { unit in
        let picture = pictures[rows: [unit]]
        let largest = abs(picture).max()
        return largest > 0 ? picture / largest : picture
    }
    notebook.pictures(Matrix(stacking: scaled), width: 28, range: -0.4...0.4, columns: 10)
}
