// Lesson 16 · A playground
//
// What can a small network do with points on a plane, and what can't it?
//
//   forward    z = a·W + b      a = f(z)      layer after layer; ŷ = σ(z) of the last one
//   cost       J = log loss + λ/2 Σ w²        the second term pulls all weights to 0
//   backward   dz = (ŷ − y) / m at the end, then as in lesson 05;   dW ← dW + λ W
//   update     W ← W − α dW

import Datasets
import Foundation
import Layers
import Matrices
import Notebook

// MARK: The model

func cost(_ network: Perceptron, _ x: Matrix, _ y: Matrix, lambda: Double) -> Double {
    let weights = stride(from: 0, to: network.parameters.count, by: 2).map {
        network.parameters[$0]
    }
    let squares = weights.map { ($0 * $0).sum() }.reduce(0, +)
    return logLoss(network.predict(x), y) + lambda / 2 * squares
}

func backward(_ network: Perceptron, _ x: Matrix, _ y: Matrix, lambda: Double) -> [Matrix] {
    let trace = network.forward(x)
    let dz = (sigmoid(trace.output) - y) / Double(x.rows)
    var gradients = network.backward(trace, dz)
    for k in stride(from: 0, to: gradients.count, by: 2) {
        gradients[k] += lambda * network.parameters[k]
    }
    return gradients
}

/// The share of points on the right side of ŷ = ½.
func accuracy(_ network: Perceptron, _ x: Matrix, _ y: Matrix) -> Double {
    network.predict(x).map(with: y) { z, y in (z > 0 ? 1 : 0) == y ? 1 : 0 }.mean()
}

func firstNetwork(_ setting: Setting, seed: Int) -> Perceptron {
    var random = RandomState(seed: seed + 1)
    return Perceptron(
        sizes: [2] + setting.hidden + [1],
        activation: Activation(rawValue: setting.activation) ?? .tanh, random: &random)
}

/// Gradient descent in batches of shuffled points; shows the network after every epoch.
func train(
    _ network: inout Perceptron, _ x: Matrix, _ y: Matrix, _ setting: Setting, seed: Int,
    afterEpoch: (Int, Perceptron) -> Void
) {
    var order = RandomState(seed: seed + 2)
    var optimizer = GradientDescent(learningRate: setting.learningRate)
    for epoch in 1...setting.epochs {
        let shuffled = order.permutation(x.rows)
        for start in stride(from: 0, to: x.rows, by: setting.batchSize) {
            let rows = Array(shuffled[start..<min(start + setting.batchSize, x.rows)])
            let gradients = backward(
                network, x[rows: rows], y[rows: rows], lambda: setting.regularization)
            optimizer.update(&network.parameters, gradients)
        }
        afterEpoch(epoch, network)
    }
}

// MARK: The notebook

var options = Options("Lesson16Playground", "Any small network on points of a plane, as pictures.")
let presetName = options.preset(presets())
let preset = presets().first { $0.name == presetName }
let setting = options.setting(preset?.setting ?? Setting())
let file = options.path("data", "FILE", "own points: a CSV file with two columns and the class")
let seed = options.seed(0)
options.csv()
let program = Program(options)
let notebook = program.notebook

notebook.title(
    "Lesson 16 · A playground",
    "What can a small network do with points on a plane, and what can't it?")
notebook.formulas(
    """
    forward    z = a·W + b      a = f(z)      layer after layer; ŷ = σ(z)
    cost       J = log loss + λ/2 Σ w²        the second term pulls weights to 0
    backward   dz = (ŷ − y) / m at the end, then layer by layer;  dW ← dW + λ W
    update     W ← W − α dW
    """)

notebook.section("The points")
let points = program.attempt {
    try file.map(readPoints) ?? drawPoints(setting.points, noise: setting.noise, seed: seed)
}
showPoints(notebook, points, setting, file: file)

notebook.section("The network")
var network = firstNetwork(setting, seed: seed)
showNetwork(notebook, network, setting, preset)

notebook.section("Training")
let curve = trainAndShow(notebook, &network, points, setting, seed: seed)
showBoundary(notebook, network, points, title: "After \(setting.epochs) epochs")
showCurve(notebook, curve)

notebook.section("What each hidden neuron sees")
showNeurons(notebook, network, points, setting)

notebook.section("The result")
showResult(notebook, curve, setting, preset)

notebook.section("Try it")
notebook.formulas(
    """
    --points spirals --hidden 16,16 --activation relu --epochs 400
    --hidden 3            how few neurons are enough? 2? 1?
    --activation linear   as many layers as you like
    --noise 1             --noise 1 --regularization 0.01
    --preset NAME         what is known to work, and to fail (--help lists them)
    --data FILE           your own points
    """)
program.finish()
