import Datasets
import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson12LongShortTermMemory
@testable import Notebook

struct Lesson12Tests {
    /// One number of state; weights of each gate: from x, from h, bias.
    let smallCell = [
        Matrix(row: [0.5, -0.4, 0.9, 0.2]), Matrix(row: [0.3, 0.6, -0.7, 0.8]),
        Matrix(row: [0.1, 1.0, -0.2, 0.4]), Matrix(row: [2]), Matrix(row: [-0.5]),
    ]

    @Test func twoStepsByHand() {
        func s(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
        let trace = forward([Matrix(row: [1]), Matrix(row: [-2])], smallCell)
        let c1 = s(0.6) * tanh(0.7)
        let h1 = s(0.6) * tanh(c1)
        let i2 = s(-1.0 + 0.3 * h1 + 0.1)
        let f2 = s(0.8 + 0.6 * h1 + 1.0)
        let g2 = tanh(-1.8 - 0.7 * h1 - 0.2)
        let o2 = s(-0.4 + 0.8 * h1 + 0.4)
        let c2 = f2 * c1 + i2 * g2
        let h2 = o2 * tanh(c2)
        let (first, second) = (trace.steps[0], trace.steps[1])
        #expect(abs(first.c[0, 0] - c1) < 1e-15 && abs(first.h[0, 0] - h1) < 1e-15)
        #expect(abs(second.c[0, 0] - c2) < 1e-15 && abs(second.h[0, 0] - h2) < 1e-15)
        #expect(abs(trace.outputs[1][0, 0] - (2 * h2 - 0.5)) < 1e-15)
    }

    @Test func everyGateAgreesWithCentralDifferences() {
        for (seed, width) in tries(0..<40) {
            let checks = checkGradient(width: width, seed: seed)
            #expect(checks.count == 14)
            for check in checks {
                #expect(check.isRight, "\(check.name), seed \(seed), \(width)")
            }
        }
    }

    @Test func gradientsWithRespectToTheStates() {
        var random = RandomState(seed: 2)
        let parameters = firstParameters(
            inputs: 2, hidden: 3, outputs: 1, forgetBias: 1, &random)
        let x = (0..<4).map { _ in random.randn(rows: 2, columns: 2) }
        let weights = random.randn(rows: 2, columns: 1)
        let trace = forward(x, parameters)
        let back = backward(trace, [nil, nil, nil, weights], parameters)
        func cost(_ h: Matrix, _ c: Matrix) -> Double {
            var (h, c) = (h, c)
            for t in 2..<4 {
                let step = step(x[t], h, c, parameters)
                (h, c) = (step.h, step.c)
            }
            return ((matmul(h, parameters[3]) + parameters[4]) * weights).sum()
        }
        // h(2) and c(2) both reach the later steps; dc(2) also has the way over h(2).
        let second = trace.steps[1]
        let dh = numericalGradient(at: second.h) { cost($0, second.c) }
        #expect(relativeDifference(back.dh[1], dh) < 1e-7)
        let dc = numericalGradient(at: second.c) { cost(second.o * tanh($0), $0) }
        #expect(relativeDifference(back.dc[1], dc) < 1e-7)
    }

    @Test func weightsAreDrawnGateAfterGate() {
        var random = RandomState(seed: 1)
        let parameters = firstParameters(
            inputs: 2, hidden: 16, outputs: 1, forgetBias: 3, &random)
        var again = RandomState(seed: 1)
        let limit = (6.0 / 18).squareRoot()
        let inputGate = again.uniform(-limit, limit, rows: 2, columns: 16)
        #expect(cut(parameters[0]).i == inputGate)
        #expect(parameters[2].values == (0..<64).map { 16..<32 ~= $0 ? 3 : 0 })
        #expect(parameters.map(\.values.count).reduce(0, +) == 1233)
    }

    @Test func gradientsLongerThanOneAreClipped() {
        var optimizer = Adam(learningRate: 0.1)
        var updated = [Matrix(row: [0]), Matrix(row: [0])]
        update(&updated, [Matrix(row: [3]), Matrix(row: [4])], &optimizer)
        update(&updated, [Matrix(row: [0.3]), Matrix(row: [0.4])], &optimizer)
        // Adam's means after both: the first gradient counts as (0.6, 0.8).
        var clippedByHand = Adam(learningRate: 0.1)
        var parameters = [Matrix(row: [0]), Matrix(row: [0])]
        clippedByHand.update(&parameters, [Matrix(row: [0.6]), Matrix(row: [0.8])])
        clippedByHand.update(&parameters, [Matrix(row: [0.3]), Matrix(row: [0.4])])
        for (a, b) in zip(updated, parameters) {
            #expect(abs(a[0, 0] - b[0, 0]) < 1e-15)
        }
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

    @Test func theGradientIsThatOfTheError() {
        var random = RandomState(seed: 5)
        let problem = AddingProblem(count: 3, steps: 4, random: &random)
        let parameters = firstParameters(inputs: 2, hidden: 2, outputs: 1, forgetBias: 1, &random)
        let trace = forward(problem.x, parameters)
        let byHand = backward(trace, costDerivative(trace.outputs, problem.y), parameters)
        for k in parameters.indices {
            let check = checkedGradient("\(k)", byHand.gradients[k], at: parameters[k]) { moved in
                var other = parameters
                other[k] = moved
                return cost(forward(problem.x, other).outputs, problem.y)
            }
            #expect(check.isRight)
        }
        #expect(cost(trace.outputs, problem.y) == meanSquaredError(trace.outputs[3], problem.y))
    }

    @Test func bothNetworksLearnToAddTwoNumbers() {
        var random = RandomState(seed: 1)
        let settings = Settings(
            learningRate: 0.02, iterations: 150, batchSize: 16, steps: 2, hidden: 8, seed: 0)
        let lstm = firstParameters(inputs: 2, hidden: 8, outputs: 1, forgetBias: 1, &random)
        let silent = Notebook(write: { _ in })
        var dice = RandomState(seed: 0)
        let test = AddingProblem(count: 500, steps: 2, random: &dice)
        let simple = trainSimple(settings, test, dice, silent.progress("", total: 1))
        #expect(simple.network.parameters == simple.training.parameters)
        for training in [
            train(lstm, settings, test, dice, silent.progress("", total: 1)), simple.training,
        ] {
            #expect(training.measuredAt == [0, 50, 100, 150])
            #expect(training.costs[3] < 0.02 && training.costs[0] > 0.1)
            // Some gradients are longer than 1, and their lengths are kept as they were.
            #expect(training.lengths.count == 150 && training.lengths.contains { $0 > 1 })
        }
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
        #expect(abs(cost(flat, batch) - log(27.0)) < 1e-14)
    }

    @Test func nameBatchGradient() {
        var random = RandomState(seed: 6)
        let batch = NameBatch([codes("ab"), codes("c"), codes("dea")])
        let outputs = batch.x.map { _ in random.randn(rows: 3, columns: 27) }
        let byHand = costDerivative(outputs, batch)
        for t in outputs.indices {
            let numerical = numericalGradient(at: outputs[t]) { moved in
                var other = outputs
                other[t] = moved
                return cost(other, batch)
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
        var parameters = firstParameters(
            inputs: 27, hidden: 4, outputs: 27, forgetBias: 1, &random)
        parameters[4][0, 4] = 50
        let name = inventName(parameters, temperature: 0.01, longest: 6, &random)
        #expect(name == [4, 4, 4, 4, 4, 4])
        parameters[4][0, nameEdge] = 100
        #expect(inventName(parameters, temperature: 0.01, longest: 6, &random) == [])
    }

    @Test func sharesAreOfTheLastStep() {
        #expect(shares([Matrix(row: [3, 4]), Matrix(row: [0, 2])]) == [2.5, 1])
    }

    @Test func gradientFlowsOfSixNetworks() {
        let flows = gradientFlows(hidden: 4, seed: 0)
        #expect(flows.map(\.dh.count) == [50, 50, 50, 50, 50, 50])
        #expect(flows.map(\.dc.count) == [0, 0, 0, 50, 50, 50])
        #expect(flows.allSatisfy { $0.dh[49] == 1 })
        // A spectral radius of 0.5 leaves least, a forget bias of 3 most.
        let reach = flows.map { $0.dh[0] }
        #expect(reach.min() == reach[0] && reach.max() == reach[5])
    }

    /// Points near a line in three dimensions: along it first, and across it second.
    @Test func principalComponentsOfPointsNearALine() {
        let t: [Double] = [-3, -1, 0, 1, 3], across = [0.1, -0.2, 0.2, -0.2, 0.1]
        let rows = Matrix(rows: 5, columns: 3) { n, j in
            7 + [0.6 * t[n], 0.8 * t[n], across[n]][j]
        }
        let projection = principalComponents(rows)
        let sign: Double = projection.places[4, 0] > 0 ? 1 : -1
        let other: Double = projection.places[2, 1] > 0 ? 1 : -1
        for n in 0..<5 {
            #expect(abs(sign * projection.places[n, 0] - t[n]) < 1e-9)
            #expect(abs(other * projection.places[n, 1] - across[n]) < 1e-9)
        }
        #expect(abs(projection.share - 1) < 1e-12)
        let tall = Matrix(stacking: [Matrix.identity(3), -Matrix.identity(3)])
        #expect(abs(principalComponents(tall).share - 2.0 / 3) < 1e-12)
    }

    @Test func vowelDistances() {
        // Vowels at 0 and 1, consonants at 10.
        let places: [Character: Double] = ["a": 0, "e": 0, "i": 0, "o": 0, "u": 1]
        let rows = Matrix(column: "abcdefghijklmnopqrstuvwxyz.".map { places[$0] ?? 10 })
        let distances = VowelDistances(rows)
        #expect(abs(distances.amongVowels - 0.4) < 1e-14)
        #expect(abs(distances.toConsonants - 9.8) < 1e-14)
    }

    @Test func listsThatAreNoNamesAreRefused() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            "names-\(UUID().uuidString).txt"
        ).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        func names(_ lines: [String]) throws -> Names {
            try lines.joined(separator: "\n").write(
                toFile: path, atomically: true, encoding: .utf8)
            return try Names([path])
        }
        let thousand = (0..<1000).map { n in
            letters([n / 26 / 26, n / 26 % 26, n % 26])
        }
        let all = try names(thousand + ["ABC ", "abc"])
        #expect(all.validation.count == 500 && all.train.count == 500)
        #expect(all.all.contains("abc"))
        for wrong in [
            ["mary", "anna"], thousand + ["o'neil"], thousand + ["zoë"],
            thousand + [String(repeating: "a", count: 31)],
        ] {
            #expect(throws: DataError.self) { try names(wrong) }
        }
    }
}

@Test func changedFilesOfLesson12() throws {
    try ChangedData.tables("names-female.txt", seed: 12) { path in
        let names = try Names([path])
        return NameBatch(names.train).characters > 0 && names.validation.count == 500
    }
}
