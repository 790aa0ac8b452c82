import Layers
import Matrices
import Testing

@testable import Lesson02GradientDescent

struct Lesson02Tests {
    let x = Matrix(column: [1, 2, 4, 7, 3])
    let y = Matrix(column: [3, 4, 9, 16, 5])

    @Test func costIsTheMeanOfTheSquares() {
        // ŷ = 2x + 1 = 3, 5, 9, 15, 7: errors 0, 1, 0, −1, 2.
        let predicted = forward(x, m: 2, b: 1)
        #expect(predicted == Matrix(column: [3, 5, 9, 15, 7]))
        #expect(abs(cost(predicted, y) - 6.0 / 5) < 1e-15)
    }

    @Test func gradientIsTheNumericalOne() {
        let byHand = backward(x, forward(x, m: 1.3, b: -0.4), y)
        let numerical = Layers.numericalGradient(at: Matrix(row: [1.3, -0.4])) {
            cost(forward(x, m: $0[0, 0], b: $0[0, 1]), y)
        }
        #expect(relativeDifference(Matrix(row: [byHand.dm, byHand.db]), numerical) < 1e-7)
        let own = Lesson02GradientDescent.numericalGradient(x, y, m: 1.3, b: -0.4)
        #expect(abs(own.dm - numerical[0, 0]) < 1e-8)
        #expect(abs(own.db - numerical[0, 1]) < 1e-8)
        // A step of h gives ( J(m + h) − J(m − h) ) / 2h exactly for a parabola, however long h is.
        let long = Lesson02GradientDescent.numericalGradient(x, y, m: 1.3, b: -0.4, h: 0.5)
        #expect(abs(long.dm - byHand.dm) < 1e-9)
        #expect(abs(long.db - byHand.db) < 1e-9)
    }

    @Test func descentStepsAgainstTheGradient() {
        let descent = descend(x, y, learningRate: 0.01, iterations: 2, m: 0.5, b: 0.25)
        #expect(descent.ms.count == 3 && descent.bs.count == 3 && descent.costs.count == 3)
        var (m, b) = (0.5, 0.25)
        for i in 0...2 {
            #expect(descent.ms[i] == m && descent.bs[i] == b)
            #expect(descent.costs[i] == cost(forward(x, m: m, b: b), y))
            let (dm, db) = backward(x, forward(x, m: m, b: b), y)
            m -= 0.01 * dm
            b -= 0.01 * db
        }
        #expect(descent.costs[2] < descent.costs[0])
    }

    @Test func eigenvaluesAreTheCurvaturesOfTheCost() {
        // Trace and determinant of 2/n · [ Σx² Σx ; Σx n ]: n = 5, Σx = 17, Σx² = 79.
        let (smaller, larger) = hessianEigenvalues(x)
        #expect(abs(smaller + larger - 2.0 / 5 * (79 + 5)) < 1e-12)
        #expect(abs(smaller * larger - 4.0 / 25 * (79 * 5 - 17 * 17)) < 1e-10)
        #expect(smaller < larger)
        let rate = 2 / larger
        #expect(descend(x, y, learningRate: 0.99 * rate, iterations: 2000).costs[2000] < 1)
        #expect(descend(x, y, learningRate: 1.01 * rate, iterations: 2000).costs[2000] > 1e3)
    }

    @Test func standardisedHasMeanZeroAndDeviationOne() {
        let z = standardised(x)
        #expect(abs(z.mean()) < 1e-15)
        #expect(abs((z * z).mean() - 1) < 1e-15)
        #expect(iterationsToBottom(z, y, learningRate: 0.5) == 1)
        #expect(iterationsToBottom(x, y, learningRate: 10) == nil)
    }

    @Test func batchesUseEveryExampleOncePerEpoch() {
        // One batch of all is plain descent, in whatever order the examples come.
        let whole = descendByBatches(
            x, y, batchSize: 5, learningRate: 0.01, epochs: 3, order: RandomState(seed: 2))
        let plain = descend(x, y, learningRate: 0.01, iterations: 3).costs
        for (a, b) in zip(whole, plain) { #expect(abs(a - b) < 1e-12) }
        #expect(whole.count == 4)
        // Batches of 2 from 5 examples: the order is the permutation's, the last batch has one.
        var order = RandomState(seed: 2)
        let rows = order.permutation(5)
        var (m, b) = (0.0, 0.0)
        for batch in [Array(rows[0..<2]), Array(rows[2..<4]), Array(rows[4..<5])] {
            let (dm, db) = backward(
                x[rows: batch], forward(x[rows: batch], m: m, b: b), y[rows: batch])
            m -= 0.01 * dm
            b -= 0.01 * db
        }
        let pairs = descendByBatches(
            x, y, batchSize: 2, learningRate: 0.01, epochs: 1, order: RandomState(seed: 2))
        #expect(abs(pairs[1] - cost(forward(x, m: m, b: b), y)) < 1e-12)
    }

    @Test func chainPassesTheErrorBack() {
        let p = Matrix(row: [0.7, -0.2, 1.4, 0.3])
        let (h, predicted) = chainForward(x, p)
        #expect(h == 0.7 * x + -0.2)
        #expect(predicted == 1.4 * h + 0.3)
        let numerical = Layers.numericalGradient(at: p) { cost(chainForward(x, $0).predicted, y) }
        #expect(relativeDifference(chainBackward(x, p, y), numerical) < 1e-7)
    }

    @Test func surfaceHasARowPerB() {
        let surface = lossSurface(x, y, ms: [0, 1, 2], bs: [5, 6])
        #expect(surface.rows == 2 && surface.columns == 3)
        #expect(surface[1, 2] == cost(forward(x, m: 2, b: 6), y))
        #expect(evenly(-1, 1, 5) == [-1, -0.5, 0, 0.5, 1])
        let best = leastSquares(x, y)
        #expect(abs(best.cost - cost(forward(x, m: best.m, b: best.b), y)) < 1e-12)
        let (dm, db) = backward(x, forward(x, m: best.m, b: best.b), y)
        #expect(abs(dm) < 1e-10 && abs(db) < 1e-10)
    }
}
