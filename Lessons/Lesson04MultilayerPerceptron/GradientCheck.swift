import Matrices

import struct Layers.CheckedGradient
import func Layers.checkedGradient

/// Random weights and biases, none of them 0.
func randomParameters(hidden: Int, seed: Int) -> Parameters {
    var p = firstParameters(hidden: hidden, seed: seed)
    var random = RandomState(seed: seed + 1)
    p.b1 = random.randn(rows: 1, columns: hidden)
    p.b2 = random.randn(rows: 1, columns: 1)
    return p
}

/// Every derivative held against central differences; by the lesson's backward pass or another one.
func checkGradient(
    _ x: Matrix, _ y: Matrix, at p: Parameters, _ f: Activation,
    by gradient: (Trace, Matrix, Parameters, Activation) -> Parameters = gradient
) -> [CheckedGradient] {
    let byHand = gradient(forward(x, p, f), y, p, f)
    let parts = [\Parameters.w1, \.b1, \.w2, \.b2]
    return zip(["dW₁", "db₁", "dW₂", "db₂"], parts).map { name, part in
        checkedGradient(name, byHand[keyPath: part], at: p[keyPath: part]) { moved in
            var other = p
            other[keyPath: part] = moved
            return cost(forward(x, other, f), y)
        }
    }
}

/// A derivative of f held against central differences, where f is smooth.
func checkDerivative(_ f: Activation, at z: Matrix) -> CheckedGradient {
    checkedGradient(f.rawValue, f.derivative(z, f.value(z)), at: z) { moved in
        f.value(moved).sum()
    }
}
