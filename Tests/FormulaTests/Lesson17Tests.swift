import Datasets
import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson17AutomaticDifferentiation

private typealias LessonTape = Lesson17AutomaticDifferentiation.Tape
private typealias LessonValue = Lesson17AutomaticDifferentiation.Value
private typealias LayersTape = Layers.Tape
private typealias LayersValue = Layers.Value

struct Lesson17Tests {
    let rings = twoRings(seed: 0)
    let first = firstParameters(hidden: 16, seed: 0)

    // MARK: The tape

    @Test func everyRuleIsTheNumericalGradient() {
        for (seed, width) in tries(stride(from: 0, through: 400, by: 20)) {
            let checks = checkOperations(width: width, seed: seed)
            #expect(checks.count == 33)
            for check in checks {
                #expect(check.isRight, "\(check.name), seed \(seed), \(width): \(check.difference)")
                #expect(check.corners <= width)
            }
        }
    }

    @Test func whatIsNoNumberStaysNone() {
        typealias Operation = (Lesson17AutomaticDifferentiation.Value) ->
            Lesson17AutomaticDifferentiation.Value
        for operation in [relu, abs, tanh] as [Operation] {
            let a = LessonTape().parameter(Matrix(row: [.nan, 0]))
            Lesson17AutomaticDifferentiation.mean(operation(a)).backward()
            #expect(a.gradient[0, 0].isNaN && a.gradient[0, 1].isFinite)
        }
    }

    @Test func theFirstTapeIsTheOneOfThePage() {
        let tape = LessonTape()
        let w = tape.parameter(Matrix(row: [3]))
        let b = tape.parameter(Matrix(row: [-4]))
        let p = w * tape.constant(Matrix(row: [2]))
        let z = p + b
        let J = z * z
        J.backward()
        #expect([w, b, p, z, J].map { $0.matrix[0, 0] } == [3, -4, 6, 2, 4])
        #expect([w, b, p, z, J].map { $0.gradient[0, 0] } == [8, 4, 4, 4, 1])
        #expect([w, b, p, z, J].map(\.place) == [0, 1, 2, 3, 4])
    }

    @Test func constantsHaveNoPlaceAndWhatIsUnusedHasNoGradient() {
        let tape = LessonTape()
        let x = tape.constant(Matrix(row: [2]))
        let unused = tape.parameter(Matrix(row: [1, 2]))
        #expect((exp(x) + x).place == nil)
        (tape.parameter(Matrix(row: [5])) * x).backward()
        #expect(tape.ways.count == 3)
        #expect(unused.gradient == Matrix(row: [0, 0]))
        #expect(x.gradient == Matrix(row: [0]))
    }

    @Test func aTapeIsGivenBack() {
        weak var kept: LessonTape?
        do {
            let tape = LessonTape()
            kept = tape
            ringsCost(rings)(tape, first.map { tape.parameter($0) }).backward()
        }
        #expect(kept == nil)
    }

