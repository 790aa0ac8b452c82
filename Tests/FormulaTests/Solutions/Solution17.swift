import Foundation
import Layers
import Matrices

/// The solution of exercise 17, as lesson 17's tape has it.
enum Solution17 {
    static func sigmoid(_ a: Value) -> Value {
        let z = a.matrix.map { 1 / (1 + exp(-$0)) }
        return a.tape.note(z, (a, { dz in dz * z * (1 - z) }))
    }

    static func product(_ a: Value, _ b: Value) -> Value {
        let (x, y) = (a.matrix, b.matrix)
        let da = { (dz: Matrix) in matmul(dz, transposed: y) }
        let db = { (dz: Matrix) in matmul(transposed: x, dz) }
        return a.tape.note(matmul(x, y), (a, da), (b, db))
    }

    static func plus(_ a: Value, row: Value) -> Value {
        let da = { (dz: Matrix) in dz }
        let dRow = { (dz: Matrix) in dz.columnSums() }
        return a.tape.note(a.matrix + row.matrix, (a, da), (row, dRow))
    }
}
