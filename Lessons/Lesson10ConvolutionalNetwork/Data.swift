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

    /// How many pixels a filter is wide: a column of w has size · size · channels weights.
    func filterSize(_ w: Matrix) -> Int { Int(Double(w.rows / channels).squareRoot()) }

    /// Where the windows of 2 × 2 pixels begin, in all pictures and channels.
    var corners: [Int] {
        (0..<count).flatMap { n in
            (0..<height / 2).flatMap { row in
                (0..<width / 2).flatMap { column in
                    let pixel = (n * height + 2 * row) * width + 2 * column
                    return pixel * channels..<(pixel + 1) * channels
                }
            }
        }
    }

    func map(_ transform: (Double) -> Double) -> Pictures {
        var result = self
        result.values = values.map(transform)
        return result
    }
}

extension OneHotDigits {
    /// A 5 of the test pictures, 28 × 28: it has edges in every direction.
    var example: Matrix {
        let five = yTest.indexOfMaximumInRows().firstIndex(of: 5) ?? 0
        return xTest[rows: [five]].reshaped(rows: 28, columns: 28)
    }
}

/// Answers where it gets brighter from left to right (Sobel's filter).
let edgeFilter = Matrix([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])

/// Every picture moved to the right by some pixels; what comes in at the left is black.
func movedRight(_ x: Matrix, by pixels: Int) -> Matrix {
    Matrix(rows: x.rows, columns: x.columns) { i, j in
        j % 28 >= pixels ? x[i, j - pixels] : 0
    }
}
