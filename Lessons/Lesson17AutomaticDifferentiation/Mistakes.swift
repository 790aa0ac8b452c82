import Matrices

import struct Layers.GradientDescent

/// The mistake: a value that is used several times keeps what came last.
/// - Returns: The cost before every step and after the last.
func trainOverwriting(
    _ cost: Cost, from first: [Matrix], _ settings: Settings
) -> [Double] {
    var parameters = first
    var rule = GradientDescent(learningRate: settings.learningRate)
    return (0...settings.iterations).map { _ in
        let tape = Tape()
        let p = parameters.map { tape.parameter($0) }
        let cost = cost(tape, p)
        tape.backward(from: cost, join: { _, last in last })
        rule.update(&parameters, p.map(\.gradient))
        return cost.matrix[0, 0]
    }
}

/// dz₂ as the cost's own operations give it, for one example with z = 2 and y = 1: the sum that it
/// has to be, and the part that is left when the last one overwrites the others.
func partsOfLogLoss() -> (sum: Double, last: Double) {
    let tape = Tape()
    let z = tape.parameter(Matrix(row: [2]))
    let cost = logLoss(z, tape.constant(Matrix(row: [1])))
    cost.backward()
    let sum = z.gradient[0, 0]
    tape.backward(from: cost, join: { _, last in last })
    return (sum, z.gradient[0, 0])
}

/// The other mistake: every step's gradients are added to those of all steps before.
///
/// In PyTorch a gradient lies beside its parameter and outlives the tape: `backward()` adds to it,
/// and `zero_grad()` has to be called before.
func trainWithoutZero(
    _ cost: Cost, from first: [Matrix], _ settings: Settings
) -> [Double] {
    var parameters = first
    var kept = first.map { Matrix(zerosLike: $0) }
    var rule = GradientDescent(learningRate: settings.learningRate)
    return (0...settings.iterations).map { _ in
        let (cost, gradients) = gradients(parameters, cost)
        for k in kept.indices { kept[k] += gradients[k] }
        rule.update(&parameters, kept)
        return cost
    }
}

/// J = (w·x + b)² with x = 2, the example of the lesson's first tape.
func parabola(_ tape: Tape, _ p: [Value]) -> Value {
    let z = p[0] * tape.constant(Matrix(row: [2])) + p[1]
    return z * z
}

/// The parabola's costs with new gradients in every step, and with those that are kept.
func trainOnParabola() -> (right: [Double], wrong: [Double]) {
    let first = [Matrix(row: [3]), Matrix(row: [-4])]
    let settings = Settings(learningRate: 0.05, iterations: 20)
    return (
        train(parabola, from: first, settings).costs,
        trainWithoutZero(parabola, from: first, settings)
    )
}
