import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson04MultilayerPerceptron

typealias LessonActivation = Lesson04MultilayerPerceptron.Activation

struct Lesson04Tests {
    let x = Matrix([[0.2, 1.1], [0.9, -0.4], [-0.7, 0.6], [0.1, -1.3], [0.5, 0.8]])
    let y = Matrix(column: [1, 0, 1, 0, 1])

    @Test(arguments: LessonActivation.allCases)
    func everyParametersGradientIsTheNumericalOne(f: LessonActivation) {
        let checks = checkGradient(x, y, at: randomParameters(hidden: 6, seed: 3), f)
        #expect(checks.map(\.name) == ["dW₁", "db₁", "dW₂", "db₂"])
        #expect(checks.allSatisfy { $0.isRight && $0.corners == 0 }, "\(f)")
    }

    /// What the program shows: also where a corner of ReLU lies within the step, as with seed 18.
    @Test(arguments: [LessonActivation.relu, .selu])
    func theCheckKnowsCorners(f: LessonActivation) {
        var corners = 0
        for (seed, width) in tries(0...400) {
            let (x, y) = twoRings(seed: seed)
            let p = randomParameters(hidden: 16 * width, seed: seed)
            let checks = checkGradient(x, y, at: p, f)
            let isRight = checks.allSatisfy { $0.isRight }
            #expect(isRight, "\(f), seed \(seed), \(width)")
            corners += checks.reduce(0) { $0 + $1.corners }
        }
        #expect(corners > 0 && corners < 401)
    }

    @Test func activationsHaveTheirKnownValues() {
        let z = Matrix(row: [-2, 0.5])
        let expected: [LessonActivation: [Double]] = [
            .linear: [-2, 0.5], .sigmoid: [0.11920292202211755, 0.6224593312018546],
            .tanh: [-0.9640275800758169, 0.46211715726000973], .relu: [0, 0.5],
            .elu: [-0.8646647167633873, 0.5], .selu: [-1.5201664685956948, 0.5253504936777402],
            .swish: [-0.2384058440442351, 0.3112296656009273],
        ]
        #expect(expected.count == LessonActivation.allCases.count)
        for (f, values) in expected {
            #expect((f.value(z) - Matrix(row: values)).norm() < 1e-15, "\(f)")
        }
    }

    /// What has a limit takes it, and what is no number stays none: as in Layers.
    @Test func activationsHaveTheirLimits() {
        let (ends, none) = (Matrix(row: [-.infinity, .infinity]), Matrix(row: [.nan]))
        for f in LessonActivation.allCases {
            let layers = Activation(rawValue: f.rawValue)!
            #expect(f.value(ends) == layers(ends), "\(f)")
            let slopes = layers.derivative(ends, layers(ends))
            #expect((f.derivative(ends, f.value(ends)) - slopes).norm() < 1e-15, "\(f)")
            #expect(f.value(none)[0, 0].isNaN, "\(f)")
            #expect(f.derivative(none, f.value(none))[0, 0].isNaN || f == .linear, "\(f)")
        }
    }

    @Test(arguments: LessonActivation.allCases)
    func derivativesAreNumericallyRight(f: LessonActivation) {
        for z in [-2.5, -0.3, 0.4, 1.7] {
            let h = 1e-5
            let at = Matrix(row: [z])
            let slope =
                (f.value(Matrix(row: [z + h])) - f.value(Matrix(row: [z - h]))).sum() / (2 * h)
            #expect(abs(f.derivative(at, f.value(at)).sum() - slope) < 1e-8, "\(f) at \(z)")
        }
    }

    @Test func updateMovesEveryParameterDownhill() {
        var p = randomParameters(hidden: 3, seed: 1)
        let before = p
        update(&p, before, learningRate: 0.25)
        for part in [\Parameters.w1, \.b1, \.w2, \.b2] {
            #expect((p[keyPath: part] - 0.75 * before[keyPath: part]).norm() < 1e-15)
        }
    }

    @Test func firstWeightsHaveTheVarianceOneOverInputs() {
        let p = firstParameters(hidden: 4000, seed: 0)
        #expect(abs((p.w1 * p.w1).mean() - 0.5) < 0.02)
        #expect(abs((p.w2 * p.w2).mean() - 1.0 / 4000) < 0.00002)
        #expect(p.b1.norm() == 0 && p.b2.norm() == 0)
        #expect(p.w1.rows == 2 && p.w1.columns == 4000 && p.w2.rows == 4000 && p.w2.columns == 1)
    }

