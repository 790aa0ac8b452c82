import Datasets
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
            Grey is 0: nothing changes there. White is a step up in brightness, and black is a \
            step down, from −\(fixed(limit, 1)) to \(fixed(limit, 1)). The output has \
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

    func showGradientCheck(_ checks: [CheckedGradient]) {
        gradientCheck(checks.map { ($0.name, $0.difference, $0.corners) })
    }

    /// What comes out of each layer, and how many numbers it learns.
    func showLayers(_ trace: Trace, _ p: [Matrix]) {
        func size(_ x: Pictures) -> String { "\(x.height) × \(x.width) × \(x.channels)" }
        func count(_ layers: Range<Int>) -> String {
            grouped(layers.reduce(0) { $0 + p[2 * $1].values.count + p[2 * $1 + 1].columns })
        }
        table(
            ["layer", "output", "parameters"],
            [
                ["input", "28 × 28 × 1", "0"],
                ["\(p[0].columns) filters 5 × 5, ReLU", size(trace.z1), count(0..<1)],
                ["pooling 2 × 2", size(trace.p1), "0"],
                ["\(p[2].columns) filters 5 × 5, ReLU", size(trace.z2), count(1..<2)],
                ["pooling 2 × 2", size(trace.p2), "0"],
                ["dense, softmax", "10", count(2..<3)],
                ["total", "", count(0..<3)],
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
        text(
            """
            With \(fixed(Double(parameters) / 1017.70, 1)) % of the parameters, the convolutional \
            network makes \
            \(fixed(100 * (1 - results[0][1]) / (1 - results[0][0]), 0)) % of the plain network's \
            errors.
            """)
    }

    /// The first of the pictures that were taken for another digit.
    func showWrong(_ digits: OneHotDigits, _ taken: [Int]) {
        let labels = digits.yTest.indexOfMaximumInRows()
        let wrong = labels.indices.filter { taken[$0] != labels[$0] }
        text(
            """
            The convolutional network gets \(grouped(wrong.count)) of \(grouped(labels.count)) wrong\
            \(wrong.count > 8 ? "; the first eight" : ""):
            """)
        let shown = Array(wrong.prefix(8))
        if shown.isEmpty { return }
        pictures(
            title: "Wrong", digits.xTest[rows: shown], width: 28,
            labels: shown.map { "\(labels[$0]), not \(taken[$0])" })
    }

    /// The filters of the first layer, and what every filter answers to one picture.
    func showFilters(_ p: [Matrix], _ trace: Trace) {
        let filters = p[0].transposed()
        guard filters.isFinite, trace.z1.values.isFinite, trace.z2.values.isFinite else {
            return text("Nothing: its weights overflowed.")
        }
        let limit = max(filters.max(), -filters.min())
        let names = (1...filters.rows).map { "filter \($0)" }
        pictures(title: "Filters", filters, width: 5, labels: names, range: -limit...limit)
        text(
            """
            Black is −\(fixed(limit, 2)), and white is \(fixed(limit, 2)). Here is how each filter \
            responds to the 5 shown above, after the ReLU:
            """)
        showMaps("Feature maps", relu(trace.z1), names)
        text("The second layer's maps are combinations of all of these, and harder to name:")
        showMaps("Second layer", relu(trace.z2), [])
    }

    /// One picture's channels, each as a picture of its own.
    private func showMaps(_ title: String, _ x: Pictures, _ labels: [String]) {
        let maps = x.values.reshaped(rows: x.height * x.width, columns: x.channels).transposed()
        pictures(
            title: title, maps, width: x.width, labels: labels, range: 0...max(maps.max(), 1e-9))
    }
}

/// A whole number as text of some width.
func whole(_ value: Double, width: Int) -> String {
    let text = (value < 0 ? "−" : "") + "\(Int(value.magnitude))"
    return String(repeating: " ", count: max(width - text.count, 0)) + text
}
