import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson03LogisticRegression

struct Lesson03Tests {
    let x = Matrix([[0.2, 1.1, -0.3], [0.9, -0.4, 0.5], [-0.7, 0.6, 1.2], [0.1, -1.3, 0.8]])
    let y = Matrix(column: [1, 0, 1, 0])
    let parameters = Parameters(w: Matrix(column: [0.4, -0.8, 0.3]), b: 0.35)

    /// The largest relative difference between gradients by hand and those of a cost.
    func difference(
        _ gradients: (dw: Matrix, db: Double), _ cost: (Parameters) -> Double
    ) -> Double {
        let (w, b) = (parameters.w, parameters.b)
        let dw = numericalGradient(at: w) { cost(Parameters(w: $0, b: b)) }
        let db = numericalGradient(at: Matrix(row: [b])) { cost(Parameters(w: w, b: $0[0, 0])) }
        return max(
            relativeDifference(gradients.dw, dw),
            relativeDifference(Matrix(row: [gradients.db]), db))
    }

    @Test func sigmoidHasItsKnownValues() {
        let values = Lesson03LogisticRegression.sigmoid(
            Matrix(row: [0, log(3), -log(3), 800, -800]))
        #expect(values[0, 0] == 0.5)
        #expect(abs(values[0, 1] - 0.75) < 1e-15)
        #expect(abs(values[0, 2] - 0.25) < 1e-15)
        #expect(values[0, 3] == 1 && values[0, 4] == 0)
    }

    @Test func forwardIsSigmoidOfTheWeightedSum() {
        let (z, predicted) = forward(x, parameters)
        let byHand: Double = 0.08 - 0.88 - 0.09 + 0.35
        #expect(abs(z[0, 0] - byHand) < 1e-15)
        #expect(abs(predicted[0, 0] - 1 / (1 + exp(-z[0, 0]))) < 1e-15)
    }

    @Test func costIsTheLogLossAndSafe() {
        let z = Matrix(column: [0.5, -1.5, 3, 2])
        let p = z.values.map { 1 / (1 + exp(-$0)) }
        let textbook = -(log(p[0]) + log(1 - p[1]) + log(p[2]) + log(1 - p[3])) / 4
        #expect(abs(cost(z, y) - textbook) < 1e-14)
        #expect(cost(Matrix(row: [1000, -1000]), Matrix(row: [0, 1])) == 1000)
        #expect(abs(naiveCost(z, y) - textbook) < 1e-14)
        #expect(abs(logLoss(z, y) - textbook) < 1e-14)
    }

    @Test func theNaiveLossEndsAt37AndInFloatAt17() {
        #expect(naiveLoss(36.0 as Double, 0).isFinite && !naiveLoss(37.0 as Double, 0).isFinite)
        #expect(naiveLoss(Float(16), 0).isFinite && !naiveLoss(Float(17), 0).isFinite)
        #expect(naiveLoss(Float(17), 1).isNaN)
        #expect(abs(naiveLoss(Float(1.5), 1) - Float(log(1 + exp(-1.5)))) < 1e-6)
    }

