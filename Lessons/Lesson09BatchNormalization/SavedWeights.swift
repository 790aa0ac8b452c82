import Matrices

extension Network {
    /// All that a normalised network needs, with its names in a file: w1, gamma1, beta1, mean1,
    /// variance1, w2 … and of the last layer w and b.
    var named: [(name: String, matrix: Matrix)] {
        let p = parameters
        let hidden = running.indices.flatMap { l in
            [
                ("w\(l + 1)", p.w[l]), ("gamma\(l + 1)", p.gamma[l]), ("beta\(l + 1)", p.b[l]),
                ("mean\(l + 1)", running[l].mean), ("variance\(l + 1)", running[l].variance),
            ]
        }
        let last = running.count
        return hidden + [("w\(last + 1)", p.w[last]), ("b\(last + 1)", p.b[last])]
    }

    /// The same network with other matrices, in the order of `named`.
    func with(_ found: [Matrix]) -> Network {
        var (network, rest) = (self, found[...])
        for l in running.indices {
            network.parameters.w[l] = rest.removeFirst()
            network.parameters.gamma[l] = rest.removeFirst()
            network.parameters.b[l] = rest.removeFirst()
            network.running[l] = Statistics(mean: rest.removeFirst(), variance: rest.removeFirst())
        }
        network.parameters.w[running.count] = rest.removeFirst()
        network.parameters.b[running.count] = rest.removeFirst()
        return network
    }
}
