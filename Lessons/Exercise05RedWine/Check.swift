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
        s = random.uniform(0.1, 2, rows: 2, columns: 3)
        g = random.randn(rows: 2, columns: 3)
        rate = random.uniform(0.001, 0.1)
        self.t = t
    }

    /// The step with its parts, each as it is meant or as mistakes have it.
    func step(
        v beta1: Double? = 0.9, s beta2: Double? = 0.999, t: Int? = nil, rate: Double? = nil,
        root: (Double) -> Double = { $0.squareRoot() + 1e-7 }
    ) -> Matrix {
        let power = Double(t ?? self.t)
        let vHat = v / (beta1.map { 1 - pow($0, power) } ?? 1)
        let sHat = s / (beta2.map { 1 - pow($0, power) } ?? 1)
        return -(rate ?? self.rate) * vHat / sHat.map(root)
    }
}

/// Judges every term at four random places: steps 1, 2, 3 and 10.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 5)
    let places = [1, 2, 3, 10].map { Place(&random, t: $0) }
    return [checkRemember(solution, places), checkStep(solution, places)]
}

private func checkRemember(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = tried(places) { solution.remember($0.v, $0.s, $0.g) }
    let old = "what was there. The mean is 0.9 of the old one and a tenth of the gradient."
    let v = Term(
        "v", yours: yours.map(\.v), right: places.map { 0.9 * $0.v + 0.1 * $0.g }, like: "g",
        mistakes: [
            Mistake("old v", old, places.map { 0.1 * $0.g }),
            Mistake("old v", old, places.map(\.g)),
            Mistake("g", "the gradient. It is the old mean, shrunk.", places.map { 0.9 * $0.v }),
            Mistake(
                "0.1", "the factor 0.1 of g. The two shares, 0.9 and 0.1, make 1.",
                places.map { 0.9 * $0.v + $0.g }),
            Mistake(
                "shares", "the shares, which are exchanged: 0.9 of the old, 0.1 of the new.",
                places.map { 0.1 * $0.v + 0.9 * $0.g }),
            Mistake(
                "sign", "the sign of g. The mean is of the gradients; the step takes the minus.",
                places.map { 0.9 * $0.v - 0.1 * $0.g }),
            Mistake(
                "0.999", "0.999 in place of 0.9: that is the square's.",
                places.map { 0.999 * $0.v + 0.001 * $0.g }),
            Mistake(
                "0.9", "the factor 0.9 of the old mean.", places.map { $0.v + 0.1 * $0.g }),
            Mistake(
                "g²", "a square that is not in it: v is a mean of the gradients themselves.",
                places.map { 0.9 * $0.v + 0.1 * $0.g * $0.g }),
            Mistake(
                "s", "s in place of the old v.", places.map { 0.9 * $0.s + 0.1 * $0.g }),
        ])
    let squares = "the square. s is a mean of g², so that a sign doesn't matter."
    let s = Term(
        "s", yours: yours.map(\.s), right: places.map { 0.999 * $0.s + 0.001 * $0.g * $0.g },
        like: "g",
        mistakes: [
            Mistake("g²", squares, places.map { 0.999 * $0.s + 0.001 * $0.g }),
            Mistake("g²", squares, places.map { 0.999 * $0.s + 0.001 * abs($0.g) }),
            Mistake("old s", "what was there: 0.999 of it.", places.map { 0.001 * $0.g * $0.g }),
            Mistake("old s", "what was there: 0.999 of it.", places.map { $0.g * $0.g }),
            Mistake("g", "the gradient. It is the old mean, shrunk.", places.map { 0.999 * $0.s }),
            Mistake(
                "0.001", "the factor 0.001 of g². The two shares make 1.",
                places.map { 0.999 * $0.s + $0.g * $0.g }),
            Mistake(
                "0.001", "0.01 in place of 0.001: the two shares make 1.",
                places.map { 0.999 * $0.s + 0.01 * $0.g * $0.g }),
            Mistake(
                "0.9", "0.9 and 0.1, which are v's. s remembers longer: 0.999 and 0.001.",
                places.map { 0.9 * $0.s + 0.1 * $0.g * $0.g }),
            Mistake(
                "shares", "the shares, which are exchanged: 0.999 of the old, 0.001 of the new.",
                places.map { 0.001 * $0.s + 0.999 * $0.g * $0.g }),
            Mistake(
                "v", "the gradient: it is the new mean v that is squared, not g.",
                places.map {
                    let v = 0.9 * $0.v + 0.1 * $0.g
                    return 0.999 * $0.s + 0.001 * v * v
                }),
            Mistake(
                "v", "v in place of the old s.",
                places.map { 0.999 * $0.v + 0.001 * $0.g * $0.g }),
            Mistake(
                "inside", "the square, which is taken of 0.001 g, with its factor.",
                places.map { 0.999 * $0.s + 0.001 * 0.001 * $0.g * $0.g }),
        ])
    return Part(
        "remember", [v, s],
        hints: [
            """
            Both are running means: most of what was there stays, and a little of the new one comes \
            in, so that the two shares make 1. v is a mean of g, and s one of g².
            """,
            "v ← 0.9 v + 0.1 g and s ← 0.999 s + 0.001 g².",
            "let newV = 0.9 * v + 0.1 * g",
        ])
}

