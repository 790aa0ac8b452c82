import Datasets
import Layers
import Matrices
import Notebook

/// Pictures of some of the classes, and their one-hot labels, counted from the first class.
struct Task {
    var classes: Range<Int>
    var x: Matrix
    var y: Matrix
    var labels: [Int]
    var xTest: Matrix
    var yTest: Matrix

    init(_ digits: (train: LabelledPictures, test: LabelledPictures), classes: Range<Int>) {
        func part(_ set: LabelledPictures) -> (x: Matrix, labels: [Int]) {
            let rows = set.labels.indices.filter { classes.contains(set.labels[$0]) }
            return (set.pictures[rows: rows], rows.map { set.labels[$0] - classes.lowerBound })
        }
        let (train, test) = (part(digits.train), part(digits.test))
        self.classes = classes
        (x, labels) = train
        y = oneHot(train.labels, classes: classes.count)
        xTest = test.x
        yTest = oneHot(test.labels, classes: classes.count)
    }

    /// The first pictures of each class in a random order of all of them.
    func few(perClass: Int, seed: Int) -> (x: Matrix, y: Matrix) {
        var random = RandomState(seed: seed)
        let shuffled = random.permutation(x.rows)
        var rows: [Int] = []
        for label in 0..<classes.count {
            rows += shuffled.filter { labels[$0] == label }.prefix(perClass)
        }
        return (x[rows: rows], y[rows: rows])
    }
}

struct Setting {
    var pretraining: Int
    var epochs: Int
    var learningRate: Double
}

/// Accuracies on the test pictures of the new classes, by epoch.
struct Comparison {
    var frozen: [Double] = []
    var tuned: [Double] = []
    var scratch: [Double] = []
}

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

func pretrain(
    _ old: Task, _ setting: Setting, from first: Network, seed: Int,
    afterEpoch: (Int, Double, Network) -> Void
) -> Network {
    var network = first
    var optimizer = Adam(learningRate: setting.learningRate)
    var order = RandomState(seed: seed + 2)
    for epoch in 1...setting.pretraining {
        let loss = trainEpoch(&network, old.x, old.y, batchSize: 32, &optimizer, &order)
        afterEpoch(epoch, loss, network)
    }
    return network
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

/// A new head on frozen features, a new head on features that learn on, and a network from scratch:
/// the same pictures in the same order, the head from the same first weights.
func compare(
    _ pretrained: Network, _ new: Task, perClass: Int, _ setting: Setting, seed: Int,
    measured: Set<Int>
) -> Comparison {
    let few = new.few(perClass: perClass, seed: seed)
    let beginning = Network(classes: new.classes.count, seed: seed)
    var comparison = Comparison()

    let features = pretrained.inParts(few.x).features
    let testFeatures = pretrained.inParts(new.xTest).features
    var head = Array(beginning.parameters[4...])
    var optimizer = Adam(learningRate: setting.learningRate)
    var order = RandomState(seed: seed + 2)
    for epoch in 0...setting.epochs {
        if epoch > 0 {
            trainHeadEpoch(&head, features, few.y, batchSize: 10, &optimizer, &order)
        }
        if measured.contains(epoch) {
            comparison.frozen.append(
                accuracy(headForward(testFeatures, head), new.yTest))
        }
    }
    func trainAll(_ beginning: Network) -> [Double] {
        var network = beginning
        var optimizer = Adam(learningRate: setting.learningRate)
        var order = RandomState(seed: seed + 2)
        var accuracies: [Double] = []
        for epoch in 0...setting.epochs {
            if epoch > 0 {
                _ = trainEpoch(&network, few.x, few.y, batchSize: 10, &optimizer, &order)
            }
            if measured.contains(epoch) {
                accuracies.append(accuracy(network.inParts(new.xTest).scores, new.yTest))
            }
        }
        return accuracies
    }
    comparison.tuned = trainAll(transferred(pretrained, to: beginning))
    comparison.scratch = trainAll(beginning)
    return comparison
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

/// The same experiment with 784-128-5 and ReLU: frozen hidden layer against all from scratch.
func comparePerceptrons(
    _ old: Task, _ new: Task, perClass: Int, _ setting: Setting, seed: Int
) -> (frozen: Double, scratch: Double) {
    func train(
        _ network: inout Perceptron, _ x: Matrix, _ y: Matrix, batchSize: Int, epochs: Int
    ) {
        var optimizer = Adam(learningRate: setting.learningRate)
        var order = RandomState(seed: seed + 2)
        for _ in 0..<epochs {
            let shuffled = order.permutation(x.rows)
            for start in stride(from: 0, to: x.rows, by: batchSize) {
                let rows = Array(shuffled[start..<min(start + batchSize, x.rows)])
                let trace = network.forward(x[rows: rows])
                let dz = (softmax(trace.output) - y[rows: rows]) / Double(rows.count)
                optimizer.update(&network.parameters, network.backward(trace, dz))
            }
        }
    }
    func firstNetwork() -> Perceptron {
        var random = RandomState(seed: seed + 1)
        return Perceptron(sizes: [784, 128, 5], activation: .relu, random: &random)
    }
    let few = new.few(perClass: perClass, seed: seed)
    var pretrained = firstNetwork()
    train(&pretrained, old.x, old.y, batchSize: 32, epochs: setting.pretraining)
    var scratch = firstNetwork()
    var head = Array(scratch.parameters[2...])
    train(&scratch, few.x, few.y, batchSize: 10, epochs: setting.epochs)

    let features = pretrained.forward(few.x).a[1]
    let testFeatures = pretrained.forward(new.xTest).a[1]
    var optimizer = Adam(learningRate: setting.learningRate)
    var order = RandomState(seed: seed + 2)
    for _ in 0..<setting.epochs {
        trainHeadEpoch(&head, features, few.y, batchSize: 10, &optimizer, &order)
    }
    return (
        accuracy(headForward(testFeatures, head), new.yTest),
        accuracy(scratch.predict(new.xTest), new.yTest)
    )
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
