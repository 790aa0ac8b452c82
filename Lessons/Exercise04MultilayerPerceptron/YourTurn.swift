// Your turn: write the two functions. The chapter of lesson 04 derives them, on paper.
//
// m points of n features, h hidden neurons. Useful:
//
//   a - b, a * b, a / 2             element by element
//   a.map { … }                     a number from each element
//   Double(x.rows)                  m, the number of points
//   a.columnSums()                  the sum of each column, 1 × its columns
//   matmul(a, b)                    a·b
//   matmul(transposed: a, b)        aᵀ·b
//   matmul(a, transposed: b)        a·bᵀ

import Matrices

/// f′(z) of the activation f(z) = max(z, 0), the ReLU.
///
///   z            m × h
///   f′(z) = …    m × h
func reluDerivative(_ z: Matrix) -> Matrix {
    return Matrix(zerosLike: z)
}

/// The gradient, where z₁ = x·W₁ + b₁, a₁ = f(z₁), z₂ = a₁·W₂ + b₂ and ŷ = σ(z₂).
///
///   x               m × n        y, trace.predicted (ŷ), trace.z2     m × 1
///   trace.z1        m × h        trace.a1                             m × h
///   p.w1            n × h        p.b1                                 1 × h
///   p.w2            h × 1        p.b2                                 1 × 1
///
///   dz₂ = …         m × 1        dW₂ = …    h × 1       db₂ = …       1 × 1
///   dz₁ = …         m × h        dW₁ = …    n × h       db₁ = …       1 × h
func backward(_ x: Matrix, _ trace: Trace, _ y: Matrix, _ p: Parameters) -> Parameters {
    let dw2 = Matrix(zerosLike: p.w2)
    let db2 = Matrix(zerosLike: p.b2)
    let dw1 = Matrix(zerosLike: p.w1)
    let db1 = Matrix(zerosLike: p.b1)
    return Parameters(w1: dw1, b1: db1, w2: dw2, b2: db2)
}
