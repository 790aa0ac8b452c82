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
    let places = Places([0.2, 0.3, 0.4, 0.6].map { Place(&random, rate: $0) })
    return [
        checkDropout(solution, places), checkBackward(solution, places),
        checkCost(solution, places), checkGradient(solution, places),
    ]
}

private func checkDropout(_ solution: Solution, _ places: Places<Place>) -> Part {
    let yours = places.tried { solution.dropout($0.a, $0.u, $0.rate) }
    let wrongMask: Mistakes<Place, Matrix> = [
        ("scale", "the scale. What stays is divided by 1 − r, so that the sum stays."): \.isIn,
        ("scale", "the scale. It is 1 / (1 − r): r is the share that is left out."):
            { $0.isIn / $0.rate },
        ("scale", "the scale. What stays grows: divide by 1 − r, not multiply."):
            { $0.isIn * (1 - $0.rate) },
        ("sides", "the two sides: a neuron is left out where u < r."):
            { (1 - $0.isIn) / (1 - $0.rate) },
        ("sides", "the two sides, and with them the scale. Left out where u < r."):
            { (1 - $0.isIn) / $0.rate },
        ("sides", "the two sides, and the scale is missing. Left out where u < r."):
            { 1 - $0.isIn },
        ("u", "the decision. It is 0 or 1 / (1 − r), not the random number itself."): \.u,
        ("none", "the zeros. No neuron is left out."): { $0.u.map { _ in 1 } },
        ("none", "the zeros. All are scaled, and none is left out."):
            { place in place.u.map { _ in 1 / (1 - place.rate) } },
        ("0.5", "the rate. It is r, not always a half."): { $0.u.map { $0 < 0.5 ? 0 : 2 } },
        ("1 − r", "the rate. Left out with probability r: where u < r, not u < 1 − r."):
            { place in place.u.map { $0 < 1 - place.rate ? 0 : 1 / (1 - place.rate) } },
        ("column", "the mask. Each row has its own; here all have the first one's."):
            { 0 * $0.mask + $0.mask[rows: [0]] },
    ]
    let mask = places.term(
        "mask", yours: yours.map(\.mask), like: "a", right: \.mask, mistakes: wrongMask)
    let out = places.term(
        "out", yours: yours.map(\.out), like: "a", right: { $0.a * $0.mask },
        mistakes: wrongMask.map { $0.a * $1 } + [
            ("mask", "the a: it is the mask alone."): \.mask,
            ("sum", "a product. a goes through the mask: a ∗ mask."): { $0.a + $0.mask },
            ("mask twice", "the mask, which is taken twice."): { $0.a * $0.mask * $0.mask },
        ])
    return Part(
        "dropout", [mask, out],
        hints: Hints(
            idea: """
                Of ten neurons with r = 0.2, eight stay. The next layer adds them up, and is used to ten: \
                by what does each of the eight have to be multiplied? One that is left out gives 0.
                """,
            formula: """
                mask = 0 where u < r, else 1 / (1 − r)
                out = a ∗ mask
                """,
            lines: [
                "mask": "let mask = u.map { $0 < rate ? 0 : 1 / (1 - rate) }",
                "out": "let out = a * mask",
            ]))
}

private func checkBackward(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "da", of: { solution.dropoutBackward($0.dOut, $0.mask) }, like: "a",
        right: { place in
            numericalGradient(at: place.a) { ($0 * place.mask * place.dOut).sum() }
        },
        mistakes: [
            ("mask", "the mask. What was left out gets 0, what was scaled is scaled again."):
                \.dOut,
            ("dOut", "dOut: it is the mask alone."): \.mask,
            ("scale", "the scale. The mask has it: multiply by the mask itself."):
                { $0.dOut * $0.isIn },
            ("sides", "the two sides. What was left out gets 0."): { $0.dOut * (1 - $0.isIn) },
            ("mask twice", "the mask, which is taken twice."): { $0.dOut * $0.mask * $0.mask },
            ("1 − mask", "the slope of something else: a ∗ mask has the slope mask."):
                { $0.dOut * $0.mask * (1 - $0.mask) },
            ("sum", "a product: dOut ∗ mask."): { $0.dOut + $0.mask },
        ])
    return Part(
        "dropoutBackward", [term],
        hints: Hints(
            idea:
                "out is a times mask. How does out change with a, where mask is 0, and where it isn't?",
            formula: "da = dOut ∗ mask          with the same mask",
            lines: [
                "da": "return dOut * mask"
            ]))
}

