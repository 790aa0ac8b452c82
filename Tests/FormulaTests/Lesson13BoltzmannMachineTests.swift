import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson13BoltzmannMachine

@Suite struct Lesson13Formulas {
    /// 9 visible, 8 hidden units, all weights and biases random.
    static func machine(spread: Double) -> Machine {
        var machine = Machine(visible: 9, hidden: 8, spread: spread, seed: 3)
        var random = RandomState(seed: 7)
        machine.b = spread * random.randn(rows: 1, columns: 9)
        machine.c = spread * random.randn(rows: 1, columns: 8)
        return machine
    }

    static func expectNear(_ a: Gradient, _ b: Gradient, within tolerance: Double) {
        #expect(relativeDifference(a.dw, b.dw) < tolerance)
        #expect(relativeDifference(a.db, b.db) < tolerance)
        #expect(relativeDifference(a.dc, b.dc) < tolerance)
    }

    @Test func thereAreFourteenBarsAndStripes() {
        let patterns = barsAndStripes()
        #expect(patterns.rows == 14 && patterns.columns == 9)
        #expect(Set((0..<14).map { patterns[row: $0] }).count == 14)
        for i in 0..<14 {
            let picture = Matrix(rows: 3, columns: 3, values: patterns[row: i])
            let isBars = (0..<3).allSatisfy { Set(picture[column: $0]).count == 1 }
            let isStripes = (0..<3).allSatisfy { Set(picture[row: $0]).count == 1 }
            #expect(isBars || isStripes)
        }
    }

    @Test func energyOfASmallStateIsWhatTheFormulaSays() {
        var machine = Machine(visible: 2, hidden: 1, spread: 0, seed: 0)
        machine.w = Matrix([[2], [3]])
        machine.b = Matrix(row: [5, 7])
        machine.c = Matrix(row: [11])
        let v = Matrix([[1, 0], [0, 1], [1, 1]])
        let h = Matrix([[1], [1], [0]])
        #expect(energy(v, h, machine) == Matrix(column: [-18, -21, -12]))
    }

    @Test func freeEnergyIsTheSumOverAllHiddenStates() {
        let machine = Self.machine(spread: 1)
        let states = allStates(8)
        for v in [0, 5, 13].map({ barsAndStripes()[rows: [$0]] }) {
            let copies = Matrix(rows: 256, columns: 9) { _, j in v[0, j] }
            let sum = -log(exp(-energy(copies, states, machine)).sum())
            #expect(abs(freeEnergy(v, machine)[0, 0] - sum) < 1e-12)
        }
        let off = Matrix(rows: 1, columns: 8)
        let copies = Matrix(rows: 512, columns: 8)
        let sum = -log(exp(-energy(allStates(9), copies, machine)).sum())
        #expect(abs(hiddenFreeEnergy(off, machine)[0, 0] - sum) < 1e-12)
    }

    @Test func conditionalProbabilitiesFollowFromTheEnergy() {
        let machine = Self.machine(spread: 1)
        let v = barsAndStripes()[rows: [3]]
        let states = allStates(8)
        let weights = exp(
            -energy(Matrix(rows: 256, columns: 9) { _, j in v[0, j] }, states, machine))
        let expected = matmul(transposed: weights, states) / weights.sum()
        #expect(relativeDifference(hiddenProbability(v, machine), expected) < 1e-12)

        let h = states[rows: [77]]
        let visible = allStates(9)
        let shares = exp(
            -energy(visible, Matrix(rows: 512, columns: 8) { _, j in h[0, j] }, machine))
        let expectedVisible = matmul(transposed: shares, visible) / shares.sum()
        #expect(relativeDifference(visibleProbability(h, machine), expectedVisible) < 1e-12)
    }

    @Test func probabilitiesOfAllPicturesSumToOne() {
        let machine = Self.machine(spread: 1)
        #expect(abs(probability(allStates(9), machine).sum() - 1) < 1e-12)
        let flat = Machine(visible: 9, hidden: 8, spread: 0, seed: 0)
        #expect(abs(cost(barsAndStripes(), flat) - log(512)) < 1e-12)
    }

    @Test func freeEnergyGradientAgreesWithCentralDifferences() {
        let machine = Self.machine(spread: 0.7)
        let v = barsAndStripes()
        func slope(_ parameter: WritableKeyPath<Machine, Matrix>) -> Matrix {
            numericalGradient(at: machine[keyPath: parameter]) { moved in
                var machine = machine
                machine[keyPath: parameter] = moved
                return freeEnergy(v, machine).mean()
            }
        }
        Self.expectNear(
            freeEnergyGradient(v, machine),
            Gradient(dw: slope(\.w), db: slope(\.b), dc: slope(\.c)), within: 1e-7)
    }

