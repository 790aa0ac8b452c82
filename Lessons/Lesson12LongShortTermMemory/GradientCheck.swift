import Layers
import Matrices
import Notebook

/// The relative differences of every gradient to central differences, the gates' apart.
/// - Returns: dW, dU, db of i, f, g, o, in this order, then dWy and dby.
func checkGradient(seed: Int) -> (gates: [[Double]], dwy: Double, dby: Double) {
    var random = RandomState(seed: seed + 1)
    let hidden = 3
    var network = LSTM(inputs: 2, hidden: hidden, outputs: 2, forgetBias: 1, random: &random)
    network.parameters[2] += random.randn(rows: 1, columns: 4 * hidden)
    network.parameters[4] = random.randn(rows: 1, columns: 2)
    let x = (0..<6).map { _ in random.randn(rows: 3, columns: 2) }
    // Some cost: a weighted sum of the outputs of steps 3 and 6.
    let weights = random.randn(rows: 3, columns: 2)
    func cost(_ network: LSTM) -> Double {
        let outputs = network.forward(x).outputs
        return (outputs[2] * weights).sum() + (outputs[5] * weights).sum()
    }
    let byHand = network.backward(
        network.forward(x), [nil, nil, weights, nil, nil, weights]
    ).gradients
    let numerical = network.parameters.indices.map { k in
        numericalGradient(at: network.parameters[k]) { moved in
            var other = network
            other.parameters[k] = moved
            return cost(other)
        }
    }
    let gates = (0..<4).map { gate in
        (0..<3).map { k in
            let columns = Array(gate * hidden..<(gate + 1) * hidden)
            return relativeDifference(byHand[k][columns: columns], numerical[k][columns: columns])
        }
    }
    return (
        gates, relativeDifference(byHand[3], numerical[3]),
        relativeDifference(byHand[4], numerical[4])
    )
}

func showGradientCheck(_ notebook: Notebook, seed: Int) {
    let checked = checkGradient(seed: seed)
    notebook.text(
        """
        Six steps, random weights; the cost looks at steps 3 and 6. Against central differences, \
        gate by gate; below 1e-7 a formula is right:
        """)
    notebook.table(
        ["gate", "dW", "dU", "db"],
        zip(["i, in", "f, forget", "g, candidate", "o, out"], checked.gates).map { name, gate in
            [name] + gate.map { scientific($0) }
        })
    notebook.line("output  dWy \(scientific(checked.dwy))   dby \(scientific(checked.dby))")
    let worst = (checked.gates.flatMap { $0 } + [checked.dwy, checked.dby]).max() ?? 0
    notebook.line(worst < 1e-7 ? "all right" : "WRONG")
}
