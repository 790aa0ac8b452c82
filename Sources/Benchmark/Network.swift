import Layers
import Matrices

/// A network of the lessons, and how it is trained.
struct Network: Work {
    enum Rule { case adam, rmsprop }

    let sizes: [Int]
    let batchSize: Int
    let rows: Int
    let optimizer: Rule

    var name: String { "epoch " + sizes.map(String.init).joined(separator: "-") }

    /// The products of one step: forward, weights' gradients, and the layers' inputs' gradients.
    var products: [Product] {
        zip(sizes, sizes.dropFirst()).enumerated().flatMap { layer, size in
            [
                Product(.plain, batchSize, size.0, size.1),
                Product(.firstTransposed, size.0, batchSize, size.1),
            ] + (layer > 0 ? [Product(.secondTransposed, batchSize, size.1, size.0)] : [])
        }
    }

    /// What the products of one epoch take.
    var flop: Double { products.reduce(0) { $0 + $1.flop } * Double(rows) / Double(batchSize) }

    /// The median time of an epoch, on random inputs and answers.
    func seconds(runs: Int) -> Double {
        var random = RandomState(seed: 0)
        let x = random.randomSample(rows: rows, columns: sizes[0])
        let outputs = sizes[sizes.count - 1]
        let y =
            outputs == 1
            ? random.randomSample(rows: rows, columns: 1)
            : Matrix(
                stacking: (0..<rows).map { _ in
                    var row = Matrix(rows: 1, columns: outputs)
                    row[0, random.randint(0, outputs)] = 1
                    return row
                })
        var network = Perceptron(sizes: sizes, activation: .relu, random: &random)
        switch optimizer {
        case .adam:
            var adam = Adam()
            return median(of: runs) { train(&network, &adam, x, y) }
        case .rmsprop:
            var rmsprop = RMSprop()
            return median(of: runs) { train(&network, &rmsprop, x, y) }
        }
    }

    /// An epoch: batches in order, forward, gradients, update; no shuffle, loss or validation.
    private func train(
        _ network: inout Perceptron, _ optimizer: inout some Optimizer, _ x: Matrix, _ y: Matrix
    ) {
        for start in stride(from: 0, to: rows, by: batchSize) {
            let batch = start..<min(start + batchSize, rows)
            let trace = network.forward(x[rows: batch])
            // Of the mean squared error for one output, of the cross-entropy for several.
            let predicted = y.columns == 1 ? 2 * trace.output : softmax(trace.output)
            let answers = y.columns == 1 ? 2 * y[rows: batch] : y[rows: batch]
            let dz = (predicted - answers) / Double(batch.count)
            optimizer.update(&network.parameters, network.backward(trace, dz))
        }
    }
}
