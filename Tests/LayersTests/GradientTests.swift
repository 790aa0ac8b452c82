import Foundation
import Layers
import Matrices
import Testing

struct GradientTests {
    @Test func meanSquaredErrorAndItsDerivative() {
        var random = RandomState(seed: 1)
        let predicted = random.randn(rows: 4, columns: 3)
        let y = random.randn(rows: 4, columns: 3)
        #expect(
            abs(meanSquaredError(Matrix(row: [1, 4]), Matrix(row: [2, 2])) - 2.5) < 1e-15)
        let numerical = numericalGradient(at: predicted) { meanSquaredError($0, y) }
        #expect(relativeDifference(meanSquaredErrorDerivative(predicted, y), numerical) < 1e-7)
    }

    @Test func logLossHasTheDerivativeThatItClaims() {
        var random = RandomState(seed: 2)
        let z = 3 * random.randn(rows: 5, columns: 2)
        let y = Matrix(rows: 5, columns: 2) { i, j in (i + j) % 2 == 0 ? 1 : 0 }
        let numerical = numericalGradient(at: z) { logLoss($0, y) }
        #expect(relativeDifference((sigmoid(z) - y) / 10, numerical) < 1e-7)
        #expect(logLoss(Matrix(row: [1000]), Matrix(row: [0])) == 1000)
        #expect(abs(logLoss(Matrix(row: [0]), Matrix(row: [1])) - log(2)) < 1e-15)
    }

    /// What has a limit takes it, and what was no number stays none.
    @Test func infiniteScoresHaveTheirLimits() {
        let z = Matrix(row: [1, 2, -.infinity])
        #expect(
            crossEntropy(z, Matrix(row: [1, 0, 0]))
                == crossEntropy(Matrix(row: [1, 2]), Matrix(row: [1, 0])))
        #expect(crossEntropy(z, Matrix(row: [0, 0, 1])) == .infinity)
        #expect(softmax(z)[0, 2] == 0)
        #expect(crossEntropy(Matrix(row: [1, .nan]), Matrix(row: [1, 0])).isNaN)
        let ends = Matrix(row: [-.infinity, .infinity])
        #expect(Activation.swish(ends) == ends.map { max($0, 0) })
        #expect(Activation.swish(Matrix(row: [.nan]))[0, 0].isNaN)
        for f in Activation.allCases where f != .linear {
            let slopes = f.derivative(ends, f(ends))
            let right: Double =
                switch f {
                case .sigmoid, .tanh: 0
                case .selu: Activation.seluScale
                default: 1
                }
            #expect(slopes == Matrix(row: [0, right]), "\(f)")
            #expect(f(Matrix(row: [.nan]))[0, 0].isNaN)
        }
        #expect(logLoss(ends, Matrix(row: [0, 1])) == 0)
        #expect(logLoss(ends, Matrix(row: [1, 0])) == .infinity)
        #expect(logLoss(Matrix(row: [.nan]), Matrix(row: [1])).isNaN)
    }

    @Test func crossEntropyHasTheDerivativeThatItClaims() {
        var random = RandomState(seed: 3)
        let z = 3 * random.randn(rows: 5, columns: 4)
        let y = Matrix(rows: 5, columns: 4) { i, j in i % 4 == j ? 1 : 0 }
        let numerical = numericalGradient(at: z) { crossEntropy($0, y) }
        #expect(relativeDifference((softmax(z) - y) / 5, numerical) < 1e-7)
        let p = softmax(z)
        for i in 0..<5 { #expect(abs(p[row: i].reduce(0, +) - 1) < 1e-15) }
        // The loss is −log of the probability of the true class.
        let mean = (0..<5).map { -log(p[$0, $0 % 4]) }.reduce(0, +) / 5
        #expect(abs(crossEntropy(z, y) - mean) < 1e-14)
        #expect(softmax(Matrix(row: [1000, 1000])) == Matrix(row: [0.5, 0.5]))
        #expect(crossEntropy(Matrix(row: [1000, 0]), Matrix(row: [0, 1])) == 1000)
    }

    @Test(arguments: Activation.allCases)
    func activationDerivatives(f: Activation) {
        let z = Matrix(row: [-2.5, -0.3, 0.4, 1.7])
        let h = 1e-5
        let numerical = (f(z + h) - f(z - h)) / (2 * h)
        #expect(relativeDifference(f.derivative(z, f(z)), numerical) < 1e-8)
        // Against the definitions.
        let scalar: [Activation: (Double) -> Double] = [
            .linear: { $0 }, .sigmoid: { 1 / (1 + exp(-$0)) }, .tanh: { Foundation.tanh($0) },
            .relu: { max(0, $0) }, .elu: { $0 > 0 ? $0 : exp($0) - 1 },
            .selu: { 1.0507009873554805 * ($0 > 0 ? $0 : 1.6732632423543772 * (exp($0) - 1)) },
            .swish: { $0 / (1 + exp(-$0)) },
        ]
        let expected = z.map(scalar[f] ?? { _ in .nan })
        #expect((f(z) - expected).norm() < 1e-14)
    }

    /// What is no number on the way there stays none on the way back.
    @Test(arguments: Activation.allCases.filter { $0 != .linear })
    func notANumberComesBack(f: Activation) {
        let z = Matrix(row: [.nan])
        #expect(f(z)[0, 0].isNaN && f.derivative(z, f(z))[0, 0].isNaN)
        #expect(f.backward(Matrix(row: [1]), z, f(z))[0, 0].isNaN)
    }

    @Test(arguments: Activation.allCases)
    func perceptronGradients(f: Activation) {
        var random = RandomState(seed: 4)
        var network = Perceptron(sizes: [3, 5, 4, 2], activation: f, random: &random)
        // Biases away from 0, so that no z lies on ReLU's corner.
        for k in [1, 3, 5] {
            network.parameters[k] = random.randn(rows: 1, columns: network.parameters[k].columns)
        }
        let x = random.randn(rows: 6, columns: 3)
        let y = random.randn(rows: 6, columns: 2)
        let trace = network.forward(x)
        let gradients = network.backward(trace, meanSquaredErrorDerivative(trace.output, y))
        for k in network.parameters.indices {
            let numerical = numericalGradient(at: network.parameters[k]) { value in
                var moved = network
                moved.parameters[k] = value
                return meanSquaredError(moved.forward(x).output, y)
            }
            #expect(relativeDifference(gradients[k], numerical) < 1e-7, "parameter \(k)")
        }
    }

    @Test func glorotsWeightsLieWithinTheirLimit() {
        var random = RandomState(seed: 0)
        let w = glorotUniform(20, 30, &random)
        let limit = (6.0 / 50).squareRoot()
        #expect(w.max() <= limit && w.min() >= -limit)
        #expect(w.max() > 0.95 * limit && w.min() < -0.95 * limit)
        #expect(w.rows == 20 && w.columns == 30)
    }

    @Test func relativeDifferenceIsTheFormula() {
        let a = Matrix(row: [3, 4])
        #expect(relativeDifference(a, a) == 0)
        #expect(relativeDifference(a, -a) == 1)
        #expect(relativeDifference(Matrix(row: [0, 0]), Matrix(row: [0, 0])) == 0)
        #expect(abs(relativeDifference(a, Matrix(row: [0, 5])) - 10.0.squareRoot() / 10) < 1e-15)
    }

    @Test func accuracyCountsRightRows() {
        let scores = Matrix([[1, 2], [3, 0], [0, 1], [5, 4]])
        #expect(accuracy(scores, Matrix([[0, 1], [1, 0], [1, 0], [1, 0]])) == 0.75)
    }
}
