import Layers
import Matrices

/// The mean squared error of all outputs, or of the last one.
func cost(_ outputs: [Matrix], _ y: [Matrix], everyStep: Bool) -> Double {
    let steps = everyStep ? Array(y.indices) : [y.count - 1]
    return steps.reduce(0) { $0 + meanSquaredError(outputs[$1], y[$1]) } / Double(steps.count)
}

/// The derivative by each output; nil for an output that the cost doesn't use.
func costDerivative(_ outputs: [Matrix], _ y: [Matrix], everyStep: Bool) -> [Matrix?] {
    y.indices.map { t in
        if everyStep { return meanSquaredErrorDerivative(outputs[t], y[t]) / Double(y.count) }
        return t == y.count - 1 ? meanSquaredErrorDerivative(outputs[t], y[t]) : nil
    }
}