    @Test func ringsHaveTheirRadii() {
        let (x, y) = twoRings(seed: 0)
        let radius = sqrt((x * x).rowSums())
        let outer = radius[rows: 0..<100].mean()
        let inner = radius[rows: 100..<200].mean()
        #expect(outer > 0.95 && outer < 1.05)
        #expect(inner > 0.45 && inner < 0.55)
        #expect(y.sum() == 100 && y[0, 0] == 0 && y[199, 0] == 1)
    }

    @Test func trainingKeepsTheCostBeforeEachStepAndAfterTheLast() {
        let first = firstParameters(hidden: 5, seed: 0)
        let settings = Settings(activation: .tanh, learningRate: 0.5, iterations: 30)
        let run = train(x, y, from: first, settings)
        #expect(run.costs.count == 31)
        #expect(run.costs[0] == cost(forward(x, first, .tanh), y))
        #expect(run.costs[30] == cost(forward(x, run.parameters, .tanh), y))
        #expect(run.costs[30] < run.costs[0])
        var p = first
        for _ in 0..<30 {
            update(&p, gradient(forward(x, p, .tanh), y, p, .tanh), learningRate: 0.5)
        }
        #expect(p.w1 == run.parameters.w1 && p.b2 == run.parameters.b2)
    }

    // MARK: The example worked through

    /// Every number as the chapter computes it.
    @Test func theSmallNetworkByHand() {
        let (x, y, p) = smallNetwork()
        let trace = forward(x, p, .relu)
        #expect((trace.z1 - Matrix(row: [1, -0.2])).norm() < 1e-15)
        #expect(trace.a1[0, 1] == 0 && abs(trace.z2[0, 0] - 0.5) < 1e-15)
        #expect(abs(cost(trace, y) - log(1 + exp(-0.5))) < 1e-15)
        let e = 1 / (1 + exp(-0.5)) - 1
        let d = gradient(trace, y, p, .relu)
        #expect((d.w2 - Matrix(column: [e, 0])).norm() < 1e-15 && abs(d.b2[0, 0] - e) < 1e-15)
        #expect((d.w1 - Matrix([[0.8 * e, 0], [0.6 * e, 0]])).norm() < 1e-15)
        #expect((d.b1 - Matrix(row: [2 * e, 0])).norm() < 1e-15)
    }

    // MARK: Mistakes

    func checked(
        _ f: LessonActivation,
        _ gradient: (Trace, Matrix, Parameters, LessonActivation) -> Parameters
    ) -> [Double] {
        checkGradient(x, y, at: randomParameters(hidden: 6, seed: 3), f, by: gradient)
            .map(\.difference)
    }

    @Test func mistakesAreCaughtByTheGradientCheck() {
        let relu = checked(.relu) { trace, y, p, _ in reluGradient(trace, y, p, Z: trace.a1) }
        #expect(relu[0] > 0.1 && relu[1] > 0.1 && relu[2] < 1e-7 && relu[3] < 1e-7)
        let late = checked(.tanh) { lateGradient($0, $1, $2, $3, learningRate: 1) }
        #expect(late[0] > 0.001 && late[1] > 0.001 && late[2] < 1e-7 && late[3] < 1e-7)
        #expect(checked(.tanh) { scaledGradient($0, $1, $2, $3, by: -1) }.allSatisfy { $0 > 0.9 })
        let sum = checked(.tanh) { scaledGradient($0, $1, $2, $3, by: 5) }
        #expect(sum.allSatisfy { abs($0 - 4.0 / 6) < 1e-7 })
        #expect(checked(.tanh, innerSignGradient).allSatisfy { $0 > 0.05 })
    }

    /// With Z(1 − Z) of the sigmoid, where it is right, the article's formula passes.
    @Test func theWrongReluIsTheSigmoids() {
        let sigmoid = checked(.sigmoid) { trace, y, p, _ in reluGradient(trace, y, p, Z: trace.a1) }
        #expect(sigmoid.allSatisfy { $0 < 1e-7 })
    }