private func checkStep(_ solution: Solution, _ places: [Place]) -> Part {
    func mistake(_ word: String, _ sentence: String, _ value: (Place) -> Matrix) -> Mistake {
        Mistake(word, sentence, places.map(value))
    }
    let term = Term(
        "step", yours: tried(places) { solution.step($0.v, $0.s, $0.t, $0.rate) },
        right: places.map { $0.step() }, like: "v",
        mistakes: [
            mistake("v̂, ŝ", "the correction: v and s as they are, too small at first.") {
                $0.step(v: nil, s: nil)
            },
            mistake("v̂", "the correction of v: divide it by 1 − 0.9ᵗ.") { $0.step(v: nil) },
            mistake("ŝ", "the correction of s: divide it by 1 − 0.999ᵗ.") { $0.step(s: nil) },
            mistake("t", "the t. It is 0.9 and 0.999 to the power of t, the number of the step.") {
                $0.step(t: 1)
            },
            mistake("t", "the t, off by one: the first step has t = 1, and 1 − 0.9ᵗ is 0.1.") {
                $0.step(t: $0.t + 1)
            },
            mistake("t", "the t, off by one: it is t, not t − 1.") { $0.step(t: $0.t - 1) },
            mistake("0.9, 0.999", "0.9 and 0.999, which are exchanged.") {
                $0.step(v: 0.999, s: 0.9)
            },
            mistake("0.9", "0.9 for both: s is divided by 1 − 0.999ᵗ.") { $0.step(s: 0.9) },
            mistake("0.999", "0.999 for both: v is divided by 1 − 0.9ᵗ.") { $0.step(v: 0.999) },
            mistake("rate", "the learning rate. It is not in your step.") { $0.step(rate: 1) },
            mistake("root", "the root. The step is divided by √ŝ, not by ŝ.") {
                $0.step { $0 + 1e-7 }
            },
            mistake("ŝ", "the division by √ŝ + ε.") { $0.step { _ in 1 } },
            mistake("multiplied", "the division: it is multiplied by √ŝ, not divided.") {
                $0.step { 1 / ($0.squareRoot() + 1e-7) }
            },
            mistake("correction", "the correction, which is multiplied by, not divided.") {
                let power = Double($0.t)
                let (v, s) = ($0.v * (1 - pow(0.9, power)), $0.s * (1 - pow(0.999, power)))
                return -$0.rate * v / s.map { $0.squareRoot() + 1e-7 }
            },
            mistake("t times", "the power. It is 0.9ᵗ, not 0.9·t.") {
                let power = Double($0.t)
                return -$0.rate * ($0.v / (1 - 0.9 * power))
                    / ($0.s / (1 - 0.999 * power)).map { $0.squareRoot() + 1e-7 }
            },
            mistake("root", "the root, which is taken of s before it is corrected.") {
                let power = Double($0.t)
                let root = $0.s.map { $0.squareRoot() + 1e-7 } / (1 - pow(0.999, power))
                return -$0.rate * ($0.v / (1 - pow(0.9, power))) / root
            },
        ],
        noNumber: "not a number. 1 − 0.9ᵗ is 0 for t = 0, and 1 − 0.9·t may make ŝ negative, which "
            + "has no root: it is 0.9 to the power of t, and t begins with 1.")
    // Where the gradient has been 0 all along, ε alone keeps the step from 0 / 0.
    let zero = Matrix(zerosLike: places[0].v)
    let small = 1e-14 + zero
    let rates = [0.1, 0.2, 0.3]
    let right = rates.map {
        -$0 * (1e-7 / 0.1 + zero) / ((1e-14 / 0.001 + zero).map { $0.squareRoot() } + 1e-7)
    }
    let tiny = Term(
        "step, s tiny",
        yours: tried(rates) { solution.step(1e-7 + zero, small, 1, $0) }, right: right, like: "v",
        mistakes: [
            Mistake(
                "ε", "the ε. It is 1e-7, and added outside the root.",
                rates.map {
                    -$0 * (1e-7 / 0.1 + zero)
                        / (1e-14 / 0.001 + 1e-7 + zero).map { $0.squareRoot() }
                }),
            Mistake(
                "ε", "the ε, which is 1e-7 here; 1e-8 is the one of other texts.",
                rates.map {
                    -$0 * (1e-7 / 0.1 + zero)
                        / ((1e-14 / 0.001 + zero).map { $0.squareRoot() } + 1e-8)
                }),
            Mistake(
                "ε", "the ε: + 1e-7 below the line, against 0 / 0.",
                rates.map {
                    -$0 * (1e-7 / 0.1 + zero) / (1e-14 / 0.001 + zero).map { $0.squareRoot() }
                }),
        ])
    return Part(
        "step", [term, tiny.judged(after: term)],
        hints: [
            """
            v began at 0, so after t steps it is only 1 − 0.9ᵗ of a mean: divide by that. s in the \
            same way, with 0.999. The step goes downhill along v̂, and is divided by the usual size of \
            the gradient, √ŝ: each weight moves at about the speed α.
            """,
            "v̂ = v / (1 − 0.9ᵗ), ŝ = s / (1 − 0.999ᵗ), step = −α v̂ / (√ŝ + ε).",
            "let vHat = v / (1 - pow(0.9, Double(t)))",
        ])
}

