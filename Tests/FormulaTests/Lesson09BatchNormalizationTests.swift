import Layers
import Matrices
import Testing

@testable import Lesson09BatchNormalization

@Suite("Lesson 09: batch normalisation")
struct Lesson09BatchNormalizationTests {
    /// A network 5-4-3-4-3 away from its first values, and six pictures for it.
    func example() -> (network: NormalizedPerceptron, x: Matrix, y: Matrix) {
        var random = RandomState(seed: 3)
        var network = NormalizedPerceptron(
            sizes: [5, 4, 3, 4, 3], activation: .sigmoid, random: &random)
        for k in network.parameters.indices {
            let p = network.parameters[k]
            network.parameters[k] += random.randn(rows: p.rows, columns: p.columns)
        }
        let x = random.randn(rows: 6, columns: 5)
        let y = Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0], [0, 0, 1]])
        return (network, x, y)
    }

    @Test("mean, variance and the normalised column against known numbers")
    func knownNumbers() {
        let z = Matrix([[1, 10], [2, 10], [3, 10], [6, 10]])
        let statistics = Statistics(of: z)
        #expect(statistics.mean == Matrix(row: [3, 10]))
        #expect(statistics.variance == Matrix(row: [3.5, 0]))
        let result = normalize(
            z, Matrix(row: [2, 5]), Matrix(row: [1, 7]), statistics, epsilon: 0.5)
        #expect(result.z == Matrix([[-1, 0], [-0.5, 0], [0, 0], [1.5, 0]]))
        #expect(result.output == Matrix([[-1, 7], [0, 7], [1, 7], [4, 7]]))
        #expect(result.scale[0, 0] == 0.5)
    }

    @Test("ε is 1e-5, inside the root")
    func epsilon() {
        let z = Matrix(column: [-0.001, 0.001])
        let result = normalize(z, Matrix(row: [1]), Matrix(row: [0]), Statistics(of: z))
        #expect(abs(result.z[1, 0] - 0.001 / (1e-6 + 1e-5).squareRoot()) < 1e-12)
    }

    @Test(
        "the layer's gradients by hand agree with central differences, forgetting the means doesn't"
    )
    func layerGradients() {
        for seed in 0..<3 {
            let checked = checkLayer(seed: seed)
            #expect(checked.map(\.name).prefix(3) == ["dγ", "dβ", "dz"])
            for row in checked.prefix(3) { #expect(row.difference < 1e-7, "\(row.name)") }
            #expect(checked[3].difference > 0.01)
        }
    }

    @Test("moving or stretching a column changes nothing, so dz has no part in these directions")
    func directions() {
        var random = RandomState(seed: 1)
        let z = random.randn(rows: 7, columns: 3)
        let gamma = random.randn(rows: 1, columns: 3)
        let dy = random.randn(rows: 7, columns: 3)
        let normalized = normalize(
            z, gamma, Matrix(rows: 1, columns: 3), Statistics(of: z), epsilon: 0)
        let dz = normalizeBackward(dy, normalized, gamma).dz
        #expect(abs(dz.columnSums()).max() < 1e-12)
        #expect(abs((dz * normalized.z).columnSums()).max() < 1e-12)
        #expect(dz.norm() > 0.1)
    }

    @Test("every parameter of the network agrees with central differences")
    func networkGradients() {
        var (network, x, y) = example()
        let (cost, gradients) = network.gradients(x, y)
        #expect(abs(cost - crossEntropy(network.forward(x).output, y)) < 1e-14)
        #expect(gradients.count == 11)
        for k in gradients.indices {
            let numerical = numericalGradient(at: network.parameters[k]) { p in
                var moved = network
                moved.parameters[k] = p
                return crossEntropy(moved.forward(x).output, y)
            }
            #expect(relativeDifference(gradients[k], numerical) < 1e-7, "parameter \(k)")
        }
    }

    @Test("the plain networks' gradients agree with central differences")
    func plainGradients() {
        let (_, x, y) = example()
        var random = RandomState(seed: 5)
        let network = Perceptron(sizes: [5, 4, 3], activation: .sigmoid, random: &random)
        let (_, gradients) = network.gradients(x, y)
        for k in gradients.indices {
            let numerical = numericalGradient(at: network.parameters[k]) { p in
                var moved = network
                moved.parameters[k] = p
                return crossEntropy(moved.scores(x), y)
            }
            #expect(relativeDifference(gradients[k], numerical) < 1e-7, "parameter \(k)")
        }
    }

    @Test("a bias before the normalisation would do nothing")
    func noBias() {
        let (network, x, _) = example()
        let z = matmul(x, network.parameters[0])
        let moved = z + Matrix(row: [5, -3, 0.5, 100])
        let gamma = network.parameters[1]
        let beta = network.parameters[2]
        let before = normalize(z, gamma, beta, Statistics(of: z)).output
        let after = normalize(moved, gamma, beta, Statistics(of: moved)).output
        #expect((before - after).norm() < 1e-10)
    }

    @Test("the running statistics follow by a tenth, in every layer")
    func running() {
        var (network, x, y) = example()
        let batch = network.forward(x).statistics
        let first = network.running
        #expect(first[0] == Statistics(columns: 4))
        #expect(first[0].mean == Matrix(row: [0, 0, 0, 0]))
        #expect(first[0].variance == Matrix(row: [1, 1, 1, 1]))
        _ = network.gradients(x, y)
        for layer in 0..<3 {
            let mean = 0.9 * first[layer].mean + 0.1 * batch[layer].mean
            let variance = 0.9 * first[layer].variance + 0.1 * batch[layer].variance
            #expect((network.running[layer].mean - mean).norm() < 1e-14)
            #expect((network.running[layer].variance - variance).norm() < 1e-14)
        }
    }

    @Test("after the training a picture's scores don't depend on its company")
    func alone() {
        var (network, x, y) = example()
        for _ in 0..<20 { _ = network.gradients(x, y) }
        let together = network.scores(x)
        for i in 0..<x.rows {
            #expect((network.scores(x[rows: [i]]) - together[rows: [i]]).norm() < 1e-12)
        }
        #expect((together - network.forward(x).output).norm() > 1e-3)
        #expect(
            (network.forward(x[rows: [0]]).output - network.forward(x[rows: [1]]).output).norm()
                < 1e-12)
    }

    @Test("both networks begin with the same weights; γ is 1, β and b are 0")
    func firstParameters() {
        var random = RandomState(seed: 7)
        let plain = Perceptron(sizes: [6, 5, 4, 3], activation: .sigmoid, random: &random)
        random = RandomState(seed: 7)
        let network = NormalizedPerceptron(
            sizes: [6, 5, 4, 3], activation: .sigmoid, random: &random)
        #expect(network.parameters.count == 8)
        for layer in 0..<3 {
            #expect(network.parameters[3 * layer] == plain.parameters[2 * layer])
        }
        #expect(network.parameters[1] == Matrix(rows: 1, columns: 5, repeating: 1))
        #expect(network.parameters[2] == Matrix(rows: 1, columns: 5))
        #expect(network.parameters[7] == Matrix(rows: 1, columns: 3))
    }

    @Test("He's weights: normal numbers times √(2 / inputs), layer after layer")
    func heWeights() {
        var random = RandomState(seed: 2)
        let network = rectifier(sizes: [8, 4, 2], random: &random)
        random = RandomState(seed: 2)
        let first = 0.5 * random.randn(rows: 8, columns: 4)
        let second = 0.5.squareRoot() * random.randn(rows: 4, columns: 2)
        #expect(network.activation == .relu)
        #expect((network.parameters[0] - first).norm() < 1e-14)
        #expect((network.parameters[2] - second).norm() < 1e-14)
        #expect(network.parameters[1] == Matrix(rows: 1, columns: 4))
    }

    @Test("training takes the batches from the shuffled order, the last one smaller")
    func training() {
        let (network, x, y) = example()
        let data = Split(x: x, y: y, xTest: x, yTest: y)
        let trained = train(
            network, GradientDescent(learningRate: 0.3), data, epochs: 2, batchSize: 4, seed: 9
        ) { _ in }
        var expected = network
        var order = RandomState(seed: 11)
        var costs: [Double] = []
        var accuracies: [Double] = []
        for _ in 0..<2 {
            let shuffled = order.permutation(6)
            var total = 0.0
            for rows in [Array(shuffled[0..<4]), Array(shuffled[4..<6])] {
                let (cost, gradients) = expected.gradients(x[rows: rows], y[rows: rows])
                for k in gradients.indices { expected.parameters[k] -= 0.3 * gradients[k] }
                total += cost * Double(rows.count)
            }
            costs.append(total / 6)
            accuracies.append(accuracy(expected.scores(x), y))
        }
        #expect(trained.network.parameters == expected.parameters)
        #expect(trained.costs == costs)
        #expect(trained.accuracies == accuracies)
        #expect(trained.lostAt == nil)
    }

    @Test("a cost that leaves the numbers is found, epochs counted from 1")
    func lost() {
        let trained = Trained(
            network: example().network, costs: [2, .infinity, .nan], accuracies: [])
        #expect(trained.lostAt == 2)
    }

    @Test("spread: the root of the neurons' mean variance over the pictures")
    func spreads() {
        #expect(spread(Matrix([[1, 0], [3, 4]])) == 2.5.squareRoot())
        #expect(spread(Matrix([[5, 7], [5, 7]])) == 0)
    }

    @Test("the gradients of the first table are those of the networks")
    func firstTable() {
        var (network, x, y) = example()
        var random = RandomState(seed: 5)
        let plain = Perceptron(sizes: [5, 4, 3, 4, 3], activation: .sigmoid, random: &random)
        let rows = firstGradients(plain, network, x, y)
        let plainGradients = plain.gradients(x, y).gradients
        let gradients = network.gradients(x, y).gradients
        #expect(rows.map(\.layer) == [1, 2, 3, 4])
        for (k, row) in rows.enumerated() {
            #expect(abs(row.gradient[0] - plainGradients[2 * k].norm()) < 1e-14)
            #expect(abs(row.gradient[1] - gradients[3 * k].norm()) < 1e-14)
        }
        #expect(rows[0].spread == [spread(x), spread(x)])
        #expect(rows[1].spread[0] == spread(plain.forward(x).a[1]))
    }

    @Test("groups by batch: every picture once, one digit per group, alone all alike")
    func groups() {
        let (network, x, y) = example()
        let grouped = groupings(y, size: 2)
        #expect(grouped[0].groups == [[0, 1], [2, 3], [4, 5]])
        #expect(grouped[1].groups == [[0, 4], [1, 3], [2, 5]])
        #expect(grouped[2].groups == [[0], [1], [2], [3], [4], [5]])
        #expect(
            accuracyByGroups(network, x, y, groups: [[0, 1, 2, 3, 4, 5]])
                == accuracy(network.forward(x).output, y))
        #expect(abs(accuracyByGroups(network, x, y, groups: grouped[2].groups) - 1.0 / 3) < 1e-12)
    }
}
