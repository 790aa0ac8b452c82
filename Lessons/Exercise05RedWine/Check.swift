import Datasets
import Exercises
import Foundation
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var remember: (_ v: Matrix, _ s: Matrix, _ g: Matrix) -> (v: Matrix, s: Matrix)
    var step: (_ v: Matrix, _ s: Matrix, _ t: Int, _ learningRate: Double) -> Matrix
}

/// Means, a gradient and a learning rate, all at random.
private struct Place {
    let v, s, g: Matrix
    let t: Int
    let rate: Double

    init(_ random: inout RandomState, t: Int) {
        v = random.randn(rows: 2, columns: 3)
        s = random.uniform(0.001, 0.02, rows: 2, columns: 3)
        g = random.randn(rows: 2, columns: 3)
        rate = random.uniform(0.001, 0.1)
        self.t = t
    }

    var newV: Matrix { 0.9 * v + 0.1 * g }

    /// The step with its parts, each as it is meant or as mistakes have it.
    func step(
        v beta1: Double? = 0.9, s beta2: Double? = 0.999, t: Int? = nil, rate: Double? = nil,
        share: (_ beta: Double, _ t: Double) -> Double = { 1 - pow($0, $1) },
        root: (Double) -> Double = { $0.squareRoot() + 1e-7 }
    ) -> Matrix {
        let t = Double(t ?? self.t)
        let vHat = v / (beta1.map { share($0, t) } ?? 1)
        let sHat = s / (beta2.map { share($0, t) } ?? 1)
        return -(rate ?? self.rate) * vHat / sHat.map(root)
    }
}

/// Judges every term at four random places: steps 1, 2, 3 and 10.
func check(_ solution: Solution) -> [Part] {
    let parts = judged(solution)
    // A mean of −g points downhill, and a step along it is right: the two signs cancel.
    let turned = Solution(
        remember: { v, s, g in
            let new = solution.remember(-v, s, g)
            return (-new.v, new.s)
        },
        step: { v, s, t, rate in solution.step(-v, s, t, rate) })
    guard parts[0].terms[0].verdict.word == "sign", judged(turned).allSatisfy(\.isRight) else {
        return parts
    }
    return [
        parts[0].accepted("a mean of −g, and your step goes along it: the two signs cancel."),
        parts[1].accepted("along v̂. That is right together with your v, which is a mean of −g."),
    ]
}

private func judged(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 5)
    let places = Places([1, 2, 3, 10].map { Place(&random, t: $0) })
    return [checkRemember(solution, places), checkStep(solution, places)]
}

