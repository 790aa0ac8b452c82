import Datasets
import Exercises
import Foundation
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var softmax: (_ z: Matrix) -> Matrix
    var crossEntropy: (_ z: Matrix, _ y: Matrix) -> Double
    var backward: (_ p: Matrix, _ y: Matrix) -> Matrix
}

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 6)
    let zs = [6, 6, 8, 5].map { random.randn(rows: $0, columns: 10) }
    let ys = zs.map { z in
        oneHot((0..<z.rows).map { _ in random.randint(0, 10) }, classes: 10)
    }
    return [
        checkSoftmax(solution, zs), checkCost(solution, zs, ys), checkBackward(solution, zs, ys),
    ]
}

private func checkSoftmax(_ solution: Solution, _ zs: [Matrix]) -> Part {
    func perRow(_ z: Matrix, _ share: ([Double]) -> [Double]) -> Matrix {
        Matrix((0..<z.rows).map { share(z[row: $0]) })
    }
    let ordinary = Term(
        "p", yours: tried(zs) { solution.softmax($0) }, right: zs.map { Layers.softmax($0) },
        like: "z",
        mistakes: [
            Mistake(
                "sum", "the sum. Each row has to be divided by the sum of its own powers.",
                zs.map { exp($0) }),
            Mistake(
                "sum", "the sum. It is taken over all pictures; each row has a sum of its own.",
                zs.map { exp($0) / exp($0).sum() }),
            Mistake(
                "sum", "the sum. It is taken over each column; each row has a sum of its own.",
                zs.map { z in
                    let sums = exp(z).columnSums()
                    return Matrix(rows: z.rows, columns: z.columns) { i, j in
                        exp(z)[i, j] / sums[0, j]
                    }
                }),
            Mistake(
                "e", "e. Scores may be negative: it is e^z that is divided by a sum.",
                zs.map { perRow($0) { row in row.map { $0 / row.reduce(0, +) } } }),
            Mistake(
                "sum", "the sum, or something near it. Every row is σ(z), as for one class alone.",
                zs.map { sigmoid($0) }),
            Mistake("log", "a logarithm. It is log p, not p.", zs.map { log(Layers.softmax($0)) }),
            Mistake(
                "largest", "e. Only the largest score of a row counts in it.",
                zs.map { perRow($0) { row in row.map { $0 == row.max() ? 1 : 0 } } }),
            Mistake(
                "−z", "the sign of z: it is e^−z that is in it.", zs.map { Layers.softmax(-$0) }),
            Mistake(
                "maximum", "the maximum, which is subtracted above, but not in the sum below.",
                zs.map {
                    perRow($0) { row in
                        let sum = row.reduce(0) { $0 + exp($1) }
                        return row.map { exp($0 - (row.max() ?? 0)) / sum }
                    }
                }),
            Mistake(
                "maximum", "the maximum, which is subtracted in the sum below, but not above.",
                zs.map {
                    perRow($0) { row in
                        let highest = row.max() ?? 0
                        let sum = row.reduce(0) { $0 + exp($1 - highest) }
                        return row.map { exp($0) / sum }
                    }
                }),
        ])
    let far = [Matrix([[1000, 999, -1000]]), Matrix([[-1000, -1001, -999]])]
    let large = Term(
        "p, z large", yours: tried(far) { solution.softmax($0) },
        right: far.map { Layers.softmax($0) }, like: "z",
        noNumber: "not a number where z = ±1000. e^1000 is infinite, and e^−1000 is 0 and so is "
            + "their sum. Subtract each row's maximum first: p stays the same.")
    return Part(
        "softmax", [ordinary, large.judged(after: ordinary)],
        hints: [
            """
            A probability is positive, so take e^z of every score. A row's probabilities add up to \
            1, so divide by the row's sum. Multiplying numerator and denominator by the same \
            number, e^−maximum, changes nothing, and keeps the powers small.
            """,
            """
            For each row: highest = its maximum; powers = e^(z − highest); p = powers / their sum.
            """,
            "let highest = z[row: i].max()!, and then z[row: i].map { exp($0 - highest) }",
        ])
}

