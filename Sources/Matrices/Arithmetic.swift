extension Matrix {
    /// The difference, element by element, of two matrices of the same shape.
    public static func - (a: Matrix, b: Matrix) -> Matrix {
        guard a.rows == b.rows, a.columns == b.columns else {
            fatalError("\(a.rows) × \(a.columns) − \(b.rows) × \(b.columns): the shapes differ")
        }
        return Matrix(rows: a.rows, columns: a.columns, values: zip(a.values, b.values).map { $0 - $1 })
    }

    /// The length of all elements taken as one vector: the Frobenius norm.
    public func norm() -> Double {
        values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
}
