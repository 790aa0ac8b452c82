import Datasets
import Layers
import Matrices
import Notebook

/// A number as the file has it: 11, not 11.0.
func plain(_ number: Double) -> String {
    number == number.rounded() ? fixed(number, 0) : "\(number)"
}

/// Whole numbers with commas between them.
func list(_ numbers: some Sequence<Int>) -> String {
    numbers.map(String.init).joined(separator: ", ")
}

extension Notebook {
    func showTable(_ examples: Examples) {
        table(
            [""] + (0..<5).map { "row \($0)" },
            (examples.inputs + [examples.target]).enumerated().map { j, name in
                [name] + examples.head[column: j].map(plain)
            })
        let values = Set(examples.targets.values).sorted()
        guard values.count <= 10 else { return }
        table(
            [examples.target] + values.map(plain),
            [
                [examples.noun]
                    + values.map { q in "\(examples.targets.values.count { $0 == q })" }
            ])
    }

    func showScaling(_ examples: Examples) {
        let (inputs, target) = (examples.inputScaler, examples.targetScaler)
        let low = inputs.minimum.values + target.minimum.values
        let high = inputs.maximum.values + target.maximum.values
        let first = examples.raw.x[row: 0] + examples.raw.y[row: 0]
        let scaled = examples.x[row: 0] + examples.y[row: 0]
        table(
            ["", "min", "max", "row \(examples.trainingRows[0])", "scaled"],
            (examples.inputs + [examples.target]).enumerated().map { j, name in
                [name, plain(low[j]), plain(high[j]), plain(first[j]), fixed(scaled[j], 6)]
            })
        table(
            ["", "x", "y"],
            [("training", examples.x), ("validation", examples.xValidation)].map { name, x in
                [name, "\(x.rows) × \(x.columns)", "\(x.rows) × 1"]
            })
    }

    func showWeights(_ names: [String], _ w: Matrix, bias: Double) {
        table(
            ["measurement", "weight"],
            zip(names + ["bias"], w.values + [bias]).map { [$0, fixed($1, 6)] })
        plot(
            "An untrained line: the first weight alone", x: "x", y: "y",
            [
                Curve(
                    "y = \(fixed(w[0, 0], 2))·x + \(fixed(bias, 2))", x: [-1, 1],
                    y: [bias - w[0, 0], bias + w[0, 0]])
            ])
    }

    func showSummary(_ sizes: [Int], _ count: Int) {
        let last = sizes.count - 1
        table(
            ["layer", "output", "weights", "biases", "parameters"],
            (1...last).map { k in
                [
                    k < last ? "dense, ReLU" : "dense", "m × \(sizes[k])",
                    grouped(sizes[k - 1] * sizes[k]), "\(sizes[k])",
                    grouped((sizes[k - 1] + 1) * sizes[k]),
                ]
            } + [["all", "", "", "", grouped(count)]])
    }

    func showGradientCheck(_ checks: [[CheckedGradient]]) {
        table(
            ["gradient"] + Loss.allCases.map(\.rawValue),
            checks[0].indices.map { k in
                [checks[0][k].name] + checks.map { scientific($0[k].difference) }
            })
        let corners = checks.joined().reduce(0) { $0 + $1.corners }
        line(
            checks.joined().allSatisfy(\.isRight)
                ? "all \(checks.joined().count) are below 1e-7: right"
                : "not all are below 1e-7: WRONG")
        if corners > 0 {
            line("(\(corners) places at a corner of the loss or of ReLU are left out)")
        }
    }

    /// Scores in a table, each after the cells that say whose they are.
    func showScores(_ names: [String], _ rows: [(cells: [String], score: Score)]) {
        table(
            names + ["MAE", "RMSE", "within a tenth"],
            rows.map { cells, score in
                cells + [
                    fixedOrPower(score.mae, 4), fixedOrPower(score.rmse, 4), fixed(score.within, 4),
                ]
            })
    }

    /// The mean answer for each value that the target has, if there are few.
    func showMeanAnswers(_ examples: Examples, _ answers: Matrix) {
        let truth = examples.raw.yValidation.values
        let values = Set(truth).sorted()
        guard values.count <= 10, answers.isFinite else { return }
        table(
            [examples.target] + values.map(plain),
            [
                [examples.noun] + values.map { value in "\(truth.count { $0 == value })" },
                ["mean answer"]
                    + values.map { value in
                        fixed(answers[rows: truth.indices.filter { truth[$0] == value }].mean(), 2)
                    },
            ])
    }
}
