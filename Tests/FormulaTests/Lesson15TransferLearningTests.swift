import Layers
import Matrices
import Testing

@testable import Lesson15TransferLearning

@Suite struct Lesson15Formulas {
    /// A task of tiny make-believe pictures: two classes, 28 × 28, random.
    static func task() -> Task {
        var random = RandomState(seed: 8)
        let pictures = random.randomSample(rows: 12, columns: 784)
        let labels = [3, 4, 5, 3, 4, 5, 5, 4, 3, 4, 5, 3]
        return Task(
            ((pictures, labels), (pictures[rows: 0..<6], Array(labels[..<6]))), classes: 4..<6)
    }

    @Test func aTaskHoldsItsClassesOnly() {
        let task = Self.task()
        #expect(task.labels == [0, 1, 0, 1, 1, 0, 0, 1])
        #expect(task.x.rows == 8 && task.y.rows == 8 && task.y.columns == 2)
        #expect(task.xTest.rows == 4 && task.yTest[0, 0] == 1 && task.yTest[1, 1] == 1)
    }

    @Test func aFewPicturesAreEquallyManyOfEachClass() {
        let task = Self.task()
        let few = task.few(perClass: 3, seed: 1)
        #expect(few.x.rows == 6)
        #expect(few.y.columnSums() == Matrix(row: [3, 3]))
        #expect(Set((0..<6).map { few.x[row: $0] }).count == 6)
        for i in 0..<6 {
            let row = (0..<8).first { task.x[row: $0] == few.x[row: i] }!
            #expect(few.y[i, task.labels[row]] == 1)
        }
        #expect(few.x == task.few(perClass: 3, seed: 1).x)
        #expect(few.x != task.few(perClass: 3, seed: 2).x)
    }

    @Test func everyGradientAgreesWithCentralDifferences() {
        var parameters = firstParameters(seed: 4)
        var random = RandomState(seed: 6)
        for k in [1, 3, 5] {
            parameters[k] = 0.3 * random.randn(rows: 1, columns: parameters[k].columns)
        }
        let x = random.randn(rows: 1, columns: 784)
        let y = Matrix([[1, 0, 0, 0, 0]])
        let gradients = wholeNetwork(x, y, parameters).gradients
        for k in parameters.indices {
            // A short step, so that no unit crosses the corner of its ReLU.
            let numerical = numericalGradient(at: parameters[k], step: 1e-6) { moved in
                var parameters = parameters
                parameters[k] = moved
                return wholeNetwork(x, y, parameters).loss
            }
            #expect(relativeDifference(gradients[k], numerical) < 1e-7, "parameter \(k)")
        }
    }

    @Test func theHeadsGradientAgreesWithCentralDifferences() {
        var random = RandomState(seed: 2)
        let pictures = (
            x: random.randn(rows: 3, columns: 784),
            y: Matrix(rows: 3, columns: 5) { i, j in i == j ? 1 : 0 }
        )
        for (seed, width) in tries([0, 1, 2, 3, 400]) {
            if width == 1 {
                let checks = checkGradient(pictures, firstParameters(seed: seed))
                #expect(checks.map(\.name) == ["dw₃", "db₃"] && checks.allSatisfy(\.isRight))
                continue
            }
            // The layers below the head have a fixed width; the head takes any.
            var random = RandomState(seed: seed)
            let many = random.randn(rows: 3, columns: 64 * width)
            let w = 0.1 * random.randn(rows: 64 * width, columns: 5)
            let b = random.randn(rows: 1, columns: 5)
            let byHand = headAlone(many, pictures.y, [w, b]).gradients
            let check = checkedGradient("dw₃", byHand[0], at: w) { moved in
                headAlone(many, pictures.y, [moved, b]).loss
            }
            #expect(check.isRight, "seed \(seed)")
        }
        let features = random.randn(rows: 6, columns: 7)
        let dz = random.randn(rows: 6, columns: 3)
        let gradients = headBackward(features, dz)
        #expect(gradients[0] == matmul(transposed: features, dz))
        #expect(gradients[1] == dz.columnSums())
    }

    @Test func theLossIsTheCrossEntropyOfTheScores() {
        let (loss, dz) = lossAndSlope(Matrix([[0, 0], [0, 0]]), Matrix([[1, 0], [0, 1]]))
        #expect(abs(loss - 0.6931471805599453) < 1e-12)
        #expect(relativeDifference(dz, Matrix([[-0.25, 0.25], [0.25, -0.25]])) < 1e-12)
    }

