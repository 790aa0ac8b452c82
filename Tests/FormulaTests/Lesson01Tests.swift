import Layers
import Matrices
import Testing

@testable import Lesson01LinearNeuron

struct Lesson01Tests {
    @Test func fourGramsOfProteinGive110() {
        #expect(neuron(Matrix(row: [4]), w: 5, b: 90)[0, 0] == 110)
    }

    @Test func severalInputsHaveAWeightEach() {
        let x = Matrix([[1, 2, 3], [4, 5, 6]])
        let w = Matrix(column: [10, 100, 1000])
        #expect(neuron(x, w: w, b: 7) == Matrix(column: [3217, 6547]))
    }

    @Test func errorsAreSquaredAveragedAndRooted() {
        let predicted = Matrix(column: [1, 2, 3])
        let y = Matrix(column: [1, 5, 1])
        #expect(
            abs(Lesson01LinearNeuron.meanSquaredError(predicted, y) - 13.0 / 3) < 1e-15)
        #expect(abs(rootMeanSquaredError(predicted, y) - (13.0 / 3).squareRoot()) < 1e-15)
    }

    @Test func theBestLineIsTheOneOfLeastSquares() {
        let (w, b) = bestLine(Matrix(column: [0, 1, 2, 3]), Matrix(column: [1, 3, 5, 7]))
        #expect(abs(w - 2) < 1e-12 && abs(b - 1) < 1e-12)
        let (x, y) = (Matrix(column: [1, 2, 4, 7, 3]), Matrix(column: [3, 4, 9, 16, 5]))
        let line = bestLine(x, y)
        let several = Lesson01LinearNeuron.leastSquares(x, y)
        #expect(abs(line.w - several.w[0, 0]) < 1e-12 && abs(line.b - several.b) < 1e-12)
        // No neighbour is better.
        let least = rootMeanSquaredError(neuron(x, w: line.w, b: line.b), y)
        for (dw, db) in [(0.01, 0), (-0.01, 0), (0, 0.01), (0, -0.01)] {
            #expect(rootMeanSquaredError(neuron(x, w: line.w + dw, b: line.b + db), y) > least)
        }
    }

    @Test func leastSquaresIsTheLibrarysAndLeavesOneOut() {
        let x = Matrix([[1, 2], [2, 1], [4, 0], [3, 3], [5, 2]])
        let y = Matrix(column: [1, 2, 3, 5, 4])
        let own = Lesson01LinearNeuron.leastSquares(x, y)
        let library = Layers.leastSquares(x, y)
        #expect((own.w - library.w).norm() < 1e-12 && abs(own.b - library.b) < 1e-12)
        // Three points, each left out once: the line through the other two misses by 3, 1.5 and 3.
        let left = leaveOneOut(Matrix(column: [0, 1, 2]), Matrix(column: [0, 0, 3]))
        #expect(abs(left - ((9 + 2.25 + 9) / 3.0).squareRoot()) < 1e-12)
    }

    @Test func aConstantColumnGetsNoWeight() {
        let x = Matrix([[1, 7], [2, 7], [4, 7], [3, 7]])
        let (w, b) = Lesson01LinearNeuron.leastSquares(x, Matrix(column: [2, 4, 8, 6]))
        #expect(abs(w[0, 0] - 2) < 1e-12 && w[1, 0] == 0 && abs(b) < 1e-12)
        #expect(leaveOneOut(x, Matrix(column: [2, 4, 8, 6])) < 1e-12)
    }
}

@Test func changedFilesOfLesson01() throws {
    try ChangedData.tables("uscereal.csv", seed: 1) { path in
        let cereals = try Lesson01LinearNeuron.readCereals(path)
        _ = Lesson01LinearNeuron.leastSquares(cereals.fourInputs, cereals.calories)
        return cereals.protein.rows >= 20 && cereals.fourInputs.isFinite
            && cereals.names.count == cereals.calories.rows
    }
}
