import Matrices
import Testing

@testable import Lesson01LinearNeuron

struct Lesson01Tests {
    @Test func fourGramsOfProteinGive110() {
        #expect(neuron(Matrix(row: [4]), m: 5, b: 90)[0, 0] == 110)
    }

    @Test func severalInputsHaveAWeightEach() {
        let x = Matrix([[1, 2, 3], [4, 5, 6]])
        let w = Matrix(column: [10, 100, 1000])
        #expect(neuron(x, w: w, b: 7) == Matrix(column: [3217, 6547]))
    }

    @Test func errorsAreSquaredAveragedAndRooted() {
        let predicted = Matrix(column: [1, 2, 3])
        let y = Matrix(column: [1, 5, 1])
        #expect(abs(meanSquaredError(predicted, y) - 13.0 / 3) < 1e-15)
        #expect(abs(rootMeanSquaredError(predicted, y) - (13.0 / 3).squareRoot()) < 1e-15)
    }

    @Test func leastSquaresFindsALineAndLeavesOneOut() {
        let x = Matrix(column: [0, 1, 2, 3])
        let exact = leastSquares(x, 2 * x + 1)
        #expect((exact.weights - Matrix(column: [2, 1])).norm() < 1e-12)
        #expect(exact.rmse < 1e-12 && exact.leaveOneOut < 1e-12)
        // Three points, each left out once: the line through the other two misses by 3, 1.5 and 3.
        let bent = leastSquares(Matrix(column: [0, 1, 2]), Matrix(column: [0, 0, 3]))
        #expect(abs(bent.leaveOneOut - ((9 + 2.25 + 9) / 3.0).squareRoot()) < 1e-12)
    }
}
