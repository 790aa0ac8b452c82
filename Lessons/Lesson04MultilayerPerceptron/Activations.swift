import Foundation
import Matrices

let seluScale = 1.0507009873554804934193349852946
let seluAlpha = 1.6732632423543772848170429916717

/// f, what a hidden neuron makes of its z; and the way back through it.
enum Activation: String, CaseIterable {
    case linear, sigmoid, tanh, relu, elu, selu, swish

    /// a = f(z), element by element.
    func value(_ z: Matrix) -> Matrix {
        switch self {
        case .linear: return z
        case .sigmoid: return 1 / (1 + exp(-z))
        case .tanh: return Matrices.tanh(z)
        case .relu: return z.map { max($0, 0) }
        case .elu: return z.map { $0 > 0 ? $0 : exp($0) - 1 }
        case .selu: return z.map { seluScale * ($0 > 0 ? $0 : seluAlpha * (exp($0) - 1)) }
        case .swish: return z * Matrices.sigmoid(z)
        }
    }

    /// dz = da ∗ f′(z), element by element, with f′ in terms of a = f(z) where that is shorter.
    func backward(_ da: Matrix, _ z: Matrix, _ a: Matrix) -> Matrix {
        switch self {
        case .linear: return da
        case .sigmoid: return da * a * (1 - a)
        case .tanh: return da * (1 - a * a)
        case .relu: return da * z.map { $0 > 0 ? 1 : 0 }
        case .elu: return da * z.map { $0 > 0 ? 1 : exp($0) }
        case .selu: return da * z.map { seluScale * ($0 > 0 ? 1 : seluAlpha * exp($0)) }
        case .swish:
            let s = Matrices.sigmoid(z)
            return da * (s + z * s * (1 - s))
        }
    }

    /// f and its derivative as the notebook writes them.
    var formula: (value: String, derivative: String) {
        switch self {
        case .linear: return ("z", "1")
        case .sigmoid: return ("1 / (1 + e^−z)", "a (1 − a)")
        case .tanh: return ("(e^z − e^−z) / (e^z + e^−z)", "1 − a²")
        case .relu: return ("max(z, 0)", "1 if z > 0, else 0")
        case .elu: return ("z if z > 0, else e^z − 1", "1 if z > 0, else e^z")
        case .selu: return ("λz if z > 0, else λα(e^z − 1)", "λ if z > 0, else λα e^z")
        case .swish: return ("z·σ(z)", "σ + z σ (1 − σ)")
        }
    }
}
