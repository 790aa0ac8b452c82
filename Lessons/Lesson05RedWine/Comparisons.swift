import Notebook

/// Trains with each of the optimisers; Adam's training may be there already.
func trainByEachRule(
    _ notebook: Notebook, _ sizes: [Int], _ wine: Wine, byAdam: Training?, batchSize: Int,
    epochs: Int, seed: Int
) -> [Training] {
    let bar = notebook.progress("Optimisers", total: 4 * epochs)
    let trainings = Rule.allCases.enumerated().map { k, rule in
        if rule == .adam, let byAdam { return byAdam }
        return train(
            sizes, wine, loss: .mae, rule: rule, learningRate: rule.usualLearningRate,
            batchSize: batchSize, epochs: epochs, seed: seed
        ) { epoch, _, _ in bar.advance(to: k * epochs + epoch) }
    }
    bar.finish()
    return trainings
}

/// Trains on each of the losses, by Adam; `byMAE` is the training on the first.
func trainOnEachLoss(
    _ notebook: Notebook, _ sizes: [Int], _ wine: Wine, byMAE: Training, batchSize: Int,
    epochs: Int, seed: Int
) -> [Training] {
    let bar = notebook.progress("Losses", total: 2 * epochs)
    let trainings = Loss.compared.enumerated().map { k, loss in
        if loss == .mae { return byMAE }
        return train(
            sizes, wine, loss: loss, rule: .adam, learningRate: Rule.adam.usualLearningRate,
            batchSize: batchSize, epochs: epochs, seed: seed
        ) { epoch, _, _ in bar.advance(to: (k - 1) * epochs + epoch) }
    }
    bar.finish()
    return trainings
}
