import Datasets
import Layers
import Matrices
import Notebook

/// The network of lesson 06, 784-128-10 with ReLU and Adam, five epochs: what has to be beaten.
func trainPerceptron(_ digits: OneHotDigits, seed: Int, afterEpoch: (Int) -> Void = { _ in })
    -> Perceptron
{
    var random = RandomState(seed: seed + 1)
    var perceptron = Perceptron(sizes: [784, 128, 10], activation: .relu, random: &random)
    var order = RandomState(seed: seed + 2)
    var adam = Adam(learningRate: 0.001)
    for epoch in 1...5 {
        for rows in batches(of: 32, from: digits.x.rows, &order) {
            let trace = perceptron.forward(digits.x[rows: rows])
            let dz = (softmax(trace.output) - digits.y[rows: rows]) / Double(rows.count)
            adam.update(&perceptron.parameters, perceptron.backward(trace, dz))
        }
        afterEpoch(epoch)
    }
    return perceptron
}

/// For every test picture and class: minus the squared distance to the mean picture of the class,
/// but for ‖x‖², which is the same for all classes. A class without pictures gets −∞.
func nearestMean(_ digits: OneHotDigits) -> Matrix {
    let counts = digits.y.columnSums()
    let means = matmul(transposed: digits.x, digits.y) / counts.map { max($0, 1) }
    let closeness = 2 * matmul(digits.xTest, means) - (means * means).columnSums()
    return closeness + counts.map { $0 > 0 ? 0 : -.infinity }
}

/// Accuracies of the plain and of the convolutional network, the pictures moved by 0, 1 … 4 pixels.
func accuracyWhenMoved(
    _ digits: OneHotDigits, _ plain: Perceptron, _ parameters: [Matrix]
) -> [[Double]] {
    (0...4).map { pixels in
        let moved = movedRight(digits.xTest, by: pixels)
        return [plain.predict(moved), scores(moved, parameters)].map { accuracy($0, digits.yTest) }
    }
}

extension Notebook {
    /// The scores of the mean pictures, and of the plain network.
    func showBaselines(_ means: Matrix, _ plain: Matrix, _ y: Matrix) {
        table(
            ["on the test pictures", "parameters", "accuracy"],
            [
                ["nearest mean picture", "7,840", fixed(accuracy(means, y), 4)],
                ["lesson 06's network, 784-128-10", "101,770", fixed(accuracy(plain, y), 4)],
            ])
        text(
            """
            The plain network has a separate weight from every pixel to every neuron. It doesn't \
            know which pixels are neighbours. If the 784 pixels were shuffled in the same way in \
            all pictures, it would learn just as well.
            """)
    }
}
