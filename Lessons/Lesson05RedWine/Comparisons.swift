import Matrices
import Notebook

/// Trains with each of the optimisers; returns Adam's training, which `byAdam` may be already.
func showOptimizers(
    _ notebook: Notebook, _ sizes: [Int], _ wine: Wine, byAdam: Training?, batchSize: Int,
    epochs: Int, seed: Int
) -> Training {
    let bar = notebook.progress("Optimisers", total: 4 * epochs)
    let trainings = Rule.allCases.enumerated().map { k, rule in
        if rule == .adam, let byAdam { return byAdam }
        return train(
            sizes, wine, loss: .mae, rule: rule, learningRate: rule.usualLearningRate,
            batchSize: batchSize, epochs: epochs, seed: seed
        ) { epoch, _, _ in bar.advance(to: k * epochs + epoch) }
    }
    bar.finish()
    notebook.text(
        """
        The same network from the same first weights, trained on mae by each of the four, with a \
        learning rate that is usual for it. MAE on the validation wines in points, epoch by epoch:
        """)
    let range = wine.quality.maximum.sum() - wine.quality.minimum.sum()
    let points = trainings.map { $0.validationLoss.map { range * $0 } }
    notebook.table(
        ["epoch"] + Rule.allCases.map { "\($0.rawValue) \($0.usualLearningRate)" },
        (0..<epochs).map { i in ["\(i + 1)"] + points.map { fixed($0[i], 4) } })
    notebook.plot(
        "Validation MAE by optimiser", x: "epoch", y: "MAE in points",
        zip(Rule.allCases, points).map { Curve($0.rawValue, x: Array(1...epochs), y: $1) })
    notebook.text(
        """
        Half of an optimiser is its learning rate. What is slow here may only be too careful: try \
        --optimizer sgd --learning-rate 0.1.
        """)
    return trainings[3]
}

/// Trains on each of the losses, by Adam; `byMAE` is the training on the first.
func showLossResults(
    _ notebook: Notebook, _ sizes: [Int], _ wine: Wine, byMAE: Training, batchSize: Int,
    epochs: Int, seed: Int
) {
    let losses: [Loss] = [.mae, .mse, .huber]
    let bar = notebook.progress("Losses", total: 2 * epochs)
    let trainings = losses.enumerated().map { k, loss in
        if loss == .mae { return byMAE }
        return train(
            sizes, wine, loss: loss, rule: .adam, learningRate: Rule.adam.usualLearningRate,
            batchSize: batchSize, epochs: epochs, seed: seed
        ) { epoch, _, _ in bar.advance(to: (k - 1) * epochs + epoch) }
    }
    bar.finish()
    notebook.text(
        """
        The same again by Adam, on each of the losses. The losses themselves can't be compared, \
        what the networks answer can:
        """)
    notebook.table(
        ["trained on", "MAE", "RMSE", "within ½ point"],
        zip(losses, trainings).map { loss, training in
            let output = predict(wine.xValidation, training.parameters)
            return [loss.rawValue]
                + Score(wine.quality.unscale(output), wine.raw.qualityValidation).cells
        })
    notebook.text(
        """
        Scaled errors are nearly all below δ = 1, and there Huber's loss is half the MSE. Adam \
        doesn't notice the half, as it divides by the size of the gradient: so these two come \
        out alike.
        """)
}
