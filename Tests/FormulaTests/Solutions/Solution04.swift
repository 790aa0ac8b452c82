import Matrices

@testable import Exercise04MultilayerPerceptron

/// The solution of exercise 04, as lesson 04 has it.
enum Solution04 {
    static func reluDerivative(_ z: Matrix) -> Matrix {
        return z.map { $0 > 0 ? 1 : 0 }
    }

    static func backward(_ x: Matrix, _ trace: Trace, _ y: Matrix, _ p: Parameters) -> Parameters {
        let dz2 = (trace.predicted - y) / Double(x.rows)
        let dw2 = matmul(transposed: trace.a1, dz2)
        let db2 = dz2.columnSums()
        let dz1 = matmul(dz2, transposed: p.w2) * reluDerivative(trace.z1)
        let dw1 = matmul(transposed: x, dz1)
        let db1 = dz1.columnSums()
        return Parameters(w1: dw1, b1: db1, w2: dw2, b2: db2)
    }
}
