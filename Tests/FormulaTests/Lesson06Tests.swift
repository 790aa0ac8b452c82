import Datasets
import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson06HandwrittenDigits

struct Lesson06Tests {
    let z: Matrix
    let y: Matrix

    init() {
        var random = RandomState(seed: 2)
        z = 3 * random.randn(rows: 6, columns: 10)
        y = Lesson06HandwrittenDigits.oneHot([3, 0, 9, 3, 7, 5])
    }

    @Test func everyGradientIsTheNumericalOne() {
        for (seed, width) in tries(0...400) {
            let checks = Lesson06HandwrittenDigits.checkGradient(width: width, seed: seed)
            #expect(checks.map(\.name) == ["dz", "dW₁", "db₁", "dW₂", "db₂"])
            for check in checks { #expect(check.isRight, "\(check.name), seed \(seed), \(width)") }
        }
    }

    @Test func theScoresGradientIsPMinusY() {
        let numerical = numericalGradient(at: z) { Lesson06HandwrittenDigits.crossEntropy($0, y) }
        let byHand = Lesson06HandwrittenDigits.backward(Lesson06HandwrittenDigits.softmax(z), y)
        #expect(relativeDifference(byHand, numerical) < 1e-8)
        #expect(byHand.rowSums().norm() < 1e-15)
    }

    @Test func softmaxHasItsKnownValues() {
        let p = Lesson06HandwrittenDigits.softmax(Matrix([[1, 2, 3], [0, 0, 0]]))
        let expected = Matrix([
            [0.09003057317038046, 0.24472847105479764, 0.6652409557748218],
            [1.0 / 3, 1.0 / 3, 1.0 / 3],
        ])
        #expect((p - expected).norm() < 1e-15)
        #expect((Lesson06HandwrittenDigits.softmax(z) - Layers.softmax(z)).norm() < 1e-15)
        #expect((Lesson06HandwrittenDigits.softmax(z).rowSums() - 1).norm() < 1e-14)
    }

    @Test func largeScoresDontOverflow() {
        let large = Matrix([[1000, 999, 998], [-1000, -1001, -1002]])
        let p = Lesson06HandwrittenDigits.softmax(large)
        let small = Lesson06HandwrittenDigits.softmax(Matrix([[2, 1, 0], [2, 1, 0]]))
        #expect((p - small).norm() < 1e-14)
        let right = Matrix([[0, 1, 0], [0, 1, 0]])
        #expect(
            abs(Lesson06HandwrittenDigits.crossEntropy(large, right) - 1.4076059644443804) < 1e-12)
        #expect(
            Lesson06HandwrittenDigits.crossEntropy(Matrix([[0, 5000]]), Matrix([[1, 0]])) == 5000)
    }

    @Test func crossEntropyIsMinusTheMeanLogarithm() {
        let p = Lesson06HandwrittenDigits.softmax(z)
        let labels = [3, 0, 9, 3, 7, 5]
        let logs = labels.enumerated().map { i, label in -log(p[i, label]) }
        #expect(abs(Lesson06HandwrittenDigits.crossEntropy(z, y) - logs.reduce(0, +) / 6) < 1e-13)
        #expect(
            abs(Lesson06HandwrittenDigits.crossEntropy(z, y) - Layers.crossEntropy(z, y)) < 1e-13)
    }

    @Test func oneHotAndAccuracy() {
        #expect(
            Lesson06HandwrittenDigits.oneHot([2, 0])
                == Matrix([[0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]]))
        let scores = Matrix([[0, 5, 1], [2, 1, 0], [0, 0, 1], [3, 0, 0]])
        let truth = Matrix([[0, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]])
        #expect(Lesson06HandwrittenDigits.accuracy(scores, truth) == 0.75)
        #expect(Lesson06HandwrittenDigits.accuracy([1, 2, 3], [1, 2, 4]) == 2.0 / 3)
    }

    let settings = Settings(learningRate: 0.01, batchSize: 3, epochs: 2, seed: 10)

    @Test func aTrainingIsTheLoopWrittenOut() {
        var random = RandomState(seed: 9)
        let x = random.randn(rows: 7, columns: 5)
        let labels = [0, 3, 3, 1, 9, 2, 0]
        let test: LabelledPictures = (random.randn(rows: 4, columns: 5), [5, 0, 3, 9])
        var (batchCount, told) = (0, [Int]())
        let training = train(
            firstNetwork([5, 4, 10], seed: 10),
            Digits(train: (x, labels), test: test, source: ""), settings,
            afterBatch: { batchCount += 1 }, afterEpoch: { told.append($0.loss.count) })
        #expect(batchCount == 6 && told == [1, 2])
        var weights = RandomState(seed: 11)
        var order = RandomState(seed: 12)
        var other = Perceptron(sizes: [5, 4, 10], activation: .relu, random: &weights)
        var adam = Adam(learningRate: 0.01)
        for epoch in 0..<2 {
            let rows = order.permutation(7)
            var (loss, right) = (0.0, 0.0)
            for batch in [rows[..<3], rows[3..<6], rows[6...]] {
                let trace = other.forward(x[rows: Array(batch)])
                let truth = Datasets.oneHot(batch.map { labels[$0] }, classes: 10)
                loss += Layers.crossEntropy(trace.output, truth) * Double(batch.count)
                right += Layers.accuracy(trace.output, truth) * Double(batch.count)
                let dz = (Layers.softmax(trace.output) - truth) / Double(batch.count)
                adam.update(&other.parameters, other.backward(trace, dz))
            }
            let truth = Datasets.oneHot(test.labels, classes: 10)
            let scores = other.predict(test.pictures)
            #expect(abs(training.loss[epoch] - loss / 7) < 1e-13)
            #expect(abs(training.accuracy[epoch] - right / 7) < 1e-13)
            #expect(
                abs(training.validationLoss[epoch] - Layers.crossEntropy(scores, truth)) < 1e-13)
            #expect(training.validationAccuracy[epoch] == Layers.accuracy(scores, truth))
        }
        for (a, b) in zip(training.network.parameters, other.parameters) {
            #expect((a - b).norm() < 1e-13)
        }
    }

    @Test func noEpochLeavesTheNetworkAsItIs() {
        var none = settings
        none.epochs = 0
        let set: LabelledPictures = (Matrix([[1, 2]]), [3])
        let first = firstNetwork([2, 3, 10], seed: 1)
        let training = train(first, Digits(train: set, test: set, source: ""), none)
        #expect(training.network.parameters == first.parameters && training.loss.isEmpty)
    }

    // MARK: Baselines

    @Test(arguments: [1, 4, 100])
    func theNearestIsTheNearest(block: Int) {
        var random = RandomState(seed: 4)
        let pictures = random.randn(rows: 12, columns: 5)
        let known = random.randn(rows: 9, columns: 5)
        let expected = (0..<12).map { i in
            (0..<9).min {
                (pictures[rows: [i]] - known[rows: [$0]]).norm()
                    < (pictures[rows: [i]] - known[rows: [$1]]).norm()
            }!
        }
        #expect(nearest(pictures, among: known, block: block) == expected)
        let twice = Matrix(stacking: [known, known])
        #expect(nearest(pictures, among: twice, block: block) == expected)
    }

    @Test func meansOfTheClassesThatOccur() {
        let (means, classes) = meanPictures((Matrix([[1, 2], [3, 4], [5, 8]]), [7, 2, 7]))
        #expect(classes == [2, 7])
        #expect(means == Matrix([[3, 4], [3, 5]]))
    }

    @Test func simpleWaysReachTheirKnownAccuracies() throws {
        let (train, test) = try smallMNISTSplit()
        let (means, classes) = meanPictures(train)
        let byMeans = nearest(test.pictures, among: means).map { classes[$0] }
        #expect(Lesson06HandwrittenDigits.accuracy(byMeans, test.labels) == 0.794)
        let byNeighbour = nearest(test.pictures, among: train.pictures).map { train.labels[$0] }
        #expect(Lesson06HandwrittenDigits.accuracy(byNeighbour, test.labels) == 0.945)
    }

    // MARK: The result

    @Test func confusionsAreCounted() {
        let counts = Lesson06HandwrittenDigits.confusion(
            [1, 1, 1, 4, 4, 4, 9], [1, 7, 7, 4, 9, 9, 4])
        #expect(counts[1, 7] == 2 && counts[1, 1] == 1 && counts[4, 9] == 2 && counts[9, 4] == 1)
        #expect(counts.sum() == 7)
        let most = mostOftenMixed(counts)
        #expect(most.truth == 1 && most.answer == 7 && most.count == 2)
    }

    // MARK: Mistakes

    @Test func theSortedPartIsSorted() {
        let part = sortedPart(of: (Matrix(column: [10, 20, 30, 40]), [5, 1, 5, 0]))
        #expect(part.labels == [0, 1, 5, 5])
        #expect(part.pictures == Matrix(column: [40, 20, 10, 30]))
    }

    @Test func theNaiveFormulasBreakWhereTheLessonSays() {
        #expect((naiveSoftmax(z) - Lesson06HandwrittenDigits.softmax(z)).norm() < 1e-14)
        #expect(
            abs(
                naiveCrossEntropy(naiveSoftmax(z), y) - Lesson06HandwrittenDigits.crossEntropy(z, y)
            ) < 1e-12)
        #expect(naiveSoftmax(Matrix(row: [709, 708, 707])).isFinite)
        #expect(naiveSoftmax(Matrix(row: [710, 709, 708]))[0, 0].isNaN)
        #expect(exp(Float(88)).isFinite && exp(Float(89)) == .infinity)
    }

    @Test func aFileThatIsSortedLosesTheLastClasses() throws {
        let labels = (0..<10).flatMap { [$0, $0] }
        let all: LabelledPictures = (
            Matrix(rows: 20, columns: 1) { i, _ in Double(i) }, labels.reversed()
        )
        let sorted = try sortedDigits("folder", Digits(train: all, test: all, source: ""))
        #expect(sorted.train.labels == (0..<8).flatMap { [$0, $0] })
        #expect(sorted.test.labels == [8, 8, 9, 9] && sorted.test.pictures[0, 0] == 2)
    }

    @Test func batchLossesAreThoseOfTheTraining() {
        var random = RandomState(seed: 9)
        let x = random.randn(rows: 20, columns: 784)
        let train: LabelledPictures = (x, (0..<20).map { $0 % 10 })
        let digits = Digits(train: train, test: train, source: "")
        let settings = Settings(learningRate: 0.01, batchSize: 8, epochs: 1, seed: 3)
        let losses = batchLosses(digits, settings, Layers.softmax, Layers.crossEntropy)
        var faster = settings
        faster.learningRate = 0.1
        let bright: LabelledPictures = (255 * x, train.labels)
        let told = Lesson06HandwrittenDigits.train(
            firstNetwork([784, 128, 10], seed: 3),
            Digits(train: bright, test: bright, source: ""), faster)
        #expect(losses.count == 3)
        let mean = (8 * losses[0] + 8 * losses[1] + 4 * losses[2]) / 20
        #expect(abs(mean - told.loss[0]) < 1e-9 * mean)
    }
}

@Test func changedFilesOfLesson06() throws {
    try ChangedData.digits(seed: 6) { folder in
        let digits = try Lesson06HandwrittenDigits.readDigits(folder)
        let sorted = try sortedDigits(folder, digits)
        return [0, 1].contains(digits.train.pictures.max()) && !sorted.test.labels.isEmpty
    }
}
