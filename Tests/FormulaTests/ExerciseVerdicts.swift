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

/// Expects an idea, formulas that fit into a line, and for every term lines of Swift that stand in the
/// solution, whose functions have the heads of those in `YourTurn.swift`: what is pasted compiles.
func expectHints(
    _ parts: [Part], _ number: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let solution = try String(
        contentsOf: tests.appendingPathComponent("Solutions/Solution\(number).swift"),
        encoding: .utf8)
    let lines = Set(solution.components(separatedBy: "\n").map(trimmed))
    for part in parts {
        #expect(!part.hints.idea.isEmpty && !part.hints.formula.isEmpty)
        #expect(
            Set(part.hints.lines.keys) == Set(part.terms.map(\.name)), "\(part.function)",
            sourceLocation: sourceLocation)
        for hint in [part.hints.formula] + part.hints.lines.values {
            let isNarrow = hint.components(separatedBy: "\n").allSatisfy { $0.count <= 76 }
            #expect(isNarrow, "\(hint)", sourceLocation: sourceLocation)
        }
        for line in part.hints.lines.values.flatMap({ $0.components(separatedBy: "\n") }) {
            #expect(lines.contains(trimmed(line)), "\(line)", sourceLocation: sourceLocation)
        }
    }
    let lessons = tests.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Lessons")
    let folder = try #require(
        try FileManager.default.contentsOfDirectory(atPath: lessons.path)
            .first { $0.hasPrefix("Exercise\(number)") })
    let yourTurn = try String(
        contentsOf: lessons.appendingPathComponent("\(folder)/YourTurn.swift"), encoding: .utf8)
    let heads = yourTurn.components(separatedBy: "\nfunc ").dropFirst().map {
        "func " + ($0.components(separatedBy: "{\n").first ?? "")
    }
    #expect(!heads.isEmpty, sourceLocation: sourceLocation)
    for head in heads {
        let isThere = withoutSpace(solution).contains(withoutSpace(head) + "{")
        #expect(isThere, "\(head)", sourceLocation: sourceLocation)
    }
}

private func trimmed(_ line: String) -> String { line.trimmingCharacters(in: .whitespaces) }

private func withoutSpace(_ text: String) -> String { text.filter { !$0.isWhitespace } }

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
