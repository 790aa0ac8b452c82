import Matrices

/// A gradient worked out by hand, held against central differences.
public struct CheckedGradient: Sendable {
    /// What the formulas call it: `dw`.
    public let name: String
    /// ‖by hand − numerical‖ / (‖by hand‖ + ‖numerical‖), over all places but the corners.
    public let difference: Double
    /// How many places were left out: there the cost has a corner within the step, as ReLU's at 0,
    /// and the difference of two costs says nothing about the slope.
    public let corners: Int

    /// Whether the formula is right: the difference is below 1e-7.
    public var isRight: Bool { difference < 1e-7 }
}

/// Holds a gradient worked out by hand against central differences of the cost.
///
/// Where the cost is smooth, a step of 1e-5 and one of 1.25e-6 give the same slope. Where they
/// don't, a corner lies between: such places are left out and counted. A gradient so small that it
/// differs from the numerical one by nothing but rounding is right.
/// - Parameters:
///   - name: What the formulas call it.
///   - byHand: The gradient from the formula.
///   - w: Where it was computed.
///   - cost: J as a function of w alone.
public func checkedGradient(
    _ name: String, _ byHand: Matrix, at w: Matrix, _ cost: (Matrix) -> Double
) -> CheckedGradient {
    let numerical = numericalGradient(at: w, cost)
    let finer = numericalGradient(at: w, step: 1.25e-6, cost)
    // The measure of both tests below: a cost of 1 is known to 1e-16, its slope over 1e-5 to 1e-11.
    let rounding = 1e-11 * max(1, abs(cost(w)))
    let allowed = 1e-8 * numerical.norm() + 100 * rounding
    let isSmooth = numerical.map(with: finer) { abs($0 - $1) <= allowed ? 1 : 0 }
    let (a, n) = (byHand * isSmooth, numerical * isSmooth)
    let isRounding = (a - n).norm() <= 3 * rounding * Double(a.values.count).squareRoot()
    return CheckedGradient(
        name: name, difference: isRounding ? 0 : relativeDifference(a, n),
        corners: byHand.values.count - Int(isSmooth.sum()))
}
