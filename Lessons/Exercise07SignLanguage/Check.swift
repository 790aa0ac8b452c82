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

    /// The order of an epoch: the first or the second permutation.
    func order(_ epoch: Int) -> [Int] {
        var random = RandomState(seed: count)
        let orders = [random.permutation(count), random.permutation(count)]
        return orders[epoch]
    }

    /// The first epoch's batches.
    var batches: [[Int]] {
        stride(from: 0, to: count, by: size).map {
            Array(order(0)[$0..<min($0 + size, count)])
        }
    }

    /// How many batches are full.
    var full: Int { count / size }
    /// The sum of the batches' losses.
    var sum: Double { batches.map(loss).reduce(0, +) }
    /// The mean over the epoch.
    var mean: Double { loss(order(0)) }
}

/// Judges every term with three numbers of examples, and at four places of random scores.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 7)
    let places = [(11, 4), (14, 6), (9, 2)].map { Place(&random, $0.0, by: $0.1) }
    let scores = [10, 10, 16, 8].map { Scores(&random, pictures: $0) }
    return [
        checkEpoch(solution, Places(places)),
        checkAccuracy(solution, Places(scores, examples: \.m)),
    ]
}

private func checkEpoch(_ solution: Solution, _ places: Places<Place>) -> Part {
    let yours = places.tried { $0.seen(solution.epoch) }
    let wrongRows: Mistakes<Place, [Int]> = [
        ("no order", "the new order: it is 0, 1, 2 …, as stored."): { Array(0..<$0.count) },
        ("last batch", "the last examples. The last batch is smaller, and counts as well."):
            { Array($0.order(0).prefix($0.full * $0.size)) },
        ("last batch", "two things at once: the new order, and the last, smaller batch."):
            { Array(0..<$0.full * $0.size) },
        ("one batch", "the other batches. Only the first one is trained on."): { $0.batches[0] },
        ("second order", "the order, which is drawn twice: one permutation an epoch."):
            { $0.order(1) },
        ("start", "the first batch. The stride begins at 0."):
            { Array($0.order(0).dropFirst($0.size)) },
        ("overlap", "some examples twice: the last batch is only as large as what is left."):
            { $0.batches.dropLast().flatMap { $0 } + $0.order(0).suffix($0.size) },
        ("reversed", "the order, which is gone through from its end. (It would do as well.)"):
            { $0.order(0).reversed() },
    ]
    let first = places.term(
        "rows, epoch 1", yours: yours.map { $0.map { $0.rows(0) } },
        like: "the examples, each one once", right: { column($0.order(0)) },
        mistakes: wrongRows.map { column($1) })
    let second = places.term(
        "rows, epoch 2", yours: yours.map { $0.map { $0.rows(1) } },
        like: "the examples, each one once", right: { column($0.order(1)) },
        mistakes: [
            (
                "same order",
                "the order: it is epoch 1's. Draw one in each, not from a copy of random."
            ):
                { column($0.order(0)) }
        ])
    let wrongSizes: Mistakes<Place, [Int]> = [
        ("first only", "the other batches: only the first one is trained on."): { [$0.size] },
        ("first batch", "the first batch, which is missing: the stride begins at 0."):
            { $0.batches.dropFirst().map(\.count) },
        ("one by one", "the size: every example is a batch of its own."):
            { Array(repeating: 1, count: $0.count) },
        ("one batch", "the size: all examples are one batch."): { [$0.count] },
        ("last batch", "the last batch, which is missing: it is smaller, and counts as well."):
            { Array(repeating: $0.size, count: $0.full) },
        ("last batch", "the last batch. It is only as large as what is left."):
            { Array(repeating: $0.size, count: $0.batches.count) },
        ("remainder", "the batches: what is left over has been given to the last one."):
            {
                Array(repeating: $0.size, count: $0.full - 1)
                    + [$0.count - ($0.full - 1) * $0.size]
            },
        ("exchanged", "the number of batches and their size, which are exchanged."):
            { place in
                let n = place.batches.count
                return stride(from: 0, to: place.count, by: n).map { min(n, place.count - $0) }
            },
    ]
    let sizes = places.term(
        "batch sizes", yours: yours.map { $0.map(\.sizes) }, like: "the batches",
        right: { column($0.batches.map(\.count)) }, mistakes: wrongSizes.map { column($1) })
    let loss = places.term(
        "loss", yours: yours.map { $0.map { $0.losses[0] } }, right: \.mean,
        mistakes: [
            ("weights", "the batches' weights: multiply each loss by its number of examples."):
                { $0.sum / Double($0.batches.count) },
            ("sum", "the mean: it is the sum of the batches' losses."): \.sum,
            ("sum", "the mean: it is the sum over all examples. Divide by their number."):
                { $0.mean * Double($0.count) },
            ("last batch", "the mean over the epoch. It is the last batch's loss alone."):
                { $0.loss($0.batches[$0.batches.count - 1]) },
            ("first batch", "the mean over the epoch. It is the first batch's loss alone."):
                { $0.loss($0.batches[0]) },
            ("divisor", "the divisor: the number of batches. Divide by that of the examples."):
                { $0.mean * Double($0.count) / Double($0.batches.count) },
            ("divisor", "the divisor: the number of examples, but each loss is a mean already."):
                { $0.sum / Double($0.count) },
            (
                "divisor",
                "the divisor: the sum of the batches' losses is divided by a batch's size."
            ):
                { $0.sum / Double($0.size) },
            ("weights", "the weights: each batch counts as full. The last has fewer examples."):
                { $0.sum * Double($0.size) / Double($0.count) },
            ("whole batches", "the divisor: count / batchSize leaves out the last batch."):
                { $0.sum / Double($0.full) },
            ("last batch", "the last batch, which is missing in the mean."):
                { $0.loss($0.batches.dropLast().flatMap { $0 }) },
        ])
    // Without all rows in batches there is no loss to judge.
    return Part(
        "epoch",
        [
            first, second.judged(after: first), sizes,
            loss.judged(after: sizes).judged(after: first),
        ],
        hints: Hints(
            idea: """
                Draw one order of all examples. Cut it into batches, from its begin to its end, and train \
                on each. The last batch is what is left over. The loss of a batch is a mean already: \
                how many examples does it stand for?
                """,
            formula: """
                order = a permutation of 0 ..< count
                a batch is order[start ..< end], with end = min(start + batchSize, count)
                loss = Σ loss(batch) · size(batch) / count
                """,
            lines: [
                "rows, epoch 1": """
                let order = random.permutation(count)
                for start in stride(from: 0, to: count, by: batchSize) {
                    let rows = Array(order[start..<min(start + batchSize, count)])
                }
                """,
                "rows, epoch 2": "let order = random.permutation(count)",
                "batch sizes": """
                for start in stride(from: 0, to: count, by: batchSize) {
                    let rows = Array(order[start..<min(start + batchSize, count)])
                }
                """,
                "loss": """
                var sum = 0.0
                for start in stride(from: 0, to: count, by: batchSize) {
                    let rows = Array(order[start..<min(start + batchSize, count)])
                    sum += train(rows) * Double(rows.count)
                }
                return sum / Double(count)
                """,
            ]))
}

