import Matrices
import Notebook

extension Notebook {
    /// Pictures of 64 × 64, the darkest pixel black and the brightest white.
    func showHands(_ title: String, _ hands: Matrix, _ labels: [String]) {
        pictures(
            title: title, hands, width: 64, labels: labels, range: hands.min()...hands.max())
    }

    func showLosses(_ z: Matrix, _ losses: [Matrix]) {
        table(
            ["z", "ŷ", "−log ŷ", "derivative", "(ŷ − 1)²", "derivative"],
            (0..<z.rows).map { i in [fixed(z[i, 0], 0)] + losses.map { fixed($0[i, 0], 4) } })
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
        let shown = Array(wrong.prefix(4))
        text(
            wrong.isEmpty
                ? "No test picture is classified wrongly."
                : "\(wrong.count) of the \(predicted.rows) test pictures are classified wrongly"
                    + (wrong.count > shown.count ? ". The first \(shown.count):" : ":"))
        guard !wrong.isEmpty else { return }
        showHands(
            "Wrong answers", hands.xTest[rows: shown],
            shown.map { "is \(Int(hands.yTest[$0, 0])), taken for \(Int(predicted[$0, 0]))" })
    }

    /// Where the line passes 0.5, and where the sigmoid does: there its z is 0.
    func showThresholds(_ fits: [(name: String, line: Parameters, sigmoid: Parameters)]) {
        table(
            ["where ŷ passes 0.5", "linear", "logistic"],
            fits.map { name, line, sigmoid in
                [
                    name, fixed((0.5 - line.b) / line.w[0, 0], 3),
                    fixed(-sigmoid.b / sigmoid.w[0, 0], 3),
                ]
            })
    }

    func showFits(_ x: Matrix, _ y: Matrix, _ fit: (line: Parameters, sigmoid: Parameters)) {
        let xs = evenly(from: 0, through: 36, count: 73)
        let (z, _) = forward(Matrix(column: xs), fit.line)
        let (_, predicted) = forward(Matrix(column: xs), fit.sigmoid)
        scatter(
            "Thirteen points, a line and a sigmoid", x: "x", y: "label",
            [Points("points", x: x.values, y: y.values)],
            lines: [
                Curve("linear", x: xs, y: z.values), Curve("logistic", x: xs, y: predicted.values),
            ])
    }
}
