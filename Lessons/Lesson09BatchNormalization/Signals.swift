import Foundation
import Layers
import Matrices

/// What a network's layers get and would learn, on one batch before any training.
struct FirstStep {
    /// How far what comes into each layer differs from picture to picture: the root of the
    /// variance, averaged over the neurons.
    var spread: [Double]
    /// ‖dW‖ of each layer.
    var gradient: [Double]
}

func firstStep(_ network: Network, _ x: Matrix, _ y: Matrix) -> FirstStep {
    let trace = forward(x, network)
    let d = backward(trace, (softmax(trace.z) - y) / Double(x.rows), network)
    return FirstStep(
        spread: trace.a.map { statistics(of: $0).variance.mean().squareRoot() },
        gradient: d.w.map { $0.norm() })
}

/// How large z and dz are in each of ten layers, as means of their squares.
struct Signals {
    var z: [Double] = []
    var dz: [Double] = []

    /// What a layer multiplies the size by, on average: forwards …
    var factor: Double { root(z[z.count - 1] / z[0]) }
    /// … and backwards.
    var factorBack: Double { root(dz[0] / dz[dz.count - 1]) }

    private func root(_ product: Double) -> Double { pow(product, 1 / Double(z.count - 1)) }
}

/// Ten layers of 256 ReLUs with Var w = scale / inputs, forwards, and backwards from random
/// derivatives behind the last layer.
func throughTenLayers(_ x: Matrix, scale: Double, seed: Int) -> Signals {
    var random = RandomState(seed: seed + 6)
    var (a, w, z) = (x, [Matrix](), [Matrix]())
    for _ in 0..<10 {
        let spread = (scale / Double(a.columns)).squareRoot()
        w.append(spread * random.randn(rows: a.columns, columns: 256))
        z.append(matmul(a, w[w.count - 1]))
        a = Activation.relu(z[z.count - 1])
    }
    var signals = Signals(z: z.map { ($0 * $0).mean() })
    var da = random.randn(rows: x.rows, columns: 256)
    for l in (0..<10).reversed() {
        let dz = Activation.relu.backward(da, z[l], z[l])
        signals.dz.insert((dz * dz).mean(), at: 0)
        da = matmul(dz, transposed: w[l])
    }
    return signals
}
