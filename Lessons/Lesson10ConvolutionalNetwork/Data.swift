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

/// Weights by Glorot's rule of lesson 09: uniform within ±√(6 / (in + out)). A filter has
/// size² · channels inputs, and an input reaches size² · filters outputs. Biases are 0.
/// - Returns: w1 and w2, a filter in each column; w3, the dense layer; and their biases b1, b2, b3.
func firstParameters(
    size: Int = 5, filters: (Int, Int), features: Int, classes: Int = 10,
    _ random: inout RandomState
) -> [Matrix] {
    func firstFilters(_ channels: Int, _ filters: Int) -> Matrix {
        let limit = (6 / Double(size * size * (channels + filters))).squareRoot()
        return random.uniform(-limit, limit, rows: size * size * channels, columns: filters)
    }
    let (w1, w2) = (firstFilters(1, filters.0), firstFilters(filters.0, filters.1))
    let w3 = glorotUniform(features, classes, &random)
    return [w1, w2, w3].flatMap { [$0, Matrix(rows: 1, columns: $0.columns)] }
}

/// The parameters with their names in a file.
func named(_ parameters: [Matrix]) -> [(name: String, matrix: Matrix)] {
    zip(["w1", "b1", "w2", "b2", "w3", "b3"], parameters).map { ($0, $1) }
}

/// Answers where it gets brighter from left to right (Sobel's filter).
let edgeFilter = Matrix([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])

/// Every picture moved to the right by some pixels; what comes in at the left is black.
func movedRight(_ x: Matrix, by pixels: Int) -> Matrix {
    Matrix(rows: x.rows, columns: x.columns) { i, j in
        j % 28 >= pixels ? x[i, j - pixels] : 0
    }
}
