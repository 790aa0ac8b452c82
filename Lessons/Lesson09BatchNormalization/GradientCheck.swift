import Datasets
import Layers
import Matrices

/// One layer on random numbers, 8 rows, 5 columns. The cost is Σ c·y, with random c: dy = c.
struct LayerCheck {
    let z, gamma, beta, c: Matrix
    let normalized: Normalized

    init(width: Int, seed: Int) {
        var random = RandomState(seed: seed + 4)
        z = 2 * random.randn(rows: 8, columns: 5 * width) + 1
        gamma = random.randn(rows: 1, columns: 5 * width)
        beta = random.randn(rows: 1, columns: 5 * width)
        c = random.randn(rows: 8, columns: 5 * width)
        normalized = normalize(z, gamma, beta, statistics(of: z))
    }

    func cost(_ z: Matrix, _ gamma: Matrix, _ beta: Matrix) -> Double {
        (c * normalize(z, gamma, beta, statistics(of: z)).y).sum()
    }
}

func checkLayer(width: Int = 1, seed: Int) -> [CheckedGradient] {
    let layer = LayerCheck(width: width, seed: seed)
    let (z, gamma, beta) = (layer.z, layer.gamma, layer.beta)
    let (dz, dGamma, dBeta) = normalizeBackward(layer.normalized, layer.c, gamma)
    return [
        checkedGradient("dγ", dGamma, at: gamma) { layer.cost(z, $0, beta) },
        checkedGradient("dβ", dBeta, at: beta) { layer.cost(z, gamma, $0) },
        checkedGradient("dz", dz, at: z) { layer.cost($0, gamma, beta) },
    ]
}

/// dz as if μ and v were constants: dz = γ dy / √(v + ε).
func checkWithoutMeans(seed: Int) -> CheckedGradient {
    let layer = LayerCheck(width: 1, seed: seed)
    let dz = layer.c * layer.gamma / layer.normalized.deviation
    return checkedGradient("dz without the two means", dz, at: layer.z) {
        layer.cost($0, layer.gamma, layer.beta)
    }
}

/// A normalised network 5-4-4-3 with a residual connection, away from its first values, and six
/// pictures for it: all w together, all b and β, all γ.
func checkNetwork(width: Int = 1, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 5)
    var network = normalized(
        glorotNetwork(.sigmoid, sizes: [5, 4 * width, 4 * width, 3], seed: seed))
    network.isResidual = true
    for (k, p) in network.parameters.all.enumerated() {
        network.parameters.all[k] += 0.5 * random.randn(rows: p.rows, columns: p.columns)
    }
    let x = random.randn(rows: 6, columns: 5)
    let y = oneHot([0, 1, 2, 1, 0, 2], classes: 3)
    let trace = forward(x, network)
    let d = backward(trace, (softmax(trace.z) - y) / 6, network)
    return d.all.indices.map { k in
        let name = ["dw1", "dw2", "dw3", "dβ1", "dβ2", "db3", "dγ1", "dγ2"][k]
        return checkedGradient(name, d.all[k], at: network.parameters.all[k]) { moved in
            var other = network
            other.parameters.all[k] = moved
            return crossEntropy(forward(x, other).z, y)
        }
    }
}
