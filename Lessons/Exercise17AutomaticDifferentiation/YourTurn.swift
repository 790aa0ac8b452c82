// Your turn: write the ways back of three operations on the tape. The chapter of lesson 17 derives
// others like them.
//
// tape.note(z, (a, { dz in … })) notes that z came from a, and what a is handed for a dz. Useful:
//
//   a + b, a * b, 1 - a             element by element, or with a number
//   a.columnSums()                  the sum of each column, 1 × its columns
//   matmul(a, b)                    a·b
//   matmul(transposed: a, b)        aᵀ·b
//   matmul(a, transposed: b)        a·bᵀ

import Foundation
import Layers
import Matrices

/// z = σ(a), element by element.
///
///   dz, z, a      m × n
///   da = …        m × n     what a is handed
func sigmoid(_ a: Value) -> Value {
    let z = a.matrix.map { 1 / (1 + exp(-$0)) }
    return a.tape.note(z, (a, { dz in Matrix(zerosLike: dz) }))
}

/// z = a·b, the product of two matrices.
///
///   dz            m × n
///   x (a), y (b)  m × k and k × n
///   da = …        m × k
///   db = …        k × n
func product(_ a: Value, _ b: Value) -> Value {
    let (x, y) = (a.matrix, b.matrix)
    let da = { (dz: Matrix) in Matrix(zerosLike: x) }
    let db = { (dz: Matrix) in Matrix(zerosLike: y) }
    return a.tape.note(matmul(x, y), (a, da), (b, db))
}

/// z = a + row, where the row goes with every row of a.
///
///   dz            m × n
///   da = …        m × n
///   dRow = …      1 × n
func plus(_ a: Value, row: Value) -> Value {
    let y = row.matrix
    let da = { (dz: Matrix) in Matrix(zerosLike: dz) }
    let dRow = { (dz: Matrix) in Matrix(zerosLike: y) }
    return a.tape.note(a.matrix + y, (a, da), (row, dRow))
}
