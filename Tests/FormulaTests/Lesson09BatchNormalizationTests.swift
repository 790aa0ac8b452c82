import Datasets
import Layers
import Matrices
import Testing

@testable import Lesson09BatchNormalization

@Suite("Lesson 09: batch normalisation")
struct Lesson09BatchNormalizationTests {
    /// A network 5-4-4-4-3 away from its first values, and six pictures for it.
    func example(normalised: Bool, residual: Bool) -> (network: Network, x: Matrix, y: Matrix) {
        var random = RandomState(seed: 3)
        var network = glorotNetwork(.sigmoid, sizes: [5, 4, 4, 4, 3], seed: 2)
        if normalised { network = normalized(network) }
        network.isResidual = residual
        for (k, p) in network.parameters.all.enumerated() {
            network.parameters.all[k] += random.randn(rows: p.rows, columns: p.columns)
        }
        let x = random.randn(rows: 6, columns: 5)
        return (network, x, oneHot([0, 1, 2, 1, 0, 2], classes: 3))
    }

    @Test("mean, variance and the normalised column against known numbers")
    func knownNumbers() {
        let z = Matrix([[1, 10], [2, 10], [3, 10], [6, 10]])
        let s = statistics(of: z)
        #expect(s.mean == Matrix(row: [3, 10]))
        #expect(s.variance == Matrix(row: [3.5, 0]))
        let n = normalize(z, Matrix(row: [2, 5]), Matrix(row: [1, 7]), s, epsilon: 0.5)
        #expect(n.zHat == Matrix([[-1, 0], [-0.5, 0], [0, 0], [1.5, 0]]))
        #expect(n.y == Matrix([[-1, 7], [0, 7], [1, 7], [4, 7]]))
        #expect(n.deviation[0, 0] == 2)
    }

    @Test("ε is 1e-5, inside the root")
    func epsilon() {
        let z = Matrix(column: [-0.001, 0.001])
        let n = normalize(z, Matrix(row: [1]), Matrix(row: [0]), statistics(of: z))
        #expect(abs(n.zHat[1, 0] - 0.001 / (1e-6 + 1e-5).squareRoot()) < 1e-12)
    }

    @Test("the gradient checks say right for many seeds, and forgetting the means doesn't")
    func gradientChecks() {
        for (seed, width) in tries(0...400) {
            let checks =
                checkLayer(width: width, seed: seed) + checkNetwork(width: width, seed: seed)
            let wrong = checks.filter { !$0.isRight }.map(\.name)
            #expect(wrong == [], "seed \(seed), \(width)")
            #expect(checkWithoutMeans(seed: seed).difference > 0.01)
        }
        #expect(checkLayer(seed: 0).map(\.name) == ["dγ", "dβ", "dz"])
        #expect(checkNetwork(seed: 0).count == 8)
    }

    @Test("moving or stretching a column changes nothing, so dz has no part in these directions")
    func directions() {
        var random = RandomState(seed: 1)
        let z = random.randn(rows: 7, columns: 3)
        let gamma = random.randn(rows: 1, columns: 3)
        let n = normalize(z, gamma, Matrix(zerosLike: gamma), statistics(of: z), epsilon: 0)
        let dz = normalizeBackward(n, random.randn(rows: 7, columns: 3), gamma).dz
        #expect(abs(dz.columnSums()).max() < 1e-12)
        #expect(abs((dz * n.zHat).columnSums()).max() < 1e-12)
        #expect(dz.norm() > 0.1)
    }

    @Test(
        "every parameter of every kind of network agrees with central differences",
        arguments: [false, true], [false, true])
    func networkGradients(normalised: Bool, residual: Bool) {
        let (network, x, y) = example(normalised: normalised, residual: residual)
        let trace = forward(x, network)
        let d = backward(trace, (softmax(trace.z) - y) / 6, network)
        #expect(d.all.count == (normalised ? 11 : 8))
        for k in d.all.indices {
            let p = network.parameters.all[k]
            let numerical = numericalGradient(at: p) { moved in
                var other = network
                other.parameters.all[k] = moved
                return crossEntropy(forward(x, other).z, y)
            }
            #expect(relativeDifference(d.all[k], numerical) < 1e-7, "parameter \(k)")
        }
    }

    @Test("the plain network is the library's perceptron, with the same first weights")
    func plainNetwork() {
        var random = RandomState(seed: 7)
        let perceptron = Perceptron(sizes: [6, 5, 4, 3], activation: .sigmoid, random: &random)
        let network = glorotNetwork(.sigmoid, sizes: [6, 5, 4, 3], seed: 6)
        for l in 0..<3 {
            #expect(network.parameters.w[l] == perceptron.parameters[2 * l])
            #expect(network.parameters.b[l] == perceptron.parameters[2 * l + 1])
        }
        let x = random.randn(rows: 4, columns: 6)
        #expect((forward(x, network).z - perceptron.forward(x).output).norm() < 1e-14)
        #expect(scores(x, network) == forward(x, network).z)
    }

