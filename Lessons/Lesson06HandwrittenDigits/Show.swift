import Datasets
import Matrices
import Notebook

extension Notebook {
    func showDigits(_ digits: Digits) {
        let (train, test) = (digits.train, digits.test)
        let firsts = (0..<10).compactMap { train.labels.firstIndex(of: $0) }
        pictures(
            title: "One of each digit", train.pictures[rows: firsts], width: 28,
            labels: firsts.map { "\(train.labels[$0])" }, columns: 18)
        table(
            ["", "x", "labels"],
            [("training", train.labels.count), ("test", test.labels.count)].map { name, count in
                [name, "\(count) × 784", "\(count)"]
            })
    }

    func showOneHot(_ labels: [Int], _ y: Matrix) {
        table(
            ["label"] + (0..<10).map { "\($0)" },
            labels.indices.map { i in ["\(labels[i])"] + y[row: i].map { fixed($0, 0) } })
    }

    func showSoftmax(z: Matrix, p: Matrix, y: Matrix) {
        table(
            ["class", "z", "e^z", "p", "y", "p − y"],
            (0..<z.columns).map { j in
                [
                    "\(j)", fixed(z[0, j], 0), fixed(exp(z)[0, j], 6), fixed(p[0, j], 6),
                    fixed(y[0, j], 0), fixed(p[0, j] - y[0, j], 6),
                ]
            })
    }

    func showBaselines(_ baselines: Baselines) {
        table(
            ["", "numbers kept", "test accuracy"],
            baselines.ways.map { [$0.name, grouped($0.numbers), fixed($0.accuracy, 4)] })
        let (neighbour, network) = (baselines.ways.last!.accuracy, baselines.networkOnAsked)
        if baselines.asked < baselines.all {
            text(
                """
                Nearest neighbour was measured on the first \(grouped(baselines.asked)) test \
                pictures only; on these, the network's accuracy is \(fixed(network, 4)).
                """)
        }
        text(
            neighbour > network
                ? """
                The nearest neighbour wins. It learns nothing at all; but it has to keep every \
                picture, and to look at each of them for every answer.
                """
                : neighbour < network
                    ? "The network wins here, with far fewer numbers than the pictures have."
                    : "The network and the nearest neighbour are equally good here.")
    }

    /// The table of confusions, and the wrong answers with the highest probability.
    func showConfusion(_ counts: Matrix, _ test: LabelledPictures, answers: [Int], p: Matrix) {
        guard p.isFinite else {
            return text("The scores are no longer numbers: there is nothing to compare.")
        }
        confusion((0..<10).map { "\($0)" }, counts)
        let wrong = answers.indices.filter { answers[$0] != test.labels[$0] }
        guard !wrong.isEmpty else { return text("No test picture is taken for another digit.") }
        let mixed = mostOftenMixed(counts)
        let surest = wrong.sorted { p[$0, answers[$0]] > p[$1, answers[$1]] }.prefix(10)
        text(
            """
            \(grouped(wrong.count)) of \(grouped(answers.count)) are wrong; most often, \
            \(fixed(mixed.count, 0)) times, a \(mixed.truth) is taken for a \(mixed.answer). The \
            wrong answers that the network is surest of:
            """)
        pictures(
            title: "Wrong, and sure of it", test.pictures[rows: Array(surest)], width: 28,
            labels: surest.map { i in
                "\(test.labels[i]) as \(answers[i]) \(fixed(p[i, answers[i]], 3))"
            }, columns: 14)
    }

    /// The columns of `change` that are longest, each in a scale of its own.
    func showFilters(_ change: Matrix, count: Int) {
        guard change.isFinite else {
            return text("The weights are no longer numbers: there is nothing to see.")
        }
        let neurons = change.transposed()
        let lengths = (0..<neurons.rows).map { neurons[rows: [$0]].norm() }
        let longest = lengths.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }.prefix(count)
        let scaled = longest.map { neuron in
            let picture = neurons[rows: [neuron]]
            let largest = abs(picture).max()
            return largest > 0 ? picture / largest : picture
        }
        pictures(
            title: "Twelve hidden neurons", Matrix(stacking: scaled), width: 28,
            labels: longest.map { "neuron \($0)" }, range: -0.4...0.4, columns: 18)
    }

    func showUnshuffled(_ parts: [(name: String, labels: [Int], accuracy: Double)]) {
        table(
            [""] + (0..<10).map { "\($0)" } + ["accuracy"],
            parts.map { name, labels, accuracy in
                let counts = (0..<10).map { digit in labels.filter { $0 == digit }.count }
                return [name] + counts.map(String.init) + [fixed(accuracy, 4)]
            })
    }

    func showOverflow(_ examples: [(z: Matrix, naive: Matrix, safe: Matrix)]) {
        table(
            ["scores", "as the formula is written", "with z − max z"],
            examples.map { z, naive, safe in
                [
                    z.values.map { fixed($0, 0) }.joined(separator: ", "), fixed(naive[0, 0], 6),
                    fixed(safe[0, 0], 6),
                ]
            })
    }

    func showBatchLosses(_ naive: [Double], _ safe: [Double]) {
        table(
            ["batch", "as the formula is written", "with z − max z"],
            naive.indices.filter { $0 < 5 || $0 % 25 == 0 }.map { batch in
                ["\(batch)", fixed(naive[batch], 6), fixed(safe[batch], 6)]
            })
        guard let lost = naive.firstIndex(where: { !$0.isFinite }), safe.allSatisfy(\.isFinite)
        else { return }
        text(
            """
            In batch \(lost) the loss overflowed, and a weight that is not a number never becomes \
            one again. With the maximum subtracted, the same network goes on learning.
            """)
    }
}
