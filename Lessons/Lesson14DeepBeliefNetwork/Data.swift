import Datasets
import Layers
import Matrices

/// Many pictures without labels, the first few of them with one, and others for the test.
struct Digits {
    var x: Matrix
    var labels: [Int]
    var xTest: Matrix
    var yTest: Matrix

    /// The first pictures and their labels, one-hot.
    func few(_ count: Int) -> (x: Matrix, y: Matrix) {
        (x[rows: 0..<count], oneHot(Array(labels[..<count]), classes: 10))
    }
}

extension Digits {
    /// The course's digits, or all that a folder of MNIST files holds.
    init(_ folder: String?) throws {
        let (train, test) = try folder.map { try readMNIST($0) } ?? smallMNISTSplit()
        guard !train.labels.isEmpty, !test.labels.isEmpty else {
            throw DataError.wrongContents("data: too few pictures to learn from and to test with")
        }
        (x, labels) = (train.pictures, train.labels)
        (xTest, yTest) = (test.pictures, oneHot(test.labels, classes: 10))
    }
}
