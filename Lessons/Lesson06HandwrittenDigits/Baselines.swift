import Datasets
import Matrices

import struct Layers.Perceptron

/// What simpler ways than the network reach on the test pictures.
struct Baselines {
    /// Accuracy of each way, and how many numbers it has to keep.
    var ways: [(name: String, numbers: Int, accuracy: Double)]
    /// How many of all test pictures the nearest neighbour was asked for, and the network's
    /// accuracy on these.
    var asked: Int
    var all: Int
    var networkOnAsked: Double
}

func measureBaselines(_ digits: Digits, answers: [Int], _ regression: Perceptron) -> Baselines {
    let (train, test) = (digits.train, digits.test)
    let (means, classes) = meanPictures(train)
    let byMeans = nearest(test.pictures, among: means).map { classes[$0] }
    let byRegression = regression.predict(test.pictures).indexOfMaximumInRows()
    // A thousand pictures are enough to judge by, and 60,000 · 10,000 distances take long.
    let asked = min(1000, test.labels.count)
    let byNeighbour = nearest(test.pictures[rows: 0..<asked], among: train.pictures)
        .map { train.labels[$0] }
    let labels = Array(test.labels[..<asked])
    return Baselines(
        ways: [
            ("nearest mean", means.values.count, share(byMeans, test.labels)),
            ("softmax regression", 785 * 10, share(byRegression, test.labels)),
            ("network", 785 * 128 + 129 * 10, share(answers, test.labels)),
            ("nearest neighbour", train.pictures.values.count, share(byNeighbour, labels)),
        ], asked: asked, all: test.labels.count,
        networkOnAsked: share(Array(answers[..<asked]), labels))
}

/// The share of answers that are right.
func share(_ answers: [Int], _ labels: [Int]) -> Double {
    Double(zip(answers, labels).filter { $0 == $1 }.count) / Double(labels.count)
}

/// For each row of `pictures` which row of `known` is the nearest one, in blocks that fit into
/// memory. ‖a − b‖² = ‖a‖² − 2 a·b + ‖b‖², and ‖a‖² is the same for all b.
func nearest(_ pictures: Matrix, among known: Matrix, block: Int = 4000) -> [Int] {
    var best = [Int](repeating: 0, count: pictures.rows)
    var least = [Double](repeating: .infinity, count: pictures.rows)
    for start in stride(from: 0, to: known.rows, by: block) {
        let part = known[rows: start..<min(start + block, known.rows)]
        let squares = (part * part).rowSums().transposed()
        let distances = squares - 2 * matmul(pictures, transposed: part)
        for i in 0..<pictures.rows {
            for j in 0..<part.rows where distances[i, j] < least[i] {
                least[i] = distances[i, j]
                best[i] = start + j
            }
        }
    }
    return best
}

/// The mean picture of every class that occurs, and which class it is.
func meanPictures(_ known: LabelledPictures) -> (means: Matrix, classes: [Int]) {
    let classes = Set(known.labels).sorted()
    let means = classes.map { label in
        known.pictures[rows: known.labels.indices.filter { known.labels[$0] == label }]
            .columnMeans()
    }
    return (Matrix(stacking: means), classes)
}

/// How often each digit (a row) was taken for each digit (a column).
func confusion(_ labels: [Int], _ answers: [Int]) -> Matrix {
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
