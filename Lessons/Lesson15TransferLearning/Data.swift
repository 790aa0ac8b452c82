import Datasets
import Layers
import Matrices

/// Pictures of some of the classes, and their one-hot labels, counted from the first class.
struct Task {
    var classes: Range<Int>
    var x: Matrix
    var y: Matrix
    var labels: [Int]
    var xTest: Matrix
    var yTest: Matrix

    init(_ digits: (train: LabelledPictures, test: LabelledPictures), classes: Range<Int>) {
        func part(_ set: LabelledPictures) -> (x: Matrix, labels: [Int]) {
            let rows = set.labels.indices.filter { classes.contains(set.labels[$0]) }
            return (set.pictures[rows: rows], rows.map { set.labels[$0] - classes.lowerBound })
        }
        let (train, test) = (part(digits.train), part(digits.test))
        self.classes = classes
        (x, labels) = train
        y = oneHot(train.labels, classes: classes.count)
        xTest = test.x
        yTest = oneHot(test.labels, classes: classes.count)
    }

    /// The first pictures of each class in a random order of all of them.
    func few(perClass: Int, seed: Int) -> (x: Matrix, y: Matrix) {
        var random = RandomState(seed: seed)
        let shuffled = random.permutation(x.rows)
        let rows = (0..<classes.count).flatMap { label in
            shuffled.filter { labels[$0] == label }.prefix(perClass)
        }
        return (x[rows: rows], y[rows: rows])
    }
}

/// The course's digits, or all that a folder of MNIST files holds: 0 to 4 and 5 to 9.
/// - Throws: `DataError` 65 if there are fewer pictures of a digit than are to be learnt from.
func readTasks(
    _ folder: String?, perClass: Int
) throws -> (old: Task, new: Task, note: String) {
    let (train, test, note) = try readMNIST(folder)
    for digit in 0..<10 {
        let count = train.labels.count { $0 == digit }
        let testCount = test.labels.count { $0 == digit }
        guard count >= perClass, testCount > 0 else {
            throw DataError.wrongContents(
                "\(folder ?? "data"): \(count) pictures of a \(digit) to learn from and "
                    + "\(testCount) to test with; this lesson needs \(perClass) and 1 of each digit"
            )
        }
    }
    return (Task((train, test), classes: 0..<5), Task((train, test), classes: 5..<10), note)
}
