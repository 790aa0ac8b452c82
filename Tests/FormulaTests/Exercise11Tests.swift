import Exercises
import Matrices
import Testing

@testable import Exercise11RecurrentNetwork

struct Exercise11Tests {
    static var solution: Solution { Solution(backward: Solution11.backward) }

    @Test func solutionPasses() {
        #expect(verdicts(check(Self.solution)) == ["db: right", "dWx: right", "dWh: right"])
        let lines = costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "11")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(backward: { _, _, _, p in
                Parameters(
                    wx: Matrix(zerosLike: p.wx), wh: Matrix(zerosLike: p.wh),
                    b: Matrix(zerosLike: p.b))
            }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }

    /// What happens at one step back: dh and dz of it, and what it adds.
    typealias Step = (
        _ t: Int, _ x: [Matrix], _ h: [Matrix], _ dOutput: Matrix, _ p: Parameters,
        _ later: inout Matrix, _ d: inout Parameters
    ) -> Void

    static func loop(
        _ name: String, _ objections: [String], isForward: Bool = false, _ step: @escaping Step
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.backward = { x, h, dOutput, p in
                var d = Parameters(
                    wx: Matrix(zerosLike: p.wx), wh: Matrix(zerosLike: p.wh),
                    b: Matrix(zerosLike: p.b))
                var later = Matrix(zerosLike: h[0])
                for t in isForward ? Array(x.indices) : x.indices.reversed() {
                    step(t, x, h, dOutput[t], p, &later, &d)
                }
                return d
            }
        }
    }

    /// A step with another dh, dz, or way back.
    static func step(
        _ name: String, _ objections: [String], isForward: Bool = false,
        dh: @escaping (_ output: Matrix, _ later: Matrix, _ t: Int) -> Matrix = { o, l, _ in o + l
        },
        slope: @escaping (_ before: Matrix, _ after: Matrix) -> Matrix = { 1 - $1 * $1 },
        back: @escaping (_ dz: Matrix, _ wh: Matrix) -> Matrix = { matmul($0, transposed: $1) }
    ) -> Slip<Solution> {
        loop(name, objections, isForward: isForward) { t, x, h, output, p, later, d in
            let dz = dh(output, later, t) * slope(h[t], h[t + 1])
            d.wx += matmul(transposed: x[t], dz)
            d.wh += matmul(transposed: h[t], dz)
            d.b += dz.columnSums()
            later = back(dz, p.wh)
        }
    }

    /// The right gradient, changed before it is handed in.
    static func changed(
        _ name: String, _ objections: [String],
        _ change: @escaping (inout Parameters, _ x: [Matrix], _ h: [Matrix]) -> Void
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.backward = { x, h, dOutput, p in
                var d = Solution11.backward(x, h, dOutput, p)
                change(&d, x, h)
                return d
            }
        }
    }

    static func all(_ word: String) -> [String] { ["db", "dWx", "dWh"].map { "\($0): \(word)" } }

    /// A step as it is meant, with other things added to dWx and dWh.
    static func adding(
        _ name: String, _ objections: [String],
        _ add: @escaping (_ t: Int, [Matrix], [Matrix], Matrix, inout Parameters) -> Void
    ) -> Slip<Solution> {
        loop(name, objections) { t, x, h, output, p, later, d in
            let dz = (output + later) * (1 - h[t + 1] * h[t + 1])
            add(t, x, h, dz, &d)
            later = matmul(dz, transposed: p.wh)
        }
    }

    static var slips: [Slip<Solution>] {
        func sums(_ t: Int, _ x: [Matrix], _ h: [Matrix], _ dz: Matrix, _ d: inout Parameters) {
            d.wx += matmul(transposed: x[t], dz)
            d.wh += matmul(transposed: h[t], dz)
            d.b += dz.columnSums()
        }
        return [
            step("one step only", all("through time"), dh: { o, _, _ in o }),
            step("last output only", all("dOutput"), dh: { o, l, t in t == 3 ? o : l }),
            step("Wh not transposed", all("Whᵀ"), back: { matmul($0, $1) }),
            step("no Wh", all("Wh"), back: { dz, _ in dz }),
            step("no tanh′", all("tanh′"), slope: { before, _ in 0 * before + 1 }),
            step(
                "tanh′ of the state before", all("tanh′"),
                slope: { before, _ in 1 - before * before }),
            step("sigmoid's", all("tanh′"), slope: { _, h in h * (1 - h) }),
            step("1 − h", all("tanh′"), slope: { _, h in 1 - h }),
            step("1 − tanh² h", all("tanh′"), slope: { _, h in 1 - tanh(h) * tanh(h) }),
            step("h", all("tanh′"), slope: { _, h in h }),
            step("minus later", all("sign in time"), dh: { o, l, _ in o - l }),
            step("minus", all("sign"), dh: { o, l, _ in -o + l }),
            step("forwards", all("order"), isForward: true),
            adding("state after", ["dWh: h(t)"]) { t, x, h, dz, d in
                d.wx += matmul(transposed: x[t], dz)
                d.wh += matmul(transposed: h[t + 1], dz)
                d.b += dz.columnSums()
            },
            adding("overwritten", ["db: first step", "dWx: first step", "dWh: not written yet"]) {
                t, x, h, dz, d in
                if t == 0 { sums(t, x, h, dz, &d) }
            },
            adding("last step", all("last step")) { t, x, h, dz, d in
                if t == 3 { sums(t, x, h, dz, &d) }
            },
            adding("without step 0", ["db: step 0", "dWx: step 0"]) { t, x, h, dz, d in
                if t > 0 { sums(t, x, h, dz, &d) }
            },
            adding("without the last", all("last step")) { t, x, h, dz, d in
                if t < 3 { sums(t, x, h, dz, &d) }
            },
            adding("input after", ["dWx: x(t)"]) { t, x, h, dz, d in
                sums(t, Array(x.dropFirst()) + [x[3]], h, dz, &d)
            },
            adding("input before", ["dWx: x(t)"]) { t, x, h, dz, d in
                sums(t, [x[0]] + x, h, dz, &d)
            },
            adding("beyond the end", all("stopped")) { t, x, h, dz, d in
                sums(t + 1, x, h, dz, &d)
            },
            adding("x not transposed", ["dWx: shapes", "dWh: shapes"]) { t, x, h, dz, d in
                d.wx += matmul(x[t], dz)
                d.wh += matmul(h[t], dz)
                d.b += dz.columnSums()
            },
            changed("dWx minus", ["dWx: sign"]) { d, _, _ in d.wx = -d.wx },
            changed("mean over the steps", all("steps")) { d, _, _ in
                d.wx /= 4
                d.wh /= 4
                d.b /= 4
            },
            changed("mean over the examples", all("mean")) { d, x, _ in
                d.wx /= Double(x[0].rows)
                d.wh /= Double(x[0].rows)
                d.b /= Double(x[0].rows)
            },
            changed("dWh transposed", ["dWh: transposed"]) { d, _, _ in
                d.wh = d.wh.transposed()
            },
            changed("dWx transposed", ["dWx: shape"]) { d, _, _ in d.wx = d.wx.transposed() },
            changed("no dWh", ["dWh: not written yet"]) { d, _, _ in d.wh *= 0 },
            changed("nan", ["db: no number"]) { d, _, _ in d.b = d.b / 0 },
            changed("an input forgotten", ["dWx: row 1"]) { d, _, _ in d.wx[row: 1] = [0, 0, 0] },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }
}
