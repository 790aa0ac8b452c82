import Datasets
import Layers
import Matrices
import Notebook

/// What an epoch came to.
struct Epoch {
    var loss: Double
    var accuracy: Double
    var validationLoss: Double
    var validationAccuracy: Double
}

func showHistory(_ notebook: Notebook, _ history: [Epoch]) {
    let epochs = Array(1...history.count)
    notebook.plot(
        "Loss", x: "epoch", y: "cross-entropy",
        [
            Curve("loss", x: epochs, y: history.map(\.loss)),
            Curve("val_loss", x: epochs, y: history.map(\.validationLoss)),
        ])
    notebook.plot(
        "Accuracy", x: "epoch", y: "accuracy",
        [
            Curve("accuracy", x: epochs, y: history.map(\.accuracy)),
            Curve("val_accuracy", x: epochs, y: history.map(\.validationAccuracy)),
        ])
    if let lost = history.firstIndex(where: { !$0.loss.isFinite }) {
        notebook.text(
            """
            In epoch \(lost + 1) the loss left the numbers: the steps are too long. Try a smaller \
            --learning-rate.
            """)
        return
    }
    let last = history[history.count - 1]
    let best = history.indices.max {
        history[$0].validationAccuracy < history[$1].validationAccuracy
    }!
    notebook.table(
        ["", "accuracy", "val_accuracy"],
        [("best epoch, \(best + 1)", history[best]), ("last epoch, \(history.count)", last)].map {
            name, epoch in
            [
                name, "\(fixed(100 * epoch.accuracy, 2)) %",
                "\(fixed(100 * epoch.validationAccuracy, 2)) %",
            ]
        })
    notebook.text(
        """
        The article's 97 % doesn't say which of these it is. Whoever picks the best epoch by the \
        validation pictures picks some luck with it; the last one was not picked.
        """)
    if history.count >= 4, swing(history) > 0.01 {
        notebook.text(
            """
            The learning rate stays the same to the end, so the validation accuracy keeps \
            jumping: in the second half of the epochs by as much as \
            \(fixed(100 * swing(history), 2)) points.
            """)
    }
}

/// The highest validation accuracy of the second half of the epochs minus the lowest.
func swing(_ history: [Epoch]) -> Double {
    let late = history[(history.count / 2)...].map(\.validationAccuracy)
    return late.max()! - late.min()!
}

/// The letter whose mean picture is nearest, for each picture; 24 columns, of which unused ones are
/// never nearest.
func nearestMeans(_ x: Matrix, of train: LabelledPictures) -> [Int] {
    let present = signLabels.filter { train.labels.contains($0) }
    let means = Matrix(
        stacking: present.map { label in
            train.pictures[rows: train.labels.indices.filter { train.labels[$0] == label }]
                .columnMeans()
        })
    return nearest(x, means).map { column(present[$0]) }
}

/// The row of `candidates` with the least squared distance, for each row of x.
func nearest(_ x: Matrix, _ candidates: Matrix) -> [Int] {
    // ‖x − c‖² = ‖x‖² − 2 x·c + ‖c‖², and ‖x‖² is the same for all candidates.
    let squares = Matrix(
        row: (0..<candidates.rows).map { row in candidates[row: row].reduce(0) { $0 + $1 * $1 } })
    return (2 * matmul(x, transposed: candidates) + -squares).indexOfMaximumInRows()
}

/// The share of equal entries.
func share(_ answers: [Int], _ columns: [Int]) -> Double {
    Double(zip(answers, columns).filter { $0 == $1 }.count) / Double(columns.count)
}

