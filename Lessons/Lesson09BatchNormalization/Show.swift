import Layers
import Matrices
import Notebook

extension Notebook {
    /// A number for each layer, side by side for the plain, the normalised, the residual network.
    func showLayers(_ networks: [[Double]]) {
        table(
            ["layer", "plain", "normalised", "residual"],
            networks[0].indices.map { l in ["\(l + 1)"] + networks.map { fixed($0[l], 6) } })
    }

    /// The size of a signal in ten layers, for three variances of the weights.
    func showSignals(_ title: String, _ scales: [Double], _ signals: [[Double]]) {
        plot(
            title, x: "layer", y: "mean square",
            zip(scales, signals).map { scale, signal in
                Curve("Var w = \(fixed(scale, 0))/n", x: Array(1...signal.count), y: signal)
            }, logarithmic: true)
    }

    /// What a layer multiplies the size by.
    func showFactors(_ scales: [Double], _ forwards: [Double], _ backwards: [Double]) {
        table(
            ["Var w", "a layer should multiply by", "it does, forwards", "backwards"],
            scales.indices.map { k in
                [
                    "\(fixed(scales[k], 0))/n", fixed(scales[k] / 2, 2), fixed(forwards[k], 2),
                    fixed(backwards[k], 2),
                ]
            })
    }

    func showAccuracies(_ networks: [(String, Training)]) {
        plot(
            "Accuracy on the test pictures", x: "epoch", y: "accuracy",
            networks.map { name, training in
                Curve(
                    name, x: Array(1...training.loss.count), y: training.validationAccuracy)
            })
    }

    /// The accuracy with the running statistics, and with those of three kinds of batches.
    func showStatistics(_ running: Double, _ groups: [(String, Double)]) {
        table(
            ["statistics of", "accuracy"],
            ([("the running averages", running)] + groups).map { [$0, fixed($1, 4)] })
        if groups[1].1 < running - 0.1 {
            text(
                """
                Among pictures of one digit, what they have in common is subtracted: just what \
                would tell the digit.
                """)
        }
        text("A picture alone is its own mean: every ẑ is 0, and all pictures get the same answer.")
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
                \(helps ? "It is not the only cure. What else" : "What") helped here: \
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
