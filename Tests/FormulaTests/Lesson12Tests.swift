import Datasets
import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson12LongShortTermMemory

struct Lesson12Tests {
    /// One number of state; weights of each gate: from x, from h, bias.
    func smallCell() -> LSTM {
        var random = RandomState(seed: 0)
        var cell = LSTM(inputs: 1, hidden: 1, outputs: 1, forgetBias: 0, random: &random)
        cell.parameters = [
            Matrix(row: [0.5, -0.4, 0.9, 0.2]), Matrix(row: [0.3, 0.6, -0.7, 0.8]),
            Matrix(row: [0.1, 1.0, -0.2, 0.4]), Matrix(row: [2]), Matrix(row: [-0.5]),
        ]
        return cell
    }

    @Test func twoStepsByHand() {
        func s(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
        let trace = smallCell().forward([Matrix(row: [1]), Matrix(row: [-2])])
        let c1 = s(0.6) * tanh(0.7)
        let h1 = s(0.6) * tanh(c1)
        let i2 = s(-1.0 + 0.3 * h1 + 0.1)
        let f2 = s(0.8 + 0.6 * h1 + 1.0)
        let g2 = tanh(-1.8 - 0.7 * h1 - 0.2)
        let o2 = s(-0.4 + 0.8 * h1 + 0.4)
        let c2 = f2 * c1 + i2 * g2
        let h2 = o2 * tanh(c2)
        #expect(abs(trace.c[1][0, 0] - c1) < 1e-15 && abs(trace.h[1][0, 0] - h1) < 1e-15)
        #expect(abs(trace.c[2][0, 0] - c2) < 1e-15 && abs(trace.h[2][0, 0] - h2) < 1e-15)
        #expect(abs(trace.outputs[1][0, 0] - (2 * h2 - 0.5)) < 1e-15)
    }

    @Test(arguments: [0, 7]) func everyGateAgreesWithCentralDifferences(seed: Int) {
        let checked = checkGradient(seed: seed)
        #expect(checked.gates.count == 4)
        for gate in checked.gates {
            for difference in gate { #expect(difference < 1e-7) }
        }
        #expect(checked.dwy < 1e-7 && checked.dby < 1e-7)
    }

    @Test func gradientsByTheStates() {
        var random = RandomState(seed: 2)
        let network = LSTM(inputs: 2, hidden: 3, outputs: 1, forgetBias: 1, random: &random)
        let x = (0..<4).map { _ in random.randn(rows: 2, columns: 2) }
        let weights = random.randn(rows: 2, columns: 1)
        let trace = network.forward(x)
        let back = network.backward(trace, [nil, nil, nil, weights])
        func cost(_ h: Matrix, _ c: Matrix) -> Double {
            var (h, c) = (h, c)
            for t in 2..<4 { (_, c, h) = network.step(x[t], h, c) }
            return ((matmul(h, network.parameters[3]) + network.parameters[4]) * weights).sum()
        }
        // h(2) and c(2) both reach the later steps; dc(2) also has the way over h(2).
        let dh = numericalGradient(at: trace.h[2]) { cost($0, trace.c[2]) }
        #expect(relativeDifference(back.dh[1], dh) < 1e-7)
        let o = trace.gates[1][columns: [9, 10, 11]]
        let dc = numericalGradient(at: trace.c[2]) { cost(o * tanh($0), $0) }
        #expect(relativeDifference(back.dc[1], dc) < 1e-7)
    }

    @Test func weightsAreDrawnGateAfterGate() {
        var random = RandomState(seed: 1)
        let network = LSTM(inputs: 2, hidden: 16, outputs: 1, forgetBias: 3, random: &random)
        var again = RandomState(seed: 1)
        let limit = (6.0 / 18).squareRoot()
        let inputGate = again.uniform(-limit, limit, rows: 2, columns: 16)
        #expect(network.parameters[0][columns: Array(0..<16)] == inputGate)
        #expect(network.parameters[2].values == (0..<64).map { 16..<32 ~= $0 ? 3 : 0 })
        #expect(network.parameters.map(\.values.count).reduce(0, +) == 1233)
    }

    @Test func addingProblemHasOneMarkInEachHalf() {
        var random = RandomState(seed: 4)
        let problem = AddingProblem(count: 50, steps: 9, random: &random)
        #expect(problem.x.count == 9)
        for n in 0..<50 {
            let marks = (0..<9).filter { problem.x[$0][n, 1] == 1 }
            #expect(marks.count == 2 && marks[0] < 4 && marks[1] >= 4)
            let sum = problem.x[marks[0]][n, 0] + problem.x[marks[1]][n, 0]
            #expect(abs(problem.y[n, 0] - sum) < 1e-15)
        }
        var again = RandomState(seed: 4)
        #expect(problem.x[1][0, 0] == again.randomSample(rows: 50, columns: 9)[0, 1])
    }

    @Test func bothNetworksGiveTheGradientOfTheirError() {
        var random = RandomState(seed: 5)
        let problem = AddingProblem(count: 3, steps: 4, random: &random)
        let memory = LSTM(inputs: 2, hidden: 2, outputs: 1, forgetBias: 1, random: &random)
        let simple = RecurrentNetwork(inputs: 2, hidden: 2, outputs: 1, random: &random)
        func check(_ network: some SequenceNetwork) {
            let byHand = network.gradients(problem.x, problem.y)
            for k in byHand.indices {
                let numerical = numericalGradient(at: network.parameters[k]) { moved in
                    var other = network
                    other.parameters[k] = moved
                    return meanSquaredError(other.answer(problem.x), problem.y)
                }
                #expect(relativeDifference(byHand[k], numerical) < 1e-7)
            }
        }
        check(memory)
        check(simple)
    }

    @Test func namesBecomeNumbersAndBack() {
        #expect(codes("abz") == [0, 1, 25])
        #expect(letters([10, 0, 24]) == "kay")
    }

    @Test func nameBatchAsksForTheNextLetter() {
        let batch = NameBatch([codes("ab"), codes("c")])
        #expect(batch.x.count == 3 && batch.characters == 5)
        #expect(batch.running == [[0, 1], [0, 1], [0]])
        #expect(batch.x.map { $0.indexOfMaximumInRows()[0] } == [nameEdge, 0, 1])
        #expect(batch.y.map { $0.indexOfMaximumInRows()[0] } == [0, 1, nameEdge])
        #expect(batch.x[2][row: 1].allSatisfy { $0 == 0 })
        #expect(batch.y[1][1, nameEdge] == 1)
        // All scores equal: log 27 for every answer, whatever stands behind a name's end.
        let flat = batch.x.map { 0 * $0 }
        #expect(abs(batch.cost(flat) - log(27.0)) < 1e-14)
    }

    @Test func nameBatchGradient() {
        var random = RandomState(seed: 6)
        let batch = NameBatch([codes("ab"), codes("c"), codes("dea")])
        let outputs = batch.x.map { _ in random.randn(rows: 3, columns: 27) }
        let byHand = batch.costDerivative(outputs)
        for t in outputs.indices {
            let numerical = numericalGradient(at: outputs[t]) { moved in
                var other = outputs
                other[t] = moved
                return batch.cost(other)
            }
            #expect(relativeDifference(byHand[t] ?? outputs[t], numerical) < 1e-7)
        }
    }

    @Test func countingByHand() {
        // Trained on "aa" and "b": letters a a end b end.
        let train = [codes("aa"), codes("b")]
        let validation = [codes("a")]
        // With a smoothing of 1: p(a) = 3/32, p(end) = 3/32.
        let single = countingCost(train, validation, before: 0, smoothing: 1)
        #expect(abs(single + log(3.0 / 32)) < 1e-14)
        // After the start: a, b once each: 2/29. After a: a, end once each: 2/29.
        let pairs = countingCost(train, validation, before: 1, smoothing: 1)
        #expect(abs(pairs + log(2.0 / 29)) < 1e-14)
        // After start, start: a and b: 2/29. After start, a: a only: p(end) = 1/28.
        let triples = countingCost(train, validation, before: 2, smoothing: 1)
        #expect(abs(triples + (log(2.0 / 29) + log(1.0 / 28)) / 2) < 1e-14)
    }

    @Test func drawingFollowsTheProbabilities() {
        #expect(draw([0.2, 0.5, 0.3], 0) == 0)
        #expect(draw([0.2, 0.5, 0.3], 0.2) == 1)
        #expect(draw([0.2, 0.5, 0.3], 0.69) == 1)
        #expect(draw([0.2, 0.5, 0.3], 0.71) == 2)
        // Probabilities that add up to a little less than 1.
        #expect(draw([0.5, 0.4999], 0.99995) == 1)
    }

    /// A low temperature takes the likeliest letter, whatever is drawn.
    @Test func temperatureSharpens() {
        var random = RandomState(seed: 7)
        var network = LSTM(inputs: 27, hidden: 4, outputs: 27, forgetBias: 1, random: &random)
        network.parameters[4][0, 4] = 50
        let name = inventName(network, temperature: 0.01, longest: 6, &random)
        #expect(name == [4, 4, 4, 4, 4, 4])
        network.parameters[4][0, nameEdge] = 100
        #expect(inventName(network, temperature: 0.01, longest: 6, &random) == [])
    }

    @Test func sharesAreOfTheLastStep() {
        #expect(shares([Matrix(row: [3, 4]), Matrix(row: [0, 2])]) == [2.5, 1])
        #expect(abs(length([Matrix(row: [3]), Matrix(row: [4])]) - 5) < 1e-15)
    }
}
