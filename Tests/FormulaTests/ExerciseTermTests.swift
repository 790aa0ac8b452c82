import Foundation
import Matrices
import Testing

@testable import Exercises

/// What the check says about a term, whatever the exercise.
struct ExerciseTermTests {
    let right = [
        Matrix([[1, -2, 3], [4, 0.5, -6]]), Matrix([[0.1, 0.2, -0.3], [2, 1, 7]]),
        Matrix([[5, 3, 1], [-1, 2, 0.7]]),
    ]

    func judged(
        _ yours: [Matrix], examples: [Int] = [5, 5, 8], contributions: [[Matrix]] = [],
        mistakes: [Mistake] = []
    ) -> Verdict {
        Term(
            "dw", yours: yours.map { Tried($0) }, right: right, like: "w", examples: examples,
            contributions: contributions, mistakes: mistakes
        ).verdict
    }

    func word(_ factors: Double...) -> String {
        judged(right.indices.map { factors[min($0, factors.count - 1)] * right[$0] }).word
    }

    func sentence(_ verdict: Verdict) -> String {
        if case .wrong(_, let sentence) = verdict { sentence } else { "" }
    }

    @Test func factorsAreNamed() {
        #expect(word(1) == "right" && word(1 + 1e-8) == "right")
        #expect(word(0) == "not written yet" && word(-1) == "sign")
        #expect(word(5, 5, 8) == "mean" && word(1.0 / 5, 1.0 / 5, 1.0 / 8) == "mean")
        #expect(
            word(-5, -5, -8) == "sign, mean" && word(-1.0 / 5, -1.0 / 5, -1.0 / 8) == "sign, mean")
        #expect(word(10, 10, 16) == "mean, factor" && word(-10, -10, -16) == "mean, sign, factor")
        #expect(word(2) == "factor" && word(-3) == "sign, factor" && word(5) == "factor")
        #expect(
            sentence(judged(right.map { 2 * $0 }))
                == "wrong by a factor: everywhere 2 times the right value.")
        #expect(
            sentence(judged(right.map { -$0 / 3 }))
                == "wrong by the sign and a factor: everywhere -0.333333 times the right value.")
        #expect(
            sentence(judged(right.map { 1.5e40 * $0 })).contains("everywhere 1.5e+40 times"))
        #expect(sentence(judged(right.map { 1e-4 * $0 })).contains("everywhere 1.0e-04 times"))
        #expect(sentence(judged(right.map { 40 * $0 })).contains("everywhere 40 times"))
        #expect(
            sentence(judged(right.map { -1 * $0 }))
                == "right but for the sign, which is the opposite one.")
        #expect(
            sentence(judged([-5 * right[0], -5 * right[1], -8 * right[2]]))
                == "right but for the sign, and m times too large: divide by m, once.")
        let often = [right[0] / 5, right[1] / 5, right[2] / 8]
        #expect(sentence(judged(often)).contains("once too often"))
        let twice = zip(right, [10.0, 10, 16]).map { $1 * $0 }
        #expect(
            sentence(judged(twice))
                == "two things at once: the mean: divide by m, once. And a factor 2.")
        #expect(
            sentence(judged(twice.map { -1 * $0 }))
                == "several things at once: the mean: divide by m, once. And the sign, and a "
                + "factor 2.")
        // With one number of examples, m is what it says it is.
        #expect(judged(right.map { 5 * $0 }, examples: [5, 5, 5]).word == "mean")
    }

    @Test func shapesAreNamed() {
        let transposed = judged(right.map { $0.transposed() })
        #expect(
            sentence(transposed)
                == "the shape. Yours is 3 × 2; it should be 2 × 3, like w. It is transposed: "
                + "exchange rows and columns.")
        #expect(
            sentence(judged([right[0], Matrix(rows: 2, columns: 2), right[2]]))
                == "the shape. Yours is 2 × 2; it should be 2 × 3, like w.")
        let number = Term(
            "db", yours: [Tried(Matrix(row: [3]))], right: [Matrix(row: [1, 2])]
        ).verdict
        #expect(number.word == "shape" && sentence(number).contains("A number is not enough"))
        let rows = Term(
            "db", yours: [Tried(Matrix(rows: 5, columns: 2, repeating: 3))],
            right: [Matrix(row: [1, 2])]
        ).verdict
        #expect(
            sentence(rows)
                == "the shape. Yours is 5 × 2; it should be 1 × 2. There is still a row for each "
                + "example: sum them, column by column.")
        // A transpose and another mistake, or two.
        let several = sentence(
            judged(
                right.map { -1 * ($0 * $0).transposed() },
                mistakes: [
                    Mistake(word: "square", sentence: "a square.", values: right.map { $0 * $0 })
                ]))
        #expect(several.contains("Then come two things at once: a square. And the sign, which"))
        let factor = sentence(judged(right.map { 2 * $0.transposed() }))
        #expect(factor.contains("Then comes a factor: everywhere 2 times the right value."))
        let both = sentence(judged(right.map { -1 * $0.transposed() }))
        #expect(both.contains("It is transposed") && both.contains("Then comes the sign"))
    }

    @Test func numbersThatAreNoneAreNamed() {
        let nan = sentence(judged([right[0], .nan * right[1], right[2]]))
        #expect(nan.contains("nan") && nan.contains("6 of 18"))
        #expect(sentence(judged(right.map { .infinity * $0 })).contains("inf"))
        #expect(judged(right.map { $0 / 0 }).word == "no number")
    }

    @Test func whatIsRightInPartIsNamed() {
        #expect(judged([right[0], right[1], 3 * right[2] + 1]).word == "m = 5 only")
        #expect(judged([right[0], 0 * right[1], right[2]]).word == "2 of 3")
        func changed(_ change: (inout Matrix) -> Void) -> [Matrix] {
            right.map {
                var matrix = $0
                change(&matrix)
                return matrix
            }
        }
        let column = judged(changed { for i in 0..<2 { $0[i, 1] = 0 } })
        #expect(column.word == "column 1" && sentence(column).contains("column 1, which is 0"))
        #expect(judged(changed { for i in 0..<2 { $0[i, 2] += 1.5 } }).word == "column 2")
        #expect(
            judged(changed { for i in 0..<2 { $0[i, 1] = 7; $0[i, 2] = 9 } }).word
                == "column 0 only")
        #expect(judged(changed { for j in 0..<3 { $0[0, j] = 7 } }).word == "row 0")
        #expect(judged(changed { $0 = abs($0) }).word == "some signs")
        #expect(
            judged(
                changed {
                    $0[0, 0] = $0[0, 1]; $0[0, 1] = $0[0, 2]; $0[0, 2] = 9
                    $0[1, 0] = $0[1, 1]; $0[1, 1] = $0[1, 2]; $0[1, 2] = 9
                }
            ).word == "off by one")
        #expect(judged(changed { $0 = $0 + 0.25 }).word == "added")
        #expect(judged(right.map { $0.map { $0 + 1e-5 * $0 * $0 } }).word == "nearly")
        #expect(
            judged(right.map { Matrix(rows: 2, columns: 3, values: $0.values.reversed()) }).word
                == "places")
        #expect(judged(right.map { $0 * $0 }).word == "wrong")
    }

    @Test func linesAndPlacesAreNamedInMatricesOfAnyHeight() {
        let right = [3, 4, 5].map { m in
            Matrix(rows: m, columns: 4) { i, j in
                Double(7 * i * i + 3 * j + m) - 9.5 * Double(j % 2)
            }
        }
        func judged(_ value: (_ right: Matrix, _ i: Int, _ j: Int) -> Double) -> Verdict {
            let mine = right.map { right in
                Matrix(rows: right.rows, columns: 4) { i, j in value(right, i, j) }
            }
            return Term("dz", yours: mine.map { Tried($0) }, right: right).verdict
        }
        #expect(judged { $1 == 0 ? 99 : $0[$1, $2] }.word == "row 0")
        #expect(judged { $1 == $0.rows - 1 ? 99 : $0[$1, $2] }.word == "the last row")
        #expect(judged { $1 == $0.rows - 1 ? $0[$1, $2] : 99 }.word == "the last row only")
        let some = judged { $2 > 1 ? 99 : $0[$1, $2] }
        #expect(some.word == "some columns" && sentence(some).contains("columns 2, 3"))
        #expect(judged { $0[$1, $2] * ($1 == $2 ? -1 : 1) }.word == "some signs")
        for (word, down, along) in [
            ("the row below", 1, 0), ("the row above", -1, 0), ("the column to its right", 0, 1),
            ("the column to its left", 0, -1),
        ] {
            let moved = judged { right, i, j in
                let (i, j) = (i + down, j + along)
                return (0..<right.rows).contains(i) && (0..<4).contains(j) ? right[i, j] : 50
            }
            #expect(moved.word == "off by one" && sentence(moved).contains("into \(word)."))
        }
    }

    @Test func oneExampleAloneIsNamed() {
        let parts = right.map { [$0 * 0.25 - 1, $0 * $0, $0 * 0.75 + 1 - $0 * $0] }
        let last = judged(parts.map { $0[2] }, contributions: parts)
        #expect(last.word == "one example" && sentence(last).contains("+="))
        #expect(judged(parts.map { $0[0] }, contributions: parts).word == "one example")
        let whole = zip(parts, [5.0, 5, 8]).map { $1 * $0[0] }
        #expect(judged(whole, contributions: parts).word == "one example")
        #expect(judged(parts.map { $0[1] }, contributions: parts).word == "wrong")
    }

    @Test func numbersAreJudgedLikeMatrices() {
        func term(_ yours: [Double], _ right: [Double]) -> Term {
            Places(Array(yours.indices)).term("J", of: { yours[$0] }, right: { right[$0] })
        }
        // One number at one place is a multiple of any other one.
        #expect(term([1.5], [3]).verdict.word == "wrong")
        #expect(term([1.5, 1, 2], [3, 2, 4]).verdict.word == "factor")
        #expect(term([1.5, 1, 2.1], [3, 2, 5]).verdict.word == "wrong")
        #expect(term([1.5, 1, 2], [1.5, 1, 2]).shape == "number")
    }

    @Test func knownMistakesGoFirstAndInPairs() {
        let mistakes = [
            Mistake(word: "other", sentence: "another thing.", values: right.map { $0 * $0 }),
            Mistake(word: "turned", sentence: "turned round.", values: right.map { -1 * $0 }),
            Mistake(word: "more", sentence: "more of it.", values: right.map { $0 + exp($0) }),
        ]
        func word(_ yours: [Matrix]) -> String { judged(yours, mistakes: mistakes).word }
        #expect(word(right.map { -1 * $0 }) == "turned")
        #expect(word(right.map { $0 * $0 }) == "other")
        #expect(word(right.map { -1 * $0 * $0 }) == "other, sign")
        #expect(word(zip(right, [5.0, 5, 8]).map { $1 * ($0 + exp($0)) }) == "more, mean")
        #expect(word(zip(right, [1, 1, 1.6]).map { $1 * ($0 + exp($0)) }) == "more, m = 5 only")
        #expect(word(right.map { $0 * ($0 + exp($0)) }) == "other, more")
        #expect(word(right.map { $0 * $0 + exp($0) }) == "other, more")
        let neighbours = [mistakes[0], mistakes[2]]
        #expect(
            judged(right.map { $0 * $0 + exp($0) }, mistakes: neighbours).word == "other, more")
        #expect(
            sentence(judged(right.map { -1 * $0 * $0 }, mistakes: mistakes))
                == "two things at once: another thing. And the sign, which is the opposite one.")
        #expect(
            sentence(
                judged(
                    zip(right, [-5.0, -5, -8]).map { $1 * ($0 + exp($0)) }, mistakes: mistakes))
                == "several things at once: more of it. And the sign, and the mean: divide by m, "
                + "once.")
        let pair = Mistake(
            word: "a, b", sentence: "two things at once: a. And b.", values: mistakes[0].values)
        #expect(
            sentence(judged(right.map { -1 * $0 * $0 }, mistakes: [pair]))
                == "several things at once: a. And b. And the sign, which is the opposite one.")
        #expect(
            judged(right, mistakes: [Mistake(word: "x", sentence: "x", values: right)]) == .right)
    }

    @Test func aSquareOneMayBeTransposed() {
        let square = [Matrix([[1, 2], [3, 4]]), Matrix([[0.5, -1], [2, 7]])]
        func word(_ yours: [Matrix]) -> String {
            Term("dW", yours: yours.map { Tried($0) }, right: square, examples: [5, 7]).verdict.word
        }
        #expect(word(square.map { $0.transposed() }) == "transposed")
        #expect(word(square.map { -1 * $0.transposed() }) == "transposed, sign")
        #expect(
            word([5 * square[0].transposed(), 7 * square[1].transposed()]) == "transposed, mean")
    }

    @Test func costLinesSayWhereTheyPart() {
        func lines(_ yours: [Double], step: String = "iteration") -> CostLines {
            CostLines(step, [0: 13, 10: 2, 20: 0.5], source: "the lesson's") { yours[$0 / 10] }
        }
        func part(_ factor: [Double]) -> [Part] {
            let yours = zip(factor, right).map { Tried($0 * $1) }
            return [
                Part(
                    "f", [Term("dw", yours: yours, right: right, examples: [5, 5, 8])],
                    hints: noHints)
            ]
        }
        #expect(lines([13, 2, 0.5]).isRight && lines([13.000001, 2, 0.5]).isRight)
        #expect(!lines([13, 2.000003, 0.5]).isRight && !lines([13, 2, 0.500002]).isRight)
        #expect(lines([12, 2, 0.5]).sentence().contains("the cost itself is wrong"))
        #expect(lines([13, 14, 15]).sentence().contains("From iteration 0 to 10 your cost rises"))
        #expect(
            lines([13, 14, 15]).sentence(part([-1, -1, -1])).contains("uphill, by the sign of dw"))
        #expect(
            lines([13, 14, 15]).sentence(part([5, 5, 8])).contains("length, by the mean in dw"))
        #expect(!lines([13, 14, 15]).sentence(part([5, 5, 8])).contains("uphill"))
        #expect(lines([13, 2, 2.5]).sentence().contains("From iteration 10 to 20 your cost rises"))
        #expect(lines([13, 3, 0.5]).sentence().contains("at iteration 10 is not the lesson's"))
        #expect(lines([13, 2, .nan]).sentence().contains("overflowed"))
        #expect(
            lines([12, 2, 0.5], step: "epoch").sentence().contains(
                "the cost, a gradient or the update"))
        #expect(lines([13, 2, 0.5]).sentence() == "The first cost lines are the lesson's.")
    }

    @Test func trainingNeedsAllTermsInShape() {
        func part(_ yours: [Matrix]) -> Part {
            Part(
                "backward", [Term("dw", yours: yours.map { Tried($0) }, right: right)],
                hints: noHints)
        }
        #expect(canTrain([part(right), part(right.map { -1 * $0 })]))
        #expect(!canTrain([part(right), part(right.map { 0 * $0 })]))
        #expect(!canTrain([part(right.map { $0.transposed() })]))
        #expect(!canTrain([part(right.map { .infinity * $0 })]))
        #expect(part(right).isRight && part(right).isBegun)
        #expect(!part(right.map { 0 * $0 }).isRight && !part(right.map { 0 * $0 }).isBegun)
    }

    @Test func numbersAreShort() {
        #expect(shownCost(26158.14281) == "26158.142810" && shownCost(-0.5) == "-0.500000")
        #expect(shownCost(99999.5) == "99999.500000" && shownCost(1e5) == "1.00000e+05")
        #expect(shownCost(-1.234567e130) == "-1.23457e+130" && shownCost(.infinity) == "inf")
    }

    @Test func theTableShowsTheReadersShape() {
        let turned = Term("dw", yours: right.map { Tried($0.transposed()) }, right: right)
        #expect(turned.shape == "2 × 3" && turned.yourShape == "3 × 2")
        #expect(shownDifference(turned) == "yours 3 × 2")
        // A mistake that is known and has a shape of its own.
        let sum = Mistake(word: "sum", sentence: "the sum.", values: right.map { $0.rowSums() })
        let known = Term(
            "dw", yours: right.map { Tried($0.rowSums()) }, right: right, mistakes: [sum])
        #expect(known.verdict.word == "sum" && shownDifference(known) == "yours 2 × 1")
        let opposite = Term("dw", yours: right.map { Tried(-1 * $0) }, right: right)
        #expect(opposite.yourShape == nil && shownDifference(opposite) == "1.0000")
        let accepted = opposite.accepted("two signs cancel.")
        #expect(shownDifference(accepted) == "–" && accepted.verdict.word == "right, see below")
        let exact = Term("dw", yours: right.map { Tried($0) }, right: right)
        #expect(shownDifference(exact) == "< 1e-7")
        let nothing = Term("dw", yours: right.map { Tried(0 * $0) }, right: right)
        #expect(shownDifference(nothing) == "–")
    }

    @Test func whatVanishesIsNamed() {
        let rounding = right.map { 1e-17 * exp($0) }
        #expect(judged(rounding).word == "0" && sentence(judged(rounding)).contains("rounding"))
        let sums = Mistake(word: "sums", sentence: "sums.", values: right.map { 1e-18 * $0 * $0 })
        #expect(judged(rounding, mistakes: [sums]).word == "sums")
        #expect(judged(right.map { 1e-6 * exp($0) }, mistakes: [sums]).word == "wrong")
    }

    @Test func theFooterNamesTheNextHint() {
        func part(_ factors: Double...) -> Part {
            let terms = factors.enumerated().map { i, factor in
                Term("t\(i)", yours: right.map { Tried(factor * $0) }, right: right)
            }
            return Part("f", terms, hints: noHints)
        }
        let begun = part(1, 0)
        #expect(
            hintsFooter(begun, begun.terms[1], "swift run X --hint")
                == "For a hint: swift run X --hint 2\nshows the formula of t1, and --hint 3 a first "
                + "line of Swift.")
        let empty = part(0, 0)
        #expect(
            hintsFooter(empty, empty.terms[0], "swift run X --hint").hasPrefix(
                "For a hint: swift run X --hint 1\nsays the idea of t0,"))
    }

    @Test func remarksAreSaidOnce() {
        func term(_ name: String, _ factor: Double) -> Term {
            Term(name, yours: right.map { Tried(factor * $0) }, right: right)
        }
        let part = Part(
            "f", [term("a", -1), term("b", 1), term("c", -1), term("d", 0)], hints: noHints)
        #expect(
            remarks(part) == [
                "- a, c: right but for the sign, which is the opposite one.",
                "- d: 0 everywhere, or unchanged: not written yet, or a factor in it is 0.",
            ])
        #expect(remarks(Part("f", [term("d", 0)], hints: noHints)) == [])
        let accepted = term("a", -1).accepted("two signs cancel.")
        #expect(
            accepted.isRight
                && remarks(Part("f", [accepted], hints: noHints)) == ["- a: two signs cancel."])
    }
}

