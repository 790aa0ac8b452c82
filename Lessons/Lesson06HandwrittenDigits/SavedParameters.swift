import Datasets
import Layers

extension Perceptron {
    /// Takes weights and biases that an earlier run has saved.
    mutating func readParameters(_ path: String) throws {
        let expected = zip(parameterNames, parameters).map { ($0, $1.rows, $1.columns) }
        parameters = try readWeights(path, expecting: expected)
    }

    /// Keeps weights and biases as w1, b1, w2, b2 …
    func writeParameters(_ path: String) throws {
        let named = zip(parameterNames, parameters).map { (name: $0, matrix: $1) }
        try writeWeights(named, to: path)
    }
}
