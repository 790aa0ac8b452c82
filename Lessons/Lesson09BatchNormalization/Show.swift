import Matrices
import Notebook

extension Notebook {
    /// One neuron's z, normalised, and stretched and moved by γ = 2 and β = 1.
    func showColumn(_ z: Matrix, _ normalized: Normalized) {
        table(
            ["z", "ẑ", "y = 2 ẑ + 1"],
            (0..<z.rows).map { i in
                [fixed(z[i, 0], 0), fixed(normalized.zHat[i, 0], 4), fixed(normalized.y[i, 0], 4)]
            })
    }

    /// A number for each layer, side by side for the plain, the normalised, the residual network.
    func showLayers(_ networks: [[Double]]) {
        table(
            ["layer", "plain", "normalised", "residual"],
            networks[0].indices.map { l in ["\(l + 1)"] + networks.map { fixed($0[l], 6) } })
    }

    func showAccuracies(_ curves: [(name: String, accuracies: [Double])]) {
        let epochs = Array(1...curves[0].accuracies.count)
        self.curves(step: "epoch", at: epochs, curves.map { ($0.name, $0.accuracies) })
        plot(
            "Accuracy on the test pictures", x: "epoch", y: "accuracy",
            curves.map { Curve($0.name, x: epochs, y: $0.accuracies) })
    }

    /// The accuracies at the end: without and with normalisation, then the other cures.
    func showResult(_ results: [(name: String, accuracy: Double)]) {
        table(["", "test accuracy"], results.map { [$0, fixed($1, 4)] })
        let enough = results[0].accuracy + 0.1
        let helps = results[1].accuracy > enough
        if helps { text("Normalisation makes the deep network of sigmoids learn.") }
        let otherCures = results[2...].filter { $0.accuracy > enough }.map(\.name)
        if !otherCures.isEmpty {
            text(
                """
                \(helps ? "It is not the only cure. These helped, too" : "These helped"): \
                \(otherCures.joined(separator: ", ")). Adam gives small gradients long steps; a \
                ReLU's slope is 1 where a sigmoid's is at most 1/4; a residual connection leads \
                round the sigmoid.
                """)
        }
        if let best = results.max(by: { $0.accuracy < $1.accuracy }), best.name != "with" {
            text("The best of the five in this run is \(best.name), without any normalisation.")
        }
    }
}
