import Layers
import Matrices

/// The gradients of a network 6-5-3 with dropout and L2, with random weights and biases, held
/// against central differences; the last one forgets the mask on the way back.
func checkGradient(width: Int = 1, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 4)
    let hidden = 5 * width
    let parameters = [(6, hidden), (1, hidden), (hidden, 3), (1, 3)].map {
        random.randn(rows: $0, columns: $1)
    }
    let x = random.randn(rows: 8, columns: 6)
    let mask = dropoutMask(rows: 8, columns: hidden, rate: 0.5, &random)
    let y = Matrix(rows: 8, columns: 3) { i, j in i % 3 == j ? 1 : 0 }
    let lambda = 0.1

    func check(_ name: String, _ k: Int, _ gradients: [Matrix]) -> CheckedGradient {
        checkedGradient(name, gradients[k], at: parameters[k]) { p in
            var moved = parameters
            moved[k] = p
            return crossEntropy(forward(x, moved, mask: mask).z2, y)
                + penalty(moved, lambda: lambda)
        }
    }
    let trace = forward(x, parameters, mask: mask)
    let dz2 = (softmax(trace.z2) - y) / 8
    let gradients = backward(trace, dz2, parameters, lambda: lambda)
    var forgetful = trace
    forgetful.mask = nil
    let withoutMask = backward(forgetful, dz2, parameters, lambda: lambda)
    return ["dW₁", "db₁", "dW₂", "db₂"].enumerated().map { check($1, $0, gradients) }
        + [check("dW₁ without the mask", 0, withoutMask)]
}
