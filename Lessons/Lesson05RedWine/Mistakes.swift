import Matrices
import Notebook

/// Trains like the right version but for one thing, and shows both side by side.
func runMistake(
    _ mistake: String, _ notebook: Notebook, _ examples: Examples, from first: [Matrix],
    _ settings: Settings, right: Training
) {
    switch mistake {
    case "signed-mae":
        notebook.text(
            """
            The article's MAE, mean (y − ŷ), has no least value: it falls without end as ŷ rises, \
            since its derivative is −1/m for every example. The same training on it:
            """)
        var signed = settings
        signed.loss = .signed
        let wrong = train(examples, from: first, signed).validationLoss
        let mean = examples.raw.yValidation.mean()
        notebook.table(
            ["epoch", "val_loss, signed", "mean answer", "MAE of the right version"],
            wrong.indices.map { i in
                [
                    "\(i + 1)", fixedOrPower(wrong[i], 6),
                    fixedOrPower(mean - examples.range * wrong[i], 2),
                    fixedOrPower(examples.range * right.validationLoss[i], 4),
                ]
            })
        notebook.text(
            """
            The loss looks better and better, and the answers rise far beyond \
            \(plain(examples.targets.max())), the largest \(examples.target) that occurs. A loss \
            needs a least value, and it has to be at ŷ = y.
            """)
    default:
        let y = examples.raw.y
        notebook.text(
            """
            The inputs are scaled to 0…1, but the target is left as it is in the file. The network \
            starts with answers around 0, and spends its first epochs on moving them to the mean, \
            \(fixed(y.mean(), 1)). The MAE on the validation \(examples.noun), in \
            \(examples.unit):
            """)
        var (raw, absolute) = (examples, settings)
        (raw.y, raw.yValidation) = (y, examples.raw.yValidation)
        absolute.loss = .mae
        let wrong = train(raw, from: first, absolute).validationLoss
        notebook.table(
            ["epoch", "target scaled", "target as it is"],
            wrong.indices.map { i in
                [
                    "\(i + 1)", fixedOrPower(examples.range * right.validationLoss[i], 4),
                    fixedOrPower(wrong[i], 4),
                ]
            })
        let middle = median(y.values)
        notebook.text(
            """
            Always answering \(plain(middle)), the median, gives an MAE of \
            \(fixed(examples.score(always: middle).mae, 4)).
            """)
    }
}
