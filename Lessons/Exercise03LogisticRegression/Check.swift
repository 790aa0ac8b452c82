import Exercises
import Foundation
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var cost: (_ z: Matrix, _ y: Matrix) -> Double
    var backward: (_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dw: Matrix, db: Double)
}

/// Some examples of three features, and weights, all at random.
private struct Place {
    let x, y, w: Matrix
    let b: Double

    init(_ random: inout RandomState, examples: Int) {
        x = random.randn(rows: examples, columns: 3)
        y = Matrix(column: (0..<examples).map { $0 == 0 || $0 == 2 ? 1 : 0 })
        w = random.randn(rows: 3, columns: 1)
        b = random.uniform(0.5, 1)
    }

    var m: Int { x.rows }
    var z: Matrix { matmul(x, w) + b }
    var predicted: Matrix { sigmoid(z) }
    var dz: Matrix { (predicted - y) / Double(m) }
    /// dz with the sigmoid's derivative in it once too often.
    var steep: Matrix { dz * predicted * (1 - predicted) }

    var dw: Matrix { numericalGradient(at: w) { logLoss(matmul(x, $0) + b, y) } }
    var db: Double {
        numericalGradient(at: Matrix(row: [b])) { logLoss(matmul(x, w) + $0[0, 0], y) }.sum()
    }
}

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 3)
    let places = [5, 5, 8, 4].map { Place(&random, examples: $0) }
    return [checkCost(solution, places), checkBackward(solution, places)]
}

private func checkCost(_ solution: Solution, _ places: [Place]) -> Part {
    func halfOfIt(_ place: Place, of label: Double) -> Double {
        let loss = place.z.map(with: place.y) { z, y in
            y == label ? log1p(exp(label == 1 ? -z : z)) : 0
        }
        return loss.mean()
    }
    let ordinary = Term(
        "J", yours: tried(places) { solution.cost($0.z, $0.y) },
        right: places.map { logLoss($0.z, $0.y) }, examples: places.map(\.m),
        contributions: places.map { place in
            (0..<place.m).map { i in
                logLoss(place.z[rows: [i]], place.y[rows: [i]]) / Double(place.m)
            }
        },
        mistakes: [
            Mistake(
                "half", "the half for y = 0. Only the examples with y = 1 pay.",
                places.map { halfOfIt($0, of: 1) }),
            Mistake(
                "half", "the half for y = 1. Only the examples with y = 0 pay.",
                places.map { halfOfIt($0, of: 0) }),
            Mistake(
                "half",
                "a wrong sign between its halves: −y log ŷ and −(1 − y) log(1 − ŷ) are added.",
                places.map { halfOfIt($0, of: 1) - halfOfIt($0, of: 0) }),
            Mistake(
                "other loss", "the squared error. The log loss is asked for.",
                places.map { meanSquaredError($0.predicted, $0.y) }),
            Mistake(
                "y", "the term −y z. Without it every example is taken for y = 0.",
                places.map { $0.z.map { max($0, 0) + log1p(exp(-abs($0))) }.mean() }),
            Mistake(
                "log", "the term log(1 + e^−|z|). What is left is max(z, 0) − y z.",
                places.map { $0.z.map(with: $0.y) { z, y in max(z, 0) - y * z }.mean() }),
            Mistake(
                "|z|", "the exponent. It is −|z|; −z makes the power large where z is negative.",
                places.map {
                    $0.z.map(with: $0.y) { z, y in max(z, 0) - y * z + log1p(exp(-z)) }.mean()
                }),
            Mistake(
                "y", "the y, which is exchanged with 1 − y.",
                places.map { logLoss($0.z, 1 - $0.y) }),
            Mistake(
                "1 − ŷ", "the half for y = 0: it has log ŷ in place of log(1 − ŷ).",
                places.map { -log($0.predicted).mean() }),
        ])
    let (far, labels) = (Matrix(column: [1000, -1000]), Matrix(column: [0, 1]))
    let yours = tried([(far, labels), (far, 1 - labels), (far / 10, labels)]) {
        solution.cost($0.0, $0.1)
    }
    let large = Term(
        "J, z large", yours: yours, right: [1000, 0, 100], examples: [2, 2, 2],
        noNumber: "not a number where z = ±1000. From z ≈ 37 on ŷ is rounded to exactly 1, and "
            + "log(1 − ŷ) is −∞: the formula from z is safe.")
    return Part(
        "cost", [ordinary, large.judged(after: ordinary)],
        hints: [
            """
            An example with y = 1 pays −log ŷ, one with y = 0 pays −log(1 − ŷ). Put ŷ = σ(z) in: \
            −log σ(z) = log(1 + e^−z). What is −log(1 − σ(z))? J is the mean. Take care that no \
            power of e gets a large exponent.
            """,
            """
            J = mean( max(z, 0) − y z + log(1 + e^−|z|) ), and in Swift log1p(exp(-abs(z))) is the \
            logarithm.
            """,
            "z.map(with: y) { z, y in max(z, 0) - y * z + … }.mean()",
        ])
}

