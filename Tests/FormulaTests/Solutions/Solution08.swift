import Matrices

/// The solution of exercise 08, as lesson 08 has it.
enum Solution08 {
    static func dropout(_ a: Matrix, _ u: Matrix, rate: Double) -> (out: Matrix, mask: Matrix) {
        let mask = u.map { $0 < rate ? 0 : 1 / (1 - rate) }
        let out = a * mask
        return (out, mask)
    }

    static func dropoutBackward(_ dOut: Matrix, mask: Matrix) -> Matrix {
        return dOut * mask
    }

    static func cost(_ J: Double, _ weights: [Matrix], lambda: Double) -> Double {
        var sum = J
        for w in weights { sum += lambda * (w * w).sum() }
        return sum
    }

    static func gradient(_ dw: Matrix, _ w: Matrix, lambda: Double) -> Matrix {
        return dw + 2 * lambda * w
    }
}
