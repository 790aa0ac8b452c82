import Matrices

// What can be noted on a tape. Each operation computes with matrices, and says beside it what its
// inputs are handed on the way back: da for a dz. Lesson 17 derives them.

// MARK: Element by element; b may be a 1 × n row that goes with every row of a

/// z = a + b.
public func + (a: Value, b: Value) -> Value {
    let y = b.matrix
    return a.tape.note(a.matrix + y, (a, { dz in dz }), (b, { dz in summed(dz, like: y) }))
}

/// z = a − b.
public func - (a: Value, b: Value) -> Value {
    let y = b.matrix
    return a.tape.note(a.matrix - y, (a, { dz in dz }), (b, { dz in summed(-dz, like: y) }))
}

/// z = a ∗ b, element by element.
public func * (a: Value, b: Value) -> Value {
    let (x, y) = (a.matrix, b.matrix)
    return a.tape.note(x * y, (a, { dz in dz * y }), (b, { dz in summed(dz * x, like: y) }))
}

/// z = a / b, element by element.
public func / (a: Value, b: Value) -> Value {
    let y = b.matrix
    let z = a.matrix / y
    return a.tape.note(z, (a, { dz in dz / y }), (b, { dz in summed(-dz * z / y, like: y) }))
}

/// A number times every element.
public func * (c: Double, a: Value) -> Value {
    a.tape.note(c * a.matrix, (a, { dz in c * dz }))
}

/// A number added to every element.
public func + (c: Double, a: Value) -> Value {
    a.tape.note(c + a.matrix, (a, { dz in dz }))
}

/// Every element with the other sign.
public prefix func - (a: Value) -> Value { -1 * a }

/// What a row is handed that went with every row: the sum of theirs.
private func summed(_ dz: Matrix, like y: Matrix) -> Matrix {
    y.rows == 1 && dz.rows != 1 ? dz.columnSums() : dz
}

/// z = e^a.
public func exp(_ a: Value) -> Value {
    let z = exp(a.matrix)
    return a.tape.note(z, (a, { dz in dz * z }))
}

/// z = log a.
public func log(_ a: Value) -> Value {
    let x = a.matrix
    return a.tape.note(log(x), (a, { dz in dz / x }))
}

/// z = √a.
public func sqrt(_ a: Value) -> Value {
    let z = sqrt(a.matrix)
    return a.tape.note(z, (a, { dz in dz / (2 * z) }))
}

/// z = |a|.
public func abs(_ a: Value) -> Value {
    let x = a.matrix
    return a.tape.note(
        abs(x), (a, { dz in dz.map(with: x) { dz, x in x > 0 ? dz : x < 0 ? -dz : x } }))
}

/// z = tanh a.
public func tanh(_ a: Value) -> Value {
    let z = tanh(a.matrix)
    return a.tape.note(z, (a, { dz in dz.map(with: z) { dz, z in dz * (1 - z * z) } }))
}

/// z = σ(a).
public func sigmoid(_ a: Value) -> Value {
    let z = sigmoid(a.matrix)
    return a.tape.note(z, (a, { dz in dz.map(with: z) { dz, z in dz * z * (1 - z) } }))
}

/// z = max(a, 0).
public func relu(_ a: Value) -> Value {
    let x = a.matrix
    return a.tape.note(
        x.map { max($0, 0) },
        (a, { dz in dz.map(with: x) { dz, x in x > 0 ? dz : x <= 0 ? 0 : x } }))
}

// MARK: Products of matrices

/// z = a·b.
public func matmul(_ a: Value, _ b: Value) -> Value {
    let (x, y) = (a.matrix, b.matrix)
    return a.tape.note(
        matmul(x, y),
        (a, { dz in matmul(dz, transposed: y) }), (b, { dz in matmul(transposed: x, dz) }))
}

/// z = a·bᵀ.
public func matmul(_ a: Value, transposed b: Value) -> Value {
    let (x, y) = (a.matrix, b.matrix)
    return a.tape.note(
        matmul(x, transposed: y),
        (a, { dz in matmul(dz, y) }), (b, { dz in matmul(transposed: dz, x) }))
}

/// z = aᵀ·b.
public func matmul(transposed a: Value, _ b: Value) -> Value {
    let (x, y) = (a.matrix, b.matrix)
    return a.tape.note(
        matmul(transposed: x, y),
        (a, { dz in matmul(y, transposed: dz) }), (b, { dz in matmul(x, dz) }))
}

// MARK: Parts

/// The listed rows, as often as they are listed.
public func rows(_ a: Value, _ list: [Int]) -> Value {
    let x = a.matrix
    func back(_ dz: Matrix) -> Matrix {
        var da = Matrix(zerosLike: x)
        for (i, row) in list.enumerated() {
            for j in 0..<dz.columns { da[row, j] += dz[i, j] }
        }
        return da
    }
    return a.tape.note(x[rows: list], (a, back))
}

/// The columns of a range: one gate of four that stand side by side.
public func columns(_ a: Value, _ range: Range<Int>) -> Value {
    let x = a.matrix
    func back(_ dz: Matrix) -> Matrix {
        var da = Matrix(zerosLike: x)
        for i in 0..<dz.rows {
            for j in 0..<dz.columns { da[i, range.lowerBound + j] = dz[i, j] }
        }
        return da
    }
    return a.tape.note(x[columns: Array(range)], (a, back))
}

// MARK: Many numbers to few

/// The mean of each column, 1 × n.
public func columnMeans(_ a: Value) -> Value {
    let x = a.matrix
    return a.tape.note(x.columnMeans(), (a, { dz in Matrix(zerosLike: x) + dz / Double(x.rows) }))
}

/// The mean of all elements, 1 × 1.
public func mean(_ a: Value) -> Value {
    let x = a.matrix
    let count = Double(x.rows * x.columns)
    return a.tape.note(
        Matrix(rows: 1, columns: 1, repeating: x.mean()),
        (a, { dz in x.map { _ in dz[0, 0] / count } }))
}

/// The softmax of each row: z = e^a / Σ e^a, and da = z ∗ (dz − Σ dz ∗ z), row by row.
public func softmax(_ a: Value) -> Value {
    let z = softmax(a.matrix)
    func back(_ dz: Matrix) -> Matrix {
        let sums = (dz * z).rowSums()
        return Matrix(rows: z.rows, columns: z.columns) { i, j in
            z[i, j] * (dz[i, j] - sums[i, 0])
        }
    }
    return a.tape.note(z, (a, back))
}

/// The cross-entropy of softmax(a), 1 × 1: the mean over the rows of log Σ e^a − a[label].
/// - Parameters:
///   - a: Scores, a row per example.
///   - y: The true classes, one-hot.
public func crossEntropy(_ a: Value, _ y: Matrix) -> Value {
    let x = a.matrix
    return a.tape.note(
        Matrix(rows: 1, columns: 1, repeating: crossEntropy(x, y)),
        (a, { dz in dz[0, 0] * (softmax(x) - y) / Double(x.rows) }))
}
