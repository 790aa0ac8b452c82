import Foundation
import Matrices

/// A rule that makes a step out of gradients. Lesson 05 derives each of them from the one before.
public protocol Optimizer {
    /// Moves every parameter one step downhill.
    /// - Parameters:
    ///   - parameters: The network's weights and biases, changed in place.
    ///   - gradients: The derivative of the cost with respect to each of them, in the same
    ///     order and shapes.
    mutating func update(_ parameters: inout [Matrix], _ gradients: [Matrix])
}

/// Plain gradient descent: w ← w − α·g. Lesson 02 derives it.
public struct GradientDescent: Optimizer, Sendable {
    /// α, how far each step goes.
    public var learningRate: Double

    /// Gradient descent with the given learning rate.
    public init(learningRate: Double) { self.learningRate = learningRate }

    /// One step, as the formula says.
    public mutating func update(_ parameters: inout [Matrix], _ gradients: [Matrix]) {
        for k in parameters.indices { parameters[k] -= learningRate * gradients[k] }
    }
}

/// RMSprop: s ← ρ·s + (1 − ρ)·g², w ← w − α·g / (√s + ε), with ε outside the root (Hinton, 2012).
public struct RMSprop: Optimizer, Sendable {
    /// α, how far each step goes.
    public var learningRate: Double
    /// ρ, how slowly the mean of the squares forgets.
    public var decay: Double
    /// ε, outside the root, against division by 0.
    public var epsilon: Double
    var s: [Matrix] = []

    /// RMSprop with Keras' defaults for ρ and ε.
    public init(learningRate: Double = 0.001, decay: Double = 0.9, epsilon: Double = 1e-7) {
        self.learningRate = learningRate
        self.decay = decay
        self.epsilon = epsilon
    }

    /// One step, as the formula says.
    public mutating func update(_ parameters: inout [Matrix], _ gradients: [Matrix]) {
        if s.isEmpty { s = gradients.map { 0 * $0 } }
        let (rate, rho, epsilon) = (learningRate, decay, epsilon)
        for k in parameters.indices {
            inPieces(&parameters[k], &s[k], gradients[k]) { w, s, g in
                for i in w.indices {
                    s[i] = rho * s[i] + (1 - rho) * g[i] * g[i]
                    w[i] -= rate * g[i] / (s[i].squareRoot() + epsilon)
                }
            }
        }
    }
}

/// Adam: means of the gradient and of its square, both corrected for their start at 0, ε outside
/// the root (Kingma and Ba, 2015):
///
/// v ← β₁·v + (1 − β₁)·g, s ← β₂·s + (1 − β₂)·g², w ← w − α · v̂ / (√ŝ + ε)
/// with v̂ = v / (1 − β₁ᵗ), ŝ = s / (1 − β₂ᵗ).
public struct Adam: Optimizer, Sendable {
    /// α, how far each step goes.
    public var learningRate: Double
    /// β₁, how slowly the mean of the gradient forgets.
    public var beta1: Double
    /// β₂, how slowly the mean of its square forgets.
    public var beta2: Double
    /// ε, outside the root, against division by 0.
    public var epsilon: Double
    var v: [Matrix] = []
    var s: [Matrix] = []
    var t = 0

    /// Adam with Keras' defaults.
    public init(
        learningRate: Double = 0.001, beta1: Double = 0.9, beta2: Double = 0.999,
        epsilon: Double = 1e-7
    ) {
        self.learningRate = learningRate
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
    }

    /// One step, as the formula says.
    public mutating func update(_ parameters: inout [Matrix], _ gradients: [Matrix]) {
        if t == 0 {
            v = gradients.map { 0 * $0 }
            s = v
        }
        t += 1
        let (rate, beta1, beta2, epsilon) = (learningRate, beta1, beta2, epsilon)
        let vScale = 1 / (1 - pow(beta1, Double(t)))
        let sScale = 1 / (1 - pow(beta2, Double(t)))
        for k in parameters.indices {
            inPieces(&parameters[k], &v[k], &s[k], gradients[k]) { w, v, s, g in
                for i in w.indices {
                    v[i] = beta1 * v[i] + (1 - beta1) * g[i]
                    s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i]
                    w[i] -= rate * (v[i] * vScale) / ((s[i] * sScale).squareRoot() + epsilon)
                }
            }
        }
    }
}
