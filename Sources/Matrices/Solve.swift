/// The x for which a·x comes nearest to b: min ‖a·x − b‖, column by column of b.
///
/// For a square a that is the exact solution of a·x = b; for a taller one, least squares. `a` is
/// m × n with m ≥ n, `b` is m × k, x is n × k. Columns of a that depend on each other stop the
/// program. By Householder's reflections (Golub and Van Loan, Matrix Computations, 5.2–5.3):
/// each mirrors one column of a onto a multiple of a unit vector, which leaves a triangle, and the
/// triangle is solved from below.
public func solve(_ a: Matrix, _ b: Matrix) -> Matrix {
    guard a.rows == b.rows, a.rows >= a.columns else { stopAtShapes(a, "solved for", b) }
    let (m, n) = (a.rows, a.columns)
    // Columns become rows, so that what is added up lies side by side in memory.
    var columns = a.transposed()
    var rightSides = b.transposed()
    var diagonal = [Double](repeating: 0, count: n)

    for k in 0..<n {
        var mirror = columns[row: k]
        let whole = length(mirror, from: 0)
        let rest = length(mirror, from: k)
        if rest <= Double(m) * 0x1p-52 * whole {
            fatalError("solve: column \(k) of the \(m) × \(n) matrix depends on those before it")
        }
        // The sign that doesn't cancel.
        diagonal[k] = mirror[k] > 0 ? -rest : rest
        mirror[k] -= diagonal[k]
        let scale = -1 / (diagonal[k] * mirror[k])
        for j in k + 1..<n {
            reflect(&columns, row: j, by: mirror, from: k, scale: scale)
        }
        for j in 0..<b.columns {
            reflect(&rightSides, row: j, by: mirror, from: k, scale: scale)
        }
    }

    var x = Matrix(rows: n, columns: b.columns)
    for j in 0..<b.columns {
        for i in (0..<n).reversed() {
            var remaining = rightSides[j, i]
            for p in i + 1..<n { remaining -= columns[p, i] * x[p, j] }
            x[i, j] = remaining / diagonal[i]
        }
    }
    return x
}

private func length(_ vector: [Double], from start: Int) -> Double {
    vector[start...].reduce(0) { $0 + $1 * $1 }.squareRoot()
}

/// Mirrors a row: row − scale · (row · mirror) · mirror, for the elements from `start` on.
private func reflect(
    _ matrix: inout Matrix, row: Int, by mirror: [Double], from start: Int, scale: Double
) {
    let columns = matrix.columns
    matrix.values.withUnsafeMutableBufferPointer { values in
        mirror.withUnsafeBufferPointer { mirror in
            let offset = row * columns
            var dot = 0.0
            for i in start..<columns { dot += values[offset &+ i] * mirror[i] }
            let factor = dot * scale
            for i in start..<columns { values[offset &+ i] -= factor * mirror[i] }
        }
    }
}
