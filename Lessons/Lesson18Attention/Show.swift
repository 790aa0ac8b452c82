import Datasets
import Foundation
import Matrices
import Notebook

extension Notebook {
    func showDictionary(_ trace: Trace, _ scores: Matrix) {
        let (q, k, v, a) = (trace.q, trace.k, trace.v, trace.a)
        table(
            ["key", "value", "score", "weight", "weight ∗ value"],
            (0..<k.rows).map { j in
                [
                    "(\(fixed(k[j, 0], 0)), \(fixed(k[j, 1], 0)))", fixed(v[j, 0], 0),
                    fixed(scores[0, j], 4), fixed(a[0, j], 4), fixed(a[0, j] * v[j, 0], 4),
                ]
            })
        line(
            "The query (\(fixed(q[0, 0], 0)), \(fixed(q[0, 1], 0))) is answered with "
                + fixed(trace.output[0, 0], 4))
        func numbers(_ x: Matrix, _ decimals: Int) -> String {
            x.values.map { fixed($0, decimals) }.joined(separator: " ")
        }
        diagram(
            "Attention with one query",
            [
                Diagram.Node("q", at: (0, 0), value: numbers(q, 0)),
                Diagram.Node("k", at: (0, 1), text: "keys k"),
                Diagram.Node("v", at: (0, 2), text: "values v", value: numbers(v, 0)),
                Diagram.Node("s", at: (1, 0.5), text: "q·kᵀ / √d", value: numbers(scores, 2)),
                Diagram.Node("a", at: (2, 0), text: "softmax", value: numbers(a, 2)),
                Diagram.Node("o", at: (3, 1), text: "a·v", value: numbers(trace.output, 2)),
            ],
            [("q", "s"), ("k", "s"), ("s", "a"), ("a", "o"), ("v", "o")]
                .map { Diagram.Arrow($0, $1) })
    }

    func showRecall(_ recall: Recall) {
        let keys = recall.pairs[columns: Array(0..<16)].indexOfMaximumInRows()
        let values = recall.pairs[columns: Array(16..<26)].indexOfMaximumInRows()
        let asked = recall.questions.indexOfMaximumInRows()[0]
        func letter(_ key: Int) -> String { String(UnicodeScalar(UInt8(65 + key))) }
        formulas(
            zip(keys, values).map { "\(letter($0))\($1)" }.joined(separator: " ")
                + "   \(letter(asked))?   \(recall.answers.indexOfMaximumInRows()[0])")
    }

    func showRecallResult(_ attention: Training, _ lstm: Training) {
        curves(
            step: "iteration", at: attention.at,
            ["attention": attention.measured, "LSTM": lstm.measured], decimals: 4)
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
                After \(there.0) steps, attention is right every time. The LSTM is at \
                \(fixed(lstm.last, 4)) after \(lstm.at[lstm.at.count - 1]) steps; guessing gives \
                0.1. The LSTM has to put all pairs into its state, since it doesn't know yet which \
                one will be asked for. Attention keeps the pairs themselves, and looks once it has \
                been asked.
                """)
        }
    }

    func showWeights(before: Matrix, after: Matrix, asked: [Int]) {
        let n = after.columns
        let right = Matrix(rows: asked.count, columns: n) { i, j in asked[i] == j ? 1 : 0 }
        let share = (after * right).sum() / Double(asked.count)
        text(
            """
            These are the weights of \(asked.count) questions, with a row for each question and a \
            column for each of the \(n) pairs. A lighter square is a larger weight. On the right \
            is the pair that was asked for.
            """)
        pictures(
            title: "Where the questions look", Matrix([before, after, right].map(\.values)),
            width: n, labels: ["before", "after training", "asked for"], range: 0...1, columns: 20)
        line("weight on the pair that was asked for, on average: \(fixed(share, 4))")
    }

    func showBlock() {
        let nodes = [
            ("x", 1.0, "x"), ("n1", 0, "norm"), ("h", 0, "heads"), ("p1", 1, "+"),
            ("n2", 0, "norm"), ("m", 0, "ReLU"), ("p2", 1, "+"),
        ]
        let arrows = [
            ("x", "n1"), ("n1", "h"), ("h", "p1"), ("x", "p1"), ("p1", "n2"), ("n2", "m"),
            ("m", "p2"), ("p1", "p2"),
        ]
        diagram(
            "A block of the transformer",
            nodes.enumerated().map { column, node in
                Diagram.Node(node.0, at: (Double(column), node.1), text: node.2)
            }, arrows.map { Diagram.Arrow($0, $1) })
    }

    func showParts(_ shape: Shape, parameters: Int) {
        let (d, n) = (shape.width, shape.blocks)
        let parts = [
            ("letters", "27 × \(d)", 27 * d),
            ("places", "\(shape.places) × \(d)", shape.places * d),
            ("\(n) × heads: Wq, Wk, Wv, Wo", "\(d) × \(d)", n * 4 * d * d),
            ("\(n) × perceptron", "\(d) × \(4 * d) × \(d)", n * (8 * d * d + 5 * d)),
            ("\(2 * n + 1) × gain, shift", "1 × \(d)", (2 * n + 1) * 2 * d),
            ("next letter", "\(d) × 27", d * 27 + 27), ("all", "", parameters),
        ]
        table(["part", "shape", "parameters"], parts.map { [$0, $1, grouped($2)] })
    }

    func showNameCosts(
        _ transformer: Training, _ lstm: Training, units: Int,
        _ counted: [(name: String, cost: Double)]
    ) {
        curves(
            step: "iteration", at: transformer.at,
            ["transformer": transformer.measured, "LSTM(\(units))": lstm.measured])
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
            The transformer comes to \(fixed(transformer.last, 3)) nats, and the LSTM of about the \
            same size comes to \(fixed(lstm.last, 3)).
            """)
        if abs(transformer.last - lstm.last) < 0.1 {
            text(
                """
                There is little between them: in so short a text as a name, there is nothing to \
                look up that an LSTM couldn't remember. The recall task has shown what happens \
                where there is.
                """)
        }
    }

    func showHeads(_ weights: [Matrix]) {
        let n = weights[0].rows
        pictures(
            title: "Where the letters look", Matrix(weights.map(\.values)), width: n,
            labels: (1...weights.count).map { "head \($0)" }, range: 0...1,
            columns: max(2 * n, 10))
        func mean(_ a: Matrix, back: Int) -> Double {
            var sum = 0.0
            for i in 1..<n { sum += a[i, i - back] }
            return sum / Double(n - 1)
        }
        table(
            ["", "on the letter itself", "on the one before"],
            weights.enumerated().map { k, a in
                ["head \(k + 1)", fixed(mean(a, back: 0), 2), fixed(mean(a, back: 1), 2)]
            })
    }

    func showInvented(_ names: [String], known: Set<String>) {
        formulas(
            stride(from: 0, to: names.count, by: 5).map { start in
                names[start..<start + 5].map { name in
                    (known.contains(name) ? name + "*" : name)
                        .padding(toLength: 14, withPad: " ", startingAt: 0)
                }.joined().trimmingCharacters(in: .whitespaces)
            }.joined(separator: "\n"))
    }
}