    @Test func trainingInFloatIsTheTraining() {
        let settings = Settings(learningRate: 0.1, iterations: 20)
        let float = trainInFloat(x, y, settings)
        let double = train(x, y, from: firstParameters(pixels: 3), settings)
        #expect(float.count == 20)
        for (a, b) in zip(float, double.costs) { #expect(abs(Double(a) - b) < 1e-5) }
    }

    @Test func gradientIsTheNumericalOne() {
        let gradients = backward(x, forward(x, parameters).predicted, y)
        #expect(difference(gradients) { cost(forward(x, $0).z, y) } < 1e-7)
        for (seed, width) in tries(0...400) {
            let x = Matrix(joining: Array(repeating: x, count: width))
            let checked = checkGradient(x, y, seed: seed)
            let isRight = checked.map(\.name) == ["dw", "db"] && checked.allSatisfy(\.isRight)
            #expect(isRight, "seed \(seed)")
        }
    }

    @Test func wrongCostsHaveTheirOwnGradients() {
        let (z, predicted) = forward(x, parameters)
        #expect(abs(costWithoutMinus(z, y) + cost(z, y)) < 1e-15)
        #expect(
            difference(backwardWithoutMinus(x, predicted, y)) {
                costWithoutMinus(forward(x, $0).z, y)
            } < 1e-7)
        let p = predicted.values
        let printed = (log(p[0]) - log(1 - p[1]) + log(p[2]) - log(1 - p[3])) / 4
        #expect(abs(costWithWrongSign(z, y) - printed) < 1e-14)
        #expect(
            difference(backwardWithWrongSign(x, predicted, y)) {
                costWithWrongSign(forward(x, $0).z, y)
            } < 1e-7)
        #expect(logOfSigmoid(-1000) == -1000)
    }

    @Test func theSquaredErrorKeepsTheSlopeOfTheSigmoid() {
        let (z, h) = (Matrix(column: [-1.3, 0.4, 2.1]), 1e-5)
        for y in [0.0, 1] {
            let (at, above, below) = (losses(z, y: y), losses(z + h, y: y), losses(z - h, y: y))
            #expect((at[0] - Lesson03LogisticRegression.sigmoid(z)).norm() < 1e-15)
            #expect((at[3] - (at[0] - y) * (at[0] - y)).norm() < 1e-15)
            for (loss, slope) in [(1, 2), (3, 4)] {
                let numerical = (above[loss] - below[loss]) / (2 * h)
                #expect((at[slope] - numerical).norm() < 1e-9)
            }
            #expect(at[1].values == z.values.map { cost(Matrix(row: [$0]), Matrix(row: [y])) })
        }
        let dw = squaredErrorGradient(x, forward(x, parameters).predicted, y)
        let numerical = numericalGradient(at: parameters.w) { w in
            let errors = forward(x, Parameters(w: w, b: parameters.b)).predicted - y
            return (errors * errors).mean()
        }
        #expect(relativeDifference(dw, numerical) < 1e-7)
    }

    @Test func updateGoesDownhill() {
        var parameters = parameters
        update(&parameters, (Matrix(column: [1, 2, 3]), 4), learningRate: 0.1)
        #expect((parameters.w - Matrix(column: [0.3, -1.0, 0])).norm() < 1e-15)
        #expect(abs(parameters.b - -0.05) < 1e-15)
    }

    @Test func trainingStartsAtTheFirstWeightAndKeepsEveryCost() {
        var seen: [Int: Parameters] = [:]
        let run = train(
            x, y, from: firstParameters(pixels: 3), Settings(learningRate: 0.1, iterations: 50)
        ) { seen[$0] = $1.parameters }
        #expect(run.costs.count == 50)
        #expect(seen.count == 50 && seen[0] == firstParameters(pixels: 3))
        #expect(seen.allSatisfy { cost(forward(x, $1).z, y) == run.costs[$0] })
        let first = forward(x, Parameters(w: Matrix(rows: 3, columns: 1, repeating: 0.01), b: 0))
        #expect(run.costs[0] == cost(first.z, y))
        #expect(zip(run.costs, run.costs.dropFirst()).allSatisfy { $0 > $1 })
        #expect(Lesson03LogisticRegression.accuracy(predict(x, run.parameters), y) == 1)
    }

    @Test func predictionsAreOneAboveOneHalf() {
        let scores = Matrix(column: [-2, 0, 0.1])
        let one = Parameters(w: Matrix(row: [1]), b: 0)
        #expect(predict(scores, one) == Matrix(column: [0, 0, 1]))
        #expect(invertedPredict(scores, one) == Matrix(column: [1, 1, 0]))
        let (answers, truth) = (Matrix(column: [1, 0, 1, 1]), Matrix(column: [1, 0, 0, 1]))
        #expect(Lesson03LogisticRegression.accuracy(answers, truth) == 0.75)
    }

    @Test func graphHasTheDerivativesOfTheDistance() {
        let graph = distance(a: 3, b: 4)
        #expect(graph.values == [3, 4, 9, 16, 25, 5])
        for (slope, right) in zip(graph.slopes, [0.6, 0.8, 0.1, 0.1, 0.1, 1]) {
            #expect(abs(slope - right) < 1e-15)
        }
        let h = 1e-6
        let (above, below) = (distance(a: 1.2 + h, b: 0.7), distance(a: 1.2 - h, b: 0.7))
        let numerical = (above.values[5] - below.values[5]) / (2 * h)
        #expect(abs(distance(a: 1.2, b: 0.7).slopes[0] - numerical) < 1e-8)
    }

    @Test func penalisedFitIsAMinimum() {
        let (fit, steps) = fitWithPenalty(x, y)
        func J(_ w: Matrix, _ b: Double) -> Double {
            (w * w).sum() / 2 + Double(y.rows) * cost(forward(x, Parameters(w: w, b: b)).z, y)
        }
        let dw = numericalGradient(at: fit.w) { J($0, fit.b) }
        let db = numericalGradient(at: Matrix(row: [fit.b])) { J(fit.w, $0[0, 0]) }
        #expect(dw.norm() < 1e-8 && db.norm() < 1e-8)
        #expect(steps < 12)
        #expect(abs(penalisedCost(x, y, fit) - J(fit.w, fit.b)) < 1e-12)
    }

    @Test func newtonDerivativeIsTheResiduals() {
        let K = matmul(x, transposed: x)
        let unknowns = Matrix(column: [0.2, -0.1, 0.4, -0.3, 0.15])
        let J = newtonDerivative(K, unknowns)
        for i in 0..<5 {
            let row = numericalGradient(at: unknowns) { newtonResidual(K, y, $0)[i, 0] }
            #expect(relativeDifference(J[rows: [i]].transposed(), row) < 1e-7)
        }
    }

    @Test func farPointsMoveTheLineButNotTheSigmoid() {
        let x = Matrix(column: [1, 2, 3, 7, 8, 9, 60])
        let y = Matrix(column: [0, 0, 0, 1, 1, 1, 1])
        let (near, far) = (fitBoth(x[rows: 0..<6], y[rows: 0..<6]), fitBoth(x, y))
        func place(_ fit: Parameters, _ height: Double) -> Double {
            (height - fit.b) / fit.w[0, 0]
        }
        #expect(abs(place(near.line, 0.5) - 5) < 1e-12)
        #expect(place(far.line, 0.5) > 6)
        #expect(abs(place(near.sigmoid, 0) - 5) < 0.5)
        #expect(abs(place(far.sigmoid, 0) - 5) < 0.5)
    }

    @Test func savedWeightsHaveNames() throws {
        #expect(named(parameters).map(\.name) == ["w", "b"])
        #expect(named(parameters)[1].matrix == Matrix(row: [0.35]))
        #expect(try readParameters(nil) == nil)
    }
}

@Test func changedFilesOfLesson03() throws {
    try ChangedData.arrays(seed: 3) { folder in
        let hands = try readHands(folder: folder, seed: 0)
        return hands.x.rows == 348 && hands.xTest.rows == 62 && hands.examples.rows == 2
            && (0...1).contains(hands.x.min()) && (0...1).contains(hands.x.max())
    }
}
