import Layers
import Matrices
import Notebook

/// The directions in which the rows of x differ most, by subspace iteration: multiply by the
/// covariance, make orthogonal, repeat.
/// - Returns: The mean, 1 × n, and `count` directions of length 1 at right angles, n × count.
func principalComponents(
    _ x: Matrix, count: Int, iterations: Int, random: inout RandomState
) -> (mean: Matrix, directions: Matrix) {
    let mean = x.columnMeans()
    // The mean product of two distances from their means is the mean of the product, minus that of
    // the means: no second copy of all pictures is needed.
    let covariance = matmul(transposed: x, x) / Double(x.rows) - matmul(transposed: mean, mean)
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

/// Test pictures that went to the hidden units and back, and to as many components and back.
struct Rebuilt {
    let hidden: Int
    /// The first five test pictures, by the machine, by components.
    let shown: [Matrix]
    /// Squared errors of the mean picture, the machine, the components.
    let errors: [Double]

    init(_ digits: Digits, _ machine: Machine, seed: Int) {
        hidden = machine.w.columns
        var random = RandomState(seed: seed + 1)
        let components = principalComponents(
            digits.x, count: hidden, iterations: 30, random: &random)
        let x = digits.xTest
        let byMachine = reconstruction(x, machine)
        let byComponents = reconstructed(x, components.mean, components.directions)
        shown = [x, byMachine, byComponents].map { $0[rows: digits.shown] }
        let meanPicture = Matrix(zerosLike: x) + components.mean
        errors = [meanPicture, byMachine, byComponents].map { meanSquaredError($0, x) }
    }
}

extension Notebook {
    func showComponents(_ rebuilt: Rebuilt) {
        let (hidden, errors) = (rebuilt.hidden, rebuilt.errors)
        let titles = [
            "Test pictures", "Rebuilt by the machine", "Rebuilt from principal components",
        ]
        for (title, x) in zip(titles, rebuilt.shown) { pictures(title: title, x, width: 28) }
        let names = [
            "the mean picture", "the machine, \(hidden) hidden units",
            "\(hidden) principal components",
        ]
        table(
            ["squared error per pixel, test pictures", ""],
            zip(names, errors).map { [$0, fixed($1, 4)] })
        guard errors[2] < errors[1] else { return }
        text(
            """
            The components win, because rebuilding is all that they were made for. The machine was \
            trained to find such pictures probable. So it can do what the components can't: say \
            which pictures are probable, and draw new ones.
            """)
    }
}
