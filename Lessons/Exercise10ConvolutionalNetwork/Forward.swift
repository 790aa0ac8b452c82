import Matrices

// What is written already, as four plain loops in lesson 10.

/// O(y, x) = Σ I(y + j, x + i)·F(j, i) + b.
func convolve(_ picture: Matrix, _ filter: Matrix, _ b: Double) -> Matrix {
    var output = Matrix(
        rows: picture.rows - filter.rows + 1, columns: picture.columns - filter.columns + 1,
        repeating: b)
    for y in 0..<output.rows {
        for x in 0..<output.columns {
            for j in 0..<filter.rows {
                for i in 0..<filter.columns {
                    output[y, x] += picture[y + j, x + i] * filter[j, i]
                }
            }
        }
    }
    return output
}

/// The largest number of each window of 2 × 2.
func maxPooling(_ picture: Matrix) -> Matrix {
    Matrix(rows: picture.rows / 2, columns: picture.columns / 2) { y, x in
        max(
            max(picture[2 * y, 2 * x], picture[2 * y, 2 * x + 1]),
            max(picture[2 * y + 1, 2 * x], picture[2 * y + 1, 2 * x + 1]))
    }
}
