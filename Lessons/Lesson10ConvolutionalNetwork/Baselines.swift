import Layers
import Matrices

/// The network of lesson 06, 784-128-10 with ReLU and Adam, five epochs: what has to be beaten.
func trainPerceptron(_ digits: Digits, seed: Int, afterEpoch: (Int) -> Void = { _ in })
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
func nearestMean(_ digits: Digits) -> Matrix {
    let counts = digits.y.columnSums()
    let means = matmul(transposed: digits.x, digits.y) / counts.map { max($0, 1) }
    let closeness = 2 * matmul(digits.xTest, means) - (means * means).columnSums()
    return closeness + counts.map { $0 > 0 ? 0 : -.infinity }
}
