import Matrices

@testable import Exercise04MultilayerPerceptron

/// The solution of exercise 04, as lesson 04 has it.
enum Solution04 {
    static func reluDerivative(_ z: Matrix) -> Matrix {
        z.map { $0 > 0 ? 1 : 0 }
    }

    static func backward(_ x: Matrix, _ trace: Trace, _ y: Matrix, _ p: Parameters) -> Parameters {
        let dz2 = (trace.predicted - y) / Double(x.rows)
        let dz1 = matmul(dz2, transposed: p.w2) * reluDerivative(trace.z1)
        return Parameters(
            w1: matmul(transposed: x, dz1), b1: dz1.columnSums(),
            w2: matmul(transposed: trace.a1, dz2), b2: dz2.columnSums())
    }
}
