import Datasets
import Foundation
import Layers
import Matrices
import Notebook

/// The census' first names, each once: 500 to validate, the others to train.
struct Names {
    var train: [[Int]]
    var validation: [[Int]]
    var all: Set<String>
}

/// Women's names, then men's that are new, in the order of `RandomState(42).permutation`.
func readNames() throws -> Names {
    var names: [String] = []
    var known: Set<String> = []
    for file in ["names-female.txt", "names-male.txt"] {
        for line in try readLines(courseFile(file)) {
            let name = line.lowercased()
            if known.insert(name).inserted { names.append(name) }
        }
    }
    var random = RandomState(seed: 42)
    let shuffled = random.permutation(names.count).map { codes(names[$0]) }
    return Names(
        train: Array(shuffled[500...]), validation: Array(shuffled[..<500]), all: known)
}

/// What has to be beaten: guessing by counts of letters, pairs and triples.
func countingCosts(_ names: Names) -> [(name: String, cost: Double)] {
    [("any of 27 characters", log(27.0))]
        + ["letters", "pairs", "triples"].enumerated().map { before, name in
            (
                name,
                countingCost(names.train, names.validation, before: before, smoothing: 0.1)
            )
        }
}

func showNames(_ notebook: Notebook, _ names: Names) {
    notebook.text(
        """
        \(names.all.count) first names of the US census of 1990; \(names.validation.count) of them \
        are kept to validate, such as \(names.validation.prefix(3).map(letters).joined(separator: ", ")). \
        Letter by letter, the network says which one comes next, or that the name ends: softmax \
        over 27 characters. How well can one guess by counting? In nats per character, the mean of \
        −log(probability of what came), on the names to validate:
        """)
    notebook.table(
        ["counted", "nats per character"],
        countingCosts(names).map { [$0.name, fixed($0.cost, 3)] })
}

/// Adam on batches of names in a new order every epoch; the cost of the names to validate.
func trainOnNames(
    _ notebook: Notebook, _ network: inout LSTM, _ names: Names, iterations: Int, batchSize: Int,
    learningRate: Double, _ order: inout RandomState
) -> (at: [Int], costs: [Double]) {
    let validation = NameBatch(names.validation)
    var optimizer = Adam(learningRate: learningRate)
    var shuffled: [Int] = []
    var (at, costs): ([Int], [Double]) = ([], [])
    let bar = notebook.progress("Names", total: iterations)
    for iteration in 0...iterations {
        if iteration % 100 == 0 || iteration == iterations {
            at.append(iteration)
            costs.append(validation.cost(network.forward(validation.x).outputs))
            notebook.cost(iteration: iteration, costs[costs.count - 1], curve: "names")
        }
        if iteration == iterations { break }
        if shuffled.isEmpty { shuffled = order.permutation(names.train.count) }
        let batch = NameBatch(shuffled.prefix(batchSize).map { names.train[$0] })
        shuffled.removeFirst(min(batchSize, shuffled.count))
        let trace = network.forward(batch.x)
        let gradients = network.backward(trace, batch.costDerivative(trace.outputs)).gradients
        optimizer.update(&network.parameters, clipped(gradients, to: 1))
        bar.advance(to: iteration + 1)
    }
    bar.finish()
    return (at, costs)
}

func showNameCosts(_ notebook: Notebook, _ names: Names, _ run: (at: [Int], costs: [Double])) {
    let counted = countingCosts(names)
    notebook.plot(
        "Nats per character on the names to validate", x: "iteration", y: "nats",
        [Curve("LSTM", x: run.at, y: run.costs)]
            + counted.map { counted in
                Curve(counted.name, x: run.at, y: run.at.map { _ in counted.cost })
            })
    let last = run.costs[run.costs.count - 1]
    let beaten = counted.filter { last < $0.cost }
    if let best = beaten.last {
        notebook.text(
            """
            With \(fixed(last, 3)) nats it guesses better than counts of \(best.name). On average, \
            it is as unsure as between \(fixed(exp(last), 1)) equally likely characters.
            """)
    } else if !last.isFinite {
        notebook.text("The cost left the numbers: try a smaller --learning-rate.")
    }
}

func showInventedNames(
    _ notebook: Notebook, _ network: LSTM, _ names: Names, temperature: Double,
    _ random: inout RandomState
) {
    guard network.parameters.allSatisfy(\.isFinite) else { return }
    let invented = (0..<60).map { _ in
        letters(inventName(network, temperature: temperature, longest: 12, &random))
    }
    let known = invented.filter { names.all.contains($0) }
    notebook.text(
        """
        Now it invents: each letter is drawn by its probability, and goes in at the next step. \
        z is divided by the temperature first, here \(temperature): below 1 the likely ones get \
        likelier, above 1 all get more alike. Those with a star are in the lists, \(known.count) \
        of \(invented.count):
        """)
    notebook.formulas(
        stride(from: 0, to: invented.count, by: 5).map { start in
            invented[start..<start + 5].map { name in
                let starred = names.all.contains(name) ? name + "*" : name
                return starred.padding(toLength: 14, withPad: " ", startingAt: 0)
            }.joined().trimmingCharacters(in: .whitespaces)
        }.joined(separator: "\n"))
}
