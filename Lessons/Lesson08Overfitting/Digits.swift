import Datasets
import Matrices

/// Pictures, a row each, and their classes, one-hot.
struct Pictures {
    var x: Matrix
    var y: Matrix
}

/// What the digits are used for.
struct Digits {
    /// 1,000 pictures to learn from, 500 of which are the few.
    var known: LabelledPictures
    /// 500 pictures to watch while training: when does it get worse?
    var validation: Pictures
    /// 500 pictures that nothing was chosen by.
    var test: Pictures
}

/// The first 1,000 of the course's training digits, and its 1,000 test digits in two halves.
func digits() throws -> Digits {
    let (train, test) = try smallMNISTSplit()
    let half = Array(0..<500)
    let rest = Array(500..<1000)
    let classes = oneHot(test.labels, classes: 10)
    return Digits(
        known: (train.pictures[rows: 0..<1000], Array(train.labels[..<1000])),
        validation: Pictures(x: test.pictures[rows: half], y: classes[rows: half]),
        test: Pictures(x: test.pictures[rows: rest], y: classes[rows: rest]))
}

/// The labels with so many per cent of every 500 wrong: for each 500 in turn, a permutation says
/// which (its first ones), then each of these is moved on by 1 to 9 digits.
func withWrongLabels(_ labels: [Int], percent: Int, random: inout RandomState) -> [Int] {
    var labels = labels
    for start in stride(from: 0, to: labels.count, by: 500) {
        for k in random.permutation(500).prefix(500 * percent / 100) {
            labels[start + k] = (labels[start + k] + random.randint(1, 10)) % 10
        }
    }
    return labels
}

/// The labels of the 1,000 known pictures as the training with this seed sees them.
func mislabelled(_ digits: Digits, percent: Int, seed: Int) -> [Int] {
    var random = RandomState(seed: seed)
    return withWrongLabels(digits.known.labels, percent: percent, random: &random)
}
