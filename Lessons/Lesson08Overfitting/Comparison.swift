import Matrices
import Notebook

/// Some of the pictures whose label is wrong.
func showWrongLabels(_ notebook: Notebook, _ digits: Digits, _ labels: [Int], percent: Int) {
    let right = digits.known.labels
    let wrong = (0..<500).filter { labels[$0] != right[$0] }
    notebook.text(
        """
        500 handwritten digits to learn from, of which \(percent) % have a wrong label: \
        \(wrong.count) of 500. 500 others to watch while training, 500 more for the test; their \
        labels are right.\(wrong.isEmpty ? "" : " Who learns by heart learns the wrong labels too.")
        """)
    guard !wrong.isEmpty else { return }
    let shown = Array(wrong.prefix(5))
    notebook.pictures(
        digits.known.pictures[rows: shown], width: 28, labels: shown.map { "“\(labels[$0])”" })
}

/// Where the validation loss turns, while the training loss goes on falling.
func showTurningPoint(_ notebook: Notebook, _ run: Run) {
    let epochs = Array(1...run.losses.count)
    notebook.plot(
        "Loss while training", x: "epoch", y: "loss",
        [
            Curve("loss", x: epochs, y: run.losses),
            Curve("val_loss", x: epochs, y: run.validationLosses),
        ])
    if let lost = epochs.indices.first(where: {
        !run.losses[$0].isFinite || !run.validationLosses[$0].isFinite
    }) {
        notebook.text(
            """
            In epoch \(lost + 1) the loss left the numbers: the steps are too long. Try a smaller \
            --learning-rate.
            """)
        return
    }
    let last = epochs.count - 1
    let best = run.best - 1
    guard run.best < epochs.count, run.validationLosses[last] > run.validationLosses[best] else {
        notebook.text("The validation loss has not turned yet: more --epochs will show it.")
        return
    }
    notebook.text(
        """
        The training loss falls from \(fixed(run.losses[0], 3)) to \(fixed(run.losses[last], 3)). \
        The validation loss falls until epoch \(run.best), to \
        \(fixed(run.validationLosses[best], 3)), and then rises to \
        \(fixed(run.validationLosses[last], 3)).
        """)
    if run.wrongAtEnd > run.wrongAtBest {
        notebook.text(
            """
            What it learns from there on is true of these 500 pictures only. At epoch \
            \(run.best) it gives \(run.wrongAtBest) of the wrong labels back as it was taught \
            them, at the end \(run.wrongAtEnd).
            """)
    }
}

/// The validation losses of the methods side by side; `more data` sees 1,000 pictures per epoch, so
/// its curve stands at every other epoch.
func showCurves(_ notebook: Notebook, _ methods: [Method], _ runs: [Run]) {
    let epochs = runs[0].losses.count
    let shown = [2, 4, 6, 8, 10, 14, 20, 30, 40, 50, 60].filter { $0 <= epochs }
    notebook.curves(
        step: "epoch", at: shown,
        zip(methods, runs).map { method, run in
            (method.name, shown.map { run.validationLosses[$0 * 500 / method.pictures - 1] })
        }, record: false)
    notebook.plot(
        "Validation loss while training", x: "epochs of 500 pictures", y: "val_loss",
        zip(methods, runs).map { method, run in
            Curve(
                method.name, x: run.losses.indices.map { ($0 + 1) * method.pictures / 500 },
                y: run.validationLosses)
        })
}

/// What a method came to on the test pictures, training after training.
struct Outcome {
    var name: String
    var losses: [Double]
    var accuracies: [Double]
}

/// Each method on its own, and early stopping taken from the runs of the first.
func outcomes(_ methods: [Method], _ compared: [[Run]]) -> [Outcome] {
    var all = zip(methods, compared).map { method, runs in
        Outcome(
            name: method.name, losses: runs.map(\.test.loss), accuracies: runs.map(\.test.accuracy))
    }
    all.insert(
        Outcome(
            name: "early stopping", losses: compared[0].map(\.bestTest.loss),
            accuracies: compared[0].map(\.bestTest.accuracy)), at: 1)
    return all
}

/// The test, training by training: each method against nothing with the same seed.
func showComparison(_ notebook: Notebook, _ methods: [Method], _ compared: [[Run]]) {
    let all = outcomes(methods, compared)
    let count = compared[0].count
    notebook.section("On the test pictures")
    notebook.text(
        count == 1
            ? "Each kind of training once, with the same first weights and the same wrong labels."
            : """
            Each kind of training \(count) times, with other first weights, other orders and other \
            wrong labels. Training k of one kind has the same as training k of the others, so they \
            can be compared in pairs.
            """)
    notebook.text("Means after the last epoch; Δ is the difference to nothing:")
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    notebook.table(
        ["", "loss", "accuracy", "Δ loss", "better in", "Δ accuracy", "better in"],
        all.enumerated().map { k, outcome in
            let losses = zip(outcome.losses, all[0].losses).map { $0 - $1 }
            let accuracies = zip(outcome.accuracies, all[0].accuracies).map { $0 - $1 }
            let means = [
                outcome.name, fixed(mean(outcome.losses), 3), fixed(mean(outcome.accuracies), 3),
            ]
            guard k > 0 else { return means + ["", "", "", ""] }
            return means + [
                fixed(mean(losses), 3), "\(losses.filter { $0 < 0 }.count) of \(count)",
                fixed(mean(accuracies), 3), "\(accuracies.filter { $0 > 0 }.count) of \(count)",
            ]
        })
    let stops = compared[0].map { "\($0.best)" }.joined(separator: ", ")
    notebook.text("Early stopping went back to epoch \(stops).")
    let always = all.dropFirst().filter { outcome in
        zip(outcome.losses, all[0].losses).allSatisfy { $0 < $1 }
    }
    if always.count == all.count - 1 {
        notebook.text("Each of the four has a lower loss than nothing in every single pair.")
    }
}
