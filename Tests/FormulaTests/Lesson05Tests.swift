import Datasets
import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson05RedWine

struct Lesson05Tests {
    let wine: Examples

    init() throws {
        wine = try readExamples(nil, target: "quality")
    }

    // MARK: The network

    @Test(arguments: Loss.allCases)
    func everyParametersGradientIsTheNumericalOne(loss: Loss) {
        for (seed, width) in tries(0...400) {
            for y in [wine.raw.y[rows: 0..<10], wine.y[rows: 0..<10]] {
                let checks = checkGradient(
                    wine.x[rows: 0..<10], y, loss, width: width, seed: seed)
                #expect(checks.map(\.name).joined() == "dW₁db₁dW₂db₂dW₃db₃dW₄db₄")
                let isRight = checks.allSatisfy { $0.isRight }
                #expect(isRight, "\(loss), seed \(seed), \(width)")
                let corners = checks.reduce(0) { $0 + $1.corners }
                #expect(corners < 40 * width * width, "\(loss), seed \(seed), \(width)")
            }
        }
    }

    @Test func whatIsNoNumberStaysNone() {
        let d = meanAbsoluteErrorDerivative(
            Matrix(column: [.nan, 1, 0]), Matrix(column: [0, 1, 2]))
        #expect(d[0, 0].isNaN && d[1, 0] == 0 && d[2, 0] < 0)
        let one = Matrix(row: [1])
        let trace = forward(Matrix(row: [.nan]), [one, one, one, one])
        let gradients = backward(trace, one, [one, one, one, one])
        #expect(gradients[1][0, 0].isNaN && gradients[3] == one)
    }

    @Test func gradientChecksHaveSomethingToCheck() {
        var random = RandomState(seed: 1)
        let parameters = firstParameters([11, 6, 5, 4, 1], &random)
        let trace = forward(wine.x[rows: 0..<10], parameters)
        let dz = meanAbsoluteErrorDerivative(trace.predicted, wine.raw.y[rows: 0..<10])
        let gradients = backward(trace, dz, parameters)
        #expect(gradients.map(\.rows) == parameters.map(\.rows))
        #expect(gradients.map(\.columns) == parameters.map(\.columns))
        #expect(gradients.allSatisfy { $0.norm() > 0 })
    }

    @Test func forwardIsThePerceptronOfLayers() {
        var random = RandomState(seed: 1)
        var other = RandomState(seed: 1)
        let parameters = firstParameters([11, 6, 5, 1], &random)
        let network = Perceptron(sizes: [11, 6, 5, 1], activation: .relu, random: &other)
        #expect(parameters == network.parameters)
        #expect(named(parameters).map(\.name) == network.weights.map(\.name))
        #expect(predict(wine.xValidation, parameters) == network.forward(wine.xValidation).output)
    }

    @Test func aKnownNetworkAnswersAsByHand() {
        let parameters = [
            Matrix([[1, -1], [2, 0.5]]), Matrix(row: [0.5, -0.5]), Matrix(column: [2, 3]),
            Matrix(row: [0.25]),
        ]
        // z = (1 + 4 + 0.5, −1 + 1 − 0.5), of which the second is cut off.
        #expect(predict(Matrix(row: [1, 2]), parameters)[0, 0] == 2 * 5.5 + 0.25)
    }

    @Test func theNetworkHasTheArticlesSize() {
        var random = RandomState(seed: 1)
        let parameters = firstParameters([11, 512, 512, 512, 1], &random)
        #expect(parameters.reduce(0) { $0 + $1.values.count } == 531_969)
    }

    // MARK: The losses

