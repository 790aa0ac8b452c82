import Matrices
import Notebook

/// Answers in points, and what is known of how good they are.
struct Score {
    var mae: Double
    var rmse: Double
    var withinHalf: Double

    init(_ predicted: Matrix, _ quality: Matrix) {
        let errors = abs(predicted - quality)
        mae = errors.mean()
        rmse = meanSquaredError(predicted, quality).squareRoot()
        withinHalf =
            100 * Double(errors.values.filter { $0 <= 0.5 }.count) / Double(quality.rows)
    }

    var cells: [String] { [fixed(mae, 4), fixed(rmse, 4), "\(fixed(withinHalf, 2)) %"] }
}

func showCurve(_ notebook: Notebook, _ training: Training, _ lossName: String) {
    let epochs = Array(1...training.loss.count)
    notebook.plot(
        "Loss while training", x: "epoch", y: lossName,
        [
            Curve("loss", x: epochs, y: training.loss),
            Curve("val_loss", x: epochs, y: training.validationLoss),
        ])
    if let lost = training.validationLoss.firstIndex(where: { !$0.isFinite }) {
        notebook.text(
            """
            In epoch \(lost + 1) the loss left the numbers: the steps are too long. Try a smaller \
            --learning-rate.
            """)
    }
}

func showResult(_ notebook: Notebook, _ wine: Wine, _ output: Matrix, _ sizes: [Int]) {
    let predicted = wine.quality.unscale(output)
    let truth = wine.raw.qualityValidation
    let middle = median(wine.raw.quality.values)
    let mean = wine.raw.quality.mean()
    let straight = leastSquares(wine.raw.x, wine.raw.quality, predicting: wine.raw.xValidation)
    let network = Score(predicted, truth)
    let line = Score(straight, truth)
    notebook.text(
        """
        One unit of the scaled quality is \
        \(fixed(wine.quality.maximum.sum() - wine.quality.minimum.sum(), 0)) points. On the \
        validation wines, beside three models that are much simpler: always the median of the \
        training wines, always their mean, and least squares, the best linear model of the eleven \
        measurements.
        """)
    notebook.table(
        ["", "parameters", "MAE", "RMSE", "within ½ point"],
        [
            ["median, \(fixed(middle, 0))", "1"] + Score(truth.map { _ in middle }, truth).cells,
            ["mean, \(fixed(mean, 3))", "1"] + Score(truth.map { _ in mean }, truth).cells,
            ["least squares", "12"] + line.cells,
            ["network", grouped(parameterCount(sizes))] + network.cells,
        ])
    let numbers = "\(fixed(network.mae, 3)) points of MAE against \(fixed(line.mae, 3))"
    if network.mae >= line.mae {
        notebook.text(
            """
            \(grouped(parameterCount(sizes))) parameters do not beat the 12 of a linear model: \
            \(numbers). The article looks at its curve and says that the model “has learned the \
            needful”. A falling curve alone can't say that. Only a comparison can, and here it \
            says that the deep network is no better than a straight line.
            """)
    } else if network.mae < line.mae {
        notebook.text(
            """
            With these options \(grouped(parameterCount(sizes))) parameters are ahead of the 12 \
            of a linear model, \(numbers). Another --seed may turn that round.
            """)
    }
    guard network.mae.isFinite else { return }
    let points = [3.0, 4, 5, 6, 7, 8]
    let answers = points.map { q in
        predicted[rows: (0..<truth.rows).filter { truth[$0, 0] == q }].mean()
    }
    notebook.table(
        ["quality"] + points.map { fixed($0, 0) },
        [
            ["wines"] + points.map { q in "\(truth.values.filter { $0 == q }.count)" },
            ["mean answer"] + answers.map { fixed($0, 2) },
        ])
    notebook.text(
        """
        Between the worst and the best wines lie 5 points, between the network's mean answers \
        for them \(fixed(answers[5] - answers[0], 2)).
        """)
}