private func checkCost(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "J", of: { solution.cost($0.J, $0.weights, $0.lambda) },
        right: { $0.J + $0.lambda * $0.squares },
        mistakes: [
            ("λ Σ W²", "the penalty λ Σ W²."): \.J,
            ("J", "the J, to which the penalty is added."): { $0.lambda * $0.squares },
            ("λ", "the factor λ."): { $0.J + $0.squares },
            ("sign", "the sign of the penalty: large weights cost, they don't pay."):
                { $0.J - $0.lambda * $0.squares },
            ("W²", "the square. It is the sum of the weights, and their signs cancel."):
                { place in place.J + place.lambda * place.sum { $0 } },
            ("W²", "the square. It is λ Σ |W|, which is L1."):
                { place in place.J + place.lambda * place.sum { abs($0) } },
            ("root", "a root that is not in it: Σ W², not its root."):
                { $0.J + $0.lambda * $0.squares.squareRoot() },
            ("λ/2", "a half that is not in it here: λ Σ W²."):
                { $0.J + $0.lambda / 2 * $0.squares },
            ("mean", "the mean in place of the sum."):
                { $0.J + $0.lambda * $0.squares / $0.sum { $0.map { _ in 1 } } },
            ("first W", "the other layers. Only the first W is in it."):
                { $0.J + $0.lambda * ($0.w * $0.w).sum() },
            ("last W", "the other layers. Only the last W is in it: += in the loop."):
                { $0.J + $0.lambda * ($0.others[0] * $0.others[0]).sum() },
            ("brackets", "the brackets: λ is the penalty's factor, not J's."):
                { $0.lambda * ($0.J + $0.squares) },
            ("J twice", "the J, which is added once for each W."):
                { 2 * $0.J + $0.lambda * $0.squares },
        ])
    return Part(
        "cost", [term],
        hints: Hints(
            idea:
                "Every weight of every layer costs its square, times λ. Go through the layers, and add up.",
            formula: "J + λ Σ W²          the sum over all elements of all W",
            lines: [
                "J": """
                var sum = J
                for w in weights { sum += lambda * (w * w).sum() }
                return sum
                """
            ]))
}

private func checkGradient(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "dW", of: { solution.gradient($0.dw, $0.w, $0.lambda) }, like: "W",
        right: { place in
            numericalGradient(at: place.w) {
                (place.dw * $0).sum() + place.lambda * ($0 * $0).sum()
            }
        },
        mistakes: [
            ("2", "the factor 2: the derivative of λ W² is 2λ W."): { $0.dw + $0.lambda * $0.w },
            ("λ", "the factor λ."): { $0.dw + 2 * $0.w },
            ("λ, 2", "the factors 2 and λ."): { $0.dw + $0.w },
            ("2λ W", "the derivative of the penalty, 2λ W."): \.dw,
            ("dW", "the dW to which it is added."): { 2 * $0.lambda * $0.w },
            ("sign", "the sign of 2λ W: it is added; the update then makes W smaller."):
                { $0.dw - 2 * $0.lambda * $0.w },
            ("W²", "the square. The derivative of W² is 2 W."): { $0.dw + $0.lambda * $0.w * $0.w },
            ("|W|", "the sign of W in place of W: that is the derivative of L1."):
                { $0.dw + $0.lambda * $0.w.map { $0 < 0 ? -1 : 1 } },
            ("brackets", "the brackets: 2λ goes with W, not with dW."):
                { 2 * $0.lambda * ($0.dw + $0.w) },
            ("W", "the W. What is added differs from weight to weight: 2λ W."):
                { $0.dw + 2 * $0.lambda },
            ("product", "a sum. dW and 2λ W are added."): { 2 * $0.lambda * $0.dw * $0.w },
        ])
    return Part(
        "gradient", [term],
        hints: Hints(
            idea: """
                J has a new part, λ W². What is its derivative with respect to W? The derivative of a \
                sum is the sum of the derivatives.
                """,
            formula: "dW ← dW + 2λ W",
            lines: [
                "dW": "return dw + 2 * lambda * w"
            ]))
}

/// A network 784-32-10 on 500 handwritten digits, with dropout, rate 0.3, and L2, λ = 0.001.
func costLines(_ solution: Solution) throws -> CostLines {
    let digits = try smallMNISTSplit().train
    let x = digits.pictures[rows: 0..<500]
    let y = oneHot(Array(digits.labels[0..<500]), classes: 10)
    var (weights, order) = (RandomState(seed: 1), RandomState(seed: 2))
    var drops = RandomState(seed: 3)
    var p = Perceptron(sizes: [784, 32, 10], activation: .relu, random: &weights).parameters
    var adam = Adam(learningRate: 0.001)
    return CostLines("epoch", [1: 2.224982, 2: 1.844253]) { _ in
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
            let dw1 = solution.gradient(matmul(transposed: x, dz1), p[0], 0.001)
            let dw2 = solution.gradient(matmul(transposed: a1, dz2), p[2], 0.001)
            adam.update(&p, [dw1, dz1.columnSums(), dw2, dz2.columnSums()])
        }
        return sum / 10
    }
}
