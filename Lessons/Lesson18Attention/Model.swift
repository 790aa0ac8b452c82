import Layers
import Matrices

/// How large a transformer is.
struct Shape {
    /// How many numbers stand for a letter: d.
    var width: Int
    var heads: Int
    var blocks: Int
    /// For how many places there is a row.
    var places: Int

    /// The parameters with their names in a file: Glorot's weights, biases 0, gains 1.
    func firstParameters(_ random: inout RandomState) -> [(name: String, matrix: Matrix)] {
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
func firstLookUp(width d: Int, _ random: inout RandomState) -> [Matrix] {
    (0..<3).map { _ in glorotUniform(26, d, &random) }
        + [glorotUniform(d, 10, &random), Matrix(rows: 1, columns: 10)]
}

/// A transformer with its parameters' names, and with the causal mask or without it.
struct Model {
    var names: [String]
    var shape: Shape
    var causal = true

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

/// Names: each letter is drawn by softmax(z / temperature), and goes in with those before it.
func invent(
    _ count: Int, _ model: Model, _ p: [Matrix], temperature: Double, seed: Int
) -> [String] {
    var dice = RandomState(seed: seed)
    return (0..<count).map { _ in
        letters(inventName(model, p, temperature: temperature, &dice))
    }
}

func inventName(
    _ model: Model, _ p: [Matrix], temperature: Double, _ random: inout RandomState
) -> [Int] {
    var name: [Int] = []
    while name.count < model.shape.places - 1 {
        let z = model.scores([[nameEdge] + name], p)
        let probability = softmax(z[rows: z.rows - 1..<z.rows] / temperature).values
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