private func checkCost(_ solution: Solution, _ zs: [Matrix], _ ys: [Matrix]) -> Part {
    let pairs = Array(zip(zs, ys))
    let ordinary = Term(
        "J", yours: tried(pairs) { solution.crossEntropy($0.0, $0.1) },
        right: pairs.map { Layers.crossEntropy($0, $1) }, examples: zs.map(\.rows),
        contributions: pairs.map { z, y in
            (0..<z.rows).map { i in
                Layers.crossEntropy(z[rows: [i]], y[rows: [i]]) / Double(z.rows)
            }
        },
        mistakes: [
            Mistake(
                "mean",
                "the mean. It is taken over pictures and classes; take it over the "
                    + "pictures alone.",
                pairs.map { Layers.crossEntropy($0, $1) / 10 }),
            Mistake(
                "log Σ", "the term log Σ e^z. What is left is −z of the right class.",
                pairs.map { z, y in -(z * y).sum() / Double(z.rows) }),
            Mistake(
                "−z", "the term −z[right class]. What is left is log Σ e^z.",
                pairs.map { z, y in (Layers.crossEntropy(z, y) + (z * y).sum() / Double(z.rows)) }),
            Mistake(
                "log", "the logarithm. It is the mean of −p[right class].",
                pairs.map { z, y in -(Layers.softmax(z) * y).sum() / Double(z.rows) }),
            Mistake(
                "classes", "log p of the right class alone. It is taken over all classes.",
                pairs.map { z, _ in -log(Layers.softmax(z)).sum() / Double(z.rows) }),
            Mistake(
                "log Σ",
                "the sum in log Σ e^z. It is taken over all pictures; each row has its own.",
                pairs.map { z, y in Foundation.log(exp(z).sum()) - (z * y).sum() / Double(z.rows) }),
            Mistake(
                "two classes", "the other classes. They are in Σ e^z already, with no log(1 − p).",
                pairs.map { z, y in
                    let p = Layers.softmax(z)
                    return -(y * log(p) + (1 - y) * log(1 - p)).sum() / Double(z.rows)
                }),
            Mistake(
                "softmax twice", "a softmax too many: its result goes in as if it were z.",
                pairs.map { Layers.crossEntropy(Layers.softmax($0), $1) }),
            Mistake(
                "maximum", "the maximum, which has to be added again behind the logarithm.",
                pairs.map { z, y in
                    let highest = (0..<z.rows).reduce(0) { $0 + (z[row: $1].max() ?? 0) }
                    return Layers.crossEntropy(z, y) - highest / Double(z.rows)
                }),
        ])
    let z = Matrix([[1000, 0, -1000], [-1000, -2000, -1000]])
    let ofBest = Matrix([[1, 0, 0], [1, 0, 0]])
    let ofWorst = Matrix([[0, 0, 1], [0, 1, 0]])
    let labels = [ofBest, ofWorst, Matrix([[0, 1, 0], [0, 0, 1]])]
    let large = Term(
        "J, z large", yours: tried(labels) { solution.crossEntropy(z, $0) },
        right: labels.map { Layers.crossEntropy(z, $0) },
        examples: [2, 2, 2],
        noNumber: "not a number where z = ±1000. Don't take the logarithm of p, which may be 0: "
            + "log p[k] = z[k] − log Σ e^z, and log Σ e^z = maximum + log Σ e^(z − maximum).")
    return Part(
        "crossEntropy", [ordinary, large.judged(after: ordinary)],
        hints: [
            """
            Put p = e^z / Σ e^z into −log p[right class]: the logarithm of a quotient is a \
            difference, and the logarithm of e^z is z. What remains has a log Σ e^z in it: take \
            the row's maximum out of that.
            """,
            """
            For each row: log Σ e^z − z[right class], with log Σ e^z = highest + \
            log Σ e^(z − highest). z[right class] is the sum of z ∗ y over the row. J is the mean \
            over the rows.
            """,
            "let highest = z[row: i].max()!, and then zip(z[row: i], y[row: i]) for z ∗ y",
        ])
}

