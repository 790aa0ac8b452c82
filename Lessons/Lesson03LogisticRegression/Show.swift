import Matrices
import Notebook

extension Notebook {
    func showDistance(_ graph: Distance) {
        func node(
            _ name: String, _ column: Double, _ row: Double, _ value: Double, _ slope: Double
        ) -> Diagram.Node {
            Diagram.Node(
                name, at: (column, row), text: name, value: fixed(value, 2),
                gradient: fixed(slope, 2))
        }
        diagram(
            "A distance as a graph",
            [
                node("a", 0, 0, graph.a, graph.da), node("b", 0, 2, graph.b, graph.db),
                node("a²", 1, 0, graph.aSquared, graph.dASquared),
                node("b²", 1, 2, graph.bSquared, graph.dBSquared),
                node("s", 2, 1, graph.sum, graph.dSum), node("c", 3, 1, graph.c, 1),
            ],
            [
                Diagram.Arrow("a", "a²"), Diagram.Arrow("b", "b²"),
                Diagram.Arrow("a²", "s", label: "+"),
                Diagram.Arrow("b²", "s", label: "+"), Diagram.Arrow("s", "c", label: "√"),
            ])
    }

    func showExample(
        _ x: Matrix, _ parameters: Parameters, _ values: (z: Double, predicted: Double, J: Double),
        _ gradients: (dw: Matrix, db: Double)
    ) {
        func node(
            _ name: String, _ column: Double, _ row: Double, _ value: Double, _ slope: Double
        ) -> Diagram.Node {
            Diagram.Node(
                name, at: (column, row), text: name, value: fixed(value, 3),
                gradient: fixed(slope, 3))
        }
        let (w, dw) = (parameters.w, gradients.dw)
        diagram(
            "Logistic regression with two inputs",
            [
                node("w₁", 0, 0, w[0, 0], dw[0, 0]), node("w₂", 0, 1.4, w[1, 0], dw[1, 0]),
                node("b", 0, 2.8, parameters.b, gradients.db),
                node("z", 1, 1.4, values.z, gradients.db),
                node("ŷ", 2, 1.4, values.predicted, -1 / values.predicted),
                node("J", 3, 1.4, values.J, 1),
            ],
            [
                Diagram.Arrow("w₁", "z", label: "·\(x[0, 0])"),
                Diagram.Arrow("w₂", "z", label: "·\(x[0, 1])"),
                Diagram.Arrow("b", "z"), Diagram.Arrow("z", "ŷ", label: "σ"),
                Diagram.Arrow("ŷ", "J", label: "−log"),
            ])
    }

    /// Pictures of 64 × 64, the darkest pixel black and the brightest white.
    func showHands(_ title: String, _ hands: Matrix, _ labels: [String]) {
        pictures(
            title: title, hands, width: 64, labels: labels, range: hands.min()...hands.max())
    }

    func showShapes(_ hands: Hands) {
        table(
            ["", "x", "y"],
            [
                ["training", "\(hands.x.rows) × \(hands.x.columns)", "\(hands.y.rows) × 1"],
                [
                    "test", "\(hands.xTest.rows) × \(hands.xTest.columns)",
                    "\(hands.yTest.rows) × 1",
                ],
            ])
    }

    func showLosses(_ losses: [Losses]) {
        table(
            ["z", "ŷ", "−log ŷ", "derivative", "(ŷ − 1)²", "derivative"],
            losses.map {
                [
                    fixed($0.z, 0), fixed($0.predicted, 4), fixed($0.log, 4), fixed($0.logSlope, 4),
                    fixed($0.square, 4), fixed($0.squareSlope, 4),
                ]
            })
    }

    func showWeights(_ change: Matrix) {
        guard change.isFinite else { return }
        let limit = max(change.max(), -change.min(), 1e-9)
        pictures(
            title: "What was learnt", change.transposed(), width: 64,
            labels: ["change of w, from −\(fixed(limit, 4)) to \(fixed(limit, 4))"],
            range: -limit...limit)
    }

