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

    var trace: Trace { forward(z, gamma: gamma, beta: beta) }
    var normalized: Matrix { trace.normalized }
    var deviation: Matrix { trace.deviation }
    var dNormalized: Matrix { gamma * dy }

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
    let places = [5, 5, 8, 4].map { Place(&random, examples: $0) }
    let yours = tried(places) {
        solution.backward($0.dy, $0.normalized, $0.deviation, $0.gamma)
    }
    return [
        Part(
            "backward",
            [
                betaTerm(places, yours.map(\.dBeta)), gammaTerm(places, yours.map(\.dGamma)),
                zTerm(places, yours.map(\.dz)),
            ],
            hints: [
                """
                β is added to every example, so it gets the sum of all dy; γ is multiplied by ẑ \
                first. Then go back to dẑ. If one z of a column grows, three things happen: its own \
                ẑ grows, the mean grows, and all ẑ shrink a little; and the deviation changes, and all \
                ẑ with it. So two means are taken from dẑ.
                """,
                """
                dβ = Σ dy, dγ = Σ dy ẑ, dẑ = γ dy, \
                dz = ( dẑ − mean dẑ − ẑ mean(dẑ ẑ) ) / √(v + ε), with sums and means down the columns.
                """,
                "let dNormalized = gamma * dy, and then dNormalized.columnMeans()",
            ])
    ]
}

private func betaTerm(_ places: [Place], _ yours: [Tried<Matrix>]) -> Term {
    Term(
        "dβ", yours: yours,
        right: places.map { place in
            numericalGradient(at: place.beta) { place.cost(place.z, place.gamma, $0) }
        }, like: "β", examples: places.map(\.z.rows),
        contributions: places.map { place in (0..<place.z.rows).map { place.dy[rows: [$0]] } },
        mistakes: [
            Mistake(
                "γ", "a factor γ that is not in it: y = γ ẑ + β, and β is added as it is.",
                places.map { $0.dNormalized.columnSums() }),
            Mistake(
                "ẑ", "a factor ẑ that is not in it: that is dγ.",
                places.map { ($0.dy * $0.normalized).columnSums() }),
            Mistake("sum", "the sum over the examples: it is dy as it is.", places.map(\.dy)),
            Mistake(
                "sum", "the sum, which is taken over the columns too. Each neuron has its own β.",
                places.map { place in place.beta.map { _ in place.dy.sum() } }),
            Mistake(
                "rows", "the direction: it is the sum of each row, not of each column.",
                places.map { $0.dy.rowSums() }),
        ])
}

private func gammaTerm(_ places: [Place], _ yours: [Tried<Matrix>]) -> Term {
    Term(
        "dγ", yours: yours,
        right: places.map { place in
            numericalGradient(at: place.gamma) { place.cost(place.z, $0, place.beta) }
        }, like: "γ", examples: places.map(\.z.rows),
        contributions: places.map { place in
            (0..<place.z.rows).map { (place.dy * place.normalized)[rows: [$0]] }
        },
        mistakes: [
            Mistake(
                "ẑ", "the factor ẑ: y = γ ẑ + β. Without it, this is dβ.",
                places.map { $0.dy.columnSums() }),
            Mistake(
                "γ", "a factor γ that is not in it: the derivative of γ ẑ with respect to γ is ẑ.",
                places.map { ($0.dNormalized * $0.normalized).columnSums() }),
            Mistake(
                "y", "y in place of ẑ.", places.map { ($0.dy * $0.trace.y).columnSums() }),
            Mistake(
                "z", "z in place of ẑ: γ is multiplied by what has been normalised.",
                places.map { ($0.dy * $0.z).columnSums() }),
            Mistake(
                "deviation", "the deviation: it is in ẑ already.",
                places.map { ($0.dy * $0.normalized).columnSums() / $0.deviation }),
            Mistake(
                "sum", "the sum over the examples.", places.map { $0.dy * $0.normalized }),
            Mistake(
                "order", "the order: sums are multiplied; multiply first, example by example.",
                places.map { $0.dy.columnSums() * $0.normalized[rows: [0]] }),
        ])
}