    @Test func theChecksOfTheLessonAreRightForManySeeds() {
        let v = barsAndStripes()
        for (seed, width) in tries(stride(from: 0, through: 400, by: 50)) {
            var machine = Machine(visible: 9, hidden: 8 * width, spread: 1, seed: seed)
            var random = RandomState(seed: seed + 2)
            machine.b = random.randn(rows: 1, columns: 9)
            machine.c = random.randn(rows: 1, columns: 8 * width)
            // The sum over all hidden states is one of 2⁸, or of 2³².
            #expect(width > 1 || checkFreeEnergy(v, machine) < 1e-12)
            for check in checkGradient(v, machine) {
                #expect(check.isRight, "\(check.name), seed \(seed), \(width)")
            }
        }
    }

    /// In one picture's energy alone: the others become less probable, their energies stay.
    @Test func loweringOneEnergyLowersTheOtherProbabilities() {
        let machine = Machine(visible: 2, hidden: 1, spread: 0, seed: 0)
        var moved = machine
        moved.b = Matrix(row: [1, 0])
        let (off, on) = (Matrix(row: [0, 0]), Matrix(row: [1, 0]))
        #expect(freeEnergy(on, moved)[0, 0] < freeEnergy(on, machine)[0, 0])
        #expect(freeEnergy(off, moved) == freeEnergy(off, machine))
        #expect(probability(off, moved)[0, 0] < probability(off, machine)[0, 0])
    }

    @Test func whatIsWatchedBelongsToTheMachine() {
        let flat = Machine(visible: 9, hidden: 8, spread: 0, seed: 0)
        let watched = Watched(7, barsAndStripes(), flat, withCosines: true)
        #expect(watched.step == 7 && abs(watched.logLikelihood + log(512)) < 1e-12)
        #expect(abs(watched.share - 14.0 / 512) < 1e-12)
        #expect(watched.cosines.count == 2)
        #expect(abs(cosine(Matrix(row: [3, 4]), Matrix(row: [4, 3])) - 0.96) < 1e-12)
    }

    @Test func trainingGoesThroughEveryPictureOncePerEpoch() {
        let x = barsAndStripes()
        let start = Machine(visible: 9, hidden: 4, spread: 0.1, seed: 5)
        let settings = Settings(epochs: 60, batchSize: 4, learningRate: 0.3, seed: 5)
        var epochs: [Int] = []
        let training = train(start, x, x, settings) { epoch, _ in epochs.append(epoch) }
        #expect(epochs == Array(0...60) && training.errors.count == 61)
        #expect(training.errors[60] < 0.6 * training.errors[0])
        // The reusable machine of later lessons takes the same steps.
        var (weights, order, sampling) = (
            RandomState(seed: 6), RandomState(seed: 7), RandomState(seed: 8)
        )
        var reusable = BoltzmannMachine(visible: 9, hidden: 4, spread: 0.1, random: &weights)
        for _ in 0..<60 {
            reusable.trainEpoch(
                x, learningRate: 0.3, batchSize: 4, order: &order, sampling: &sampling)
        }
        #expect(relativeDifference(training.machine.w, reusable.w) < 1e-9)
    }

    @Test func aWalkHoldsWhatIsToBeHeld() {
        let machine = Self.machine(spread: 1)
        var random = RandomState(seed: 1)
        let start = Matrix(rows: 2, columns: 9) { i, j in j < 4 ? Double((i + j) % 2) : 0.5 }
        var v = start
        let believed = walk(&v, steps: 5, held: 4, machine, &random)
        for i in 0..<2 {
            #expect(Array(v[row: i][..<4]) == Array(start[row: i][..<4]))
            #expect(Array(believed[row: i][..<4]) == Array(start[row: i][..<4]))
            #expect(v[row: i][4...].allSatisfy { $0 == 0 || $0 == 1 })
            #expect(believed[row: i][4...].allSatisfy { 0 < $0 && $0 < 1 && $0 != 0.5 })
        }
    }

    @Test func pixelsBecomeBlackOrWhite() {
        var pictures = Matrix(row: [0, 0.5, 0.51, 1])
        makeBlackAndWhite(&pictures)
        #expect(pictures == Matrix(row: [0, 0, 1, 1]))
    }

    @Test func moreComponentsThanDirectionsAreNothing() {
        let x = Matrix([[1, 0], [-1, 0], [2, 0]])
        var random = RandomState(seed: 0)
        let (mean, directions) = principalComponents(x, count: 2, iterations: 3, random: &random)
        #expect(directions.isFinite)
        #expect(relativeDifference(reconstructed(x, mean, directions), x) < 1e-12)
    }

    @Test func manyStepsOfContrastiveDivergenceGiveTheExactGradient() {
        let machine = Self.machine(spread: 0.5)
        let v = barsAndStripes()
        let exact = exactGradient(v, machine)
        Self.expectNear(
            expectedDivergence(v, machine, steps: 60), exact, within: 1e-7)
        let near = expectedDivergence(v, machine, steps: 3)
        let far = expectedDivergence(v, machine, steps: 1)
        #expect(relativeDifference(near.dw, exact.dw) < relativeDifference(far.dw, exact.dw))
        #expect(relativeDifference(far.dw, exact.dw) > 0.01)
    }

