import Datasets
import Exercises
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var dropout: (_ a: Matrix, _ u: Matrix, _ rate: Double) -> (out: Matrix, mask: Matrix)
    var dropoutBackward: (_ dOut: Matrix, _ mask: Matrix) -> Matrix
    var cost: (_ J: Double, _ weights: [Matrix], _ lambda: Double) -> Double
    var gradient: (_ dw: Matrix, _ w: Matrix, _ lambda: Double) -> Matrix
}

/// What a layer puts out, and weights, all at random.
private struct Place {
    let a, u, dOut, w, dw: Matrix
    let others: [Matrix]
    let rate, lambda, J: Double

    init(_ random: inout RandomState, rate: Double) {
        a = random.randn(rows: 4, columns: 3)
        u = random.uniform(0, 1, rows: 4, columns: 3)
        dOut = random.randn(rows: 4, columns: 3)
        w = random.randn(rows: 3, columns: 2)
        dw = random.randn(rows: 3, columns: 2)
        others = [random.randn(rows: 2, columns: 2)]
        lambda = random.uniform(0.01, 0.3)
        J = random.uniform(0.5, 2)
        self.rate = rate
    }

    var isIn: Matrix { u.map { $0 < rate ? 0 : 1 } }
    var mask: Matrix { isIn / (1 - rate) }
    var weights: [Matrix] { [w] + others }
    /// Σ of something over the elements of every W.
    func sum(_ of: (Matrix) -> Matrix) -> Double { weights.reduce(0) { $0 + of($1).sum() } }
    var squares: Double { sum { $0 * $0 } }
}

/// Judges every term at four random places, with four rates.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 8)
    let places = [0.2, 0.3, 0.4, 0.6].map { Place(&random, rate: $0) }
    return [
        checkDropout(solution, places), checkBackward(solution, places),
        checkCost(solution, places), checkGradient(solution, places),
    ]
}

private func checkDropout(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = tried(places) { solution.dropout($0.a, $0.u, $0.rate) }
    /// The mistakes in a mask, and what becomes of it.
    func mistakes(_ value: (Place, Matrix) -> Matrix) -> [Mistake] {
        func mistake(_ word: String, _ sentence: String, _ mask: (Place) -> Matrix) -> Mistake {
            Mistake(word, sentence, places.map { value($0, mask($0)) })
        }
        return [
            mistake("scale", "the scale. What stays is divided by 1 − r, so that the sum stays.") {
                $0.isIn
            },
            mistake("scale", "the scale. It is 1 / (1 − r): r is the share that is left out.") {
                $0.isIn / $0.rate
            },
            mistake("scale", "the scale. What stays grows: divide by 1 − r, not multiply.") {
                $0.isIn * (1 - $0.rate)
            },
            mistake("sides", "the two sides: a neuron is left out where u < r.") {
                (1 - $0.isIn) / (1 - $0.rate)
            },
            mistake("sides", "the two sides, and with them the scale. Left out where u < r.") {
                (1 - $0.isIn) / $0.rate
            },
            mistake("sides", "the two sides, and the scale is missing. Left out where u < r.") {
                1 - $0.isIn
            },
            mistake("u", "the decision. It is 0 or 1 / (1 − r), not the random number itself.") {
                $0.u
            },
            mistake("none", "the zeros. No neuron is left out.") { place in
                place.u.map { _ in 1 }
            },
            mistake("none", "the zeros. All are scaled, and none is left out.") { place in
                place.u.map { _ in 1 / (1 - place.rate) }
            },
            mistake("0.5", "the rate. It is r, not always a half.") { place in
                place.u.map { $0 < 0.5 ? 0 : 2 }
            },
            mistake("1 − r", "the rate. Left out with probability r: where u < r, not u < 1 − r.") {
                place in place.u.map { $0 < 1 - place.rate ? 0 : 1 / (1 - place.rate) }
            },
            mistake("column", "the mask. Each row has its own; here all have the first one's.") {
                place in
                Matrix(rows: 4, columns: 3) { _, j in place.mask[0, j] }
            },
        ]
    }
    let mask = Term(
        "mask", yours: yours.map(\.mask), right: places.map(\.mask), like: "a",
        mistakes: mistakes { $1 })
    let out = Term(
        "out", yours: yours.map(\.out), right: places.map { $0.a * $0.mask }, like: "a",
        mistakes: mistakes { $0.a * $1 } + [
            Mistake("mask", "the a: it is the mask alone.", places.map(\.mask)),
            Mistake(
                "sum", "a product. a goes through the mask: a ∗ mask.",
                places.map { $0.a + $0.mask }),
            Mistake(
                "mask twice", "the mask, which is taken twice.",
                places.map { $0.a * $0.mask * $0.mask }),
        ])
    return Part(
        "dropout", [mask, out],
        hints: [
            """
            Of ten neurons with r = 0.2, eight stay. The next layer adds them up, and is used to ten: \
            by what does each of the eight have to be multiplied? One that is left out gives 0.
            """,
            "mask = 0 where u < r, else 1 / (1 − r), and out = a ∗ mask.",
            "let mask = u.map { $0 < rate ? 0 : 1 / (1 - rate) }",
        ])
}

