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
///   v, s       the means so far
///   g          the gradient of this step
///   v ← …      with 0.9 of what was there
///   s ← …      with 0.999 of what was there
func remember(_ v: Matrix, _ s: Matrix, _ g: Matrix) -> (v: Matrix, s: Matrix) {
    let newV = Matrix(zerosLike: g)
    let newS = Matrix(zerosLike: g)
    return (newV, newS)
}

/// The step that is added to the weights, w ← w + step.
///
///   v, s       the new means; both began at 0, and are too small at first
///   t          the number of this step: 1, 2, 3 …
///   v̂ = …      v, made up for that
///   ŝ = …      s, made up for that
///   step = …   with α = learningRate and ε = 1e-7, outside the root
func step(_ v: Matrix, _ s: Matrix, t: Int, learningRate: Double) -> Matrix {
    return Matrix(zerosLike: v)
}
