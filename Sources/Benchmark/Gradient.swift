import Layers
import Matrices

/// The gradient of a network's mean squared error, found in one of three ways.
struct Gradient: Work {
    enum Way: String, CaseIterable { case byHand = "by hand", tape, differences }

    let way: Way
    let sizes: [Int]
    let rows: Int

    var name: String { "\(way.rawValue) " + sizes.map(String.init).joined(separator: "-") }

    private var layers: [(inputs: Int, outputs: Int)] {
        zip(sizes, sizes.dropFirst()).map { (inputs: $0, outputs: $1) }
    }

    /// The products: three for each layer, but two for the first; or one, twice for each parameter.
    var flop: Double {
        let forward = layers.map { 2 * Double(rows * $0.inputs * $0.outputs) }
        let once = forward.reduce(0, +)
        let parameters = layers.reduce(0) { $0 + ($1.inputs + 1) * $1.outputs }
        return way == .differences ? 2 * Double(parameters) * once : 3 * once - forward[0]
    }

    func seconds(runs: Int) -> Double {
        var random = RandomState(seed: 0)
        let x = random.randn(rows: rows, columns: sizes[0])
        let y = random.randn(rows: rows, columns: 1)
        let network = Perceptron(sizes: sizes, activation: .relu, random: &random)
        let once = median(of: 3) { gradient(network, x, y) }
        let times = max(1, Int(0.01 / once))
        return median(of: runs) {
            for _ in 0..<times { gradient(network, x, y) }
        } / Double(times)
    }

    private func gradient(_ network: Perceptron, _ x: Matrix, _ y: Matrix) {
        switch way {
        case .byHand:
            let trace = network.forward(x)
            _ = network.backward(trace, 2 * (trace.output - y) / Double(rows))
        case .tape:
            let tape = Tape()
            let p = network.parameters.map { tape.parameter($0) }
            var a = tape.constant(x)
            for k in stride(from: 0, to: p.count, by: 2) {
                let z = matmul(a, p[k]) + p[k + 1]
                a = k + 2 < p.count ? relu(z) : z
            }
            let error = a - tape.constant(y)
            mean(error * error).backward()
            _ = p.map(\.gradient)
        case .differences:
            var moved = network
            for k in network.parameters.indices {
                _ = numericalGradient(at: network.parameters[k]) { parameter in
                    moved.parameters[k] = parameter
                    return meanSquaredError(moved.predict(x), y)
                }
                moved.parameters[k] = network.parameters[k]
            }
        }
    }
}
