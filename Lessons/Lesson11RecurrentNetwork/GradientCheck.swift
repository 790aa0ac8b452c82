import Layers
import Matrices
import Notebook

/// Relative differences of dWx, dWh, db, dWy, dby to central differences: 3 sequences of 6 steps.
func checkGradient(everyStep: Bool, seed: Int) -> [Double] {
    var random = RandomState(seed: seed + 1)
    var network = SimpleRNN(inputs: 1, hidden: 5, outputs: 1, random: &random)
    network.parameters[2] = 0.5 * random.randn(rows: 1, columns: 5)
    network.parameters[4] = random.randn(rows: 1, columns: 1)
    let x = (0..<6).map { _ in random.randn(rows: 3, columns: 1) }
    let y = (0..<6).map { _ in random.randn(rows: 3, columns: 1) }
    let (h, outputs) = network.forward(x)
    let byHand = network.backward(x, h, costDerivative(outputs, y, everyStep: everyStep)).gradients
    return byHand.indices.map { k in
        let numerical = numericalGradient(at: network.parameters[k]) { moved in
            var other = network
            other.parameters[k] = moved
            return cost(other.forward(x).outputs, y, everyStep: everyStep)
        }
        return relativeDifference(byHand[k], numerical)
    }
}

func showGradientCheck(_ notebook: Notebook, seed: Int) {
    notebook.text(
        """
        Backwards, the last step comes first. h(t) does two things: it gives ŷ(t), and it goes \
        into h(t + 1). So dh(t) is a sum of two parts. And the weights are the same at every \
        step, so their gradients are sums over all steps. Against central differences:
        """)
    let every = checkGradient(everyStep: true, seed: seed)
    let last = checkGradient(everyStep: false, seed: seed)
    notebook.table(
        ["", "outputs at every step", "", "from the last one", ""],
        ["dWx", "dWh", "db", "dWy", "dby"].enumerated().map { k, name in
            [name]
                + [every[k], last[k]].flatMap { [scientific($0), $0 < 1e-7 ? "right" : "WRONG"] }
        })
}
