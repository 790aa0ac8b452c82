import Foundation
import Matrices

/// The log loss of a sigmoid output, from z: mean( max(z, 0) − y·z + log(1 + e^−|z|) ).
///
/// Safe for any z, where −y·log ŷ − (1 − y)·log(1 − ŷ) becomes infinite from z ≈ 37 on. Its
/// derivative with respect to z is (σ(z) − y) / (number of elements). Lesson 03 derives it.
/// - Parameters:
///   - z: What goes into the sigmoid, a row per example.
///   - y: The true answers, 0 or 1, of the same shape.
public func logLoss(_ z: Matrix, _ y: Matrix) -> Double {
    z.map(with: y) { z, y in
        // Of an infinite z only the side counts: ∞ − ∞ would be no number.
        if z.isInfinite { return (z > 0) == (y > 0.5) ? 0 : .infinity }
        return max(z, 0) - y * z + log1p(exp(-abs(z)))
    }.mean()
}
