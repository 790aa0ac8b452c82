import Matrices

/// The directions in which the rows of x differ most, by subspace iteration: multiply by the
/// covariance, make orthogonal, repeat.
/// - Returns: The mean, 1 × n, and `count` directions of length 1 at right angles, n × count.
func principalComponents(
    _ x: Matrix, count: Int, iterations: Int, random: inout RandomState
) -> (mean: Matrix, directions: Matrix) {
    let mean = x.columnMeans()
    let centred = x - mean
    let covariance = matmul(transposed: centred, centred) / Double(x.rows)
    var directions = orthonormal(random.randn(rows: x.columns, columns: count))
    for _ in 0..<iterations { directions = orthonormal(matmul(covariance, directions)) }
    return (mean, directions)
}

/// Gram–Schmidt: what a column has in common with the columns before it is taken away, and what is
/// left is stretched to length 1.
func orthonormal(_ columns: Matrix) -> Matrix {
    var rows = columns.transposed()
    for k in 0..<rows.rows {
        var row = Matrix(row: rows[row: k])
        if k > 0 {
            let before = rows[rows: 0..<k]
            for _ in 1...2 { row -= matmul(matmul(row, transposed: before), before) }
        }
        // Nothing is left where there are more columns than directions.
        let length = row.norm()
        rows[row: k] = (length > 0 ? row / length : row).values
    }
    return rows.transposed()
}

/// x rebuilt from nothing but its shares in the directions: mean + ((x − mean)·D)·Dᵀ.
func reconstructed(_ x: Matrix, _ mean: Matrix, _ directions: Matrix) -> Matrix {
    matmul(matmul(x - mean, directions), transposed: directions) + mean
}
