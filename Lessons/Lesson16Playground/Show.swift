import Layers
import Matrices
import Notebook

extension Notebook {
    func showPoints(_ points: PlanePoints) {
        let classes = [0.0, 1].map { label in
            let rows = points.x[rows: (0..<points.x.rows).filter { points.y[$0, 0] == label }]
            return Points("class \(Int(label))", x: rows[column: 0], y: rows[column: 1])
        }
        scatter(
            "The points to learn from", x: points.names.x, y: points.names.y,
            classes.filter { !$0.x.isEmpty }, sameScale: points.scale == Matrix(row: [1, 1]))
    }

    func showNetwork(_ network: Perceptron, _ settings: Settings) {
        let sizes = [settings.features.count] + settings.hidden + [1]
        let rows = (1..<sizes.count).map { layer in
            [
                layer == sizes.count - 1
                    ? "output, sigmoid" : "hidden \(layer), \(settings.activation.rawValue)",
                "\(sizes[layer])", "\((sizes[layer - 1] + 1) * sizes[layer])",
            ]
        }
        let total = network.parameters.map(\.values.count).reduce(0, +)
        table(["layer", "neurons", "parameters"], rows + [["all", "", "\(total)"]])
    }

    func showBoundary(
        _ title: String, _ plane: (across: [Double], up: [Double], probability: Matrix),
        _ points: PlanePoints
    ) {
        boundary(
            title, x: plane.across, y: plane.up, probability: plane.probability,
            points: points.xTest, labels: points.yTest.values.map { Int($0) }, axes: points.names)
    }

    func showCurves(_ training: Training) {
        let epochs = Array(training.loss.indices)
        plot(
            "Loss", x: "epoch", y: "log loss",
            [
                Curve("training", x: epochs, y: training.loss),
                Curve("test", x: epochs, y: training.validationLoss),
            ])
    }

    /// `seen` has what every neuron says all over the plane, layer by layer, the inputs first.
    func showNeurons(_ network: Perceptron, _ seen: [Matrix], _ settings: Settings) {
        let names =
            ["Inputs"] + settings.hidden.indices.map { "Hidden \($0 + 1)" } + ["Output"]
        self.network(
            "What each neuron sees",
            names.indices.map { k in
                NetworkLayer(
                    names[k], pictures: seen[k],
                    weights: k > 0 ? network.parameters[2 * k - 2] : nil)
            })
    }

    func showResult(_ training: Training) {
        let last = training.loss.count - 1
        table(
            ["", "loss", "accuracy"],
            [
                ["training", fixed(training.loss[last], 6), fixed(training.accuracy[last], 4)],
                [
                    "test", fixed(training.validationLoss[last], 6),
                    fixed(training.validationAccuracy[last], 4),
                ],
            ])
    }
}
