import Layers
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
    /// What the check says.
    public let verdict: Verdict
    /// ‖yours − right‖ / (‖yours‖ + ‖right‖); nil where the shapes don't fit.
    public let difference: Double?

    /// Judges a term that is a matrix.
    /// - Parameters:
    ///   - name: What the formulas call it.
    ///   - yours: What the reader's function returned at each place.
    ///   - right: What it should have returned.
    ///   - like: The matrix that has the same shape, for the sentence about a wrong one.
    ///   - examples: m, over which a mean is to be taken, if one is.
    ///   - mistakes: What well-known mistakes return at the same places.
    ///   - noNumber: What to say where nan or inf comes out.
    public init(
        _ name: String, yours: [Matrix], right: [Matrix], like: String? = nil,
        examples: Int? = nil, mistakes: [Mistake] = [],
        noNumber: String = "not a number. There is nan or inf in it."
    ) {
        self.name = name
        shape = Self.shape(of: right[0])
        if let wrong = zip(yours, right).first(where: {
            $0.rows != $1.rows || $0.columns != $1.columns
        }) {
            let (mine, wanted) = (Self.shape(of: wrong.0), Self.shape(of: wrong.1))
            let isTransposed =
                wrong.0.rows == wrong.1.columns && wrong.0.columns == wrong.1.rows
            verdict = .wrong(
                "shape",
                "the shape. Yours is \(mine); it should be \(wanted)"
                    + (like.map { ", like \($0)" } ?? "")
                    + (isTransposed ? ". It is transposed: exchange rows and columns." : "."))
            difference = nil
            return
        }
        let (mine, wanted) = (Self.column(yours), Self.column(right))
        guard mine.isFinite else {
            verdict = .wrong("no number", noNumber)
            difference = nil
            return
        }
        let difference = relativeDifference(mine, wanted)
        self.difference = difference
        if difference < 1e-7 {
            verdict = .right
        } else if mine.norm() == 0 {
            verdict = .notWritten
        } else if let mistake = mistakes.first(where: {
            relativeDifference(mine, Self.column($0.values)) < 1e-6
        }) {
            verdict = .wrong(mistake.word, mistake.sentence)
        } else if let factor = Self.factor(mine, wanted) {
            verdict = Self.verdict(factor: factor, examples: examples)
        } else {
            verdict = .wrong("wrong", "wrong, and not by a factor alone. Go through its formula.")
        }
    }

    /// Judges a term that is one number; at least three places tell a factor from chance.
    public init(
        _ name: String, yours: [Double], right: [Double], examples: Int? = nil,
        mistakes: [Mistake] = [], noNumber: String = "not a number. It is nan or inf."
    ) {
        let judged = Term(
            name, yours: yours.map { Matrix(row: [$0]) }, right: right.map { Matrix(row: [$0]) },
            examples: examples, mistakes: mistakes, noNumber: noNumber)
        self.init(judged, shape: "number")
    }

    private init(_ term: Term, shape: String) {
        name = term.name
        verdict = term.verdict
        difference = term.difference
        self.shape = shape
    }

    /// Whether the check has nothing to object.
    public var isRight: Bool { verdict == .right }

    /// All places below each other.
    private static func column(_ matrices: [Matrix]) -> Matrix {
        Matrix(column: matrices.flatMap(\.values))
    }

    private static func shape(of matrix: Matrix) -> String {
        "\(matrix.rows) × \(matrix.columns)"
    }

    /// The number that the right values have to be multiplied by to become the reader's.
    private static func factor(_ mine: Matrix, _ right: Matrix) -> Double? {
        guard mine.rows >= 3, right.norm() > 0 else { return nil }
        let factor = (mine * right).sum() / (right * right).sum()
        return relativeDifference(mine, factor * right) < 1e-6 ? factor : nil
    }

    private static func verdict(factor: Double, examples: Int?) -> Verdict {
        func isNear(_ value: Double) -> Bool { abs(factor / value - 1) < 1e-5 }
        if isNear(-1) {
            return .wrong("sign", "the sign. Yours is the right one times −1.")
        }
        if let m = examples.map(Double.init) {
            let many = "m = \(examples ?? 0)"
            if isNear(m) {
                return .wrong(
                    "mean", "the mean. Yours is \(many) times too large: divide by m, once.")
            }
            if isNear(-m) {
                return .wrong(
                    "sign, mean",
                    "the sign and the mean. Yours is the right one times −m, "
                        + "with \(many).")
            }
            if isNear(1 / m) {
                return .wrong(
                    "mean",
                    "the mean. Yours is \(many) times too small: it is divided by m once "
                        + "too often.")
            }
            if isNear(-1 / m) {
                return .wrong(
                    "sign, mean",
                    "the sign and the mean. Yours is the right one divided by −m, "
                        + "with \(many).")
            }
        }
        let shown = "\((abs(factor) * 1e6).rounded() / 1e6)"
        return .wrong(
            factor < 0 ? "sign, factor" : "factor",
            factor < 0
                ? "the sign and a factor. Yours is the right one times −\(shown)."
                : "a factor. Yours is the right one times \(shown).")
    }
}

/// What the check says about a term.
public enum Verdict: Equatable, Sendable {
    case right
    /// All zeros, as the exercise is handed out.
    case notWritten
    /// What is wrong, in a word for the table and in a sentence that goes on behind the term's name.
    case wrong(_ word: String, _ sentence: String)

    /// The word for the table.
    public var word: String {
        switch self {
        case .right: "right"
        case .notWritten: "not written yet"
        case .wrong(let word, _): word
        }
    }
}

/// A mistake that many make, and what it returns.
public struct Mistake: Sendable {
    let word: String
    let sentence: String
    let values: [Matrix]

    /// - Parameters:
    ///   - word: For the table.
    ///   - sentence: Goes on behind the name of the term.
    ///   - values: What the mistake returns at each of the term's places.
    public init(_ word: String, _ sentence: String, _ values: [Matrix]) {
        self.word = word
        self.sentence = sentence
        self.values = values
    }

    /// The same for a term that is one number.
    public init(_ word: String, _ sentence: String, _ values: [Double]) {
        self.init(word, sentence, values.map { Matrix(row: [$0]) })
    }
}
