import Datasets
import Layers
import Matrices
import Notebook

/// The network of lesson 06, 784-128-10 with ReLU and Adam, five epochs: what has to be beaten.
func trainPerceptron(_ notebook: Notebook, _ x: Matrix, _ y: Matrix, seed: Int) -> Perceptron {
    var random = RandomState(seed: seed + 1)
    var perceptron = Perceptron(sizes: [784, 128, 10], activation: .relu, random: &random)
    var order = RandomState(seed: seed + 2)
    var optimizer = Adam(learningRate: 0.001)
    let bar = notebook.progress("The plain network", total: 5 * x.rows)
    for epoch in 0..<5 {
        let shuffled = order.permutation(x.rows)
        for start in stride(from: 0, to: x.rows, by: 32) {
            let rows = Array(shuffled[start..<min(start + 32, x.rows)])
            let trace = perceptron.forward(x[rows: rows])
            let dz = (softmax(trace.output) - y[rows: rows]) / Double(rows.count)
            optimizer.update(&perceptron.parameters, perceptron.backward(trace, dz))
            bar.advance(to: epoch * x.rows + start)
        }
    }
    bar.finish()
    return perceptron
}

/// Minus the squared distance of every picture to the mean picture of every class.
func nearestMean(
    _ x: Matrix, _ y: Matrix, _ xTest: Matrix
) -> Matrix {
    let counts = y.columnSums()
    var means = matmul(transposed: y, x)
    for label in 0..<10 { means[row: label] = means[row: label].map { $0 / counts[0, label] } }
    // −‖x − m‖² = 2 x·m − ‖m‖² − ‖x‖², and ‖x‖² is the same for all classes.
    let lengths = (means * means).rowSums().transposed()
    return 2 * matmul(xTest, transposed: means) + (-lengths)
}

func showBaselines(
    _ notebook: Notebook, _ plain: Perceptron,
    _ digits: (train: LabelledPictures, test: LabelledPictures), _ y: Matrix, _ yTest: Matrix,
    small: Bool
) {
    let (x, xTest) = (digits.train.pictures, digits.test.pictures)
    notebook.text(
        """
        \(small ? "5,000 digits of MNIST, shuffled with seed 42" : "The whole MNIST"): \(x.rows) \
        to train, \(xTest.rows) to test; below, val_loss and val_accuracy are those of the test \
        pictures. (Learning rate and epochs of this lesson were found while looking at 1,000 such \
        pictures: that makes the figures a little too good.)
        """)
    notebook.table(
        ["on the test pictures", "parameters", "accuracy"],
        [
            [
                "nearest mean picture", "7840",
                fixed(accuracy(nearestMean(x, y, xTest), yTest), 3),
            ],
            [
                "lesson 06's network, 784-128-10", "101770",
                fixed(accuracy(plain.predict(xTest), yTest), 3),
            ],
        ])
    notebook.text(
        """
        The plain network has a weight of its own from every pixel to every neuron. It doesn't \
        know which pixels are neighbours: had somebody shuffled the 784 pixels, the same way in \
        all pictures, it would learn just as well.
        """)
}
