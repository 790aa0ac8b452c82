import Datasets
import Exercises
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var epoch:
        (
            _ count: Int, _ batchSize: Int, _ random: inout RandomState,
            _ train: (_ rows: [Int]) -> Double
        ) -> Double
    var accuracy: (_ scores: Matrix, _ labels: [Int]) -> Double
}

/// What a training saw: the rows of each batch, in two epochs, and the losses of the epochs.
private struct Seen {
    var batches: [[[Int]]] = []
    var losses: [Double] = []

    func rows(_ epoch: Int) -> Matrix { column(batches[epoch].flatMap { $0 }) }
    var sizes: Matrix { column(batches[0].map(\.count)) }
}

private func column(_ numbers: [Int]) -> Matrix { Matrix(column: numbers.map(Double.init)) }

/// A number of examples, the size of a batch, and a loss for every example.
private struct Place: Sendable {
    let count, size: Int
    let losses: [Double]

    init(_ random: inout RandomState, _ count: Int, by size: Int) {
        (self.count, self.size) = (count, size)
        losses = random.uniform(0.5, 3, rows: 1, columns: count).values
    }

    func loss(_ rows: [Int]) -> Double {
        rows.reduce(0) { $0 + losses[$1] } / Double(rows.count)
    }

    /// Runs two epochs, and notes what is trained on.
    func seen(_ epoch: (Int, Int, inout RandomState, ([Int]) -> Double) -> Double) -> Seen {
        var random = RandomState(seed: count)
        var seen = Seen()
        for _ in 0..<2 {
            seen.batches.append([])
            let loss = epoch(count, size, &random) { rows in
                seen.batches[seen.batches.count - 1].append(rows)
                return rows.isEmpty ? 0 : self.loss(rows)
            }
            seen.losses.append(loss)
        }
        return seen
    }

    /// The orders of the two epochs.
    var orders: [[Int]] {
        var random = RandomState(seed: count)
        return [random.permutation(count), random.permutation(count)]
    }

    func cut(_ order: [Int]) -> [[Int]] {
        stride(from: 0, to: count, by: size).map { Array(order[$0..<min($0 + size, count)]) }
    }
}

/// Judges every term with three numbers of examples, and at three places of random scores.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 7)
    let places = [(11, 4), (14, 6), (9, 2)].map { Place(&random, $0.0, by: $0.1) }
    return [checkEpoch(solution, places), checkAccuracy(solution, &random)]
}

