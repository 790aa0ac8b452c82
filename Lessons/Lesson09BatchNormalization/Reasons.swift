import Layers
import Matrices

/// How far the outputs of a layer differ from picture to picture: the root of the variance over
/// the pictures, averaged over the neurons.
func spread(_ a: Matrix) -> Double {
    Statistics(of: a).variance.mean().squareRoot()
}

/// For every layer of both networks, before any training, on one batch: how much the pictures
/// still differ on the way forwards, and how large the gradient is on the way back.
func firstGradients(
    _ plain: Perceptron, _ normalized: NormalizedPerceptron, _ x: Matrix, _ y: Matrix
) -> [(layer: Int, spread: [Double], gradient: [Double])] {
    let plainTrace = plain.forward(x)
    let plainGradients = plain.backward(
        plainTrace, (softmax(plainTrace.output) - y) / Double(x.rows))
    let trace = normalized.forward(x)
    let gradients = normalized.backward(trace, (softmax(trace.output) - y) / Double(x.rows))
    return (0..<plain.layers).map { layer in
        (
            layer + 1, [spread(plainTrace.a[layer]), spread(trace.a[layer])],
            [plainGradients[2 * layer].norm(), gradients[3 * layer].norm()]
        )
    }
}

/// The accuracy when each of these groups of pictures is normalised by its own statistics, as
/// while training.
func accuracyByGroups(
    _ network: NormalizedPerceptron, _ x: Matrix, _ y: Matrix, groups: [[Int]]
) -> Double {
    var right = 0.0
    for group in groups {
        let output = network.forward(x[rows: group]).output
        right += accuracy(output, y[rows: group]) * Double(group.count)
    }
    return right / Double(x.rows)
}

/// Three ways to put pictures into groups: as they come, one digit per group, one at a time.
func groupings(_ y: Matrix, size: Int) -> [(name: String, groups: [[Int]])] {
    let all = Array(0..<y.rows)
    func chunks(_ rows: [Int]) -> [[Int]] {
        stride(from: 0, to: rows.count, by: size).map {
            Array(rows[$0..<min($0 + size, rows.count)])
        }
    }
    let labels = y.indexOfMaximumInRows()
    let byDigit = (0..<y.columns).flatMap { digit in chunks(all.filter { labels[$0] == digit }) }
    return [
        ("its batch: \(size) pictures as they come", chunks(all)),
        ("its batch: up to \(size) pictures of one digit", byDigit),
        ("its batch: one picture", all.map { [$0] }),
    ]
}
