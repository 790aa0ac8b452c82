import Layers
import Matrices

struct Setting {
    var pretraining: Int
    var epochs: Int
    var learningRate: Double
}

/// Accuracies on the test pictures of the new classes, by epoch.
struct Comparison {
    var frozen: [Double] = []
    var tuned: [Double] = []
    var scratch: [Double] = []
}

func pretrain(
    _ old: Task, _ setting: Setting, from first: Network, seed: Int,
    afterEpoch: (Int, Double, Network) -> Void
) -> Network {
    var network = first
    var optimizer = Adam(learningRate: setting.learningRate)
    var order = RandomState(seed: seed + 2)
    for epoch in 1...setting.pretraining {
        let loss = trainEpoch(&network, old.x, old.y, batchSize: 32, &optimizer, &order)
        afterEpoch(epoch, loss, network)
    }
    return network
}

/// A new head on frozen features, a new head on features that learn on, and a network from scratch:
/// the same pictures in the same order, the head from the same first weights.
func compare(
    _ pretrained: Network, _ new: Task, perClass: Int, _ setting: Setting, seed: Int,
    measured: Set<Int>
) -> Comparison {
    let few = new.few(perClass: perClass, seed: seed)
    let beginning = Network(classes: new.classes.count, seed: seed)
    var comparison = Comparison()

    let features = pretrained.inParts(few.x).features
    let testFeatures = pretrained.inParts(new.xTest).features
    var head = Array(beginning.parameters[4...])
    var optimizer = Adam(learningRate: setting.learningRate)
    var order = RandomState(seed: seed + 2)
    for epoch in 0...setting.epochs {
        if epoch > 0 {
            trainHeadEpoch(&head, features, few.y, batchSize: 10, &optimizer, &order)
        }
        if measured.contains(epoch) {
            comparison.frozen.append(
                accuracy(headForward(testFeatures, head), new.yTest))
        }
    }
    func trainAll(_ beginning: Network) -> [Double] {
        var network = beginning
        var optimizer = Adam(learningRate: setting.learningRate)
        var order = RandomState(seed: seed + 2)
        var accuracies: [Double] = []
        for epoch in 0...setting.epochs {
            if epoch > 0 {
                _ = trainEpoch(&network, few.x, few.y, batchSize: 10, &optimizer, &order)
            }
            if measured.contains(epoch) {
                accuracies.append(accuracy(network.inParts(new.xTest).scores, new.yTest))
            }
        }
        return accuracies
    }
    comparison.tuned = trainAll(transferred(pretrained, to: beginning))
    comparison.scratch = trainAll(beginning)
    return comparison
}