private func checkRemember(_ solution: Solution, _ places: Places<Place>) -> Part {
    let yours = places.tried { solution.remember($0.v, $0.s, $0.g) }
    let old = "what was there. The mean is 0.9 of the old one and a tenth of the gradient."
    let v = places.term(
        "v", yours: yours.map(\.v), like: "g", right: \.newV,
        mistakes: [
            ("old v", old): { 0.1 * $0.g },
            ("old v", old): \.g,
            ("g", "the gradient. It is the old mean, shrunk."): { 0.9 * $0.v },
            ("0.1", "the factor 0.1 of g. The two shares, 0.9 and 0.1, make 1."):
                { 0.9 * $0.v + $0.g },
            ("shares", "the shares, which are exchanged: 0.9 of the old, 0.1 of the new."):
                { 0.1 * $0.v + 0.9 * $0.g },
            ("sign", "the sign of g. The mean is of the gradients; the step takes the minus."):
                { 0.9 * $0.v - 0.1 * $0.g },
            ("0.999", "0.999 in place of 0.9: that is the square's."):
                { 0.999 * $0.v + 0.001 * $0.g },
            ("0.9", "the factor 0.9 of the old mean."): { $0.v + 0.1 * $0.g },
            ("g²", "a square that is not in it: v is a mean of the gradients themselves."):
                { 0.9 * $0.v + 0.1 * $0.g * $0.g },
            ("s", "s in place of the old v."): { 0.9 * $0.s + 0.1 * $0.g },
        ])
    let squares = "the square. s is a mean of g², so that a sign doesn't matter."
    let s = places.term(
        "s", yours: yours.map(\.s), like: "g", right: { 0.999 * $0.s + 0.001 * $0.g * $0.g },
        mistakes: [
            ("g²", squares): { 0.999 * $0.s + 0.001 * $0.g },
            ("g²", squares): { 0.999 * $0.s + 0.001 * abs($0.g) },
            ("old s", "what was there: 0.999 of it."): { 0.001 * $0.g * $0.g },
            ("old s", "what was there: 0.999 of it."): { $0.g * $0.g },
            ("g", "the gradient. It is the old mean, shrunk."): { 0.999 * $0.s },
            ("0.001", "the factor 0.001 of g². The two shares make 1."):
                { 0.999 * $0.s + $0.g * $0.g },
            ("0.001", "0.01 in place of 0.001: the two shares make 1."):
                { 0.999 * $0.s + 0.01 * $0.g * $0.g },
            ("0.9", "0.9 and 0.1, which are v's. s remembers longer: 0.999 and 0.001."):
                { 0.9 * $0.s + 0.1 * $0.g * $0.g },
            ("shares", "the shares, which are exchanged: 0.999 of the old, 0.001 of the new."):
                { 0.001 * $0.s + 0.999 * $0.g * $0.g },
            ("v", "the gradient: it is the new mean v that is squared, not g."):
                { 0.999 * $0.s + 0.001 * $0.newV * $0.newV },
            ("v", "v in place of the old s."): { 0.999 * $0.v + 0.001 * $0.g * $0.g },
            ("inside", "the square, which is taken of 0.001 g, with its factor."):
                { 0.999 * $0.s + 0.001 * 0.001 * $0.g * $0.g },
        ])
    return Part(
        "remember", [v, s],
        hints: Hints(
            idea: """
                Both are running means: most of what was there stays, and a little of the new one comes \
                in, so that the two shares make 1. v is a mean of g, and s one of g².
                """,
            formula: """
                v ← 0.9 v + 0.1 g
                s ← 0.999 s + 0.001 g²
                """,
            lines: [
                "v": "let newV = 0.9 * v + 0.1 * g",
                "s": "let newS = 0.999 * s + 0.001 * g * g",
            ]))
}