private func checkBackward(_ solution: Solution, _ places: [Place]) -> Part {
    let term = Term(
        "da", yours: tried(places) { solution.dropoutBackward($0.dOut, $0.mask) },
        right: places.map { place in
            numericalGradient(at: place.a) { ($0 * place.mask * place.dOut).sum() }
        }, like: "a",
        mistakes: [
            Mistake(
                "mask", "the mask. What was left out gets 0, what was scaled is scaled again.",
                places.map(\.dOut)),
            Mistake("dOut", "dOut: it is the mask alone.", places.map(\.mask)),
            Mistake(
                "scale", "the scale. The mask has it: multiply by the mask itself.",
                places.map { $0.dOut * $0.isIn }),
            Mistake(
                "sides", "the two sides. What was left out gets 0.",
                places.map { $0.dOut * (1 - $0.isIn) }),
            Mistake(
                "mask twice", "the mask, which is taken twice.",
                places.map { $0.dOut * $0.mask * $0.mask }),
            Mistake(
                "1 − mask", "the slope of something else: a ∗ mask has the slope mask.",
                places.map { $0.dOut * $0.mask * (1 - $0.mask) }),
            Mistake("sum", "a product: dOut ∗ mask.", places.map { $0.dOut + $0.mask }),
        ])
    return Part(
        "dropoutBackward", [term],
        hints: [
            "out is a times mask. How does out change with a, where mask is 0, and where it isn't?",
            "da = dOut ∗ mask, with the same mask.",
            "dOut * mask",
        ])
}

private func checkCost(_ solution: Solution, _ places: [Place]) -> Part {
    let term = Term(
        "J", yours: tried(places) { solution.cost($0.J, $0.weights, $0.lambda) },
        right: places.map { $0.J + $0.lambda * $0.squares },
        mistakes: [
            Mistake("λ Σ W²", "the penalty λ Σ W².", places.map(\.J)),
            Mistake(
                "J", "the J, to which the penalty is added.", places.map { $0.lambda * $0.squares }),
            Mistake("λ", "the factor λ.", places.map { $0.J + $0.squares }),
            Mistake(
                "sign", "the sign of the penalty: large weights cost, they don't pay.",
                places.map { $0.J - $0.lambda * $0.squares }),
            Mistake(
                "W²", "the square. It is the sum of the weights, and their signs cancel.",
                places.map { place in place.J + place.lambda * place.sum { $0 } }),
            Mistake(
                "W²", "the square. It is λ Σ |W|, which is L1.",
                places.map { place in place.J + place.lambda * place.sum { abs($0) } }),
            Mistake(
                "root", "a root that is not in it: Σ W², not its root.",
                places.map { $0.J + $0.lambda * $0.squares.squareRoot() }),
            Mistake(
                "λ/2", "a half that is not in it here: λ Σ W².",
                places.map { $0.J + $0.lambda / 2 * $0.squares }),
            Mistake(
                "mean", "the mean in place of the sum.",
                places.map {
                    $0.J + $0.lambda * $0.squares
                        / Double($0.weights.reduce(0) { $0 + $1.values.count })
                }),
            Mistake(
                "first W", "the other layers. Only the first W is in it.",
                places.map { $0.J + $0.lambda * ($0.w * $0.w).sum() }),
            Mistake(
                "last W", "the other layers. Only the last W is in it: += in the loop.",
                places.map { $0.J + $0.lambda * ($0.others[0] * $0.others[0]).sum() }),
            Mistake(
                "brackets", "the brackets: λ is the penalty's factor, not J's.",
                places.map { $0.lambda * ($0.J + $0.squares) }),
            Mistake(
                "J twice", "the J, which is added once for each W.",
                places.map { 2 * $0.J + $0.lambda * $0.squares }),
        ])
    return Part(
        "cost", [term],
        hints: [
            "Every weight of every layer costs its square, times λ. Go through the layers, and add up.",
            "J + λ Σ W², the sum over all elements of all W.",
            "for w in weights { … += lambda * (w * w).sum() }",
        ])
}

