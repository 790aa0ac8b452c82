import Datasets
import Layers
import Matrices

/// Pictures of one or several channels, a picture per row: row after row of pixels, and each
/// pixel's channels side by side.
struct Pictures {
    var values: Matrix
    let height, width, channels: Int

    /// How many pictures there are.
    var count: Int { values.rows }

    init(_ values: [Double], height: Int, width: Int, channels: Int = 1) {
        let columns = height * width * channels
        self.values = Matrix(rows: values.count / columns, columns: columns, values: values)
        (self.height, self.width, self.channels) = (height, width, channels)
    }

    /// Grey pictures of 28 × 28 pixels.
    init(_ digits: Matrix) { self.init(digits.values, height: 28, width: 28) }

    func map(_ transform: (Double) -> Double) -> Pictures {
        var result = self
        result.values = values.map(transform)
        return result
    }
}

/// The digits, to train and to test: pictures, a row each, and one-hot classes.
struct Digits {
    var source: String
    /// What else is to be said of them.
    var note = ""
    var x, y, xTest, yTest: Matrix

    /// A 5 of the test pictures, 28 × 28: it has edges in every direction.
    var example: Matrix {
        let five = yTest.indexOfMaximumInRows().firstIndex(of: 5) ?? 0
        return xTest[rows: [five]].reshaped(rows: 28, columns: 28)
    }
}

/// The course's 5,000 digits, or those of a folder.
func readDigits(_ folder: String?) throws -> Digits {
    let (train, test, note) = try readMNIST(folder)
    return Digits(
        source: folder.map { "The digits in \($0)" }
            ?? "5,000 digits of MNIST, shuffled with seed 42", note: note,
        x: train.pictures, y: oneHot(train.labels, classes: 10),
        xTest: test.pictures, yTest: oneHot(test.labels, classes: 10))
}

/// Answers where it gets brighter from left to right (Sobel's filter).
let edgeFilter = Matrix([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])

/// The picture with a frame of zeros round it.
func padded(_ picture: Matrix, by padding: Int) -> Matrix {
    var padded = Matrix(rows: picture.rows + 2 * padding, columns: picture.columns + 2 * padding)
    for y in 0..<picture.rows {
        for x in 0..<picture.columns { padded[y + padding, x + padding] = picture[y, x] }
    }
    return padded
}

/// The picture without its frame.
func cropped(_ padded: Matrix, by padding: Int) -> Matrix {
    Matrix(rows: padded.rows - 2 * padding, columns: padded.columns - 2 * padding) { y, x in
        padded[y + padding, x + padding]
    }
}

/// Every picture moved to the right by some pixels; what comes in at the left is black.
func movedRight(_ x: Matrix, by pixels: Int) -> Matrix {
    Matrix(rows: x.rows, columns: x.columns) { i, j in
        j % 28 >= pixels ? x[i, j - pixels] : 0
    }
}
