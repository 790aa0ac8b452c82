import Datasets
import Layers
import Matrices

/// Many pictures without labels, the first few of them with one, and others for the test.
struct Digits {
    var x: Matrix
    var labels: [Int]
    var xTest: Matrix
    var yTest: Matrix
    /// What else is to be said of them, or nothing.
    var note = ""

    /// The first pictures and their labels, one-hot.
    func few(_ count: Int) -> (x: Matrix, y: Matrix) {
        (x[rows: 0..<count], oneHot(Array(labels[..<count]), classes: 10))
    }
}

extension Digits {
    /// The course's digits, or all that a folder of MNIST files holds.
    /// - Throws: `DataError` 65 if that is less than so many pictures with labels, or no test.
    init(_ folder: String?, labels count: Int) throws {
        var (train, test) = try folder.map { try readMNIST($0) } ?? smallMNISTSplit()
        guard train.labels.count >= count, !test.labels.isEmpty else {
            throw DataError.wrongContents(
                "\(folder ?? "data"): \(train.labels.count) pictures to learn from and "
                    + "\(test.labels.count) to test with; \(count) with labels were asked for "
                    + "(--labels), and one for the test")
        }
        note = takeUndivided(&train.pictures, &test.pictures)
        (x, labels) = (train.pictures, train.labels)
        (xTest, yTest) = (test.pictures, oneHot(test.labels, classes: 10))
    }
}
