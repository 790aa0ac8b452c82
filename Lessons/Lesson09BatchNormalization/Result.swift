import Notebook

/// The accuracies after each epoch.
func showCurves(
    _ notebook: Notebook, _ without: [Double], _ with: [Double], _ adam: [Double], _ relu: [Double]
) {
    let epochs = Array(1...without.count)
    notebook.plot(
        "Accuracy on the test pictures", x: "epoch", y: "accuracy",
        [
            Curve("without", x: epochs, y: without), Curve("with", x: epochs, y: with),
            Curve("adam", x: epochs, y: adam), Curve("relu_he", x: epochs, y: relu),
        ])
}

/// Says which networks' costs left the numbers, and when.
func showLost(_ notebook: Notebook, _ networks: [(name: String, lostAt: Int?)]) {
    for (name, lostAt) in networks {
        guard let lostAt else { continue }
        notebook.text(
            """
            In epoch \(lostAt) the cost of the \(name) network left the numbers: the steps are \
            too long. Try a smaller --learning-rate.
            """)
    }
}

/// The accuracies at the end: without and with normalisation, then the other cures.
func showResult(_ notebook: Notebook, _ results: [(name: String, accuracy: Double)]) {
    notebook.table(["", "test accuracy"], results.map { [$0, "\(fixed(100 * $1, 2)) %"] })
    let enough = results[0].accuracy + 0.1
    let helps = results[1].accuracy > enough
    if helps { notebook.text("Normalisation makes the deep network of sigmoids learn.") }
    let otherCures = results[2...].filter { $0.accuracy > enough }.map(\.name)
    if !otherCures.isEmpty {
        notebook.text(
            """
            \(helps ? "It is not the only cure. What else" : "What") helped here: \
            \(otherCures.joined(separator: "; ")). Adam gives small gradients long steps; a ReLU's \
            slope is 1 where a sigmoid's is at most 1/4.
            """)
    }
    let best = results.max { $0.accuracy < $1.accuracy }!
    if best.name != "with" {
        notebook.text(
            "The best of the four in this run is \(best.name), without any normalisation.")
    }
}
