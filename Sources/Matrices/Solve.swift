/// The x for which a·x comes nearest to b: min ‖a·x − b‖, column by column of b.
///
/// For a square a that is the exact solution of a·x = b; for a taller one, least squares. `a` is
/// m × n with m ≥ n, `b` is m × k, x is n × k. Columns of a that depend on each other stop the
/// program. By Householder's reflections (Golub and Van Loan, Matrix Computations, 5.2–5.3):
/// each mirrors one column of a onto a multiple of a unit vector, which leaves a triangle, and the
/// triangle is solved from below.
public func solve(_ a: Matrix, _ b: Matrix) -> Matrix {
    guard a.rows == b.rows, a.rows >= a.columns else {
        return stopAtShapes(a, "solved for", b)
    }
    let (x, dependent) = solution(a, b)
    if let k = dependent.first {
        stop(
            "solve: column \(k) of the \(a.rows) × \(a.columns) matrix depends on those before it")
    }
    return x
}

/// The x for which a·x comes nearest to b, where columns of a may depend on each other.
///
/// A column that depends on those before it is left out: its row of x is 0. Shapes as for `solve`,
/// but a may have more columns than rows.
public func solveLeavingOut(_ a: Matrix, _ b: Matrix) -> Matrix {
    guard a.rows == b.rows else {
        return stopAtShapes(a, "solved for", b)
    }
    return solution(a, b).x
}

/// The solution, and which columns of a depend on those before them.
private func solution(_ a: Matrix, _ b: Matrix) -> (x: Matrix, dependent: [Int]) {
    let (m, n) = (a.rows, a.columns)
    // Columns become rows, so that what is added up lies side by side in memory.
    var columns = a.transposed()
    var rightSides = b.transposed()
    // The columns that don't depend on others; the k-th of them has its unit vector in row k.
    var independent: [Int] = []
    var dependent: [Int] = []
    var diagonal: [Double] = []

    for column in 0..<n {
        let k = independent.count
        var mirror = columns[row: column]
        let whole = length(mirror, from: 0)
        let rest = length(mirror, from: k)
        if k == m || rest <= Double(m) * 0x1p-52 * whole {
            dependent.append(column)
            continue
        }
        // The sign that doesn't cancel.
        diagonal.append(mirror[k] > 0 ? -rest : rest)
        independent.append(column)
        mirror[k] -= diagonal[k]
        let scale = -1 / (diagonal[k] * mirror[k])
        for j in column + 1..<n {
            reflect(&columns, row: j, by: mirror, from: k, scale: scale)
        }
        for j in 0..<b.columns {
            reflect(&rightSides, row: j, by: mirror, from: k, scale: scale)
        }
    }

    var x = Matrix(rows: n, columns: b.columns)
    for j in 0..<b.columns {
        for k in independent.indices.reversed() {
            var remaining = rightSides[j, k]
            for p in independent[(k + 1)...] { remaining -= columns[p, k] * x[p, j] }
            x[independent[k], j] = remaining / diagonal[k]
        }
    }
    return (x, dependent)
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
