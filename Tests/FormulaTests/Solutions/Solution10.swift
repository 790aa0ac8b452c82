import Matrices

/// The solution of exercise 10, as the four loops of lesson 10 have it.
enum Solution10 {
    static func convolveBackward(
        _ picture: Matrix, _ filter: Matrix, _ dOutput: Matrix
    ) -> (dPicture: Matrix, dFilter: Matrix, db: Double) {
        var dPicture = Matrix(rows: picture.rows, columns: picture.columns)
        var dFilter = Matrix(rows: filter.rows, columns: filter.columns)
        for y in 0..<dOutput.rows {
            for x in 0..<dOutput.columns {
                for j in 0..<filter.rows {
                    for i in 0..<filter.columns {
                        dFilter[j, i] += dOutput[y, x] * picture[y + j, x + i]
                        dPicture[y + j, x + i] += dOutput[y, x] * filter[j, i]
                    }
                }
            }
        }
        let db = dOutput.sum()
        return (dPicture, dFilter, db)
    }

    static func maxPoolingBackward(_ picture: Matrix, _ dPooled: Matrix) -> Matrix {
        var dPicture = Matrix(rows: picture.rows, columns: picture.columns)
        for y in 0..<dPooled.rows {
            for x in 0..<dPooled.columns {
                var (row, column) = (2 * y, 2 * x)
                for (j, i) in [(2 * y, 2 * x + 1), (2 * y + 1, 2 * x), (2 * y + 1, 2 * x + 1)]
                where picture[j, i] > picture[row, column] {
                    (row, column) = (j, i)
                }
                dPicture[row, column] = dPooled[y, x]
            }
        }
        return dPicture
    }
}
