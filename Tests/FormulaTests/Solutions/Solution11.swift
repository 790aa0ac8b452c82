import Matrices

@testable import Exercise11RecurrentNetwork

/// The solution of exercise 11, as lesson 11 has it.
enum Solution11 {
    static func backward(
        _ x: [Matrix], _ h: [Matrix], _ dOutput: [Matrix], _ p: Parameters
    ) -> Parameters {
        var dwx = Matrix(zerosLike: p.wx)
        var dwh = Matrix(zerosLike: p.wh)
        var db = Matrix(zerosLike: p.b)
        var later = Matrix(zerosLike: h[0])
        for t in x.indices.reversed() {
            let dh = dOutput[t] + later
            let dz = dh * (1 - h[t + 1] * h[t + 1])
            dwx += matmul(transposed: x[t], dz)
            dwh += matmul(transposed: h[t], dz)
            db += dz.columnSums()
            later = matmul(dz, transposed: p.wh)
        }
        return Parameters(wx: dwx, wh: dwh, b: db)
    }
}
