import Datasets
import Foundation
import Matrices
import Notebook

/// What a softmax makes of scores, without 1 / √d and with it.
struct Saturation {
    var d: Int
    /// The scores' standard deviation, without 1 / √d.
    var spread: Double
    /// The mean of the largest weight in each row: without, with.
    var largest: [Double]
    /// The mean of its derivative a (1 − a): without, with.
    var through: [Double]
}

extension Notebook {
    func showDictionary(_ trace: Trace) {
        table(
            ["key", "value", "score", "weight", "weight ∗ value"],
            (0..<trace.k.rows).map { j in
                let score = (0..<2).reduce(0) { $0 + trace.q[0, $1] * trace.k[j, $1] }
                return [
                    "(\(fixed(trace.k[j, 0], 0)), \(fixed(trace.k[j, 1], 0)))",
                    fixed(trace.v[j, 0], 0), fixed(score / 2.0.squareRoot(), 4),
                    fixed(trace.a[0, j], 4), fixed(trace.a[0, j] * trace.v[j, 0], 4),
                ]
            })
        line(
            "The query (\(fixed(trace.q[0, 0], 0)), \(fixed(trace.q[0, 1], 0))) is answered with "
                + fixed(trace.output[0, 0], 4))
    }

    /// The same as a graph.
    func showDictionaryGraph(_ trace: Trace) {
        let scores = matmul(trace.q, transposed: trace.k) / 2.0.squareRoot()
        func numbers(_ x: Matrix, _ decimals: Int) -> String {
            x.values.map { fixed($0, decimals) }.joined(separator: " ")
        }
        diagram(
            "Attention with one query",
            [
                Diagram.Node("q", at: (0, 0), value: numbers(trace.q, 0)),
                Diagram.Node("k", at: (0, 1), text: "keys k"),
                Diagram.Node("v", at: (0, 2), text: "values v", value: numbers(trace.v, 0)),
                Diagram.Node("s", at: (1, 0.5), text: "q·kᵀ / √d", value: numbers(scores, 2)),
                Diagram.Node("a", at: (2, 0.5), text: "softmax", value: numbers(trace.a, 2)),
                Diagram.Node("o", at: (3, 1), text: "a·v", value: numbers(trace.output, 2)),
            ],
            [
                Diagram.Arrow("q", "s"), Diagram.Arrow("k", "s"), Diagram.Arrow("s", "a"),
                Diagram.Arrow("a", "o"), Diagram.Arrow("v", "o"),
            ])
    }

    func showTape(_ difference: Double) {
        text(
            """
            The tape of lesson 17 goes back through a product, a softmax and another product: its \
            dq, dk and dv are the same, \
            \(difference < 1e-12 ? "to 1e-12" : "WRONG by \(scientific(difference))").
            """)
    }

    func showSaturation(_ rows: [Saturation]) {
        table(
            ["d", "σ of q·k", "largest a", "a (1 − a)", "largest a, √d", "a (1 − a), √d"],
            rows.map {
                [
                    "\($0.d)", fixed($0.spread, 2), fixed($0.largest[0], 3),
                    fixed($0.through[0], 4), fixed($0.largest[1], 3), fixed($0.through[1], 4),
                ]
            })
        let (first, last) = (rows[0], rows[rows.count - 1])
        text(
            """
            Without √d the largest weight grows from \(fixed(first.largest[0], 2)) to \
            \(fixed(last.largest[0], 2)), and its derivative shrinks. Divided by √d the scores have \
            a standard deviation of about 1, whatever d is.
            """)
    }

    func showRecall(_ recall: Recall) {
        let keys = recall.pairs[columns: Array(0..<16)].indexOfMaximumInRows()
        let values = recall.pairs[columns: Array(16..<26)].indexOfMaximumInRows()
        let asked = recall.questions.indexOfMaximumInRows()[0]
        text(
            """
            A sequence has \(keys.count) pairs of a key (one of 16, no two alike) and a value (one \
            of 10), and then one of the keys again. What was its value? For example:
            """)
        formulas(
            zip(keys, values).map { "\(letter($0))\($1)" }.joined(separator: " ")
                + "   \(letter(asked))?   " + "\(recall.answers.indexOfMaximumInRows()[0])")
        text(
            """
            Every sequence has new pairs, so there is nothing to learn by heart: what has to be \
            learnt is to look up. Attention makes its query of the question, and keys and values \
            of the pairs, all by learnt matrices, with d = 16. The LSTM of lesson 12 has 32 numbers \
            of state, reads pair after pair and then the question, and answers. Both see the same \
            32 fresh sequences in every step. The accuracy on 1,000 others:
            """)
    }

