import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson11RecurrentNetwork

struct Lesson11Tests {
    @Test func twoStepsByHand() {
        var random = RandomState(seed: 0)
        var network = SimpleRNN(inputs: 1, hidden: 1, outputs: 1, random: &random)
        network.parameters = [0.5, 0.25, 0.1, 2, -1].map { Matrix(row: [$0]) }
        let (h, outputs) = network.forward([Matrix(row: [1]), Matrix(row: [2])])
        let h1 = tanh(0.6)
        let h2 = tanh(1.1 + 0.25 * h1)
        #expect(h[0][0, 0] == 0)
        #expect(abs(h[1][0, 0] - h1) < 1e-15 && abs(h[2][0, 0] - h2) < 1e-15)
        #expect(abs(outputs[0][0, 0] - (2 * h1 - 1)) < 1e-15)
        #expect(abs(outputs[1][0, 0] - (2 * h2 - 1)) < 1e-15)
    }

    @Test(arguments: [false, true], [0, 4])
    func backpropagationThroughTime(everyStep: Bool, seed: Int) {
        for difference in checkGradient(everyStep: everyStep, seed: seed) {
            #expect(difference < 1e-7)
        }
    }

    @Test func gradientsByTheStates() {
        var random = RandomState(seed: 5)
        var network = SimpleRNN(inputs: 2, hidden: 3, outputs: 2, random: &random)
        network.parameters[2] = random.randn(rows: 1, columns: 3)
        let x = (0..<4).map { _ in random.randn(rows: 2, columns: 2) }
        let d = (0..<4).map { _ in random.randn(rows: 2, columns: 2) }
        let (h, _) = network.forward(x)
        let dh = network.backward(x, h, [d[0], nil, d[2], d[3]]).dh
        // The cost as a function of h(2): the steps after it, from there.
        let (wx, wh, b) = (network.parameters[0], network.parameters[1], network.parameters[2])
        let numerical = numericalGradient(at: h[2]) { moved in
            var (state, cost) = (moved, 0.0)
            for t in 2..<4 {
                state = tanh(matmul(x[t], wx) + matmul(state, wh) + b)
                cost += (matmul(state, network.parameters[3]) * d[t]).sum()
            }
            return cost
        }
        #expect(relativeDifference(dh[1], numerical) < 1e-7)
    }

    @Test func layersHasTheSameNetwork() {
        var random = RandomState(seed: 3)
        let network = SimpleRNN(inputs: 2, hidden: 4, outputs: 1, random: &random)
        random = RandomState(seed: 3)
        let library = RecurrentNetwork(inputs: 2, hidden: 4, outputs: 1, random: &random)
        #expect(network.parameters == library.parameters)
        let x = (0..<5).map { _ in random.randn(rows: 3, columns: 2) }
        let y = (0..<5).map { _ in random.randn(rows: 3, columns: 1) }
        let (h, outputs) = network.forward(x)
        let trace = library.forward(x)
        #expect(outputs == trace.outputs)
        let derivative = costDerivative(outputs, y, everyStep: true)
        let own = network.backward(x, h, derivative)
        let theirs = library.backward(trace, derivative)
        for (a, b) in zip(own.gradients, theirs.gradients) {
            #expect(relativeDifference(a, b) < 1e-14)
        }
        for (a, b) in zip(own.dh, theirs.dh) { #expect(relativeDifference(a, b) < 1e-14) }
    }

    @Test func costOfEveryStepAndOfTheLast() {
        let outputs = [1.0, 2, 4].map { Matrix(row: [$0]) }
        let y = [0.0, 0, 1].map { Matrix(row: [$0]) }
        #expect(abs(cost(outputs, y, everyStep: true) - 14.0 / 3) < 1e-14)
        #expect(cost(outputs, y, everyStep: false) == 9)
        let last = costDerivative(outputs, y, everyStep: false)
        #expect(last[0] == nil && last[1] == nil && last[2] == Matrix(row: [6]))
        let every = costDerivative(outputs, y, everyStep: true)
        #expect(abs((every[1]?[0, 0] ?? 0) - 4.0 / 3) < 1e-14)
    }

    @Test func windowsAreInOrder() {
        let windows = Windows([0, 1, 4, 9, 16, 25], predicting: 3..<6, length: 3)
        #expect(windows.count == 3)
        #expect(windows.x.map { $0[0, 0] } == [0, 1, 4])
        #expect(windows.y.map { $0[0, 0] } == [1, 4, 9])
        #expect(windows.last == Matrix(column: [9, 16, 25]))
        #expect(windows.newest == Matrix(column: [4, 9, 16]))
        #expect(windows[[2, 0]].last == Matrix(column: [25, 9]))
    }

    @Test func autoregressionFindsALinearSeries() {
        var series = [1.0, 0.5]
        while series.count < 60 {
            series.append(0.2 + 1.2 * series[series.count - 1] - 0.6 * series[series.count - 2])
        }
        let train = Windows(series, predicting: 2..<20, length: 2)
        let test = Windows(series, predicting: 20..<60, length: 2)
        #expect(rootMeanSquaredError(autoregression(train, test), test.last) < 1e-9)
    }

    @Test func henonMapFollowsItsFormula() {
        let series = henonMap(count: 6)
        #expect(series.prefix(3) == [0, 0, 1])
        #expect(abs(series[3] - (1 - 1.4)) < 1e-15)
        let fifth: Double = 1 - 1.4 * 0.16 + 0.3
        #expect(abs(series[4] - fifth) < 1e-14)
    }

    @Test func anEchoFades() {
        let echoes = echo(wx: 1, wh: 0.5, steps: 3)
        #expect(echoes[0] == tanh(1))
        #expect(echoes[1] == tanh(0.5 * tanh(1)))
    }

    /// Without the bend of tanh, h(t) is Wh to the power of t: the norms follow from it.
    @Test func gradientNormsShrinkByWh() {
        var random = RandomState(seed: 9)
        var network = SimpleRNN(inputs: 1, hidden: 2, outputs: 1, random: &random)
        network.parameters[1] = 0.5 * Matrix.identity(2)
        let nothing = Windows(
            x: Array(repeating: Matrix(row: [0]), count: 5),
            y: Array(repeating: Matrix(row: [1]), count: 5))
        let norms = gradientNorms(network, nothing)
        for (norm, expected) in zip(norms, [0.0625, 0.125, 0.25, 0.5, 1]) {
            #expect(abs(norm - expected) < 1e-12)
        }
    }

    @Test func trainingLowersTheCost() {
        let windows = Windows(henonMap(count: 120), predicting: 20..<120, length: 4)
        var random = RandomState(seed: 1)
        var network = SimpleRNN(inputs: 1, hidden: 12, outputs: 1, random: &random)
        var order = RandomState(seed: 2)
        var optimizer = Adam(learningRate: 0.01)
        let losses = (0..<25).map { _ in
            trainEpoch(
                &network, windows, everyStep: false, batchSize: 16, &order, &optimizer)
        }
        #expect(losses[24] < 0.3 * losses[0])
    }
}
