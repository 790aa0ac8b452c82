import Exercises
import Matrices
import Testing

@testable import Exercise12LongShortTermMemory

struct Exercise12Tests {
    static var solution: Solution {
        Solution(stepBackward: { Solution12.stepBackward($0, dh: $1, dcLater: $2) })
    }

    /// The solution's gradient, changed before it is handed in.
    static func changed(
        _ name: String, _ objections: [String],
        _ change: @escaping (inout StepGradient, _ step: Step, _ dh: Matrix, _ dc: Matrix) -> Void
    ) -> Slip<Solution> {
        Slip(name, objections) {
            $0.stepBackward = { step, dh, dcLater in
                var gradient = Solution12.stepBackward(step, dh: dh, dcLater: dcLater)
                let T = tanh(step.c)
                change(&gradient, step, dh, dh * step.o * (1 - T * T) + dcLater)
                return gradient
            }
        }
    }

    /// Another dc throughout.
    static func dc(
        _ name: String, _ word: String,
        _ dc: @escaping (_ step: Step, _ dh: Matrix, _ dcLater: Matrix) -> Matrix
    ) -> Slip<Solution> {
        Slip(name, ["dzi", "dzf", "dzg", "dcBefore"].map { "\($0): \(word)" }) {
            $0.stepBackward = { step, dh, dcLater in
                var gradient = Solution12.stepBackward(step, dh: dh, dcLater: dcLater)
                let dc = dc(step, dh, dcLater)
                gradient.dzi = dc * step.g * step.i * (1 - step.i)
                gradient.dzf = dc * step.cBefore * step.f * (1 - step.f)
                gradient.dzg = dc * step.i * (1 - step.g * step.g)
                gradient.dcBefore = dc * step.f
                return gradient
            }
        }
    }

    static var slips: [Slip<Solution>] {
        [
            changed("dzi minus", ["dzi: sign"]) { d, _, _, _ in d.dzi = -d.dzi },
            changed("dzf minus", ["dzf: sign"]) { d, _, _, _ in d.dzf = -d.dzf },
            changed("dzg minus", ["dzg: sign"]) { d, _, _, _ in d.dzg = -d.dzg },
            changed("dzo minus", ["dzo: sign"]) { d, _, _, _ in d.dzo = -d.dzo },
            changed("dcBefore minus", ["dcBefore: sign"]) { d, _, _, _ in d.dcBefore = -d.dcBefore
            },
            changed("no σ′ of i", ["dzi: slope"]) { d, s, _, dc in d.dzi = dc * s.g },
            changed("no σ′ of f", ["dzf: slope"]) { d, s, _, dc in d.dzf = dc * s.cBefore },
            changed("no tanh′ of g", ["dzg: slope"]) { d, s, _, dc in d.dzg = dc * s.i },
            changed("no σ′ of o", ["dzo: slope"]) { d, s, dh, _ in d.dzo = dh * tanh(s.c) },
            changed("1 − i²", ["dzi: slope"]) { d, s, _, dc in d.dzi = dc * s.g * (1 - s.i * s.i) },
            changed("g (1 − g)", ["dzg: slope"]) { d, s, _, dc in
                d.dzg = dc * s.i * s.g * (1 - s.g)
            },
            changed("1 − o²", ["dzo: slope"]) { d, s, dh, _ in
                d.dzo = dh * tanh(s.c) * (1 - s.o * s.o)
            },
            changed("1 − i", ["dzi: slope"]) { d, s, _, dc in d.dzi = dc * s.g * (1 - s.i) },
            changed("1 − o", ["dzo: slope"]) { d, s, dh, _ in d.dzo = dh * tanh(s.c) * (1 - s.o) },
            changed("i for g", ["dzi: factor"]) { d, s, _, dc in
                d.dzi = dc * s.i * s.i * (1 - s.i)
            },
            changed("no cBefore", ["dzf: factor"]) { d, s, _, dc in d.dzf = dc * s.f * (1 - s.f) },
            changed("o for g", ["dzi: factor"]) { d, s, _, dc in
                d.dzi = dc * s.o * s.i * (1 - s.i)
            },
            changed("dc alone", ["dzf: slope, factor"]) { d, _, _, dc in d.dzf = dc },
            changed("c for tanh c", ["dzo: tanh"]) { d, s, dh, _ in
                d.dzo = dh * s.c * s.o * (1 - s.o)
            },
            changed("no tanh c", ["dzo: tanh"]) { d, s, dh, _ in d.dzo = dh * s.o * (1 - s.o) },
            changed("dc for dh", ["dzo: dh"]) { d, s, _, dc in
                d.dzo = dc * tanh(s.c) * s.o * (1 - s.o)
            },
            changed("dh alone", ["dzo: slope, tanh"]) { d, _, dh, _ in d.dzo = dh },
            changed("no f", ["dcBefore: f"]) { d, _, _, dc in d.dcBefore = dc },
            changed("cBefore for f", ["dcBefore: f"]) { d, s, _, dc in d.dcBefore = dc * s.cBefore
            },
            changed("i for f", ["dcBefore: f"]) { d, s, _, dc in d.dcBefore = dc * s.i },
            changed("σ′ of f", ["dcBefore: f"]) { d, s, _, dc in d.dcBefore = dc * s.f * (1 - s.f)
            },
            changed("transposed", ["dzi: shape"]) { d, _, _, _ in d.dzi = d.dzi.transposed() },
            changed("a product", ["dzg: shapes"]) { d, s, _, dc in d.dzg = matmul(dc, s.i) },
            changed("nan", ["dzf: no number"]) { d, _, _, _ in d.dzf = d.dzf / 0 },
            changed("slope and sign", ["dzi: slope, sign"]) { d, s, _, dc in d.dzi = -(dc * s.g) },
            changed("no dzo", ["dzo: not written yet"]) { d, _, _, _ in d.dzo *= 0 },
            dc("no dcLater", "dc") { s, dh, _ in dh * s.o * (1 - tanh(s.c) * tanh(s.c)) },
            dc("dcLater alone", "dc") { _, _, later in later },
            dc("no tanh′", "tanh′") { s, dh, later in dh * s.o + later },
            dc("1 − c²", "tanh′") { s, dh, later in dh * s.o * (1 - s.c * s.c) + later },
            dc("no o", "o") { s, dh, later in dh * (1 - tanh(s.c) * tanh(s.c)) + later },
            dc("minus dcLater", "dcLater") { s, dh, later in
                dh * s.o * (1 - tanh(s.c) * tanh(s.c)) - later
            },
            dc("f on dcLater", "dcLater") { s, dh, later in
                dh * s.o * (1 - tanh(s.c) * tanh(s.c)) + later * s.f
            },
            dc("dh", "dc") { _, dh, _ in dh },
        ]
    }

    @Test func typicalMistakesAreNamed() {
        expectNamed(Self.slips, in: Self.solution, check)
    }

    @Test func solutionPasses() {
        #expect(
            verdicts(check(Self.solution)) == [
                "dzo: right", "dzi: right", "dzf: right", "dzg: right", "dcBefore: right",
            ])
        let lines = costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func hintsAreLinesOfTheSolution() throws {
        try expectHints(check(Self.solution), "12")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(stepBackward: { _, dh, _ in
                StepGradient(
                    dzi: 0 * dh, dzf: 0 * dh, dzg: 0 * dh, dzo: 0 * dh, dcBefore: 0 * dh)
            }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun })
    }
}
