import Layers
import Matrices
import Notebook

/// The accuracy when each of these groups of pictures is normalised by its own statistics, as
/// while training.
func accuracyByGroups(
    _ network: NormalizedPerceptron, _ x: Matrix, _ y: Matrix, groups: [[Int]]
) -> Double {
    var right = 0.0
    for group in groups {
        let output = network.forward(x[rows: group]).output
        right += accuracy(output, y[rows: group]) * Double(group.count)
    }
    return right / Double(x.rows)
}

/// Three ways to put pictures into groups: as they come, one digit per group, one at a time.
func groupings(_ y: Matrix, size: Int) -> [(name: String, groups: [[Int]])] {
    let all = Array(0..<y.rows)
    func chunks(_ rows: [Int]) -> [[Int]] {
        stride(from: 0, to: rows.count, by: size).map {
            Array(rows[$0..<min($0 + size, rows.count)])
        }
    }
    let labels = y.indexOfMaximumInRows()
    let byDigit = (0..<y.columns).flatMap { digit in chunks(all.filter { labels[$0] == digit }) }
    return [
        ("its batch: \(size) pictures as they come", chunks(all)),
        ("its batch: up to \(size) pictures of one digit", byDigit),
        ("its batch: one picture", all.map { [$0] }),
    ]
}

func showRunningStatistics(
    _ notebook: Notebook, _ trained: Trained<NormalizedPerceptron>, _ data: Split
) {
    let byRunning = trained.accuracies[trained.accuracies.count - 1]
    notebook.text(
        """
        A picture should not be judged by its company. So every training batch also moves a running \
        mean and variance a tenth of the way towards its own, and after the training these are used. \
        The same trained network on the \(data.xTest.rows) test pictures, normalised by:
        """)
    let byGroups = groupings(data.yTest, size: 64).map { name, groups in
        (name, accuracyByGroups(trained.network, data.xTest, data.yTest, groups: groups))
    }
    notebook.table(
        ["statistics of", "accuracy"],
        ([("the running averages", byRunning)] + byGroups).map { [$0, fixed($1, 4)] })
    if byGroups[1].1 < byRunning - 0.1 {
        notebook.text(
            """
            Among pictures of one digit, what they have in common is subtracted: just what would \
            tell the digit.
            """)
    }
    notebook.text(
        "A picture alone is its own mean: every ẑ is 0, and all pictures get the same answer.")
}
