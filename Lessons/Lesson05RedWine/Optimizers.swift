import Foundation
import Matrices

// From plain gradient descent to Adam, each made from the one before. g is the gradient of w.

/// w ← w − α g
func sgd(_ w: inout Matrix, _ g: Matrix, learningRate: Double) {
    w -= learningRate * g
}

/// v ← 0.9 v − α g        w ← w + v
///
/// The last step goes on, like a ball that rolls (Polyak, 1964). To and fro cancels, what points
/// the same way step after step adds up, to ten times the speed.
func momentum(_ w: inout Matrix, _ v: inout Matrix, _ g: Matrix, learningRate: Double) {
    v = v.map(with: g) { v, g in 0.9 * v - learningRate * g }
    w += v
}

/// v ← 0.9 v + 0.1 g²     w ← w − α g / (√v + ε)
///
/// Every weight is divided by the size that its own gradient has had lately, so that all move at
/// the same speed, α (Hinton, 2012). ε = 1e-7, outside the root, against 0 / 0.
func rmsprop(_ w: inout Matrix, _ v: inout Matrix, _ g: Matrix, learningRate: Double) {
    v = v.map(with: g) { v, g in 0.9 * v + 0.1 * g * g }
    w -= g.map(with: v) { g, v in learningRate * g / (v.squareRoot() + 1e-7) }
}

/// m ← 0.9 m + 0.1 g      v ← 0.999 v + 0.001 g²
/// w ← w − α m̂ / (√v̂ + ε)      with m̂ = m / (1 − 0.9ᵗ),  v̂ = v / (1 − 0.999ᵗ)
///
/// Momentum and RMSprop in one (Kingma and Ba, 2015). Both means start at 0 and would be too small
/// at first; the division by 1 − βᵗ makes up for that. t counts the steps from 1.
func adam(
    _ w: inout Matrix, _ m: inout Matrix, _ v: inout Matrix, _ g: Matrix, t: Int,
    learningRate: Double
) {
    m = m.map(with: g) { m, g in 0.9 * m + 0.1 * g }
    v = v.map(with: g) { v, g in 0.999 * v + 0.001 * g * g }
    let mScale = 1 / (1 - pow(0.9, Double(t)))
    let vScale = 1 / (1 - pow(0.999, Double(t)))
    w -= m.map(with: v) { m, v in
        learningRate * (m * mScale) / ((v * vScale).squareRoot() + 1e-7)
    }
}

/// Which of them moves the weights.
enum Rule: String, CaseIterable {
    case sgd, momentum, rmsprop, adam

    /// A learning rate that is usual for it; Adam's is Keras' default.
    var usualLearningRate: Double {
        switch self {
        case .sgd, .momentum: return 0.01
        case .rmsprop: return 0.0001
        case .adam: return 0.001
        }
    }
}

/// What the rules remember from one step to the next: m and v for each parameter, and t.
struct Memory {
    var m: [Matrix]
    var v: [Matrix]
    var t = 0

    init(_ parameters: [Matrix]) {
        m = parameters.map { Matrix(rows: $0.rows, columns: $0.columns) }
        v = m
    }
}

/// One step of every parameter.
func update(
    _ parameters: inout [Matrix], _ gradients: [Matrix], _ memory: inout Memory, _ rule: Rule,
    learningRate: Double
) {
    memory.t += 1
    for k in parameters.indices {
        let g = gradients[k]
        switch rule {
        case .sgd: sgd(&parameters[k], g, learningRate: learningRate)
        case .momentum: momentum(&parameters[k], &memory.v[k], g, learningRate: learningRate)
        case .rmsprop: rmsprop(&parameters[k], &memory.v[k], g, learningRate: learningRate)
        case .adam:
            adam(
                &parameters[k], &memory.m[k], &memory.v[k], g, t: memory.t,
                learningRate: learningRate)
        }
    }
}
