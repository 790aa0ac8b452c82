import Matrices
import Notebook

func showSignedMAE(
    _ notebook: Notebook, _ sizes: [Int], _ wine: Wine, _ right: Training, batchSize: Int,
    epochs: Int, seed: Int
) {
    notebook.section("Mistake: MAE = y − ŷ")
    notebook.text(
        """
        The article's formula, mean (y − ŷ), falls for ever when ŷ rises: its derivative is −1/m \
        for every wine, whatever the wine. The same training on it:
        """)
    let signed = train(
        sizes, wine, loss: .signed, rule: .adam, learningRate: Rule.adam.usualLearningRate,
        batchSize: batchSize, epochs: epochs, seed: seed)
    let range = wine.quality.maximum.sum() - wine.quality.minimum.sum()
    let mean = wine.raw.qualityValidation.mean()
    notebook.table(
        ["epoch", "val_loss, signed", "mean answer in points", "MAE of the right version"],
        (0..<epochs).map { i in
            [
                "\(i + 1)", fixed(signed.validationLoss[i], 6),
                fixed(mean - range * signed.validationLoss[i], 2),
                fixed(range * right.validationLoss[i], 4),
            ]
        })
    notebook.text(
        """
        The loss looks better and better, and the wines get ever more points out of 8. A loss \
        needs a least value, and that at ŷ = y.
        """)
}

func showRawTarget(
    _ notebook: Notebook, _ sizes: [Int], _ wine: Wine, _ right: Training, batchSize: Int,
    epochs: Int, seed: Int
) {
    notebook.section("Mistake: a target that is not scaled")
    notebook.text(
        """
        The inputs are in 0…1, the quality is left in points, 3 to 8. The network starts with \
        answers around 0, and spends its first epochs on getting them up to the mean, \
        \(fixed(wine.raw.quality.mean(), 1)). MAE on the validation wines, in points:
        """)
    var unscaled = wine
    unscaled.y = wine.raw.quality
    unscaled.yValidation = wine.raw.qualityValidation
    let raw = train(
        sizes, unscaled, loss: .mae, rule: .adam, learningRate: Rule.adam.usualLearningRate,
        batchSize: batchSize, epochs: epochs, seed: seed)
    let range = wine.quality.maximum.sum() - wine.quality.minimum.sum()
    notebook.table(
        ["epoch", "target scaled", "target in points"],
        (0..<epochs).map { i in
            [
                "\(i + 1)", fixed(range * right.validationLoss[i], 4),
                fixed(raw.validationLoss[i], 4),
            ]
        })
    let middle = median(wine.raw.quality.values)
    let always = wine.raw.qualityValidation.map { _ in middle }
    notebook.text(
        """
        To answer \(fixed(middle, 0)), the median, to every wine has an MAE of \
        \(fixed(meanAbsoluteError(always, wine.raw.qualityValidation), 4)).
        """)
}
