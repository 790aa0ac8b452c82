import Layers
import Matrices
import Notebook

func showData(_ notebook: Notebook, _ old: Task, _ new: Task, perClass: [Int]) {
    notebook.table(
        ["digits", "to learn from", "for the test"],
        [
            ["0 to 4", "\(old.x.rows)", "\(old.xTest.rows)"],
            [
                "5 to 9", "\(perClass.map { "\(5 * $0)" }.joined(separator: " or "))",
                "\(new.xTest.rows)",
            ],
        ])
    let few = new.few(perClass: 1, seed: 0)
    notebook.text("One picture of each new class:")
    notebook.pictures(few.x, width: 28, labels: new.classes.map { "\($0)" })
}

func pretrainAndShow(
    _ notebook: Notebook, _ old: Task, _ setting: Setting, from first: Network, seed: Int
) -> Network {
    notebook.text(
        """
        8 filters of 3 × 3, ReLU, pooling, 16 filters of 3 × 3, ReLU, pooling: \
        \(Network.featureCount) features of a picture, as in lesson 10. On top of them 5 scores. \
        Adam with learning rate \(setting.learningRate), batches of 32.
        """)
    return pretrain(old, setting, from: first, seed: seed) { epoch, loss, network in
        notebook.epoch(
            epoch, of: setting.pretraining,
            ["loss": loss, "val_accuracy": accuracy(network.inParts(old.xTest).scores, old.yTest)])
    }
}

/// What the first filters make of a digit that they have never seen.
func showFeatures(_ notebook: Notebook, _ network: Network, _ new: Task) {
    let picture = new.few(perClass: 1, seed: 0).x[rows: [2]]
    let maps = Activation.relu(network.forward(picture).z1)
    // A column of this is what one filter makes of the picture.
    let filters = maps.reshaped(rows: 26 * 26, columns: 8).transposed()
    notebook.text(
        """
        A \(new.classes.lowerBound + 2) was not among them. What the 8 filters of the first layer make \
        of one all the same:
        """)
    notebook.pictures(filters, width: 26, range: 0...max(filters.max(), 1e-9), columns: 16)
}

func compareAndShow(
    _ notebook: Notebook, _ pretrained: Network, _ new: Task, perClass: Int, _ setting: Setting,
    seed: Int
) -> Comparison {
    notebook.text(
        """
        Three networks, the same \(5 * perClass) pictures, batches of 10. Frozen: the features stay as \
        they are, a new head learns. Tuned: the same beginning, but everything learns on. Scratch: \
        all weights random. Accuracy on the test pictures of 5 to 9:
        """)
    let step = max(1, setting.epochs / 8)
    let measured = Array(stride(from: 0, to: setting.epochs, by: step)) + [setting.epochs]
    let comparison = compare(
        pretrained, new, perClass: perClass, setting, seed: seed, measured: Set(measured))
    notebook.curves(
        step: "epoch", at: measured,
        [
            "frozen_accuracy": comparison.frozen, "tuned_accuracy": comparison.tuned,
            "scratch_accuracy": comparison.scratch,
        ])
    notebook.plot(
        "Accuracy on the test pictures of 5 to 9", x: "epoch", y: "accuracy",
        [
            Curve("frozen", x: measured, y: comparison.frozen),
            Curve("tuned", x: measured, y: comparison.tuned),
            Curve("scratch", x: measured, y: comparison.scratch),
        ])
    return comparison
}

func showSeeds(
    _ notebook: Notebook, first: Network, _ old: Task, _ new: Task, perClass: [Int],
    _ setting: Setting, runs: Int, seed: Int
) {
    var rows = perClass.map { _ in [[Double]]() }
    let bar = notebook.progress("Seeds", total: runs * (setting.pretraining + perClass.count))
    for run in 0..<runs {
        let runSeed = seed + 1000 * run
        let done = run * (setting.pretraining + perClass.count)
        let beginning = Network(classes: old.classes.count, seed: runSeed)
        let network =
            run == 0
            ? first
            : pretrain(old, setting, from: beginning, seed: runSeed) { epoch, _, _ in
                bar.advance(to: done + epoch)
            }
        for (k, count) in perClass.enumerated() {
            let result = compare(
                network, new, perClass: count, setting, seed: runSeed, measured: [setting.epochs])
            rows[k].append([result.frozen[0], result.tuned[0], result.scratch[0]])
            bar.advance(to: done + setting.pretraining + k + 1)
        }
    }
    bar.finish()
    notebook.text(
        """
        One run says little: with so few pictures it matters which. So all of it again with other \
        weights, other pictures, another order. What counts is the difference within a row: both \
        networks of a row saw the same pictures.
        """)
    for (k, count) in perClass.enumerated() {
        notebook.text("\(count) picture\(count == 1 ? "" : "s") of each:")
        showDifferences(notebook, rows[k], seed: seed)
    }
}

/// A row per seed: frozen, tuned, scratch; the differences to scratch beside them.
func showDifferences(_ notebook: Notebook, _ rows: [[Double]], seed: Int) {
    let table = rows.map { $0 + [$0[0] - $0[2], $0[1] - $0[2]] }
    let means = (0..<5).map { j in table.map { $0[j] }.reduce(0, +) / Double(table.count) }
    notebook.table(
        ["seed", "frozen", "tuned", "scratch", "frozen − scratch", "tuned − scratch"],
        table.enumerated().map { run, row in
            ["\(seed + 1000 * run)"] + row.map { fixed($0, 4) }
        } + [["mean"] + means.map { fixed($0, 4) }])
    let better = table.filter { $0[3] > 0 }.count
    notebook.line(
        "frozen is better than scratch in \(better) of \(table.count), "
            + "by \(fixed(100 * means[3], 1)) points on average")
}

func showPerceptron(
    _ notebook: Notebook, _ old: Task, _ new: Task, perClass: Int, _ setting: Setting, runs: Int,
    seed: Int
) {
    let bar = notebook.progress("Perceptron", total: runs)
    let results = (0..<runs).map { run in
        defer { bar.advance(to: run + 1) }
        return comparePerceptrons(
            old, new, perClass: perClass, setting, seed: seed + 1000 * run)
    }
    bar.finish()
    let frozen = results.map(\.frozen).reduce(0, +) / Double(runs)
    let scratch = results.map(\.scratch).reduce(0, +) / Double(runs)
    notebook.text(
        """
        784-128-5 with ReLU, learnt on 0 to 4, its 128 hidden neurons frozen, \(perClass) pictures \
        of each new class; \(runs == 1 ? "the same seed" : "means over the same \(runs) seeds"):
        """)
    notebook.table(
        ["", "accuracy on 5 to 9"],
        [["frozen", fixed(frozen, 4)], ["scratch", fixed(scratch, 4)]])
    if frozen < scratch {
        notebook.text(
            """
            Here the old knowledge does harm. A hidden neuron of the perceptron looks at a whole \
            picture of 0 to 4. A filter looks at 3 × 3 pixels, and every digit is made of edges. Not \
            everything that was learnt can be used again.
            """)
    }
}
