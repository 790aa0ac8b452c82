import Matrices

/// One term of a formula as the reader's function computes it, held against the right values at
/// several random places.
///
/// The right values are central differences of the cost, so that no formula is needed to judge a
/// formula. Several places tell a wrong factor from a number that is wrong by chance.
public struct Term: Sendable {
    /// What the formulas call it: `dw`.
    public let name: String
    /// Its shape: `3 × 1`, or `number`.
    public let shape: String
    /// The shape of what the reader's function returned, where it is another one.
    public let yourShape: String?
    /// What the check says.
    public let verdict: Verdict
    /// ‖yours − right‖ / (‖yours‖ + ‖right‖); nil where there is nothing to compare.
    public let difference: Double?
    /// The mistakes that are known, for the tests.
    let mistakes: [Mistake]

    /// Judges a term; at least three places tell a factor of a number from chance.
    /// - Parameters:
    ///   - name: What the formulas call it.
    ///   - yours: What came of calling the reader's function at each place.
    ///   - right: What it should have returned.
    ///   - like: The matrix that has the same shape, for the sentence about a wrong one.
    ///   - examples: m at each place, over which a mean is to be taken, if one is.
    ///   - shape: What to say of its shape, if it is a number.
    ///   - contributions: What each example adds to the right values, at each place.
    ///   - mistakes: What well-known mistakes return at the same places.
    ///   - noNumber: What to say where nan or inf comes out.
    init(
        _ name: String, yours: [Tried<Matrix>], right: [Matrix], shape: String? = nil,
        like: String? = nil, examples: [Int] = [], contributions: [[Matrix]] = [],
        mistakes: [Mistake] = [], noNumber: String? = nil
    ) {
        let shape = shape ?? Self.shape(of: right[0])
        if let reason = yours.lazy.compactMap(\.reason).first {
            self.init(name, shape, "stopped", "there is no value. In your function, \(reason)")
            return
        }
        let mine = yours.compactMap(\.value)
        if mine.allSatisfy(\.values.isEmpty), !right[0].values.isEmpty {
            self.init(name, shape, .notWritten, nil)
            return
        }
        for (mine, tried) in zip(mine, yours) {
            guard let number = mine.values.lazy.compactMap(misfitNumber).first else { continue }
            let sentence = Self.sentence(
                on: tried.misfits[number - 1], name, wanted: right[0], like: like)
            self.init(name, shape, "shapes", sentence)
            return
        }
        let shapes = zip(mine, right).map { mine, right in
            (
                isRight: mine.rows == right.rows && mine.columns == right.columns, mine: mine,
                right: right
            )
        }
        if let wrong = shapes.first(where: { !$0.isRight }) {
            // A known mistake may have another shape.
            if let mistake = mistakes.first(where: { Diagnosis.difference(mine, $0.values) < 1e-6 })
            {
                self.init(name, shape, yours: wrong.mine, mistake.word, mistake.sentence)
                return
            }
            self.init(
                name, shape, yours: wrong.mine, "shape",
                Self.sentence(
                    onShape: wrong.mine, wrong.right, like: like,
                    transposed: Diagnosis(
                        mine: mine.map { $0.transposed() }, right: right, examples: examples,
                        contributions: contributions, mistakes: mistakes)))
            return
        }
        // A mistake on the way may make no difference to this term.
        let mistakes = mistakes.filter { !(Diagnosis.difference($0.values, right) < 1e-6) }
        let diagnosis = Diagnosis(
            mine: mine, right: right, examples: examples, contributions: contributions,
            mistakes: mistakes)
        guard mine.allSatisfy(\.isFinite) else {
            self.init(name, shape, "no number", noNumber ?? diagnosis.noNumber)
            return
        }
        self.init(name, shape, diagnosis.verdict, diagnosis.difference, mistakes)
    }

    private init(
        _ name: String, _ shape: String, yours: Matrix? = nil, _ verdict: Verdict,
        _ difference: Double?, _ mistakes: [Mistake] = []
    ) {
        (self.name, self.shape, self.verdict, self.difference) = (name, shape, verdict, difference)
        yourShape = yours.map(Self.shape)
        self.mistakes = mistakes
    }

