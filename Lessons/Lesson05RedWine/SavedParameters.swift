import Datasets
import Matrices

/// Weights and biases that an earlier run has saved, for a network with layers of these sizes.
func readParameters(_ path: String, _ sizes: [Int]) throws -> [Matrix] {
    let expected = zip(sizes, sizes.dropFirst()).enumerated().flatMap { layer, size in
        [("w\(layer + 1)", size.0, size.1), ("b\(layer + 1)", 1, size.1)]
    }
    return try readWeights(path, expecting: expected)
}

/// Keeps weights and biases as w1, b1, w2, b2 …
func writeParameters(_ parameters: [Matrix], to path: String) throws {
    try writeWeights(
        parameters.enumerated().map { k, matrix in
            (name: "\(k % 2 == 0 ? "w" : "b")\(k / 2 + 1)", matrix: matrix)
        }, to: path)
}