    @Test func drawnContrastiveDivergenceHasTheEnumeratedMean() {
        let machine = Self.machine(spread: 0.7)
        let v = barsAndStripes()
        let many = Matrix(stacking: Array(repeating: v, count: 3000))
        var random = RandomState(seed: 5)
        let drawn = contrastiveDivergence(many, machine, drawVisible: true, &random)
        let expected = expectedDivergence(v, machine, steps: 1)
        Self.expectNear(drawn, expected, within: 0.03)
        // With probabilities in place of drawn pixels the means of db are the same.
        let soft = contrastiveDivergence(many, machine, drawVisible: false, &random)
        #expect(relativeDifference(soft.db, expected.db) < 0.03)
        #expect(relativeDifference(soft.dw, expected.dw) < 0.1)
    }

    @Test func aStepGoesDownhill() {
        let machine = Self.machine(spread: 0.7)
        let v = barsAndStripes()
        var moved = machine
        update(&moved, exactGradient(v, machine), learningRate: 0.05)
        #expect(cost(v, moved) < cost(v, machine))
        var simple = Machine(visible: 1, hidden: 1, spread: 0, seed: 0)
        let gradient = Gradient(
            dw: Matrix(row: [1]), db: Matrix(row: [2]), dc: Matrix(row: [3]))
        update(&simple, gradient, learningRate: 0.5)
        #expect(simple.w == Matrix(row: [-0.5]))
        #expect(simple.b == Matrix(row: [-1]))
        #expect(simple.c == Matrix(row: [-1.5]))
    }

    @Test func trainingRaisesTheExactLikelihood() {
        let v = barsAndStripes()
        var machine = Machine(visible: 9, hidden: 8, spread: 0.1, seed: 0)
        var random = RandomState(seed: 3)
        let before = cost(v, machine)
        for _ in 0..<1500 {
            update(
                &machine, contrastiveDivergence(v, machine, drawVisible: true, &random),
                learningRate: 0.2)
        }
        #expect(before > 6 && cost(v, machine) < 3.8)
    }

    @Test func drawsAreOneAsOftenAsTheirProbability() {
        var random = RandomState(seed: 1)
        let p = Matrix(rows: 10000, columns: 3) { _, j in [0, 0.3, 1][j] }
        let means = draw(p, &random).columnMeans()
        #expect(means[0, 0] == 0 && means[0, 2] == 1 && abs(means[0, 1] - 0.3) < 0.02)
    }

    @Test func theReusableMachineDoesTheSame() {
        var first = RandomState(seed: 1)
        let reusable = BoltzmannMachine(visible: 9, hidden: 8, spread: 0.1, random: &first)
        let machine = Machine(visible: 9, hidden: 8, spread: 0.1, seed: 0)
        #expect(reusable.w == machine.w)
        var (one, other) = (RandomState(seed: 4), RandomState(seed: 4))
        let v = barsAndStripes()
        let byHand = contrastiveDivergence(v, machine, drawVisible: false, &one)
        let reused = reusable.contrastiveDivergence(v, &other)
        Self.expectNear(
            byHand,
            Gradient(dw: reused.dw, db: reused.dVisibleBias, dc: reused.dHiddenBias),
            within: 1e-12)
        var moved = machine
        var movedToo = reusable
        update(&moved, byHand, learningRate: 0.3)
        movedToo.update(reused, learningRate: 0.3)
        #expect(relativeDifference(moved.w, movedToo.w) < 1e-12)
        #expect(relativeDifference(moved.b, movedToo.visibleBias) < 1e-12)
        #expect(relativeDifference(moved.c, movedToo.hiddenBias) < 1e-12)
        var (order, sampling) = (RandomState(seed: 2), RandomState(seed: 3))
        for _ in 0..<300 {
            movedToo.trainEpoch(
                v, learningRate: 0.2, batchSize: 4, order: &order, sampling: &sampling)
        }
        let h = movedToo.hiddenProbability(v)
        #expect(meanSquaredError(movedToo.visibleProbability(h), v) < 0.1)
    }

    @Test func principalComponentsFindThePlaneThatTheDataLieIn() {
        var random = RandomState(seed: 2)
        let plane = random.randn(rows: 2, columns: 6)
        let x = matmul(random.randn(rows: 50, columns: 2), plane) + Matrix(row: [1, 2, 3, 4, 5, 6])
        let (mean, directions) = principalComponents(x, count: 2, iterations: 5, random: &random)
        #expect(relativeDifference(mean, x.columnMeans()) < 1e-12)
        #expect(
            relativeDifference(matmul(transposed: directions, directions), .identity(2)) < 1e-12)
        #expect(relativeDifference(reconstructed(x, mean, directions), x) < 1e-10)
        let one = principalComponents(x, count: 1, iterations: 50, random: &random)
        let centred = x - mean
        let covariance = matmul(transposed: centred, centred) / 50
        let image = matmul(covariance, one.directions)
        #expect(relativeDifference(image / image.norm(), one.directions) < 1e-7)
    }
}

@Test func changedFilesOfLesson13() throws {
    try ChangedData.digits(seed: 13) { folder in
        let digits = try Lesson13BoltzmannMachine.Digits(folder)
        return digits.shown.count == 5 && digits.x.values.allSatisfy { $0 == 0 || $0 == 1 }
    }
}
