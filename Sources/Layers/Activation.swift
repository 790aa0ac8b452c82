import Foundation
import Matrices

/// What a neuron makes of its weighted sum z. Lesson 04 has an enumeration of its own, in which it
/// derives the derivative of each; the lessons after it choose from this one.
public enum Activation: String, CaseIterable, Sendable {
    case linear, sigmoid, tanh, relu, elu, selu, swish

    /// The constants of SELU (Klambauer and others, 2017): its slope for z > 0 …
    public static let seluScale = 1.0507009873554804934193349852946
    /// … and how far down it goes for z < 0, before scaling.
    public static let seluAlpha = 1.6732632423543772848170429916717

    /// a = f(z), element by element; the shape stays.
    public func callAsFunction(_ z: Matrix) -> Matrix {
        switch self {
        case .linear: return z
        case .sigmoid: return Matrices.sigmoid(z)
        case .tanh: return Matrices.tanh(z)
        case .relu: return z.map { max($0, 0) }
        case .elu: return z.map { $0 > 0 ? $0 : expm1($0) }
        case .selu:
            return z.map { Self.seluScale * ($0 > 0 ? $0 : Self.seluAlpha * expm1($0)) }
        // Far on the left, where the line is 0, 0 · ∞ would be no number.
        case .swish:
            return Matrices.sigmoid(z).map(with: z) { s, z in z == -.infinity ? 0 : z * s }
        }
    }

    /// f′(z), element by element.
    /// - Parameters:
    ///   - z: What went into the activation.
    ///   - a: What came out of it, f(z): most derivatives are shortest in terms of it.
    public func derivative(_ z: Matrix, _ a: Matrix) -> Matrix {
        switch self {
        case .linear: return Matrix(rows: z.rows, columns: z.columns, repeating: 1)
        case .sigmoid: return a.map { $0 * (1 - $0) }
        case .tanh: return a.map { 1 - $0 * $0 }
        case .relu: return z.map { $0 > 0 ? 1 : $0 <= 0 ? 0 : $0 }
        case .elu: return a.map { $0 > 0 ? 1 : $0 + 1 }
        case .selu:
            return a.map { $0 > 0 ? Self.seluScale : $0 + Self.seluScale * Self.seluAlpha }
        case .swish:
            let s = Matrices.sigmoid(z)
            return s.map(with: a) { s, a in s == 1 ? 1 : s + a * (1 - s) }
        }
    }

    /// dz = da ∗ f′(z), what comes back through the activation: for ReLU in one pass.
    /// - Parameters:
    ///   - da: The derivative of the cost with respect to a.
    ///   - z: What went into the activation.
    ///   - a: What came out of it, f(z).
    public func backward(_ da: Matrix, _ z: Matrix, _ a: Matrix) -> Matrix {
        switch self {
        case .linear: da
        case .relu: da.map(with: z) { da, z in z > 0 ? da : z <= 0 ? 0 : z }
        default: da * derivative(z, a)
        }
    }
}
