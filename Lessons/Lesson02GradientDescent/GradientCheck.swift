import Matrices

/// The gradient at one place, from the formula and from central differences.
struct CheckedPlace {
    var at: Parameters
    var byHand: (dw: Double, db: Double)
    var numerical: (dw: Double, db: Double)
    /// ‖by hand − numerical‖ / (‖by hand‖ + ‖numerical‖)
    var difference: Double
}

func checkGradient(_ x: Matrix, _ y: Matrix, at parameters: Parameters) -> CheckedPlace {
    let byHand = backward(x, forward(x, parameters), y)
    let numerical = numericalGradient(x, y, parameters)
    let a = Matrix(row: [byHand.dw, byHand.db])
    let n = Matrix(row: [numerical.dw, numerical.db])
    // At the bottom both are 0 but for rounding, and 0 / 0 would be no number.
    let distance = (a - n).norm()
    return CheckedPlace(
        at: parameters, byHand: byHand, numerical: numerical,
        difference: distance < 1e-9 ? 0 : distance / (a.norm() + n.norm()))
}
