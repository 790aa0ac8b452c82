import Notebook

/// Says what is right, what is not, and what to look at next; true if the exercise is solved.
///
/// - Parameters:
///   - notebook: Where it is said.
///   - exercise: The exercise's target, `Exercise03LogisticRegression`.
///   - parts: The functions, in the order in which they are best written.
///   - lines: The first cost lines, or nil while there can be none.
///   - wantsHint: Whether to give a hint on what comes next.
///   - next: What comes after this exercise, in a sentence.
public func showResult(
    _ notebook: Notebook, exercise: String, _ parts: [Part], _ lines: CostLines?,
    wantsHint: Bool, next: String
) -> Bool {
    notebook.section("Term by term, at random places")
    notebook.table(
        ["function", "term", "shape", "difference", ""],
        parts.flatMap { part in
            part.terms.map { term in
                [
                    part.function, term.name, term.shape,
                    shownDifference(term),
                    term.verdict.word,
                ]
            }
        })
    let objections = parts.flatMap(\.terms).compactMap { term -> String? in
        guard case .wrong(_, let sentence) = term.verdict else { return nil }
        return "- \(term.name): \(sentence)"
    }
    if !objections.isEmpty { notebook.text(objections.joined(separator: "\n")) }

    notebook.section("The first cost lines")
    if let lines {
        notebook.table(
            [lines.step, "yours", lines.source],
            lines.at.indices.map { i in
                ["\(lines.at[i])", fixed(lines.yours[i], 6), fixed(lines.right[i], 6)]
            })
        notebook.text(lines.sentence)
    } else {
        notebook.text("They come when every term is written, has its shape, and is a number.")
    }

    let terms = parts.flatMap(\.terms)
    let right = terms.count { $0.isRight }
    let open = parts.first { !$0.isRight }
    let isSolved = open == nil && lines?.isRight == true
    notebook.section(isSolved ? "Solved" : "Not solved yet")
    if isSolved {
        notebook.text("All \(terms.count) terms are right, and so are the cost lines. \(next)")
        return true
    }
    let count =
        right == 0
        ? "None of the \(terms.count) terms is right so far."
        : "\(right) of \(terms.count) terms \(right == 1 ? "is" : "are") right."
    guard let open, let term = open.terms.first(where: { !$0.isRight }) else {
        notebook.text("\(count) But the cost lines are not: see above.")
        return false
    }
    notebook.text(
        """
        \(count) Look at \(term.name) next, in the function \(open.function) of \
        Lessons/\(exercise)/YourTurn.swift.
        """)
    if wantsHint {
        let hints = open.isBegun ? open.hints : Array(open.hints.prefix(1))
        notebook.section(hints.count == 1 ? "A hint" : "Hints")
        for hint in hints { notebook.text(hint) }
    } else {
        notebook.text("For a hint: swift run \(exercise) --hint")
    }
    return false
}

private func shownDifference(_ term: Term) -> String {
    guard let difference = term.difference, term.verdict != .notWritten else { return "–" }
    return difference < 1e-7 ? "< 1e-7" : fixed(difference, 4)
}
