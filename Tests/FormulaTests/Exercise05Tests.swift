import Datasets
import Exercises
import Foundation
import Matrices
import Testing

@testable import Exercise05RedWine

struct Exercise05Tests {
    static var solution: Solution {
        Solution(
            remember: Solution05.remember,
            step: { Solution05.step($0, $1, t: $2, learningRate: $3) })
    }

    @Test func solutionPasses() throws {
        #expect(
            verdicts(check(Self.solution))
                == ["v: right", "s: right", "step: right", "step, s tiny: right"])
        let lines = try costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "05")
    }

    @Test func theOtherConventionIsAccepted() throws {
        var other = Self.solution
        other.remember = { v, s, g in (0.9 * v - 0.1 * g, 0.999 * s + 0.001 * g * g) }
        #expect(objections(check(other)) == ["v: sign"])
        other.step = { v, s, t, rate in -Self.solution.step(v, s, t, rate) }
        let parts = check(other)
        #expect(
            verdicts(parts) == [
                "v: right, see below", "s: right", "step: right, see below",
                "step, s tiny: right, see below",
            ])
        #expect(try costLines(other).isRight)
        // A step uphill alone is none, nor is one with another mistake in it.
        other.step = { v, s, t, rate in rate * v / (s.map { $0.squareRoot() + 1e-7 }) }
        #expect(objections(check(other)).contains("v: sign"))
        other.remember = Self.solution.remember
        other.step = { v, s, t, rate in -Self.solution.step(v, s, t, rate) }
        #expect(objections(check(other)).first == "step: sign")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                remember: { _, _, g in (Matrix(zerosLike: g), Matrix(zerosLike: g)) },
                step: { v, _, _, _ in Matrix(zerosLike: v) }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    static func v(
        _ name: String, _ objection: String, _ v: @escaping (Matrix, Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["v: \(objection)"]) {
            $0.remember = { (v($0, $1, $2), Solution05.remember($0, $1, $2).s) }
        }
    }

    static func s(
        _ name: String, _ objection: String, _ s: @escaping (Matrix, Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["s: \(objection)"]) {
            $0.remember = { (Solution05.remember($0, $1, $2).v, s($0, $1, $2)) }
        }
    }

    /// A step; one whose mistake shows where s is tiny too is not judged there yet.
    static func step(
        _ name: String, _ objections: String..., tiny: String = "later",
        step: @escaping (_ v: Matrix, _ s: Matrix, _ t: Double, _ rate: Double) -> Matrix
    ) -> Slip<Solution> {
        let first = objections.map { "step: \($0)" }
        return Slip(name, first + (tiny.isEmpty ? [] : ["step, s tiny: \(tiny)"])) {
            $0.step = { step($0, $1, Double($2), $3) }
        }
    }

    static var slips: [Slip<Solution>] {
        func root(_ s: Matrix) -> Matrix { s.map { $0.squareRoot() + 1e-7 } }
        func hat(_ a: Matrix, _ beta: Double, _ t: Double) -> Matrix { a / (1 - pow(beta, t)) }
        return [
            v("no old", "old v") { _, _, g in 0.1 * g },
            v("g itself", "old v") { _, _, g in g },
            v("no g", "g") { v, _, _ in 0.9 * v },
            v("no 0.1", "0.1") { v, _, g in 0.9 * v + g },
            v("exchanged", "shares") { v, _, g in 0.1 * v + 0.9 * g },
            v("minus", "sign") { v, _, g in 0.9 * v - 0.1 * g },
            v("0.999", "0.999") { v, _, g in 0.999 * v + 0.001 * g },
            v("no 0.9", "0.9") { v, _, g in v + 0.1 * g },
            v("square", "g²") { v, _, g in 0.9 * v + 0.1 * g * g },
            v("s for v", "s") { _, s, g in 0.9 * s + 0.1 * g },
            s("no square", "g²") { _, s, g in 0.999 * s + 0.001 * g },
            s("absolute", "g²") { _, s, g in 0.999 * s + 0.001 * abs(g) },
            s("no old", "old s") { _, _, g in 0.001 * g * g },
            s("no 0.001", "0.001") { _, s, g in 0.999 * s + g * g },
            s("0.9", "0.9") { _, s, g in 0.9 * s + 0.1 * g * g },
            s("exchanged", "shares") { _, s, g in 0.001 * s + 0.999 * g * g },
            s("new v", "v") { v, s, g in
                let v = 0.9 * v + 0.1 * g
                return 0.999 * s + 0.001 * v * v
            },
            s("a product", "shapes") { _, s, g in 0.999 * s + 0.001 * matmul(g, g) },
            s("transposed", "shape") { _, s, g in (0.999 * s + 0.001 * g * g).transposed() },
            step("uphill", "sign") { v, s, t, rate in
                rate * hat(v, 0.9, t) / root(hat(s, 0.999, t))
            },
            step("no corrections", "v̂, ŝ") { v, s, _, rate in -rate * v / root(s) },
            step("v as it is", "v̂") { v, s, t, rate in -rate * v / root(hat(s, 0.999, t)) },
            step("s as it is", "ŝ") { v, s, t, rate in -rate * hat(v, 0.9, t) / root(s) },
            step("no t", "t", tiny: "") { v, s, _, rate in
                -rate * hat(v, 0.9, 1) / root(hat(s, 0.999, 1))
            },
            step("t + 1", "t") { v, s, t, rate in
                -rate * hat(v, 0.9, t + 1) / root(hat(s, 0.999, t + 1))
            },
            step("t − 1", "no number") { v, s, t, rate in
                -rate * hat(v, 0.9, t - 1) / root(hat(s, 0.999, t - 1))
            },
            step("0.9 · t", "no number", tiny: "") { v, s, t, rate in
                -rate * (v / (1 - 0.9 * t)) / root(s / (1 - 0.999 * t))
            },
            step("exchanged", "0.9, 0.999") { v, s, t, rate in
                -rate * hat(v, 0.999, t) / root(hat(s, 0.9, t))
            },
            step("no rate", "rate") { v, s, t, _ in -hat(v, 0.9, t) / root(hat(s, 0.999, t)) },
            step("uphill, no rate", "rate, sign") { v, s, t, _ in
                hat(v, 0.9, t) / root(hat(s, 0.999, t))
            },
            step("no root", "root") { v, s, t, rate in
                -rate * hat(v, 0.9, t) / (hat(s, 0.999, t) + 1e-7)
            },
            step("no s", "ŝ") { v, _, t, rate in -rate * hat(v, 0.9, t) },
            step("multiplied", "multiplied") { v, s, t, rate in
                -rate * hat(v, 0.9, t) * root(hat(s, 0.999, t))
            },
            step("no ε", tiny: "ε") { v, s, t, rate in
                -rate * hat(v, 0.9, t) / hat(s, 0.999, t).map { $0.squareRoot() }
            },
            step("ε of other texts", tiny: "ε") { v, s, t, rate in
                -rate * hat(v, 0.9, t) / hat(s, 0.999, t).map { $0.squareRoot() + 1e-8 }
            },
            step("ε inside", tiny: "ε") { v, s, t, rate in
                -rate * hat(v, 0.9, t) / hat(s, 0.999, t).map { ($0 + 1e-7).squareRoot() }
            },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }
}
