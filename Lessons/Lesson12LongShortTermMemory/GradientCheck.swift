import Layers
import Matrices

/// Holds every gradient against central differences, gate by gate: six steps, random weights; the
/// cost looks at steps 3 and 6.
func checkGradient(width: Int = 1, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 1)
    var parameters = firstParameters(
        inputs: 2, hidden: 3 * width, outputs: 2, forgetBias: 1, &random)
    parameters[2] += random.randn(rows: 1, columns: 12 * width)
    parameters[4] = random.randn(rows: 1, columns: 2)
    let x = (0..<6).map { _ in random.randn(rows: 3, columns: 2) }
    let weights = random.randn(rows: 3, columns: 2)
    func cost(_ parameters: [Matrix]) -> Double {
        let outputs = forward(x, parameters).outputs
        return (outputs[2] * weights).sum() + (outputs[5] * weights).sum()
    }
    let byHand = backward(
        forward(x, parameters), [nil, nil, weights, nil, nil, weights], parameters
    ).gradients

    /// The cost when a parameter is another one.
    func cost(_ k: Int, _ moved: Matrix) -> Double {
        var other = parameters
        other[k] = moved
        return cost(other)
    }
    func parts(_ matrix: Matrix) -> [Matrix] {
        let (i, f, g, o) = cut(matrix)
        return [i, f, g, o]
    }
    let gates = ["i", "f", "g", "o"].enumerated().flatMap { number, gate in
        ["dW", "dU", "db"].enumerated().map { k, name in
            checkedGradient(
                "\(name) of \(gate)", parts(byHand[k])[number], at: parts(parameters[k])[number]
            ) { moved in
                var parts = parts(parameters[k])
                parts[number] = moved
                return cost(k, Matrix(joining: parts))
            }
        }
    }
    return gates + [
        checkedGradient("dWy", byHand[3], at: parameters[3]) { cost(3, $0) },
        checkedGradient("dby", byHand[4], at: parameters[4]) { cost(4, $0) },
    ]
}
