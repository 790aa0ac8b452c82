import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson08Overfitting

@Suite("Lesson 08: over- and underfitting")
struct Lesson08OverfittingTests {
    // MARK: Polynomials

    @Test("powers of x, a row per x")
    func powersOfX() {
        #expect(powers([2, -1], degree: 3) == Matrix([[1, 2, 4, 8], [1, -1, 1, -1]]))
        #expect(median([3, 1, 2]) == 2)
        #expect(median([4, 1, 2, 3]) == 2.5)
    }

    @Test("a polynomial's own points give its weights back")
    func exactFit() {
        let x = evenly(from: -1, through: 1, count: 7)
        let points = Sample(x: x, y: x.map { 1 - 2 * $0 + 3 * $0 * $0 })
        let weights = fit(points, degree: 2)
        #expect((weights - Matrix(column: [1, -2, 3])).norm() < 1e-12)
        #expect(rootMeanSquaredError(weights, points) < 1e-12)
        #expect(abs(heights(weights, at: [2])[0] - 9) < 1e-12)
        let moved = Sample(x: points.x, y: points.y.map { $0 + 0.5 })
        #expect(abs(rootMeanSquaredError(weights, moved) - 0.5) < 1e-12)
    }

    @Test("ridge makes the derivative of Σ (ŷ − y)² + λ Σ w² zero")
    func ridge() {
        var random = RandomState(seed: 4)
        let points = sample(at: evenly(from: -1, through: 1, count: 12), &random)
        let lambda = 0.3
        let w = fit(points, degree: 5, lambda: lambda)
        let a = powers(points.x, degree: 5)
        let gradient =
            2 * matmul(transposed: a, matmul(a, w) - Matrix(column: points.y)) + 2 * lambda * w
        #expect(gradient.norm() < 1e-12)
        #expect(w.norm() < fit(points, degree: 5).norm())
    }

    @Test("gradient descent follows the mean squared error's gradient")
    func descent() {
        var random = RandomState(seed: 4)
        let points = sample(at: evenly(from: -1, through: 1, count: 9), &random)
        let start = Matrix(rows: 3, columns: 1)
        let gradient = numericalGradient(at: start) { w in
            let error = rootMeanSquaredError(w, points)
            return error * error
        }
        let one = descend(points, degree: 2, learningRate: 0.1, steps: 1)
        #expect((one + 0.1 * gradient).norm() < 1e-9)
        let long = descend(points, degree: 2, learningRate: 0.3, steps: 5000)
        #expect((long - fit(points, degree: 2)).norm() < 1e-9)
    }

    @Test("points: the noise of 20, 200 and 2,000, then the new places, then their noise")
    func draws() {
        let set = PointSet(seed: 6)
        var random = RandomState(seed: 6)
        let noise = random.randn(rows: 2220, columns: 1).values
        #expect(set.few.x == evenly(from: -1, through: 1, count: 20))
        for k in 0..<20 {
            #expect(abs(set.few.y[k] - sin(.pi * set.few.x[k]) - 0.2 * noise[k]) < 1e-14)
        }
        #expect(abs(set.veryMany.y[1999] - 0.2 * noise[2219]) < 1e-12)
        let places = random.uniform(-1, 1, rows: 1000, columns: 1).values
        #expect(set.new.x == places)
        #expect(abs(set.new.y[0] - sin(.pi * places[0]) - 0.2 * random.randn()) < 1e-14)
    }