    func showWrongOnes(_ hands: Hands, _ predicted: Matrix) {
        let wrong = (0..<predicted.rows).filter { predicted[$0, 0] != hands.yTest[$0, 0] }
        if wrong.isEmpty {
            text("No test picture is classified wrongly.")
            return
        }
        let shown = Array(wrong.prefix(4))
        text(
            "\(wrong.count) of the \(predicted.rows) test pictures are classified wrongly"
                + (wrong.count > shown.count ? ". The first \(shown.count):" : ":"))
        showHands(
            "Wrong answers", hands.xTest[rows: shown],
            shown.map { i in
                "is \(Int(hands.yTest[i, 0])), taken for \(Int(predicted[i, 0]))"
            })
    }

    func showThresholds(_ ten: LineAndSigmoid, _ thirteen: LineAndSigmoid) {
        table(
            ["where ŷ passes 0.5", "linear", "logistic"],
            [("ten points", ten), ("and three far ones", thirteen)].map { name, fit in
                [name, fixed(fit.lineThreshold, 3), fixed(fit.sigmoidThreshold, 3)]
            })
        let xs = evenly(from: 0, through: 36, count: 73)
        scatter(
            "Thirteen points, a line and a sigmoid", x: "x", y: "label",
            [Points("points", x: thirteen.x, y: thirteen.y)],
            lines: [
                Curve("linear", x: xs, y: xs.map { thirteen.slope * $0 + thirteen.intercept }),
                Curve(
                    "logistic", x: xs,
                    y: forward(Matrix(column: xs), thirteen.sigmoid).predicted.values),
            ])
    }

    func showLibrary(_ fit: Parameters) {
        text(
            """
            ‖w‖ = \(fixed(fit.w.norm(), 6)), b = \(fixed(fit.b, 6)), and the first three weights \
            are \(fixed(fit.w[0, 0], 6)), \(fixed(fit.w[1, 0], 6)) and \(fixed(fit.w[2, 0], 6)): \
            to six decimals what scikit-learn finds with solver="newton-cg" and tol=1e-12. (Its \
            defaults stop earlier, where the weights still differ in the second decimal.)
            """)
    }

    func showStretched(_ points: [Stretched]) {
        table(
            ["w and b times", "‖w‖", "J", "½ ‖w‖² + Σ loss"],
            points.map {
                [
                    "\($0.factor)", fixed($0.length, 3), fixed($0.cost, 10),
                    fixed($0.penalised, 3),
                ]
            })
    }

    func showNaiveLoss(_ zs: [Double]) {
        table(
            ["z", "log(ŷ) in Float", "log(ŷ) in Double", "from z"],
            zs.map { z in
                [
                    fixed(z, 0), fixed(Double(naiveLoss(Float(z), 0)), 6),
                    fixed(naiveLoss(z, 0), 6), fixed(losses(z: z, y: 0).log, 6),
                ]
            })
    }

    func showNaiveCurves(double: [Double], safe: [Double], float: [Float]) {
        let steps = Array(stride(from: 0, to: safe.count, by: 10))
        curves(
            step: "iteration", at: steps,
            [
                "0.03, log(ŷ)": steps.map { double[$0] }, "0.03, from z": steps.map { safe[$0] },
                "0.01, log(ŷ) in Float": steps.map { Double(float[$0]) },
            ], record: false)
    }

    func showCostSigns(_ hands: Hands, _ trainings: [Training]) {
        let steps = Array(stride(from: 0, to: trainings[0].costs.count, by: 30))
        let names = ["right", "without its minus", "wrong inside"]
        curves(
            step: "iteration", at: steps,
            zip(names, trainings).map { name, training in
                (name, steps.map { training.costs[$0] })
            }, record: false)
        table(
            ["cost", "train accuracy", "test accuracy"],
            zip(names, trainings).map { name, training in
                [
                    name, fixed(accuracy(predict(hands.x, training.parameters), hands.y), 4),
                    fixed(accuracy(predict(hands.xTest, training.parameters), hands.yTest), 4),
                ]
            })
    }

    func showInvertedPredict(_ hands: Hands, _ parameters: Parameters) {
        table(
            ["", "with else", "without"],
            [("train accuracy", hands.x, hands.y), ("test accuracy", hands.xTest, hands.yTest)].map
            {
                name, x, y in
                [
                    name, fixed(accuracy(predict(x, parameters), y), 4),
                    fixed(accuracy(invertedPredict(x, parameters), y), 4),
                ]
            })
    }
}