private func checkEpoch(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = tried(places) { $0.seen(solution.epoch) }
    let right = places.map { place in place.orders.map { place.cut($0) } }
    func all(_ what: String, _ rows: (Place) -> [Int], _ sentence: String) -> Mistake {
        Mistake(what, sentence, places.map { column(rows($0)) })
    }
    let dropped = "the last examples. The last batch is smaller, and counts as well."
    let first = Term(
        "rows, epoch 1", yours: yours.map { $0.map { $0.rows(0) } },
        right: right.map { column($0[0].flatMap { $0 }) }, like: "the examples, each one once",
        mistakes: [
            all("no order", { Array(0..<$0.count) }, "the new order: it is 0, 1, 2 …, as stored."),
            all(
                "last batch", { Array($0.orders[0].prefix($0.count / $0.size * $0.size)) }, dropped),
            all(
                "last batch", { Array(0..<($0.count / $0.size * $0.size)) },
                "two things at once: the new order, and the last batch, which is smaller."),
            all(
                "one batch", { Array($0.orders[0].prefix($0.size)) },
                "the other batches. Only the first one is trained on."),
            all(
                "second order", { $0.orders[1] },
                "the order, which is drawn twice: one permutation an epoch."),
            all(
                "start", { place in Array(place.orders[0].dropFirst(place.size)) },
                "the first batch. The stride begins at 0."),
            all(
                "overlap",
                { place in
                    place.cut(place.orders[0]).dropLast().flatMap { $0 }
                        + place.orders[0].suffix(place.size)
                },
                "some examples twice: the last batch goes back to be full, but is only as large as "
                    + "what is left."),
            all(
                "reversed", { $0.orders[0].reversed() },
                "the order, which is gone through from its end. (It would do as well.)"),
        ])
    let second = Term(
        "rows, epoch 2", yours: yours.map { $0.map { $0.rows(1) } },
        right: right.map { column($0[1].flatMap { $0 }) }, like: "the examples, each one once",
        mistakes: [
            all(
                "same order", { $0.orders[0] },
                "the order: it is that of the epoch before. Draw one in each epoch, from random itself "
                    + "and not from a copy.")
        ])
    let sizes = Term(
        "batch sizes", yours: yours.map { $0.map(\.sizes) },
        right: right.map { column($0[0].map(\.count)) }, like: "the batches",
        mistakes: [
            Mistake(
                "first only", "the other batches: only the first one is trained on.",
                places.map { column([$0.size]) }),
            Mistake(
                "first batch", "the first batch, which is missing: the stride begins at 0.",
                right.map { column($0[0].dropFirst().map(\.count)) }),
            Mistake(
                "one by one", "the size: every example is a batch of its own.",
                places.map { Matrix(rows: $0.count, columns: 1, repeating: 1) }),
            Mistake(
                "one batch", "the size: all examples are one batch.",
                places.map { column([$0.count]) }),
            Mistake(
                "last batch",
                "the last batch, which is missing: it is smaller, and counts as well.",
                places.map { column(Array(repeating: $0.size, count: $0.count / $0.size)) }),
            Mistake(
                "last batch", "the last batch. It is only as large as what is left.",
                places.map {
                    column(Array(repeating: $0.size, count: ($0.count + $0.size - 1) / $0.size))
                }),
            Mistake(
                "remainder", "the batches: what is left over has been given to the last one.",
                places.map { place in
                    let whole = place.count / place.size
                    return column(
                        Array(repeating: place.size, count: whole - 1) + [
                            place.count - (whole - 1) * place.size
                        ])
                }),
            Mistake(
                "exchanged", "the number of batches and their size, which are exchanged.",
                places.map { place in
                    let n = (place.count + place.size - 1) / place.size
                    return column(
                        stride(from: 0, to: place.count, by: n).map { min(n, place.count - $0) })
                }),
        ])
    func losses(_ word: String, _ sentence: String, _ loss: (Place, [[Int]]) -> Double) -> Mistake {
        Mistake(word, sentence, zip(places, right).map { loss($0, $1[0]) })
    }
    let loss = Term(
        "loss", yours: yours.map { $0.map { $0.losses[0] } },
        right: zip(places, right).map { place, batches in place.loss(batches[0].flatMap { $0 }) },
        mistakes: [
            losses(
                "weights",
                "the weights of the batches. The last one is smaller, and counts less: "
                    + "multiply each loss by its number of examples."
            ) { place, batches in
                batches.map(place.loss).reduce(0, +) / Double(batches.count)
            },
            losses("sum", "the mean: it is the sum of the batches' losses.") { place, batches in
                batches.map(place.loss).reduce(0, +)
            },
            losses("sum", "the mean: it is the sum over all examples. Divide by their number.") {
                $0.loss($1.flatMap { $0 }) * Double($0.count)
            },
            losses("last batch", "the mean over the epoch. It is the last batch's loss alone.") {
                $0.loss($1[$1.count - 1])
            },
            losses("first batch", "the mean over the epoch. It is the first batch's loss alone.") {
                $0.loss($1[0])
            },
            losses(
                "divisor",
                "the divisor. The sum over the examples is divided by the number of "
                    + "batches; divide by that of the examples."
            ) {
                $0.loss($1.flatMap { $0 }) * Double($0.count) / Double($1.count)
            },
            losses(
                "divisor",
                "the divisor. The sum of the batches' losses is divided by the number of "
                    + "examples, though each is a mean already."
            ) { place, batches in
                batches.map(place.loss).reduce(0, +) / Double(place.count)
            },
            losses(
                "divisor",
                "the divisor. The sum of the batches' losses is divided by the batch's "
                    + "size."
            ) { place, batches in
                batches.map(place.loss).reduce(0, +) / Double(place.size)
            },
            losses(
                "weights",
                "the weights: every batch counts as if it were full. The last one has "
                    + "fewer examples."
            ) { place, batches in
                batches.map(place.loss).reduce(0, +) * Double(place.size) / Double(place.count)
            },
            losses(
                "whole batches",
                "the divisor: count / batchSize, rounded down, leaves out the last "
                    + "batch."
            ) { place, batches in
                batches.map(place.loss).reduce(0, +) / Double(place.count / place.size)
            },
            losses("last batch", "the last batch, which is missing in the mean.") {
                place, batches in
                place.loss(batches.dropLast().flatMap { $0 })
            },
        ])
    // Without all rows in batches there is no loss to judge.
    return Part(
        "epoch",
        [
            first, second.judged(after: first), sizes,
            loss.judged(after: sizes).judged(after: first),
        ],
        hints: [
            """
            Draw one order of all examples. Cut it into batches, from its begin to its end, and train \
            on each. The last batch is what is left over. The loss of a batch is a mean already: \
            how many examples does it stand for?
            """,
            """
            loss = Σ over the batches of loss(batch) · size(batch), divided by count. A batch that \
            begins at start ends before min(start + batchSize, count).
            """,
            "let order = random.permutation(count), and then for start in stride( … )",
        ])
}