private func checkBackward(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = tried(places) { solution.backward($0.x, $0.predicted, $0.y) }
    let twice =
        "a factor ŷ(1 − ŷ) that is not in it. The derivative of the loss with respect to ŷ cancels it."
    let dw = Term(
        "dw", yours: yours.map(\.dw), right: places.map(\.dw), like: "w",
        examples: places.map(\.m),
        contributions: places.map { place in
            (0..<place.m).map { i in place.dz[i, 0] * place.x[rows: [i]].transposed() }
        },
        mistakes: [
            Mistake(
                "σ′", twice, places.map { matmul(transposed: $0.x, $0.steep) }),
            Mistake(
                "y", "the y. It is the product with ŷ alone, not with ŷ − y.",
                places.map { matmul(transposed: $0.x, $0.predicted) / Double($0.m) }),
            Mistake(
                "z", "z in place of ŷ: the error is ŷ − y, after the sigmoid.",
                places.map { matmul(transposed: $0.x, $0.z - $0.y) / Double($0.m) }),
            Mistake(
                "square", "the square. The error is ŷ − y itself.",
                places.map {
                    matmul(transposed: $0.x, ($0.predicted - $0.y) * $0.dz)
                }),
            Mistake(
                "x", "the x. Each weight's derivative has its own feature in it; this is db.",
                places.map { place in place.w.map { _ in place.dz.sum() } }),
        ])
    let db = Term(
        "db", yours: yours.map(\.db), right: places.map(\.db),
        examples: places.map(\.m), contributions: places.map(\.dz.values),
        mistakes: [
            Mistake("σ′", twice, places.map { $0.steep.sum() }),
            Mistake(
                "y", "the y. It is the sum of ŷ alone, not of ŷ − y.",
                places.map { $0.predicted.mean() }),
            Mistake(
                "z", "z in place of ŷ: the error is ŷ − y, after the sigmoid.",
                places.map { ($0.z - $0.y).mean() }),
            Mistake(
                "square", "the square. The error is ŷ − y itself.",
                places.map { (($0.predicted - $0.y) * $0.dz).sum() }),
        ])
    return Part(
        "backward", [dw, db],
        hints: [
            """
            Begin with dz. The loss of one example changes with its z by ŷ − y: all else cancels. \
            J is the mean over m examples. Then dw: each weight gets, from each picture, dz times \
            its pixel. Which product of x and dz has the shape n × 1?
            """,
            "dz = (ŷ − y) / m, dw = xᵀ·dz, db = Σ dz.",
            "let dz = (predicted - y) / Double(x.rows), and then matmul(transposed: x, dz)",
        ])
}

/// What lesson 03 prints for the first iterations.
let lessonLines = (at: [0, 10, 20], costs: [13.105036, 1.661363, 1.552891])

/// The first cost lines of lesson 03, with the functions given: α = 0.01, from w = 0.01 and b = 0.
func costLines(_ solution: Solution, _ x: Matrix, _ y: Matrix) -> CostLines {
    var w = Matrix(rows: x.columns, columns: 1, repeating: 0.01)
    var b = 0.0
    var costs: [Double] = []
    for iteration in 0...20 {
        let z = matmul(x, w) + b
        if lessonLines.at.contains(iteration) { costs.append(solution.cost(z, y)) }
        let (dw, db) = solution.backward(x, sigmoid(z), y)
        w = w - 0.01 * dw
        b = b - 0.01 * db
    }
    return CostLines(
        step: "iteration", at: lessonLines.at, yours: costs, right: lessonLines.costs)
}
