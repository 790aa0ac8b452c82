import Layers
import Matrices

/// The same experiment with 784-128-5 and ReLU: frozen hidden layer against all from scratch.
func comparePerceptrons(
    _ old: Task, _ new: Task, perClass: Int, _ setting: Setting, seed: Int
) -> (frozen: Double, scratch: Double) {
    func train(
        _ network: inout Perceptron, _ x: Matrix, _ y: Matrix, batchSize: Int, epochs: Int
    ) {
        var optimizer = Adam(learningRate: setting.learningRate)
        var order = RandomState(seed: seed + 2)
        for _ in 0..<epochs {
            let shuffled = order.permutation(x.rows)
            for start in stride(from: 0, to: x.rows, by: batchSize) {
                let rows = Array(shuffled[start..<min(start + batchSize, x.rows)])
                let trace = network.forward(x[rows: rows])
                let dz = (softmax(trace.output) - y[rows: rows]) / Double(rows.count)
                optimizer.update(&network.parameters, network.backward(trace, dz))
            }
        }
    }
    func firstNetwork() -> Perceptron {
        var random = RandomState(seed: seed + 1)
        return Perceptron(sizes: [784, 128, 5], activation: .relu, random: &random)
    }
    let few = new.few(perClass: perClass, seed: seed)
    var pretrained = firstNetwork()
    train(&pretrained, old.x, old.y, batchSize: 32, epochs: setting.pretraining)
    var scratch = firstNetwork()
    var head = Array(scratch.parameters[2...])
    train(&scratch, few.x, few.y, batchSize: 10, epochs: setting.epochs)

    let features = pretrained.forward(few.x).a[1]
    let testFeatures = pretrained.forward(new.xTest).a[1]
    var optimizer = Adam(learningRate: setting.learningRate)
    var order = RandomState(seed: seed + 2)
    for _ in 0..<setting.epochs {
        trainHeadEpoch(&head, features, few.y, batchSize: 10, &optimizer, &order)
    }
    return (
        accuracy(headForward(testFeatures, head), new.yTest),
        accuracy(scratch.predict(new.xTest), new.yTest)
    )
}
