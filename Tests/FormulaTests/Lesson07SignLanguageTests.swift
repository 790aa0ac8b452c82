import Datasets
import Layers
import Matrices
import Testing

@testable import Lesson07SignLanguage

@Suite("Lesson 07: sign language")
struct Lesson07SignLanguageTests {
    @Test("labels without 9 become the columns 0 to 23")
    func columns() {
        #expect(signLabels.map(column) == Array(0..<24))
        #expect(letter(0) == "A" && letter(8) == "I" && letter(10) == "K" && letter(24) == "Y")
        #expect(signLabels.map(letter) == signLetters.map(String.init))
        let two: LabelledPictures = (Matrix(rows: 2, columns: 1), [2, 24])
        let y = Letters(train: two, validation: two, source: "").y
        #expect(y.columns == 24)
        #expect(y[0, 2] == 1 && y[1, 23] == 1 && y.sum() == 2)
    }

    @Test("the article's encoding loses Y and leaves column 9 empty")
    func asInTheArticle() {
        let y = oneHotAsInTheArticle(signLabels)
        #expect(y.columns == 24)
        #expect(y.rowSums() == Matrix(column: Array(repeating: 1, count: 23) + [0]))
        #expect(y.columnSums()[0, 9] == 0 && y[9, 10] == 1)
    }

    @Test("676,888 parameters, from RandomState(seed + 1)")
    func network() {
        let network = firstNetwork(seed: 4)
        #expect(network.parameters.map { $0.values.count }.reduce(0, +) == 676_888)
        var random = RandomState(seed: 5)
        let expected = glorotUniform(784, 512, &random)
        #expect(network.parameters[0] == expected)
        #expect(network.activation == .relu)
    }

    /// A network 6-5-4-24 away from its first values, with eight pictures and their letters.
    func example() -> (network: Perceptron, x: Matrix, columns: [Int]) {
        var random = RandomState(seed: 1)
        var network = Perceptron(sizes: [6, 5, 4, 24], activation: .relu, random: &random)
        for k in network.parameters.indices {
            let p = network.parameters[k]
            network.parameters[k] += 0.5 * random.randn(rows: p.rows, columns: p.columns)
        }
        return (network, random.randn(rows: 8, columns: 6), [0, 3, 23, 9, 8, 3, 17, 1])
    }

    @Test("every parameter's gradient agrees with central differences")
    func gradients() {
        let (network, x, columns) = example()
        let y = oneHot(columns, classes: 24)
        let trace = network.forward(x)
        let gradients = network.backward(trace, backward(softmax(trace.output), y))
        for k in gradients.indices {
            let numerical = numericalGradient(at: network.parameters[k]) { p in
                var moved = network
                moved.parameters[k] = p
                return crossEntropy(moved.forward(x).output, y)
            }
            #expect(relativeDifference(gradients[k], numerical) < 1e-7, "parameter \(k)")
        }
    }

    @Test("rows without a 1 have no cost and no gradient, the others as always")
    func emptyRows() {
        let (network, x, _) = example()
        let z = network.forward(x).output
        let y = oneHotAsInTheArticle([0, 24, 5, 24, 10, 11, 24, 23])
        let dz = emptyRowsBackward(softmax(z), y)
        let numerical = numericalGradient(at: z) { z in
            let p = softmax(z)
            return -(y * log(p)).sum() / 8
        }
        #expect(relativeDifference(dz, numerical) < 1e-7)
        #expect(dz[row: 1] == Array(repeating: 0, count: 24))
    }

    @Test("d falls from 1: at once, evenly, along a cosine")
    func decays() {
        let shares = [0, 0.25, 0.5, 0.75]
        #expect(shares.map(Decay.none.factor) == [1, 1, 1, 1])
        #expect(shares.map(Decay.step.factor) == [1, 1, 0.1, 0.1])
        #expect(shares.map(Decay.linear.factor) == [1, 0.75, 0.5, 0.25])
        let cosine = shares.map(Decay.cosine.factor)
        let expected = [1, (1 + 0.5.squareRoot()) / 2, 0.5, (1 - 0.5.squareRoot()) / 2]
        for (a, b) in zip(cosine, expected) { #expect(abs(a - b) < 1e-15) }
    }

    @Test("a training by hand: batches in a new order each epoch, RMSprop with a falling rate")
    func training() {
        let (network, x, columns) = example()
        let labels = columns.map { signLabels[$0] }
        let y = oneHot(columns, classes: 24)
        let letters = Letters(
            train: (x, labels), validation: (x[rows: 0..<3], Array(labels[..<3])), source: "")
        let settings = Settings(
            learningRate: 0.01, decay: .linear, batchSize: 5, epochs: 2, seed: 3)
        var batchCount = 0
        let training = train(network, letters, settings, afterBatch: { batchCount += 1 })
        #expect(batchCount == 4)
        var expected = network
        var order = RandomState(seed: 5)
        var v = expected.parameters.map { Matrix(zerosLike: $0) }
        for (epoch, rate) in [0.01, 0.005].enumerated() {
            let shuffled = order.permutation(8)
            var loss = 0.0
            var right = 0.0
            for rows in [Array(shuffled[..<5]), Array(shuffled[5...])] {
                let trace = expected.forward(x[rows: rows])
                loss += crossEntropy(trace.output, y[rows: rows]) * Double(rows.count)
                right += accuracy(trace.output, y[rows: rows]) * Double(rows.count)
                let dz = (softmax(trace.output) - y[rows: rows]) / Double(rows.count)
                for (k, g) in expected.backward(trace, dz).enumerated() {
                    v[k] = 0.9 * v[k] + 0.1 * g * g
                    expected.parameters[k] -= rate * g / (sqrt(v[k]) + 1e-7)
                }
            }
            let z = expected.predict(x[rows: 0..<3])
            #expect(abs(training.loss[epoch] - loss / 8) < 1e-13)
            #expect(abs(training.accuracy[epoch] - right / 8) < 1e-13)
            #expect(
                abs(training.validationLoss[epoch] - crossEntropy(z, y[rows: 0..<3])) < 1e-12)
            #expect(training.validationAccuracy[epoch] == accuracy(z, y[rows: 0..<3]))
        }
        for (a, b) in zip(training.network.parameters, expected.parameters) {
            #expect((a - b).norm() < 1e-12)
        }
    }