    private init(
        _ name: String, _ shape: String, yours: Matrix? = nil, _ word: String, _ sentence: String
    ) {
        self.init(name, shape, yours: yours, .wrong(word, sentence), nil)
    }

    /// Whether the check has nothing to object.
    public var isRight: Bool {
        switch verdict {
        case .right, .accepted: true
        case .notWritten, .wrong: false
        }
    }

    /// The same term, right after all, for a reason.
    public func accepted(_ sentence: String) -> Term {
        Term(name, shape, .accepted(sentence), difference)
    }

    /// The same term, of which nothing is said before another one is right: the same formula, where
    /// it is harder to compute.
    public func judged(after first: Term) -> Term {
        guard !isRight, verdict.word != "stopped", !first.isRight, first.verdict != .notWritten
        else {
            return self
        }
        return Term(name, shape, "later", "look at it when \(first.name) is right.")
    }

    private static func shape(of matrix: Matrix) -> String {
        "\(matrix.rows) × \(matrix.columns)"
    }

    private static func sentence(
        onShape mine: Matrix, _ right: Matrix, like: String?, transposed: Diagnosis
    ) -> String {
        let sentence =
            "the shape. Yours is \(shape(of: mine)); it should be \(shape(of: right))"
            + (like.map { ", like \($0)" } ?? "") + "."
        guard mine.rows == right.columns, mine.columns == right.rows else {
            if right.rows == 1, mine.values.count == 1 {
                return sentence
                    + " A number is not enough: sum over the examples alone, column by column."
            }
            return right.rows == 1 && mine.columns == right.columns
                ? "\(sentence) There is still a row for each example: sum them, column by column."
                : sentence
        }
        switch transposed.verdict {
        case .right: return "\(sentence) It is transposed: exchange rows and columns."
        case .wrong(let word, let more) where word != "wrong":
            // Not "right but for the sign": it isn't right yet.
            let rest = more.replacing("right but for ", with: "").replacing("wrong by ", with: "")
            let comes = rest.contains("things at once") ? "come" : "comes"
            return "\(sentence) It is transposed: exchange rows and columns. Then \(comes) \(rest)"
        default: return "\(sentence) Exchange rows and columns, and it has the right one."
        }
    }

    private static func sentence(
        on misfit: Misfit, _ name: String, wanted: Matrix, like: String?
    ) -> String {
        guard let (a, sign, b) = misfit.operation else { return misfit.sentence }
        let place = misfit.place.map {
            "In \($0.split(separator: "/").last ?? ""), \(shape(of: a)) \(sign) \(shape(of: b))"
        }
        let what = place ?? "In your function, \(shape(of: a)) \(sign) \(shape(of: b))"
        let fitting = forms(a, sign, b).filter { !$0.name.isEmpty }
        let aims = fitting.filter { $0.shape == (wanted.rows, wanted.columns) }
        let target = "\(name) should be \(shape(of: wanted))" + (like.map { ", like \($0)" } ?? "")
        if aims.count == 1, sign.contains("·") {
            return "the shapes. \(what) doesn't fit. \(target): \(aims[0].name) gives that."
        }
        // Another transpose is only worth a word where the shape that it gives is wanted.
        let names = (aims.isEmpty ? [] : fitting).map(\.name).joined(separator: " or ")
        return "the shapes. \(what) doesn't fit"
            + (names.isEmpty ? "." : "; \(names) would.") + " \(target)."
    }
}

/// What the check says about a term.
public enum Verdict: Equatable, Sendable {
    case right
    /// Right in another way than the course's; the sentence says in which.
    case accepted(_ sentence: String)
    /// All zeros, as the exercise is handed out.
    case notWritten
    /// What is wrong, in a word for the table and in a sentence that goes on behind the term's name.
    case wrong(_ word: String, _ sentence: String)

    /// The word for the table.
    public var word: String {
        switch self {
        case .right: "right"
        case .accepted: "right, see below"
        case .notWritten: "not written yet"
        case .wrong(let word, _): word
        }
    }
}
