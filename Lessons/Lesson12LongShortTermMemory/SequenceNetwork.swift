import Layers
import Matrices

/// What the adding problem's two networks have in common.
protocol SequenceNetwork {
    var parameters: [Matrix] { get set }
    /// The output after the last step.
    func answer(_ x: [Matrix]) -> Matrix
    /// The gradient of the mean squared error of that output.
    func gradients(_ x: [Matrix], _ y: Matrix) -> [Matrix]
}

/// The derivative of the mean squared error of the last output; the others don't count.
func lastStepDerivative(_ outputs: [Matrix], _ y: Matrix) -> [Matrix?] {
    outputs.indices.map { t in
        t == outputs.count - 1 ? meanSquaredErrorDerivative(outputs[t], y) : nil
    }
}

extension LSTM: SequenceNetwork {
    func answer(_ x: [Matrix]) -> Matrix { forward(x).outputs[x.count - 1] }

    func gradients(_ x: [Matrix], _ y: Matrix) -> [Matrix] {
        let trace = forward(x)
        return backward(trace, lastStepDerivative(trace.outputs, y)).gradients
    }
}

extension RecurrentNetwork: SequenceNetwork {
    func answer(_ x: [Matrix]) -> Matrix { forward(x).outputs[x.count - 1] }

    func gradients(_ x: [Matrix], _ y: Matrix) -> [Matrix] {
        let trace = forward(x)
        return backward(trace, lastStepDerivative(trace.outputs, y)).gradients
    }
}