    func showRecallResult(_ attention: Training, _ lstm: Training) {
        plot(
            "Recall by attention and by an LSTM", x: "iteration", y: "accuracy",
            [
                Curve("attention", x: attention.at, y: attention.measured),
                Curve("LSTM", x: lstm.at, y: lstm.measured),
            ])
        let there = zip(attention.at, attention.measured).first { $0.1 >= 0.999 }
        if let there, lstm.last < 0.9 {
            text(
                """
                After \(there.0) steps attention is right every time. The LSTM is at \
                \(fixed(lstm.last, 4)) after \(lstm.at[lstm.at.count - 1]); guessing gives 0.1. It \
                has to put all pairs into its state, since it doesn't know yet which one will be \
                asked for. Attention keeps the pairs themselves, and looks once it has been asked.
                """)
        }
    }

    func showWeights(before: Matrix, after: Matrix, asked: [Int]) {
        let n = after.columns
        let right = Matrix(rows: asked.count, columns: n) { i, j in asked[i] == j ? 1 : 0 }
        let share = (after * right).sum() / Double(asked.count)
        text(
            """
            The weights of \(asked.count) questions, a row for each, a column for each of the \
            \(n) pairs; light is much. On the right, the pair that was asked for.
            """)
        pictures(
            title: "Where the questions look", Matrix([before, after, right].map(\.values)),
            width: n, labels: ["before", "after training", "asked for"], range: 0...1, columns: 20)
        line("weight on the right pair, on average: \(fixed(share, 4))")
    }

    func showParts(_ shape: Shape, parameters: Int) {
        let (d, d4) = (shape.width, 4 * shape.width)
        text(
            """
            Recall had one question. In a text every letter has one: what of all that came before \
            tells me what comes next? A transformer is made of a few parts:

            - Letters: each of the 27 characters has a row of d = \(d) numbers, which are learnt.
            - Places: attention doesn't know what stands where; with the letters in another order \
            it would give the same answer. So a learnt row for each of the \(shape.places) places \
            is added.
            - The causal mask: a letter may look at itself and at those before it, not at those \
            that it is to guess.
            - Heads: the d numbers are parted into \(shape.heads), each with its own query, key \
            and value: so a letter can look in \(shape.heads) directions at once.
            - Layer norm: before each part a row is brought to mean 0 and spread 1, then times a \
            gain, plus a shift. Lesson 09's idea along the other side: over a row's numbers, not \
            over the batch.
            - Residuals: what a part computes is added to x, so x has a straight way through, and \
            the gradient too.
            - A perceptron, d → 4d → d with ReLU, for every letter by itself: attention fetches, \
            the perceptron computes.
            """)
        diagram(
            "A block of the transformer",
            [
                Diagram.Node("x", at: (0, 1)), Diagram.Node("n1", at: (1, 0), text: "norm"),
                Diagram.Node("h", at: (2, 0), text: "heads"),
                Diagram.Node("p1", at: (3, 1), text: "+"),
                Diagram.Node("n2", at: (4, 0), text: "norm"),
                Diagram.Node("m", at: (5, 0), text: "ReLU"),
                Diagram.Node("p2", at: (6, 1), text: "+"),
            ],
            [
                Diagram.Arrow("x", "n1"), Diagram.Arrow("n1", "h"), Diagram.Arrow("h", "p1"),
                Diagram.Arrow("x", "p1"), Diagram.Arrow("p1", "n2"), Diagram.Arrow("n2", "m"),
                Diagram.Arrow("m", "p2"), Diagram.Arrow("p1", "p2"),
            ])
        table(
            ["part", "shape", "parameters"],
            [
                ["letters", "27 × \(d)", grouped(27 * d)],
                ["places", "\(shape.places) × \(d)", grouped(shape.places * d)],
                [
                    "\(shape.blocks) × heads: Wq, Wk, Wv, Wo", "\(d) × \(d)",
                    grouped(shape.blocks * 4 * d * d),
                ],
                [
                    "\(shape.blocks) × perceptron", "\(d) × \(d4) × \(d)",
                    grouped(shape.blocks * (d * d4 + d4 + d4 * d + d)),
                ],
                [
                    "\(2 * shape.blocks + 1) × gain, shift", "1 × \(d)",
                    grouped((2 * shape.blocks + 1) * 2 * d),
                ],
                ["next letter", "\(d) × 27", grouped(d * 27 + 27)],
                ["all", "", grouped(parameters)],
            ])
    }

