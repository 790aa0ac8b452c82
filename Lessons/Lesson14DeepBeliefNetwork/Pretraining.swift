import Layers
import Matrices
import Notebook

/// Pretraining with a line per epoch.
func showPretraining(
    _ notebook: Notebook, _ x: Matrix, _ setting: Setting, seed: Int
) -> [BoltzmannMachine] {
    notebook.text(
        """
        A Boltzmann machine (lesson 13) learns the pictures. What its hidden units say about them is \
        the data of the next machine, and so on. The error is that of what comes back when the \
        first 500 rows go up one machine and down again.
        """)
    let bar = notebook.progress("Pretraining", total: setting.hidden.count * setting.pretraining)
    var errors = setting.hidden.map { _ in [Double]() }
    let machines = pretrain(
        x, hidden: setting.hidden, epochs: setting.pretraining, seed: seed
    ) { k, epoch, error in
        errors[k].append(error)
        bar.advance(to: k * setting.pretraining + epoch)
    }
    bar.finish()
    notebook.curves(
        step: "epoch", at: Array(1...setting.pretraining),
        errors.enumerated().map { ("machine_\($0 + 1)", $1) })
    return machines
}

func pretrainWithProgress(
    _ notebook: Notebook, _ x: Matrix, _ setting: Setting, seed: Int, name: String
) -> [BoltzmannMachine] {
    let bar = notebook.progress(
        "\(name), pretraining", total: setting.hidden.count * setting.pretraining)
    let machines = pretrain(
        x, hidden: setting.hidden, epochs: setting.pretraining, seed: seed
    ) { k, epoch, _ in bar.advance(to: k * setting.pretraining + epoch) }
    bar.finish()
    return machines
}