    @Test("the first pictures are the first, or all")
    func first() {
        let set: LabelledPictures = (Matrix(column: [1, 2, 3]), [0, 24, 1])
        let letters = Letters(train: set, validation: set, source: "")
        let few = letters.first(train: 2, validation: 9)
        #expect(few.train.labels == [0, 24] && few.train.pictures == Matrix(column: [1, 2]))
        #expect(few.validation.labels == [0, 24, 1] && few.y.rows == 2 && few.y[1, 23] == 1)
    }

    @Test("nearest rows, nearest means, shares")
    func baselines() {
        let candidates = Matrix([[0, 0], [3, 4], [0, 10]])
        #expect(
            nearest(Matrix([[1, 1], [3, 5], [1, 8], [2, 2.1]]), candidates) == [0, 1, 2, 1])
        let train: LabelledPictures = (
            Matrix([[0, 0], [0, 2], [10, 10], [10, 12]]), [2, 2, 24, 24]
        )
        #expect(nearestMeans(Matrix([[0, 1.5], [9, 9]]), of: train) == [2, 24])
        #expect(share([1, 2, 3, 4], [1, 2, 0, 4]) == 0.75)
    }

    @Test("confusions: true letter down, answer across; the most frequent pairs first")
    func confusions() {
        let counts = confusion([0, 0, 0, 1, 2, 2, 2], [0, 1, 1, 0, 5, 5, 2])
        #expect(counts[0, 1] == 2 && counts[1, 0] == 1 && counts[2, 5] == 2 && counts[2, 2] == 1)
        let mixed = mostOftenMixed(counts, 2)
        #expect(mixed.map(\.truth) == [0, 2] && mixed.map(\.answer) == [1, 5])
        #expect(mixed.map(\.count) == [2, 2])
        #expect(mostOftenMixed(counts, 9).count == 3)
    }

    @Test("the swing is taken over the second half of the epochs")
    func swings() {
        #expect(abs(swing([0.1, 0.9, 0.5, 0.8]) - 0.3) < 1e-14)
    }

    @Test("a network's accuracy on the pictures with certain labels")
    func accuracies() {
        let (network, x, _) = example()
        let answers = network.forward(x).output.indexOfMaximumInRows()
        let labels = answers.enumerated().map {
            $0 == 0 ? (signLabels[$1] == 3 ? 4 : 3) : signLabels[$1]
        }
        let all = accuracy(network, (x, labels), columnLabels: signLabels) { _ in true }
        #expect(all == 7.0 / 8)
        #expect(
            accuracy(network, (x, labels), columnLabels: signLabels) { $0 == labels[1] } != nil)
        #expect(accuracy(network, (x, labels), columnLabels: signLabels) { $0 == 99 } == nil)
    }

    @Test("drawn letters: the training ones from seed, the validation ones from seed + 1000")
    func drawn() {
        let set = drawnLetters(count: 3, seed: 1003)
        let all = drawnLetters(count: 3, seed: 3)
        #expect(set.pictures != all.pictures)
        #expect(all.labels == [0, 1, 2])
        #expect(all.pictures.columns == 784)
    }
}

@Test func changedFilesOfLesson07() throws {
    try ChangedData.letters(seed: 7) { folder in
        let letters = try readLetters(folder, seed: 0).first(train: 5, validation: 5)
        return letters.y.rowSums() == Matrix(rows: letters.y.rows, columns: 1, repeating: 1)
            && letters.train.pictures.max() <= 1 && letters.yValidation.rows > 0
    }
}
