import Datasets
import Exercises
import Layers
import Matrices

/// The reader's function, or another one in its place.
struct Solution {
    var backward:
        (_ dy: Matrix, _ normalized: Matrix, _ deviation: Matrix, _ gamma: Matrix) -> (
            dz: Matrix, dGamma: Matrix, dBeta: Matrix
        )
}

/// A batch of three neurons, γ and β, all at random. The cost is a sum of all y, each with a weight: dy.
private struct Place {
    let z, gamma, beta, dy: Matrix

    init(_ random: inout RandomState, examples: Int) {
        z = 2 * random.randn(rows: examples, columns: 3) + 1
        gamma = random.uniform(0.5, 2, rows: 1, columns: 3)
        beta = random.randn(rows: 1, columns: 3)
        dy = random.randn(rows: examples, columns: 3)
    }

    var m: Int { z.rows }
    var trace: Trace { forward(z, gamma: gamma, beta: beta) }
    var normalized: Matrix { trace.normalized }
    var deviation: Matrix { trace.deviation }
    var dNormalized: Matrix { gamma * dy }
    var meanD: Matrix { dNormalized.columnMeans() }
    var meanDZ: Matrix { (dNormalized * normalized).columnMeans() }

    func cost(_ z: Matrix, _ gamma: Matrix, _ beta: Matrix) -> Double {
        (forward(z, gamma: gamma, beta: beta).y * dy).sum()
    }

    /// Three ways that meet in dz, each with a factor; `mean` may be another thing.
    func dz(
        _ mean: (Matrix) -> Matrix = { $0.columnMeans() }, throughMean: Double = 1,
        throughVariance: Double = 1, from d: Matrix? = nil
    ) -> Matrix {
        let d = d ?? dNormalized
        return (d - throughMean * mean(d) - throughVariance * normalized * mean(d * normalized))
            / deviation
    }
}

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 9)
    let places = Places([5, 5, 8, 4].map { Place(&random, examples: $0) }, examples: \.m)
    let yours = places.tried { solution.backward($0.dy, $0.normalized, $0.deviation, $0.gamma) }
    return [
        Part(
            "backward",
            [
                betaTerm(places, yours.map(\.dBeta)), gammaTerm(places, yours.map(\.dGamma)),
                zTerm(places, yours.map(\.dz)),
            ],
            hints: Hints(
                idea: """
                    β is added to every example, so it gets the sum of all dy; γ is multiplied by ẑ \
                    first. Then go back to dẑ, which is called dNormalized in Swift. If one z of a column \
                    grows, three things happen: its own ẑ grows; the mean grows, and all ẑ shrink a little; \
                    and the deviation changes, and all ẑ with it. So two means are taken from dẑ.
                    """,
                formula: """
                    dβ = Σ dy
                    dγ = Σ dy ẑ
                    dẑ = γ dy
                    dz = ( dẑ − mean dẑ − ẑ mean(dẑ ẑ) ) / √(v + ε)

                    Sums and means go down the columns.
                    """,
                lines: [
                    "dβ": "let dBeta = dy.columnSums()",
                    "dγ": "let dGamma = (dy * normalized).columnSums()",
                    "dz": """
                    let dNormalized = gamma * dy
                    let mean = dNormalized.columnMeans()
                    let along = (dNormalized * normalized).columnMeans()
                    """,
                ]))
    ]
}

private func betaTerm(_ places: Places<Place>, _ yours: [Tried<Matrix>]) -> Term {
    places.term(
        "dβ", yours: yours, like: "β",
        right: { place in
            numericalGradient(at: place.beta) { place.cost(place.z, place.gamma, $0) }
        }, each: { $0.dy[rows: [$1]] },
        mistakes: [
            ("γ", "a factor γ that is not in it: y = γ ẑ + β, and β is added as it is."):
                { $0.dNormalized.columnSums() },
            ("ẑ", "a factor ẑ that is not in it: that is dγ."):
                { ($0.dy * $0.normalized).columnSums() },
            ("sum", "the sum over the examples: yours is dy itself. Sum it, column by column."):
                \.dy,
            ("sum", "the sum, which is taken over the columns too. Each neuron has its own β."):
                { place in place.beta.map { _ in place.dy.sum() } },
            ("rows", "the direction: it is the sum of each row, not of each column."):
                { $0.dy.rowSums() },
            ("dy", "the dy. It is γ itself, whatever comes back."): \.gamma,
            ("dy", "the dy. It is the sum of ẑ, which is 0 in each column."):
                { $0.normalized.columnSums() },
            ("y", "y in place of dy: the sum is over what comes back, not over what went out."):
                { $0.trace.y.columnSums() },
            ("deviation", "a division by √(v + ε), which comes before β is added."):
                { $0.dy.columnSums() / $0.deviation },
        ])
}

