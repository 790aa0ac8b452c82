// Your turn: write the two halves of Adam. The chapter of lesson 05 leads to it, rule by rule.
//
// All matrices have the shape of the weights. Useful:
//
//   a + b, a * b, a / b, 0.9 * a    element by element
//   a.map { $0.squareRoot() }       a number from each element
//   pow(0.9, Double(t))             0.9ᵗ

import Foundation
import Matrices

/// What Adam remembers: a mean of the gradients, and a mean of their squares.
///
///   m, v       the means so far
///   g          the gradient of this step
///   m ← …      with 0.9 of what was there
///   v ← …      with 0.999 of what was there
func remember(_ m: Matrix, _ v: Matrix, _ g: Matrix) -> (m: Matrix, v: Matrix) {
    let newM = Matrix(zerosLike: g)
    let newV = Matrix(zerosLike: g)
    return (newM, newV)
}

/// The step that is added to the weights, w ← w + step.
///
///   m, v       the new means; both began at 0, and are too small at first
///   t          the number of this step: 1, 2, 3 …
///   m̂ = …      m, made up for that
///   v̂ = …      v, made up for that
///   step = …   with α = learningRate and ε = 1e-7, outside the root
func step(_ m: Matrix, _ v: Matrix, t: Int, learningRate: Double) -> Matrix {
    Matrix(zerosLike: m)
}
