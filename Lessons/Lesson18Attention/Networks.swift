import Datasets
import Layers
import Matrices
import Notebook

/// How large a transformer is.
struct Shape {
    /// How many numbers stand for a letter: d.
    var width: Int
    var heads: Int
    var blocks: Int
    /// For how many places there is a row.
    var places: Int

    /// The parameters with their names in a file: Glorot's weights, biases 0, gains 1.
    func firstParameters(seed: Int) -> [(name: String, matrix: Matrix)] {
        var random = RandomState(seed: seed + 1)
        let d = width
        let zeros = Matrix(rows: 1, columns: d)
        var parameters = [
            ("letters", glorotUniform(27, d, &random)),
            ("places", glorotUniform(places, d, &random)),
        ]
        for n in 1...blocks {
            let attention = ["wq", "wk", "wv", "wo"].map { ($0, glorotUniform(d, d, &random)) }
            let block =
                [("gain1", 1 + zeros), ("shift1", zeros)] + attention + [
                    ("gain2", 1 + zeros), ("shift2", zeros),
                    ("w1", glorotUniform(d, 4 * d, &random)),
                    ("b1", Matrix(rows: 1, columns: 4 * d)),
                    ("w2", glorotUniform(4 * d, d, &random)), ("b2", zeros),
                ]
            parameters += block.map { ("block\(n).\($0)", $1) }
        }
        return parameters + [
            ("gain", 1 + zeros), ("shift", zeros),
            ("w", glorotUniform(d, 27, &random)), ("b", Matrix(rows: 1, columns: 27)),
        ]
    }
}

/// Values on a tape, by the names of the parameters.
struct Named {
    private let values: [String: Value]
    private var prefix = ""

    init(_ names: [String], _ values: [Value]) {
        self.values = Dictionary(uniqueKeysWithValues: zip(names, values))
    }

    /// Those of block n, by their names in it.
    func block(_ n: Int) -> Named {
        var block = self
        block.prefix = "block\(n)."
        return block
    }

    subscript(name: String) -> Value {
        guard let value = values[prefix + name] else {
            fatalError("there is no parameter \(prefix + name)")
        }
        return value
    }
}

/// First weights of the network that looks up: Wq, Wk, Wv (26 × d), then the dense layer.
func firstLookUp(width d: Int, seed: Int) -> [Matrix] {
    var random = RandomState(seed: seed + 1)
    return (0..<3).map { _ in glorotUniform(26, d, &random) }
        + [glorotUniform(d, 10, &random), Matrix(rows: 1, columns: 10)]
}

/// A transformer with its parameters' names, and with the causal mask or without it.
struct Model {
    var names: [String]
    var shape: Shape
    var causal = true
    /// How bold the names are that it invents.
    var temperature = 0.8

    /// Nats per character of some names.
    func cost(_ names: [[Int]], _ p: [Value]) -> Value {
        let (text, next) = reading(names)
        return crossEntropy(transformer(text, Named(self.names, p), shape, causal: causal), next)
    }

    /// The same as a number.
    func meanCost(_ names: [[Int]], _ p: [Matrix]) -> Double {
        let tape = Tape()
        return cost(names, p.map { tape.constant($0) }).matrix[0, 0]
    }

    /// What comes next, at every place of some texts: a row of scores.
    func scores(_ texts: [[Int]], _ p: [Matrix]) -> Matrix {
        let tape = Tape()
        let p = Named(names, p.map { tape.constant($0) })
        return transformer(Letters(texts), p, shape, causal: causal).matrix
    }

    /// Where every letter of a text looks in the first block: a matrix for each head.
    func weights(_ text: [Int], _ p: [Matrix]) -> [Matrix] {
        let (tape, text) = (Tape(), Letters([text]))
        let p = Named(names, p.map { tape.constant($0) })
        let w = p.block(1)
        let x = rows(p["letters"], text.codes) + rows(p["places"], text.places)
        let y = normalized(x) * w["gain1"] + w["shift1"]
        let (q, k) = (matmul(y, w["wq"]).matrix, matmul(y, w["wk"]).matrix)
        let width = shape.width / shape.heads
        return (0..<shape.heads).map { head in
            let columns = head * width..<(head + 1) * width
            let (q, k) = (q[0..<q.rows, columns], k[0..<k.rows, columns])
            return attention(q, k, k, causal: causal).a
        }
    }
}

/// On batches of 32 names; measured are the nats per character of the names to validate.
func trainOnNames(
    _ cost: ([[Int]], [Value]) -> Value, from first: [Matrix], _ names: Names,
    _ settings: Settings, _ bar: ProgressBar, afterMeasuring: (Training) -> Void = { _ in }
) -> Training {
    var order = RandomState(seed: settings.seed + 2)
    var waiting: [[Int]] = []
    return train(first, settings, bar) { p in
        if waiting.isEmpty { waiting = batches(of: 32, from: names.train.count, &order) }
        return cost(waiting.removeFirst().map { names.train[$0] }, p)
    } measure: { p in
        cost(names.validation, p).matrix[0, 0]
    } afterMeasuring: {
        afterMeasuring($0)
    }
}

