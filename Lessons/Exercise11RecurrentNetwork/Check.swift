import Exercises
import Foundation
import Layers
import Matrices

/// The reader's function, or another one in its place.
struct Solution {
    var backward: (_ x: [Matrix], _ h: [Matrix], _ dOutput: [Matrix], _ p: Parameters) -> Parameters
}

/// Some sequences of four steps, two inputs and three numbers of state, all at random. The cost is a sum
/// of all states, each with a weight: dOutput.
private struct Place {
    let x, dOutput: [Matrix]
    let p: Parameters

    init(_ random: inout RandomState, sequences m: Int) {
        x = (0..<4).map { _ in random.randn(rows: m, columns: 2) }
        dOutput = (0..<4).map { _ in random.randn(rows: m, columns: 3) }
        p = Parameters(
            wx: random.randn(rows: 2, columns: 3), wh: 0.7 * random.randn(rows: 3, columns: 3),
            b: 0.3 * random.randn(rows: 1, columns: 3))
    }

    var h: [Matrix] { forward(x, p) }

    /// Central differences of the cost.
    func numerical(_ parameter: WritableKeyPath<Parameters, Matrix>) -> Matrix {
        numericalGradient(at: p[keyPath: parameter]) { value in
            var moved = p
            moved[keyPath: parameter] = value
            let h = forward(x, moved)
            return x.indices.reduce(0) { $0 + (h[$1 + 1] * dOutput[$1]).sum() }
        }
    }

    /// What comes out when something is changed in a step back.
    func gradient(_ change: (inout Step) -> Void = { _ in }) -> Parameters {
        var step = Step()
        change(&step)
        var d = Parameters(
            wx: Matrix(zerosLike: p.wx), wh: Matrix(zerosLike: p.wh), b: Matrix(zerosLike: p.b))
        let h = h
        var later = Matrix(zerosLike: h[0])
        for t in step.isForward ? Array(x.indices) : x.indices.reversed() {
            let dh = step.dh(dOutput[t], later, t == x.count - 1)
            let dz = step.dz(dh, h, t)
            if step.takes(t, x.count) {
                d.wx += matmul(transposed: x[step.input(t, x.count)], dz)
                d.wh += matmul(transposed: step.state(h, t), dz)
                d.b += dz.columnSums()
            }
            later = step.back(dz, p.wh, dh)
        }
        return d
    }
}

/// One step back, or what mistakes make of it.
private struct Step {
    var isForward = false
    var dh: (_ output: Matrix, _ later: Matrix, _ isLast: Bool) -> Matrix = { output, later, _ in
        output + later
    }
    var dz: (_ dh: Matrix, _ h: [Matrix], _ t: Int) -> Matrix = { dh, h, t in
        dh * (1 - h[t + 1] * h[t + 1])
    }
    var state: (_ h: [Matrix], _ t: Int) -> Matrix = { h, t in h[t] }
    var input: (_ t: Int, _ count: Int) -> Int = { t, _ in t }
    var takes: (_ t: Int, _ count: Int) -> Bool = { _, _ in true }
    var back: (_ dz: Matrix, _ wh: Matrix, _ dh: Matrix) -> Matrix = { dz, wh, _ in
        matmul(dz, transposed: wh)
    }
}

/// The mistakes in the step back.
private var mistakes: Mistakes<Place, Parameters> {
    [
        (
            "through time",
            "the way back through time: dh gets dz(t + 1)·Whᵀ from the step after it."
        ):
            { $0.gradient { $0.back = { dz, _, _ in 0 * dz } } },
        (
            "dOutput",
            "the output of each step: dh gets dOutput[t] at every step, not the last alone."
        ):
            { $0.gradient { $0.dh = { output, later, isLast in isLast ? output : later } } },
        (
            "Whᵀ",
            "the transpose: dz goes back through Whᵀ. (Wh is square, so that it fits without.)"
        ):
            { $0.gradient { $0.back = { dz, wh, _ in matmul(dz, wh) } } },
        ("Wh", "the Wh on the way back in time: it is dz·Whᵀ that arrives."):
            { $0.gradient { $0.back = { dz, _, _ in dz } } },
        ("dh", "the dz on the way back in time: dh has to go through the tanh before Whᵀ."):
            { $0.gradient { $0.back = { _, wh, dh in matmul(dh, transposed: wh) } } },
        ("h(t)", "the state, off by one: dWh gets the state before the step, h[t]."):
            { $0.gradient { $0.state = { h, t in h[t + 1] } } },
        ("h(t)", "the state, off by one: dWh gets h[t]. Yours is one more step before."):
            { $0.gradient { $0.state = { h, t in h[max(t - 1, 0)] } } },
        ("tanh′", "the factor 1 − h² of the tanh."): { $0.gradient { $0.dz = { dh, _, _ in dh } } },
        ("tanh′", "1 − h² of the state before: it is h[t + 1] that came out of the tanh."):
            { $0.gradient { $0.dz = { dh, h, t in dh * (1 - h[t] * h[t]) } } },
        ("tanh′", "h (1 − h), the slope of the sigmoid: for the tanh it is 1 − h²."):
            { $0.gradient { $0.dz = { dh, h, t in dh * h[t + 1] * (1 - h[t + 1]) } } },
        ("tanh′", "1 − h in place of 1 − h²."):
            { $0.gradient { $0.dz = { dh, h, t in dh * (1 - h[t + 1]) } } },
        ("tanh′", "1 − tanh² h: h has been through the tanh already."):
            { $0.gradient { $0.dz = { dh, h, t in dh * (1 - tanh(h[t + 1]) * tanh(h[t + 1])) } } },
        ("tanh′", "h itself in place of its slope 1 − h²."):
            { $0.gradient { $0.dz = { dh, h, t in dh * h[t + 1] } } },
        ("sign in time", "the sign of what comes back in time: it is added to dOutput[t]."):
            { $0.gradient { $0.dh = { output, later, _ in output - later } } },
        ("first step", "the sum over the steps: it is step 0 alone. += in the loop, not =."):
            { $0.gradient { $0.takes = { t, _ in t == 0 } } },
        ("last step", "the sum over the steps: it is the last step alone."):
            { $0.gradient { $0.takes = { t, count in t == count - 1 } } },
        ("step 0", "step 0, which is missing. It begins from h(0) = 0, and has an x."):
            { $0.gradient { $0.takes = { t, _ in t > 0 } } },
        ("last step", "the last step, which is missing."):
            { $0.gradient { $0.takes = { t, count in t < count - 1 } } },
        ("order", "the order: the steps are gone through forwards. The last one comes first."):
            { $0.gradient { $0.isForward = true } },
        ("x(t)", "the input, off by one: step t has x[t]."):
            { $0.gradient { $0.input = { t, count in min(t + 1, count - 1) } } },
        ("x(t)", "the input, off by one: step t has x[t]."):
            { $0.gradient { $0.input = { t, _ in max(t - 1, 0) } } },
    ]
}