private func gammaTerm(_ places: Places<Place>, _ yours: [Tried<Matrix>]) -> Term {
    places.term(
        "dγ", yours: yours, like: "γ",
        right: { place in
            numericalGradient(at: place.gamma) { place.cost(place.z, $0, place.beta) }
        }, each: { ($0.dy * $0.normalized)[rows: [$1]] },
        mistakes: [
            ("ẑ", "the factor ẑ: y = γ ẑ + β. Without it, this is dβ."): { $0.dy.columnSums() },
            ("γ", "a factor γ that is not in it: the derivative of γ ẑ with respect to γ is ẑ."):
                { ($0.dNormalized * $0.normalized).columnSums() },
            ("y", "y in place of ẑ."): { ($0.dy * $0.trace.y).columnSums() },
            ("z", "z in place of ẑ: γ is multiplied by what has been normalised."):
                { ($0.dy * $0.z).columnSums() },
            ("deviation", "the deviation: it is in ẑ already."):
                { ($0.dy * $0.normalized).columnSums() / $0.deviation },
            ("sum", "the sum over the examples."): { $0.dy * $0.normalized },
            ("order", "the order: the sum of dy times one ẑ. Multiply first, then sum."):
                { $0.dy.columnSums() * $0.normalized[rows: [0]] },
            (
                "order",
                "the order: a product of two sums, and that of ẑ is 0. It is a sum of products: "
                    + "multiply each dy by its own ẑ first."
            ): { $0.dy.columnSums() * $0.normalized.columnSums() },
            ("γ", "γ in place of ẑ: the derivative of γ ẑ with respect to γ is ẑ."):
                { $0.dNormalized.columnSums() },
            ("dy", "the dy. It is γ itself, whatever comes back."): \.gamma,
            ("dy", "y in place of dy: what comes back is multiplied by ẑ, not what went out."):
                { ($0.trace.y * $0.normalized).columnSums() },
            ("sum", "the sum, which is taken over the columns too. Each neuron has its own γ."):
                { place in place.gamma.map { _ in (place.dy * place.normalized).sum() } },
            ("rows", "the direction: it is the sum of each row, not of each column."):
                { ($0.dy * $0.normalized).rowSums() },
        ])
}