private func zTerm(_ places: [Place], _ yours: [Tried<Matrix>]) -> Term {
    func mistake(_ word: String, _ sentence: String, _ value: (Place) -> Matrix) -> Mistake {
        Mistake(word, sentence, places.map(value))
    }
    func constant(_ value: Double, like a: Matrix) -> Matrix {
        Matrix(rows: 1, columns: a.columns, repeating: value)
    }
    return Term(
        "dz", yours: yours,
        right: places.map { place in
            numericalGradient(at: place.z) { place.cost($0, place.gamma, place.beta) }
        }, like: "z", examples: places.map(\.z.rows),
        mistakes: [
            mistake("μ, v", "the ways through μ and v. What is there is γ dy / √(v + ε).") {
                $0.dz(throughMean: 0, throughVariance: 0)
            },
            mistake("v", "the way through v: − ẑ mean(dẑ ẑ).") { $0.dz(throughVariance: 0) },
            mistake("μ", "the way through μ: − mean dẑ.") { $0.dz(throughMean: 0) },
            mistake("sign", "the sign of mean dẑ: it is taken away.") { $0.dz(throughMean: -1) },
            mistake("sign", "the sign of ẑ mean(dẑ ẑ): it is taken away.") {
                $0.dz(throughVariance: -1)
            },
            mistake("sign", "the signs of both means: they are taken away.") {
                $0.dz(throughMean: -1, throughVariance: -1)
            },
            mistake("mean", "the means: they are sums. Divide by m.") { $0.dz { $0.columnSums() } },
            mistake("mean", "the means, which are taken over everything: each column has its own.")
            {
                $0.dz { constant($0.mean(), like: $0) }
            },
            mistake("γ", "the γ: dẑ = γ dy.") { $0.dz(from: $0.dy) },
            mistake("γ", "the γ, by which is divided: dẑ = γ dy.") {
                $0.dz(from: $0.dy / $0.gamma)
            },
            mistake("√", "the root: dz is divided by √(v + ε), not by v + ε.") {
                $0.dz() / $0.deviation
            },
            mistake("deviation", "the division by √(v + ε).") { $0.dz() * $0.deviation },
            mistake("deviation", "the division: it is multiplied by √(v + ε).") {
                $0.dz() * $0.deviation * $0.deviation
            },
            mistake("ẑ", "the factor ẑ before mean(dẑ ẑ).") {
                ($0.dNormalized - $0.dNormalized.columnMeans()
                    - ($0.dNormalized * $0.normalized).columnMeans()) / $0.deviation
            },
            mistake("ẑ", "the ẑ in the mean: it is mean(dẑ ẑ), not mean dẑ.") {
                ($0.dNormalized - $0.dNormalized.columnMeans()
                    - $0.normalized * $0.dNormalized.columnMeans()) / $0.deviation
            },
            mistake("dy", "dy in the means: it is dẑ = γ dy everywhere.") {
                ($0.dNormalized - $0.dy.columnMeans()
                    - $0.normalized * ($0.dy * $0.normalized).columnMeans()) / $0.deviation
            },
            mistake("brackets", "the brackets: all three are divided by √(v + ε).") {
                $0.dNormalized - $0.dNormalized.columnMeans()
                    - $0.normalized * ($0.dNormalized * $0.normalized).columnMeans() / $0.deviation
            },
            mistake("brackets", "the brackets: all three are divided by √(v + ε).") {
                $0.dNormalized / $0.deviation - $0.dNormalized.columnMeans()
                    - $0.normalized * ($0.dNormalized * $0.normalized).columnMeans()
            },
            mistake("m − 1", "the means: the sum is divided by m, not by m − 1.") { place in
                place.dz { $0.columnSums() / Double($0.rows - 1) }
            },
            mistake("dẑ", "everything behind dẑ: it is γ dy alone.") { $0.dNormalized },
            mistake("dy", "everything: it is dy as it came.") { $0.dy },
        ])
}

/// What the solution gives for the first epochs.
let rightLines = (at: [1, 2], costs: [1.654335, 1.269179])

/// A network 784-32-10 with a normalised layer of sigmoids, on handwritten digits, with the function
/// given: Adam, batches of 50.
func costLines(_ solution: Solution, _ digits: LabelledPictures) -> CostLines {
    let y = oneHot(digits.labels, classes: 10)
    var (weights, order) = (RandomState(seed: 1), RandomState(seed: 2))
    var p = Perceptron(sizes: [784, 32, 10], activation: .sigmoid, random: &weights).parameters
    // The hidden layer's bias gives way to β, and γ is new.
    p.append(Matrix(rows: 1, columns: 32, repeating: 1))
    var adam = Adam(learningRate: 0.001)
    let costs = rightLines.at.map { _ in
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
            adam.update(
                &p,
                [
                    matmul(transposed: x, dz), dBeta, matmul(transposed: a, dz2),
                    dz2.columnSums(), dGamma,
                ])
        }
        return sum / Double(digits.labels.count)
    }
    return CostLines(
        step: "epoch", at: rightLines.at, yours: costs, right: rightLines.costs,
        source: "the solution's")
}
