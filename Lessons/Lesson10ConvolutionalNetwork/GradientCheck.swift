import Layers
import Matrices

/// The four loops with padding 1 and stride 2, against central differences.
func checkFourLoops(seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 1)
    let I = random.randn(rows: 7, columns: 6)
    let F = random.randn(rows: 3, columns: 3)
    let b = random.randn(rows: 1, columns: 1)
    // Some cost: a sum of the output's pixels, each with a weight of its own.
    let dO = random.randn(rows: 4, columns: 3)
    func cost(_ I: Matrix, _ F: Matrix, _ b: Matrix) -> Double {
        (convolve(I, F, b[0, 0], padding: 1, stride: 2) * dO).sum()
    }
    let (dI, dF, db) = convolveBackward(I, F, dO, padding: 1, stride: 2)
    return [
        checkedGradient("dI", dI, at: I) { cost($0, F, b) },
        checkedGradient("dF", dF, at: F) { cost(I, $0, b) },
        checkedGradient("db", Matrix(row: [db]), at: b) { cost(I, F, $0) },
    ]
}

/// A network of the same make, small enough to try every weight. Its pictures and biases are
/// random: on digits most patches are blank, and with a bias of 0 their z is in ReLU's corner.
func checkNetwork(width: Int = 1, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 1)
    var p = firstParameters(
        size: 3, filters: (2 * width, 3 * width), features: 3 * width, classes: 4, &random)
    for k in [1, 3, 5] { p[k] = 0.1 * random.randn(rows: 1, columns: p[k].columns) }
    let x = Pictures(random.randn(rows: 3, columns: 110).values, height: 10, width: 11)
    let y = Matrix([[0, 1, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0]])
    let trace = forward(x, p)
    let gradients = backward(trace, costDerivative(trace.z3, y), p)
    return p.indices.map { k in
        checkedGradient("d" + named(p)[k].name, gradients[k], at: p[k]) { moved in
            var other = p
            other[k] = moved
            return cost(forward(x, other).z3, y)
        }
    }
}

/// The largest difference between the four loops and the product, on a random picture.
func loopsAgainstProduct(seed: Int) -> Double {
    var random = RandomState(seed: seed + 1)
    let I = random.randn(rows: 8, columns: 9)
    let F = random.randn(rows: 5, columns: 5)
    let w = F.reshaped(rows: 25, columns: 1)
    let x = Pictures(I.values, height: 8, width: 9)
    let z = convolution(x, w, Matrix(row: [0.5])).z.values
    return abs(z - convolve(I, F, 0.5).reshaped(rows: 1, columns: z.columns)).max()
}
