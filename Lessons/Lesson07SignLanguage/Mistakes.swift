import Datasets
import Layers
import Matrices
import Notebook

/// One-hot with 24 columns and the labels as they are. Label 24 has no column: its row stays empty.
func oneHotAsInTheArticle(_ labels: [Int]) -> Matrix {
    Matrix(rows: labels.count, columns: 24) { i, j in labels[i] == j ? 1 : 0 }
}

/// The derivative of −Σ y log p by z for rows that may be empty: p Σy − y, which is p − y where the
/// row has its 1, and 0 where it has none.
func emptyRowsBackward(_ p: Matrix, _ y: Matrix) -> Matrix {
    let sums = y.rowSums()
    return Matrix(rows: p.rows, columns: p.columns) { i, j in p[i, j] * sums[i, 0] - y[i, j] }
        / Double(p.rows)
}

/// How well a network does on the pictures whose label fulfils a condition, if there are any; its
/// column c stands for the label `labels[c]`.
func accuracy(
    _ network: Perceptron, _ pictures: LabelledPictures, columnLabels: [Int],
    where include: (Int) -> Bool
) -> Double? {
    let rows = pictures.labels.indices.filter { include(pictures.labels[$0]) }
    guard !rows.isEmpty else { return nil }
    let answers = network.predict(pictures.pictures[rows: rows]).indexOfMaximumInRows()
    return share(answers.map { columnLabels[$0] }, rows.map { pictures.labels[$0] })
}

func showTwentyFourColumns(
    _ notebook: Notebook, _ letters: Letters, learningRate: Double, batchSize: Int, seed: Int
) {
    notebook.section("Mistake: 24 columns for labels up to 24")
    let train = letters.train
    let lost = train.labels.indices.filter { train.labels[$0] == 24 }
    notebook.text(
        """
        The article counts 24 letters and asks for 24 columns, 0 to 23. But its labels run to 24: \
        \(grouped(lost.count)) training pictures show a Y, label 24\
        \(lost.first.map { ", the first in row \($0)" } ?? ""). Keras stops there with an index \
        out of bounds. What if a library let it pass, and left these rows empty? Both versions \
        after one epoch:
        """)
    let right = afterOneEpoch(
        train.pictures, oneHot(train.labels.map(column)), learningRate: learningRate,
        batchSize: batchSize, seed: seed)
    let wrong = afterOneEpoch(
        train.pictures, oneHotAsInTheArticle(train.labels), emptyRowsBackward,
        learningRate: learningRate, batchSize: batchSize, seed: seed)
    func percent(_ accuracy: Double?) -> String {
        accuracy.map { "\(fixed(100 * $0, 2)) %" } ?? "–"
    }
    func row(
        _ name: String, where include: (Int) -> Bool
    ) -> [String] {
        let set = letters.validation
        return [
            name, percent(accuracy(right, set, columnLabels: signLabels, where: include)),
            percent(accuracy(wrong, set, columnLabels: Array(0..<24), where: include)),
        ]
    }
    notebook.table(
        ["validation pictures", "labels moved down", "24 columns, labels as they are"],
        [
            row("all") { _ in true }, row("without Y") { $0 != 24 }, row("Y") { $0 == 24 },
        ])
    notebook.text(
        """
        Column 9 stands for J and is never used; Y has none, so the network can't ever answer Y. \
        25 columns would do as well: one of them would stay empty.
        """)
}
