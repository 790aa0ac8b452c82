import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson03LogisticRegression

struct Lesson03Tests {
    let x = Matrix([[0.2, 1.1, -0.3], [0.9, -0.4, 0.5], [-0.7, 0.6, 1.2], [0.1, -1.3, 0.8]])
    let y = Matrix(column: [1, 0, 1, 0])
    let w = Matrix(column: [0.4, -0.8, 0.3])
    let b = 0.35

    @Test func sigmoidHasItsKnownValues() {
        let values = Lesson03LogisticRegression.sigmoid(
            Matrix(row: [0, log(3), -log(3), 800, -800]))
        #expect(values[0, 0] == 0.5)
        #expect(abs(values[0, 1] - 0.75) < 1e-15)
        #expect(abs(values[0, 2] - 0.25) < 1e-15)
        #expect(values[0, 3] == 1 && values[0, 4] == 0)
    }

    @Test func forwardIsSigmoidOfTheWeightedSum() {
        let (z, predicted) = forward(x, w, b)
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
        #expect(abs(naiveCost(Matrix(column: p), y) - textbook) < 1e-14)
        #expect(!naiveCost(Matrix(row: [1]), Matrix(row: [0])).isFinite)
        #expect(abs(logLoss(z, y) - textbook) < 1e-14)
    }

    @Test func gradientIsTheNumericalOne() {
        let (dw, db) = backward(x, forward(x, w, b).predicted, y)
        let numericalDw = numericalGradient(at: w) { cost(forward(x, $0, b).z, y) }
        let numericalDb = numericalGradient(at: Matrix(row: [b])) {
            cost(forward(x, w, $0[0, 0]).z, y)
        }
        #expect(relativeDifference(dw, numericalDw) < 1e-7)
        #expect(relativeDifference(Matrix(row: [db]), numericalDb) < 1e-7)
        let checked = checkGradient(x, y, seed: 0)
        #expect(checked.dw < 1e-7 && checked.db < 1e-7)
    }

    @Test func updateGoesDownhill() {
        var (w, b) = (w, b)
        update(&w, &b, Matrix(column: [1, 2, 3]), 4, learningRate: 0.1)
        #expect((w - Matrix(column: [0.3, -1.0, 0])).norm() < 1e-15)
        #expect(abs(b - -0.05) < 1e-15)
    }

    @Test func trainingStartsAtTheFirstWeightAndKeepsEveryCost() {
        let run = train(
            x, y, from: firstParameters(of: x), learningRate: 0.1, iterations: 50)
        #expect(run.costs.count == 50)
        let first = forward(x, Matrix(rows: 3, columns: 1, repeating: 0.01), 0)
        #expect(run.costs[0] == cost(first.z, y))
        #expect(zip(run.costs, run.costs.dropFirst()).allSatisfy { $0 > $1 })
        #expect(Lesson03LogisticRegression.accuracy(predict(x, run.w, run.b), y) == 100)
    }

    @Test func predictionsAreOneAboveOneHalf() {
        let scores = Matrix(column: [-2, 0, 0.1])
        let one = Matrix(row: [1])
        #expect(predict(scores, one, 0) == Matrix(column: [0, 0, 1]))
        #expect(invertedPredict(scores, one, 0) == Matrix(column: [1, 1, 0]))
        let (answers, truth) = (Matrix(column: [1, 0, 1, 1]), Matrix(column: [1, 0, 0, 1]))
        #expect(Lesson03LogisticRegression.accuracy(answers, truth) == 75)
    }

    @Test func graphHasTheDerivativesOfTheDistance() {
        let graph = ComputationGraph(a: 3, b: 4)
        #expect(graph.aSquared == 9 && graph.bSquared == 16 && graph.sum == 25 && graph.c == 5)
        #expect(abs(graph.dSum - 0.1) < 1e-15)
        #expect(abs(graph.da - 0.6) < 1e-15 && abs(graph.db - 0.8) < 1e-15)
        let h = 1e-6
        let numerical =
            (ComputationGraph(a: 1.2 + h, b: 0.7).c - ComputationGraph(a: 1.2 - h, b: 0.7).c)
            / (2 * h)
        #expect(abs(ComputationGraph(a: 1.2, b: 0.7).da - numerical) < 1e-8)
    }

    @Test func penalisedFitIsAMinimum() {
        let (w, b, steps) = fitWithPenalty(x, y)
        func J(_ w: Matrix, _ b: Double) -> Double {
            (w * w).sum() / 2 + Double(y.rows) * cost(forward(x, w, b).z, y)
        }
        let dw = numericalGradient(at: w) { J($0, b) }
        let db = numericalGradient(at: Matrix(row: [b])) { J(w, $0[0, 0]) }
        #expect(dw.norm() < 1e-8 && db.norm() < 1e-8)
        #expect(steps < 12)
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
        let near = Matrix(column: [1, 2, 3, 7, 8, 9])
        let labels = Matrix(column: [0, 0, 0, 1, 1, 1])
        let far = Matrix(stacking: [near, Matrix(column: [60])])
        let farLabels = Matrix(stacking: [labels, Matrix(column: [1])])
        #expect(abs(linearThreshold(near, labels) - 5) < 1e-12)
        #expect(linearThreshold(far, farLabels) > 6)
        #expect(abs(logisticThreshold(near, labels) - 5) < 0.5)
        #expect(abs(logisticThreshold(far, farLabels) - 5) < 0.5)
    }
}