/// What the solution gives for the first epochs.
let rightLines = (at: [1, 2, 3], costs: [0.019368, 0.017888, 0.017387])

/// Red wines, a row each: their measurements and their quality, all between 0 and 1.
func wines() throws -> (x: Matrix, y: Matrix) {
    let all = try readCSV(courseFile("winequality-red.csv")).matrix([
        "fixed acidity", "volatile acidity", "citric acid", "residual sugar", "chlorides",
        "free sulfur dioxide", "total sulfur dioxide", "density", "pH", "sulphates", "alcohol",
        "quality",
    ])
    let lowest = Matrix(row: (0..<all.columns).map { all[column: $0].min() ?? 0 })
    let highest = Matrix(row: (0..<all.columns).map { all[column: $0].max() ?? 1 })
    let scaled = (all - lowest) / (highest - lowest)
    return (scaled[columns: Array(0..<all.columns - 1)], scaled[columns: [all.columns - 1]])
}

/// A small network of lesson 05, 11-16-1, on red wine, with the functions given: MSE, batches of 32.
func costLines(_ solution: Solution, _ x: Matrix, _ y: Matrix) -> CostLines {
    var (weights, order) = (RandomState(seed: 1), RandomState(seed: 2))
    var network = Perceptron(sizes: [x.columns, 16, 1], activation: .relu, random: &weights)
    var v = network.parameters.map { Matrix(zerosLike: $0) }
    var s = v
    var t = 0
    let costs = rightLines.at.map { _ in
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
    return CostLines(
        step: "epoch", at: rightLines.at, yours: costs, right: rightLines.costs,
        source: "the solution's")
}
