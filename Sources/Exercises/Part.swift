/// One function that the reader writes: its terms as they were judged, and its hints.
public struct Part: Sendable {
    /// The name of the function.
    public let function: String
    /// Its terms, in the order in which they are best written.
    public let terms: [Term]
    /// How to write it, in steps.
    public let hints: Hints

    /// A function with what the check says about its terms.
    public init(_ function: String, _ terms: [Term], hints: Hints) {
        self.function = function
        self.terms = terms
        self.hints = hints
    }

    /// Whether every term is right.
    public var isRight: Bool { terms.allSatisfy(\.isRight) }

    /// Whether the reader has begun to write it.
    public var isBegun: Bool { terms.contains { $0.verdict != .notWritten } }

    /// The same function, with the terms that aren't right accepted, for a reason.
    public func accepted(_ sentence: String) -> Part {
        Part(function, terms.map { $0.isRight ? $0 : $0.accepted(sentence) }, hints: hints)
    }
}

/// How to write a function, in three steps.
public struct Hints: Sendable {
    /// What to think of, in a few sentences.
    public let idea: String
    /// The formulas, a line each.
    public let formula: String
    /// For each term the first lines of Swift, as they can be pasted into `YourTurn.swift`.
    public let lines: [String: String]

    /// The three steps; `lines` has an entry for every term of the function.
    public init(idea: String, formula: String, lines: [String: String]) {
        (self.idea, self.formula, self.lines) = (idea, formula, lines)
    }
}

/// The first lines of a training that uses the reader's functions, beside the right ones.
public struct CostLines: Equatable, Sendable {
    /// What is counted: `iteration` or `epoch`.
    public let step: String
    /// The steps.
    public let at: [Int]
    /// What the training with the reader's functions gives.
    public let yours: [Double]
    /// What it should give.
    public let right: [Double]
    /// Whose the right lines are.
    public let source: String

    /// Trains with the reader's functions.
    /// - Parameters:
    ///   - step: What is counted: `iteration` or `epoch`.
    ///   - right: The steps of which the lines are shown, in order, and the right costs.
    ///   - source: Whose these are.
    ///   - train: Trains one step, and says its cost; is asked for every step up to the last.
    public init(
        _ step: String, _ right: KeyValuePairs<Int, Double>, source: String = "the solution's",
        _ train: (Int) throws -> Double
    ) rethrows {
        self.step = step
        at = right.map(\.key)
        self.right = right.map(\.value)
        self.source = source
        var yours: [Double] = []
        for step in at[0]...at[at.count - 1] {
            let cost = try train(step)
            if at.contains(step) { yours.append(cost) }
        }
        self.yours = yours
    }

    /// Whether the lines are right, to six decimals or seven digits.
    public var isRight: Bool { firstWrong == nil }

    /// The first line that is not right.
    var firstWrong: Int? {
        at.indices.first { i in !(abs(yours[i] - right[i]) <= 1e-6 * max(1, abs(right[i]))) }
    }

    /// What to say about the lines, when the terms were judged as they were.
    public func sentence(_ parts: [Part] = []) -> String {
        guard let place = firstWrong else {
            return "The first cost lines are \(source)."
        }
        let terms = parts.flatMap(\.terms).filter { !$0.isRight }
        func reason(_ word: String) -> String? {
            let names = terms.filter { $0.verdict.word.contains(word) }.map(\.name)
            return names.isEmpty ? nil : names.joined(separator: ", ")
        }
        if step == "guess" {
            return "The line of guess \(at[place]) is not \(source): with 65 examples it is wrong."
        }
        if place == 0, step == "iteration" {
            return """
                Already the first cost line is not \(source). No step has been taken there: the \
                cost itself is wrong.
                """
        }
        let (before, now) = (yours[max(0, place - 1)], yours[place])
        let why =
            if let names = reason("sign") {
                "the steps go uphill, by the sign of \(names)."
            } else if let names = reason("mean") {
                "the steps have the wrong length, by the mean in \(names)."
            } else if terms.isEmpty {
                "every term is right at the random places. What is different here is the number "
                    + "of examples, and their size."
            } else {
                "the steps go uphill, are too long, or don't begin at the old values."
            }
        if !now.isFinite {
            return "At \(step) \(at[place]) your cost has overflowed: \(why)"
        }
        if place > 0, now > before {
            return "From \(step) \(at[place - 1]) to \(at[place]) your cost rises: \(why)"
        }
        let suspects =
            place == 0
            ? "the cost, a gradient or the update is wrong" : "a gradient or the update is wrong"
        return "The cost line at \(step) \(at[place]) is not \(source): \(suspects)."
    }
}

/// Whether a training with the reader's functions makes sense: all is written, and has its shape.
public func canTrain(_ parts: [Part]) -> Bool {
    parts.allSatisfy { part in
        part.terms.allSatisfy { $0.difference != nil && $0.verdict != .notWritten }
    }
}
