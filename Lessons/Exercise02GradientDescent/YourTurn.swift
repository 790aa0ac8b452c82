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
    0
}

/// Which way is uphill, where ŷ = m·x + b.
///
///   dm = …         one number: ∂J/∂m, how J changes with m
///   db = …         one number: ∂J/∂b, how J changes with b
func backward(_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dm: Double, db: Double) {
    let dm = 0.0
    let db = 0.0
    return (dm, db)
}

/// One step downhill.
///
///   m ← …
///   b ← …
func update(_ m: inout Double, _ b: inout Double, dm: Double, db: Double, learningRate: Double) {
}
