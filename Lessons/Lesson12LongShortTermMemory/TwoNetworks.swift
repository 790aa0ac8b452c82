import Datasets
import Layers
import Matrices
import Notebook

/// The simple network of lesson 11, on the same sequences and by the same steps as the LSTM.
func trainSimple(
    _ settings: Settings, _ test: AddingProblem, _ dice: RandomState, _ bar: ProgressBar
) -> (network: RecurrentNetwork, training: Training) {
    var dice = dice
    var weights = RandomState(seed: settings.seed + 1)
    var network = RecurrentNetwork(
        inputs: 2, hidden: settings.hidden, outputs: 1, random: &weights)
    var training = Training(parameters: network.parameters)
    var optimizer = Adam(learningRate: settings.learningRate)
    func measure(after iteration: Int) {
        training.measuredAt.append(iteration)
        training.costs.append(cost(network.forward(test.x).outputs, test.y))
    }
    for iteration in 0..<settings.iterations {
        if iteration % 50 == 0 { measure(after: iteration) }
        let batch = AddingProblem(count: settings.batchSize, steps: settings.steps, random: &dice)
        let trace = network.forward(batch.x)
        let dOutputs = costDerivative(trace.outputs, batch.y)
        let gradients = network.backward(trace, dOutputs).gradients
        training.lengths.append(norm(of: gradients))
        update(&network.parameters, gradients, &optimizer)
        bar.advance(to: iteration + 1)
    }
    measure(after: settings.iterations)
    training.parameters = network.parameters
    bar.finish()
    return (network, training)
}

/// How long the gradient of the last step's error is at every step, as a share of its length at the
/// last one.
struct GradientFlow {
    var name: String
    /// Of dh, and of dc where the network has a c.
    var dh: [Double]
    var dc: [Double] = []
}

/// Simple networks and LSTMs before any training, on sequences of 50 steps.
func gradientFlows(hidden: Int, seed: Int) -> [GradientFlow] {
    var data = RandomState(seed: seed)
    let problem = AddingProblem(count: 32, steps: 50, random: &data)
    let simple = [0.5, 0.9, 1.0].map { radius -> GradientFlow in
        var random = RandomState(seed: seed + 1)
        var network = RecurrentNetwork(inputs: 2, hidden: hidden, outputs: 1, random: &random)
        network.parameters[1] *= radius / spectralRadius(network.parameters[1])
        let trace = network.forward(problem.x)
        let dOutputs = costDerivative(trace.outputs, problem.y)
        return GradientFlow(
            name: "SimpleRNN, ρ = \(radius)", dh: shares(network.backward(trace, dOutputs).dh))
    }
    let lstm = [0.0, 1, 3].map { bias -> GradientFlow in
        var random = RandomState(seed: seed + 1)
        let parameters = firstParameters(
            inputs: 2, hidden: hidden, outputs: 1, forgetBias: bias, &random)
        let trace = forward(problem.x, parameters)
        let dOutputs = costDerivative(trace.outputs, problem.y)
        let back = backward(trace, dOutputs, parameters)
        return GradientFlow(
            name: "LSTM, forget bias \(Int(bias))", dh: shares(back.dh), dc: shares(back.dc))
    }
    return simple + lstm
}

/// The lengths of matrices as shares of the last one's.
func shares(_ derivatives: [Matrix]) -> [Double] {
    let norms = derivatives.map { $0.norm() }
    return norms.map { $0 / norms[norms.count - 1] }
}

extension Notebook {
    func showGradientFlows(_ flows: [GradientFlow]) {
        text(
            """
            The simple network's Wh is scaled so that its spectral radius is ρ (lesson 11). The \
            sequences have 50 steps.
            """)
        table(
            ["", "‖dh(1)‖ / ‖dh(50)‖", "‖dc(1)‖ / ‖dc(50)‖"],
            flows.map { flow in
                [
                    flow.name, scientific(flow.dh[0]),
                    flow.dc.isEmpty ? "" : scientific(flow.dc[0]),
                ]
            })
        plot(
            "The gradient on its way back", x: "steps back", y: "‖dh‖ as a share",
            flows.map { Curve($0.name, x: Array(0..<$0.dh.count), y: $0.dh.reversed()) },
            logarithmic: true)
        let best = flows[..<3].map { $0.dh[0] }.max() ?? 0
        text(
            """
            With a forget bias of 3, the gradient at step 1 is \(fixed(flows[5].dh[0], 2)) times as \
            long as at step 50. In the best of the simple networks, it is \(scientific(best)) \
            times as long. A weight that would let the first number in can only be learnt if the \
            error of the last step gets there. But this is only the beginning: gates can learn to \
            open. Try --forget-bias 1, and 0.
            """)
    }
}
