import Foundation
import Layers
import Matrices
import Notebook

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

/// Glorot's weights, layer after layer: Var w = 2 / (inputs + outputs). Biases are 0.
func glorotNetwork(_ f: Activation, sizes: [Int], seed: Int) -> Network {
    var random = RandomState(seed: seed + 1)
    let w = zip(sizes, sizes.dropFirst()).map { glorotUniform($0, $1, &random) }
    let b = sizes.dropFirst().map { Matrix(rows: 1, columns: $0) }
    return Network(f: f, parameters: Parameters(w: w, b: b, gamma: []))
}

/// The same network with its hidden layers normalised: γ = 1, and running statistics from 0 and 1.
func normalized(_ network: Network) -> Network {
    var network = network
    let ones = network.parameters.b.dropLast().map { $0 + 1 }
    network.parameters.gamma = ones
    network.running = ones.map { Statistics(mean: Matrix(zerosLike: $0), variance: $0) }
    return network
}

/// He's weights: Var w = 2 / inputs.
func heNetwork(_ f: Activation, sizes: [Int], seed: Int) -> Network {
    var random = RandomState(seed: seed + 1)
    var network = glorotNetwork(f, sizes: sizes, seed: seed)
    network.parameters.w = zip(sizes, sizes.dropFirst()).map { inputs, outputs in
        (2 / Double(inputs)).squareRoot() * random.randn(rows: inputs, columns: outputs)
    }
    return network
}

/// Var z = n · Var w · mean x², for weights with mean 0 that know nothing of x or of each other.
func expectedVariance(n: Int, varianceOfW: Double, x: Matrix) -> Double {
    Double(n) * varianceOfW * (x * x).mean()
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

/// What comes of three sizes of first weights in ten layers, on some pictures.
struct FirstWeights {
    /// Var w is the scale, divided by the number of inputs.
    let scales = [1.0, 2, 4]
    let signals: [Signals]
    /// Of the first layer's z, with a scale of 2.
    let expected: Double

    init(_ x: Matrix, seed: Int) {
        signals = scales.map { throughTenLayers(x, scale: $0, seed: seed) }
        expected = expectedVariance(n: 784, varianceOfW: 2.0 / 784, x: x)
    }
}

extension Notebook {
    func showFirstWeights(_ weights: FirstWeights) {
        let (scales, signals) = (weights.scales, weights.signals)
        text(
            """
            z is a sum of n products x w. If the weights have mean 0 and are independent of each \
            other, the variances of the products add up: Var z = n · Var w · mean x². On these \
            pictures, with n = 784 and Var w = 2/784:
            """)
        line(
            "Var z expected \(fixed(weights.expected, 4)), measured \(fixed(signals[1].z[0], 4))")
        text(
            """
            A ReLU lets half of that through: mean a² = Var z / 2. So with Var w = 2/n, the mean \
            square stays the same from layer to layer. With 1/n each layer halves it, and with 4/n \
            each layer doubles it. Here are ten layers of 256 ReLUs, first forwards, then \
            backwards from random derivatives behind the last layer:
            """)
        func plot(_ title: String, _ sizes: [[Double]]) {
            self.plot(
                title, x: "layer", y: "mean square",
                zip(scales, sizes).map { scale, sizes in
                    Curve("Var w = \(fixed(scale, 0))/n", x: Array(1...sizes.count), y: sizes)
                }, logarithmic: true)
        }
        plot("The mean of z², forwards", signals.map(\.z))
        plot("The mean of dz², backwards", signals.map(\.dz))
        table(
            ["Var w", "factor wanted", "measured, forwards", "measured, backwards"],
            zip(scales, signals).map { scale, signals in
                ["\(fixed(scale, 0))/n"]
                    + [scale / 2, signals.factor, signals.factorBack].map { fixed($0, 2) }
            })
        text(
            """
            Three rules follow. Without a ReLU, the right variance is 1/n. With a ReLU it is 2/n: \
            those are He's weights. On the way back, n is the number of outputs. Glorot's 2 / \
            (inputs + outputs) is a compromise between the two directions. A sigmoid's slope is at \
            most 1/4, and its square at most 1/16. Glorot's weights are made for a slope of 1. \
            That is why the first table falls so fast.
            """)
    }
}
