import Datasets
import Exercises
import Matrices
import Testing

@testable import Exercise01LinearNeuron

struct Exercise01Tests {
    static var solution: Solution {
        Solution(
            oneInput: { Solution01.neuron($0, w: $1, b: $2) },
            severalInputs: { Solution01.neuron($0, w: $1, b: $2) }, rmse: Solution01.rmse)
    }

    @Test func solutionPasses() throws {
        let parts = check(Self.solution)
        #expect(verdicts(parts) == ["ŷ: right", "ŷ: right", "RMSE: right"])
        let lines = try costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "01")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                oneInput: { x, _, _ in Matrix(zerosLike: x) },
                severalInputs: { x, _, _ in Matrix(rows: x.rows, columns: 1) },
                rmse: { _, _ in 0 }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    static func one(
        _ name: String, _ objection: String, _ neuron: @escaping (Matrix, Double, Double) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["ŷ: \(objection)"]) { $0.oneInput = neuron }
    }

    static func several(
        _ name: String, _ objection: String, _ neuron: @escaping (Matrix, Matrix, Double) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["ŷ: \(objection)"]) { $0.severalInputs = neuron }
    }

    static func rmse(
        _ name: String, _ objection: String, _ rmse: @escaping (_ errors: Matrix) -> Double
    ) -> Slip<Solution> {
        Slip(name, ["RMSE: \(objection)"]) { $0.rmse = { rmse($0 - $1) } }
    }

    static var slips: [Slip<Solution>] {
        [
            one("no b", "b") { x, w, _ in w * x },
            one("no w", "w") { x, _, b in x + b },
            one("exchanged", "w, b") { x, w, b in b * x + w },
            one("brackets", "brackets") { x, w, b in w * (x + b) },
            one("minus b", "b") { x, w, b in w * x - b },
            one("no x", "x") { x, w, b in x.map { _ in w + b } },
            one("x itself", "w, b") { x, _, _ in x },
            one("square", "square") { x, w, b in w * x * x + b },
            one("minus", "sign") { x, w, b in -(w * x + b) },
            one("transposed", "shape") { x, w, b in (w * x + b).transposed() },
            one("first row only", "row 0 only") { x, w, b in
                var y = Matrix(zerosLike: x)
                y[0, 0] = w * x[0, 0] + b
                return y
            },
            one("five rows", "stopped") { x, w, b in
                Matrix(column: (0..<5).map { w * x[$0, 0] + b })
            },
            several("no b", "b") { x, w, _ in matmul(x, w) },
            several("minus b", "b") { x, w, b in matmul(x, w) - b },
            several("first input", "first input") { x, w, b in w[0, 0] * x[columns: [0]] + b },
            several("no weights", "w") { x, _, b in
                Matrix(column: (0..<x.rows).map { x[row: $0].reduce(b, +) })
            },
            several("no sum", "sum") { x, w, b in x * w.transposed() + b },
            several("b three times", "b") { x, w, b in matmul(x, w) + 3 * b },
            several("brackets", "brackets") { x, w, b in matmul(x + b, w) },
            several("element by element", "shapes") { x, w, b in x * w + b },
            several("exchanged", "shapes") { x, w, b in matmul(w, x) + b },
            several("transposed", "shapes") { x, w, b in matmul(transposed: x, w) + b },
            rmse("MSE", "root") { e in (e * e).mean() },
            rmse("sum", "mean") { e in (e * e).sum().squareRoot() },
            rmse("root of the sum", "order") { e in (e * e).sum().squareRoot() / Double(e.rows) },
            rmse("mean of errors", "square") { e in e.mean() },
            rmse("MAE", "absolute") { e in abs(e).mean() },
            rmse("mean first", "square") { e in (e.mean() * e.mean()).squareRoot() },
            rmse("n − 1", "n − 1") { e in ((e * e).sum() / Double(e.rows - 1)).squareRoot() },
            rmse("five", "m = 5 only") { e in ((e * e).sum() / 5).squareRoot() },
            rmse("minus", "sign") { e in -(e * e).mean().squareRoot() },
            rmse("root of negative", "no number") { e in (-(e * e).mean()).squareRoot() },
            rmse("last example", "one example") { e in abs(e[e.rows - 1, 0]) },
            rmse("a product", "shapes") { e in matmul(e, e).sum().squareRoot() },
            rmse("beyond the end", "stopped") { e in e[e.rows, 0] },
            Slip("no y", ["RMSE: y"]) { $0.rmse = { p, _ in (p * p).mean().squareRoot() } },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }
}
