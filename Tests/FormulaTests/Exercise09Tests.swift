import Datasets
import Exercises
import Matrices
import Testing

@testable import Exercise09BatchNormalization

struct Exercise09Tests {
    static var solution: Solution {
        Solution(backward: { Solution09.backward($0, normalized: $1, deviation: $2, gamma: $3) })
    }

    @Test func solutionPasses() throws {
        #expect(verdicts(check(Self.solution)) == ["dβ: right", "dγ: right", "dz: right"])
        let lines = try costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "09")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(backward: { dy, _, deviation, _ in
                (
                    Matrix(zerosLike: dy), Matrix(zerosLike: deviation),
                    Matrix(zerosLike: deviation)
                )
            }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    static func beta(
        _ name: String, _ word: String, _ dBeta: @escaping (_ dy: Matrix) -> Matrix
    ) -> Slip<Solution> {
        otherBeta(name, word) { dy, _, _, _ in dBeta(dy) }
    }

    static func otherBeta(
        _ name: String, _ word: String,
        _ dBeta: @escaping (_ dy: Matrix, _ n: Matrix, _ s: Matrix, _ g: Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["dβ: \(word)"]) {
            $0.backward = { dy, n, s, g in
                let (dz, dGamma, _) = Solution09.backward(dy, normalized: n, deviation: s, gamma: g)
                return (dz, dGamma, dBeta(dy, n, s, g))
            }
        }
    }

    static func gamma(
        _ name: String, _ word: String, _ dGamma: @escaping (Matrix, Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["dγ: \(word)"]) {
            $0.backward = { dy, n, s, g in
                let (dz, _, dBeta) = Solution09.backward(dy, normalized: n, deviation: s, gamma: g)
                return (dz, dGamma(dy, n, g), dBeta)
            }
        }
    }

    /// A dz from dẑ, ẑ and √(v + ε).
    static func dz(
        _ name: String, _ word: String, _ dz: @escaping (Matrix, Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["dz: \(word)"]) {
            $0.backward = { dy, n, s, g in
                let right = Solution09.backward(dy, normalized: n, deviation: s, gamma: g)
                return (dz(g * dy, n, s), right.dGamma, right.dBeta)
            }
        }
    }

    static var slips: [Slip<Solution>] {
        [
            beta("mean", "mean") { dy in dy.columnMeans() },
            beta("minus", "sign") { dy in -dy.columnSums() },
            beta("dy", "sum") { dy in dy },
            beta("all columns", "sum") { dy in
                Matrix(rows: 1, columns: 3, repeating: dy.sum())
            },
            beta("rows", "rows") { dy in dy.rowSums() },
            beta("last example", "one example") { dy in dy[rows: [dy.rows - 1]] },
            otherBeta("γ itself", "dy") { _, _, _, g in g },
            otherBeta("sum of ẑ", "dy") { _, n, _, _ in n.columnSums() },
            otherBeta("mean of ẑ", "dy") { _, n, _, _ in n.columnMeans() },
            otherBeta("divided", "deviation") { dy, _, s, _ in dy.columnSums() / s },
            beta("one number", "shape") { dy in Matrix(row: [dy.sum()]) },
            gamma("no ẑ", "ẑ") { dy, _, _ in dy.columnSums() },
            gamma("γ", "γ") { dy, n, g in (dy * n * g).columnSums() },
            gamma("mean", "mean") { dy, n, _ in (dy * n).columnMeans() },
            gamma("minus", "sign") { dy, n, _ in -(dy * n).columnSums() },
            gamma("no sum", "sum") { dy, n, _ in dy * n },
            gamma("product of sums", "order") { dy, n, _ in dy.columnSums() * n.columnSums() },
            gamma("sum times means", "order") { dy, n, _ in dy.columnSums() * n.columnMeans() },
            gamma("γ for ẑ", "γ") { dy, _, g in (dy * g).columnSums() },
            gamma("γ itself", "dy") { _, _, g in g },
            gamma("all columns", "sum") { dy, n, g in 0 * g + (dy * n).sum() },
            gamma("rows", "rows") { dy, n, _ in (dy * n).rowSums() },
            gamma("a product", "shapes") { dy, n, _ in matmul(dy, n) },
            gamma("transposed", "shape") { dy, n, _ in matmul(transposed: dy, n) },
            gamma("nan", "no number") { dy, n, _ in (dy * n).columnSums() / 0 },
            dz("three ways, one", "μ, v") { d, _, s in d / s },
            dz("no v", "v") { d, _, s in (d - d.columnMeans()) / s },
            dz("no μ", "μ") { d, n, s in (d - n * (d * n).columnMeans()) / s },
            dz("plus μ", "sign") { d, n, s in
                (d + d.columnMeans() - n * (d * n).columnMeans()) / s
            },
            dz("plus v", "sign") { d, n, s in
                (d - d.columnMeans() + n * (d * n).columnMeans()) / s
            },
            dz("minus", "sign") { d, n, s in
                -(d - d.columnMeans() - n * (d * n).columnMeans()) / s
            },
            dz("sums", "mean") { d, n, s in
                (d - d.columnSums() - n * (d * n).columnSums()) / s
            },
            dz("first a sum", "mean") { d, n, s in
                (d - d.columnSums() - n * (d * n).columnMeans()) / s
            },
            dz("second a sum", "mean") { d, n, s in
                (d - d.columnMeans() - n * (d * n).columnSums()) / s
            },
            dz("ẑ twice", "square") { d, n, s in
                (d - d.columnMeans() - n * n * (d * n).columnMeans()) / s
            },
            dz("product of means", "v") { d, n, s in
                (d - d.columnMeans() - n * d.columnMeans() * n.columnMeans()) / s
            },
            dz("means of everything", "mean") { d, n, s in
                (d - d.mean() - n * (d * n).mean()) / s
            },
            dz("v + ε", "√") { d, n, s in
                (d - d.columnMeans() - n * (d * n).columnMeans()) / s / s
            },
            dz("not divided", "deviation") { d, n, _ in
                d - d.columnMeans() - n * (d * n).columnMeans()
            },
            dz("multiplied", "deviation") { d, n, s in
                (d - d.columnMeans() - n * (d * n).columnMeans()) * s
            },
            dz("no ẑ before", "ẑ") { d, n, s in
                (d - d.columnMeans() - (d * n).columnMeans()) / s
            },
            dz("no ẑ in the mean", "ẑ") { d, n, s in
                (d - d.columnMeans() - n * d.columnMeans()) / s
            },
            dz("brackets", "brackets") { d, n, s in
                d - d.columnMeans() - n * (d * n).columnMeans() / s
            },
            dz("dẑ", "dẑ") { d, _, _ in d },
            dz("a product of matrices", "shapes") { d, n, s in
                (d - d.columnMeans() - matmul(n, d * n)) / s
            },
            Slip("no γ", ["dz: γ"]) {
                $0.backward = { dy, n, s, g in
                    let right = Solution09.backward(dy, normalized: n, deviation: s, gamma: g)
                    let one = Matrix(rows: 1, columns: 3, repeating: 1)
                    return (
                        Solution09.backward(dy, normalized: n, deviation: s, gamma: one).dz,
                        right.dGamma, right.dBeta
                    )
                }
            },
            Slip("dy in front", ["dz: dy"]) {
                $0.backward = { dy, n, s, g in
                    let right = Solution09.backward(dy, normalized: n, deviation: s, gamma: g)
                    let d = g * dy
                    return (
                        (dy - d.columnMeans() - n * (d * n).columnMeans()) / s, right.dGamma,
                        right.dBeta
                    )
                }
            },
            Slip("dy in the first mean", ["dz: dy"]) {
                $0.backward = { dy, n, s, g in
                    let right = Solution09.backward(dy, normalized: n, deviation: s, gamma: g)
                    let d = g * dy
                    return (
                        (d - dy.columnMeans() - n * (d * n).columnMeans()) / s, right.dGamma,
                        right.dBeta
                    )
                }
            },
            Slip("dy in the second mean", ["dz: dy"]) {
                $0.backward = { dy, n, s, g in
                    let right = Solution09.backward(dy, normalized: n, deviation: s, gamma: g)
                    let d = g * dy
                    return (
                        (d - d.columnMeans() - n * (dy * n).columnMeans()) / s, right.dGamma,
                        right.dBeta
                    )
                }
            },
            Slip("no γ, no v", ["dz: v, γ"]) {
                $0.backward = { dy, n, s, g in
                    let right = Solution09.backward(dy, normalized: n, deviation: s, gamma: g)
                    return ((dy - dy.columnMeans()) / s, right.dGamma, right.dBeta)
                }
            },
        ]
    }

    @Test func sentencesSayWhichMean() {
        for (slip, part) in [
            ("first a sum", "mean dẑ: it is a sum"), ("second a sum", "mean(dẑ ẑ): it"),
        ] {
            var changed = Self.solution
            Self.slips.first { $0.name == slip }?.change(&changed)
            #expect(sentence("dz", check(changed)).contains(part))
        }
        var changed = Self.solution
        Self.slips.first { $0.name == "product of sums" }?.change(&changed)
        #expect(sentence("dγ", check(changed)).contains("It is a sum of products"))
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }
}