private func checkGradient(_ solution: Solution, _ places: [Place]) -> Part {
    let term = Term(
        "dW", yours: tried(places) { solution.gradient($0.dw, $0.w, $0.lambda) },
        right: places.map { place in
            numericalGradient(at: place.w) {
                (place.dw * $0).sum() + place.lambda * ($0 * $0).sum()
            }
        }, like: "W",
        mistakes: [
            Mistake(
                "2", "the factor 2: the derivative of λ W² is 2λ W.",
                places.map { $0.dw + $0.lambda * $0.w }),
            Mistake("λ", "the factor λ.", places.map { $0.dw + 2 * $0.w }),
            Mistake("λ, 2", "the factors 2 and λ.", places.map { $0.dw + $0.w }),
            Mistake("2λ W", "the derivative of the penalty, 2λ W.", places.map(\.dw)),
            Mistake("dW", "the dW to which it is added.", places.map { 2 * $0.lambda * $0.w }),
            Mistake(
                "sign", "the sign of 2λ W: it is added; the update then makes W smaller.",
                places.map { $0.dw - 2 * $0.lambda * $0.w }),
            Mistake(
                "W²", "the square. The derivative of W² is 2 W.",
                places.map { $0.dw + $0.lambda * $0.w * $0.w }),
            Mistake(
                "|W|", "the sign of W in place of W: that is the derivative of L1.",
                places.map { $0.dw + $0.lambda * $0.w.map { $0 < 0 ? -1 : 1 } }),
            Mistake(
                "brackets", "the brackets: 2λ goes with W, not with dW.",
                places.map { 2 * $0.lambda * ($0.dw + $0.w) }),
            Mistake(
                "W", "the W. What is added differs from weight to weight: 2λ W.",
                places.map { $0.dw + 2 * $0.lambda }),
            Mistake(
                "product", "a sum. dW and 2λ W are added.",
                places.map { 2 * $0.lambda * $0.dw * $0.w }),
        ])
    return Part(
        "gradient", [term],
        hints: [
            "J has a new part, λ W². What is its derivative with respect to W? The derivative of a sum "
                + "is the sum of the derivatives.",
            "dW ← dW + 2λ W.",
            "dw + 2 * lambda * w",
        ])
}

/// What the solution gives for the first epochs.
let rightLines = (at: [1, 2], costs: [2.224982, 1.844253])

/// A network 784-32-10 on 500 handwritten digits, with dropout, rate 0.3, and L2, λ = 0.001.
func costLines(_ solution: Solution, _ digits: LabelledPictures) -> CostLines {
    let x = digits.pictures[rows: 0..<500]
    let y = oneHot(Array(digits.labels[0..<500]), classes: 10)
    var (weights, order) = (RandomState(seed: 1), RandomState(seed: 2))
    var drops = RandomState(seed: 3)
    var p = Perceptron(sizes: [784, 32, 10], activation: .relu, random: &weights).parameters
    var adam = Adam(learningRate: 0.001)
    let costs = rightLines.at.map { _ in
        var sum = 0.0
        for rows in batches(of: 50, from: 500, &order) {
            let (x, y) = (x[rows: rows], y[rows: rows])
            let z1 = matmul(x, p[0]) + p[1]
            let u = drops.randomSample(rows: z1.rows, columns: z1.columns)
            let (a1, mask) = solution.dropout(z1.map { max($0, 0) }, u, 0.3)
            let z2 = matmul(a1, p[2]) + p[3]
            sum += solution.cost(crossEntropy(z2, y), [p[0], p[2]], 0.001)
            let dz2 = (softmax(z2) - y) / Double(rows.count)
            let da1 = solution.dropoutBackward(matmul(dz2, transposed: p[2]), mask)
            let dz1 = da1.map(with: z1) { $1 > 0 ? $0 : 0 }
            adam.update(
                &p,
                [
                    solution.gradient(matmul(transposed: x, dz1), p[0], 0.001), dz1.columnSums(),
                    solution.gradient(matmul(transposed: a1, dz2), p[2], 0.001), dz2.columnSums(),
                ])
        }
        return sum / 10
    }
    return CostLines(
        step: "epoch", at: rightLines.at, yours: costs, right: rightLines.costs,
        source: "the solution's")
}
