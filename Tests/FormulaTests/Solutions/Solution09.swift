import Matrices

/// The solution of exercise 09, as lesson 09 has it.
enum Solution09 {
    static func backward(
        _ dy: Matrix, normalized: Matrix, deviation: Matrix, gamma: Matrix
    ) -> (dz: Matrix, dGamma: Matrix, dBeta: Matrix) {
        let dBeta = dy.columnSums()
        let dGamma = (dy * normalized).columnSums()
        let dNormalized = gamma * dy
        let mean = dNormalized.columnMeans()
        let along = (dNormalized * normalized).columnMeans()
        let dz = (dNormalized - mean - normalized * along) / deviation
        return (dz, dGamma, dBeta)
    }
}
