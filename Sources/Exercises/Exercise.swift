import Foundation
import Notebook

/// An exercise as a program: it judges what the reader wrote, and helps with what comes next.
public final class Exercise {
    private let notebook: Notebook
    private let name: String
    private let program: Program
    /// nil where no hints are wanted, 0 for as many as help now, or how many.
    private let hints: Int?

    /// Opens an exercise, with its options, and shows what is to be written.
    /// - Parameters:
    ///   - name: Its target, `Exercise03LogisticRegression`.
    ///   - summary: What the reader is to write, for `--help`.
    ///   - title: The title of the page.
    ///   - question: Under the title.
    ///   - formulas: What is written already, and what is not.
    public init(
        _ name: String, _ summary: String, title: String, question: String, formulas: String
    ) {
        var options = Options(name, "\(summary) This says what is right so far.")
        let wantsHints = options.flag(
            "hint", "gives a hint: the idea, and once you have begun, the formula")
        let words = options.arguments(
            "N", "behind --hint: 1 the idea, 2 the formula, 3 a first line of Swift")
        let count = words.first.map { Int($0) ?? -1 } ?? 0
        if words.count > 1 || !(0...3 ~= count) || (count > 0 && !wantsHints) {
            let found = words.joined(separator: " ")
            options.refuse("behind --hint a number from 1 to 3 is expected, not \(found)")
        }
        self.name = name
        hints = wantsHints ? count : nil
        program = Program(options)
        notebook = program.notebook
        notebook.title(title, question)
        notebook.formulas(formulas)
    }

    /// Shows the judged terms, and what is to be said about those that are wrong.
    private func show(_ parts: [Part]) {
        notebook.section("Term by term, at random places")
        notebook.table(
            ["function", "term", "shape", "difference", ""],
            parts.flatMap { part in
                part.terms.map { term in
                    [
                        part.function, term.name, term.shape, shownDifference(term),
                        term.verdict.word,
                    ]
                }
            })
        let remarks = parts.flatMap(remarks)
        if !remarks.isEmpty { notebook.text(remarks.joined(separator: "\n")) }
    }

    /// Shows the judged terms, trains with the reader's functions if that makes sense, says what to
    /// look at next, and ends: with 0 if the exercise is solved, else with 1.
    ///
    /// - Parameters:
    ///   - parts: The judged functions, in the order in which they are best written.
    ///   - compare: Where the course has the same functions; nil for the page of the lesson.
    ///   - next: What comes after this exercise, in a sentence.
    ///   - train: The first cost lines of a training with them.
    public func judge(
        _ parts: [Part], compare: String? = nil, next: String,
        _ train: @escaping () throws -> CostLines
    ) -> Never {
        show(parts)
        let tries = canTrain(parts) ? tried { Result { try train() } } : nil
        let lines = tries?.value.map { result in program.attempt { try result.get() } }
        notebook.section("The first cost lines")
        show(lines, reason: tries?.reason ?? tries?.misfits.first.map { "\($0.sentence)." }, parts)
        let isSolved = parts.allSatisfy(\.isRight) && lines?.isRight == true
        notebook.section(isSolved ? "Solved" : "Not solved yet")
        let terms = parts.flatMap(\.terms)
        if isSolved {
            let lesson = name.replacingOccurrences(of: "Exercise", with: "Lesson")
            notebook.text(
                """
                All \(terms.count) terms are right, and so are the cost lines. Compare yours with \
                \(compare ?? "Lessons/\(lesson)/main.swift"). \(next)
                """)
        } else {
            showNext(parts)
        }
        program.finish()
        exit(isSolved ? 0 : 1)
    }

    private func show(_ lines: CostLines?, reason: String?, _ parts: [Part]) {
        if let reason {
            notebook.text(
                """
                There are none. The training has more examples than the random places, and in one \
                of your functions, \(reason)
                """)
        } else if let lines {
            notebook.table(
                [lines.step, "yours", lines.source],
                lines.at.indices.map { i in
                    ["\(lines.at[i])", shownCost(lines.yours[i]), shownCost(lines.right[i])]
                })
            notebook.text(lines.sentence(parts))
        } else {
            notebook.text("They come when every term is written, has its shape, and is a number.")
        }
    }

