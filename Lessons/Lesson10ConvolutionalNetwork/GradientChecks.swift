import Layers
import Matrices
import Notebook

/// The four loops with padding 1 and stride 2: relative differences to central differences.
func checkFourLoops(seed: Int) -> (dPicture: Double, dFilter: Double, db: Double) {
    var random = RandomState(seed: seed + 1)
    let picture = random.randn(rows: 7, columns: 6)
    let filter = random.randn(rows: 3, columns: 3)
    let b = random.randn(rows: 1, columns: 1)
    func output(_ picture: Matrix, _ filter: Matrix, _ b: Matrix) -> Matrix {
        convolve(picture, filter, b[0, 0], padding: 1, stride: 2)
    }
    // Some cost: a sum of the output's pixels, each with a weight of its own.
    let dOutput = random.randn(rows: 4, columns: 3)
    let byHand = convolveBackward(picture, filter, dOutput, padding: 1, stride: 2)
    return (
        relativeDifference(
            byHand.dPicture,
            numericalGradient(at: picture) { (output($0, filter, b) * dOutput).sum() }),
        relativeDifference(
            byHand.dFilter,
            numericalGradient(at: filter) { (output(picture, $0, b) * dOutput).sum() }),
        relativeDifference(
            Matrix(row: [byHand.db]),
            numericalGradient(at: b) { (output(picture, filter, $0) * dOutput).sum() })
    )
}

/// A network of the same make, small enough to try every weight, at random pictures and biases.
func checkNetwork(seed: Int) -> [Double] {
    var random = RandomState(seed: seed + 1)
    var network = ConvolutionalNetwork(
        input: PictureShape(height: 10, width: 11, channels: 1), size: 3, filters: (2, 3),
        classes: 4, random: &random)
    for k in [1, 3, 5] {
        network.parameters[k] = 0.1 * random.randn(rows: 1, columns: network.parameters[k].columns)
    }
    let x = random.randn(rows: 3, columns: 110)
    let y = Matrix([[0, 1, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0]])
    let trace = network.forward(x)
    let gradients = network.backward(trace, (softmax(trace.z3) - y) / 3)
    return gradients.indices.map { k in
        let numerical = numericalGradient(at: network.parameters[k]) { moved in
            var other = network
            other.parameters[k] = moved
            return crossEntropy(other.forward(x).z3, y)
        }
        return relativeDifference(gradients[k], numerical)
    }
}

/// The largest difference between the four loops and the matrix product, two pictures, three filters.
func compareLoopsAndProduct(seed: Int) -> Double {
    var random = RandomState(seed: seed + 1)
    let shape = PictureShape(height: 8, width: 9, channels: 1)
    let x = random.randn(rows: 2, columns: shape.count)
    let w = random.randn(rows: 25, columns: 3)
    let b = random.randn(rows: 1, columns: 3)
    let z = convolution(x, shape, size: 5, w, b).z
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

func showGradientChecks(_ notebook: Notebook, seed: Int) {
    func line(_ name: String, _ difference: Double) {
        notebook.line(
            "\(name)  \(scientific(difference))   \(difference < 1e-7 ? "right" : "WRONG")")
    }
    notebook.text(
        """
        Backwards, every product of the four loops hands on the derivative: the pixel gets it \
        times the weight, the weight gets it times the pixel. A pixel lies under several places \
        of the filter, and a weight lies on many pixels: so both are sums. Central differences \
        agree (padding 1, stride 2, random numbers):
        """)
    let loops = checkFourLoops(seed: seed)
    line("dI", loops.dPicture)
    line("dF", loops.dFilter)
    line("db", loops.db)
    let difference = compareLoopsAndProduct(seed: seed)
    notebook.text(
        """
        The network uses the same convolution as one matrix product: each patch of the picture \
        becomes a row, each filter a column. Loops and product differ by \
        \(difference < 1e-12 ? "less than 1e-12" : "up to \(scientific(difference))"). And the \
        whole network, with two rounds of convolution, ReLU and pooling and a dense layer, \
        against central differences:
        """)
    for (name, difference) in zip(
        ["dw1", "db1", "dw2", "db2", "dw3", "db3"], checkNetwork(seed: seed))
    {
        line(name, difference)
    }
    notebook.text(
        """
        This check needs random pictures and biases. On digits most patches are blank: with a \
        bias of 0 their z is exactly 0, in the kink of the ReLU, where there is no derivative to \
        compare with.
        """)
}
