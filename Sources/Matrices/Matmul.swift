/// The product a·b: m × k times k × n gives m × n.
public func matmul(
    _ a: Matrix, _ b: Matrix, file: StaticString = #fileID, line: UInt = #line
) -> Matrix {
    guard a.columns == b.rows else { return stopAtProduct(a, "·", b, file, line) }
    return product(a, b)
}

/// The product aᵀ·b: the transpose of a k × m matrix times k × n gives m × n.
public func matmul(
    transposed a: Matrix, _ b: Matrix, file: StaticString = #fileID, line: UInt = #line
) -> Matrix {
    guard a.rows == b.rows else { return stopAtProduct(a, "transposed ·", b, file, line) }
    return product(a, b, transposingA: true)
}

/// The product a·bᵀ: m × k times the transpose of an n × k matrix gives m × n.
public func matmul(
    _ a: Matrix, transposed b: Matrix, file: StaticString = #fileID, line: UInt = #line
) -> Matrix {
    guard a.columns == b.columns else {
        return stopAtProduct(a, "· the transpose of", b, file, line)
    }
    return product(a, b, transposingB: true)
}
