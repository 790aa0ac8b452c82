import Datasets
import Exercises
import Matrices
import Testing

@testable import Exercise08Overfitting

struct Exercise08Tests {
    static var solution: Solution {
        Solution(
            dropout: { Solution08.dropout($0, $1, rate: $2) },
            dropoutBackward: { Solution08.dropoutBackward($0, mask: $1) },
            cost: { Solution08.cost($0, $1, lambda: $2) },
            gradient: { Solution08.gradient($0, $1, lambda: $2) })
    }

    @Test func solutionPasses() throws {
        #expect(
            verdicts(check(Self.solution))
                == ["mask: right", "out: right", "da: right", "J: right", "dW: right"])
        let lines = try costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "08")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                dropout: { a, _, _ in (Matrix(zerosLike: a), Matrix(zerosLike: a)) },
                dropoutBackward: { dOut, _ in Matrix(zerosLike: dOut) }, cost: { _, _, _ in 0 },
                gradient: { _, w, _ in Matrix(zerosLike: w) }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    static func mask(
        _ name: String, _ word: String, _ mask: @escaping (_ u: Matrix, _ r: Double) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["mask: \(word)", "out: \(word)"]) {
            $0.dropout = { a, u, r in (a * mask(u, r), mask(u, r)) }
        }
    }

    static func out(
        _ name: String, _ word: String, _ out: @escaping (Matrix, _ mask: Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["out: \(word)"]) {
            $0.dropout = { a, u, r in
                let mask = Solution08.dropout(a, u, rate: r).mask
                return (out(a, mask), mask)
            }
        }
    }

    static func back(
        _ name: String, _ word: String, _ da: @escaping (_ dOut: Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["da: \(word)"]) { $0.dropoutBackward = da }
    }

    static func cost(
        _ name: String, _ word: String, _ cost: @escaping (Double, [Matrix], Double) -> Double
    ) -> Slip<Solution> {
        Slip(name, ["J: \(word)"]) { $0.cost = cost }
    }

    static func gradient(
        _ name: String, _ word: String, _ gradient: @escaping (Matrix, Matrix, Double) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["dW: \(word)"]) { $0.gradient = gradient }
    }

    static var slips: [Slip<Solution>] {
        func squares(_ weights: [Matrix]) -> Double { weights.reduce(0) { $0 + ($1 * $1).sum() } }
        return [
            mask("no scale", "scale") { u, r in u.map { $0 < r ? 0 : 1 } },
            mask("divided by r", "scale") { u, r in u.map { $0 < r ? 0 : 1 / r } },
            mask("multiplied", "scale") { u, r in u.map { $0 < r ? 0 : 1 - r } },
            mask("sides", "sides") { u, r in u.map { $0 < r ? 1 / (1 - r) : 0 } },
            mask("sides, no scale", "sides") { u, r in u.map { $0 < r ? 1 : 0 } },
            mask("u itself", "u") { u, _ in u },
            mask("a half", "0.5") { u, _ in u.map { $0 < 0.5 ? 0 : 2 } },
            mask("none", "none") { u, _ in u.map { _ in 1 } },
            mask("one row for all", "column") { u, r in
                Matrix(rows: u.rows, columns: u.columns) { _, j in u[0, j] < r ? 0 : 1 / (1 - r) }
            },
            mask("minus", "sign") { u, r in u.map { $0 < r ? 0 : -1 / (1 - r) } },
            out("the mask", "mask") { _, mask in mask },
            out("sum", "sum") { a, mask in a + mask },
            out("mask twice", "mask twice") { a, mask in a * mask * mask },
            out("a product of matrices", "shapes") { a, mask in matmul(a, mask) },
            out("transposed", "shape") { a, mask in (a * mask).transposed() },
            back("no mask", "mask") { dOut, _ in dOut },
            back("mask alone", "dOut") { _, mask in mask },
            back("no scale", "scale") { dOut, mask in dOut * mask.map { $0 > 0 ? 1 : 0 } },
            back("sides", "sides") { dOut, mask in dOut * mask.map { $0 > 0 ? 0 : 1 } },
            back("minus", "sign") { dOut, mask in -(dOut * mask) },
            back("mask twice", "mask twice") { dOut, mask in dOut * mask * mask },
            back("divided", "no number") { dOut, mask in dOut / mask },
            cost("no penalty", "λ Σ W²") { J, _, _ in J },
            cost("no J", "J") { _, w, lambda in lambda * squares(w) },
            cost("no λ", "λ") { J, w, _ in J + squares(w) },
            cost("minus", "sign") { J, w, lambda in J - lambda * squares(w) },
            cost("no square", "W²") { J, w, lambda in w.reduce(J) { $0 + lambda * $1.sum() } },
            cost("L1", "W²") { J, w, lambda in w.reduce(J) { $0 + lambda * abs($1).sum() } },
            cost("root", "root") { J, w, lambda in J + lambda * squares(w).squareRoot() },
            cost("half", "λ/2") { J, w, lambda in J + lambda / 2 * squares(w) },
            cost("first layer", "first W") { J, w, lambda in J + lambda * squares([w[0]]) },
            cost("last layer", "last W") { J, w, lambda in J + lambda * squares([w[1]]) },
            cost("a third layer", "stopped") { J, w, lambda in J + lambda * squares([w[2]]) },
            gradient("no 2", "2") { dw, w, lambda in dw + lambda * w },
            gradient("no λ", "λ") { dw, w, _ in dw + 2 * w },
            gradient("no λ, no 2", "λ, 2") { dw, w, _ in dw + w },
            gradient("no penalty", "2λ W") { dw, _, _ in dw },
            gradient("no dw", "dW") { _, w, lambda in 2 * lambda * w },
            gradient("minus", "sign") { dw, w, lambda in dw - 2 * lambda * w },
            gradient("square", "W²") { dw, w, lambda in dw + lambda * w * w },
            gradient("L1", "|W|") { dw, w, lambda in dw + lambda * w.map { $0 < 0 ? -1 : 1 } },
            gradient("product", "product") { dw, w, lambda in 2 * lambda * dw * w },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }
}
