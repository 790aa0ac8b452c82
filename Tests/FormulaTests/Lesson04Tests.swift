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
        let p = randomParameters(hidden: 6, seed: 3)
        for difference in checkGradients(x, y, at: p, f, backward: backward) {
            #expect(difference < 1e-7, "\(f)")
        }
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

    @Test(arguments: LessonActivation.allCases)
    func derivativesAreNumericallyRight(f: LessonActivation) {
        for z in [-2.5, -0.3, 0.4, 1.7] {
            let h = 1e-5
            let slope =
                (f.value(Matrix(row: [z + h])) - f.value(Matrix(row: [z - h]))).sum() / (2 * h)
            #expect(abs(derivative(f, Matrix(row: [z])).sum() - slope) < 1e-8, "\(f) at \(z)")
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
        let run = train(x, y, from: first, .tanh, learningRate: 0.5, iterations: 30)
        #expect(run.costs.count == 31)
        #expect(run.costs[0] == cost(forward(x, first, .tanh).z2, y))
        #expect(run.costs[30] == cost(forward(x, run.parameters, .tanh).z2, y))
        #expect(run.costs[30] < run.costs[0])
        let same = train(
            x, y, from: first, .tanh, learningRate: 0.5, iterations: 30,
            backward: { backward($0, $1, $2, $3, $4) })
        #expect(same.costs == run.costs)
    }

    @Test func mistakesAreCaughtByTheGradientCheck() {
        let p = randomParameters(hidden: 6, seed: 3)
        let relu = checkGradients(x, y, at: p, .relu) { x, trace, y, p, _ in
            backwardWithWrongRelu(x, trace, y, p, Z: trace.a1)
        }
        #expect(relu[0] > 0.1 && relu[1] > 0.1 && relu[2] < 1e-7 && relu[3] < 1e-7)
        let late = checkGradients(x, y, at: p, .tanh) {
            backwardAfterUpdate($0, $1, $2, $3, $4, learningRate: 1)
        }
        #expect(late[0] > 0.001 && late[1] > 0.001 && late[2] < 1e-7 && late[3] < 1e-7)
    }

    @Test func updatedTooEarlyIsTheGradientWithTheNextW2() {
        let p = randomParameters(hidden: 6, seed: 3)
        let trace = forward(x, p, .tanh)
        let right = backward(x, trace, y, p, .tanh)
        var next = p
        next.w2 = p.w2 - 0.5 * right.w2
        let expected = backward(x, trace, y, next, .tanh)
        let late = backwardAfterUpdate(x, trace, y, p, .tanh, learningRate: 0.5)
        #expect(late.w1 == expected.w1 && late.b1 == expected.b1)
        #expect(late.w2 == right.w2 && late.b2 == right.b2)
    }

    /// With Z(1 − Z) of the sigmoid, where it is right, the article's formula passes.
    @Test func theWrongReluIsTheSigmoids() {
        let p = randomParameters(hidden: 6, seed: 3)
        let sigmoid = checkGradients(x, y, at: p, .sigmoid) { x, trace, y, p, _ in
            backwardWithWrongRelu(x, trace, y, p, Z: trace.a1)
        }
        #expect(sigmoid.allSatisfy { $0 < 1e-7 })
    }

    @Test func softmaxLearnsAsItsTwinInNumPyDoes() throws {
        let losses = try referenceCurve("lesson04-softmax", "loss")
        let accuracies = try referenceCurve("lesson04-softmax", "accuracy")
        let curve = trainSoftmax(seed: 0)
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
        let byHand = backwardSoftmax(x, forward(x, p, .tanh), y, p)
        for part in [\Parameters.w1, \.b1, \.w2, \.b2] {
            let numerical = numericalGradient(at: p[keyPath: part]) { value in
                var moved = p
                moved[keyPath: part] = value
                return crossEntropy(forward(x, moved, .tanh).z2, y)
            }
            #expect(relativeDifference(byHand[keyPath: part], numerical) < 1e-7)
        }
    }

    @Test func gridsRunLineByLine() {
        #expect(grid([1, 2], [5, 6]) == Matrix([[1, 5], [2, 5], [1, 6], [2, 6]]))
        #expect(
            Lesson04MultilayerPerceptron.accuracy(
                Matrix(column: [0.2, 0.8, 0.6]), Matrix(column: [0, 1, 0])) > 0.66)
    }
}
