import Matrices
import Notebook

/// Pictures of 64 × 64, the darkest pixel black and the brightest white.
func showPictures(_ notebook: Notebook, _ pictures: Matrix, _ labels: [String]) {
    notebook.pictures(
        pictures, width: 64, labels: labels, range: pictures.min()...pictures.max())
}

func showCurve(_ notebook: Notebook, _ costs: [Double]) {
    notebook.plot(
        "Cost while training", x: "iteration", y: "cost",
        [Curve("cost", x: Array(costs.indices), y: costs)])
    if let lost = costs.firstIndex(where: { !$0.isFinite }) {
        notebook.text(
            """
            At iteration \(lost) the cost left the numbers: the steps are too long. Try a smaller \
            --learning-rate.
            """)
    }
}

func showWeights(_ notebook: Notebook, _ change: Matrix) {
    notebook.text(
        """
        The weights are a picture too, one per pixel: this is what was learnt, the last weights \
        minus the first. Bright pixels speak for sign 1, dark ones for sign 0.
        """)
    let limit = max(change.max(), -change.min(), 1e-9)
    notebook.pictures(
        change.transposed(), width: 64,
        labels: ["change of w, from −\(fixed(limit, 4)) to \(fixed(limit, 4))"],
        range: -limit...limit)
}

func showWrongOnes(
    _ notebook: Notebook, _ x: Matrix, _ predicted: Matrix, _ y: Matrix
) {
    let wrong = (0..<y.rows).filter { predicted[$0, 0] != y[$0, 0] }
    if wrong.isEmpty {
        notebook.text("No test picture is classified wrongly.")
        return
    }
    let shown = Array(wrong.prefix(4))
    notebook.text(
        "\(wrong.count) of the \(y.rows) test pictures are classified wrongly"
            + (wrong.count > shown.count ? ". The first \(shown.count):" : ":"))
    showPictures(
        notebook, x[rows: shown],
        shown.map { i in "is \(Int(y[i, 0])), taken for \(Int(predicted[i, 0]))" })
}
