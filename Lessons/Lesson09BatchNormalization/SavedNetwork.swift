import Datasets
import Matrices

extension NormalizedPerceptron {
    /// All that a trained network needs, with its names in a file: w1, gamma1, beta1, mean1,
    /// variance1, w2 … and of the last layer w and b.
    var weights: [(name: String, matrix: Matrix)] {
        var matrices: [Matrix] = []
        for (k, statistics) in running.enumerated() {
            matrices += parameters[3 * k..<3 * k + 3] + [statistics.mean, statistics.variance]
        }
        let names = (1...running.count).flatMap { k in
            ["w", "gamma", "beta", "mean", "variance"].map { "\($0)\(k)" }
        }
        let last = ["w", "b"].map { "\($0)\(running.count + 1)" }
        return zip(names + last, matrices + parameters.suffix(2)).map { ($0, $1) }
    }
}

/// A normalised network of sigmoids as an earlier run has saved it.
func readNetwork(_ path: String, sizes: [Int]) throws -> NormalizedPerceptron {
    var unused = RandomState(seed: 0)
    var network = NormalizedPerceptron(sizes: sizes, activation: .sigmoid, random: &unused)
    let found = try readWeights(path, like: network.weights)
    network.parameters = []
    for k in network.running.indices {
        network.parameters += found[5 * k..<5 * k + 3]
        network.running[k].mean = found[5 * k + 3]
        network.running[k].variance = found[5 * k + 4]
    }
    network.parameters += found.suffix(2)
    return network
}
