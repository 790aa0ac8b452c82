import Matrices

/// How far a gradient worked out by hand is from a numerical one: ‖a − n‖ / (‖a‖ + ‖n‖).
///
/// Below 1e-7 the two agree; a wrong formula gives something between 0.01 and 1. Two gradients
/// that are both zero agree: 0. Lesson 02 derives it.
/// - Parameters:
///   - byHand: The gradient from the formula.
///   - numerical: The gradient from central differences, of the same shape.
public func relativeDifference(_ byHand: Matrix, _ numerical: Matrix) -> Double {
    let sum = byHand.norm() + numerical.norm()
    return sum == 0 ? 0 : (byHand - numerical).norm() / sum
}
