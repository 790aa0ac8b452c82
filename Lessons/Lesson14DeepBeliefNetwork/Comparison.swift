import Layers
import Matrices
import Notebook

/// What all three networks have in common.
struct Setting {
    var hidden: [Int]
    var pretraining: Int
    var epochs: Int
    var learningRate: Double
    var adam: Bool

    var optimizer: any Optimizer {
        adam
            ? Adam(learningRate: learningRate / 100) : GradientDescent(learningRate: learningRate)
    }
}

/// The accuracy on the test pictures after each epoch of fine-tuning, from three beginnings.
struct Comparison {
    var pretrained: [Double] = []
    var sigmoid: [Double] = []
    var relu: [Double] = []
}

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

/// Pretraining with a line per epoch.
func showPretraining(
    _ notebook: Notebook, _ x: Matrix, _ setting: Setting, seed: Int
) -> [BoltzmannMachine] {
    notebook.text(
        """
        A Boltzmann machine (lesson 13) learns the pictures. What its hidden units say about them is \
        the data of the next machine, and so on. The error is that of what comes back when the \
        first 500 rows go up one machine and down again.
        """)
    let bar = notebook.progress("Pretraining", total: setting.hidden.count * setting.pretraining)
    var errors = setting.hidden.map { _ in [Double]() }
    let machines = pretrain(
        x, hidden: setting.hidden, epochs: setting.pretraining, seed: seed
    ) { k, epoch, error in
        errors[k].append(error)
        bar.advance(to: k * setting.pretraining + epoch)
    }
    bar.finish()
    notebook.curves(
        step: "epoch", at: Array(1...setting.pretraining),
        errors.enumerated().map { ("machine_\($0 + 1)", $1) })
    return machines
}

func pretrainWithProgress(
    _ notebook: Notebook, _ x: Matrix, _ setting: Setting, seed: Int, name: String
) -> [BoltzmannMachine] {
    let bar = notebook.progress(
        "\(name), pretraining", total: setting.hidden.count * setting.pretraining)
    let machines = pretrain(
        x, hidden: setting.hidden, epochs: setting.pretraining, seed: seed
    ) { k, epoch, _ in bar.advance(to: k * setting.pretraining + epoch) }
    bar.finish()
    return machines
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

/// Fine-tunes three networks of the same shape with the same few labels.
func compare(
    _ notebook: Notebook, _ machines: [BoltzmannMachine], _ x: Matrix, _ y: Matrix,
    _ xTest: Matrix, _ yTest: Matrix, _ setting: Setting, seed: Int, name: String
) -> Comparison {
    let sizes = [x.columns] + setting.hidden + [y.columns]
    let bar = notebook.progress(name, total: 3 * setting.epochs)
    var done = 0
    func run(_ beginning: Perceptron) -> [Double] {
        var network = beginning
        var accuracies = [accuracy(network.forward(xTest).output, yTest)]
        fineTune(
            &network, x, y, optimizer: setting.optimizer, epochs: setting.epochs, batchSize: 20,
            seed: seed
        ) { _, network in
            accuracies.append(accuracy(network.forward(xTest).output, yTest))
            done += 1
            bar.advance(to: done)
        }
        return accuracies
    }
    func randomNetwork(_ activation: Activation) -> Perceptron {
        var random = RandomState(seed: seed + 1)
        return Perceptron(sizes: sizes, activation: activation, random: &random)
    }
    let comparison = Comparison(
        pretrained: run(unroll(machines, classes: y.columns, seed: seed)),
        sigmoid: run(randomNetwork(.sigmoid)), relu: run(randomNetwork(.relu)))
    bar.finish()
    return comparison
}

func showCurves(_ notebook: Notebook, _ run: Comparison) {
    notebook.text(
        """
        Three networks of the same shape, the same labels in the same order. The first begins with \
        the machines' weights, the second with random ones, the third with random ones and ReLU in \
        place of the sigmoid. Accuracy on the test pictures after each epoch:
        """)
    let epochs = Array(run.pretrained.indices)
    notebook.curves(
        step: "epoch", at: epochs,
        [
            "pretrained_accuracy": run.pretrained, "sigmoid_accuracy": run.sigmoid,
            "relu_accuracy": run.relu,
        ])
    notebook.plot(
        "Accuracy on the test pictures", x: "epoch", y: "accuracy",
        [
            Curve("pretrained", x: epochs, y: run.pretrained),
            Curve("random, sigmoid", x: epochs, y: run.sigmoid),
            Curve("random, ReLU", x: epochs, y: run.relu),
        ])
}

/// ‖dW‖ of each layer in the first step, pretrained and random.
func showGradientNorms(
    _ notebook: Notebook, _ machines: [BoltzmannMachine], _ x: Matrix, _ y: Matrix,
    _ setting: Setting, seed: Int
) {
    func norms(_ network: Perceptron) -> [Double] {
        let trace = network.forward(x)
        let dz = (softmax(trace.output) - y) / Double(x.rows)
        let gradients = network.backward(trace, dz)
        return (0..<network.layers).map { gradients[2 * $0].norm() }
    }
    func spread(_ network: Perceptron) -> Double {
        let top = network.forward(x).a[network.layers - 1]
        let deviation = top + -top.columnMeans()
        return (deviation * deviation).mean().squareRoot()
    }
    var random = RandomState(seed: seed + 1)
    let sizes = [x.columns] + setting.hidden + [y.columns]
    let beginnings = [
        ("pretrained", unroll(machines, classes: y.columns, seed: seed)),
        ("random, sigmoid", Perceptron(sizes: sizes, activation: .sigmoid, random: &random)),
    ]
    notebook.text("‖dW‖ of each layer before the first step, on all pictures with a label:")
    notebook.table(
        ["layer"] + beginnings.map(\.0),
        (0..<beginnings[0].1.layers).map { k in
            ["\(k + 1)"] + beginnings.map { scientific(norms($0.1)[k]) }
        })
    let (pretrained, untrained) = (spread(beginnings[0].1), spread(beginnings[1].1))
    notebook.text(
        """
        And how much the highest hidden layer differs from picture to picture (standard deviation \
        of a unit): \(fixed(pretrained, 4)) pretrained, \(fixed(untrained, 4)) random.
        """)
    if untrained * 3 < pretrained {
        notebook.text(
            """
            Each random sigmoid layer squeezes the differences between pictures. On top all pictures \
            look nearly the same, and what comes down to the first layer is hardly a gradient. The \
            machines were made to keep what tells pictures apart.
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

func showVerdict(_ notebook: Notebook, _ run: Comparison, labels: Int) {
    let (pretrained, sigmoid) = (
        run.pretrained[run.pretrained.count - 1], run.sigmoid[run.sigmoid.count - 1]
    )
    let relu = run.relu[run.relu.count - 1]
    if pretrained > relu, relu > sigmoid {
        notebook.text(
            """
            With \(labels) labels the machines' weights are worth \(fixed(100 * (pretrained - sigmoid), 1)) \
            points against random ones, and \(fixed(100 * (pretrained - relu), 1)) against ReLU. The \
            larger part of that was a cure for the sigmoid, and ReLU is the simpler one: it is why \
            hardly anybody pretrains in this way today. What stayed is the idea to learn from \
            unlabelled data first.
            """)
    }
}
