import Datasets
import Layers
import Matrices
import Notebook

/// The accuracy when each of these groups of pictures is normalised by its own statistics, as
/// while training.
func accuracyByGroups(_ network: Network, _ x: Matrix, _ y: Matrix, _ groups: [[Int]]) -> Double {
    let right = groups.map { rows in
        accuracy(forward(x[rows: rows], network).z, y[rows: rows]) * Double(rows.count)
    }
    return right.reduce(0, +) / Double(x.rows)
}

/// Three ways to put pictures into groups: as they come, one digit per group, one at a time.
func groupings(_ y: Matrix, size: Int) -> [(name: String, groups: [[Int]])] {
    func chunks(_ rows: [Int]) -> [[Int]] {
        stride(from: 0, to: rows.count, by: size).map {
            Array(rows[$0..<min($0 + size, rows.count)])
        }
    }
    let all = Array(0..<y.rows)
    let labels = y.indexOfMaximumInRows()
    let byDigit = (0..<y.columns).flatMap { digit in chunks(all.filter { labels[$0] == digit }) }
    return [
        ("a batch of \(size) pictures as they come", chunks(all)),
        ("a batch of up to \(size) pictures of one digit", byDigit),
        ("a batch of one picture", all.map { [$0] }),
    ]
}

/// The accuracy on the test pictures by the running averages, and by the groups' own statistics.
func accuracyByStatistics(
    _ network: Network, _ digits: OneHotDigits
) -> [(name: String, accuracy: Double)] {
    let running = accuracy(scores(digits.xTest, network), digits.yTest)
    let groups = groupings(digits.yTest, size: 64).map { name, groups in
        (name, accuracyByGroups(network, digits.xTest, digits.yTest, groups))
    }
    return [("the running averages", running)] + groups
}

extension Notebook {
    func showStatistics(_ rows: [(name: String, accuracy: Double)]) {
        table(["statistics of", "accuracy"], rows.map { [$0.name, fixed($0.accuracy, 4)] })
        text(
            """
            In a batch of one digit, subtracting the mean takes away what the pictures have in \
            common, and that is what would show the digit. In a batch of one picture, every ẑ is \
            0, and all pictures get the same answer.
            """)
    }
}
