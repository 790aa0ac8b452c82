// Your turn: write the three functions. The chapter of lesson 02 derives them, on paper.
//
// x, predicted and y are columns, n × 1: a row per example. Useful:
//
//   a - b, a * b, 2 * a, a / 2      element by element
//   a.sum(), a.mean()               one number

import Matrices

/// How wrong the neuron is.
///
///   J = …          one number: the mean squared error of ŷ (predicted) against y
func cost(_ predicted: Matrix, _ y: Matrix) -> Double {
    return 0
}

/// Which way is uphill, where ŷ = w·x + b.
///
///   dw = …         one number: ∂J/∂w, how J changes with w
///   db = …         one number: ∂J/∂b, how J changes with b
func backward(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dw: Double, db: Double) {
    let dw = 0.0
    let db = 0.0
    return (dw, db)
}

/// One step downhill.
///
///   w ← …
///   b ← …
func update(_ w: inout Double, _ b: inout Double, dw: Double, db: Double, learningRate: Double) {
}
