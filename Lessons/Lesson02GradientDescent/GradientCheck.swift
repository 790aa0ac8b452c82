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
    return CheckedPlace(
        at: parameters, byHand: byHand, numerical: numerical,
        difference: (a - n).norm() / (a.norm() + n.norm()))
}
