import Matrices
import Notebook

extension Notebook {
    func showData(_ old: Task, _ new: Task, perClass: [Int], _ onePerClass: Matrix) {
        pictures(
            title: "Digits that are new", onePerClass, width: 28,
            labels: new.classes.map { "\($0)" })
        let few = perClass.map { "\(5 * $0)" }.joined(separator: " or ")
        table(
            ["digits", "to learn from", "for the test"],
            [
                ["0 to 4", "\(old.labels.count)", "\(old.xTest.rows)"],
                ["5 to 9", few, "\(new.xTest.rows)"],
            ])
    }

    /// What each of the 8 filters makes of one picture: each channel of the map is a picture.
    func showMaps(_ map: Matrix) {
        let filters = map.reshaped(rows: 26 * 26, columns: 8).transposed()
        let brightest = filters.values.filter(\.isFinite).max() ?? 0
        pictures(
            title: "What the first filters make of a 7", filters, width: 26,
            range: 0...max(brightest, 1e-9), columns: 16)
    }

    func showCurves(_ comparison: Comparison, _ epochs: [Int]) {
        curves(
            step: "epoch", at: epochs,
            [
                "frozen_accuracy": comparison.frozen, "tuned_accuracy": comparison.tuned,
                "scratch_accuracy": comparison.scratch,
            ], decimals: 4)
        plot(
            "Accuracy on the test pictures of 5 to 9", x: "epoch", y: "accuracy",
            [
                Curve("frozen", x: epochs, y: comparison.frozen),
                Curve("tuned", x: epochs, y: comparison.tuned),
                Curve("scratch", x: epochs, y: comparison.scratch),
            ])
    }

    /// A row per seed: frozen, tuned, scratch; the differences from scratch beside them.
    func showSeeds(_ title: String, _ results: [[Double]], seed: Int) {
        let rows = results.map { $0 + [$0[0] - $0[2], $0[1] - $0[2]] }
        let means = rows[0].indices.map { k in mean(rows.map { $0[k] }) }
        text("\(title):")
        table(
            ["seed", "frozen", "tuned", "scratch", "frozen − scratch", "tuned − scratch"],
            rows.enumerated().map { run, row in
                ["\(seed + 1000 * run)"] + row.map { fixed($0, 4) }
            } + [["mean"] + means.map { fixed($0, 4) }])
        text(
            """
            Frozen is better than scratch in \(rows.count { $0[3] > 0 }) of \(rows.count) draws, \
            by \(fixed(100 * means[3], 1)) points on average.
            """)
    }

    func showPerceptrons(frozen: Double, scratch: Double) {
        table(
            ["", "accuracy on 5 to 9"],
            [["frozen", fixed(frozen, 4)], ["scratch", fixed(scratch, 4)]])
        guard frozen < scratch else { return }
        text(
            """
            Here the old knowledge does harm. A hidden neuron looks at a whole picture, and learnt \
            to do so on 0 to 4. A filter looks at 3 × 3 pixels, and every digit is made of edges.
            """)
    }
}
