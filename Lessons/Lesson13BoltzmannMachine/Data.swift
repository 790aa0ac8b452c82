import Datasets
import Matrices

/// The 14 pictures of 3 × 3 pixels that are made of full columns (bars) or of full rows (stripes).
func barsAndStripes() -> Matrix {
    Matrix(rows: 14, columns: 9) { k, pixel in
        let (pattern, place) = k < 8 ? (k, pixel % 3) : (k - 7, pixel / 3)
        return Double(pattern >> place & 1)
    }
}

/// Every row of n zeros and ones: 2ⁿ × n.
func allStates(_ n: Int) -> Matrix {
    Matrix(rows: 1 << n, columns: n) { i, j in Double(i >> j & 1) }
}

/// Pictures to learn from and to test with, every pixel 0 or 1, and which of the test pictures are
/// looked at: the first of each of the digits 0 to 4.
struct Digits {
    var x: Matrix
    var xTest: Matrix
    var shown: [Int]
    /// What else is to be said of them, or nothing.
    var note = ""

    /// The course's digits, or all that a folder of MNIST files holds.
    init(_ folder: String?) throws {
        var (train, test, note) = try readMNIST(folder)
        let firsts = (0..<5).compactMap { test.labels.firstIndex(of: $0) }
        guard firsts.count == 5 else {
            throw DataError.wrongContents(
                "\(folder ?? "data"): among the \(test.labels.count) test pictures one of the digits "
                    + "0 to 4 is missing, which this lesson shows")
        }
        makeBlackAndWhite(&train.pictures)
        makeBlackAndWhite(&test.pictures)
        (x, xTest, shown, self.note) = (train.pictures, test.pictures, firsts, note)
    }
}

/// A pixel brighter than one half becomes 1, else 0; in place, since 60,000 pictures are large.
func makeBlackAndWhite(_ pictures: inout Matrix) {
    for k in pictures.values.indices { pictures.values[k] = pictures.values[k] > 0.5 ? 1 : 0 }
}
