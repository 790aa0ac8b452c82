import Datasets
import Matrices

/// w and b as an earlier run has saved them.
func readParameters(_ path: String) throws -> (w: Matrix, b: Double) {
    let parameters = try readWeights(path, expecting: [("w", 4096, 1), ("b", 1, 1)])
    return (parameters[0], parameters[1][0, 0])
}
