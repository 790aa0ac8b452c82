import Matrices

/// Which rows of a matrix a sequence's queries are, and which its keys.
struct Span {
    var queries: Range<Int>
    var keys: Range<Int>
}

extension Matrix {
    /// The part of a matrix in which some rows and some columns meet.
    subscript(block: Range<Int>, columns: Range<Int>) -> Matrix {
        get {
            Matrix(rows: block.count, columns: columns.count) { i, j in
                self[block.lowerBound + i, columns.lowerBound + j]
            }
        }
        set {
            for i in 0..<block.count {
                for j in 0..<columns.count {
                    self[block.lowerBound + i, columns.lowerBound + j] = newValue[i, j]
                }
            }
        }
    }
}
