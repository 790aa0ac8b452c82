import Matrices

/// First weights: normal numbers of variance 1 / inputs; biases 0.
func firstParameters(hidden: Int, outputs: Int = 1, seed: Int) -> Parameters {
    var random = RandomState(seed: seed + 1)
    let w1 = random.randn(rows: 2, columns: hidden) * (1.0 / 2).squareRoot()
    let w2 = random.randn(rows: hidden, columns: outputs) * (1 / Double(hidden)).squareRoot()
    return Parameters(
        w1: w1, b1: Matrix(rows: 1, columns: hidden), w2: w2, b2: Matrix(rows: 1, columns: outputs))
}

/// Gradient descent on all points at once, by the lesson's backward pass or another one; returns the
/// cost before each step and after the last.
func train(
    _ x: Matrix, _ y: Matrix, from first: Parameters, _ f: Activation, learningRate: Double,
    iterations: Int,
    backward other: ((Matrix, Trace, Matrix, Parameters, Activation) -> Parameters)? = nil
) -> (parameters: Parameters, costs: [Double]) {
    var p = first
    var costs: [Double] = []
    for _ in 0..<iterations {
        let trace = forward(x, p, f)
        costs.append(cost(trace.z2, y))
        update(&p, (other ?? backward)(x, trace, y, p, f), learningRate: learningRate)
    }
    costs.append(cost(forward(x, p, f).z2, y))
    return (p, costs)
}

func accuracy(_ predicted: Matrix, _ y: Matrix) -> Double {
    predicted.map(with: y) { p, y in (p > 0.5 ? 1 : 0) == y ? 1 : 0 }.mean()
}
