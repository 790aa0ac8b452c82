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
                == ["m: right", "v: right", "step: right", "step, v tiny: right"])
        let (x, y) = try wines()
        let lines = costLines(Self.solution, x, y)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(
                remember: { _, _, g in (Matrix(zerosLike: g), Matrix(zerosLike: g)) },
                step: { m, _, _, _ in Matrix(zerosLike: m) }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun && $0.hints.count == 3 })
    }

    static func m(
        _ name: String, _ objection: String, _ m: @escaping (Matrix, Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["m: \(objection)"]) {
            $0.remember = { (m($0, $1, $2), Solution05.remember($0, $1, $2).v) }
        }
    }

    static func v(
        _ name: String, _ objection: String, _ v: @escaping (Matrix, Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["v: \(objection)"]) {
            $0.remember = { (Solution05.remember($0, $1, $2).m, v($0, $1, $2)) }
        }
    }

    /// A step; one whose mistake shows where v is tiny too is not judged there yet.
    static func step(
        _ name: String, _ objections: String..., tiny: String = "later",
        step: @escaping (_ m: Matrix, _ v: Matrix, _ t: Double, _ rate: Double) -> Matrix
    ) -> Slip<Solution> {
        let first = objections.map { "step: \($0)" }
        return Slip(name, first + (tiny.isEmpty ? [] : ["step, v tiny: \(tiny)"])) {
            $0.step = { step($0, $1, Double($2), $3) }
        }
    }

    static var slips: [Slip<Solution>] {
        func root(_ v: Matrix) -> Matrix { v.map { $0.squareRoot() + 1e-7 } }
        func hat(_ a: Matrix, _ beta: Double, _ t: Double) -> Matrix { a / (1 - pow(beta, t)) }
        return [
            m("no old", "old m") { _, _, g in 0.1 * g },
            m("g itself", "old m") { _, _, g in g },
            m("no g", "g") { m, _, _ in 0.9 * m },
            m("no 0.1", "0.1") { m, _, g in 0.9 * m + g },
            m("exchanged", "shares") { m, _, g in 0.1 * m + 0.9 * g },
            m("minus", "sign") { m, _, g in 0.9 * m - 0.1 * g },
            m("0.999", "0.999") { m, _, g in 0.999 * m + 0.001 * g },
            m("no 0.9", "0.9") { m, _, g in m + 0.1 * g },
            m("square", "g²") { m, _, g in 0.9 * m + 0.1 * g * g },
            m("v for m", "v") { _, v, g in 0.9 * v + 0.1 * g },
            v("no square", "g²") { _, v, g in 0.999 * v + 0.001 * g },
            v("absolute", "g²") { _, v, g in 0.999 * v + 0.001 * abs(g) },
            v("no old", "old v") { _, _, g in 0.001 * g * g },
            v("no 0.001", "0.001") { _, v, g in 0.999 * v + g * g },
            v("0.9", "0.9") { _, v, g in 0.9 * v + 0.1 * g * g },
            v("exchanged", "shares") { _, v, g in 0.001 * v + 0.999 * g * g },
            v("new m", "m") { m, v, g in
                let m = 0.9 * m + 0.1 * g
                return 0.999 * v + 0.001 * m * m
            },
            v("a product", "shapes") { _, v, g in 0.999 * v + 0.001 * matmul(g, g) },
            v("transposed", "shape") { _, v, g in (0.999 * v + 0.001 * g * g).transposed() },
            step("uphill", "sign") { m, v, t, rate in
                rate * hat(m, 0.9, t) / root(hat(v, 0.999, t))
            },
            step("no corrections", "m̂, v̂") { m, v, _, rate in -rate * m / root(v) },
            step("m as it is", "m̂") { m, v, t, rate in -rate * m / root(hat(v, 0.999, t)) },
            step("v as it is", "v̂") { m, v, t, rate in -rate * hat(m, 0.9, t) / root(v) },
            step("no t", "t", tiny: "") { m, v, _, rate in
                -rate * hat(m, 0.9, 1) / root(hat(v, 0.999, 1))
            },
            step("t + 1", "t") { m, v, t, rate in
                -rate * hat(m, 0.9, t + 1) / root(hat(v, 0.999, t + 1))
            },
            step("t − 1", "no number") { m, v, t, rate in
                -rate * hat(m, 0.9, t - 1) / root(hat(v, 0.999, t - 1))
            },
            step("0.9 · t", "no number", tiny: "") { m, v, t, rate in
                -rate * (m / (1 - 0.9 * t)) / root(v / (1 - 0.999 * t))
            },
            step("exchanged", "0.9, 0.999") { m, v, t, rate in
                -rate * hat(m, 0.999, t) / root(hat(v, 0.9, t))
            },
            step("no rate", "rate") { m, v, t, _ in -hat(m, 0.9, t) / root(hat(v, 0.999, t)) },
            step("uphill, no rate", "rate, sign") { m, v, t, _ in
                hat(m, 0.9, t) / root(hat(v, 0.999, t))
            },
            step("no root", "root") { m, v, t, rate in
                -rate * hat(m, 0.9, t) / (hat(v, 0.999, t) + 1e-7)
            },
            step("no v", "v̂") { m, _, t, rate in -rate * hat(m, 0.9, t) },
            step("multiplied", "multiplied") { m, v, t, rate in
                -rate * hat(m, 0.9, t) * root(hat(v, 0.999, t))
            },
            step("no ε", tiny: "ε") { m, v, t, rate in
                -rate * hat(m, 0.9, t) / hat(v, 0.999, t).map { $0.squareRoot() }
            },
            step("ε of other texts", tiny: "ε") { m, v, t, rate in
                -rate * hat(m, 0.9, t) / hat(v, 0.999, t).map { $0.squareRoot() + 1e-8 }
            },
            step("ε inside", tiny: "ε") { m, v, t, rate in
                -rate * hat(m, 0.9, t) / hat(v, 0.999, t).map { ($0 + 1e-7).squareRoot() }
            },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }
}
