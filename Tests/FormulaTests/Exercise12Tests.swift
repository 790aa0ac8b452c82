import Exercises
import Matrices
import Testing

@testable import Exercise12LongShortTermMemory

struct Exercise12Tests {
    static var solution: Solution {
        Solution(stepBackward: { Solution12.stepBackward($0, dh: $1, dcLater: $2) })
    }

    /// What the check objects to when the solution's gradient is changed before it is handed in.
    func objections(
        _ change: @escaping (inout StepGradient, _ step: Step, _ dh: Matrix, _ dc: Matrix) -> Void
    ) -> [String] {
        FormulaTests.objections(
            check(
                Solution(stepBackward: { step, dh, dcLater in
                    var gradient = Solution12.stepBackward(step, dh: dh, dcLater: dcLater)
                    let T = tanh(step.c)
                    change(&gradient, step, dh, dh * step.o * (1 - T * T) + dcLater)
                    return gradient
                })))
    }

    /// What the check objects to when dc is another one throughout.
    func objections(
        dc: @escaping (_ step: Step, _ dh: Matrix, _ dcLater: Matrix) -> Matrix
    ) -> [String] {
        FormulaTests.objections(
            check(
                Solution(stepBackward: { step, dh, dcLater in
                    var gradient = Solution12.stepBackward(step, dh: dh, dcLater: dcLater)
                    let dc = dc(step, dh, dcLater)
                    gradient.dzi = dc * step.g * step.i * (1 - step.i)
                    gradient.dzf = dc * step.cBefore * step.f * (1 - step.f)
                    gradient.dzg = dc * step.i * (1 - step.g * step.g)
                    gradient.dcBefore = dc * step.f
                    return gradient
                })))
    }

    @Test func solutionPasses() {
        #expect(
            verdicts(check(Self.solution)) == [
                "dzo: right", "dzi: right", "dzf: right", "dzg: right", "dcBefore: right",
            ])
        let lines = costLines(Self.solution)
        #expect(lines.isRight, "\(lines)")
    }

    @Test func unsolvedDoesNotPass() {
        let parts = check(
            Solution(stepBackward: { _, dh, _ in
                StepGradient(
                    dzi: 0 * dh, dzf: 0 * dh, dzg: 0 * dh, dzo: 0 * dh, dcBefore: 0 * dh)
            }))
        #expect(parts.flatMap(\.terms).allSatisfy { $0.verdict == .notWritten })
        #expect(!canTrain(parts) && parts.allSatisfy { !$0.isBegun && $0.hints.count >= 2 })
    }

    @Test func wrongSignsNameTheirTerm() {
        #expect(objections { d, _, _, _ in d.dzi = -1 * d.dzi } == ["dzi: sign"])
        #expect(objections { d, _, _, _ in d.dzf = -1 * d.dzf } == ["dzf: sign"])
        #expect(objections { d, _, _, _ in d.dzg = -1 * d.dzg } == ["dzg: sign"])
        #expect(objections { d, _, _, _ in d.dzo = -1 * d.dzo } == ["dzo: sign"])
        #expect(objections { d, _, _, _ in d.dcBefore = -1 * d.dcBefore } == ["dcBefore: sign"])
    }

    @Test func mistakesInOneGateAreNamed() {
        #expect(objections { d, s, _, dc in d.dzi = dc * s.g } == ["dzi: slope"])
        #expect(objections { d, s, _, dc in d.dzf = dc * s.cBefore } == ["dzf: slope"])
        #expect(objections { d, s, _, dc in d.dzg = dc * s.i } == ["dzg: slope"])
        #expect(objections { d, s, dh, _ in d.dzo = dh * tanh(s.c) } == ["dzo: slope"])
        #expect(objections { d, s, _, dc in d.dzi = dc * s.g * (1 - s.i * s.i) } == ["dzi: slope"])
        #expect(objections { d, s, _, dc in d.dzg = dc * s.i * s.g * (1 - s.g) } == ["dzg: slope"])
        #expect(
            objections { d, s, dh, _ in d.dzo = dh * tanh(s.c) * (1 - s.o * s.o) }
                == ["dzo: slope"])
        #expect(
            objections { d, s, _, dc in d.dzi = dc * s.i * s.i * (1 - s.i) } == ["dzi: factor"])
        #expect(objections { d, s, _, dc in d.dzf = dc * s.f * (1 - s.f) } == ["dzf: factor"])
        #expect(
            objections { d, s, dh, _ in d.dzo = dh * s.c * s.o * (1 - s.o) } == ["dzo: tanh"])
        #expect(objections { d, s, dh, _ in d.dzo = dh * s.o * (1 - s.o) } == ["dzo: tanh"])
        #expect(
            objections { d, s, _, dc in d.dzo = dc * tanh(s.c) * s.o * (1 - s.o) } == ["dzo: dh"])
        #expect(objections { d, _, _, dc in d.dcBefore = dc } == ["dcBefore: f"])
        #expect(objections { d, s, _, dc in d.dcBefore = dc * s.cBefore } == ["dcBefore: f"])
        #expect(objections { d, _, _, _ in d.dzi = d.dzi.transposed() } == ["dzi: shape"])
        #expect(objections { d, s, _, dc in d.dzi = dc * s.o } == ["dzi: wrong"])
    }

    @Test func mistakesInTheStatesDerivativeAreNamed() {
        func all(_ word: String) -> [String] {
            ["dzi", "dzf", "dzg", "dcBefore"].map { "\($0): \(word)" }
        }
        #expect(objections { s, dh, _ in dh * s.o * (1 - tanh(s.c) * tanh(s.c)) } == all("dc"))
        #expect(objections { _, _, later in later } == all("dc"))
        #expect(objections { s, dh, later in dh * s.o + later } == all("tanh′"))
        #expect(
            objections { s, dh, later in dh * s.o * (1 - s.c * s.c) + later } == all("tanh′"))
        #expect(
            objections { s, dh, later in dh * (1 - tanh(s.c) * tanh(s.c)) + later } == all("o"))
    }
}
