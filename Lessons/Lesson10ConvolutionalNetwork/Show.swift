import Layers
import Matrices
import Notebook

extension Notebook {
    /// Both edge filters, the picture, and what they answer to it.
    func showEdges(_ picture: Matrix, _ filter: Matrix, _ upright: Matrix, _ level: Matrix) {
        formulas(
            (0..<3).map { row in
                [filter, filter.transposed()].map { filter in
                    filter[row: row].map { whole($0, width: 4) }.joined()
                }.joined(separator: "      ")
            }.joined(separator: "\n"))
        pictures(
            title: "A 5", picture.reshaped(rows: 1, columns: 784), width: 28,
            labels: ["the picture"])
        let limit = max(upright.max(), -upright.min(), level.max(), -level.min())
        pictures(
            title: "Edges", Matrix(stacking: [upright, level]).reshaped(rows: 2, columns: 676),
            width: 26,
            labels: ["left to right", "top to bottom"], range: -limit...limit)
        text(
            """
            Grey is 0: nothing changes there. White is a step to brighter, black a step to \
            darker, from −\(fixed(limit, 1)) to \(fixed(limit, 1)). The output has \
            \(upright.rows) × \(upright.columns) pixels, because a 3 × 3 filter has \
            \(upright.rows) places along 28 pixels.
            """)
    }

    /// The nine products behind the brightest pixel of the output.
    func showPixel(_ picture: Matrix, _ filter: Matrix, _ output: Matrix) {
        let brightest = output.values.firstIndex(of: output.max()) ?? 0
        let (y, x) = (brightest / output.columns, brightest % output.columns)
        let rows = (0..<3).map { j in
            (0..<3).map { i in
                "\(fixed(picture[y + j, x + i], 2))·(\(whole(filter[j, i], width: 2)))"
            }.joined(separator: " + ")
        }
        formulas(
            """
            O(\(x), \(y)) =   \(rows[0])
                        + \(rows[1])
                        + \(rows[2])
                    =   \(fixed(output[y, x], 2))
            """)
    }

    func showPooling(_ edges: Pictures, _ pooled: Pictures) {
        let range = 0...max(edges.values.max(), 1)
        pictures(
            title: "Before pooling", edges.values, width: edges.width, labels: ["26 × 26"],
            range: range)
        pictures(
            title: "After pooling", pooled.values, width: pooled.width, labels: ["13 × 13"],
            range: range)
    }

    /// A small picture's patches, a row each, the filter as a column, and what comes out.
    func showPatches(_ patches: Matrix, _ w: Matrix, _ z: Pictures) {
        formulas(
            """
            picture    1 2 3        filter   \(whole(w[0, 0], width: 2)) \(whole(w[1, 0], width: 2))
                       4 5 6                 \(whole(w[2, 0], width: 2)) \(whole(w[3, 0], width: 2))
                       7 8 9
            """)
        let filter = w.values.map { whole($0, width: 1) }
        table(
            ["place (x, y)", "patch, a row", "w, a column", "z = patch·w"],
            (0..<patches.rows).map { k in
                [
                    "(\(k % z.width), \(k / z.width))",
                    patches[row: k].map { whole($0, width: 1) }.joined(separator: "  "),
                    filter[k], whole(z.values.values[k], width: 1),
                ]
            })
    }

    /// What comes out of each layer, and how many numbers it learns.
    func showLayers(_ trace: Trace, _ p: Parameters) {
        func size(_ x: Pictures) -> String { "\(x.height) × \(x.width) × \(x.channels)" }
        func count(_ w: Matrix, _ b: Matrix) -> String {
            grouped(w.values.count + b.values.count)
        }
        table(
            ["layer", "comes out", "parameters"],
            [
                ["input", "28 × 28 × 1", "0"],
                ["\(p.b1.columns) filters 5 × 5, ReLU", size(trace.z1), count(p.w1, p.b1)],
                ["pooling 2 × 2", size(trace.p1), "0"],
                ["\(p.b2.columns) filters 5 × 5, ReLU", size(trace.z2), count(p.w2, p.b2)],
                ["pooling 2 × 2", size(trace.p2), "0"],
                ["dense, softmax", "10", count(p.w3, p.b3)],
                ["together", "", grouped(p.count)],
            ])
    }

