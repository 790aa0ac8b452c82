import Datasets
import Layers
import Matrices

/// The protein x and the calories y of each cereal.
func readCereals(_ path: String) throws -> (x: Matrix, y: Matrix) {
    let cereals = try readCSV(path)
    let x = try cereals.matrix(["protein"])
    let y = try cereals.matrix(["calories"])
    guard x.rows >= 20 else {
        throw DataError.wrongContents(
            "\(path): \(x.rows) cereals were found; this lesson needs 20 or more")
    }
    guard x.min() < x.max() else {
        throw DataError.wrongContents(
            "\(path): the column \"protein\" is the same in every row; a line needs two places")
    }
    return (x, y)
}

/// x with mean 0.
func centre(_ x: Matrix) -> Matrix {
    x - x.mean()
}

/// x with mean 0 and standard deviation 1.
func standardise(_ x: Matrix) -> Matrix {
    let centred = centre(x)
    return centred / (centred * centred).mean().squareRoot()
}

/// The bottom of the valley, in one step: least squares, as in lesson 01.
func bestParameters(_ x: Matrix, _ y: Matrix) -> Parameters {
    let (w, b) = leastSquares(x, y)
    return Parameters(w: w[0, 0], b: b)
}
