import Layers
import Matrices
import Notebook

func showData(
    _ notebook: Notebook, _ train: (pictures: Matrix, labels: [Int]), labels: Int, testCount: Int
) {
    let counts = (0..<10).map { digit in train.labels[0..<labels].filter { $0 == digit }.count }
    notebook.text(
        """
        \(train.pictures.rows) digits without labels, grey pixels from 0 to 1, taken as \
        probabilities. The first \(labels) of them have a label as well. \(testCount) others are \
        kept for the test. How often each digit is among those with a label:
        """)
    notebook.table(
        ["digit"] + (0..<10).map { "\($0)" }, [["labels"] + counts.map { "\($0)" }])
}

/// What units of the first machine look for, and units of the second: the sum of the first one's
/// filters, weighted with what connects them.
func showFeatures(_ notebook: Notebook, _ machines: [BoltzmannMachine]) {
    func show(_ filters: Matrix, _ text: String) {
        let rows = (0..<min(6, filters.columns)).map { k in
            let filter = Matrix(row: filters[column: k])
            return filter / max(abs(filter).max(), 1e-300)
        }
        notebook.text(text)
        notebook.pictures(Matrix(stacking: rows), width: 28, range: -0.7...0.7, columns: 24)
    }
    show(machines[0].w, "What the first units of machine 1 look for: strokes.")
    guard machines.count > 1 else { return }
    show(
        matmul(machines[0].w, machines[1].w),
        """
        And those of machine 2, W₁·W₂ as a picture: sums of the filters of machine 1, each weighted \
        with its connection.
        """)
}

func showCurves(_ notebook: Notebook, _ run: Comparison, fromSaved: Bool) {
    notebook.text(
        """
        Three networks of the same shape, the same labels in the same order. The first begins with \
        the \(fromSaved ? "saved" : "machines'") weights, the second with random ones, the third with random ones and ReLU in \
        place of the sigmoid. Accuracy on the test pictures after each epoch:
        """)
    let epochs = Array(run.pretrained.indices)
    for epoch in epochs {
        notebook.epoch(
            epoch, of: epochs.count - 1,
            [
                "accuracy": run.pretrained[epoch], "accuracy_sigmoid": run.sigmoid[epoch],
                "accuracy_relu": run.relu[epoch],
            ])
    }
    notebook.plot(
        "Accuracy on the test pictures", x: "epoch", y: "accuracy",
        [
            Curve("pretrained", x: epochs, y: run.pretrained),
            Curve("random, sigmoid", x: epochs, y: run.sigmoid),
            Curve("random, ReLU", x: epochs, y: run.relu),
        ])
}

/// How much of a layer's activity differs from row to row: the standard deviation of its units,
/// divided by the root of their mean square.
func shareThatDiffers(_ a: Matrix) -> Double {
    let deviation = a + -a.columnMeans()
    let size = (a * a).mean().squareRoot()
    return size == 0 ? 0 : (deviation * deviation).mean().squareRoot() / size
}

/// What is left of the differences between pictures, layer by layer, before any fine-tuning.
func showDifferences(
    _ notebook: Notebook, _ unrolled: Perceptron, _ x: Matrix, sizes: [Int], seed: Int
) {
    func randomNetwork(_ activation: Activation) -> Perceptron {
        var random = RandomState(seed: seed + 1)
        return Perceptron(sizes: sizes, activation: activation, random: &random)
    }
    let shares = [unrolled, randomNetwork(.sigmoid), randomNetwork(.relu)].map { network in
        network.forward(x).a.map(shareThatDiffers)
    }
    notebook.text(
        """
        How much of a layer's activity differs from picture to picture, before the first step of \
        fine-tuning? (The standard deviation of its units over the \(x.rows) pictures, divided by the \
        root of their mean square. 0: all pictures look the same.)
        """)
    notebook.table(
        ["layer", "pretrained", "random, sigmoid", "random, ReLU"],
        shares[0].indices.map { k in
            [k == 0 ? "the pictures" : "hidden \(k)"] + shares.map { fixed($0[k], 4) }
        })
    let top = shares.map { $0[$0.count - 1] }
    if top[1] * 10 < top[0], top[1] * 10 < top[2] {
        notebook.text(
            """
            Each random sigmoid layer squeezes the differences between pictures. On top there are \
            hardly any left, and the layer of scores learns hardly more than which digits are frequent. The \
            machines were made to keep what tells pictures apart. ReLU keeps it, too.
            """)
    }
}

func showSeeds(_ notebook: Notebook, _ results: [Comparison], seed: Int) {
    func last(_ accuracies: [Double]) -> Double { accuracies[accuracies.count - 1] }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let rows = results.enumerated().map { run, result in
        ["\(seed + 1000 * run)"]
            + [result.pretrained, result.sigmoid, result.relu].map { fixed(last($0), 4) }
            + [fixed(last(result.pretrained) - last(result.relu), 4)]
    }
    let means = [
        mean(results.map { last($0.pretrained) }), mean(results.map { last($0.sigmoid) }),
        mean(results.map { last($0.relu) }),
        mean(results.map { last($0.pretrained) - last($0.relu) }),
    ]
    notebook.text(
        """
        The same again with other weights and another order. The last column is the pretrained \
        network's lead over ReLU.
        """)
    notebook.table(
        ["seed", "pretrained", "random, sigmoid", "random, ReLU", "lead"],
        rows + [["mean"] + means.map { fixed($0, 4) }])
    let ahead = results.filter { last($0.pretrained) > last($0.relu) }.count
    notebook.text("Pretrained is ahead of ReLU in \(ahead) of \(results.count).")
}

func showVerdict(_ notebook: Notebook, _ results: [Comparison], labels: Int) {
    func mean(_ accuracies: (Comparison) -> [Double]) -> Double {
        results.map { accuracies($0)[accuracies($0).count - 1] }.reduce(0, +)
            / Double(results.count)
    }
    let (pretrained, sigmoid, relu) = (mean(\.pretrained), mean(\.sigmoid), mean(\.relu))
    if pretrained > relu, relu - sigmoid > pretrained - relu {
        notebook.text(
            """
            With \(labels) labels the machines' weights are worth \
            \(fixed(100 * (pretrained - sigmoid), 1)) points against random ones, and \
            \(fixed(100 * (pretrained - relu), 1)) against ReLU. So the larger part of it was a cure \
            for the sigmoid, and ReLU is the simpler one. What remains is what the pictures without \
            labels were good for.
            """)
    }
}
