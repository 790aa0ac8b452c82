import Datasets
import Layers
import Matrices

/// One-hot with 24 columns and the labels as they are. Label 24 has no column: its row stays empty.
func oneHotAsInTheArticle(_ labels: [Int]) -> Matrix {
    Matrix(rows: labels.count, columns: 24) { i, j in labels[i] == j ? 1 : 0 }
}

/// The derivative of −Σ y log p with respect to z for rows that may be empty: p Σy − y, which is
/// p − y where the row has its 1, and 0 where it has none.
func emptyRowsBackward(_ p: Matrix, _ y: Matrix) -> Matrix {
    let sums = y.rowSums()
    return Matrix(rows: p.rows, columns: p.columns) { i, j in p[i, j] * sums[i, 0] - y[i, j] }
        / Double(p.rows)
}

/// The accuracy of both encodings after one epoch, on all validation pictures, on those without Y
/// and on Y; nil where there are none.
func compareColumns(
    _ letters: Letters, _ settings: Settings
) -> [(name: String, right: Double?, wrong: Double?)] {
    var settings = settings
    settings.epochs = 1
    var mistaken = letters
    mistaken.y = oneHotAsInTheArticle(letters.train.labels)
    let first = firstNetwork([784, 512, 512, 24], seed: settings.seed)
    let right = train(first, letters, settings).network
    let wrong = train(first, mistaken, settings, backward: emptyRowsBackward).network
    let parts: [(String, (Int) -> Bool)] = [
        ("all", { _ in true }), ("without Y", { $0 != 24 }), ("Y", { $0 == 24 }),
    ]
    return parts.map { name, include in
        (
            name, accuracy(right, letters.validation, columnLabels: signLabels, where: include),
            accuracy(wrong, letters.validation, columnLabels: Array(0..<24), where: include)
        )
    }
}

/// How well a network does on the pictures whose label fulfils a condition, if there are any; its
/// column c stands for the label `columnLabels[c]`.
func accuracy(
    _ network: Perceptron, _ pictures: LabelledPictures, columnLabels: [Int],
    where include: (Int) -> Bool
) -> Double? {
    let rows = pictures.labels.indices.filter { include(pictures.labels[$0]) }
    guard !rows.isEmpty else { return nil }
    let answers = network.predict(pictures.pictures[rows: rows]).indexOfMaximumInRows()
    return share(answers.map { columnLabels[$0] }, rows.map { pictures.labels[$0] })
}