/// Judges every term at three random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 11)
    let places = Places(
        [3, 3, 5].map { Place(&random, sequences: $0) }, examples: { $0.x[0].rows })
    let yours = places.tried { solution.backward($0.x, $0.h, $0.dOutput, $0.p) }
    func term(
        _ name: String, _ parameter: WritableKeyPath<Parameters, Matrix>, like: String,
        more: Mistakes<Place, Matrix> = [:]
    ) -> Term {
        places.term(
            name, yours: yours.map { $0.map { $0[keyPath: parameter] } }, like: like,
            right: { $0.numerical(parameter) },
            mistakes: mistakes.map { $1[keyPath: parameter] } + [
                ("steps", "a mean over the steps that is not in it: every step adds."):
                    { $0.gradient()[keyPath: parameter] / 4 }
            ] + more)
    }
    return [
        Part(
            "backward",
            [
                term("db", \.b, like: "b"), term("dWx", \.wx, like: "Wx"),
                term(
                    "dWh", \.wh, like: "Wh",
                    more: [
                        ("transposed", "the product, the wrong way round: h(t)ᵀ·dz, not dzᵀ·h(t)."):
                            { $0.gradient().wh.transposed() }
                    ]),
            ],
            hints: Hints(
                idea: """
                    Unroll the network: each step is a layer with two inputs, x(t) and the state before \
                    it, and all layers share their weights. So go back as through any layers, the last \
                    step first; at each step dh is what its own output wants, and what the step after it \
                    hands back. The shares of all steps add up.
                    """,
                formula: """
                    at each step, from the last one to the first:
                        dh = dOutput(t) + dz(t + 1)·Whᵀ
                        dz = dh ∗ (1 − h(t + 1)²)
                        dWx += x(t)ᵀ·dz      dWh += h(t)ᵀ·dz      db += Σ dz
                    """,
                lines: [
                    "db": """
                    var db = Matrix(zerosLike: p.b)
                    var later = Matrix(zerosLike: h[0])
                    for t in x.indices.reversed() {
                        let dh = dOutput[t] + later
                    }
                    """,
                    "dWx": "var dwx = Matrix(zerosLike: p.wx)",
                    "dWh": "var dwh = Matrix(zerosLike: p.wh)",
                ]))
    ]
}

/// Learning to say after eight steps what the first one was, with the function given: 4 numbers of
/// state, Adam at 0.02 on 64 sequences.
func costLines(_ solution: Solution) -> CostLines {
    var random = RandomState(seed: 11)
    let x = (0..<8).map { _ in random.uniform(-1, 1, rows: 64, columns: 1) }
    var parameters = [
        glorotUniform(1, 4, &random), glorotUniform(4, 4, &random), Matrix(rows: 1, columns: 4),
        glorotUniform(4, 1, &random), Matrix(rows: 1, columns: 1),
    ]
    var adam = Adam(learningRate: 0.02)
    return CostLines("iteration", [0: 0.517718, 20: 0.340717, 40: 0.084074]) { _ in
        let p = Parameters(wx: parameters[0], wh: parameters[1], b: parameters[2])
        let h = forward(x, p)
        let output = matmul(h[8], parameters[3]) + parameters[4]
        let dy = meanSquaredErrorDerivative(output, x[0])
        let dLast = matmul(dy, transposed: parameters[3])
        let d = solution.backward(x, h, x.indices.map { $0 == 7 ? dLast : 0 * dLast }, p)
        adam.update(
            &parameters, [d.wx, d.wh, d.b, matmul(transposed: h[8], dy), dy.columnSums()])
        return meanSquaredError(output, x[0])
    }
}
