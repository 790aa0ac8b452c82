import Foundation
import Matrices
import Testing

@testable import Exercises

/// What the check says about each term: `dw: right`, `db: sign`.
func verdicts(_ parts: [Part]) -> [String] {
    parts.flatMap(\.terms).map { "\($0.name): \($0.verdict.word)" }
}

/// What the check says about the terms that aren't right.
func objections(_ parts: [Part]) -> [String] {
    parts.flatMap(\.terms).filter { !$0.isRight }.map { "\($0.name): \($0.verdict.word)" }
}

/// The sentence about a term that is wrong.
func sentence(_ name: String, _ parts: [Part]) -> String {
    for term in parts.flatMap(\.terms) where term.name == name {
        if case .wrong(_, let sentence) = term.verdict { return sentence }
    }
    return ""
}

/// A mistake that readers make in an exercise: what it is, what the check says about each term that
/// isn't right, and how it is made.
struct Slip<Solution> {
    let name: String
    let objections: [String]
    let change: (inout Solution) -> Void

    init(_ name: String, _ objections: [String], _ change: @escaping (inout Solution) -> Void) {
        (self.name, self.objections, self.change) = (name, objections, change)
    }
}

/// Makes each mistake in the right solution, and expects the check to name it, in a sentence.
func expectNamed<Solution>(
    _ slips: [Slip<Solution>], in solution: Solution, _ check: (Solution) -> [Part],
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(slips.count >= 20, sourceLocation: sourceLocation)
    expectToldApart(check(solution).flatMap(\.terms), sourceLocation)
    for slip in slips {
        var changed = solution
        slip.change(&changed)
        let parts = check(changed)
        #expect(
            objections(parts) == slip.objections, "\(slip.name)", sourceLocation: sourceLocation)
        for term in parts.flatMap(\.terms) {
            guard case .wrong(let word, let sentence) = term.verdict else { continue }
            #expect(
                word != "wrong" && sentence.last.map { ".?)".contains($0) } == true,
                "\(slip.name): \(sentence)",
                sourceLocation: sourceLocation)
        }
    }
}

/// Expects that no two mistakes that a term knows return the same, unless the same is said of them.
private func expectToldApart(_ terms: [Term], _ sourceLocation: SourceLocation) {
    for term in terms {
        for (k, one) in term.mistakes.enumerated() {
            for other in term.mistakes[..<k] where other.sentence != one.sentence {
                #expect(
                    !(Diagnosis.difference(one.values, other.values) < 1e-6),
                    "\(term.name): \(one.sentence) \(other.sentence)",
                    sourceLocation: sourceLocation)
            }
            #expect(
                one.sentence.last.map { ".?)".contains($0) } == true, "\(one.sentence)",
                sourceLocation: sourceLocation)
        }
    }
}

/// A column of the course's reference curves, by step.
func referenceCurve(_ name: String, _ column: String) throws -> [Int: Double] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Reference/\(name).csv")
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let index = try #require(rows[0].firstIndex(of: column))
    return Dictionary(
        rows.dropFirst().compactMap { row in
            Int(row[0]).flatMap { step in Double(row[index]).map { (step, $0) } }
        }, uniquingKeysWith: { first, _ in first })
}
