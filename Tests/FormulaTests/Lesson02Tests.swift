import Layers
import Matrices
import Testing

@testable import Lesson02GradientDescent

struct Lesson02Tests {
    let x = Matrix(column: [1, 2, 4, 7, 3])
    let y = Matrix(column: [3, 4, 9, 16, 5])

    @Test func costIsTheMeanOfTheSquares() {
        // ŷ = 2x + 1 = 3, 5, 9, 15, 7: errors 0, 1, 0, −1, 2.
        let predicted = forward(x, Parameters(w: 2, b: 1))
        #expect(predicted == Matrix(column: [3, 5, 9, 15, 7]))
        #expect(abs(cost(predicted, y) - 6.0 / 5) < 1e-15)
    }

    @Test func gradientIsTheNumericalOne() {
        let place = Parameters(w: 1.3, b: -0.4)
        let byHand = backward(x, forward(x, place), y)
        let numerical = Layers.numericalGradient(at: Matrix(row: [1.3, -0.4])) {
            cost(forward(x, Parameters(w: $0[0, 0], b: $0[0, 1])), y)
        }
        #expect(relativeDifference(Matrix(row: [byHand.dw, byHand.db]), numerical) < 1e-7)
        let own = Lesson02GradientDescent.numericalGradient(x, y, place)
        #expect(abs(own.dw - numerical[0, 0]) < 1e-8)
        #expect(abs(own.db - numerical[0, 1]) < 1e-8)
        // A step of h gives ( J(w + h) − J(w − h) ) / 2h exactly for a parabola, however long h is.
        let long = Lesson02GradientDescent.numericalGradient(x, y, place, h: 0.5)
        #expect(abs(long.dw - byHand.dw) < 1e-9)
        #expect(abs(long.db - byHand.db) < 1e-9)
        let checked = checkGradient(x, y, at: place)
        #expect(checked.difference < 1e-7 && checked.byHand == byHand && checked.numerical == own)
        let wrong = checkGradient(x, y, at: Parameters(w: .infinity, b: 0))
        // At the bottom, where the gradient is 0: of data on a line, and of zeros.
        for (w, b) in [(2.0, 1.0), (0, 0)] {
            let bottom = checkGradient(x, x * w + b, at: Parameters(w: w, b: b))
            #expect(bottom.difference == 0 && bottom.byHand == (0, 0))
        }
        #expect(!(wrong.difference < 1e-7))
    }

    @Test func descentStepsAgainstTheGradient() {
        let training = train(x, y, learningRate: 0.01, iterations: 2)
        #expect(training.path.count == 3 && training.costs.count == 3)
        var (w, b) = (0.0, 0.0)
        for i in 0...2 {
            #expect(training.path[i] == Parameters(w: w, b: b))
            #expect(training.costs[i] == cost(forward(x, Parameters(w: w, b: b)), y))
            let (dw, db) = backward(x, forward(x, Parameters(w: w, b: b)), y)
            w -= 0.01 * dw
            b -= 0.01 * db
        }
        #expect(training.costs[2] < training.costs[0])
    }

    @Test func aStepMultipliesTheDistanceFromTheBottomOfAParabola() {
        for rate in [0.1, 0.5, 0.9, 1, 1.1] {
            let walk = descendParabola(learningRate: rate)
            #expect(walk.distances.count == 11 && walk.distances[0] == 1)
            #expect(abs(walk.factor - (1 - 2 * rate)) < 1e-15)
            for (before, after) in zip(walk.distances, walk.distances.dropFirst()) {
                #expect(abs(after - walk.factor * before) < 1e-12)
            }
        }
    }

    @Test func eigenvaluesAreTheCurvaturesOfTheCost() {
        // Trace and determinant of 2/m · [ Σx² Σx ; Σx m ]: m = 5, Σx = 17, Σx² = 79.
        let (smaller, larger) = hessianEigenvalues(x)
        #expect(abs(smaller + larger - 2.0 / 5 * (79 + 5)) < 1e-12)
        #expect(abs(smaller * larger - 4.0 / 25 * (79 * 5 - 17 * 17)) < 1e-10)
        #expect(smaller < larger)
        let rate = 2 / larger
        #expect(train(x, y, learningRate: 0.99 * rate, iterations: 2000).costs[2000] < 1)
        #expect(train(x, y, learningRate: 1.01 * rate, iterations: 2000).costs[2000] > 1e3)
    }

