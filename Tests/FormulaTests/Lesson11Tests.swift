import Datasets
import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson11RecurrentNetwork
@testable import Notebook

struct Lesson11Tests {
    @Test func twoStepsByHand() {
        let parameters = [0.5, 0.25, 0.1, 2, -1].map { Matrix(row: [$0]) }
        let trace = forward([Matrix(row: [1]), Matrix(row: [2])], parameters)
        let h1 = tanh(0.6)
        let h2 = tanh(1.1 + 0.25 * h1)
        #expect(trace.h[0][0, 0] == 0)
        #expect(abs(trace.h[1][0, 0] - h1) < 1e-15 && abs(trace.h[2][0, 0] - h2) < 1e-15)
        #expect(abs(trace.outputs[0][0, 0] - (2 * h1 - 1)) < 1e-15)
        #expect(abs(trace.outputs[1][0, 0] - (2 * h2 - 1)) < 1e-15)
    }

    @Test(arguments: [false, true]) func backpropagationThroughTime(everyStep: Bool) {
        for (seed, width) in tries(0..<40) {
            for check in checkGradient(everyStep: everyStep, width: width, seed: seed) {
                #expect(check.isRight, "\(check.name), seed \(seed), \(width)")
            }
        }
    }

    @Test func gradientsWithRespectToTheStates() {
        var random = RandomState(seed: 5)
        var parameters = firstParameters(inputs: 2, hidden: 3, outputs: 2, &random)
        parameters[2] = random.randn(rows: 1, columns: 3)
        let x = (0..<4).map { _ in random.randn(rows: 2, columns: 2) }
        let d = (0..<4).map { _ in random.randn(rows: 2, columns: 2) }
        let trace = forward(x, parameters)
        let dh = backward(trace, [d[0], nil, d[2], d[3]], parameters).dh
        // The cost as a function of h(2): the steps after it, from there.
        let numerical = numericalGradient(at: trace.h[2]) { moved in
            var (state, cost) = (moved, 0.0)
            for t in 2..<4 {
                state = tanh(
                    matmul(x[t], parameters[0]) + matmul(state, parameters[1]) + parameters[2])
                cost += (matmul(state, parameters[3]) * d[t]).sum()
            }
            return cost
        }
        #expect(relativeDifference(dh[1], numerical) < 1e-7)
    }

    @Test func layersHasTheSameNetwork() {
        var random = RandomState(seed: 3)
        let parameters = firstParameters(inputs: 2, hidden: 4, outputs: 1, &random)
        random = RandomState(seed: 3)
        let library = RecurrentNetwork(inputs: 2, hidden: 4, outputs: 1, random: &random)
        #expect(parameters == library.parameters)
        let x = (0..<5).map { _ in random.randn(rows: 3, columns: 2) }
        let y = (0..<5).map { _ in random.randn(rows: 3, columns: 1) }
        let (own, theirs) = (forward(x, parameters), library.forward(x))
        #expect(own.outputs == theirs.outputs)
        let dOutputs = costDerivative(own.outputs, y, everyStep: true)
        let back = backward(own, dOutputs, parameters)
        let other = library.backward(theirs, dOutputs)
        for (a, b) in zip(back.gradients + back.dh, other.gradients + other.dh) {
            #expect(relativeDifference(a, b) < 1e-14)
        }
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
        #expect(windows.targets == Matrix(column: [9, 16, 25]))
        #expect(windows.newest == Matrix(column: [4, 9, 16]))
        #expect(windows[[2, 0]].targets == Matrix(column: [25, 9]))
    }

    @Test func autoregressionFindsALinearSeries() {
        var values = [1.0, 0.5]
        while values.count < 60 {
            values.append(0.2 + 1.2 * values[values.count - 1] - 0.6 * values[values.count - 2])
        }
        let series = Series(
            name: "", train: Windows(values, predicting: 2..<20, length: 2),
            test: Windows(values, predicting: 20..<60, length: 2), unit: 3, everyStep: false)
        #expect(series.rmse(autoregression(series)) < 1e-9)
        // Away by 0.5 everywhere: 1.5 in the series' own unit.
        #expect(abs(series.rmse(series.test.targets + 0.5) - 1.5) < 1e-12)
        #expect(series.mean == series.test.targets.map { _ in series.train.targets.mean() })
    }