    func showNames(
        _ names: Names, _ counted: [(name: String, cost: Double)], _ shape: Shape, units: Int
    ) {
        text(
            """
            Lesson 12's \(grouped(names.all.count)) names, \(names.validation.count) of them to \
            validate, and its measure: nats per character, the mean of −log(probability of what \
            came). Counting gives:
            """)
        table(
            ["counted", "nats per character"], counted.map { [$0.name, fixed($0.cost, 3)] })
        text(
            """
            An LSTM of \(units) units has about as many parameters as the transformer. Both are \
            trained by the tape, with Adam on batches of 32 and a learning rate that falls to a tenth:
            """)
    }

    func showNameCosts(
        _ transformer: Training, _ lstm: Training, _ counted: [(name: String, cost: Double)]
    ) {
        plot(
            "Names by a transformer and by an LSTM", x: "iteration", y: "nats per character",
            [
                Curve("transformer", x: transformer.at, y: transformer.measured),
                Curve("LSTM", x: lstm.at, y: lstm.measured),
            ]
                + counted.suffix(2).map { counted in
                    Curve(
                        counted.name, x: transformer.at,
                        y: transformer.at.map { _ in counted.cost })
                })
        overflow("cost", of: transformer.measured, "iteration", at: transformer.at)
        overflow("LSTM's cost", of: lstm.measured, "iteration", at: lstm.at)
        guard transformer.last.isFinite, lstm.last.isFinite, lstm.at.count > 1 else { return }
        text(
            """
            The transformer comes to \(fixed(transformer.last, 3)) nats, the LSTM of equal size to \
            \(fixed(lstm.last, 3)).
            """)
        if abs(transformer.last - lstm.last) < 0.1 {
            text(
                """
                There is little between them: in a name of twelve letters there is nothing to look \
                up that an LSTM couldn't remember. Where there is, the recall has shown it.
                """)
        }
    }

    func showHeads(_ name: String, _ weights: [Matrix]) {
        let n = weights[0].rows
        text(
            """
            The heads of the first block, in the name “\(name)”: a row for every letter, from the \
            beginning of the name downwards, and in it a column for every letter that it looks at. \
            Above the diagonal all is 0: that is the mask.
            """)
        pictures(
            title: "Where the letters look", Matrix(weights.map(\.values)), width: n,
            labels: (1...weights.count).map { "head \($0)" }, range: 0...1,
            columns: max(2 * n, 10))
        let own = weights.map { a in (1..<n).map { a[$0, $0] }.reduce(0, +) / Double(n - 1) }
        let before = weights.map { a in
            (1..<n).map { a[$0, $0 - 1] }.reduce(0, +) / Double(n - 1)
        }
        table(
            ["", "on the letter itself", "on the one before"],
            weights.indices.map { ["head \($0 + 1)", fixed(own[$0], 2), fixed(before[$0], 2)] })
    }

    func showInvented(_ names: [String], known: Set<String>, temperature: Double) {
        let real = names.filter { known.contains($0) }.count
        text(
            """
            Letter by letter, each drawn by its probability, with z divided by the temperature, \
            here \(temperature). \(real) of \(names.count) are in the lists; they have a star:
            """)
        formulas(
            stride(from: 0, to: names.count, by: 5).map { start in
                names[start..<start + 5].map { name in
                    (known.contains(name) ? name + "*" : name)
                        .padding(toLength: 14, withPad: " ", startingAt: 0)
                }.joined().trimmingCharacters(in: .whitespaces)
            }.joined(separator: "\n"))
    }

    func showNoMask(
        _ right: Training, _ seeing: Training, masked: Double, _ names: [String]
    ) {
        text(
            """
            Without the mask every letter sees the next one, which it is to guess. The cost falls \
            as no cost of names can fall:
            """)
        curves(
            step: "iteration", at: right.at,
            [("masked", right.measured), ("no mask", seeing.measured)], record: false)
        let empty = names.filter(\.isEmpty).count
        text(
            """
            It has learnt to copy. When it invents, there is no next letter yet: with the mask the \
            same weights have a cost of \(fixed(masked, 3)) nats, far more than a guess among 27 \
            characters, \(fixed(log(27.0), 3)). Of \(names.count) invented names \(empty) are \
            empty. A cost that is too good is a reason to look for what the network can see.
            """)
    }

    private func letter(_ key: Int) -> String { String(UnicodeScalar(UInt8(65 + key))) }
}
