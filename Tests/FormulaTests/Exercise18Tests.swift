import Exercises
import Matrices
import Testing

@testable import Exercise18Attention

struct Exercise18Tests {
    static var solution: Solution {
        Solution(backward: { Solution18.backward(q: $0, k: $1, v: $2, a: $3, dOut: $4) })
    }

    @Test func solutionPasses() {
        #expect(verdicts(check(Self.solution)) == ["dv: right", "dq: right", "dk: right"])
        let lines = costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
        #expect(lines.right[2] < lines.right[1] && lines.right[1] < lines.right[0])
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "18")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(backward: { q, k, v, _, _ in
                (Matrix(zerosLike: q), Matrix(zerosLike: k), Matrix(zerosLike: v))
            }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    static func value(
        _ name: String, _ word: String, _ dv: @escaping (Matrix, _ v: Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["dv: \(word)"]) {
            $0.backward = { q, k, v, a, dOut in
                let right = Solution18.backward(q: q, k: k, v: v, a: a, dOut: dOut)
                return (right.dq, right.dk, dv(a, v, dOut))
            }
        }
    }

    /// Another ds, or another factor in dq and dk.
    static func score(
        _ name: String, _ word: String, factor: Double = 1 / 3.0.squareRoot(),
        _ ds: @escaping (_ a: Matrix, _ da: Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["dq: \(word)", "dk: \(word)"]) {
            $0.backward = { q, k, v, a, dOut in
                let ds = ds(a, matmul(dOut, transposed: v))
                return (
                    factor * matmul(ds, k), factor * matmul(transposed: ds, q),
                    matmul(transposed: a, dOut)
                )
            }
        }
    }

    /// The right ds, and something else made of it.
    static func last(
        _ name: String, _ objection: String,
        _ change:
            @escaping (
                inout (dq: Matrix, dk: Matrix, dv: Matrix), _ ds: Matrix,
                _ all: (q: Matrix, k: Matrix, v: Matrix, a: Matrix, dOut: Matrix)
            ) -> Void
    ) -> Slip<Solution> {
        Slip(name, [objection]) {
            $0.backward = { q, k, v, a, dOut in
                var d = Solution18.backward(q: q, k: k, v: v, a: a, dOut: dOut)
                change(&d, right(a, matmul(dOut, transposed: v)), (q, k, v, a, dOut))
                return d
            }
        }
    }

    /// a ∗ (da − c), where c is a number for each row.
    static func minus(_ a: Matrix, _ da: Matrix, _ c: (Int) -> Double) -> Matrix {
        Matrix(rows: a.rows, columns: a.columns) { i, j in a[i, j] * (da[i, j] - c(i)) }
    }

    static func right(_ a: Matrix, _ da: Matrix) -> Matrix {
        let sums = (a * da).rowSums()
        return minus(a, da) { sums[$0, 0] }
    }

    static var slips: [Slip<Solution>] {
        let root = 3.0.squareRoot()
        return [
            value("√d", "√d") { a, _, dOut in matmul(transposed: a, dOut) / root },
            value("minus", "sign") { a, _, dOut in -matmul(transposed: a, dOut) },
            value("v", "v") { a, v, dOut in matmul(transposed: a, dOut) * v },
            value("a not transposed", "shapes") { a, _, dOut in matmul(a, dOut) },
            value("no a", "a") { a, v, dOut in
                Matrix(rows: v.rows, columns: 3) { _, j in dOut.columnSums()[0, j] }
            },
            value("o", "o") { a, v, _ in matmul(transposed: a, matmul(a, v)) },
            value("transposed", "shape") { a, _, dOut in matmul(transposed: dOut, a) },
            value("nan", "no number") { a, _, dOut in matmul(transposed: a, dOut) / 0 },
            value("last value forgotten", "the last row") { a, _, dOut in
                var dv = matmul(transposed: a, dOut)
                dv[row: dv.rows - 1] = [0, 0, 0]
                return dv
            },
            score("no √d", "√d", factor: 1) { right($0, $1) },
            score("times √d", "√d", factor: root) { right($0, $1) },
            score("d", "√d", factor: 1.0 / 3) { right($0, $1) },
            score("minus", "sign", factor: -1 / root) { right($0, $1) },
            score("no softmax", "softmax") { $1 },
            score("no sum", "Σ da ∗ a") { $0 * $1 },
            score("Σ da", "Σ da ∗ a") { a, da in minus(a, da) { da[row: $0].reduce(0, +) } },
            score("mean da", "Σ da ∗ a") { a, da in
                minus(a, da) { da[row: $0].reduce(0, +) / Double(da.columns) }
            },
            score("sum over everything", "Σ da ∗ a") { a, da in
                minus(a, da) { _ in (a * da).sum() }
            },
            score("plus", "+ Σ da ∗ a") { a, da in
                minus(a, da) { -(a * da).rowSums()[$0, 0] }
            },
            score("a (1 − a)", "a (1 − a)") { a, da in da * a * (1 - a) },
            score("no a", "a") { a, da in
                Matrix(rows: a.rows, columns: a.columns) { i, j in
                    da[i, j] - (a * da).rowSums()[i, 0]
                }
            },
            score("no softmax, no √d", "softmax, √d", factor: 1) { $1 },
            score("no softmax, uphill", "softmax, sign", factor: -1 / root) { $1 },
            score("a column", "shapes") { a, da in a * (da - (a * da).rowSums()) },
            last("v for k", "dq: v") { d, ds, all in d.dq = matmul(ds, all.v) / 3.0.squareRoot() },
            last("a for ds in dq", "dq: a") { d, _, all in
                d.dq = matmul(all.a, all.k) / 3.0.squareRoot()
            },
            last("a for ds in dk", "dk: a") { d, _, all in
                d.dk = matmul(transposed: all.a, all.q) / 3.0.squareRoot()
            },
            last("dOut for q", "dk: dOut") { d, ds, all in
                d.dk = matmul(transposed: ds, all.dOut) / 3.0.squareRoot()
            },
            last("ds not transposed", "dk: shapes") { d, ds, all in
                d.dk = matmul(ds, all.q) / 3.0.squareRoot()
            },
            last("no dk", "dk: not written yet") { d, _, _ in d.dk *= 0 },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }
}
