import Datasets
import Layers
import Matrices

/// A network for the adding problem: this lesson's, or the simple one of lesson 11.
struct Adder {
    var parameters: [Matrix]
    /// ŷ after the last step.
    var answer: (_ x: [Matrix], _ parameters: [Matrix]) -> Matrix
    /// The gradients of the mean squared error of that answer.
    var gradients: (_ x: [Matrix], _ y: Matrix, _ parameters: [Matrix]) -> [Matrix]
}

/// dŷ of the mean squared error after the last step.
func lastStepDerivative(_ outputs: [Matrix], _ y: Matrix) -> [Matrix?] {
    outputs.indices.map { t in
        t == outputs.count - 1 ? meanSquaredErrorDerivative(outputs[t], y) : nil
    }
}

func lstmAdder(_ parameters: [Matrix]) -> Adder {
    Adder(parameters: parameters) { x, parameters in
        forward(x, parameters).outputs[x.count - 1]
    } gradients: { x, y, parameters in
        let trace = forward(x, parameters)
        return backward(trace, lastStepDerivative(trace.outputs, y), parameters).gradients
    }
}

func simpleAdder(_ network: RecurrentNetwork) -> Adder {
    Adder(parameters: network.parameters) { x, parameters in
        var network = network
        network.parameters = parameters
        return network.forward(x).outputs[x.count - 1]
    } gradients: { x, y, parameters in
        var network = network
        network.parameters = parameters
        let trace = network.forward(x)
        return network.backward(trace, lastStepDerivative(trace.outputs, y)).gradients
    }
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
        let dOutputs = lastStepDerivative(trace.outputs, problem.y)
        return GradientFlow(
            name: "SimpleRNN, ρ = \(radius)", dh: shares(network.backward(trace, dOutputs).dh))
    }
    let lstm = [0.0, 1, 3].map { bias -> GradientFlow in
        var random = RandomState(seed: seed + 1)
        let parameters = firstParameters(
            inputs: 2, hidden: hidden, outputs: 1, forgetBias: bias, &random)
        let trace = forward(problem.x, parameters)
        let dOutputs = lastStepDerivative(trace.outputs, problem.y)
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
