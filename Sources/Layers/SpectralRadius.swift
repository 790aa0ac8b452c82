import Foundation
import Matrices

/// The largest magnitude of a square matrix's eigenvalues, by Gelfand's formula ‖Wᵏ‖^(1/k).
///
/// k is 2³⁰, by squaring thirty times: by then the power is nothing but the largest eigenvalue.
/// Lesson 11 explains what it has to do with vanishing gradients.
/// - Parameter w: n × n. A matrix some power of which is 0 has the radius 0.
public func spectralRadius(_ w: Matrix) -> Double {
    guard w.rows == w.columns else {
        stop("the spectral radius of a \(w.rows) × \(w.columns) matrix: it isn't square")
    }
    var power = w
    var logarithm = 0.0  // of the norm of Wᵏ, divided by k
    var k = 1.0
    for _ in 0..<30 {
        let norm = power.norm()
        if norm == 0 { return 0 }
        power /= norm
        logarithm += log(norm) / k
        power = matmul(power, power)
        k *= 2
    }
    let norm = power.norm()
    return norm == 0 ? 0 : exp(logarithm + log(norm) / k)
}
