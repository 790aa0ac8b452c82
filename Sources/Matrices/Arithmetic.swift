// Arithmetic, element by element. The product of matrices is `matmul`; `*` is not.

extension Matrix {
    /// Every element put through a function.
    @inlinable
    public func map(_ transform: (Double) -> Double) -> Matrix {
        var result = Matrix(unfilledRows: rows, columns: columns)
        result.values.withUnsafeMutableBufferPointer { result in
            values.withUnsafeBufferPointer { a in
                for i in 0..<a.count { result[i] = transform(a[i]) }
            }
        }
        return result
    }

    /// Every element, together with the one in the same place of a matrix of the same shape, put
    /// through a function: `dz = da.map(with: z) { da, z in z > 0 ? da : 0 }`.
    @inlinable
    public func map(with other: Matrix, _ transform: (Double, Double) -> Double) -> Matrix {
        guard rows == other.rows, columns == other.columns else {
            return stopAtShapes(self, "mapped with", other)
        }
        var result = Matrix(unfilledRows: rows, columns: columns)
        result.values.withUnsafeMutableBufferPointer { result in
            values.withUnsafeBufferPointer { a in
                other.values.withUnsafeBufferPointer { b in
                    for i in 0..<a.count { result[i] = transform(a[i], b[i]) }
                }
            }
        }
        return result
    }

    /// Replaces every element by what a function makes of it.
    mutating func update(_ transform: (Double) -> Double) {
        values.withUnsafeMutableBufferPointer { a in
            for i in 0..<a.count { a[i] = transform(a[i]) }
        }
    }

    /// The sum, element by element, of two matrices of the same shape, or of each row of a matrix
    /// and a 1 × n row.
    public static func + (a: Matrix, b: Matrix) -> Matrix { combined(a, "+", b) { $0 + $1 } }
    /// The difference, element by element; a 1 × n row goes with each row, on either side.
    public static func - (a: Matrix, b: Matrix) -> Matrix { combined(a, "−", b) { $0 - $1 } }
    /// The product, element by element; a 1 × n row goes with each row, on either side.
    public static func * (a: Matrix, b: Matrix) -> Matrix { combined(a, "*", b) { $0 * $1 } }
    /// The quotient, element by element; a 1 × n row goes with each row, on either side.
    public static func / (a: Matrix, b: Matrix) -> Matrix { combined(a, "/", b) { $0 / $1 } }

    /// A number added to every element.
    public static func + (a: Matrix, b: Double) -> Matrix { a.map { $0 + b } }
    /// A number added to every element.
    public static func + (a: Double, b: Matrix) -> Matrix { b.map { a + $0 } }
    /// A number taken from every element.
    public static func - (a: Matrix, b: Double) -> Matrix { a.map { $0 - b } }
    /// Every element taken from a number.
    public static func - (a: Double, b: Matrix) -> Matrix { b.map { a - $0 } }
    /// Every element times a number.
    public static func * (a: Matrix, b: Double) -> Matrix { a.map { $0 * b } }
    /// Every element times a number.
    public static func * (a: Double, b: Matrix) -> Matrix { b.map { a * $0 } }
    /// Every element divided by a number.
    public static func / (a: Matrix, b: Double) -> Matrix { a.map { $0 / b } }
    /// A number divided by every element.
    public static func / (a: Double, b: Matrix) -> Matrix { b.map { a / $0 } }

    /// Every element with the other sign.
    public static prefix func - (a: Matrix) -> Matrix { a.map { -$0 } }

    /// Adds a matrix of the same shape, or a 1 × n row to each row, in place.
    public static func += (a: inout Matrix, b: Matrix) { combine(&a, "+", b) { $0 + $1 } }
    /// Takes a matrix of the same shape, or a 1 × n row from each row, in place.
    public static func -= (a: inout Matrix, b: Matrix) { combine(&a, "−", b) { $0 - $1 } }
    /// Multiplies by a matrix of the same shape, or each row by a 1 × n row, in place.
    public static func *= (a: inout Matrix, b: Matrix) { combine(&a, "*", b) { $0 * $1 } }
    /// Divides by a matrix of the same shape, or each row by a 1 × n row, in place.
    public static func /= (a: inout Matrix, b: Matrix) { combine(&a, "/", b) { $0 / $1 } }

    /// Adds a number to every element, in place.
    public static func += (a: inout Matrix, b: Double) { a.update { $0 + b } }
    /// Takes a number from every element, in place.
    public static func -= (a: inout Matrix, b: Double) { a.update { $0 - b } }
    /// Multiplies every element by a number, in place.
    public static func *= (a: inout Matrix, b: Double) { a.update { $0 * b } }
    /// Divides every element by a number, in place.
    public static func /= (a: inout Matrix, b: Double) { a.update { $0 / b } }
}

/// Puts together the elements of two matrices of one shape, or of a matrix and a 1 × n row.
@inline(__always)
private func combined(
    _ a: Matrix, _ sign: String, _ b: Matrix, _ combine: (Double, Double) -> Double
) -> Matrix {
    if a.rows == b.rows, a.columns == b.columns { return a.map(with: b, combine) }
    guard a.columns == b.columns, a.rows == 1 || b.rows == 1 else {
        return stopAtShapes(a, sign, b)
    }
    let (rows, n) = (
        max(a.rows, b.rows) == 1 ? min(a.rows, b.rows) : max(a.rows, b.rows), a.columns
    )
    var result = Matrix(unfilledRows: rows, columns: n)
    // How far it is from one row to the next: a row that goes with all of them stays where it is.
    let (aStep, bStep) = (a.rows == 1 ? 0 : n, b.rows == 1 ? 0 : n)
    result.values.withUnsafeMutableBufferPointer { result in
        a.values.withUnsafeBufferPointer { a in
            b.values.withUnsafeBufferPointer { b in
                for i in 0..<rows {
                    for j in 0..<n {
                        result[i &* n &+ j] = combine(a[i &* aStep &+ j], b[i &* bStep &+ j])
                    }
                }
            }
        }
    }
    return result
}

/// The same in place.
@inline(__always)
private func combine(
    _ a: inout Matrix, _ sign: String, _ b: Matrix, _ combine: (Double, Double) -> Double
) {
    guard a.columns == b.columns, a.rows == b.rows || b.rows == 1 else {
        return a = stopAtShapes(a, sign, b)
    }
    let (rows, n) = (a.rows, a.columns)
    let step = b.rows == 1 ? 0 : n
    a.values.withUnsafeMutableBufferPointer { a in
        b.values.withUnsafeBufferPointer { b in
            for i in 0..<rows {
                for j in 0..<n {
                    a[i &* n &+ j] = combine(a[i &* n &+ j], b[i &* step &+ j])
                }
            }
        }
    }
}
