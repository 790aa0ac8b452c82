import Notebook

func showLost(_ notebook: Notebook, _ costs: [Double]) {
    guard let lost = costs.firstIndex(where: { !$0.isFinite }) else { return }
    notebook.text(
        """
        At iteration \(lost) the cost left the numbers: the steps are too long. Try a smaller \
        --learning-rate.
        """)
}

/// How a network with one of the activations learnt.
struct Run {
    var name: String
    /// Before every step and after the last.
    var costs: [Double]
    var accuracy: Double
}

func showActivationRuns(_ notebook: Notebook, _ runs: [Run]) {
    let iterations = runs[0].costs.count - 1
    notebook.text("Cost by iteration, one column per activation:")
    let steps = Array(stride(from: 0, through: iterations, by: max(1, iterations / 20)))
    notebook.curves(
        step: "iteration", at: steps,
        runs.map { run in (run.name, steps.map { run.costs[$0] }) }, decimals: 4)
    notebook.plot(
        "Cost by activation", x: "iteration", y: "cost",
        runs.map { run in
            // A cost that explodes would leave no height for the others.
            let shown = steps.filter { run.costs[$0] < 10 }
            return Curve(run.name, x: shown.map(Double.init), y: shown.map { run.costs[$0] })
        })
    notebook.table(
        ["f", "cost at the end", "accuracy"],
        runs.map { run in
            [run.name, fixed(run.costs[iterations], 6), "\(fixed(100 * run.accuracy, 2)) %"]
        })
    guard runs.allSatisfy({ $0.costs[iterations].isFinite }) else {
        notebook.text(
            """
            Where the cost left the numbers, the steps are too long for this activation: try a \
            smaller --learning-rate.
            """)
        return
    }
    notebook.text(
        """
        With the linear f the network is a single neuron, however many it has: its cost stays at \
        that of a coin, log 2 = 0.6931. Sigmoid learns slowly, since its slope is never above \
        0.25. The others do not differ much.
        """)
}
