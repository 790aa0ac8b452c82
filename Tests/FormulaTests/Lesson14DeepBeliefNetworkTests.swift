import Layers
import Matrices
import Testing

@testable import Lesson14DeepBeliefNetwork

@Suite struct Lesson14Formulas {
    static func data() -> Matrix {
        var random = RandomState(seed: 9)
        return random.randomSample(rows: 50, columns: 6)
    }

    static func settings(_ hidden: [Int], pretraining: Int, seed: Int = 0) -> Settings {
        Settings(
            hidden: hidden, pretraining: pretraining, epochs: 1, learningRate: 0.2, rule: .sgd,
            seed: seed)
    }

    /// A network that is unrolled onto pictures of six pixels and three classes.
    static func network(_ machines: [BoltzmannMachine]) -> Perceptron {
        var random = RandomState(seed: 1)
        let sizes = [6] + machines.map(\.w.columns) + [3]
        return unroll(
            machines, onto: Perceptron(sizes: sizes, activation: .sigmoid, random: &random))
    }

    @Test func everyMachineLearnsWhatTheOneBelowSays() {
        let x = Self.data()
        var epochs: [Int] = []
        let settings = Self.settings([5, 4], pretraining: 3, seed: 2)
        let machines = pretrain(x, settings) { k, _ in epochs.append(k) }
        #expect(epochs == [0, 0, 0, 1, 1, 1])
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
        let machines = pretrain(x, Self.settings([5, 4], pretraining: 2)) { _, _ in }
        let network = Self.network(machines)
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
        for (seed, width) in tries(stride(from: 0, through: 400, by: 50)) {
            let checks = Lesson14DeepBeliefNetwork.checkGradient(width: width, seed: seed)
            #expect(checks.map(\.name) == ["dw1", "db1", "dw2", "db2", "dw3", "db3"])
            for check in checks {
                #expect(check.isRight, "\(check.name), seed \(seed), \(width)")
            }
        }
    }

    @Test func fineTuningFollowsThatGradient() {
        let x = Self.data()[rows: 0..<8]
        let y = Matrix(rows: 8, columns: 3) { i, j in i % 3 == j ? 1 : 0 }
        var random = RandomState(seed: 1)
        let before = Perceptron(sizes: [6, 5, 3], activation: .sigmoid, random: &random)
        let digits = Digits(x: x, labels: [], xTest: x, yTest: y)
        let training = fineTune(before, (x, y), digits, Self.settings([5], pretraining: 1))
        let accuracies = [before, training.network].map { accuracy($0.predict(x), y) }
        #expect(training.accuracy == accuracies && training.last == accuracies[1])
        for k in before.parameters.indices {
            let numerical = numericalGradient(at: before.parameters[k]) { moved in
                var network = before
                network.parameters[k] = moved
                return crossEntropy(network.forward(x).output, y)
            }
            let step = before.parameters[k] - training.network.parameters[k]
            #expect(relativeDifference(step, 0.2 * numerical) < 1e-6, "parameter \(k)")
        }
    }

    @Test func picturesAreMadeUpFromTheTopDownwards() {
        var random = RandomState(seed: 0)
        var lower = BoltzmannMachine(visible: 2, hidden: 2, spread: 0, random: &random)
        var top = BoltzmannMachine(visible: 2, hidden: 1, spread: 0, random: &random)
        // Whatever the top says, its visible units are 1 and 0; the machine below turns them round.
        top.visibleBias = Matrix(row: [100, -100])
        lower.w = Matrix([[-100, 100], [100, -100]])
        let x = Matrix([[1, 0], [0, 1]])
        let made = generate([lower, top], from: x, steps: 1, &random)
        #expect(relativeDifference(made, Matrix([[0, 1], [0, 1]])) < 1e-12)
        // Without a step at the top, up and down again is a way there and back.
        let back = generate([lower, top], from: x, steps: 0, &random)
        #expect(relativeDifference(back, x) < 1e-12)
    }

    @Test func threeNetworksAreComparedOnTheSameLabels() {
        let digits = Digits(
            x: Self.pictures(20), labels: (0..<20).map { $0 % 10 }, xTest: Self.pictures(10),
            yTest: Matrix.identity(10))
        let settings = Self.settings([3], pretraining: 1)
        var steps: [Int] = []
        let first = randomNetwork(.sigmoid, settings)
        var networks: [Perceptron] = []
        let trainings = three(first, settings).map { network in
            fineTune(network, digits.few(20), digits, settings) {
                steps.append($0)
                networks.append($1)
            }
        }
        #expect(steps == [0, 1, 0, 1, 0, 1])
        #expect(networks[0].parameters == first.parameters)
        #expect(networks[1].parameters == trainings[0].network.parameters)
        #expect(trainings.count == 3 && trainings.allSatisfy { $0.accuracy.count == 2 })
        #expect(trainings[0].network.parameters == trainings[1].network.parameters)
        #expect(trainings[2].network.activation == .relu)
        #expect(digits.few(3).y.columnSums() == Matrix(row: [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]))
    }

    @Test func moreLabelsThanPicturesAreRefused() {
        #expect(throws: (any Error).self) { try Digits(nil, labels: 4001) }
    }

    static func pictures(_ count: Int) -> Matrix {
        var random = RandomState(seed: 4)
        return random.randomSample(rows: count, columns: 784)
    }

    @Test func shareThatDiffersIsZeroForEqualRows() {
        #expect(shareThatDiffers(Matrix([[1, 2], [1, 2]])) == 0)
        #expect(abs(shareThatDiffers(Matrix([[1, -1], [-1, 1]])) - 1) < 1e-12)
        #expect(abs(shareThatDiffers(Matrix([[1], [3]])) - 1 / 5.0.squareRoot()) < 1e-12)
    }
}

@Test func changedFilesOfLesson14() throws {
    try ChangedData.digits(seed: 14) { folder in
        let digits = try Lesson14DeepBeliefNetwork.Digits(folder, labels: 5)
        return [0, 1].contains(digits.x.max()) && digits.few(5).y.rows == 5
    }
}
