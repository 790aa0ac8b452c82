import Layers
import Matrices
import Notebook

func showPoints(_ notebook: Notebook, _ points: PlanePoints, _ setting: Setting, file: String?) {
    notebook.text(
        """
        \(file ?? setting.points): \(points.x.rows) points to learn from, and \(points.xTest.rows) \
        that are kept for the test. (Split at random with seed 42.)
        """)
    let classes = [0.0, 1].map { label in
        let rows = points.x[rows: (0..<points.x.rows).filter { points.y[$0, 0] == label }]
        return Points("class \(Int(label))", x: rows[column: 0], y: rows[column: 1])
    }
    notebook.scatter(
        "The points to learn from", x: points.names.x, y: points.names.y,
        classes.filter { !$0.x.isEmpty })
}

func showNetwork(
    _ notebook: Notebook, _ network: Perceptron, _ setting: Setting, _ preset: Preset?
) {
    let sizes = [2] + setting.hidden + [1]
    let rows = (1..<sizes.count).map { layer in
        [
            layer == sizes.count - 1 ? "output, sigmoid" : "hidden \(layer), \(setting.activation)",
            "\(sizes[layer])", "\((sizes[layer - 1] + 1) * sizes[layer])",
        ]
    }
    let total = network.parameters.map(\.values.count).reduce(0, +)
    notebook.table(["layer", "neurons", "parameters"], rows + [["all", "", "\(total)"]])
    notebook.text(
        """
        Learning rate \(setting.learningRate), batches of \(setting.batchSize), regularisation \
        \(setting.regularization), \(setting.epochs) epochs.
        """)
    if let preset {
        notebook.text(
            "--preset \(preset.name) is known to \(preset.works ? "work" : "fail"). \(preset.why)")
    }
}

func showBoundary(
    _ notebook: Notebook, _ network: Perceptron, _ points: PlanePoints, title: String
) {
    let across = points.range(0, steps: 61)
    let up = points.range(1, steps: 61)
    notebook.boundary(
        title, x: across, y: up,
        probability: onPlane(across, up, points) { sigmoid(network.predict($0)) },
        points: points.xTest, labels: points.yTest.values.map { Int($0) }, axes: points.names)
}

/// One number for every place: row i, column j is at (across[j], up[i]).
func onPlane(
    _ across: [Double], _ up: [Double], _ points: PlanePoints, _ function: (Matrix) -> Matrix
) -> Matrix {
    let places = Matrix(rows: up.count * across.count, columns: 2) { k, j in
        j == 0 ? across[k % across.count] : up[k / across.count]
    }
    return function(points.scaled(places)).reshaped(rows: up.count, columns: across.count)
}

func showCurve(_ notebook: Notebook, _ curve: TrainingCurve) {
    notebook.text("(The points shown are those of the test.)")
    let epochs = Array(curve.loss.indices)
    notebook.plot(
        "Loss", x: "epoch", y: "log loss",
        [
            Curve("training", x: epochs, y: curve.loss),
            Curve("test", x: epochs, y: curve.testLoss),
        ])
    if let lost = curve.loss.firstIndex(where: { !$0.isFinite }) {
        notebook.text(
            "In epoch \(lost) the loss left the numbers: try a smaller --learning-rate.")
    }
}

/// The activation of each hidden neuron all over the plane, black for the layer's lowest, white for
/// its highest.
func showNeurons(
    _ notebook: Notebook, _ network: Perceptron, _ points: PlanePoints, _ setting: Setting
) {
    let side = 32
    let across = points.range(0, steps: side)
    // A picture's first row is its upper edge.
    let up = Array(points.range(1, steps: side).reversed())
    for layer in setting.hidden.indices {
        let shown = min(8, setting.hidden[layer])
        let pictures = (0..<shown).map { neuron in
            onPlane(across, up, points) { places in
                Matrix(column: network.forward(places).a[layer + 1][column: neuron])
            }.reshaped(rows: 1, columns: side * side)
        }
        let all = Matrix(stacking: pictures)
        guard all.isFinite, all.max() > all.min() else {
            notebook.text("Hidden layer \(layer + 1): every neuron says the same everywhere.")
            continue
        }
        let left = setting.hidden[layer] - shown
        notebook.text(
            "Hidden layer \(layer + 1)\(left > 0 ? ", the first \(shown) neurons" : ""): from "
                + "\(fixed(all.min(), 2)) (black) to \(fixed(all.max(), 2)) (white).")
        notebook.pictures(
            all, width: side, labels: (1...shown).map { "neuron \($0)" },
            range: all.min()...all.max(), columns: 16)
    }
}

func showResult(
    _ notebook: Notebook, _ curve: TrainingCurve, _ setting: Setting, _ preset: Preset?
) {
    let last = curve.loss.count - 1
    let testLoss = curve.testLoss[last]
    notebook.table(
        ["", "loss", "accuracy"],
        [
            ["training", fixed(curve.loss[last], 6), fixed(curve.accuracy[last], 4)],
            ["test", fixed(testLoss, 6), fixed(curve.testAccuracy[last], 4)],
        ])
    if testLoss > 1.5 * curve.loss[last], testLoss > 0.3 {
        notebook.text(
            """
            On the test points the loss is \(fixed(testLoss / curve.loss[last], 1)) times as high: \
            the network has learnt its own points by heart.
            """)
    }
    if let preset {
        let worked = testLoss < 0.3
        notebook.text(
            worked == preset.works
                ? "As expected, this \(worked ? "works" : "fails"). \(preset.why)"
                : "With these changes \(preset.name) \(worked ? "works" : "fails").")
    }
}
