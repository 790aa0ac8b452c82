import Layers
import Matrices
import Testing

@testable import Lesson15TransferLearning

@Suite struct Lesson15Formulas {
    /// A task of tiny make-believe pictures: two classes, 28 × 28, random.
    static func task() -> Task {
        var random = RandomState(seed: 8)
        let pictures = random.randomSample(rows: 12, columns: 784)
        let labels = [3, 4, 5, 3, 4, 5, 5, 4, 3, 4, 5, 3]
        return Task(
            ((pictures, labels), (pictures[rows: 0..<6], Array(labels[..<6]))), classes: 4..<6)
    }

    @Test func aTaskHoldsItsClassesOnly() {
        let task = Self.task()
        #expect(task.labels == [0, 1, 0, 1, 1, 0, 0, 1])
        #expect(task.x.rows == 8 && task.y.rows == 8 && task.y.columns == 2)
        #expect(task.xTest.rows == 4 && task.yTest[0, 0] == 1 && task.yTest[1, 1] == 1)
    }

    @Test func aFewPicturesAreEquallyManyOfEachClass() {
        let task = Self.task()
        let few = task.few(perClass: 3, seed: 1)
        #expect(few.x.rows == 6)
        #expect(few.y.columnSums() == Matrix(row: [3, 3]))
        #expect(Set((0..<6).map { few.x[row: $0] }).count == 6)
        for i in 0..<6 {
            let row = (0..<8).first { task.x[row: $0] == few.x[row: i] }!
            #expect(few.y[i, task.labels[row]] == 1)
        }
        #expect(few.x == task.few(perClass: 3, seed: 1).x)
        #expect(few.x != task.few(perClass: 3, seed: 2).x)
    }

    @Test func everyGradientAgreesWithCentralDifferences() {
        var network = Network(classes: 2, seed: 4)
        var random = RandomState(seed: 6)
        for k in [1, 3, 5] {
            network.parameters[k] =
                0.3 * random.randn(rows: 1, columns: network.parameters[k].columns)
        }
        let x = random.randn(rows: 1, columns: 784)
        let y = Matrix([[1, 0]])
        let trace = network.forward(x)
        let gradients = network.backward(trace, softmax(trace.scores) - y)
        for k in network.parameters.indices {
            // A short step, so that no unit crosses the corner of its ReLU.
            let numerical = numericalGradient(at: network.parameters[k], step: 1e-6) { moved in
                var network = network
                network.parameters[k] = moved
                return crossEntropy(network.forward(x).scores, y)
            }
            #expect(relativeDifference(gradients[k], numerical) < 1e-7, "parameter \(k)")
        }
    }

    @Test func theHeadsGradientAgreesWithCentralDifferences() {
        var random = RandomState(seed: 2)
        let features = random.randn(rows: 6, columns: 7)
        let head = [random.randn(rows: 7, columns: 3), random.randn(rows: 1, columns: 3)]
        let y = Matrix(rows: 6, columns: 3) { i, j in i % 3 == j ? 1 : 0 }
        let dz = (softmax(headForward(features, head)) - y) / 6
        let gradients = headBackward(features, dz)
        for k in 0..<2 {
            let numerical = numericalGradient(at: head[k]) { moved in
                var head = head
                head[k] = moved
                return crossEntropy(headForward(features, head), y)
            }
            #expect(relativeDifference(gradients[k], numerical) < 1e-7)
        }
    }

    @Test func transferTakesTheFeaturesAndLeavesTheHead() {
        let (old, new) = (Network(classes: 5, seed: 1), Network(classes: 2, seed: 2))
        let network = transferred(old, to: new)
        #expect(Array(network.parameters[..<4]) == Array(old.parameters[..<4]))
        #expect(Array(network.parameters[4...]) == Array(new.parameters[4...]))
        let x = Self.task().x
        #expect(network.forward(x).features == old.forward(x).features)
        #expect(network.inParts(x).scores == network.forward(x).scores)
    }

    @Test func frozenFeaturesAndAHeadAreTheTransferredNetwork() {
        let task = Self.task()
        let pretrained = Network(classes: 5, seed: 7)
        let setting = Setting(pretraining: 1, epochs: 2, learningRate: 0.003)
        let result = compare(
            pretrained, task, perClass: 3, setting, seed: 0, measured: [0, 2])
        #expect(result.frozen.count == 2 && result.tuned.count == 2 && result.scratch.count == 2)
        #expect(result.frozen[0] == result.tuned[0])
        let beginning = transferred(pretrained, to: Network(classes: 2, seed: 0))
        #expect(result.frozen[0] == accuracy(beginning.forward(task.xTest).scores, task.yTest))
    }

    @Test func trainingLowersTheLoss() {
        let task = Self.task()
        var network = Network(classes: 2, seed: 0)
        var optimizer = Adam(learningRate: 0.003)
        var order = RandomState(seed: 2)
        var losses: [Double] = []
        for _ in 0..<25 {
            losses.append(
                trainEpoch(&network, task.x, task.y, batchSize: 3, &optimizer, &order))
        }
        #expect(losses[24] < 0.5 * losses[0])
        var head = [Matrix(rows: 400, columns: 2), Matrix(rows: 1, columns: 2)]
        let features = network.forward(task.x).features
        var headOptimizer = Adam(learningRate: 0.01)
        for _ in 0..<30 {
            trainHeadEpoch(&head, features, task.y, batchSize: 3, &headOptimizer, &order)
        }
        #expect(crossEntropy(headForward(features, head), task.y) < 0.3)
    }
}
