import Layers
import Matrices

/// The same experiment with 784-128-5 and ReLU: frozen hidden layer against all from scratch.
func comparePerceptrons(
    _ old: Task, _ new: Task, perClass: Int, before: Settings, after: Settings
) -> (frozen: Double, scratch: Double) {
    var random = RandomState(seed: after.seed + 1)
    let first = Perceptron(sizes: [784, 128, 5], activation: .relu, random: &random)
    func network(_ parameters: [Matrix]) -> Perceptron {
        var network = first
        network.parameters = parameters
        return network
    }
    func step(_ x: Matrix, _ y: Matrix, _ parameters: [Matrix]) -> Step {
        let trace = network(parameters).forward(x)
        let (loss, dz) = lossAndSlope(trace.output, y)
        return (loss, network(parameters).backward(trace, dz))
    }
    let few = new.few(perClass: perClass, seed: after.seed)
    let scratch = train(first.parameters, few.x, few.y, after, step).parameters
    let pretrained = network(train(first.parameters, old.x, old.y, before, step).parameters)
    let features = pretrained.forward(few.x).a[1]
    let head = train(Array(first.parameters[2...]), features, few.y, after, headAlone).parameters
    let frozen = headForward(pretrained.forward(new.xTest).a[1], head[0], head[1])
    return (
        accuracy(frozen, new.yTest), accuracy(network(scratch).predict(new.xTest), new.yTest)
    )
}
