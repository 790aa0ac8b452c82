import Matrices
import Notebook

/// The trainings by each of the optimisers, in the order of `Rule.allCases`.
func showOptimizers(_ notebook: Notebook, _ wine: Wine, _ trainings: [Training]) {
    let epochs = Array(1...trainings[0].loss.count)
    notebook.text(
        """
        The same network from the same first weights, trained on mae by each of the four, with a \
        learning rate that is usual for it. MAE on the validation wines in points, epoch by epoch:
        """)
    let range = wine.quality.maximum.sum() - wine.quality.minimum.sum()
    let points = trainings.map { $0.validationLoss.map { range * $0 } }
    notebook.table(
        ["epoch"] + Rule.allCases.map { "\($0.rawValue) \($0.usualLearningRate)" },
        epochs.map { epoch in ["\(epoch)"] + points.map { fixed($0[epoch - 1], 4) } })
    notebook.plot(
        "Validation MAE by optimiser", x: "epoch", y: "MAE in points",
        zip(Rule.allCases, points).map { Curve($0.rawValue, x: epochs, y: $1) })
    notebook.text(
        """
        Half of an optimiser is its learning rate. What is slow here may only be too careful: try \
        --optimizer sgd --learning-rate 0.1.
        """)
}

/// How good the answers are that networks trained on each of the losses give for the validation wines.
func showLossResults(_ notebook: Notebook, _ wine: Wine, _ answers: [Matrix]) {
    notebook.text(
        """
        The same again by Adam, on each of the losses. The losses themselves can't be compared, \
        what the networks answer can:
        """)
    notebook.table(
        ["trained on", "MAE", "RMSE", "within ½ point"],
        zip(Loss.compared, answers).map { loss, output in
            [loss.rawValue]
                + Score(wine.quality.unscale(output), wine.raw.qualityValidation).cells
        })
    notebook.text(
        """
        Scaled errors are nearly all below δ = 1, and there Huber's loss is half the MSE. Adam \
        doesn't notice the half, as it divides by the size of the gradient: so these two come \
        out alike.
        """)
}
