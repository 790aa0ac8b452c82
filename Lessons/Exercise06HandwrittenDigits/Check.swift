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

/// Scores of ten classes and the right ones of some pictures, at random.
private struct Place {
    let z, y: Matrix

    init(_ random: inout RandomState, pictures: Int) {
        z = random.randn(rows: pictures, columns: 10)
        y = oneHot((0..<pictures).map { _ in random.randint(0, 10) }, classes: 10)
    }

    var m: Int { z.rows }
    var p: Matrix { Layers.softmax(z) }
    var cost: Double { Layers.crossEntropy(z, y) }
    /// The mean score of the right class.
    var ofRightClass: Double { (z * y).sum() / Double(m) }
    /// The largest score of each picture.
    var highest: [Double] { (0..<m).map { z[row: $0].max() ?? 0 } }

    /// Something else made of each score and of its row.
    func each(_ share: (_ z: Double, _ row: [Double]) -> Double) -> Matrix {
        Matrix((0..<m).map { i in z[row: i].map { share($0, z[row: i]) } })
    }
}

private func sumOfPowers(_ row: [Double]) -> Double { row.reduce(0) { $0 + exp($1) } }

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 6)
    let places = Places([6, 6, 8, 5].map { Place(&random, pictures: $0) }, examples: \.m)
    return [
        checkSoftmax(solution, places), checkCost(solution, places),
        checkBackward(solution, places),
    ]
}

private func checkSoftmax(_ solution: Solution, _ places: Places<Place>) -> Part {
    let ordinary = places.term(
        "p", of: { solution.softmax($0.z) }, like: "z", right: \.p,
        mistakes: [
            ("sum", "the sum. Each row has to be divided by the sum of its own powers."):
                { exp($0.z) },
            ("sum", "the sum. It is taken over all pictures; each row has a sum of its own."):
                { exp($0.z) / exp($0.z).sum() },
            ("sum", "the sum. It is taken over each column; each row has a sum of its own."):
                { exp($0.z) / exp($0.z).columnSums() },
            ("e", "e. Scores may be negative: it is e^z that is divided by a sum."):
                { $0.each { z, row in z / row.reduce(0, +) } },
            ("sum", "the sum, or something near it. Every row is σ(z), as for one class alone."):
                { sigmoid($0.z) },
            ("log", "a logarithm. It is log p, not p."): { log($0.p) },
            ("largest", "e. Only the largest score of a row counts in it."):
                { $0.each { z, row in z == row.max() ? 1 : 0 } },
            ("−z", "the sign of z: it is e^−z that is in it."): { Layers.softmax(-$0.z) },
            ("maximum", "the maximum, which is subtracted above, but not in the sum below."):
                { $0.each { z, row in exp(z - (row.max() ?? 0)) / sumOfPowers(row) } },
            ("maximum", "the maximum, which is subtracted in the sum below, but not above."):
                { $0.each { z, row in exp(z + (row.max() ?? 0)) / sumOfPowers(row) } },
        ])
    let far = Places([Matrix([[1000, 999, -1000]]), Matrix([[-1000, -1001, -999]])])
    let large = far.term(
        "p, z large", of: { solution.softmax($0) }, like: "z", right: { Layers.softmax($0) },
        noNumber: "not a number where z = ±1000. e^1000 is infinite, and e^−1000 is 0 and so is "
            + "their sum. Subtract each row's maximum first: p stays the same.")
    return Part(
        "softmax", [ordinary, large.judged(after: ordinary)],
        hints: Hints(
            idea: """
                A probability is positive, so take e^z of every score. A row's probabilities add up to \
                1, so divide by the row's sum. Multiplying numerator and denominator by the same \
                number, e^−maximum, changes nothing, and keeps the powers small.
                """,
            formula: """
                for each row:
                    powers = e^(z − highest)          highest is the row's maximum
                    p = powers / their sum
                """,
            lines: [
                "p": """
                for i in 0..<z.rows {
                    let highest = z[row: i].max()!
                    let powers = z[row: i].map { exp($0 - highest) }
                }
                """,
                "p, z large": """
                for i in 0..<z.rows {
                    let highest = z[row: i].max()!
                    let powers = z[row: i].map { exp($0 - highest) }
                }
                """,
            ]))
}

