import Foundation
import Layers
import Matrices

/// What one number of state remembers of a single 1 that came in at step 1.
func echo(wh: Double, steps: Int) -> [Double] {
    var h = 0.0
    return (0..<steps).map { t in
        h = tanh((t == 0 ? 1 : 0) + h * wh)
        return h
    }
}

/// How far the error at the last step reaches back in a network.
struct GradientFlow {
    var name: String
    /// ‖dh(1)‖ … ‖dh(T)‖, divided by ‖dh(T)‖.
    var shares: [Double]
    /// ‖dh(1)‖ / ‖dh(T)‖
    var oldest: Double { shares[0] }
    /// The spectral radius of Wh.
    var radius: Double

    init(_ name: String, _ parameters: [Matrix], _ windows: Windows) {
        let trace = forward(windows.x, parameters)
        let dOutputs = costDerivative(trace.outputs, windows.y, everyStep: false)
        let norms = backward(trace, dOutputs, parameters).dh.map { $0.norm() }
        self.name = name
        shares = norms.map { $0 / norms[norms.count - 1] }
        radius = spectralRadius(parameters[1])
    }
}

/// The network before and after its training, and the untrained one with other sizes of Wh.
func gradientFlows(
    _ first: [Matrix], _ trained: [Matrix], _ windows: Windows
) -> (untrained: GradientFlow, trained: GradientFlow, halved: GradientFlow, doubled: GradientFlow) {
    func scaled(_ factor: Double) -> [Matrix] {
        var parameters = first
        parameters[1] *= factor
        return parameters
    }
    return (
        GradientFlow("untrained", first, windows), GradientFlow("trained", trained, windows),
        GradientFlow("Wh halved", scaled(0.5), windows),
        GradientFlow("Wh doubled", scaled(2), windows)
    )
}
