import Datasets
import Layers
import Matrices

/// Pictures, a row each, and their classes, one-hot: to train and to test.
struct Split {
    var x: Matrix
    var y: Matrix
    var xTest: Matrix
    var yTest: Matrix
}

/// The course's 5,000 digits: 4,000 to train, 1,000 to test.
func digits() throws -> Split {
    let (train, test) = try smallMNISTSplit()
    return Split(
        x: train.pictures, y: oneHot(train.labels, classes: 10),
        xTest: test.pictures, yTest: oneHot(test.labels, classes: 10))
}