    /// Two classes: a head of two scores on the features of the five-class network.
    static func parameters(seed: Int) -> [Matrix] {
        var parameters = firstParameters(seed: seed)
        parameters[4] = parameters[4][columns: [0, 1]]
        parameters[5] = Matrix(rows: 1, columns: 2)
        return parameters
    }

    @Test func picturesInPartsAreThePicturesAtOnce() {
        var random = RandomState(seed: 3)
        let x = random.randomSample(rows: 251, columns: 784)
        let parameters = firstParameters(seed: 1)
        let parts = inParts(x, parameters)
        let last = forward(x[rows: 250..<251], parameters)
        #expect(parts.z.rows == 251 && parts.features.columns == 400)
        #expect(parts.z[rows: 250..<251] == last.z)
        #expect(parts.features[rows: 250..<251] == last.features)
    }

    @Test func trainingLowersTheLoss() {
        let task = Self.task()
        let settings = Settings(epochs: 25, batchSize: 3, learningRate: 0.003, seed: 0)
        var epochs: [Int] = []
        let training = train(Self.parameters(seed: 0), task.x, task.y, settings, wholeNetwork) {
            epoch, _ in epochs.append(epoch)
        }
        #expect(epochs == Array(0...25) && training.loss.count == 25)
        #expect(training.loss[24] < 0.5 * training.loss[0])
        let features = inParts(task.x, Self.parameters(seed: 0)).features
        var head = [Matrix(rows: 400, columns: 2), Matrix(rows: 1, columns: 2)]
        let fast = Settings(epochs: 80, batchSize: 3, learningRate: 0.01, seed: 2)
        head = train(head, features, task.y, fast, headAlone).parameters
        #expect(headAlone(features, task.y, head).loss < 0.3)
    }

    /// Five classes of make-believe pictures: noise round a picture of its own for each class.
    static func fiveClasses() -> Task {
        var random = RandomState(seed: 12)
        let means = random.randomSample(rows: 5, columns: 784)
        let labels = (0..<40).map { 5 + $0 % 5 }
        let noise = random.randn(rows: 40, columns: 784)
        let pictures = means[rows: labels.map { $0 - 5 }] + 0.1 * noise
        return Task(
            ((pictures, labels), (pictures[rows: 0..<20], Array(labels[..<20]))), classes: 5..<10)
    }

    @Test func frozenAndTunedBeginAlike() {
        let task = Self.fiveClasses()
        let pretrained = firstParameters(seed: 7)
        let settings = Settings(epochs: 25, batchSize: 10, learningRate: 0.003, seed: 0)
        let result = compare(pretrained, task, perClass: 3, settings, measured: [0, 25])
        #expect(result.frozen.count == 2 && result.tuned.count == 2 && result.scratch.count == 2)
        #expect(result.frozen[0] == result.tuned[0])
        let beginning = Array(pretrained[..<4]) + Array(firstParameters(seed: 0)[4...])
        #expect(result.frozen[0] == accuracy(forward(task.xTest, beginning).z, task.yTest))
        let scratch = forward(task.xTest, firstParameters(seed: 0)).z
        #expect(result.scratch[0] == accuracy(scratch, task.yTest))
        #expect(result.last.allSatisfy { $0 > 0.6 })
        #expect(result.last == [result.frozen[1], result.tuned[1], result.scratch[1]])
    }

    @Test func perceptronsLearnToo() {
        let task = Self.fiveClasses()
        let settings = Settings(epochs: 15, batchSize: 10, learningRate: 0.003, seed: 0)
        let result = comparePerceptrons(task, task, perClass: 3, before: settings, after: settings)
        #expect(result.frozen > 0.9 && result.scratch > 0.9)
    }

    @Test func tooFewPicturesAreRefused() {
        #expect(throws: (any Error).self) { try readTasks(nil, perClass: 1000) }
        #expect(throws: (any Error).self) { try readTasks("/no/such/folder", perClass: 1) }
    }
}

@Test func changedFilesOfLesson15() throws {
    try ChangedData.digits(seed: 15) { folder in
        let tasks = try readTasks(folder, perClass: 1)
        return tasks.new.few(perClass: 1, seed: 0).x.rows == 5 && tasks.old.xTest.rows >= 5
    }
}