    @Test func henonMapFollowsItsFormula() {
        let series = henonMap(count: 6)
        #expect(series.prefix(3) == [0, 0, 1])
        #expect(abs(series[3] - (1 - 1.4)) < 1e-15)
        let fifth: Double = 1 - 1.4 * 0.16 + 0.3
        #expect(abs(series[4] - fifth) < 1e-14)
    }

    @Test func anEchoFades() {
        let echoes = echo(wh: 0.5, steps: 3)
        #expect(echoes[0] == tanh(1))
        #expect(echoes[1] == tanh(0.5 * tanh(1)))
    }

    /// Without the bend of tanh, h(t) is Wh to the power of t: the norms follow from it.
    @Test func gradientsShrinkByWh() {
        var random = RandomState(seed: 9)
        var parameters = firstParameters(inputs: 1, hidden: 2, outputs: 1, &random)
        parameters[1] = Matrix.identity(2)
        let nothing = Windows(
            x: Array(repeating: Matrix(row: [0]), count: 5),
            y: Array(repeating: Matrix(row: [1]), count: 5))
        let flows = gradientFlows(parameters, parameters, nothing)
        let pairs = [
            (flows.untrained, 1), (flows.trained, 1), (flows.halved, 0.5), (flows.doubled, 2.0),
        ]
        for (flow, factor) in pairs {
            #expect(flow.oldest == flow.shares[0])
            #expect(abs(flow.radius - factor) < 1e-6)
            for (back, share) in flow.shares.reversed().enumerated() {
                #expect(abs(share - pow(factor, Double(back))) < 1e-12)
            }
        }
    }

    @Test func trainingLowersTheCost() {
        let values = henonMap(count: 120)
        let series = Series(
            name: "", train: Windows(values, predicting: 20..<120, length: 4),
            test: Windows(values, predicting: 20..<120, length: 4), unit: 1, everyStep: false)
        let settings = Settings(
            learningRate: 0.01, epochs: 25, batchSize: 16, hidden: 12, window: 4, seed: 1)
        var random = RandomState(seed: 1)
        let first = firstParameters(inputs: 1, hidden: 12, outputs: 1, &random)
        let losses = train(series, from: first, settings).loss
        #expect(losses[24] < 0.3 * losses[0])
    }

    @Test func tooFewMonthsAndMonthsWithoutSpotsAreRefused() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "sunspots-\(UUID().uuidString).csv"
        ).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        func months(_ count: Int, window: Int = 24, _ spots: (Int) -> Double) throws -> Sunspots {
            let rows = (0..<count).map { "\($0),x,\(1749 + Double($0) / 12),\(spots($0))" }
            try (["id,station,time,sunspots"] + rows).joined(separator: "\n").write(
                toFile: path, atomically: true, encoding: .utf8)
            return try Sunspots(path, window: window)
        }
        let sunspots = try months(300) { Double($0) }
        #expect(sunspots.trainMonths == 240 && sunspots.low == 0 && sunspots.high == 239)
        let series = sunspots.series("", everyStep: true, window: 24)
        #expect(series.train.count == 216 && series.test.count == 60 && series.unit == 239)
        #expect(series.train.targets[215, 0] == 1)
        #expect(throws: DataError.self) { try months(1) { Double($0) } }
        #expect(throws: DataError.self) { try months(60) { Double($0) } }
        #expect(throws: DataError.self) { try months(300, window: 200) { Double($0) } }
        #expect(throws: DataError.self) { try months(300) { _ in 58 } }
        #expect(throws: DataError.self) { try months(300) { $0 % 2 == 0 ? -1.7e308 : 1.7e308 } }
    }
}

@Test func changedFilesOfLesson11() throws {
    try ChangedData.tables("sunspots.csv", seed: 11) { path in
        let sunspots = try Sunspots(path, window: 24)
        let series = sunspots.series("", everyStep: false, window: 24)
        _ = autoregression(series)
        return series.train.count > 0 && series.test.count > 0 && series.train.targets.isFinite
    }
}
