import Matrices

/// The solution of exercise 08, as lesson 08 has it.
enum Solution08 {
    static func dropout(_ a: Matrix, _ u: Matrix, rate: Double) -> (out: Matrix, mask: Matrix) {
        let mask = u.map { $0 < rate ? 0 : 1 / (1 - rate) }
        return (a * mask, mask)
    }

    static func dropoutBackward(_ dOut: Matrix, mask: Matrix) -> Matrix {
        dOut * mask
    }

    static func cost(_ J: Double, _ weights: [Matrix], lambda: Double) -> Double {
        weights.reduce(J) { $0 + lambda * ($1 * $1).sum() }
    }

    static func gradient(_ dw: Matrix, _ w: Matrix, lambda: Double) -> Matrix {
        dw + 2 * lambda * w
    }
}
