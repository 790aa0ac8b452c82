import Datasets
import Foundation
import Matrices
import Notebook

/// The transformer without its mask: every letter sees the next one, which it is to guess.
func trainWithoutMask(
    _ notebook: Notebook, _ model: Model, _ names: Names, from first: [Matrix],
    _ settings: Settings, masked: Training
) {
    var unmasked = model
    unmasked.causal = false
    let seeing = trainOnNames(
        unmasked.cost, from: first, names, settings,
        notebook.progress("No mask", total: settings.iterations))
    notebook.text(
        """
        Without the mask, every letter sees the next one, which has to be guessed. The cost falls \
        lower than is possible for an honest model of names:
        """)
    notebook.curves(
        step: "iteration", at: masked.at,
        [("masked", masked.measured), ("no mask", seeing.measured)], record: false)
    let cost = model.meanCost(names.validation, seeing.parameters)
    let invented = invent(10, unmasked, seeing.parameters, seed: settings.seed + 3)
    notebook.text(
        """
        The network has learnt to copy. When it invents a name, there is no next letter yet. With \
        the mask, the cost of the same weights is \(fixed(cost, 3)) nats, far more than that of a \
        guess among 27 characters, \(fixed(log(27.0), 3)). Of \(invented.count) invented names, \
        \(invented.count { $0.isEmpty }) are empty. If a cost is too good to be true, ask what the \
        network can see.
        """)
}
