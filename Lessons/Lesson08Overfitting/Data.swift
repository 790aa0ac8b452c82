import Datasets
import Matrices

/// Pictures, a row each, and their classes, one-hot.
struct Pictures {
    var x: Matrix
    var y: Matrix
}

/// What the digits are used for.
struct Digits {
    /// 1,000 pictures to learn from, 500 of which are the few, and their right labels.
    var pictures: Matrix
    var labels: [Int]
    /// 500 pictures to watch while training, and to choose by.
    var validation: Pictures
    /// 500 pictures that nothing was chosen by.
    var test: Pictures

    /// The labels of the 1,000 pictures as the training with these settings sees them.
    func mislabelled(_ settings: Settings) -> [Int] {
        var random = RandomState(seed: settings.seed)
        return withWrongLabels(labels, percent: settings.wrongLabels, random: &random)
    }

    /// The first of the pictures, with the labels as the training sees them.
    func known(_ count: Int, _ settings: Settings) -> Pictures {
        let labels = Array(mislabelled(settings)[..<count])
        return Pictures(x: pictures[rows: 0..<count], y: oneHot(labels, classes: 10))
    }
}

/// The first 1,000 of the course's training digits, and its 1,000 test digits in two halves.
func readDigits(_ folder: String? = nil) throws -> Digits {
    let (train, test, _) = try readMNIST(folder, atLeast: 1000)
    let classes = oneHot(test.labels, classes: 10)
    func part(_ rows: Range<Int>) -> Pictures {
        Pictures(x: test.pictures[rows: rows], y: classes[rows: rows])
    }
    return Digits(
        pictures: train.pictures[rows: 0..<1000], labels: Array(train.labels[..<1000]),
        validation: part(0..<500), test: part(500..<1000))
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

/// How many of the wrong labels a network has learnt: it gives back what it was taught.
func wrongLabelsLearnt(
    _ parameters: [Matrix], _ digits: Digits, _ labels: [Int], _ wrong: [Int]
) -> Int {
    guard !wrong.isEmpty else { return 0 }
    let answers = forward(digits.pictures[rows: wrong], parameters).z2.indexOfMaximumInRows()
    return zip(answers, wrong).filter { $0 == labels[$1] }.count
}

/// What a method came to on the test pictures, training after training.
struct Outcome {
    var name: String
    var losses: [Double]
    var accuracies: [Double]
}

/// Each method on its own, and early stopping taken from the trainings of the first.
func outcomes(_ methods: [Method], _ trainings: [[Training]], _ digits: Digits) -> [Outcome] {
    func outcome(_ name: String, _ parameters: [[Matrix]]) -> Outcome {
        let tests = parameters.map { evaluate($0, digits.test) }
        return Outcome(name: name, losses: tests.map(\.loss), accuracies: tests.map(\.accuracy))
    }
    var all = methods.enumerated().map { k, method in
        outcome(method.name, trainings.map { $0[k].parameters })
    }
    all.insert(outcome("early stopping", trainings.map { $0[0].bestParameters }), at: 1)
    return all
}
