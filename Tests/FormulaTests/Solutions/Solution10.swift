import Matrices

/// The solution of exercise 10, as the four loops of lesson 10 have it.
enum Solution10 {
    static func convolveBackward(
        _ picture: Matrix, _ filter: Matrix, _ dOutput: Matrix
    ) -> (dPicture: Matrix, dFilter: Matrix, db: Double) {
        var dPicture = 0 * picture
        var dFilter = 0 * filter
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
        return (dPicture, dFilter, dOutput.sum())
    }

    static func maxPoolingBackward(_ picture: Matrix, _ dPooled: Matrix) -> Matrix {
        var dPicture = 0 * picture
        for y in 0..<dPooled.rows {
            for x in 0..<dPooled.columns {
                var winner = (2 * y, 2 * x)
                for rival in [(2 * y, 2 * x + 1), (2 * y + 1, 2 * x), (2 * y + 1, 2 * x + 1)]
                where picture[rival.0, rival.1] > picture[winner.0, winner.1] {
                    winner = rival
                }
                dPicture[winner.0, winner.1] = dPooled[y, x]
            }
        }
        return dPicture
    }
}
