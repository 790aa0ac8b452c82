import Matrices

/// The column of a letter among 24: labels above 9 move down, since there is no J.
func column(_ label: Int) -> Int { label < 9 ? label : label - 1 }

/// A row of 24 for each picture: 1 in the column of its letter, 0 elsewhere.
func oneHot(_ columns: [Int]) -> Matrix {
    var y = Matrix(rows: columns.count, columns: 24)
    for row in columns.indices { y[row, columns[row]] = 1 }
    return y
}