    @Test func layersTapeIsTheLessons() {
        let (mine, theirs) = (LessonTape(), LayersTape())
        let (p, q) = (
            first.map { mine.parameter($0) }, first.map { theirs.parameter($0) }
        )
        ringsCost(rings)(mine, p).backward()
        func relu(_ a: LayersValue) -> LayersValue { Layers.relu(a) }
        let (x, y) = (theirs.constant(rings.x), theirs.constant(rings.y))
        let z = matmul(relu(matmul(x, q[0]) + q[1]), q[2]) + q[3]
        let cost = Layers.mean(relu(z) - y * z + Layers.log(1 + Layers.exp(-1 * Layers.abs(z))))
        cost.backward()
        #expect(theirs.count == mine.ways.count)
        for (a, b) in zip(p, q) { #expect(a.gradient == b.gradient) }
    }

    // MARK: Against gradients by hand

    @Test(arguments: 0...3) func ringsGradientsAreLesson04s(seed: Int) {
        let (rings, first) = (twoRings(seed: seed), firstParameters(hidden: 16, seed: seed))
        let byTape = gradients(first, ringsCost(rings)).gradients
        for (a, b) in zip(byTape, gradientsByHand(rings, first)) {
            #expect(a.norm() > 1e-3)
            #expect(abs(a - b).max() < 1e-12)
        }
    }

    @Test func theRingsCurveIsThatOfTheHandWrittenPass() {
        let byTape = train(
            ringsCost(rings), from: first, Settings(learningRate: 1, iterations: 2000))
        var parameters = first
        for iteration in 0...2000 {
            var random = RandomState(seed: 0)
            var perceptron = Perceptron(sizes: [2, 16, 1], activation: .relu, random: &random)
            perceptron.parameters = parameters
            let cost = Layers.logLoss(perceptron.forward(rings.x).output, rings.y)
            #expect(abs(cost - byTape.costs[iteration]) < 1e-9)
            for (k, d) in gradientsByHand(rings, parameters).enumerated() { parameters[k] -= d }
        }
        #expect(byTape.costs[2000] < 0.01)
    }

    @Test func theWinesLossesAreThoseOfTheHandWrittenPass() throws {
        let wine = try Wine(readCSV(courseFile("winequality-red.csv")))
        let sizes = [11, 64, 64, 1]
        var weights = RandomState(seed: 8)
        var order = RandomState(seed: 9)
        var network = Perceptron(sizes: sizes, activation: .relu, random: &weights)
        var rule = Adam()
        var losses: [Double] = []
        for _ in 0..<3 {
            var sum = 0.0
            for batch in batches(of: 256, from: wine.training.x.rows, &order) {
                let examples = wine.training[batch]
                let trace = network.forward(examples.x)
                let error = trace.output - examples.y
                sum += abs(error).sum()
                let dz = error.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 } / Double(batch.count)
                rule.update(&network.parameters, network.backward(trace, dz))
            }
            losses.append(sum / 1119)
        }
        let byTape = train(wine, sizes: sizes, epochs: 3, seed: 7)
        for (a, b) in zip(byTape.loss, losses) { #expect(abs(a - b) < 1e-9) }
        let z = network.forward(wine.validation.x).output
        let validation = abs(z - wine.validation.y).mean()
        #expect(abs(byTape.validationLoss[2] - validation) < 1e-9)
    }

    @Test func predictionsNoteNothing() {
        let z = predict(rings.x, first)
        let tape = LessonTape()
        let noted = network(tape.constant(rings.x), first.map { tape.constant($0) })
        #expect(noted.place == nil && tape.ways.isEmpty && noted.matrix == z)
    }

    // MARK: Passes and mistakes

    @Test func passesAreCounted() {
        for (inputs, hidden, parameters) in [(1, 3, 10), (9, 9, 100), (35, 27, 1000)] {
            let count = countPasses(inputs: inputs, hidden: hidden, seed: 1)
            #expect(count.parameters == parameters)
            #expect(count.differences == 2 * parameters)
            #expect(count.forwardMode == parameters)
            #expect(count.reverse == 2)
            #expect(count.exact < 1e-12 && count.numerical < 1e-7)
        }
    }

    @Test func overwritingLosesTwoOfThreeParts() {
        let parts = partsOfLogLoss()
        #expect(abs(parts.sum - (1 / (1 + Foundation.exp(-2)) - 1)) < 1e-15)
        #expect(parts.last == 1)
        for seed in 0...3 {
            let cost = ringsCost(twoRings(seed: seed))
            let wrong = trainOverwriting(
                cost, from: firstParameters(hidden: 16, seed: seed),
                Settings(learningRate: 1, iterations: 100))
            #expect(wrong.count == 101 && wrong[100] > 0.6, "seed \(seed)")
        }
    }

    @Test func gradientsThatAreKeptSwing() {
        let start = [Matrix(row: [3]), Matrix(row: [-4])]
        let right = train(parabola, from: start, Settings(learningRate: 0.05, iterations: 4)).costs
        #expect(zip(right, [4, 1, 0.25, 0.0625, 0.015625]).allSatisfy { abs($0 - $1) < 1e-12 })
        let kept = trainWithoutZero(
            parabola, from: start, Settings(learningRate: 0.05, iterations: 4))
        #expect(zip(kept, [4, 1, 0.25, 3.0625, 4.515625]).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func wineIsSplitAndScaledAsInLesson05() throws {
        let wine = try Wine(readCSV(courseFile("winequality-red.csv")))
        #expect((wine.training.x.rows, wine.validation.x.rows) == (1119, 480))
        #expect(wine.training.x.columns == 11 && wine.training.y.columns == 1)
        #expect(wine.training.x.min() == 0 && wine.training.x.max() == 1)
        #expect(wine.training.y.min() == 0 && wine.training.y.max() == 1)
        #expect(parameterCount([11, 512, 512, 512, 1]) == 531_969)
    }
}

@Test func changedFilesOfLesson17() throws {
    try ChangedData.tables("winequality-red.csv", separator: ";", seed: 17) { path in
        let wine = try Wine(readCSV(path))
        return wine.training.x.isFinite && wine.training.x.columns == 11
            && wine.validation.y.rows > 0
    }
}
