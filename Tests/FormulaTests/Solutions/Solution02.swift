import Matrices

/// The solution of exercise 02, as lesson 02 has it.
enum Solution02 {
    static func cost(_ predicted: Matrix, _ y: Matrix) -> Double {
        let errors = predicted - y
        return (errors * errors).mean()
    }

    static func backward(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dw: Double, db: Double)
    {
        let dw = (2 * (predicted - y) * x).mean()
        let db = (2 * (predicted - y)).mean()
        return (dw, db)
    }

    static func update(
        _ w: inout Double, _ b: inout Double, dw: Double, db: Double, learningRate: Double
    ) {
        w = w - learningRate * dw
        b = b - learningRate * db
    }
}
