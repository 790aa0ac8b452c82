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
        y = oneHot([3, 0, 9, 3, 7, 5])
    }

    @Test(arguments: [0, 1, 2])
    func everyGradientIsTheNumericalOne(seed: Int) {
        let differences = checkGradients(seed: seed)
        #expect(differences.count == 5)
        for difference in differences { #expect(difference < 1e-7) }
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
            oneHot([2, 0])
                == Matrix([[0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]]))
        let scores = Matrix([[0, 5, 1], [2, 1, 0], [0, 0, 1], [3, 0, 0]])
        let truth = Matrix([[0, 1, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]])
        #expect(Lesson06HandwrittenDigits.accuracy(scores, truth) == 0.75)
        #expect(percent([1, 2, 3], [1, 2, 4]) == 200.0 / 3)
        #expect(grouped(3_136_000) == "3,136,000" && grouped(785) == "785")
    }

    @Test func anEpochIsTheLoopWrittenOut() {
        var random = RandomState(seed: 9)
        let x = random.randn(rows: 7, columns: 5)
        let labels = [0, 3, 3, 1, 9, 2, 0]
        let train: LabelledPictures = (x, labels)
        var batches = 0
        let network = trained(
            [5, 4, 10], train, learningRate: 0.01, batchSize: 3, epochs: 2, seed: 10
        ) { batches += 1 }
        #expect(batches == 6)
        var weights = RandomState(seed: 11)
        var order = RandomState(seed: 12)
        var other = Perceptron(sizes: [5, 4, 10], activation: .relu, random: &weights)
        var same = other
        var adam = Adam(learningRate: 0.01)
        var sums = (loss: 0.0, right: 0.0)
        let firstOrder = order.permutation(7)
        for (epoch, rows) in [firstOrder, order.permutation(7)].enumerated() {
            for batch in [rows[..<3], rows[3..<6], rows[6...]] {
                let trace = other.forward(x[rows: Array(batch)])
                let truth = Datasets.oneHot(batch.map { labels[$0] }, classes: 10)
                if epoch == 0 {
                    sums.loss += Layers.crossEntropy(trace.output, truth) * Double(batch.count)
                    sums.right += Layers.accuracy(trace.output, truth) * Double(batch.count)
                }
                let dz = (Layers.softmax(trace.output) - truth) / Double(batch.count)
                adam.update(&other.parameters, other.backward(trace, dz))
            }
        }
        for (a, b) in zip(network.parameters, other.parameters) { #expect((a - b).norm() < 1e-13) }
        var again = Adam(learningRate: 0.01)
        let told = trainEpoch(
            &same, &again, x, oneHot(labels), order: firstOrder, batchSize: 3)
        #expect(abs(told.loss - sums.loss / 7) < 1e-13)
        #expect(abs(told.accuracy - sums.right / 7) < 1e-13)
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
        #expect(abs(percent(byMeans, test.labels) - 79.4) < 1e-9)
        let byNeighbour = nearest(test.pictures, among: train.pictures)
        #expect(abs(percent(byNeighbour.map { train.labels[$0] }, test.labels) - 94.5) < 1e-9)
    }

    // MARK: The result

    @Test func confusionsAreCounted() {
        let counts = confusionCounts([1, 1, 1, 4, 4, 4, 9], [1, 7, 7, 4, 9, 9, 4])
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

    @Test func batchLossesAreThoseOfTheTraining() {
        var random = RandomState(seed: 9)
        let x = random.randn(rows: 20, columns: 784)
        let labels = (0..<20).map { $0 % 10 }
        let losses = batchLosses(
            x, oneHot(labels), softmax: Layers.softmax, loss: Layers.crossEntropy,
            learningRate: 0.01, batchSize: 8, seed: 3)
        var weights = RandomState(seed: 4)
        var order = RandomState(seed: 5)
        var network = Perceptron(sizes: [784, 128, 10], activation: .relu, random: &weights)
        var adam = Adam(learningRate: 0.01)
        let told = trainEpoch(
            &network, &adam, x, oneHot(labels), order: order.permutation(20), batchSize: 8)
        #expect(losses.count == 3)
        #expect(abs((8 * losses[0] + 8 * losses[1] + 4 * losses[2]) / 20 - told.loss) < 1e-12)
    }
}
