import Layers
import Matrices

/// Every gradient of the network by hand and by central differences, at random weights and biases,
/// on ten of the points. Of a wide layer only the first four neurons are looked at: the others have
/// the same formula.
func checkGradient(
    _ network: Perceptron, _ points: PlanePoints, _ settings: Settings, most: Int = 4
) -> [CheckedGradient] {
    var random = RandomState(seed: 1)
    var settings = settings
    settings.hidden = settings.hidden.map { min($0, most) }
    var network = firstNetwork(settings, seed: 0)
    for k in network.parameters.indices {
        let shape = network.parameters[k]
        network.parameters[k] = 0.1 * random.randn(rows: shape.rows, columns: shape.columns)
    }
    let rows = 0..<min(10, points.x.rows)
    let x = points.inputs(points.x[rows: rows], settings.features)
    let y = points.y[rows: rows]
    let gradients = backward(network, x, y, lambda: 0.1)
    return zip(network.weights, gradients).enumerated().map { k, pair in
        checkedGradient("d\(pair.0.name)", pair.1, at: network.parameters[k]) { moved in
            var network = network
            network.parameters[k] = moved
            return cost(network, x, y, lambda: 0.1)
        }
    }
}