private let noHints = Hints(idea: "", formula: "", lines: [:])

/// What a reader's function may do instead of returning.
struct TriedTests {
    let x = Matrix(rows: 5, columns: 3, repeating: 1)
    let w = Matrix(rows: 3, columns: 1)
    let dz = Matrix(rows: 5, columns: 1, repeating: 1)

    /// The verdict on dw, which is right as 3 × 1, and how it is said.
    func judged(_ function: @escaping () -> Matrix) -> (word: String, sentence: String) {
        let term = Term(
            "dw", yours: [tried(function)], right: [Matrix(column: [5, 5, 5])], like: "w")
        guard case .wrong(let word, let sentence) = term.verdict else {
            return (term.verdict.word, "")
        }
        return (word, sentence)
    }

    @Test func aForgottenTransposeIsNamed() {
        let (x, dz) = (x, dz)
        #expect(judged { matmul(transposed: x, dz) }.word == "right")
        let line = #line + 1
        let plain = judged { matmul(x, dz) }
        #expect(plain.word == "shapes")
        #expect(
            plain.sentence
                == "the shapes. In ExerciseTermTests.swift, line \(line), 5 × 3 · 5 × 1 doesn't fit. "
                + "dw should be 3 × 1, like w: matmul(transposed: a, b) gives that.")
        // What comes of it is no misfit of its own, even where its shape doesn't fit.
        let later = judged { matmul(matmul(x, dz), Matrix(rows: 2, columns: 2)) }
        #expect(
            later.sentence == plain.sentence.replacing("line \(line)", with: "line \(line + 7)"))
        let sum = judged { x * dz }
        #expect(
            sum.sentence.contains("In your function, 5 × 3 * 5 × 1 doesn't fit. dw should be 3 × 1")
        )
    }

    @Test func otherTermsAreJudged() {
        let (x, dz) = (x, dz)
        let both = [tried { (dw: matmul(x, dz), db: dz.columnSums(), J: dz.sum()) }]
        let right = [Matrix(row: [5])]
        #expect(Term("db", yours: both.map(\.db), right: right).verdict == .right)
        let number = Places([0]).term("J", yours: both.map(\.J), right: { _ in 5 })
        #expect(number.verdict == .right && number.shape == "number")
        #expect(
            Term("dw", yours: both.map(\.dw), right: [Matrix(column: [5, 5, 5])]).verdict.word
                == "shapes")
    }

    @Test func twoMisfitsAreToldApart() {
        let (x, w, dz) = (x, w, dz)
        let line = #line + 1
        let both = [tried { (dw: matmul(x, dz), z: matmul(w, x)) }]
        func sentence(_ yours: [Tried<Matrix>], _ right: Matrix) -> String {
            let term = Term("t", yours: yours, right: [right])
            if case .wrong(_, let sentence) = term.verdict { return sentence } else { return "" }
        }
        #expect(sentence(both.map(\.dw), w).contains("line \(line), 5 × 3 · 5 × 1"))
        #expect(sentence(both.map(\.z), dz).contains("line \(line), 3 × 1 · 5 × 3"))
        #expect(sentence(both.map(\.z), dz).contains("matmul(b, a) gives that"))
        // xᵀ·dz would fit, but is 3 × 1.
        #expect(!sentence(both.map(\.dw), x).contains("transposed"))
        #expect(sentence(both.map(\.dw), x).contains("t should be 5 × 3"))
    }

    @Test func whatWouldEndTheProgramIsReported() {
        let x = x
        let row = judged { Matrix(row: x[row: 5]) }
        #expect(row.word == "stopped" && row.sentence.contains("row 5 of a 5 × 3 matrix"))
        let array = Array(repeating: 1.0, count: x.rows)
        let index = judged { Matrix(row: [array[x.rows]]) }
        #expect(index.word == "stopped" && index.sentence.contains("index beyond the end"))
        @Sendable func without(_ n: Int) -> Double {
            n < 0 ? 0 : without(n + x.rows) + Double(n % 7)
        }
        let deep = judged { Matrix(row: [without(1)]) }
        #expect(deep.word == "stopped" && deep.sentence.contains("calls itself without end"))
    }

    @Test func aLoopWithoutEndIsLeftAlone() {
        let tries = tried([1, 2, 3], seconds: 0.2) { (n: Int) -> Double in
            if n > 1 { while true { usleep(10_000) } }
            return 1
        }
        #expect(tries[0].value == 1 && tries[1].value == nil && tries[2].reason != nil)
        let term = Places([1, 2, 3]).term("J", yours: tries, right: { _ in 1 })
        #expect(term.verdict.word == "stopped" && term.difference == nil)
    }
}
