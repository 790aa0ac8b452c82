/// The product a·b: m × k times k × n gives m × n.
public func matmul(_ a: Matrix, _ b: Matrix) -> Matrix {
    guard a.columns == b.rows else { stopAtShapes(a, "·", b) }
    var c = Matrix(rows: a.rows, columns: b.columns)
    for i in 0..<a.rows {
        for p in 0..<a.columns {
            let factor = a.values[i * a.columns + p]
            for j in 0..<b.columns {
                c.values[i * b.columns + j] += factor * b.values[p * b.columns + j]
            }
        }
    }
    return c
}

/// The product aᵀ·b: the transpose of a k × m matrix times k × n gives m × n.
public func matmul(transposed a: Matrix, _ b: Matrix) -> Matrix {
    guard a.rows == b.rows else { stopAtShapes(a, "transposed ·", b) }
    return matmul(a.transposed(), b)
}

/// The product a·bᵀ: m × k times the transpose of an n × k matrix gives m × n.
public func matmul(_ a: Matrix, transposed b: Matrix) -> Matrix {
    guard a.columns == b.columns else { stopAtShapes(a, "·", b) }
    return matmul(a, b.transposed())
}
