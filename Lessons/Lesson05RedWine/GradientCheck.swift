import Layers
import Matrices

/// Every gradient of a small network of the same kind, held against central differences.
///
/// Weights and biases are moved away from their start, so that none of them is 0.
func checkGradient(
    _ x: Matrix, _ y: Matrix, _ loss: Loss, width: Int = 1, seed: Int
) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 1)
    var parameters = firstParameters(
        [x.columns, 6 * width, 5 * width, 4 * width, 1], &random)
    for k in parameters.indices {
        let (rows, columns) = (parameters[k].rows, parameters[k].columns)
        parameters[k] += random.uniform(-0.5, 0.5, rows: rows, columns: columns)
    }
    let trace = forward(x, parameters)
    let gradients = backward(trace, loss.derivative(trace.predicted, y), parameters)
    return parameters.indices.map { k in
        let name = (k % 2 == 0 ? "dW" : "db") + ["₁", "₂", "₃", "₄"][k / 2]
        return checkedGradient(name, gradients[k], at: parameters[k]) { moved in
            var others = parameters
            others[k] = moved
            return loss(forward(x, others).predicted, y)
        }
    }
}
