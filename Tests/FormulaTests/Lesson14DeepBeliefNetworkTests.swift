import Layers
import Matrices
import Testing

@testable import Lesson14DeepBeliefNetwork

@Suite struct Lesson14Formulas {
    static func data() -> Matrix {
        var random = RandomState(seed: 9)
        return random.randomSample(rows: 50, columns: 6)
    }

    @Test func everyMachineLearnsWhatTheOneBelowSays() {
        let x = Self.data()
        var epochs: [[Int]] = []
        let machines = pretrain(x, hidden: [5, 4], epochs: 3, seed: 2) { k, epoch, _ in
            epochs.append([k, epoch])
        }
        #expect(epochs == [[0, 1], [0, 2], [0, 3], [1, 1], [1, 2], [1, 3]])
        var weights = RandomState(seed: 3)
        var order = RandomState(seed: 4)
        var sampling = RandomState(seed: 5)
        var first = BoltzmannMachine(visible: 6, hidden: 5, random: &weights)
        for _ in 0..<3 {
            first.trainEpoch(
                x, learningRate: 0.1, batchSize: 32, order: &order, sampling: &sampling)
        }
        let h = first.hiddenProbability(x)
        var second = BoltzmannMachine(visible: 5, hidden: 4, random: &weights)
        for _ in 0..<3 {
            second.trainEpoch(
                h, learningRate: 0.1, batchSize: 32, order: &order, sampling: &sampling)
        }
        #expect(machines[0].w == first.w && machines[0].hiddenBias == first.hiddenBias)
        #expect(machines[1].w == second.w && machines[1].hiddenBias == second.hiddenBias)
    }

    @Test func reconstructionErrorIsTheMeanSquare() {
        var random = RandomState(seed: 0)
        var machine = BoltzmannMachine(visible: 2, hidden: 1, spread: 0, random: &random)
        #expect(reconstructionError(Matrix([[0, 1], [1, 1]]), machine) == 0.25)
        machine.visibleBias = Matrix(row: [50, 50])
        #expect(abs(reconstructionError(Matrix([[0, 1], [1, 1]]), machine) - 0.25) < 1e-12)
    }

    @Test func anUnrolledNetworkSaysWhatTheMachinesSay() {
        let x = Self.data()
        let machines = pretrain(x, hidden: [5, 4], epochs: 2, seed: 0) { _, _, _ in }
        let network = unroll(machines, classes: 3, seed: 0)
        let trace = network.forward(x)
        let h1 = machines[0].hiddenProbability(x)
        #expect(trace.a[1] == h1)
        #expect(trace.a[2] == machines[1].hiddenProbability(h1))
        var random = RandomState(seed: 1)
        let plain = Perceptron(sizes: [6, 5, 4, 3], activation: .sigmoid, random: &random)
        #expect(network.parameters[4] == plain.parameters[4])
        #expect(network.parameters[0] != plain.parameters[0])
    }

    @Test func everyGradientAgreesWithCentralDifferences() {
        let x = Self.data()[rows: 0..<8]
        let machines = pretrain(x, hidden: [5, 4], epochs: 3, seed: 0) { _, _, _ in }
        var network = unroll(machines, classes: 3, seed: 0)
        // Small weights make gradients too small for differences: away from the beginning.
        var random = RandomState(seed: 11)
        for k in network.parameters.indices {
            let parameter = network.parameters[k]
            network.parameters[k] += random.randn(rows: parameter.rows, columns: parameter.columns)
        }
        let y = Matrix(rows: 8, columns: 3) { i, j in i % 3 == j ? 1 : 0 }
        let trace = network.forward(x)
        let gradients = network.backward(trace, (softmax(trace.output) - y) / 8)
        for k in network.parameters.indices {
            let numerical = numericalGradient(at: network.parameters[k]) { moved in
                var network = network
                network.parameters[k] = moved
                return crossEntropy(network.forward(x).output, y)
            }
            #expect(relativeDifference(gradients[k], numerical) < 1e-7, "parameter \(k)")
        }
    }

    @Test func fineTuningFollowsThatGradient() {
        let x = Self.data()[rows: 0..<8]
        let y = Matrix(rows: 8, columns: 3) { i, j in i % 3 == j ? 1 : 0 }
        var random = RandomState(seed: 1)
        let before = Perceptron(sizes: [6, 5, 3], activation: .sigmoid, random: &random)
        var network = before
        var epochs: [Int] = []
        fineTune(
            &network, x, y, optimizer: GradientDescent(learningRate: 0.2), epochs: 1, batchSize: 8,
            seed: 0
        ) { epoch, _ in epochs.append(epoch) }
        #expect(epochs == [1])
        for k in before.parameters.indices {
            let numerical = numericalGradient(at: before.parameters[k]) { moved in
                var network = before
                network.parameters[k] = moved
                return crossEntropy(network.forward(x).output, y)
            }
            let step = before.parameters[k] - network.parameters[k]
            #expect(relativeDifference(step, 0.2 * numerical) < 1e-6, "parameter \(k)")
        }
    }

    @Test func shareThatDiffersIsZeroForEqualRows() {
        #expect(shareThatDiffers(Matrix([[1, 2], [1, 2]])) == 0)
        #expect(abs(shareThatDiffers(Matrix([[1, -1], [-1, 1]])) - 1) < 1e-12)
        #expect(abs(shareThatDiffers(Matrix([[1], [3]])) - 1 / 5.0.squareRoot()) < 1e-12)
    }
}
