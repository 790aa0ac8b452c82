import Foundation
import Layers
import Matrices

/// Letters a … z are 0 … 25; 26 stands before the first letter and after the last one.
let nameEdge = 26

/// A name as numbers, without its edges.
func codes(_ name: String) -> [Int] { name.unicodeScalars.map { Int($0.value) - 97 } }

func letters(_ codes: [Int]) -> String {
    String(String.UnicodeScalarView(codes.compactMap { UnicodeScalar(97 + $0) }))
}

/// Names side by side: what goes in at each step, and what should come out.
struct NameBatch {
    /// One-hot, n × 27, at each step; rows of zeros after a name's end.
    var x: [Matrix]
    /// The next character, one-hot; rows of zeros after a name's end.
    var y: [Matrix]
    /// At each step, the names that haven't ended: only their answers count.
    var running: [[Int]]

    init(_ names: [[Int]]) {
        let steps = (names.map(\.count).max() ?? 0) + 1
        x = Array(repeating: Matrix(rows: names.count, columns: 27), count: steps)
        y = x
        running = Array(repeating: [], count: steps)
        for (n, name) in names.enumerated() {
            let whole = [nameEdge] + name + [nameEdge]
            for t in 0...name.count {
                x[t][n, whole[t]] = 1
                y[t][n, whole[t + 1]] = 1
                running[t].append(n)
            }
        }
    }

    /// Letters and ends: how many answers there are.
    var characters: Int { running.reduce(0) { $0 + $1.count } }

    /// Nats per character: the mean cross-entropy of all answers.
    func cost(_ outputs: [Matrix]) -> Double {
        let total = y.indices.reduce(0.0) { total, t in
            let rows = running[t]
            return total
                + crossEntropy(outputs[t][rows: rows], y[t][rows: rows]) * Double(rows.count)
        }
        return total / Double(characters)
    }

    func costDerivative(_ outputs: [Matrix]) -> [Matrix?] {
        y.indices.map { t in
            let error = (softmax(outputs[t]) - y[t]) / Double(characters)
            var counted = 0 * error
            for n in running[t] {
                for j in 0..<27 { counted[n, j] = error[n, j] }
            }
            return counted
        }
    }
}

/// The cost of guessing each character from the `before` characters before it, by counting.
///
/// Every count starts at `smoothing`, so that nothing is impossible.
/// - Returns: nats per character, on the names to validate.
func countingCost(
    _ train: [[Int]], _ validation: [[Int]], before: Int, smoothing: Double
) -> Double {
    /// The number of the characters before place t, and the character there.
    func places(_ name: [Int]) -> [(context: Int, next: Int)] {
        let whole = Array(repeating: nameEdge, count: before) + name + [nameEdge]
        return (before..<whole.count).map { t in
            (whole[t - before..<t].reduce(0) { $0 * 27 + $1 }, whole[t])
        }
    }
    let contexts = (0..<before).reduce(1) { product, _ in product * 27 }
    var counts = Matrix(rows: contexts, columns: 27, repeating: smoothing)
    for name in train {
        for (context, next) in places(name) { counts[context, next] += 1 }
    }
    let totals = counts.rowSums()
    var cost = 0.0
    var characters = 0
    for name in validation {
        for (context, next) in places(name) {
            cost -= log(counts[context, next] / totals[context, 0])
            characters += 1
        }
    }
    return cost / Double(characters)
}

/// A name from the network: each letter drawn by its probability softmax(z / temperature).
func inventName(
    _ network: LSTM, temperature: Double, longest: Int, _ random: inout RandomState
) -> [Int] {
    var (h, c) = (
        Matrix(rows: 1, columns: network.hidden), Matrix(rows: 1, columns: network.hidden)
    )
    var name: [Int] = []
    var last = nameEdge
    while name.count < longest {
        let x = Matrix(rows: 1, columns: 27) { _, j in j == last ? 1 : 0 }
        (_, c, h) = network.step(x, h, c)
        let z = matmul(h, network.parameters[3]) + network.parameters[4]
        last = draw(softmax(z / temperature).values, random.randomSample())
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
