import Layers
import Matrices

/// Holds dWx, dWh, db, dWy, dby against central differences: 3 sequences of 6 steps.
func checkGradient(everyStep: Bool, width: Int = 1, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 1)
    var parameters = firstParameters(inputs: 1, hidden: 5 * width, outputs: 1, &random)
    parameters[2] = 0.5 * random.randn(rows: 1, columns: 5 * width)
    parameters[4] = random.randn(rows: 1, columns: 1)
    let x = (0..<6).map { _ in random.randn(rows: 3, columns: 1) }
    let y = (0..<6).map { _ in random.randn(rows: 3, columns: 1) }
    let trace = forward(x, parameters)
    let dOutputs = costDerivative(trace.outputs, y, everyStep: everyStep)
    let byHand = backward(trace, dOutputs, parameters).gradients
    return ["dWx", "dWh", "db", "dWy", "dby"].enumerated().map { k, name in
        checkedGradient(
            everyStep ? "\(name), every step" : "\(name), last step", byHand[k], at: parameters[k]
        ) { moved in
            var other = parameters
            other[k] = moved
            return cost(forward(x, other).outputs, y, everyStep: everyStep)
        }
    }
}