private func checkAccuracy(_ solution: Solution, _ random: inout RandomState) -> Part {
    let scores = [10, 10, 16, 8].map { random.randn(rows: $0, columns: 4) }
    let answers = scores.map { $0.indexOfMaximumInRows() }
    // Most labels are what the network says; the others are the class behind it.
    var labels = answers
    for k in labels.indices {
        for i in labels[k].indices where i % 4 == 1 || i == 2 {
            labels[k][i] = (labels[k][i] + 1) % 4
        }
    }
    let places = Array(zip(scores, labels))
    func share(_ labels: [Int], _ isCounted: (_ i: Int, _ label: Int) -> Bool) -> Double {
        Double(labels.indices.count { isCounted($0, labels[$0]) }) / Double(labels.count)
    }
    func shares(_ isCounted: (_ k: Int, _ i: Int, _ label: Int) -> Bool) -> [Double] {
        labels.indices.map { k in share(labels[k]) { isCounted(k, $0, $1) } }
    }
    let right = shares { k, i, label in answers[k][i] == label }
    let lowest = scores.map { (-$0).indexOfMaximumInRows() }
    let ofRightClass = places.map { scores, labels in
        labels.indices.reduce(0) { $0 + scores[$1, labels[$1]] } / Double(labels.count)
    }
    let term = Term(
        "accuracy", yours: tried(places) { solution.accuracy($0.0, $0.1) }, right: right,
        examples: scores.map(\.rows),
        mistakes: [
            Mistake("%", "the unit. It is between 0 and 1, not per cent.", right.map { 100 * $0 }),
            Mistake(
                "wrong ones", "the count: it is the share of wrong answers.", right.map { 1 - $0 }),
            Mistake(
                "lowest", "the answer. It is the lowest score's class, not the highest's.",
                shares { k, i, label in lowest[k][i] == label }),
            Mistake(
                "classes", "the divisor: the number of classes. Divide by that of the pictures.",
                zip(right, scores).map { $0 * Double($1.rows) / 4 }),
            Mistake(
                "score > 0",
                "the answer. It is the highest score of the row, not every one above 0.",
                shares { k, i, label in scores[k][i, label] > 0 }),
            Mistake(
                "from 1", "the class, off by one: columns are counted from 0, as the labels are.",
                shares { k, i, label in answers[k][i] + 1 == label }),
            Mistake(
                "mean score", "the answer: it is the mean score of the right class.", ofRightClass),
            Mistake(
                "class 0", "the answer: it is the share of pictures with label 0.",
                shares { _, _, label in label == 0 }),
        ])
    return Part(
        "accuracy", [term],
        hints: [
            """
            For each picture: in which column is its highest score? Is that its label? Count, and \
            divide by the number of pictures.
            """,
            "accuracy = (number of rows whose highest score is in column labels[i]) / m.",
            "let row = scores[row: i], and then row.firstIndex(of: row.max()!)",
        ])
}

/// What the solution gives for the first epochs.
let rightLines = (at: [1, 2], costs: [1.222654, 0.498935])

/// A small network of lesson 07, 784-32-10, on handwritten digits, with the functions given.
func costLines(_ solution: Solution, _ digits: LabelledPictures) -> CostLines {
    let y = oneHot(digits.labels, classes: 10)
    var (weights, order) = (RandomState(seed: 1), RandomState(seed: 2))
    var network = Perceptron(sizes: [784, 32, 10], activation: .relu, random: &weights)
    var adam = Adam(learningRate: 0.001)
    let costs = rightLines.at.map { _ in
        solution.epoch(digits.labels.count, 48, &order) { rows in
            let trace = network.forward(digits.pictures[rows: rows])
            let dz = (softmax(trace.output) - y[rows: rows]) / Double(rows.count)
            adam.update(&network.parameters, network.backward(trace, dz))
            return crossEntropy(trace.output, y[rows: rows])
        }
    }
    return CostLines(
        step: "epoch", at: rightLines.at, yours: costs, right: rightLines.costs,
        source: "the solution's")
}