    @Test("the figures of twenty sets: overfitting, ridge, more data, underfitting")
    func figures() {
        let sets = (0..<20).map { PointSet(seed: $0) }
        func error(_ weights: (PointSet) -> Matrix) -> (known: Double, new: Double) {
            let errors = FitErrors("", sets) { (weights($0), $0.few) }
            return (median(errors.known), median(errors.new))
        }
        let one = error { fit($0.few, degree: 1) }
        let three = error { fit($0.few, degree: 3) }
        let fifteen = error { fit($0.few, degree: 15) }
        #expect(abs(one.known - 0.534) < 0.03 && abs(one.new - 0.497) < 0.02)
        #expect(abs(three.known - 0.186) < 0.02 && abs(three.new - 0.225) < 0.01)
        #expect(abs(fifteen.known - 0.087) < 0.02 && abs(fifteen.new - 0.519) < 0.05)
        #expect(abs(error { fit($0.few, degree: 15, lambda: 0.01) }.new - 0.226) < 0.01)
        #expect(abs(error { fit($0.many, degree: 15) }.new - 0.208) < 0.005)
        #expect(error { fit($0.veryMany, degree: 1) }.new > 0.45)
    }

    // MARK: Dropout and L2

    @Test("a mask is 0 with the given rate and else 1 / (1 − rate)")
    func mask() {
        var random = RandomState(seed: 3)
        let mask = dropoutMask(rows: 100, columns: 100, rate: 0.7, &random)
        #expect(mask.values.allSatisfy { $0 == 0 || abs($0 - 1 / 0.3) < 1e-12 })
        let dropped = mask.values.filter { $0 == 0 }.count
        #expect(abs(dropped - 7000) < 150)
        #expect(abs(mask.mean() - 1) < 0.05)
        random = RandomState(seed: 3)
        #expect((mask[0, 0] == 0) == (random.randomSample() < 0.7))
        #expect((mask[0, 1] == 0) == (random.randomSample() < 0.7))
    }

    @Test("gradients with a mask and a penalty agree with central differences")
    func gradients() {
        for (seed, width) in tries(0...400) {
            let checked = Lesson08Overfitting.checkGradient(width: width, seed: seed)
            #expect(checked.count == 5)
            for row in checked.prefix(4) {
                #expect(row.isRight, "\(row.name), seed \(seed), \(width)")
            }
            #expect(checked[4].difference > 0.01)
        }
    }

    @Test("without mask and penalty the network is lesson 06's")
    func plain() {
        var random = RandomState(seed: 2)
        let network = Perceptron(sizes: [5, 4, 3], activation: .relu, random: &random)
        let x = random.randn(rows: 6, columns: 5)
        let y = Matrix(rows: 6, columns: 3) { i, j in i % 3 == j ? 1 : 0 }
        let trace = forward(x, network.parameters)
        #expect(trace.z2 == network.forward(x).output)
        let dz2 = (softmax(trace.z2) - y) / 6
        let expected = network.backward(network.forward(x), dz2)
        for (a, b) in zip(backward(trace, dz2, network.parameters, lambda: 0), expected) {
            #expect((a - b).norm() < 1e-14)
        }
    }

    @Test("the penalty is λ times all squared weights, no biases")
    func penalties() {
        let parameters = [
            Matrix([[1, 2]]), Matrix(row: [50, 50]), Matrix(column: [3, -1]), Matrix(row: [50]),
        ]
        #expect(penalty(parameters, lambda: 0.1) == 1.5)
    }

    // MARK: Wrong labels and training

    @Test("so many per cent of every 500 labels are wrong, and only these")
    func wrongLabels() {
        let labels = (0..<1000).map { $0 % 10 }
        var random = RandomState(seed: 8)
        let wrong = withWrongLabels(labels, percent: 20, random: &random)
        for part in [0..<500, 500..<1000] {
            #expect(part.filter { wrong[$0] != labels[$0] }.count == 100)
        }
        #expect(wrong.min() == 0 && wrong.max() == 9)
        random = RandomState(seed: 8)
        let first = random.permutation(500)[0]
        #expect(wrong[first] == (labels[first] + random.randint(1, 10)) % 10)
        random = RandomState(seed: 8)
        #expect(withWrongLabels(labels, percent: 0, random: &random) == labels)
    }

