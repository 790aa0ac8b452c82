import Datasets
import Layers
import Matrices

/// Pictures of some of the classes, and their one-hot labels, counted from the first class.
struct Task {
    var classes: Range<Int>
    /// All pictures to learn from, those of other classes too, and which of them are meant. Two
    /// tasks share them: to copy each its own would take twice the memory.
    private var pictures: Matrix
    private var rows: [Int]
    var labels: [Int]
    var xTest: Matrix
    var yTest: Matrix

    var x: Matrix { pictures[rows: rows] }
    var y: Matrix { oneHot(labels, classes: classes.count) }

    init(_ digits: (train: LabelledPictures, test: LabelledPictures), classes: Range<Int>) {
        func rows(_ set: LabelledPictures) -> [Int] {
            set.labels.indices.filter { classes.contains(set.labels[$0]) }
        }
        func labels(_ set: LabelledPictures) -> [Int] {
            rows(set).map { set.labels[$0] - classes.lowerBound }
        }
        self.classes = classes
        self.rows = rows(digits.train)
        self.labels = labels(digits.train)
        pictures = digits.train.pictures
        xTest = digits.test.pictures[rows: rows(digits.test)]
        yTest = oneHot(labels(digits.test), classes: classes.count)
    }

    /// The first pictures of each class in a random order of all of them.
    func few(perClass: Int, seed: Int) -> (x: Matrix, y: Matrix) {
        var random = RandomState(seed: seed)
        let shuffled = random.permutation(labels.count)
        let few = (0..<classes.count).flatMap { label in
            shuffled.filter { labels[$0] == label }.prefix(perClass)
        }
        return (pictures[rows: few.map { rows[$0] }], y[rows: few])
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
