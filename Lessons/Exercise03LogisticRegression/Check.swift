import Datasets
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
    let places = Places([5, 5, 8, 4].map { Place(&random, examples: $0) }, examples: \.m)
    return [checkCost(solution, places), checkBackward(solution, places)]
}

private func checkCost(_ solution: Solution, _ places: Places<Place>) -> Part {
    func halfOfIt(_ place: Place, of label: Double) -> Double {
        let loss = place.z.map(with: place.y) { z, y in
            y == label ? log1p(exp(label == 1 ? -z : z)) : 0
        }
        return loss.mean()
    }
    let ordinary = places.term(
        "J", of: { solution.cost($0.z, $0.y) }, right: { logLoss($0.z, $0.y) },
        each: { logLoss($0.z[rows: [$1]], $0.y[rows: [$1]]) / Double($0.m) },
        mistakes: [
            ("half", "the half for y = 0. Only the examples with y = 1 pay."):
                { halfOfIt($0, of: 1) },
            ("half", "the half for y = 1. Only the examples with y = 0 pay."):
                { halfOfIt($0, of: 0) },
            ("half", "the sign between its halves: −y log ŷ and −(1 − y) log(1 − ŷ) are added."):
                { halfOfIt($0, of: 1) - halfOfIt($0, of: 0) },
            ("other loss", "the squared error. The log loss is asked for."):
                { meanSquaredError($0.predicted, $0.y) },
            ("y", "the term −y z. Without it every example is taken for y = 0."):
                { $0.z.map { max($0, 0) + log1p(exp(-abs($0))) }.mean() },
            ("log", "the term log(1 + e^−|z|). What is left is max(z, 0) − y z."):
                { $0.z.map(with: $0.y) { z, y in max(z, 0) - y * z }.mean() },
            ("|z|", "the exponent. It is −|z|; −z makes the power large where z is negative."):
                { $0.z.map(with: $0.y) { z, y in max(z, 0) - y * z + log1p(exp(-z)) }.mean() },
            ("y", "the y, which is exchanged with 1 − y."): { logLoss($0.z, 1 - $0.y) },
            ("1 − ŷ", "the half for y = 0: it has log ŷ in place of log(1 − ŷ)."):
                { -log($0.predicted).mean() },
        ])
    let (far, labels) = (Matrix(column: [1000, -1000]), Matrix(column: [0, 1]))
    let farPlaces = [(far, labels, 1000.0), (far, 1 - labels, 0), (far / 10, labels, 100)]
    let large = Places(farPlaces, examples: { _ in 2 }).term(
        "J, z large", of: { solution.cost($0.0, $0.1) }, right: \.2,
        noNumber: "not a number where z = ±1000. From z ≈ 37 on ŷ is rounded to exactly 1, and "
            + "log(1 − ŷ) is −∞: the formula from z is safe.")
    return Part(
        "cost", [ordinary, large.judged(after: ordinary)],
        hints: Hints(
            idea: """
                An example with y = 1 pays −log ŷ, one with y = 0 pays −log(1 − ŷ). Put ŷ = σ(z) in: \
                −log σ(z) = log(1 + e^−z). What is −log(1 − σ(z))? J is the mean. Take care that no \
                power of e gets a large exponent.
                """,
            formula: """
                J = mean( max(z, 0) − y z + log(1 + e^−|z|) )

                In Swift the logarithm is log1p(exp(-abs(z))).
                """,
            lines: [
                "J": """
                let losses = z.map(with: y) { z, y in
                    max(z, 0) - y * z + log1p(exp(-abs(z)))
                }
                """,
                "J, z large": """
                let losses = z.map(with: y) { z, y in
                    max(z, 0) - y * z + log1p(exp(-abs(z)))
                }
                """,
            ]))
}

private func checkBackward(_ solution: Solution, _ places: Places<Place>) -> Part {
    let yours = places.tried { solution.backward($0.x, $0.predicted, $0.y) }
    let twice =
        "a factor ŷ(1 − ŷ) that is not in it. The loss's derivative, with respect to ŷ, cancels it."
    let dw = places.term(
        "dw", yours: yours.map(\.dw), like: "w", right: \.dw,
        each: { $0.dz[$1, 0] * $0.x[rows: [$1]].transposed() },
        mistakes: [
            ("σ′", twice): { matmul(transposed: $0.x, $0.steep) },
            ("y", "the y. It is the product with ŷ alone, not with ŷ − y."):
                { matmul(transposed: $0.x, $0.predicted) / Double($0.m) },
            ("z", "z in place of ŷ: the error is ŷ − y, after the sigmoid."):
                { matmul(transposed: $0.x, $0.z - $0.y) / Double($0.m) },
            ("square", "the square. The error is ŷ − y itself."):
                { matmul(transposed: $0.x, ($0.predicted - $0.y) * $0.dz) },
            ("x", "the x. Each weight's derivative has its own feature in it; this is db."):
                { place in place.w.map { _ in place.dz.sum() } },
        ])
    let db = places.term(
        "db", yours: yours.map(\.db), right: \.db, each: { $0.dz[$1, 0] },
        mistakes: [
            ("σ′", twice): { $0.steep.sum() },
            ("y", "the y. It is the sum of ŷ alone, not of ŷ − y."): { $0.predicted.mean() },
            ("z", "z in place of ŷ: the error is ŷ − y, after the sigmoid."):
                { ($0.z - $0.y).mean() },
            ("square", "the square. The error is ŷ − y itself."):
                { (($0.predicted - $0.y) * $0.dz).sum() },
        ])
    return Part(
        "backward", [dw, db],
        hints: Hints(
            idea: """
                Begin with dz. The loss of one example changes with its z by ŷ − y: all else cancels. \
                J is the mean over m examples. Then dw: each weight gets, from each picture, dz times \
                its pixel. Which product of x and dz has the shape n × 1?
                """,
            formula: """
                dz = (ŷ − y) / m
                dw = xᵀ·dz
                db = Σ dz
                """,
            lines: [
                "dw": "let dz = (predicted - y) / Double(x.rows)",
                "db": "let db = dz.sum()",
            ]))
}

/// The first cost lines of lesson 03, with the functions given: α = 0.01, from w = 0.01 and b = 0,
/// on its drawn hands, with its split.
func costLines(_ solution: Solution) -> CostLines {
    let hands = drawnDigits(
        Array(repeating: 0, count: 205) + Array(repeating: 1, count: 205), seed: 1)
    let train = trainTestSplit(count: 410, testFraction: 0.15, seed: 42).train
    let x = hands.pictures[rows: train]
    let y = Matrix(column: train.map { Double(hands.labels[$0]) })
    var w = Matrix(rows: x.columns, columns: 1, repeating: 0.01)
    var b = 0.0
    return CostLines(
        "iteration", [0: 13.105036, 10: 1.661363, 20: 1.552891], source: "the lesson's"
    ) { _ in
        let z = matmul(x, w) + b
        let (dw, db) = solution.backward(x, sigmoid(z), y)
        w -= 0.01 * dw
        b -= 0.01 * db
        return solution.cost(z, y)
    }
}