    /// 1,000 known pictures of 6 pixels, 8 to validate and 8 to test.
    func smallDigits() -> Digits {
        var random = RandomState(seed: 12)
        func pictures() -> Pictures {
            Pictures(
                x: random.randomSample(rows: 8, columns: 6),
                y: Matrix(rows: 8, columns: 10) { i, j in i == j ? 1 : 0 })
        }
        return Digits(
            pictures: random.randomSample(rows: 1000, columns: 6),
            labels: (0..<1000).map { $0 % 10 }, validation: pictures(), test: pictures())
    }

    let settings = Settings(
        learningRate: 0.01, batchSize: 300, hidden: 20, epochs: 2, wrongLabels: 20, seed: 5)

    @Test("a training by hand: labels, order, dropout, penalty, Adam")
    func training() {
        let digits = smallDigits()
        let training = train(
            Method(name: "all", lambda: 0.02, dropout: 0.3), digits, settings)
        let labels = digits.mislabelled(settings)
        var random = RandomState(seed: 6)
        var order = RandomState(seed: 7)
        var dropped = RandomState(seed: 8)
        var parameters = Perceptron(
            sizes: [6, 20, 10], activation: .relu, random: &random
        ).parameters
        var adam = Adam(learningRate: 0.01)
        for epoch in 0..<2 {
            let shuffled = order.permutation(500)
            var loss = 0.0
            var right = 0.0
            for rows in [Array(shuffled[..<300]), Array(shuffled[300...])] {
                let mask = dropoutMask(rows: rows.count, columns: 20, rate: 0.3, &dropped)
                let trace = forward(digits.pictures[rows: rows], parameters, mask: mask)
                let y = Matrix(rows: rows.count, columns: 10) { i, j in
                    labels[rows[i]] == j ? 1 : 0
                }
                loss += crossEntropy(trace.z2, y) * Double(rows.count)
                right += accuracy(trace.z2, y) * Double(rows.count)
                let dz2 = (softmax(trace.z2) - y) / Double(rows.count)
                adam.update(&parameters, backward(trace, dz2, parameters, lambda: 0.02))
            }
            #expect(abs(training.loss[epoch] - loss / 500) < 1e-12)
            #expect(abs(training.accuracy[epoch] - right / 500) < 1e-12)
            let validation = evaluate(parameters, digits.validation)
            #expect(training.validationLoss[epoch] == validation.loss)
            #expect(training.validationAccuracy[epoch] == validation.accuracy)
        }
        #expect(training.parameters == parameters)
    }

    @Test("1,000 pictures are seen half as often")
    func moreData() {
        let training = train(Method(name: "more", pictures: 1000), smallDigits(), settings)
        #expect(training.loss.count == 1)
        let known = smallDigits().known(1000, settings)
        #expect(known.x == smallDigits().pictures)
        #expect(known.y.indexOfMaximumInRows() == smallDigits().mislabelled(settings))
    }

    @Test("early stopping returns to the lowest loss before five epochs without a new one")
    func earlyStopping() {
        var settings = settings
        settings.epochs = 40
        settings.learningRate = 0.05
        settings.hidden = 128
        settings.seed = 1
        let digits = smallDigits()
        let long = train(Method(name: "nothing"), digits, settings)
        var best = 0
        for k in 1..<40 where k <= best + 5 {
            if long.validationLoss[k] < long.validationLoss[best] { best = k }
        }
        #expect(long.bestEpoch == best + 1)
        #expect(best < 34)
        settings.epochs = long.bestEpoch
        let short = train(Method(name: "nothing"), digits, settings)
        #expect(long.bestParameters == short.parameters)
    }

    @Test("wrong labels count as learnt when the network gives them back")
    func learnt() {
        let parameters = [
            Matrix.identity(2), Matrix(row: [0, 0]), Matrix.identity(2), Matrix(row: [0, 0]),
        ]
        var digits = smallDigits()
        digits.pictures = Matrix([[1, 0], [0, 1], [1, 0], [0, 1]])
        digits.labels = [1, 1, 0, 0]
        #expect(wrongLabelsLearnt(parameters, digits, [0, 1, 1, 1], [0, 2, 3]) == 2)
        #expect(wrongLabelsLearnt(parameters, digits, [1, 1, 0, 0], []) == 0)
    }

