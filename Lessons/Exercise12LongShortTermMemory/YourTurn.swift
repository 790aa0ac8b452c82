// Your turn: write one step of an LSTM backwards. The chapter of lesson 12 derives it, on paper.
//
// All matrices are n × hidden: a row per sequence, a column per number of the state. Useful:
//
//   a + b, a - b, a * b, 1 - a      element by element
//   tanh(a)                         of each element

import Matrices

/// One step backwards, where the way forward was
///
///   i = σ(zᵢ)     f = σ(z_f)     g = tanh(z_g)     o = σ(zₒ)
///   c = f ∗ cBefore + i ∗ g                        h = o ∗ tanh(c)
///
///   step.i, step.f, step.g, step.o, step.cBefore, step.c    what the way forward left
///   dh                 ∂J/∂h, of the cost with respect to h
///   dcLater            what the step after this one hands back to c
///
///   dc = …             from both: through h, and from the step after
///   dzi, dzf, dzg, dzo = …     the derivatives with respect to the four z
///   dcBefore = …       what this step hands back to the step before
func stepBackward(_ step: Step, dh: Matrix, dcLater: Matrix) -> StepGradient {
    let dzi = Matrix(zerosLike: dh)
    let dzf = Matrix(zerosLike: dh)
    let dzg = Matrix(zerosLike: dh)
    let dzo = Matrix(zerosLike: dh)
    let dcBefore = Matrix(zerosLike: dh)
    return StepGradient(dzi: dzi, dzf: dzf, dzg: dzg, dzo: dzo, dcBefore: dcBefore)
}