    @Test func theBestRateShrinksBothDistancesAlike() throws {
        let shape = describe("raw", x, y)
        let along = 1 - shape.bestRate * shape.smaller
        let across = 1 - shape.bestRate * shape.larger
        #expect(abs(along + across) < 1e-12 && along > 0 && along < 1)
        #expect((shape.smaller, shape.larger) == hessianEigenvalues(x))
        let updates = try #require(shape.updates)
        #expect(updates == updatesToBottom(x, y, learningRate: shape.bestRate))
        #expect(
            updatesToBottom(x, y, learningRate: shape.bestRate / 3).map { $0 > updates } ?? true)
    }

    @Test func standardisedHasMeanZeroAndDeviationOne() {
        #expect(abs(centre(x).mean()) < 1e-15)
        #expect((centre(x) - (x - 3.4)).norm() < 1e-14)
        let z = standardise(x)
        #expect(abs(z.mean()) < 1e-15)
        #expect(abs((z * z).mean() - 1) < 1e-15)
        #expect(updatesToBottom(z, y, learningRate: 0.5) == 1)
        #expect(updatesToBottom(x, y, learningRate: 10) == nil)
    }

    @Test func batchesUseEveryExampleOncePerEpoch() {
        var random = RandomState(seed: 2)
        let rows = RandomState(seed: 2).shuffled(5)
        #expect(
            Lesson02GradientDescent.batches(of: 2, from: 5, &random)
                == [Array(rows[0..<2]), Array(rows[2..<4]), Array(rows[4..<5])])
        // One batch of all is plain descent, in whatever order the examples come.
        let whole = trainByBatches(x, y, batchSize: 5, learningRate: 0.01, epochs: 3, seed: 2)
        let plain = train(x, y, learningRate: 0.01, iterations: 3).costs
        #expect(whole.count == 4)
        for (a, b) in zip(whole, plain) { #expect(abs(a - b) < 1e-12) }
        // Batches of 2 from 5 examples: the order is the permutation's, the last batch has one.
        var parameters = Parameters()
        for batch in [Array(rows[0..<2]), Array(rows[2..<4]), Array(rows[4..<5])] {
            let (dw, db) = backward(
                x[rows: batch], forward(x[rows: batch], parameters), y[rows: batch])
            parameters.w -= 0.01 * dw
            parameters.b -= 0.01 * db
        }
        let pairs = trainByBatches(x, y, batchSize: 2, learningRate: 0.01, epochs: 1, seed: 2)
        #expect(abs(pairs[1] - cost(forward(x, parameters), y)) < 1e-12)
    }

    @Test func chainPassesTheErrorBack() {
        let p = Matrix(row: [0.7, -0.2, 1.4, 0.3])
        let (h, predicted) = forward(x, ChainParameters(p))
        #expect(h == 0.7 * x + -0.2)
        #expect(predicted == 1.4 * h + 0.3)
        let numerical = Layers.numericalGradient(at: p) {
            cost(forward(x, ChainParameters($0)).predicted, y)
        }
        let byHand = backward(x, ChainParameters(p), y)
        #expect(relativeDifference(byHand.row, numerical) < 1e-7)
        #expect(checkChain(x, y))
        let (path, costs) = trainChain(x, y, learningRate: 0.001, iterations: 2)
        #expect(path.count == 3 && costs[2] < costs[1] && costs[1] < costs[0])
        #expect(path[0].row == Matrix(row: [0.5, 0.1, 0.5, 0.1]))
        let step = path[0].row - 0.001 * backward(x, path[0], y).row
        #expect(path[1].row == step)
    }

    @Test func surfaceHasARowPerB() {
        let surface = lossSurface(x, y, ws: [0, 1, 2], bs: [5, 6])
        #expect(surface.rows == 2 && surface.columns == 3)
        #expect(surface[1, 2] == cost(forward(x, Parameters(w: 2, b: 6)), y))
        let best = bestParameters(x, y)
        let (dw, db) = backward(x, forward(x, best), y)
        #expect(abs(dw) < 1e-10 && abs(db) < 1e-10)
    }
}

extension RandomState {
    /// The permutation that a generator gives first.
    fileprivate func shuffled(_ count: Int) -> [Int] {
        var random = self
        return random.permutation(count)
    }
}

@Test func changedFilesOfLesson02() throws {
    try ChangedData.tables("uscereal.csv", seed: 2) { path in
        let (x, y) = try Lesson02GradientDescent.readCereals(path)
        _ = bestParameters(standardise(x), y)
        return x.rows >= 20 && x.rows == y.rows && x.isFinite && y.isFinite
    }
}