    @Test("outcomes: early stopping comes from the trainings of the first method")
    func comparison() {
        let digits = smallDigits()
        var random = RandomState(seed: 3)
        let networks = (0..<3).map { _ in
            Perceptron(sizes: [6, 4, 10], activation: .relu, random: &random).parameters
        }
        let nothing = Training(parameters: networks[0], bestParameters: networks[1])
        let other = Training(parameters: networks[2], bestParameters: networks[0])
        let all = outcomes(
            [Method(name: "nothing"), Method(name: "L2")], [[nothing, other]], digits)
        #expect(all.map(\.name) == ["nothing", "early stopping", "L2"])
        let tests = networks.map { evaluate($0, digits.test) }
        #expect(all.map { $0.losses[0] } == [tests[0].loss, tests[1].loss, tests[2].loss])
        #expect(all[1].accuracies == [tests[1].accuracy])
    }

    // MARK: Hyper-parameters

    @Test("a grid tries every pair, and the best is chosen by the validation pictures")
    func search() {
        let digits = smallDigits()
        let grid = gridSearch(rates: [0.01, 0.1], sizes: [3, 7], digits, settings)
        #expect(grid.map(\.hidden) == [3, 3, 7, 7])
        #expect(grid.map(\.learningRate) == [0.01, 0.1, 0.01, 0.1])
        var fourth = settings
        fourth.learningRate = 0.1
        fourth.hidden = 7
        let parameters = train(Method(name: "nothing"), digits, fourth).parameters
        #expect(grid[3].validation == evaluate(parameters, digits.validation).accuracy)
        #expect(grid[3].test == evaluate(parameters, digits.test).accuracy)
        let trials = [0.2, 0.6, 0.6, 0.1].enumerated().map { k, accuracy in
            Trial(learningRate: 0, hidden: k, validation: accuracy, test: 1 - accuracy)
        }
        #expect(chosen(trials).hidden == 1)
    }

    @Test("random trials: the logarithms are uniform")
    func randomTrials() {
        var quick = settings
        quick.epochs = 1
        let trials = randomSearch(2, smallDigits(), quick)
        var random = RandomState(seed: 10)
        for trial in trials {
            #expect(abs(log10(trial.learningRate) - random.uniform(-4, -1.5)) < 1e-12)
            #expect(trial.hidden == Int(exp2(random.uniform(2, 7)).rounded()))
        }
    }

    @Test("trials have the accuracy of the NumPy version")
    func searchAsInNumPy() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../Reference/lesson08-search.csv")
        let expected = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .dropFirst().map { line in line.split(separator: ",").map { Double(String($0))! } }
        let settings = Settings(
            learningRate: 0, batchSize: 32, hidden: 0, epochs: 10, wrongLabels: 20, seed: 0)
        let digits = try readDigits()
        let trials =
            gridSearch(rates: [0.003, 0.01], sizes: [4], digits, settings)
            + randomSearch(2, digits, settings)
        for (trial, row) in zip(trials, [expected[3], expected[4], expected[36], expected[37]]) {
            #expect(abs(trial.learningRate - row[1]) < 1e-12 && Double(trial.hidden) == row[2])
            #expect(abs(trial.validation - row[3]) < 1e-12 && abs(trial.test - row[4]) < 1e-12)
        }
    }
}

@Test func changedFilesOfLesson08() throws {
    try ChangedData.digits(seed: 8, sizes: [1010], count: max(8, ChangedData.count / 10)) {
        let digits = try Lesson08Overfitting.readDigits($0)
        return digits.pictures.rows == 1000 && digits.validation.x.rows == 500
            && digits.test.y.rows == 500
    }
}