private func checkBackward(_ solution: Solution, _ zs: [Matrix], _ ys: [Matrix]) -> Part {
    let ps = zs.map { Layers.softmax($0) }
    let pairs = Array(zip(ps, ys))
    let term = Term(
        "dz", yours: tried(pairs) { solution.backward($0.0, $0.1) },
        right: zip(zs, ys).map { z, y in
            numericalGradient(at: z) { Layers.crossEntropy($0, y) }
        }, like: "z", examples: zs.map(\.rows),
        mistakes: [
            Mistake(
                "mean",
                "the mean. It is divided by pictures times classes; divide by the "
                    + "pictures alone.",
                pairs.map { ($0 - $1) / Double(10 * $0.rows) }),
            Mistake(
                "y", "the y. It is p / m, whatever the right class.",
                pairs.map { p, _ in p / Double(p.rows) }),
            Mistake(
                "p",
                "the other classes. Only the right class's score gets a derivative, but the "
                    + "others are in Σ e^z too.",
                pairs.map { ($0 - $1) * $1 / Double($0.rows) }),
            Mistake(
                "p (1 − p)", "a factor p (1 − p) that is not in it. The logarithm cancels it.",
                pairs.map { ($0 - $1) * $0 * (1 - $0) / Double($0.rows) }),
            Mistake(
                "y", "the sign of y: it is p − y, not p + y.",
                pairs.map { ($0 + $1) / Double($0.rows) }),
            Mistake(
                "y / p", "the derivative with respect to p, −y / p. It has to go on to z.",
                pairs.map { -$1 / $0 / Double($0.rows) }),
            Mistake(
                "square", "the square. It is p − y itself.",
                pairs.map { ($0 - $1) * ($0 - $1) / Double($0.rows) }),
            Mistake(
                "z", "log p in place of p.", pairs.map { (log($0) - $1) / Double($0.rows) }),
        ])
    return Part(
        "backward", [term],
        hints: [
            """
            One picture's loss is log Σ e^z − z[right class]. How does log Σ e^z change with one \
            z? And −z[right class]? Write the two together with p and y. J is the mean over m \
            pictures.
            """,
            "dz = (p − y) / m.", "(p - y) / Double(p.rows)",
        ])
}

/// What lesson 06 prints as the loss of its first epochs.
let lessonLines = (at: [1, 2], costs: [0.786141, 0.317348])

/// The first epochs of lesson 06, with the functions given: 784-128-10, Adam, batches of 32.
func costLines(_ solution: Solution, _ digits: LabelledPictures) -> CostLines {
    let (x, y) = (digits.pictures, oneHot(digits.labels, classes: 10))
    var (weights, order) = (RandomState(seed: 1), RandomState(seed: 2))
    var network = Perceptron(sizes: [784, 128, 10], activation: .relu, random: &weights)
    var adam = Adam(learningRate: 0.001)
    let costs = lessonLines.at.map { _ in
        let permutation = order.permutation(x.rows)
        var loss = 0.0
        for start in stride(from: 0, to: x.rows, by: 32) {
            let batch = Array(permutation[start..<min(start + 32, x.rows)])
            let trace = network.forward(x[rows: batch])
            loss += solution.crossEntropy(trace.output, y[rows: batch]) * Double(batch.count)
            let dz = solution.backward(solution.softmax(trace.output), y[rows: batch])
            adam.update(&network.parameters, network.backward(trace, dz))
        }
        return loss / Double(x.rows)
    }
    return CostLines(step: "epoch", at: lessonLines.at, yours: costs, right: lessonLines.costs)
}