private func checkCost(_ solution: Solution, _ places: Places<Place>) -> Part {
    let ordinary = places.term(
        "J", of: { solution.crossEntropy($0.z, $0.y) }, right: \.cost,
        each: { Layers.crossEntropy($0.z[rows: [$1]], $0.y[rows: [$1]]) / Double($0.m) },
        mistakes: [
            ("mean", "the mean. It is taken over pictures and classes; take it over pictures."):
                { $0.cost / 10 },
            ("log Σ", "the term log Σ e^z. What is left is −z of the right class."):
                { -$0.ofRightClass },
            ("−z", "the term −z[right class]. What is left is log Σ e^z."):
                { $0.cost + $0.ofRightClass },
            ("log", "the logarithm. It is the mean of −p[right class]."):
                { -($0.p * $0.y).sum() / Double($0.m) },
            ("classes", "log p of the right class alone. It is taken over all classes."):
                { -log($0.p).sum() / Double($0.m) },
            ("log Σ", "the sum in log Σ e^z. It is over all pictures; each row has its own."):
                { Foundation.log(exp($0.z).sum()) - $0.ofRightClass },
            ("two classes", "the other classes. They are in Σ e^z, with no log(1 − p)."):
                { -($0.y * log($0.p) + (1 - $0.y) * log(1 - $0.p)).sum() / Double($0.m) },
            ("softmax twice", "a softmax too many: its result goes in as if it were z."):
                { Layers.crossEntropy($0.p, $0.y) },
            ("maximum", "the maximum, which has to be added again behind the logarithm."):
                { $0.cost - $0.highest.reduce(0, +) / Double($0.m) },
        ])
    let z = Matrix([[1000, 0, -1000], [-1000, -2000, -1000]])
    let labels = [[0, 0], [2, 1], [1, 2]].map { oneHot($0, classes: 3) }
    let large = Places(labels, examples: { _ in 2 }).term(
        "J, z large", of: { solution.crossEntropy(z, $0) }, right: { Layers.crossEntropy(z, $0) },
        noNumber: "not a number where z = ±1000. Don't take the logarithm of p, which may be 0: "
            + "log p[k] = z[k] − log Σ e^z, and log Σ e^z = maximum + log Σ e^(z − maximum).")
    return Part(
        "crossEntropy", [ordinary, large.judged(after: ordinary)],
        hints: Hints(
            idea: """
                Put p = e^z / Σ e^z into −log p[right class]: the logarithm of a quotient is a \
                difference, and the logarithm of e^z is z. What remains has a log Σ e^z in it: take \
                the row's maximum out of that.
                """,
            formula: """
                for each row:
                    log Σ e^z = highest + log Σ e^(z − highest)
                    loss = log Σ e^z − z[right class]
                J = the mean of the losses

                z[right class] is the sum of z ∗ y over the row.
                """,
            lines: [
                "J": costLines, "J, z large": costLines,
            ]))
}

/// The first lines of the cost: one loop is right for small scores and for large ones.
private let costLines = """
    var sum = 0.0
    for i in 0..<z.rows {
        let highest = z[row: i].max()!
        let powers = z[row: i].map { exp($0 - highest) }
        let logSum = highest + log(powers.reduce(0, +))
    }
    return sum / Double(z.rows)
    """

private func checkBackward(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "dz", of: { solution.backward($0.p, $0.y) }, like: "z",
        right: { place in numericalGradient(at: place.z) { Layers.crossEntropy($0, place.y) } },
        mistakes: [
            ("mean", "the mean. It is divided by pictures times classes; divide by pictures."):
                { ($0.p - $0.y) / Double(10 * $0.m) },
            ("y", "the y. It is p / m, whatever the right class."): { $0.p / Double($0.m) },
            ("p", "the other classes, which are in Σ e^z: it is of the right class alone."):
                { ($0.p - $0.y) * $0.y / Double($0.m) },
            ("p (1 − p)", "a factor p (1 − p) that is not in it. The logarithm cancels it."):
                { ($0.p - $0.y) * $0.p * (1 - $0.p) / Double($0.m) },
            ("y", "the sign of y: it is p − y, not p + y."): { ($0.p + $0.y) / Double($0.m) },
            ("y / p", "the derivative with respect to p, −y / p. It has to go on to z."):
                { -$0.y / $0.p / Double($0.m) },
            ("square", "the square. It is p − y itself."):
                { ($0.p - $0.y) * ($0.p - $0.y) / Double($0.m) },
            ("z", "log p in place of p."): { (log($0.p) - $0.y) / Double($0.m) },
        ])
    return Part(
        "backward", [term],
        hints: Hints(
            idea: """
                One picture's loss is log Σ e^z − z[right class]. How does log Σ e^z change with one \
                z? And −z[right class]? Write the two together with p and y. J is the mean over m \
                pictures.
                """,
            formula: "dz = (p − y) / m",
            lines: [
                "dz": "return (p - y) / Double(p.rows)"
            ]))
}

/// The first epochs of lesson 06, with the functions given: 784-128-10, Adam, batches of 32.
func costLines(_ solution: Solution) throws -> CostLines {
    let digits = try smallMNISTSplit().train
    let (x, y) = (digits.pictures, oneHot(digits.labels, classes: 10))
    var (weights, order) = (RandomState(seed: 1), RandomState(seed: 2))
    var network = Perceptron(sizes: [784, 128, 10], activation: .relu, random: &weights)
    var adam = Adam(learningRate: 0.001)
    return CostLines("epoch", [1: 0.786141, 2: 0.317348], source: "the lesson's") { _ in
        var loss = 0.0
        for rows in batches(of: 32, from: x.rows, &order) {
            let (trace, y) = (network.forward(x[rows: rows]), y[rows: rows])
            loss += solution.crossEntropy(trace.output, y) * Double(rows.count)
            let dz = solution.backward(solution.softmax(trace.output), y)
            adam.update(&network.parameters, network.backward(trace, dz))
        }
        return loss / Double(x.rows)
    }
}
