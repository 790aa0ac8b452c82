import Layers
import Matrices
import Notebook

func showLayers(_ notebook: Notebook, _ network: ConvolutionalNetwork) {
    func size(_ shape: PictureShape) -> String {
        "\(shape.height) × \(shape.width) × \(shape.channels)"
    }
    func count(_ k: Int) -> String {
        "\(network.parameters[k].values.count + network.parameters[k + 1].values.count)"
    }
    let k = network.size
    notebook.table(
        ["layer", "comes out", "parameters"],
        [
            ["input", size(network.input), "0"],
            [
                "\(network.firstMaps.channels) filters \(k) × \(k), ReLU", size(network.firstMaps),
                count(0),
            ],
            ["pooling 2 × 2", size(network.firstPooled), "0"],
            [
                "\(network.secondMaps.channels) filters \(k) × \(k), ReLU",
                size(network.secondMaps), count(2),
            ],
            ["pooling 2 × 2", size(network.secondPooled), "0"],
            ["dense, softmax", "10", count(4)],
            ["together", "", "\(network.parameters.map(\.values.count).reduce(0, +))"],
        ])
    notebook.text(
        """
        A filter of the second layer looks at all \(network.firstPooled.channels) channels of the \
        first: \(k) · \(k) · \(network.firstPooled.channels) = \
        \(k * k * network.firstPooled.channels) weights. Adam, softmax and cross-entropy are those \
        of lessons 05 and 06.
        """)
}

func showCurve(_ notebook: Notebook, _ loss: [Double], _ testLoss: [Double]) {
    let epochs = loss.indices.map { $0 + 1 }
    if let lost = loss.firstIndex(where: { !$0.isFinite }) {
        notebook.text(
            """
            In epoch \(lost + 1) the loss left the numbers: the steps are too long. Try a smaller \
            --learning-rate.
            """)
    }
    notebook.plot(
        "Loss while training", x: "epoch", y: "loss",
        [
            Curve("training", x: epochs, y: loss),
            Curve("test", x: epochs, y: testLoss),
        ])
}

/// Every picture moved to the right by some pixels; what comes in at the left is black.
func movedRight(_ x: Matrix, by pixels: Int) -> Matrix {
    Matrix(rows: x.rows, columns: x.columns) { i, j in
        j % 28 >= pixels ? x[i, j - pixels] : 0
    }
}

func showResult(
    _ notebook: Notebook, _ network: ConvolutionalNetwork, _ plain: Perceptron, _ labels: [Int],
    _ xTest: Matrix, _ yTest: Matrix
) {
    func pair(_ x: Matrix) -> (plain: Double, network: Double) {
        (accuracy(plain.predict(x), yTest), accuracy(scores(network, x), yTest))
    }
    let results = (0...4).map { pair(movedRight(xTest, by: $0)) }
    let count = network.parameters.map(\.values.count).reduce(0, +)
    notebook.table(
        ["", "plain, 101770 parameters", "convolutional, \(count)"],
        results.enumerated().map { moved, result in
            [
                moved == 0 ? "test accuracy" : "pictures moved by \(moved) px",
                fixed(result.plain, 3), fixed(result.network, 3),
            ]
        })
    let (errors, plainErrors) = (1 - results[0].network, 1 - results[0].plain)
    if errors < plainErrors {
        notebook.text(
            """
            With \(fixed(Double(count) / 1017.70, 1)) % of the parameters it makes \
            \(fixed(100 * errors / plainErrors, 0)) % of the plain network's errors.
            """)
    } else {
        notebook.text("With these settings it is no better than the plain network.")
    }
    if results[2].network - results[2].plain > results[0].network - results[0].plain {
        notebook.text(
            """
            And pictures that are moved to the right, which neither has seen in training, hurt it \
            less: its filters see the same strokes, only further right. It isn't indifferent \
            either: pooling forgives a pixel or two, and its last layer has weights for every place.
            """)
    }
    let taken = scores(network, xTest).indexOfMaximumInRows()
    let wrong = labels.indices.filter { taken[$0] != labels[$0] }
    notebook.text(
        """
        It gets \(wrong.count) of \(labels.count) wrong\(wrong.count > 8 ? "; the first eight" : ""):
        """)
    let shown = Array(wrong.prefix(8))
    if !shown.isEmpty {
        notebook.pictures(
            xTest[rows: shown], width: 28,
            labels: shown.map { "\(labels[$0]), not \(taken[$0])" })
    }
}

/// Channel after channel of one picture's maps, a row each.
func channels(_ maps: Matrix, _ shape: PictureShape) -> Matrix {
    maps.reshaped(rows: shape.height * shape.width, columns: shape.channels).transposed()
}

func showFilters(_ notebook: Notebook, _ network: ConvolutionalNetwork, _ picture: Matrix) {
    let trace = network.forward(picture.reshaped(rows: 1, columns: 784))
    let filters = network.parameters[0].transposed()
    guard filters.isFinite, trace.z1.isFinite, trace.z2.isFinite else {
        notebook.text("Nothing: its weights left the numbers.")
        return
    }
    let limit = max(filters.max(), -filters.min())
    notebook.text(
        """
        The filters of the first layer, from −\(fixed(limit, 2)) (black) to \(fixed(limit, 2)) \
        (white), and what each of them answers to the picture of above, after the ReLU:
        """)
    let names = (1...filters.rows).map { "filter \($0)" }
    notebook.pictures(filters, width: network.size, labels: names, range: -limit...limit)
    let first = channels(relu(trace.z1), network.firstMaps)
    notebook.pictures(
        first, width: network.firstMaps.width, labels: names, range: 0...max(first.max(), 1e-9))
    notebook.text(
        """
        Nobody told it about edges: these are the filters that lowered the cost. The second \
        layer's \(network.secondMaps.channels) maps, \(network.secondMaps.height) × \
        \(network.secondMaps.width) pixels each, are combinations of all \
        \(network.firstPooled.channels) of the first layer's, and harder to put into words:
        """)
    let second = channels(relu(trace.z2), network.secondMaps)
    notebook.pictures(second, width: network.secondMaps.width, range: 0...max(second.max(), 1e-9))
}
