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

/// A network of the same make, small enough to try every weight, at random pictures and biases.
func checkNetwork(width: Int = 1, seed: Int) -> [CheckedGradient] {
    var random = RandomState(seed: seed + 1)
    var p = firstParameters(
        size: 3, filters: (2 * width, 3 * width), features: 3 * width, classes: 4, &random)
    for k in [1, 3, 5] { p.all[k] = 0.1 * random.randn(rows: 1, columns: p.all[k].columns) }
    let x = Pictures(random.randn(rows: 3, columns: 110).values, height: 10, width: 11)
    let y = Matrix([[0, 1, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0]])
    let trace = forward(x, p)
    let gradients = backward(trace, (softmax(trace.z3) - y) / 3, p)
    return p.all.indices.map { k in
        checkedGradient("d" + p.named[k].name, gradients.all[k], at: p.all[k]) { moved in
            var other = p
            other.all[k] = moved
            return crossEntropy(forward(x, other).z3, y)
        }
    }
}

/// The largest difference between the four loops and the product: two pictures, three filters.
func loopsAgainstProduct(seed: Int) -> Double {
    var random = RandomState(seed: seed + 1)
    let x = random.randn(rows: 2, columns: 72)
    let w = random.randn(rows: 25, columns: 3)
    let b = random.randn(rows: 1, columns: 3)
    let z = convolution(Pictures(x.values, height: 8, width: 9), w, b, size: 5).z.values
    var largest = 0.0
    for picture in 0..<2 {
        for filter in 0..<3 {
            let loops = convolve(
                x[rows: [picture]].reshaped(rows: 8, columns: 9),
                Matrix(rows: 5, columns: 5, values: w[column: filter]), b[0, filter])
            for (place, value) in loops.values.enumerated() {
                largest = max(largest, abs(z[picture, place * 3 + filter] - value))
            }
        }
    }
    return largest
}
