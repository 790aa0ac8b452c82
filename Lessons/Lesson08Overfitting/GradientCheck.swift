import Layers
import Matrices
import Notebook

/// Relative differences between gradients by hand and numerical ones, for dropout and the penalty,
/// on a network 6-5-3 with random weights and biases and eight random pictures.
func checkGradients(seed: Int) -> [(name: String, difference: Double)] {
    var random = RandomState(seed: seed + 4)
    let parameters = [(6, 5), (1, 5), (5, 3), (1, 3)].map { random.randn(rows: $0, columns: $1) }
    let x = random.randn(rows: 8, columns: 6)
    let mask = dropoutMask(rows: 8, columns: 5, rate: 0.5, random: &random)
    let y = Matrix(rows: 8, columns: 3) { i, j in i % 3 == j ? 1 : 0 }
    let lambda = 0.1

    let numerical = parameters.indices.map { k in
        numericalGradient(at: parameters[k]) { p in
            var moved = parameters
            moved[k] = p
            return crossEntropy(forward(moved, x, mask: mask).z2, y)
                + penalty(moved, lambda: lambda)
        }
    }
    let trace = forward(parameters, x, mask: mask)
    let byHand = backward(parameters, trace, y, lambda: lambda)
    var forgetful = trace
    forgetful.mask = nil
    let withoutMask = backward(parameters, forgetful, y, lambda: lambda)
    return [
        ("dW₁", relativeDifference(byHand[0], numerical[0])),
        ("db₁", relativeDifference(byHand[1], numerical[1])),
        ("dW₂", relativeDifference(byHand[2], numerical[2])),
        ("db₂", relativeDifference(byHand[3], numerical[3])),
        ("dW₁ without the mask on the way back", relativeDifference(withoutMask[0], numerical[0])),
    ]
}

func showGradientCheck(_ notebook: Notebook, seed: Int) {
    notebook.text(
        """
        Dropout with a fixed mask of rate 0.5, together with the penalty λ = 0.1, on random numbers; \
        by hand against central differences:
        """)
    notebook.table(
        ["", "relative difference", ""],
        checkGradients(seed: seed).map { name, difference in
            [name, scientific(difference), difference < 1e-7 ? "right" : "WRONG"]
        })
    notebook.text("The last row shows what forgetting the mask would do.")
}