private func zTerm(_ places: Places<Place>, _ yours: [Tried<Matrix>]) -> Term {
    let brackets = "the brackets: all three are divided by √(v + ε)."
    return places.term(
        "dz", yours: yours, like: "z",
        right: { place in
            numericalGradient(at: place.z) { place.cost($0, place.gamma, place.beta) }
        },
        mistakes: [
            ("μ, v", "the ways through μ and v. Only z's way by itself is there."):
                { $0.dz(throughMean: 0, throughVariance: 0) },
            ("v", "the way through v: − ẑ mean(dẑ ẑ)."): { $0.dz(throughVariance: 0) },
            ("μ", "the way through μ: − mean dẑ."): { $0.dz(throughMean: 0) },
            ("sign", "the sign of mean dẑ: it is taken away."): { $0.dz(throughMean: -1) },
            ("sign", "the sign of ẑ mean(dẑ ẑ): it is taken away."): { $0.dz(throughVariance: -1) },
            ("sign", "the signs of both means: they are taken away."):
                { $0.dz(throughMean: -1, throughVariance: -1) },
            ("mean", "the means: they are sums. Divide by m."): { $0.dz { $0.columnSums() } },
            ("mean", "the first mean, mean dẑ: it is a sum. Divide by m."):
                { $0.dz(throughMean: Double($0.m)) },
            ("mean", "the second mean, mean(dẑ ẑ): it is a sum. Divide by m."):
                { $0.dz(throughVariance: Double($0.m)) },
            ("mean", "the means, which are taken over everything: each column has its own."):
                { $0.dz { Matrix(rows: 1, columns: 3, repeating: $0.mean()) } },
            ("γ", "the γ: dẑ = γ dy."): { $0.dz(from: $0.dy) },
            ("γ", "the γ, by which is divided: dẑ = γ dy."): { $0.dz(from: $0.dy / $0.gamma) },
            ("√", "the root: dz is divided by √(v + ε), not by v + ε."): { $0.dz() / $0.deviation },
            ("deviation", "the division by √(v + ε)."): { $0.dz() * $0.deviation },
            ("deviation", "the division: in place of it, it is multiplied by √(v + ε)."):
                { $0.dz() * $0.deviation * $0.deviation },
            ("ẑ", "the factor ẑ before mean(dẑ ẑ)."):
                { ($0.dNormalized - $0.meanD - $0.meanDZ) / $0.deviation },
            ("ẑ", "the ẑ in the mean: it is mean(dẑ ẑ), not mean dẑ."):
                { ($0.dNormalized - $0.meanD - $0.normalized * $0.meanD) / $0.deviation },
            ("dy", "dy in the means: it is dẑ = γ dy everywhere."):
                { $0.dz(from: $0.dy) + ($0.dNormalized - $0.dy) / $0.deviation },
            ("dy", "dy in the first mean: it is mean dẑ, with dẑ = γ dy."):
                { $0.dz() + ($0.meanD - $0.dy.columnMeans()) / $0.deviation },
            ("dy", "dy in the second mean: it is mean(dẑ ẑ), with dẑ = γ dy."):
                {
                    let meanOfDy = ($0.dy * $0.normalized).columnMeans()
                    return $0.dz() + $0.normalized * ($0.meanDZ - meanOfDy) / $0.deviation
                },
            ("dy", "dy in front: it is dẑ = γ dy everywhere."):
                { $0.dz() + ($0.dy - $0.dNormalized) / $0.deviation },
            ("square", "a square too much: one ẑ stands before the mean, and one in it."):
                { $0.dz() - $0.normalized * ($0.normalized - 1) * $0.meanDZ / $0.deviation },
            ("brackets", brackets):
                { $0.dNormalized - $0.meanD - $0.normalized * $0.meanDZ / $0.deviation },
            ("brackets", brackets):
                { $0.dNormalized / $0.deviation - $0.meanD - $0.normalized * $0.meanDZ },
            ("m − 1", "the means: the sum is divided by m, not by m − 1."):
                { place in place.dz { $0.columnSums() / Double($0.rows - 1) } },
            ("dẑ", "everything behind dẑ: it is γ dy alone."): \.dNormalized,
            ("dy", "everything: it is dy as it came."): \.dy,
        ])
}

/// A network 784-32-10 with a normalised layer of sigmoids, on handwritten digits, with the function
/// given: Adam, batches of 50.
func costLines(_ solution: Solution) throws -> CostLines {
    let digits = try smallMNISTSplit().train
    let y = oneHot(digits.labels, classes: 10)
    var (weights, order) = (RandomState(seed: 1), RandomState(seed: 2))
    var p = Perceptron(sizes: [784, 32, 10], activation: .sigmoid, random: &weights).parameters
    // The hidden layer's bias gives way to β, and γ is new.
    p.append(Matrix(rows: 1, columns: 32, repeating: 1))
    var adam = Adam(learningRate: 0.001)
    return CostLines("epoch", [1: 1.654335, 2: 1.269179]) { _ in
        var sum = 0.0
        for rows in batches(of: 50, from: digits.labels.count, &order) {
            let (x, y) = (digits.pictures[rows: rows], y[rows: rows])
            let trace = forward(matmul(x, p[0]), gamma: p[4], beta: p[1])
            let a = sigmoid(trace.y)
            let z2 = matmul(a, p[2]) + p[3]
            sum += crossEntropy(z2, y) * Double(rows.count)
            let dz2 = (softmax(z2) - y) / Double(rows.count)
            let dy = matmul(dz2, transposed: p[2]) * a * (1 - a)
            let (dz, dGamma, dBeta) = solution.backward(
                dy, trace.normalized, trace.deviation, p[4])
            let (dw1, dw2) = (matmul(transposed: x, dz), matmul(transposed: a, dz2))
            adam.update(&p, [dw1, dBeta, dw2, dz2.columnSums(), dGamma])
        }
        return sum / Double(digits.labels.count)
    }
}