/// Scores of four classes at random, and the labels: most are what the network says, the others the
/// class behind it.
private struct Scores {
    let scores: Matrix
    let labels: [Int]

    init(_ random: inout RandomState, pictures: Int) {
        scores = random.randn(rows: pictures, columns: 4)
        labels = scores.indexOfMaximumInRows().enumerated().map { i, answer in
            i % 4 == 1 || i == 2 ? (answer + 1) % 4 : answer
        }
    }

    var m: Int { labels.count }
    /// The column of the highest score of each row.
    var answers: [Int] { scores.indexOfMaximumInRows() }
    var accuracy: Double { share { answers[$0] == $1 } }

    /// The share of the pictures for which something holds.
    func share(_ isCounted: (_ i: Int, _ label: Int) -> Bool) -> Double {
        Double(labels.enumerated().count { isCounted($0, $1) }) / Double(m)
    }
}

private func checkAccuracy(_ solution: Solution, _ places: Places<Scores>) -> Part {
    let term = places.term(
        "accuracy", of: { solution.accuracy($0.scores, $0.labels) }, right: \.accuracy,
        mistakes: [
            ("%", "the unit. It is between 0 and 1, not per cent."): { 100 * $0.accuracy },
            ("wrong ones", "the count: it is the share of wrong answers."): { 1 - $0.accuracy },
            ("lowest", "the answer. It is the lowest score's class, not the highest's."):
                { place in
                    let lowest = (-place.scores).indexOfMaximumInRows()
                    return place.share { lowest[$0] == $1 }
                },
            ("classes", "the divisor: the number of classes. Divide by that of the pictures."):
                { $0.accuracy * Double($0.m) / 4 },
            ("score > 0", "the answer. It is the highest score of the row, not every one above 0."):
                { place in place.share { place.scores[$0, $1] > 0 } },
            ("from 1", "the class, off by one: columns are counted from 0, as the labels are."):
                { place in place.share { place.answers[$0] + 1 == $1 } },
            ("mean score", "the answer: it is the mean score of the right class."):
                { ($0.scores * oneHot($0.labels, classes: 4)).sum() / Double($0.m) },
            ("class 0", "the answer: it is the share of pictures with label 0."):
                { $0.share { $1 == 0 } },
        ])
    return Part(
        "accuracy", [term],
        hints: Hints(
            idea: """
                For each picture: in which column is its highest score? Is that its label? Count, and \
                divide by the number of pictures.
                """,
            formula: "accuracy = (rows whose highest score is in column labels[i]) / m",
            lines: [
                "accuracy": """
                var right = 0
                for i in labels.indices {
                    let row = scores[row: i]
                    let answer = row.firstIndex(of: row.max()!)
                }
                """
            ]))
}

/// A small network of lesson 07, 784-32-10, on handwritten digits, with the functions given.
func costLines(_ solution: Solution) throws -> CostLines {
    let digits = try smallMNISTSplit().train
    let y = oneHot(digits.labels, classes: 10)
    var (weights, order) = (RandomState(seed: 1), RandomState(seed: 2))
    var network = Perceptron(sizes: [784, 32, 10], activation: .relu, random: &weights)
    var adam = Adam(learningRate: 0.001)
    return CostLines("epoch", [1: 1.222654, 2: 0.498935]) { _ in
        solution.epoch(digits.labels.count, 48, &order) { rows in
            let trace = network.forward(digits.pictures[rows: rows])
            let dz = (softmax(trace.output) - y[rows: rows]) / Double(rows.count)
            adam.update(&network.parameters, network.backward(trace, dz))
            return crossEntropy(trace.output, y[rows: rows])
        }
    }
}