/// Names: each letter is drawn by softmax(z / temperature), and goes in with those before it.
func invent(_ count: Int, _ model: Model, _ p: [Matrix], seed: Int) -> [String] {
    var dice = RandomState(seed: seed)
    return (0..<count).map { _ in letters(inventName(model, p, &dice)) }
}

func inventName(_ model: Model, _ p: [Matrix], _ random: inout RandomState) -> [Int] {
    var name: [Int] = []
    while name.count < model.shape.places - 1 {
        let z = model.scores([[nameEdge] + name], p)
        let probability = softmax(z[rows: z.rows - 1..<z.rows] / model.temperature).values
        let number = random.randomSample()
        var sum = 0.0
        let next = probability.firstIndex { p in
            sum += p
            return number < sum
        }
        guard let next, next != nameEdge else { break }
        name.append(next)
    }
    return name
}

// MARK: Recall

/// On 32 fresh sequences in every step; measured is the accuracy on 1,000 others.
func trainOnRecall(
    _ network: (Recall, [Value]) -> Value, from first: [Matrix], _ settings: Settings,
    pairs: Int, _ bar: ProgressBar
) -> Training {
    var data = RandomState(seed: settings.seed)
    let test = Recall(count: 1000, pairs: pairs, &data)
    return train(first, settings, bar) { p in
        let batch = Recall(count: 32, pairs: pairs, &data)
        return crossEntropy(network(batch, p), batch.answers)
    } measure: { p in
        accuracy(network(test, p).matrix, test.answers)
    }
}

/// Where each question looks: a row per sequence, a column per pair.
func weights(_ recall: Recall, _ p: [Matrix]) -> Matrix {
    let (q, k) = (matmul(recall.questions, p[0]), matmul(recall.pairs, p[1]))
    let v = matmul(recall.pairs, p[2])
    return Matrix(
        stacking: recall.sequences.map {
            attention(q[rows: $0.queries], k[rows: $0.keys], v[rows: $0.keys]).a
        })
}

// MARK: The LSTM

// Lesson 12's network, forwards only: the tape goes back. Parameters: w, u, b, wy, by, the gates
// side by side in the order i, f, g, o.

/// First weights as in lesson 12, with a forget bias of 1.
func firstLSTM(inputs: Int, hidden: Int, outputs: Int, seed: Int) -> [Matrix] {
    var random = RandomState(seed: seed + 1)
    let w = Matrix(joining: (0..<4).map { _ in glorotUniform(inputs, hidden, &random) })
    let u = Matrix(joining: (0..<4).map { _ in glorotUniform(hidden, hidden, &random) })
    let b = Matrix(rows: 1, columns: 4 * hidden) { _, j in j / hidden == 1 ? 1 : 0 }
    let wy = glorotUniform(hidden, outputs, &random)
    return [w, u, b, wy, Matrix(rows: 1, columns: outputs)]
}

/// h(1) … h(T), from a matrix per step with a row per sequence.
func lstm(_ x: [Matrix], _ p: [Value]) -> [Value] {
    let (tape, hidden) = (p[0].tape, p[1].matrix.rows)
    var h = tape.constant(Matrix(rows: x[0].rows, columns: hidden))
    var c = h
    return x.map { x in
        let z = matmul(tape.constant(x), p[0]) + matmul(h, p[1]) + p[2]
        func gate(_ n: Int) -> Value { columns(z, n * hidden..<(n + 1) * hidden) }
        c = sigmoid(gate(1)) * c + sigmoid(gate(0)) * tanh(gate(2))
        h = sigmoid(gate(3)) * tanh(c)
        return h
    }
}

/// Recall by an LSTM: it reads pair after pair and then the question, and answers at the end.
func remember(_ recall: Recall, _ p: [Value]) -> Value {
    matmul(lstm(recall.steps, p)[recall.steps.count - 1], p[3]) + p[4]
}

/// Nats per character of names, read letter by letter.
func lstmCost(_ names: [[Int]], _ p: [Value]) -> Value {
    let longest = names.map(\.count).max() ?? 0
    let whole = names.map { [nameEdge] + $0 + [nameEdge] }
    let x = (0...longest).map { t in
        Matrix(rows: names.count, columns: 27) { n, j in
            t <= names[n].count && whole[n][t] == j ? 1 : 0
        }
    }
    let characters = names.reduce(0) { $0 + $1.count + 1 }
    var cost = p[0].tape.constant(Matrix(rows: 1, columns: 1))
    for (t, h) in lstm(x, p).enumerated() {
        // The names that haven't ended: only their answers count.
        let running = names.indices.filter { t <= names[$0].count }
        let next = Matrix(rows: running.count, columns: 27) { i, j in
            whole[running[i]][t + 1] == j ? 1 : 0
        }
        let z = matmul(rows(h, running), p[3]) + p[4]
        cost = cost + Double(running.count) / Double(characters) * crossEntropy(z, next)
    }
    return cost
}

/// Of how many units an LSTM that reads letters has as many parameters, as nearly as it can.
func unitsOfLSTM(parameters: Int) -> Int {
    func size(_ h: Int) -> Int { 4 * h * (27 + h + 1) + 27 * (h + 1) }
    return (1...1000).min { abs(size($0) - parameters) < abs(size($1) - parameters) } ?? 1
}
