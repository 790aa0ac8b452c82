import Foundation
import Layers
import Matrices
import Notebook

/// What is wrong with a term, as far as its values tell.
struct Diagnosis {
    /// What the reader's function returned, and what it should have, at each place.
    let mine, right: [Matrix]
    let examples: [Int]
    let contributions: [[Matrix]]
    let mistakes: [Mistake]

    /// ‖yours − right‖ / (‖yours‖ + ‖right‖) over all places; nan if the shapes differ.
    var difference: Double { Self.difference(mine, right) }

    var verdict: Verdict {
        if difference < 1e-7 { return .right }
        if mine.allSatisfy({ $0.values.allSatisfy { $0 == 0 } }) { return .notWritten }
        return known ?? vanishing ?? scaled ?? oneSize ?? oneExample ?? knownAndScaled ?? byAFactor
            ?? twoKnown ?? transposed ?? someLines ?? somePlaces ?? moved ?? almost
            ?? .wrong(
                "wrong",
                "wrong, and not by a factor alone. Go through the formula, part by part.")
    }

    /// What to say where not all is a number.
    var noNumber: String {
        let values = mine.flatMap(\.values)
        let bad = values.count { !$0.isFinite }
        let what =
            values.contains(where: \.isNaN)
            ? "nan, as 0 / 0, ∞ − ∞ or the root of a negative number give it"
            : "inf, as a division by 0 or a large power gives it"
        let amount = bad == values.count ? "all" : "\(bad) of \(values.count)"
        return "not a number. There is \(what), in \(amount) of its values."
    }

    /// The same between any two; nan if the shapes differ.
    static func difference(_ a: [Matrix], _ b: [Matrix]) -> Double {
        guard a.count == b.count, zip(a, b).allSatisfy(fit) else { return .nan }
        let (a, b) = (a.flatMap(\.values), b.flatMap(\.values))
        return relativeDifference(Matrix(column: a), Matrix(column: b))
    }

    private func isMine(_ values: [Matrix]) -> Bool {
        Self.difference(mine, values) < 1e-6 || vanishes(mine) && vanishes(values)
    }

    /// Whether all is 0, but for rounding.
    private func vanishes(_ values: [Matrix]) -> Bool {
        let size = right.map { $0.norm() }.max() ?? 0
        return values.allSatisfy { $0.norm() < 1e-12 * size }
    }

    // MARK: Mistakes that are known

    private var known: Verdict? {
        mistakes.first { isMine($0.values) }.map { .wrong($0.word, $0.sentence) }
    }

    private var vanishing: Verdict? {
        guard vanishes(mine) else { return nil }
        return .wrong(
            "0", "0, but for rounding. Something in it cancels, such as a sum of numbers around 0.")
    }

    /// The sign, m too often or not often enough, and both: by which factor they change the right
    /// values, what is said of that alone, and what beside another mistake.
    private var scales: [(word: String, alone: String, beside: String, by: [Double])] {
        let signs = mine.map { _ in -1.0 }
        let m = examples.map(Double.init)
        let sign = (
            "sign", "right but for the sign, which is the opposite one.",
            "the sign, which is the opposite one.", signs
        )
        guard m.count == mine.count else { return [sign] }
        let number = Int(m[0])
        let written = (
            "m = \(number) only",
            "right where m = \(number), and nowhere else. Is there a \(number) in it that should be m?",
            "the \(number) in it, which should be m.", m.map { $0 / m[0] }
        )
        let (once, often) = ("divide by m, once.", "it is divided by m once too often.")
        return (Set(m).count > 1 ? [written] : []) + [
            sign,
            ("mean", "right but for the mean, m times too large: \(once)", "the mean: \(once)", m),
            (
                "mean", "right but for the mean, m times too small: \(often)",
                "the mean: \(often)", m.map { 1 / $0 }
            ),
            (
                "sign, mean", "right but for the sign, and m times too large: \(once)",
                "the sign, and the mean: \(once)", m.map { -$0 }
            ),
            (
                "sign, mean", "right but for the sign, and m times too small: \(often)",
                "the sign, and the mean: \(often)", m.map { -1 / $0 }
            ),
        ]
    }

    private func scaled(_ values: [Matrix], _ factors: [Double]) -> [Matrix] {
        zip(values, factors).map { $0 * $1 }
    }

    private var scaled: Verdict? {
        scales.first { isMine(scaled(right, $0.by)) }.map { .wrong($0.word, $0.alone) }
    }

