import Datasets
import Layers
import Matrices
import Notebook

/// What all three networks have in common.
struct Setting {
    var hidden: [Int]
    var pretraining: Int
    var epochs: Int
    var learningRate: Double
    var adam: Bool

    var optimizer: any Optimizer {
        adam
            ? Adam(learningRate: learningRate / 100) : GradientDescent(learningRate: learningRate)
    }
}

/// The accuracy on the test pictures after each epoch of fine-tuning, from three beginnings.
struct Comparison {
    var pretrained: [Double]
    var sigmoid: [Double]
    var relu: [Double]
    /// The pretrained network after the last epoch.
    var network: Perceptron
}

/// A fine-tuned network as an earlier run has saved it.
func readNetwork(_ path: String, sizes: [Int]) throws -> Perceptron {
    var unused = RandomState(seed: 0)
    var network = Perceptron(sizes: sizes, activation: .sigmoid, random: &unused)
    network.parameters = try readWeights(path, like: network.weights)
    return network
}

/// Fine-tunes three networks of the same shape with the same few labels; the first begins with the
/// machines' weights, or with saved ones.
func compare(
    _ notebook: Notebook, _ machines: [BoltzmannMachine], _ x: Matrix, _ y: Matrix,
    _ xTest: Matrix, _ yTest: Matrix, _ setting: Setting, seed: Int, name: String,
    from saved: Perceptron? = nil
) -> Comparison {
    let sizes = [x.columns] + setting.hidden + [y.columns]
    let bar = notebook.progress(name, total: 3 * setting.epochs)
    var done = 0
    func run(_ network: inout Perceptron) -> [Double] {
        var accuracies = [accuracy(network.predict(xTest), yTest)]
        fineTune(
            &network, x, y, optimizer: setting.optimizer, epochs: setting.epochs, batchSize: 20,
            seed: seed
        ) { _, network in
            accuracies.append(accuracy(network.predict(xTest), yTest))
            done += 1
            bar.advance(to: done)
        }
        return accuracies
    }
    func randomNetwork(_ activation: Activation) -> Perceptron {
        var random = RandomState(seed: seed + 1)
        return Perceptron(sizes: sizes, activation: activation, random: &random)
    }
    var network = saved ?? unroll(machines, classes: y.columns, seed: seed)
    var (sigmoid, relu) = (randomNetwork(.sigmoid), randomNetwork(.relu))
    defer { bar.finish() }
    return Comparison(
        pretrained: run(&network), sigmoid: run(&sigmoid), relu: run(&relu), network: network)
}
