import Layers
import Matrices

// What is written already, as in lesson 04.

/// The four parameters of the network, or their four derivatives.
struct Parameters {
    var w1, b1, w2, b2: Matrix
}

/// Everything that the forward pass computes.
struct Trace {
    var z1, a1, z2, predicted: Matrix
}

func forward(_ x: Matrix, _ p: Parameters) -> Trace {
    let z1 = matmul(x, p.w1) + p.b1
    let a1 = z1.map { max($0, 0) }
    let z2 = matmul(a1, p.w2) + p.b2
    return Trace(z1: z1, a1: a1, z2: z2, predicted: sigmoid(z2))
}

/// First weights: normal numbers of variance 1 / inputs; biases 0.
func firstParameters(hidden: Int, seed: Int) -> Parameters {
    var random = RandomState(seed: seed + 1)
    let w1 = random.randn(rows: 2, columns: hidden) * (1.0 / 2).squareRoot()
    let w2 = random.randn(rows: hidden, columns: 1) * (1 / Double(hidden)).squareRoot()
    return Parameters(
        w1: w1, b1: Matrix(rows: 1, columns: hidden), w2: w2, b2: Matrix(rows: 1, columns: 1))
}