    @Test func lossesHaveTheirKnownValues() {
        let predicted = Matrix(column: [3, -1, 0.5, 2])
        let y = Matrix(column: [1, -0.5, 0.5, 5])
        func isClose(_ value: Double, _ expected: Double) -> Bool { abs(value - expected) < 1e-15 }
        #expect(isClose(meanAbsoluteError(predicted, y), 1.375))
        #expect(isClose(Loss.mse(predicted, y), 3.3125))
        #expect(isClose(Loss.huber(predicted, y), 1.03125))
        #expect(isClose(Loss.signed(predicted, y), 0.375))
        #expect(
            Loss.mae.derivative(predicted, y) == Matrix(column: [0.25, -0.25, 0, -0.25]))
        #expect(Loss.mse.derivative(predicted, y) == Matrix(column: [1, -0.25, 0, -1.5]))
        #expect(Loss.huber.derivative(predicted, y) == Matrix(column: [0.25, -0.125, 0, -0.25]))
    }

    @Test(arguments: [Loss.mae, .mse, .huber, .signed])
    func derivativesAreNumericallyRight(loss: Loss) {
        let predicted = Matrix(column: [3, -1.2, 0.7, 2])
        let y = Matrix(column: [1.3, -0.5, 0.5, 5])
        let numerical = numericalGradient(at: predicted) { loss($0, y) }
        #expect(relativeDifference(loss.derivative(predicted, y), numerical) < 1e-9)
    }

    // MARK: The optimisers

    func walk(_ rule: Rule, steps: Int) -> [Matrix] {
        var random = RandomState(seed: 3)
        var parameters = [random.randn(rows: 2, columns: 3), random.randn(rows: 1, columns: 3)]
        var memory = Memory(parameters)
        for _ in 0..<steps {
            let gradients = parameters.map { random.randn(rows: $0.rows, columns: $0.columns) }
            update(&parameters, gradients, &memory, rule, learningRate: 0.03)
        }
        return parameters
    }

    func walkInLayers(_ optimizer: some Optimizer, steps: Int) -> [Matrix] {
        var optimizer = optimizer
        var random = RandomState(seed: 3)
        var parameters = [random.randn(rows: 2, columns: 3), random.randn(rows: 1, columns: 3)]
        for _ in 0..<steps {
            let gradients = parameters.map { random.randn(rows: $0.rows, columns: $0.columns) }
            optimizer.update(&parameters, gradients)
        }
        return parameters
    }

    @Test func rulesAreThoseOfLayers() {
        func close(_ a: [Matrix], _ b: [Matrix]) -> Bool {
            zip(a, b).allSatisfy { ($0 - $1).norm() < 1e-13 }
        }
        let rate = 0.03
        #expect(
            close(walk(.sgd, steps: 5), walkInLayers(GradientDescent(learningRate: rate), steps: 5))
        )
        #expect(
            close(walk(.rmsprop, steps: 5), walkInLayers(RMSprop(learningRate: rate), steps: 5)))
        #expect(close(walk(.adam, steps: 5), walkInLayers(Adam(learningRate: rate), steps: 5)))
    }

    @Test func rulesFollowTheirFormulas() {
        let gradients = [0.8, -0.3, 0.05]
        func walk(_ rule: Rule) -> [Double] {
            var w = [Matrix(row: [1.5])]
            var memory = Memory(w)
            return gradients.map { g in
                update(&w, [Matrix(row: [g])], &memory, rule, learningRate: 0.1)
                return w[0][0, 0]
            }
        }
        var (plain, rolling, scaled, both) = (1.5, 1.5, 1.5, 1.5)
        var (speed, square, m, v) = (0.0, 0.0, 0.0, 0.0)
        for (k, g) in gradients.enumerated() {
            plain -= 0.1 * g
            #expect(abs(walk(.sgd)[k] - plain) < 1e-14)
            speed = 0.9 * speed - 0.1 * g
            rolling += speed
            #expect(abs(walk(.momentum)[k] - rolling) < 1e-14)
            square = 0.9 * square + 0.1 * g * g
            scaled -= 0.1 * g / (square.squareRoot() + 1e-7)
            #expect(abs(walk(.rmsprop)[k] - scaled) < 1e-14)
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            let t = Double(k + 1)
            both -= 0.1 * (m / (1 - pow(0.9, t))) / ((v / (1 - pow(0.999, t))).squareRoot() + 1e-7)
            #expect(abs(walk(.adam)[k] - both) < 1e-14)
        }
    }

    @Test func theValleyIsDescendedAsComputedByHand() {
        let places = descendValley(.sgd, steps: 20)
        for k in 0...20 {
            let (flat, steep) = (pow(0.99, Double(k)), pow(0.75, Double(k)))
            #expect((places[rows: k..<(k + 1)] - Matrix(row: [flat, steep])).norm() < 1e-14)
        }
        #expect(valley(Matrix(row: [2, 1])) == 14.5)
        #expect((descendValley(.adam, steps: 1)[rows: 1..<2] - 0.99).norm() < 1e-8)
    }

    @Test func defaultLearningRatesAreTheLessons() {
        #expect(Rule.allCases.map(\.defaultLearningRate) == [0.01, 0.01, 0.0001, 0.001])
    }

    // MARK: Training

    @Test func trainingIsTheLoopWrittenOut() {
        var weights = RandomState(seed: 5)
        let training = train(
            wine, from: firstParameters([11, 3, 1], &weights),
            Settings(
                loss: .mse, rule: .sgd, learningRate: 0.1, batchSize: 500, epochs: 2, seed: 4))
        weights = RandomState(seed: 5)
        var order = RandomState(seed: 6)
        var network = Perceptron(sizes: [11, 3, 1], activation: .relu, random: &weights)
        var descent = GradientDescent(learningRate: 0.1)
        for epoch in 0..<2 {
            let shuffled = order.permutation(1119)
            var sum = 0.0
            for batch in [shuffled[..<500], shuffled[500..<1000], shuffled[1000...]] {
                let y = wine.y[rows: Array(batch)]
                let trace = network.forward(wine.x[rows: Array(batch)])
                sum += (trace.output - y).values.map { $0 * $0 }.reduce(0, +)
                descent.update(
                    &network.parameters,
                    network.backward(trace, Layers.meanSquaredErrorDerivative(trace.output, y)))
            }
            #expect(abs(training.loss[epoch] - sum / 1119) < 1e-13)
        }
        for (a, b) in zip(training.parameters, network.parameters) {
            #expect((a - b).norm() < 1e-13)
        }
        let output = network.forward(wine.xValidation).output
        #expect(
            abs(training.validationLoss[1] - Layers.meanSquaredError(output, wine.yValidation))
                < 1e-13)
    }

    @Test func everyEpochIsTold() {
        var told: [Training] = []
        var random = RandomState(seed: 1)
        let training = train(
            wine, from: firstParameters([11, 2, 1], &random),
            Settings(learningRate: 0.01, batchSize: 1119, epochs: 3)
        ) { told.append($0) }
        #expect(told.map(\.loss.count) == [1, 2, 3])
        #expect(told[2].loss == training.loss && told[2].parameters == training.parameters)
        #expect(told[1].validationLoss == Array(training.validationLoss[..<2]))
        #expect(training.loss[2] < training.loss[0])
    }

    @Test func comparisonsTrainWhatIsNotThereYet() {
        var random = RandomState(seed: 1)
        let first = firstParameters([11, 2, 1], &random)
        let settings = Settings(learningRate: 0.02, batchSize: 1119, epochs: 2)
        // The training that is there is wrong, to be told from one that is done again.
        var done = train(wine, from: first, settings)
        done.validationLoss = [7, 7]
        let (byRule, byLoss) = (
            trainByEachRule(wine, from: first, done: done),
            trainOnEachLoss(wine, from: first, done: done)
        )
        #expect(byRule.map(\.settings.rule) == [.sgd, .momentum, .rmsprop, .adam])
        #expect(byRule.map(\.settings.learningRate) == [0.01, 0.01, 0.0001, 0.02])
        #expect(byRule[3].validationLoss == [7, 7])
        #expect(byRule[0].loss == train(wine, from: first, byRule[0].settings).loss)
        #expect(byLoss.map(\.settings.loss) == [.mae, .mse, .huber])
        #expect(byLoss[0].validationLoss == [7, 7] && byLoss[1].loss.count == 2)
        #expect(byLoss.allSatisfy { $0.settings.learningRate == 0.02 && $0.settings.rule == .adam })
    }

    // MARK: Mistakes

    @Test func theSignedErrorHasNoLeastValue() {
        var random = RandomState(seed: 1)
        let first = firstParameters([11, 2, 1], &random)
        let signed = train(wine, from: first, Settings(loss: .signed, epochs: 3)).validationLoss
        #expect(signed[1] < signed[0] && signed[2] < signed[1])
        #expect(!Loss.allCases.contains(.signed))
    }

    // MARK: The data and the baselines

    @Test func theSplitIsPandas() {
        #expect(Array(wine.trainingRows.prefix(5)) == [236, 833, 424, 982, 1155])
        #expect(wine.x.rows == 1119 && wine.xValidation.rows == 480 && wine.x.columns == 11)
        #expect(wine.inputs.first == "fixed acidity" && wine.inputs.last == "alcohol")
        #expect(wine.raw.x[0, 0] == 7.2 && wine.raw.y[0, 0] == 6)
    }

    @Test func scalingUsesTheTrainingWinesAlone() {
        for j in 0..<11 {
            #expect(wine.x[column: j].min() == 0 && wine.x[column: j].max() == 1)
        }
        #expect(wine.y == (wine.raw.y - 3) / 5)
        #expect(wine.yValidation == (wine.raw.yValidation - 3) / 5)
        #expect((wine.unscaled(wine.y) - wine.raw.y).norm() < 1e-12)
        #expect(wine.range == 5)
        let low = wine.raw.x[column: 10].min()!
        let high = wine.raw.x[column: 10].max()!
        let expected = (wine.raw.xValidation[7, 10] - low) / (high - low)
        #expect(abs(wine.xValidation[7, 10] - expected) < 1e-15)
    }

    @Test func baselinesHaveTheirKnownErrors() {
        #expect(wine.score(always: median(wine.raw.y.values)).mae == 0.61875)
        #expect(abs(wine.score(always: wine.raw.y.mean()).mae - 0.6684) < 5e-5)
        let line = leastSquares(wine.raw.x, wine.raw.y)
        let answers = matmul(wine.raw.xValidation, line.w) + line.b
        #expect(abs(wine.score(answers).mae - 0.50405) < 5e-6)
    }

    @Test func mediansAndScores() {
        #expect(median([3, 1, 2]) == 2 && median([4, 1, 3, 2]) == 2.5)
        let score = Score(Matrix(column: [5, 6.5, 4, 8]), Matrix(column: [5, 6, 5, 5]), range: 5)
        #expect(score.mae == 4.5 / 4 && score.within == 0.5)
        #expect(abs(score.rmse - (10.25 / 4).squareRoot()) < 1e-15)
        #expect(plain(11) == "11" && plain(0.76) == "0.76")
    }

    /// Another table than the wines: its sizes are its own, and a column called Id is left out.
    @Test func aTableOfOnesOwn() throws {
        let folder = try temporaryFolder()
        let rows = (0..<20).map { "\($0),\(2 * $0),7,\(3 * $0)" }
        let path = try write(["size,Id,constant,price"] + rows, in: folder)
        let examples = try readExamples(path, target: "price")
        #expect(examples.inputs == ["size", "constant"] && examples.target == "price")
        #expect(examples.x.rows == 14 && examples.xValidation.rows == 6)
        #expect(examples.noun == "rows" && examples.unit == "units of price")
        let line = leastSquares(examples.raw.x, examples.raw.y)
        #expect(abs(line.w[0, 0] - 3) < 1e-9 && line.w[1, 0] == 0 && abs(line.b) < 1e-9)
        for bad in [
            ["size,price"] + (0..<9).map { "\($0),1" }, ["price"] + (0..<20).map { "\($0)" },
            ["size,price"] + (0..<20).map { "\($0),x" },
        ] {
            let path = try write(bad, in: folder)
            #expect(throws: DataError.self) { _ = try readExamples(path, target: "price") }
        }
        #expect(throws: DataError.self) { _ = try readExamples(path, target: "quality") }
    }

    func temporaryFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    func write(_ lines: [String], in folder: URL) throws -> String {
        let file = folder.appendingPathComponent("table.csv")
        try (lines.joined(separator: "\n") + "\n").write(
            to: file, atomically: true, encoding: .utf8)
        return file.path
    }
}

@Test func changedFilesOfLesson05() throws {
    try ChangedData.tables("winequality-red.csv", separator: ";", seed: 5) { path in
        let wine = try readExamples(path, target: "quality")
        _ = leastSquares(wine.raw.x, wine.raw.y)
        return wine.x.isFinite && wine.y.isFinite && wine.xValidation.rows > 0
    }
}