    @Test func updatedTooEarlyIsTheGradientWithTheNextW2() {
        let p = randomParameters(hidden: 6, seed: 3)
        let trace = forward(x, p, .tanh)
        let right = gradient(trace, y, p, .tanh)
        var next = p
        next.w2 = p.w2 - 0.5 * right.w2
        let expected = gradient(trace, y, next, .tanh)
        let late = lateGradient(trace, y, p, .tanh, learningRate: 0.5)
        #expect(late.w1 == expected.w1 && late.b1 == expected.b1)
        #expect(late.w2 == right.w2 && late.b2 == right.b2)
    }

    /// The derivative of −mean( y log ŷ − (1 − y) log(1 − ŷ) ) with respect to z₂.
    @Test func theWrongInnerSignHasTheGradientOfItsOwnCost() {
        let p = randomParameters(hidden: 6, seed: 3)
        let byHand = innerSignGradient(forward(x, p, .tanh), y, p, .tanh)
        let numerical = numericalGradient(at: p.w1) { w1 in
            var moved = p
            moved.w1 = w1
            let predicted = forward(x, moved, .tanh).predicted
            return -predicted.map(with: y) { predicted, y in
                y * log(predicted) - (1 - y) * log(1 - predicted)
            }.mean()
        }
        #expect(relativeDifference(byHand.w1, numerical) < 1e-7)
    }

    // MARK: Several classes

    @Test func softmaxLearnsAsItsTwinInNumPyDoes() throws {
        let losses = try referenceCurve("lesson04-softmax", "loss")
        let accuracies = try referenceCurve("lesson04-softmax", "accuracy")
        let (x, y) = threeRings(seed: 0)
        let first = firstParameters(hidden: 16, outputs: 3, seed: 0)
        let curve = trainSoftmax(x, y, from: first).curve
        #expect(curve.map(\.iteration) == losses.keys.sorted())
        for (iteration, loss, accuracy) in curve {
            #expect(abs(loss - (losses[iteration] ?? 0)) < 1e-9)
            #expect(accuracy == accuracies[iteration])
        }
    }

    @Test func softmaxGradientIsTheNumericalOne() {
        let y = Matrix([[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]])
        var random = RandomState(seed: 5)
        let p = Parameters(
            w1: random.randn(rows: 2, columns: 4), b1: random.randn(rows: 1, columns: 4),
            w2: random.randn(rows: 4, columns: 3), b2: random.randn(rows: 1, columns: 3))
        func checks(_ byHand: Parameters) -> [Bool] {
            [\Parameters.w1, \.b1, \.w2, \.b2].map { part in
                let numerical = numericalGradient(at: p[keyPath: part]) { value in
                    var moved = p
                    moved[keyPath: part] = value
                    return crossEntropy(forward(x, moved, .tanh).z2, y)
                }
                return relativeDifference(byHand[keyPath: part], numerical) < 1e-7
            }
        }
        let trace = forward(x, p, .tanh)
        #expect(checks(softmaxGradient(trace, y, p, .tanh)) == [true, true, true, true])
        let wrong = sumOfAllGradient(trace, y, p, .tanh)
        #expect(checks(wrong) == [true, true, true, false])
        #expect(wrong.b2.norm() < 1e-15)
    }

    // MARK: What is shown

    @Test func gridsRunLineByLine() {
        #expect(grid([1, 2], [5, 6]) == Matrix([[1, 5], [2, 5], [1, 6], [2, 6]]))
        #expect(
            Lesson04MultilayerPerceptron.accuracy(
                Matrix(column: [0.2, 0.8, 0.6]), Matrix(column: [0, 1, 0])) == 2.0 / 3)
    }

    @Test func whatIsSaidFollowsTheFigures() {
        var results = LessonActivation.allCases.map {
            Result(activation: $0, cost: $0 == .linear ? 0.6771 : 0.1, accuracy: 0.6)
        }
        results[3].cost = 0.01
        results[1].cost = 0.4
        let said = whatIsSeen(results)
        #expect(said.contains("ends at 0.6771, with an accuracy of 0.6000"))
        #expect(said.contains("between 0.0100 (relu) and 0.4000 (sigmoid)"))
        results[2].cost = .nan
        #expect(whatIsSeen(results).contains("overflowed"))
    }
}
