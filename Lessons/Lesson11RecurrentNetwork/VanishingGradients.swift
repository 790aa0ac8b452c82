import Foundation
import Layers
import Matrices
import Notebook

/// ‖dh(1)‖ … ‖dh(T)‖ of the cost at the last step, divided by ‖dh(T)‖.
func gradientNorms(_ network: SimpleRNN, _ windows: Windows) -> [Double] {
    let (h, outputs) = network.forward(windows.x)
    let derivative = costDerivative(outputs, windows.y, everyStep: false)
    let norms = network.backward(windows.x, h, derivative).dh.map { $0.norm() }
    return norms.map { $0 / norms[norms.count - 1] }
}

func showVanishingGradients(
    _ notebook: Notebook, _ first: SimpleRNN, _ trained: SimpleRNN, _ windows: Windows
) {
    var halved = first
    halved.parameters[1] *= 0.5
    var doubled = first
    doubled.parameters[1] *= 2
    let networks = [
        ("untrained", first), ("trained", trained), ("Wh halved", halved), ("Wh doubled", doubled),
    ]
    notebook.text(
        """
        From one step to the one before, backpropagation multiplies by Whᵀ and by 1 − h², which is \
        at most 1. Over many steps that is a power of a matrix: it shrinks or grows like the \
        power of the spectral radius ρ, the largest magnitude of Wh's eigenvalues. ‖dh(t)‖ of the \
        error at the last month, as a share of that month's own:
        """)
    let norms = networks.map { gradientNorms($0.1, windows) }
    let radii = networks.map { spectralRadius($0.1.parameters[1]) }
    let steps = windows.x.count
    let shown = [0, 1, 2, 4, 8, 12, 16, 20, 23, 47].filter { $0 < steps }
    notebook.table(
        ["months back"] + networks.map(\.0),
        shown.map { back in
            ["\(back)"] + norms.map { scientific($0[steps - 1 - back]) }
        } + [["ρ(Wh)"] + radii.map { fixed($0, 3) }]
            + [["ρ to the \(steps - 1)"] + radii.map { scientific(pow($0, Double(steps - 1))) }])
    notebook.plot(
        "‖dh‖ as a share of the last month's", x: "months back", y: "share",
        networks.indices.map { k in
            Curve(networks[k].0, x: Array(0..<steps), y: norms[k].reversed())
        }, logarithmic: true)
    let reach = norms[1][0]
    notebook.text(
        """
        What the trained network gets to hear about the oldest month of its window is \
        \(scientific(reach)) of what it hears about the newest one. Small weights make the gradient \
        vanish. Large ones make it explode, as long as tanh is not flat; where it is flat, 1 − h² \
        is near 0, and it shrinks again. Lesson 12 builds a cell whose state isn't multiplied by a \
        matrix at all.
        """)
}
