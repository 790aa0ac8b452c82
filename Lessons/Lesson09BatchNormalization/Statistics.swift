import Matrices

/// What batch normalisation takes out of each column: the mean and variance of its values.
struct Statistics: Equatable, Sendable {
    /// μ, 1 × n.
    var mean: Matrix
    /// v, 1 × n: the mean squared distance from μ, divided by m (not by m − 1).
    var variance: Matrix

    /// The statistics of a batch, column by column.
    init(of z: Matrix) {
        mean = z.columnMeans()
        let distance = z + -mean
        variance = (distance * distance).columnMeans()
    }

    /// Mean 0 and variance 1: where the running statistics begin.
    init(columns: Int) {
        mean = Matrix(rows: 1, columns: columns)
        variance = Matrix(rows: 1, columns: columns, repeating: 1)
    }

    /// The running average: nine parts of what was, one part of this batch.
    mutating func follow(_ batch: Statistics) {
        mean = 0.9 * mean + 0.1 * batch.mean
        variance = 0.9 * variance + 0.1 * batch.variance
    }
}

/// What the forward pass leaves for the backward pass.
struct Normalized: Sendable {
    /// ẑ, m × n.
    var z: Matrix
    /// 1 / √(v + ε), 1 × n.
    var scale: Matrix
    /// y = γ ẑ + β, m × n.
    var output: Matrix
}

/// Every row of m multiplied, element by element, by the same row.
func times(_ m: Matrix, _ row: Matrix) -> Matrix {
    Matrix(rows: m.rows, columns: m.columns) { i, j in m[i, j] * row[0, j] }
}
