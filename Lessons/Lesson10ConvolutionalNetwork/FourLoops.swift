import Matrices

/// How many places a filter has along one side of a picture: ⌊(side − size + 2·padding) / stride⌋ + 1.
func places(_ side: Int, size: Int, padding: Int, stride: Int) -> Int {
    (side - size + 2 * padding) / stride + 1
}

/// The picture with a frame of zeros round it.
func pad(_ picture: Matrix, _ padding: Int) -> Matrix {
    var padded = Matrix(rows: picture.rows + 2 * padding, columns: picture.columns + 2 * padding)
    for y in 0..<picture.rows {
        for x in 0..<picture.columns { padded[y + padding, x + padding] = picture[y, x] }
    }
    return padded
}

/// O(x, y) = Σ I(x·s + i, y·s + j)·F(i, j) + b: (x, y) is a place in the output, not in the filter.
func convolve(
    _ picture: Matrix, _ filter: Matrix, _ b: Double, padding: Int = 0, stride: Int = 1
) -> Matrix {
    let input = pad(picture, padding)
    var output = Matrix(
        rows: places(picture.rows, size: filter.rows, padding: padding, stride: stride),
        columns: places(picture.columns, size: filter.columns, padding: padding, stride: stride),
        repeating: b)
    for y in 0..<output.rows {
        for x in 0..<output.columns {
            for j in 0..<filter.rows {
                for i in 0..<filter.columns {
                    output[y, x] += input[y * stride + j, x * stride + i] * filter[j, i]
                }
            }
        }
    }
    return output
}

/// The same four loops backwards: who was a factor on the way there gets dO times the other one.
func convolveBackward(
    _ picture: Matrix, _ filter: Matrix, _ dOutput: Matrix, padding: Int = 0, stride: Int = 1
) -> (dPicture: Matrix, dFilter: Matrix, db: Double) {
    let input = pad(picture, padding)
    var dInput = 0 * input
    var dFilter = 0 * filter
    for y in 0..<dOutput.rows {
        for x in 0..<dOutput.columns {
            for j in 0..<filter.rows {
                for i in 0..<filter.columns {
                    let (row, column) = (y * stride + j, x * stride + i)
                    dInput[row, column] += dOutput[y, x] * filter[j, i]
                    dFilter[j, i] += dOutput[y, x] * input[row, column]
                }
            }
        }
    }
    // The frame isn't part of the picture.
    let dPicture = Matrix(rows: picture.rows, columns: picture.columns) { y, x in
        dInput[y + padding, x + padding]
    }
    return (dPicture, dFilter, dOutput.sum())
}