func showBaselines(_ notebook: Notebook, _ letters: Letters, accuracy: Double) {
    notebook.section("Is that good?")
    let validation = letters.validation
    let columns = validation.labels.map(column)
    let counts = oneHot(columns).columnSums()
    let means = nearestMeans(validation.pictures, of: letters.train)
    let some = 0..<min(1000, columns.count)
    var neighbours: [Int] = []
    for start in stride(from: 0, to: some.count, by: 100) {
        let block = validation.pictures[rows: start..<min(start + 100, some.count)]
        neighbours += nearest(block, letters.train.pictures).map {
            column(letters.train.labels[$0])
        }
    }
    notebook.text("The same validation pictures, without a network:")
    let byNeighbour = share(neighbours, Array(columns[some]))
    notebook.table(
        ["", "val_accuracy"],
        [
            ("the most frequent letter", counts.max() / Double(columns.count)),
            ("the nearest of 24 mean pictures", share(means, columns)),
            ("the nearest training picture (\(grouped(some.count)) pictures)", byNeighbour),
            ("784-512-512-24, last epoch", accuracy),
        ].map { [$0, "\(fixed(100 * $1, 2)) %"] })
    if byNeighbour > accuracy {
        notebook.text(
            """
            The nearest training picture beats the network here. It learns nothing, keeps all \
            \(grouped(letters.train.labels.count)) pictures, and compares each new one with all \
            of them.
            """)
    }
}

/// The first row with a label, if there is one.
func firstRow(_ set: LabelledPictures, column wanted: Int) -> Int? {
    set.labels.firstIndex { column($0) == wanted }
}

/// How often each letter (a row) was taken for each letter (a column).
func confusionCounts(_ columns: [Int], _ answers: [Int]) -> Matrix {
    var counts = Matrix(rows: 24, columns: 24)
    for (truth, answer) in zip(columns, answers) { counts[truth, answer] += 1 }
    return counts
}

/// The pairs of different letters that are mixed up most often, the most frequent first.
func mostOftenMixed(_ counts: Matrix, _ number: Int) -> [(truth: Int, answer: Int, count: Int)] {
    var pairs: [(truth: Int, answer: Int, count: Int)] = []
    for truth in 0..<24 {
        for answer in 0..<24 where answer != truth && counts[truth, answer] > 0 {
            pairs.append((truth, answer, Int(counts[truth, answer])))
        }
    }
    // Equally frequent pairs stay in the order of the alphabet, on every machine.
    let order = pairs.indices.sorted { a, b in
        pairs[a].count != pairs[b].count ? pairs[a].count > pairs[b].count : a < b
    }
    return order.prefix(number).map { pairs[$0] }
}

func showConfusion(_ notebook: Notebook, _ letters: Letters, scores: Matrix) {
    let (train, validation) = (letters.train, letters.validation)
    notebook.section("Which letters are taken for which")
    guard scores.isFinite else {
        notebook.text("The scores are no numbers any more: there is nothing to compare.")
        return
    }
    let names = signLetters.map(String.init)
    let columns = validation.labels.map(column)
    let answers = scores.indexOfMaximumInRows()
    let counts = confusionCounts(columns, answers)
    notebook.confusion(names, counts)
    let mixed = mostOftenMixed(counts, 3)
    guard !mixed.isEmpty else {
        notebook.text("No validation picture is taken for another letter.")
        return
    }
    notebook.text(
        """
        \(grouped(answers.indices.filter { answers[$0] != columns[$0] }.count)) of \
        \(grouped(answers.count)) are wrong. Most often: \
        \(mixed.map { "\(names[$0.truth]) taken for \(names[$0.answer]) (\($0.count) times)" }.joined(separator: ", ")). \
        In the middle such a picture; to the left and to the right a training picture of the one \
        letter and of the other:
        """)
    for (truth, answer, _) in mixed {
        let wrong = columns.indices.first { columns[$0] == truth && answers[$0] == answer }
        let shown = [
            (train, firstRow(train, column: truth), names[truth]),
            (validation, wrong, "\(names[truth]) taken for \(names[answer])"),
            (train, firstRow(train, column: answer), names[answer]),
        ].compactMap { set, row, label in row.map { (set.pictures[rows: [$0]], label) } }
        notebook.pictures(
            Matrix(stacking: shown.map(\.0)), width: 28, labels: shown.map(\.1), columns: 24)
    }
}
