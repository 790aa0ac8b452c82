import Exercises
import Foundation
import Matrices
import Testing

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

struct TermTests {
    let right = [Matrix([[1, -2, 3], [4, 0.5, -6]]), Matrix([[0.1, 0.2, -0.3], [2, 1, 7]])]

    func judged(_ yours: [Matrix], mistakes: [Mistake] = []) -> Verdict {
        Term("dw", yours: yours, right: right, like: "w", examples: 5, mistakes: mistakes).verdict
    }

    func word(_ factor: Double) -> String { judged(right.map { factor * $0 }).word }

    @Test func factorsAreNamed() {
        #expect(word(1) == "right" && word(1 + 1e-8) == "right")
        #expect(word(0) == "not written yet")
        #expect(word(-1) == "sign" && word(5) == "mean" && word(0.2) == "mean")
        #expect(word(-5) == "sign, mean" && word(-0.2) == "sign, mean")
        #expect(word(2) == "factor" && word(-3) == "sign, factor")
        guard case .wrong(_, let twice) = judged(right.map { 2 * $0 }) else { return }
        #expect(twice.contains("times 2.0."))
        guard case .wrong(_, let often) = judged(right.map { $0 / 5 }) else { return }
        #expect(often.contains("once too often"))
    }

    @Test func shapesAreNamed() {
        let transposed = judged(right.map { $0.transposed() })
        #expect(
            transposed
                == .wrong(
                    "shape",
                    "the shape. Yours is 3 × 2; it should be 2 × 3, like w. It is "
                        + "transposed: exchange rows and columns."))
        #expect(
            judged([right[0], Matrix(rows: 1, columns: 1)])
                == .wrong("shape", "the shape. Yours is 1 × 1; it should be 2 × 3, like w."))
    }

    @Test func everythingElseIsWrong() {
        #expect(judged([right[0], right[0]]).word == "wrong")
        #expect(judged([right[0], 0 * right[1]]).word == "wrong")
        #expect(judged([right[0], right[1] + 1e-4]).word == "wrong")
        #expect(judged([right[0], .nan * right[1]]).word == "no number")
        // One number at one place is a multiple of any other one.
        #expect(Term("J", yours: [1.5], right: [3]).verdict.word == "wrong")
        #expect(Term("J", yours: [1.5, 1, 2], right: [3, 2, 4]).verdict.word == "factor")
        #expect(Term("J", yours: [1.5, 1, 2], right: [3, 2, 5]).verdict.word == "wrong")
        #expect(Term("J", yours: [1.5, 1, 2], right: [1.5, 1, 2]).shape == "number")
    }

    @Test func knownMistakesGoFirst() {
        let mistakes = [
            Mistake("other", "another thing.", right.map { $0 + 1 }),
            Mistake("turned", "turned round.", right.map { -1 * $0 }),
        ]
        #expect(judged(right.map { -1 * $0 }, mistakes: mistakes).word == "turned")
        #expect(judged(right.map { $0 + 1 }, mistakes: mistakes).word == "other")
        #expect(judged(right, mistakes: [Mistake("x", "x", right)]) == .right)
    }

    @Test func costLinesSayWhereTheyPart() {
        func lines(_ yours: [Double], step: String = "iteration") -> CostLines {
            CostLines(step: step, at: [0, 10, 20], yours: yours, right: [13, 2, 0.5])
        }
        #expect(lines([13, 2, 0.5]).isRight && lines([13.000001, 2, 0.5]).isRight)
        #expect(!lines([13, 2.000003, 0.5]).isRight && !lines([13, 2, 0.500002]).isRight)
        #expect(lines([12, 2, 0.5]).sentence.contains("the cost itself is wrong"))
        #expect(lines([13, 14, 15]).sentence.contains("From iteration 0 to 10 your cost rises"))
        #expect(lines([13, 2, 2.5]).sentence.contains("From iteration 10 to 20 your cost rises"))
        #expect(lines([13, 3, 0.5]).sentence.contains("at iteration 10 is not the lesson's"))
        #expect(lines([13, 2, .nan]).sentence.contains("left the numbers"))
        #expect(lines([12, 2, 0.5], step: "epoch").sentence.contains("the cost or the steps"))
        #expect(lines([13, 2, 0.5]).sentence == "The first cost lines are the lesson's.")
    }

    @Test func trainingNeedsAllTermsInShape() {
        func part(_ yours: [Matrix]) -> Part {
            Part("backward", [Term("dw", yours: yours, right: right)], hints: [])
        }
        #expect(canTrain([part(right), part(right.map { -1 * $0 })]))
        #expect(!canTrain([part(right), part(right.map { 0 * $0 })]))
        #expect(!canTrain([part(right.map { $0.transposed() })]))
        #expect(!canTrain([part(right.map { .infinity * $0 })]))
        #expect(part(right).isRight && part(right).isBegun)
        #expect(!part(right.map { 0 * $0 }).isRight && !part(right.map { 0 * $0 }).isBegun)
    }
}