    private var byAFactor: Verdict? {
        if let factor = factor(of: mine) {
            let times = "\(shown(factor)) times the right value"
            return factor < 0
                ? .wrong("sign, factor", "wrong by the sign and a factor: everywhere \(times).")
                : .wrong("factor", "wrong by a factor: everywhere \(times).")
        }
        guard examples.count == mine.count else { return nil }
        for scale in scales where scale.word == "mean" {
            guard let factor = factor(of: scaled(mine, scale.by.map { 1 / $0 })) else { continue }
            let number = "a factor \(shown(abs(factor)))."
            return both(
                (scale.word, scale.beside),
                factor < 0 ? ("sign, factor", "the sign, and \(number)") : ("factor", number))
        }
        return nil
    }

    /// Says two things, or what is two or more already and another one.
    private func both(_ one: (String, String), _ other: (String, String)) -> Verdict {
        let opening = "two things at once: "
        let sentences = [one.1, other.1].map { $0.replacingOccurrences(of: opening, with: "") }
        let word = "\(one.0), \(other.0)"
        let isTwo = word.components(separatedBy: ", ").count == 2
        return .wrong(
            word,
            "\(isTwo ? opening : "several things at once: ")\(sentences[0]) And \(sentences[1])")
    }

    /// The number by which the right values have to be multiplied to become these.
    private func factor(of values: [Matrix]) -> Double? {
        let mine = Matrix(column: values.flatMap(\.values))
        let right = Matrix(column: right.flatMap(\.values))
        guard mine.rows >= 3, right.norm() > 0 else { return nil }
        let factor = (mine * right).sum() / (right * right).sum()
        return relativeDifference(mine, factor * right) < 1e-6 ? factor : nil
    }

    /// The first or the last example alone, in place of the sum over all.
    private var oneExample: Verdict? {
        for (name, pick) in [("first", { $0.first }), ("last", { $0.last })]
            as [(String, ([Matrix]) -> Matrix?)]
        {
            let alone = contributions.compactMap(pick)
            guard alone.count == mine.count else { continue }
            let whole = examples.count == mine.count ? scaled(alone, examples.map(Double.init)) : []
            guard isMine(alone) || isMine(whole) else { continue }
            let reason =
                name == "last"
                ? "In a loop, that is = in place of +=." : "Is there a return inside the loop?"
            return .wrong(
                "one example",
                "the sum over the examples. It is right for the \(name) example alone. \(reason)")
        }
        return nil
    }

    private var knownAndScaled: Verdict? {
        for mistake in mistakes {
            for scale in scales where isMine(scaled(mistake.values, scale.by)) {
                return both((mistake.word, mistake.sentence), (scale.word, scale.beside))
            }
        }
        return nil
    }

    /// Two mistakes that each change a factor, or each a summand.
    private var twoKnown: Verdict? {
        for (i, one) in mistakes.enumerated() {
            for other in mistakes[(i + 1)...] where other.word != one.word {
                let pairs = right.indices.map { (one.values[$0], other.values[$0], right[$0]) }
                guard pairs.allSatisfy({ Self.fit($0.0, $0.2) && Self.fit($0.1, $0.2) }) else {
                    continue
                }
                if isMine(pairs.map { $0 * $1 / $2 }) || isMine(pairs.map { $0 + $1 - $2 }) {
                    return both((one.word, one.sentence), (other.word, other.sentence))
                }
            }
        }
        return nil
    }

    /// A square one may be transposed, and have another mistake.
    private var transposed: Verdict? {
        let turned = mine.map { $0.transposed() }
        guard zip(turned, right).allSatisfy(Self.fit), right[0].rows > 1 else { return nil }
        let upright = Diagnosis(
            mine: turned, right: right, examples: examples, contributions: [], mistakes: mistakes)
        let sentence = "the right numbers at the wrong places: exchange rows and columns."
        if upright.difference < 1e-6 { return .wrong("transposed", sentence) }
        let turn = ("transposed", "the transpose: exchange rows and columns.")
        if let mistake = upright.mistakes.first(where: { upright.isMine($0.values) }) {
            return both(turn, (mistake.word, mistake.sentence))
        }
        return upright.scales.first { upright.isMine(scaled(right, $0.by)) }.map {
            both(turn, ($0.word, $0.beside))
        }
    }

    private static func fit(_ a: Matrix, _ b: Matrix) -> Bool {
        a.rows == b.rows && a.columns == b.columns
    }

    // MARK: Right in a part

    private var rightPlaces: [Bool] {
        mine.indices.map { Self.difference([mine[$0]], [right[$0]]) < 1e-7 }
    }

    /// Right for one number of examples alone.
    private var oneSize: Verdict? {
        let sizes = Set(zip(examples, rightPlaces).filter(\.1).map(\.0))
        let others = Set(zip(examples, rightPlaces).filter { !$0.1 }.map(\.0))
        guard sizes.count == 1, sizes.isDisjoint(with: others), let m = sizes.first else {
            return nil
        }
        return .wrong(
            "m = \(m) only",
            "right where m = \(m), and nowhere else. Is there a \(m) in it that should be m?")
    }

