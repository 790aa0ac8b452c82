import Datasets
import Foundation
import Layers
import Matrices
import Notebook

/// Nats per character: the mean cross-entropy of all answers.
func cost(_ outputs: [Matrix], _ batch: NameBatch) -> Double {
    outputs.indices.reduce(0) { total, t in
        let rows = batch.running[t]
        return total
            + crossEntropy(outputs[t][rows: rows], batch.y[t][rows: rows]) * Double(rows.count)
    } / Double(batch.characters)
}

/// dŷ at every step: softmax(ŷ) − y as in lesson 06, and 0 after a name's end.
func costDerivative(_ outputs: [Matrix], _ batch: NameBatch) -> [Matrix?] {
    outputs.indices.map { t in
        let counts = batch.y[t].rowSums()
        let error = softmax(outputs[t]) - batch.y[t]
        return Matrix(rows: error.rows, columns: error.columns) { n, j in
            counts[n, 0] * error[n, j] / Double(batch.characters)
        }
    }
}

/// Adam on names in a new order every epoch; the cost of the names to validate every 100 iterations.
func train(
    _ first: [Matrix], _ names: Names, _ settings: Settings, _ bar: ProgressBar,
    afterCost: (Training) -> Void
) -> Training {
    let validation = NameBatch(names.validation)
    var order = RandomState(seed: settings.seed + 2)
    var waiting: [[Int]] = []
    var training = Training(parameters: first)
    var optimizer = Adam(learningRate: settings.learningRate)
    func measure(after iteration: Int) {
        training.measuredAt.append(iteration)
        training.costs.append(cost(forward(validation.x, training.parameters).outputs, validation))
        afterCost(training)
    }
    for iteration in 0..<settings.iterations {
        if iteration % 100 == 0 { measure(after: iteration) }
        if waiting.isEmpty {
            waiting = batches(of: settings.batchSize, from: names.train.count, &order)
        }
        let batch = NameBatch(waiting.removeFirst().map { names.train[$0] })
        let trace = forward(batch.x, training.parameters)
        let dOutputs = costDerivative(trace.outputs, batch)
        let gradients = backward(trace, dOutputs, training.parameters).gradients
        training.lengths.append(norm(of: gradients))
        update(&training.parameters, gradients, &optimizer)
        bar.advance(to: iteration + 1)
    }
    measure(after: settings.iterations)
    bar.finish()
    return training
}

/// A name: each letter is drawn by its probability softmax(ŷ / temperature), and goes in next.
func inventName(
    _ parameters: [Matrix], temperature: Double, longest: Int, _ random: inout RandomState
) -> [Int] {
    var h = Matrix(rows: 1, columns: parameters[1].rows)
    var c = h
    var name: [Int] = []
    var last = nameEdge
    while name.count < longest {
        let x = Matrix(rows: 1, columns: 27) { _, j in j == last ? 1 : 0 }
        let next = step(x, h, c, parameters)
        (h, c) = (next.h, next.c)
        let output = matmul(h, parameters[3]) + parameters[4]
        last = draw(softmax(output / temperature).values, random.randomSample())
        if last == nameEdge { break }
        name.append(last)
    }
    return name
}

/// The first index at which the probabilities so far exceed a number from 0 to 1.
func draw(_ probabilities: [Double], _ number: Double) -> Int {
    var sum = 0.0
    for (index, probability) in probabilities.enumerated() {
        sum += probability
        if number < sum { return index }
    }
    return probabilities.count - 1
}

/// So many names as letters.
func inventNames(
    _ count: Int, _ parameters: [Matrix], temperature: Double, seed: Int
) -> [String] {
    var dice = RandomState(seed: seed)
    return (0..<count).map { _ in
        letters(inventName(parameters, temperature: temperature, longest: 12, &dice))
    }
}

/// What has to be beaten: guessing by counts of letters, pairs and triples.
func costsOfGuessing(_ names: Names) -> [(name: String, cost: Double)] {
    [("any of 27 characters", log(27.0))] + names.countingCosts
}

extension Notebook {
    func showNames(_ names: Names, _ guesses: [(name: String, cost: Double)]) {
        text(
            """
            The data are \(grouped(names.all.count)) first names from the US census of 1990. \
            \(names.validation.count) of them are kept for validation, such as \
            \(names.validation.prefix(3).map(letters).joined(separator: ", ")). How good are \
            predictions that come from counting? They are measured on the names for validation, \
            in nats per character. That is the mean of −log p, where p is the probability of the \
            character that came:
            """)
        table(["counted", "nats per character"], guesses.map { [$0.name, fixed($0.cost, 3)] })
    }

    func showNameCosts(_ training: Training, _ guesses: [(name: String, cost: Double)]) {
        overflow("cost", of: training.costs, "iteration", at: training.measuredAt)
        plot(
            "Nats per character on the names to validate", x: "iteration", y: "nats",
            [Curve("LSTM", x: training.measuredAt, y: training.costs)]
                + guesses.map { name, cost in
                    Curve(name, x: training.measuredAt, y: training.measuredAt.map { _ in cost })
                })
        let nats = training.costs[training.costs.count - 1]
        let beaten = guesses.last { nats < $0.cost }?.name
        text(
            """
            It ends at \(fixed(nats, 3)) nats\
            \(beaten.map { ", better than counts of \($0)" } ?? ""). e to that power is the \
            perplexity: the network is as unsure as between \(fixed(exp(nats), 1)) equally likely \
            characters.
            """)
    }

    /// Five to a line, with a star where a name is in the lists.
    func showInvented(_ names: [String], known: Set<String>) {
        let lines = stride(from: 0, to: names.count, by: 5).map { start in
            names[start..<start + 5].map { name in
                (known.contains(name) ? name + "*" : name)
                    .padding(toLength: 14, withPad: " ", startingAt: 0)
            }.joined().trimmingCharacters(in: .whitespaces)
        }
        formulas(lines.joined(separator: "\n"))
    }
}
