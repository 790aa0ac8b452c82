import Foundation
import Layers
import Matrices
import Notebook

func showOneHot(_ notebook: Notebook, _ labels: [Int]) {
    let y = oneHot(labels)
    notebook.text(
        """
        A 7 is not more than a 3: digits are classes here, not values. So each gets a column of \
        its own. The labels of the first three pictures, one-hot:
        """)
    notebook.table(
        ["label"] + (0..<10).map { "\($0)" },
        labels.indices.map { i in ["\(labels[i])"] + y[row: i].map { fixed($0, 0) } })
}

func showSoftmax(_ notebook: Notebook) {
    let z = Matrix(row: [2, 1, -1])
    let y = Matrix(row: [0, 1, 0])
    let p = softmax(z)
    let powers = exp(z)
    let dz = backward(p, y)
    notebook.text(
        """
        The network answers with ten scores z, any numbers. Softmax makes probabilities of them: \
        e^z is always positive, and divided by the sum they add up to 1. Three scores, when the \
        second class is the right one:
        """)
    notebook.table(
        ["class", "z", "e^z", "p", "y", "p − y"],
        (0..<3).map { j in
            [
                "\(j)", fixed(z[0, j], 0), fixed(powers[0, j], 6), fixed(p[0, j], 6),
                fixed(y[0, j], 0), fixed(dz[0, j], 6),
            ]
        })
    let numerical = numericalGradient(at: z) { crossEntropy($0, y) }
    notebook.text(
        """
        The cross-entropy is −log of the right class' probability: −log \(fixed(p[0, 1], 6)) = \
        \(fixed(crossEntropy(z, y), 6)). Sure and right costs nearly 0, sure and wrong a lot. \
        Since log p[k] = z[k] − log Σ e^z, its derivative by z[j] is p[j], less 1 where j is the \
        right class: p − y. Measured by moving each z a little: \
        \(numerical.values.map { fixed($0, 6) }.joined(separator: ", ")).
        """)
}

/// The relative differences to numerical gradients: of the scores, then of W₁, b₁, W₂, b₂ of a
/// small network.
func checkGradients(seed: Int) -> [Double] {
    var random = RandomState(seed: seed + 1)
    let x = random.randn(rows: 8, columns: 12)
    let y = oneHot((0..<8).map { _ in random.randint(0, 10) })
    let z = random.randn(rows: 8, columns: 10)
    let byScores = numericalGradient(at: z) { crossEntropy($0, y) }
    var network = Perceptron(sizes: [12, 7, 10], activation: .relu, random: &random)
    for k in [1, 3] {
        network.parameters[k] = random.randn(rows: 1, columns: network.parameters[k].columns)
    }
    let trace = network.forward(x)
    let gradients = network.backward(trace, backward(softmax(trace.output), y))
    let differences = network.parameters.indices.map { k in
        let numerical = numericalGradient(at: network.parameters[k]) { moved in
            var other = network
            other.parameters[k] = moved
            return crossEntropy(other.predict(x), y)
        }
        return relativeDifference(gradients[k], numerical)
    }
    return [relativeDifference(backward(softmax(z), y), byScores)] + differences
}

func showGradientCheck(_ notebook: Notebook, seed: Int) {
    notebook.text(
        """
        Eight random rows through a small network, 12-7-10, with random weights and biases. By \
        hand against numerical, as in lesson 02:
        """)
    let differences = checkGradients(seed: seed)
    notebook.table(
        ["gradient of", "relative difference", ""],
        zip(["z₂", "W₁", "b₁", "W₂", "b₂"], differences).map { name, difference in
            [name, scientific(difference), difference < 1e-7 ? "right" : "WRONG"]
        })
}