private func checkStep(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "step", of: { solution.step($0.v, $0.s, $0.t, $0.rate) }, like: "v", right: { $0.step() },
        mistakes: [
            ("v̂, ŝ", "the correction: v and s as they are, too small at first."):
                { $0.step(v: nil, s: nil) },
            ("v̂", "the correction of v: divide it by 1 − 0.9ᵗ."): { $0.step(v: nil) },
            ("ŝ", "the correction of s: divide it by 1 − 0.999ᵗ."): { $0.step(s: nil) },
            ("t", "the t. It is 0.9 and 0.999 to the power of t, the number of the step."):
                { $0.step(t: 1) },
            ("t", "the t, off by one: the first step has t = 1, and 1 − 0.9ᵗ is 0.1."):
                { $0.step(t: $0.t + 1) },
            ("t", "the t, off by one: it is t, not t − 1."): { $0.step(t: $0.t - 1) },
            ("0.9, 0.999", "0.9 and 0.999, which are exchanged."): { $0.step(v: 0.999, s: 0.9) },
            ("0.9", "0.9 for both: s is divided by 1 − 0.999ᵗ."): { $0.step(s: 0.9) },
            ("0.999", "0.999 for both: v is divided by 1 − 0.9ᵗ."): { $0.step(v: 0.999) },
            ("rate", "the learning rate. It is not in your step."): { $0.step(rate: 1) },
            ("root", "the root. The step is divided by √ŝ, not by ŝ."): {
                $0.step(root: { $0 + 1e-7 })
            },
            ("ŝ", "the division by √ŝ + ε."): { $0.step(root: { _ in 1 }) },
            ("multiplied", "the division: it is multiplied by √ŝ, not divided."):
                { $0.step(root: { 1 / ($0.squareRoot() + 1e-7) }) },
            ("correction", "the correction, which is multiplied by, not divided."):
                { $0.step(share: { 1 / (1 - pow($0, $1)) }) },
            ("t times", "the power. It is 0.9ᵗ, not 0.9·t."): { $0.step(share: { 1 - $0 * $1 }) },
            ("root", "the root, which is taken of s before it is corrected."):
                { $0.step(s: nil) * (1 - pow(0.999, Double($0.t))) },
        ],
        noNumber: "not a number. 1 − 0.9ᵗ is 0 for t = 0, and 1 − 0.9·t may make ŝ negative, which "
            + "has no root: it is 0.9 to the power of t, and t begins with 1.")
    // Where the gradient has been 0 all along, ε alone keeps the step from 0 / 0.
    let rates = [0.1, 0.2, 0.3]
    let (v, s) = (Matrix(rows: 2, columns: 3, repeating: 1e-7), 1e-14)
    func step(_ rate: Double, _ root: Double) -> Matrix { -rate * (v / 0.1) / root }
    let rootOfS = (s / 0.001).squareRoot()
    let tiny = Places(rates).term(
        "step, s tiny", of: { solution.step(v, v.map { _ in s }, 1, $0) }, like: "v",
        right: { step($0, rootOfS + 1e-7) },
        mistakes: [
            ("ε", "the ε. It is 1e-7, and added outside the root."):
                { step($0, (s / 0.001 + 1e-7).squareRoot()) },
            ("ε", "the ε, which is 1e-7 here; 1e-8 is the one of other texts."):
                { step($0, rootOfS + 1e-8) },
            ("ε", "the ε: + 1e-7 below the line, against 0 / 0."): { step($0, rootOfS) },
        ])
    return Part(
        "step", [term, tiny.judged(after: term)],
        hints: Hints(
            idea: """
                v began at 0, so after t steps it is only 1 − 0.9ᵗ of a mean: divide by that. s in the \
                same way, with 0.999. The step goes downhill along v̂, and is divided by the usual size of \
                the gradient, √ŝ: each weight moves at about the speed α.
                """,
            formula: """
                v̂ = v / (1 − 0.9ᵗ)
                ŝ = s / (1 − 0.999ᵗ)
                step = −α v̂ / (√ŝ + ε)
                """,
            lines: [
                "step": "let vHat = v / (1 - pow(0.9, Double(t)))",
                "step, s tiny": "let roots = sHat.map { $0.squareRoot() + 1e-7 }",
            ]))
}

/// Red wines, a row each: their measurements and their quality, all between 0 and 1.
func wines() throws -> (x: Matrix, y: Matrix) {
    let all = try readCSV(courseFile("winequality-red.csv")).matrix([
        "fixed acidity", "volatile acidity", "citric acid", "residual sugar", "chlorides",
        "free sulfur dioxide", "total sulfur dioxide", "density", "pH", "sulphates", "alcohol",
        "quality",
    ])
    let scaled = MinMaxScaler(fitting: all).scale(all)
    return (scaled[columns: Array(0..<all.columns - 1)], scaled[columns: [all.columns - 1]])
}

/// A small network of lesson 05, 11-16-1, on red wine, with the functions given: MSE, batches of 32.
func costLines(_ solution: Solution) throws -> CostLines {
    let (x, y) = try wines()
    var (weights, order) = (RandomState(seed: 1), RandomState(seed: 2))
    var network = Perceptron(sizes: [x.columns, 16, 1], activation: .relu, random: &weights)
    var v = network.parameters.map { Matrix(zerosLike: $0) }
    var s = v
    var t = 0
    return CostLines("epoch", [1: 0.019368, 2: 0.017888, 3: 0.017387]) { _ in
        for rows in batches(of: 32, from: x.rows, &order) {
            t += 1
            let trace = network.forward(x[rows: rows])
            let dz = meanSquaredErrorDerivative(trace.output, y[rows: rows])
            for (k, g) in network.backward(trace, dz).enumerated() {
                (v[k], s[k]) = solution.remember(v[k], s[k], g)
                network.parameters[k] += solution.step(v[k], s[k], t, 0.01)
            }
        }
        return meanSquaredError(network.predict(x), y)
    }
}
