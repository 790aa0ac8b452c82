import Datasets
import Exercises
import Foundation
import Layers
import Matrices
import Testing

@testable import Exercise06HandwrittenDigits

struct Exercise06Tests {
    static var solution: Solution {
        Solution(
            softmax: Solution06.softmax, crossEntropy: Solution06.crossEntropy,
            backward: Solution06.backward)
    }

    static func perRow(_ z: Matrix, _ share: ([Double]) -> [Double]) -> Matrix {
        Matrix((0..<z.rows).map { share(z[row: $0]) })
    }

    static func softmax(
        _ name: String, _ objections: [String], _ softmax: @escaping (Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, objections.map { $0.first == "," ? "p\($0)" : "p: \($0)" }) {
            $0.softmax = softmax
        }
    }

    static func cost(
        _ name: String, _ objections: [String], _ cost: @escaping (Matrix, Matrix) -> Double
    ) -> Slip<Solution> {
        Slip(name, objections.map { $0.first == "," ? "J\($0)" : "J: \($0)" }) {
            $0.crossEntropy = cost
        }
    }

    static func gradient(
        _ name: String, _ objection: String, _ backward: @escaping (Matrix, Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["dz: \(objection)"]) { $0.backward = backward }
    }

    static var slips: [Slip<Solution>] {
        func m(_ x: Matrix) -> Double { Double(x.rows) }
        return [
            softmax("unsafe", [", z large: no number"]) { z in
                perRow(exp(z)) { row in row.map { $0 / row.reduce(0, +) } }
            },
            softmax("no sum", ["sum", ", z large: later"]) { exp($0) },
            softmax("sum over all", ["sum", ", z large: later"]) { exp($0) / exp($0).sum() },
            softmax("no e", ["e", ", z large: later"]) { z in
                perRow(z) { row in row.map { $0 / row.reduce(0, +) } }
            },
            softmax("sigmoids", ["sum", ", z large: later"]) { sigmoid($0) },
            softmax("minus", ["sign", ", z large: later"]) { -Layers.softmax($0) },
            softmax("e^−z", ["−z", ", z large: later"]) { Layers.softmax(-$0) },
            softmax("columns", ["sum", ", z large: later"]) {
                Layers.softmax($0.transposed()).transposed()
            },
            softmax("transposed", ["shape", ", z large: later"]) {
                Layers.softmax($0).transposed()
            },
            softmax("the largest", ["largest", ", z large: later"]) { z in
                perRow(z) { row in row.map { $0 == row.max() ? 1 : 0 } }
            },
            softmax("log p", ["log", ", z large: later"]) { log(Layers.softmax($0)) },
            softmax("maximum above only", ["maximum", ", z large: later"]) { z in
                perRow(z) { row in
                    let sum = row.reduce(0) { $0 + exp($1) }
                    return row.map { exp($0 - row.max()!) / sum }
                }
            },
            softmax("a column left out", ["column 9", ", z large: later"]) { z in
                var p = Layers.softmax(z)
                for i in 0..<p.rows { p[i, p.columns - 1] = 7 }
                return p
            },
            softmax("ten classes, always", [", z large: stopped"]) { z in
                var p = Layers.softmax(z)
                for i in 0..<p.rows { p[i, 9] += 0 }
                return p
            },
            cost("sum", ["mean", ", z large: later"]) { z, y in
                m(z) * Layers.crossEntropy(z, y)
            },
            cost("mean over classes", ["mean", ", z large: later"]) { z, y in
                Layers.crossEntropy(z, y) / Double(z.columns)
            },
            cost("minus", ["sign", ", z large: later"]) { -Layers.crossEntropy($0, $1) },
            cost("no log Σ", ["log Σ", ", z large: later"]) { z, y in -(z * y).sum() / m(z) },
            cost("no −z", ["−z", ", z large: later"]) { z, y in
                Layers.crossEntropy(z, y) + (z * y).sum() / m(z)
            },
            cost("no log", ["log", ", z large: later"]) { z, y in
                -(Layers.softmax(z) * y).sum() / m(z)
            },
            cost("all classes", ["classes", ", z large: later"]) { z, _ in
                -log(Layers.softmax(z)).sum() / m(z)
            },
            cost("log p", [", z large: no number"]) { z, y in
                -(log(Layers.softmax(z)) * y).sum() / m(z)
            },
            cost("softmax twice", ["softmax twice", ", z large: later"]) { z, y in
                Layers.crossEntropy(Layers.softmax(z), y)
            },
            gradient("y − p", "sign") { p, y in (y - p) / m(p) },
            gradient("no mean", "mean") { p, y in p - y },
            gradient("sign and mean", "sign, mean") { p, y in y - p },
            gradient("mean over classes", "mean") { p, y in (p - y) / (10 * m(p)) },
            gradient("six", "m = 6 only") { p, y in (p - y) / 6 },
            gradient("no y", "y") { p, _ in p / m(p) },
            gradient("p + y", "y") { p, y in (p + y) / m(p) },
            gradient("right class only", "p") { p, y in (p - y) * y / m(p) },
            gradient("p (1 − p)", "p (1 − p)") { p, y in (p - y) * p * (1 - p) / m(p) },
            gradient("p (1 − p), uphill", "p (1 − p), sign") { p, y in
                (y - p) * p * (1 - p) / m(p)
            },
            gradient("y / p", "y / p") { p, y in -y / p / m(p) },
            gradient("square", "square") { p, y in (p - y) * (p - y) / m(p) },
            gradient("transposed", "shape") { p, y in (p - y).transposed() / m(p) },
            gradient("a product", "shapes") { p, y in matmul(p, y) / m(p) },
            gradient("one picture", "row 0 only") { p, y in
                var dz = 0 * p
                dz[row: 0] = ((p - y) / m(p))[row: 0]
                return dz
            },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }

    @Test func solutionPasses() throws {
        #expect(
            verdicts(check(Self.solution)) == [
                "p: right", "p, z large: right", "J: right", "J, z large: right", "dz: right",
            ])
        let lines = try costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
        let reference = try referenceCurve("lesson06", "loss")
        for (epoch, cost) in zip(lines.at, lines.right) {
            #expect(abs(try #require(reference[epoch]) - cost) < 1e-6)
        }
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "06")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(softmax: { 0 * $0 }, crossEntropy: { _, _ in 0 }, backward: { p, _ in 0 * p }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }
}
