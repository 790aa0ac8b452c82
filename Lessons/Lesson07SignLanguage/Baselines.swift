import Datasets
import Layers
import Matrices
import Notebook

/// The accuracy of ways without a network, and of the network, on the validation pictures.
func measureBaselines(_ letters: Letters, network: Double) -> [(name: String, accuracy: Double)] {
    let (train, validation) = (letters.train, letters.validation)
    let byMeans = nearestMeans(validation.pictures, of: train)
    // 500 pictures are enough to judge by; blocks of a hundred keep the distances small.
    let asked = min(500, validation.labels.count)
    let byNeighbour = stride(from: 0, to: asked, by: 100).flatMap { start in
        nearest(validation.pictures[rows: start..<min(start + 100, asked)], train.pictures)
            .map { train.labels[$0] }
    }
    return [
        ("the most frequent letter", letters.yValidation.columnMeans().max()),
        ("the nearest of 24 mean pictures", share(byMeans, validation.labels)),
        (
            "the nearest training picture (\(grouped(asked)) pictures)",
            share(byNeighbour, Array(validation.labels[..<asked]))
        ),
        ("784-512-512-24, last epoch", network),
    ]
}

/// The label of the nearest mean picture, for each picture.
func nearestMeans(_ x: Matrix, of train: LabelledPictures) -> [Int] {
    let present = signLabels.filter { train.labels.contains($0) }
    let means = present.map { label in
        train.pictures[rows: train.labels.indices.filter { train.labels[$0] == label }]
            .columnMeans()
    }
    return nearest(x, Matrix(stacking: means)).map { present[$0] }
}

/// The row of `candidates` with the least squared distance, for each row of x.
func nearest(_ x: Matrix, _ candidates: Matrix) -> [Int] {
    // ‖x − c‖² = ‖x‖² − 2 x·c + ‖c‖², and ‖x‖² is the same for all candidates.
    let squares = (candidates * candidates).rowSums().transposed()
    return (2 * matmul(x, transposed: candidates) - squares).indexOfMaximumInRows()
}

/// The share of equal entries.
func share(_ answers: [Int], _ labels: [Int]) -> Double {
    Double(zip(answers, labels).filter { $0 == $1 }.count) / Double(labels.count)
}

/// How often each letter (a row) was taken for each letter (a column).
func confusion(_ columns: [Int], _ answers: [Int]) -> Matrix {
    var counts = Matrix(rows: 24, columns: 24)
    for (truth, answer) in zip(columns, answers) { counts[truth, answer] += 1 }
    return counts
}

/// The pairs of different letters that are mixed up most often, the most frequent first.
func mostOftenMixed(_ counts: Matrix, _ number: Int) -> [(truth: Int, answer: Int, count: Int)] {
    let pairs = (0..<24 * 24).map {
        (truth: $0 / 24, answer: $0 % 24, count: Int(counts.values[$0]))
    }
    .filter { $0.truth != $0.answer && $0.count > 0 }
    // Equally frequent pairs stay in the order of the alphabet, on every machine.
    let order = pairs.indices.sorted { (pairs[$1].count, $0) < (pairs[$0].count, $1) }
    return order.prefix(number).map { pairs[$0] }
}