    @Test("a residual connection adds a layer's input where the widths agree, and only there")
    func residual() {
        let (network, x, _) = example(normalised: false, residual: true)
        let trace = forward(x, network)
        #expect(trace.a[1] == trace.f[0])
        #expect(trace.a[2] == trace.a[1] + trace.f[1])
        #expect(trace.a[3] == trace.a[2] + trace.f[2])
    }

    @Test("a normalised network begins with the same weights; γ is 1, β and b are 0")
    func firstParameters() {
        let plain = glorotNetwork(.sigmoid, sizes: [6, 5, 4, 3], seed: 6)
        let network = normalized(plain)
        #expect(network.parameters.w == plain.parameters.w)
        #expect(network.parameters.b == plain.parameters.b)
        #expect(network.parameters.b.allSatisfy { $0.norm() == 0 })
        #expect(
            network.parameters.gamma
                == [5, 4].map { Matrix(rows: 1, columns: $0, repeating: 1) })
        #expect(network.running[1].mean == Matrix(rows: 1, columns: 4))
        #expect(network.running[1].variance == Matrix(rows: 1, columns: 4, repeating: 1))
    }

    @Test("He's weights: normal numbers times √(2 / inputs), layer after layer")
    func heWeights() {
        let network = heNetwork(.relu, sizes: [8, 4, 2], seed: 1)
        var random = RandomState(seed: 2)
        let first = 0.5 * random.randn(rows: 8, columns: 4)
        let second = 0.5.squareRoot() * random.randn(rows: 4, columns: 2)
        #expect(network.f == .relu)
        #expect((network.parameters.w[0] - first).norm() < 1e-14)
        #expect((network.parameters.w[1] - second).norm() < 1e-14)
    }

    @Test("a bias before the normalisation would do nothing")
    func noBias() {
        let (network, x, _) = example(normalised: true, residual: false)
        let (gamma, beta) = (network.parameters.gamma[0], network.parameters.b[0])
        let z = matmul(x, network.parameters.w[0])
        let moved = z + Matrix(row: [5, -3, 0.5, 100])
        let before = normalize(z, gamma, beta, statistics(of: z)).y
        let after = normalize(moved, gamma, beta, statistics(of: moved)).y
        #expect((before - after).norm() < 1e-10)
    }

    @Test("the running statistics follow by a tenth")
    func running() {
        let old = Statistics(mean: Matrix(row: [1, 2]), variance: Matrix(row: [3, 4]))
        let batch = Statistics(mean: Matrix(row: [11, 2]), variance: Matrix(row: [3, 14]))
        let new = follow(old, batch)
        #expect((new.mean - Matrix(row: [2, 2])).norm() < 1e-14)
        #expect((new.variance - Matrix(row: [3, 5])).norm() < 1e-14)
    }

    @Test("after the training a picture's scores don't depend on its company")
    func alone() {
        var (network, x, y) = example(normalised: true, residual: false)
        let digits = OneHotDigits(source: "", x: x, y: y, xTest: x, yTest: y)
        let settings = Settings(learningRate: 0, epochs: 20, batchSize: 6, seed: 0)
        network =
            train(digits, from: network, GradientDescent(learningRate: 0), settings).network
        let together = scores(x, network)
        for i in 0..<x.rows {
            #expect((scores(x[rows: [i]], network) - together[rows: [i]]).norm() < 1e-12)
        }
        #expect((together - forward(x, network).z).norm() > 1e-3)
        #expect(
            (forward(x[rows: [0]], network).z - forward(x[rows: [1]], network).z).norm() < 1e-12)
    }

    @Test("training takes the batches from the shuffled order, the last one smaller")
    func training() {
        let (network, x, y) = example(normalised: true, residual: true)
        let digits = OneHotDigits(source: "", x: x, y: y, xTest: x, yTest: y)
        let settings = Settings(learningRate: 0.3, epochs: 2, batchSize: 4, seed: 9)
        var told: [Network] = []
        let trained = train(
            digits, from: network, GradientDescent(learningRate: 0.3), settings
        ) { told.append($0) }
        var expected = network
        var order = RandomState(seed: 11)
        for epoch in 0..<2 {
            let shuffled = order.permutation(6)
            var total = 0.0
            for rows in [Array(shuffled[0..<4]), Array(shuffled[4..<6])] {
                let trace = forward(x[rows: rows], expected)
                let dz = (softmax(trace.z) - y[rows: rows]) / Double(rows.count)
                let d = backward(trace, dz, expected)
                for k in d.all.indices { expected.parameters.all[k] -= 0.3 * d.all[k] }
                for l in 0..<3 {
                    let batch = trace.normalized[l].statistics
                    expected.running[l] = follow(expected.running[l], batch)
                }
                total += crossEntropy(trace.z, y[rows: rows]) * Double(rows.count)
            }
            #expect(trained.loss[epoch] == total / 6)
            #expect(told[epoch].parameters.all == expected.parameters.all)
            #expect(told[epoch].running == expected.running)
            #expect(trained.validationAccuracy[epoch] == accuracy(scores(x, expected), y))
        }
        #expect(trained.network.parameters.all == expected.parameters.all)
        #expect(trained.network.running == expected.running)
    }

    @Test("a last batch of one is left out, but not when every batch is one picture")
    func lastBatchOfOne() {
        let (network, x, y) = example(normalised: true, residual: false)
        let digits = OneHotDigits(source: "", x: x, y: y, xTest: x, yTest: y)
        var settings = Settings(learningRate: 0.3, epochs: 1, batchSize: 5, seed: 9)
        let trained = train(digits, from: network, GradientDescent(learningRate: 0.3), settings)
        var order = RandomState(seed: 11)
        let five = Array(order.permutation(6).prefix(5))
        let first = forward(x[rows: five], network)
        #expect(trained.loss == [crossEntropy(first.z, y[rows: five])])
        #expect(
            trained.network.running[2]
                == follow(network.running[2], first.normalized[2].statistics))
        settings.batchSize = 1
        let alone = train(digits, from: network, GradientDescent(learningRate: 0.3), settings)
        #expect(alone.network.parameters.b[3] != network.parameters.b[3])
    }

    @Test("spread: the root of the neurons' mean variance; the gradients are those of the network")
    func firstTable() {
        let (network, x, y) = example(normalised: true, residual: false)
        let step = firstStep(network, x, y)
        let trace = forward(x, network)
        let d = backward(trace, (softmax(trace.z) - y) / 6, network)
        #expect(step.gradient == d.w.map { $0.norm() })
        #expect(step.spread.count == 4)
        #expect(step.spread[2] == statistics(of: trace.a[2]).variance.mean().squareRoot())
        let two = firstStep(
            glorotNetwork(.linear, sizes: [2, 2], seed: 0), Matrix([[1, 0], [3, 4]]),
            Matrix([[1, 0], [0, 1]]))
        let root = 2.5.squareRoot()
        #expect(two.spread == [root])
    }

    @Test("Var z = n · Var w · mean x², and a ReLU layer multiplies by half the scale")
    func firstWeights() {
        var random = RandomState(seed: 1)
        let x = random.randn(rows: 50, columns: 200) + 1
        let w = 0.1 * random.randn(rows: 200, columns: 300)
        let z = matmul(x, w)
        let expected = expectedVariance(n: 200, varianceOfW: 0.01, x: x)
        #expect(abs((z * z).mean() / expected - 1) < 0.1)
        for seed in 0..<4 {
            for scale in [1.0, 2, 4] {
                let signals = throughTenLayers(x, scale: scale, seed: seed)
                #expect(signals.z.count == 10 && signals.dz.count == 10)
                #expect(abs(signals.factor / (scale / 2) - 1) < 0.12)
                #expect(abs(signals.factorBack / (scale / 2) - 1) < 0.12)
            }
        }
        let signals = Signals(z: [1, 2, 8], dz: [27, 1, 3])
        #expect(abs(signals.factor - 8.0.squareRoot()) < 1e-14)
        #expect(abs(signals.factorBack - 3) < 1e-14)
    }

    @Test("weights by name, and back")
    func named() {
        let (network, _, _) = example(normalised: true, residual: false)
        let names = network.named.map(\.name)
        #expect(names.prefix(6) == ["w1", "gamma1", "beta1", "mean1", "variance1", "w2"])
        #expect(names.suffix(2) == ["w4", "b4"])
        let again = normalized(glorotNetwork(.sigmoid, sizes: [5, 4, 4, 4, 3], seed: 0))
            .with(network.named.map(\.matrix))
        #expect(again.parameters.all == network.parameters.all)
        #expect(again.running == network.running)
    }

    @Test("groups by batch: every picture once, one digit per group, alone all alike")
    func groups() {
        let (network, x, y) = example(normalised: true, residual: false)
        let grouped = groupings(y, size: 2)
        #expect(grouped[0].groups == [[0, 1], [2, 3], [4, 5]])
        #expect(grouped[1].groups == [[0, 4], [1, 3], [2, 5]])
        #expect(grouped[2].groups == [[0], [1], [2], [3], [4], [5]])
        #expect(
            accuracyByGroups(network, x, y, [[0, 1, 2, 3, 4, 5]])
                == accuracy(forward(x, network).z, y))
        #expect(abs(accuracyByGroups(network, x, y, grouped[2].groups) - 1.0 / 3) < 1e-12)
    }
}

@Test func changedFilesOfLesson09() throws {
    try ChangedData.digits(seed: 9) { folder in
        let digits = try OneHotDigits(folder)
        return [0, 1].contains(digits.x.max()) && digits.yTest.rows >= 10
    }
}
