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
        checkSameShape(self, "mapped with", other)
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

    /// Replaces every element by what a function makes of it and of the one in the same place of a
    /// matrix of the same shape.
    mutating func update(with b: Matrix, _ transform: (Double, Double) -> Double) {
        values.withUnsafeMutableBufferPointer { a in
            b.values.withUnsafeBufferPointer { b in
                for i in 0..<a.count { a[i] = transform(a[i], b[i]) }
            }
        }
    }

    /// The sum of two matrices of the same shape, or of a matrix and a 1 × n row, which is added to
    /// each of its rows.
    public static func + (a: Matrix, b: Matrix) -> Matrix {
        if b.rows == 1, a.rows != 1 {
            var sum = a
            sum += b
            return sum
        }
        checkSameShape(a, "+", b)
        return a.map(with: b) { $0 + $1 }
    }

    /// The difference of two matrices of the same shape.
    public static func - (a: Matrix, b: Matrix) -> Matrix {
        checkSameShape(a, "−", b)
        return a.map(with: b) { $0 - $1 }
    }

    /// The product of two matrices of the same shape, element by element.
    public static func * (a: Matrix, b: Matrix) -> Matrix {
        checkSameShape(a, "*", b)
        return a.map(with: b) { $0 * $1 }
    }

    /// The quotient of two matrices of the same shape, element by element.
    public static func / (a: Matrix, b: Matrix) -> Matrix {
        checkSameShape(a, "/", b)
        return a.map(with: b) { $0 / $1 }
    }

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
    public static func += (a: inout Matrix, b: Matrix) {
        if b.rows == 1, a.rows != 1, a.columns == b.columns {
            let n = a.columns
            a.values.withUnsafeMutableBufferPointer { a in
                b.values.withUnsafeBufferPointer { b in
                    for start in stride(from: 0, to: a.count, by: Swift.max(n, 1)) {
                        for j in 0..<n { a[start &+ j] += b[j] }
                    }
                }
            }
        } else {
            checkSameShape(a, "+", b)
            a.update(with: b) { $0 + $1 }
        }
    }

    /// Takes a matrix of the same shape away, in place.
    public static func -= (a: inout Matrix, b: Matrix) {
        checkSameShape(a, "−", b)
        a.update(with: b) { $0 - $1 }
    }

    /// Multiplies by a matrix of the same shape, element by element, in place.
    public static func *= (a: inout Matrix, b: Matrix) {
        checkSameShape(a, "*", b)
        a.update(with: b) { $0 * $1 }
    }

    /// Divides by a matrix of the same shape, element by element, in place.
    public static func /= (a: inout Matrix, b: Matrix) {
        checkSameShape(a, "/", b)
        a.update(with: b) { $0 / $1 }
    }

    /// Adds a number to every element, in place.
    public static func += (a: inout Matrix, b: Double) { a.update { $0 + b } }
    /// Takes a number from every element, in place.
    public static func -= (a: inout Matrix, b: Double) { a.update { $0 - b } }
    /// Multiplies every element by a number, in place.
    public static func *= (a: inout Matrix, b: Double) { a.update { $0 * b } }
    /// Divides every element by a number, in place.
    public static func /= (a: inout Matrix, b: Double) { a.update { $0 / b } }
}

/// Stops the program when two shapes differ.
@usableFromInline
func checkSameShape(_ a: Matrix, _ between: String, _ b: Matrix) {
    if a.rows != b.rows || a.columns != b.columns { stopAtShapes(a, between, b) }
}

@usableFromInline
func stopAtShapes(_ a: Matrix, _ between: String, _ b: Matrix) -> Never {
    fatalError("\(a.rows) × \(a.columns) \(between) \(b.rows) × \(b.columns): the shapes don't fit")
}