    func showCurve(_ training: Training) {
        overflow("loss", of: training.loss, "epoch")
        let epochs = training.loss.indices.map { $0 + 1 }
        plot(
            "Loss while training", x: "epoch", y: "loss",
            [
                Curve("training", x: epochs, y: training.loss),
                Curve("test", x: epochs, y: training.validationLoss),
            ])
    }

    /// Accuracy of the plain and of the convolutional network, the pictures moved by 0, 1 … pixels.
    func showResults(_ results: [[Double]], parameters: Int) {
        table(
            ["", "plain, 101,770 parameters", "convolutional, \(grouped(parameters))"],
            results.enumerated().map { moved, result in
                [moved == 0 ? "test accuracy" : "pictures moved by \(moved) px"]
                    + result.map { fixed($0, 4) }
            })
        let (plainErrors, errors) = (1 - results[0][0], 1 - results[0][1])
        if errors < plainErrors {
            text(
                """
                With \(fixed(Double(parameters) / 1017.70, 1)) % of the parameters it makes \
                \(fixed(100 * errors / plainErrors, 0)) % of the plain network's errors.
                """)
        } else {
            text("With these settings it is no better than the plain network.")
        }
        let (plainLoss, loss) = (results[0][0] - results[2][0], results[0][1] - results[2][1])
        if errors <= plainErrors, loss < plainLoss {
            text(
                """
                And pictures that are moved to the right, as neither has seen any in training, \
                hurt it less: its filters see the same strokes, only further right. They do hurt: \
                pooling forgives a pixel or two, and the last layer has a weight for every place.
                """)
        }
    }

    /// The first of the pictures that were taken for another digit.
    func showWrong(_ digits: Digits, _ taken: [Int]) {
        let labels = digits.yTest.indexOfMaximumInRows()
        let wrong = labels.indices.filter { taken[$0] != labels[$0] }
        text(
            """
            It gets \(grouped(wrong.count)) of \(grouped(labels.count)) wrong\
            \(wrong.count > 8 ? "; the first eight" : ""):
            """)
        let shown = Array(wrong.prefix(8))
        if shown.isEmpty { return }
        pictures(
            title: "Wrong", digits.xTest[rows: shown], width: 28,
            labels: shown.map { "\(labels[$0]), not \(taken[$0])" })
    }

    /// The filters of the first layer, and what every filter answers to one picture.
    func showFilters(_ p: Parameters, _ trace: Trace) {
        let filters = p.w1.transposed()
        guard filters.isFinite, trace.z1.values.isFinite, trace.z2.values.isFinite else {
            return text("Nothing: its weights overflowed.")
        }
        let limit = max(filters.max(), -filters.min())
        let names = (1...filters.rows).map { "filter \($0)" }
        text(
            """
            The filters of the first layer, from −\(fixed(limit, 2)) (black) to \
            \(fixed(limit, 2)) (white), and what each of them makes of the picture from above, \
            after the ReLU:
            """)
        pictures(title: "Filters", filters, width: p.size, labels: names, range: -limit...limit)
        let first = maps(relu(trace.z1))
        pictures(
            title: "Feature maps", first, width: trace.z1.width, labels: names,
            range: 0...max(first.max(), 1e-9))
        text(
            """
            Nobody told it about edges: these are the filters that lowered the cost. The second \
            layer's \(p.b2.columns) maps, \(trace.z2.height) × \(trace.z2.width) pixels each, \
            are combinations of all \(p.b1.columns) of the first layer's, and harder to put into \
            words:
            """)
        let second = maps(relu(trace.z2))
        pictures(
            title: "Second layer", second, width: trace.z2.width, range: 0...max(second.max(), 1e-9)
        )
    }
}

/// Channel after channel of one picture, a row each.
func maps(_ x: Pictures) -> Matrix {
    x.values.reshaped(rows: x.height * x.width, columns: x.channels).transposed()
}

/// A whole number as text of some width.
func whole(_ value: Double, width: Int) -> String {
    let text = (value < 0 ? "−" : "") + "\(Int(value.magnitude))"
    return String(repeating: " ", count: max(width - text.count, 0)) + text
}
