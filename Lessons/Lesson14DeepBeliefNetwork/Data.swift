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
    /// - Throws: `DataError` 65 if that is less than so many pictures with labels.
    init(_ folder: String?, labels count: Int) throws {
        let (train, test, note) = try readMNIST(folder)
        guard train.labels.count >= count else {
            throw DataError.wrongContents(
                "\(folder ?? "data"): \(train.labels.count) pictures to learn from; \(count) with "
                    + "labels were asked for (--labels)")
        }
        (x, labels, self.note) = (train.pictures, train.labels, note)
        (xTest, yTest) = (test.pictures, oneHot(test.labels, classes: 10))
    }
}