    private func showNext(_ parts: [Part]) {
        let terms = parts.flatMap(\.terms)
        let right = terms.count { $0.isRight }
        let count =
            right == 0
            ? "None of the \(terms.count) terms is right so far."
            : "\(right) of \(terms.count) terms \(right == 1 ? "is" : "are") right."
        guard let open = parts.first(where: { !$0.isRight }),
            let term = open.terms.first(where: { !$0.isRight })
        else {
            notebook.text("\(count) But the cost lines are not: see above.")
            return
        }
        notebook.text(
            """
            \(count) Look at \(term.name) next, in the function \(open.function) of \
            Lessons/\(name)/YourTurn.swift.
            """)
        if parts.allSatisfy({ !$0.isBegun }) {
            notebook.text(
                """
                Open that file in an editor. Above each function stands what goes in and what has to \
                come out; write it in place of the zeros. Save the file, and run this again. (A file that \
                doesn't compile can't be judged, and gets no hint: undo its last line first.)
                """)
            notebook.formulas("swift run \(name)")
        }
        let command = "swift run \(name) --hint"
        guard let hints else {
            notebook.text(hintsFooter(open, term, command))
            return
        }
        let steps = hints > 0 ? hints : open.isBegun ? 2 : 1
        notebook.section(steps == 1 ? "A hint" : "Hints")
        notebook.text(open.hints.idea)
        if steps > 1 { notebook.formulas(open.hints.formula) }
        if steps > 2, let lines = open.hints.lines[term.name] {
            notebook.text(
                """
                In Swift, for \(term.name). Paste it into the function \(open.function), in place of \
                the zeros of the same name; where there are none, above the return, or between the \
                braces.
                """)
            notebook.formulas(lines)
        } else {
            let more = steps == 1 ? "For the formula" : "For a first line of Swift"
            notebook.text("\(more): \(command) \(steps + 1)")
        }
    }
}

/// How to get the next hint on a term, and the ones behind it.
func hintsFooter(_ part: Part, _ term: Term, _ command: String) -> String {
    part.isBegun
        ? """
        For a hint: \(command) 2
        shows the formula of \(term.name), and --hint 3 a first line of Swift.
        """
        : """
        For a hint: \(command) 1
        says the idea of \(term.name), --hint 2 the formula, --hint 3 a first line of Swift.
        """
}

/// What is to be said about a function's terms; what holds for several is said once.
func remarks(_ part: Part) -> [String] {
    var remarks: [(names: [String], sentence: String)] = []
    for term in part.terms {
        switch term.verdict {
        case .wrong(_, let sentence), .accepted(let sentence):
            if let place = remarks.firstIndex(where: { $0.sentence == sentence }) {
                remarks[place].names.append(term.name)
            } else {
                remarks.append(([term.name], sentence))
            }
        case .notWritten where part.isBegun:
            remarks.append(
                (
                    [term.name],
                    "0 everywhere, or unchanged: not written yet, or a factor in it is 0."
                ))
        case .right, .notWritten: continue
        }
    }
    return remarks.map { "- \($0.names.joined(separator: ", ")): \($0.sentence)" }
}

/// What the table says of the difference, or of a shape that allows none.
func shownDifference(_ term: Term) -> String {
    if let shape = term.yourShape { return "yours \(shape)" }
    if case .accepted = term.verdict { return "–" }
    guard let difference = term.difference, term.verdict != .notWritten else { return "–" }
    return difference < 1e-7 ? "< 1e-7" : fixed(difference, 4)
}

/// A cost in at most twelve characters: `26158.142810`, `1.23457e+130`.
func shownCost(_ cost: Double) -> String {
    abs(cost) < 1e5 ? fixed(cost, 6) : scientific(cost, 5)
}
