// Your turn: write dropout and L2. The chapter of lesson 08 explains both.
//
// Useful:
//
//   a + b, a * b, 2 * a             element by element, or with a number
//   a.map { u in u < 0.3 ? 0 : 1 }  a number from each element
//   (a * a).sum()                   one number

import Matrices

/// Dropout on the way forward: each neuron is left out with probability r = rate.
///
///   a          m × h     what the layer puts out
///   u          m × h     a random number between 0 and 1 for each: below r, it is left out
///   mask = …   m × h     0, or as much more than 1 as makes up for those that are left out
///   out = …    m × h
func dropout(_ a: Matrix, _ u: Matrix, rate: Double) -> (out: Matrix, mask: Matrix) {
    let mask = Matrix(zerosLike: a)
    let out = Matrix(zerosLike: a)
    return (out, mask)
}

/// Dropout on the way back.
///
///   dOut       m × h     the derivative of the cost with respect to out
///   da = …     m × h
func dropoutBackward(_ dOut: Matrix, mask: Matrix) -> Matrix {
    return Matrix(zerosLike: dOut)
}

/// The cost with L2, λ = lambda: J + λ Σ W², over the elements of every W.
func cost(_ J: Double, _ weights: [Matrix], lambda: Double) -> Double {
    return 0
}

/// The gradient with L2, from dw without it.
func gradient(_ dw: Matrix, _ w: Matrix, lambda: Double) -> Matrix {
    return Matrix(zerosLike: w)
}