    private var somePlaces: Verdict? {
        let isRight = rightPlaces
        let count = isRight.count { $0 }
        guard count > 0 else { return nil }
        return .wrong(
            "\(count) of \(isRight.count)",
            "right at \(count) of \(isRight.count) random places, and wrong at the others. What "
                + "is different there: a branch, a sign, which one is the largest?")
    }

    private var someLines: Verdict? {
        lines("column", mine.map { $0.transposed() }, right.map { $0.transposed() })
            ?? lines("row", mine, right)
    }

    /// Right but for one row, or in one alone; rows are counted from 0, as in Swift.
    private func lines(_ name: String, _ mine: [Matrix], _ right: [Matrix]) -> Verdict? {
        let scale = right.map { $0.norm() }.max() ?? 0
        let isRight = zip(mine, right).map { mine, right in
            (0..<right.rows).map { i in
                (mine[rows: [i]] - right[rows: [i]]).norm() <= 1e-6 * scale
            }
        }
        let least = right.map(\.rows).min() ?? 0
        guard least > 1 else { return nil }
        let isSame = Set(right.map(\.rows)).count == 1
        var candidates = [("\(name) 0", { (_: [Bool]) in 0 })]
        if isSame {
            candidates = (0..<least).map { i in ("\(name) \(i)", { _ in i }) }
        } else {
            candidates.append(("the last \(name)", { $0.count - 1 }))
        }
        func holds(_ place: ([Bool]) -> Int, _ alone: Bool) -> Bool {
            isRight.allSatisfy { all in
                all.indices.allSatisfy { $0 == place(all) ? all[$0] || !alone : all[$0] != alone }
            }
        }
        for (which, place) in candidates where holds(place, false) {
            let rows = zip(mine, isRight).map { $0[row: place($1)] }
            let isZero = rows.allSatisfy { $0.allSatisfy { $0 == 0 } }
            return .wrong(
                which, "right but for \(which)\(isZero ? ", which is 0" : "") (counted from 0).")
        }
        for (which, place) in candidates where holds(place, true) {
            return .wrong(
                "\(which) only", "right in \(which) alone (counted from 0). The others are wrong.")
        }
        let wrong = (0..<least).filter { i in isRight.contains { !$0[i] } }
        guard isSame, !wrong.isEmpty, wrong.count < least else { return nil }
        return .wrong(
            "some \(name)s",
            "right in some \(name)s, and wrong in \(name)s \(wrong.map(String.init).joined(separator: ", ")) "
                + "(counted from 0).")
    }

    // MARK: The right numbers, nearly

    private var moved: Verdict? {
        if isMine(zip(mine, right).map { $0.map(with: $1) { abs($1) * ($0 < 0 ? -1 : 1) } }) {
            return .wrong("some signs", "the sign of some of its numbers; their size is right.")
        }
        for (name, mine, right) in [
            ("row", mine, right),
            ("column", mine.map { $0.transposed() }, right.map { $0.transposed() }),
        ] where right.allSatisfy({ $0.rows > 2 }) {
            for (shift, where_) in [(1, "below"), (-1, "above")] {
                let (from, to) = shift > 0 ? (0, 1) : (1, 0)
                let isShifted = zip(mine, right).map { mine, right in
                    let count = right.rows - 1
                    return (mine[rows: from..<from + count], right[rows: to..<to + count])
                }
                if Self.difference(isShifted.map(\.0), isShifted.map(\.1)) < 1e-6 {
                    return .wrong(
                        "off by one",
                        "off by one: each \(name) has what belongs into the \(name) "
                            + (name == "row" ? where_ : shift > 0 ? "to its right" : "to its left")
                            + ".")
                }
            }
        }
        let sorted = [mine, right].map { $0.map { Matrix(row: $0.values.sorted()) } }
        if right[0].values.count > 2, Self.difference(sorted[0], sorted[1]) < 1e-6 {
            return .wrong(
                "places", "the places. The right numbers are there, in another order.")
        }
        return nil
    }

    private var almost: Verdict? {
        let excess = zip(mine, right).flatMap { ($0 - $1).values }
        if excess.count > 2, let first = excess.first,
            excess.allSatisfy({ abs($0 - first) <= 1e-6 * abs(first) })
        {
            return .wrong(
                "added", "right but for something that is added everywhere: \(shown(first)).")
        }
        guard difference < 1e-3 else { return nil }
        return .wrong(
            "nearly",
            "right in its first digits only. A small number such as ε is missing, or at another "
                + "place, or another one.")
    }
}

/// A number of a sentence, in at most twelve characters: `2`, `-0.333333`, `1.0e+40`.
private func shown(_ number: Double) -> String {
    guard (1e-3..<1e5).contains(abs(number)) else { return scientific(number) }
    var text = fixed(number, 6)
    while text.last == "0" { text.removeLast() }
    return text.last == "." ? String(text.dropLast()) : text
}
