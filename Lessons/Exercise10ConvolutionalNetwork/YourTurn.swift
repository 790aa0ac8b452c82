// Your turn: write the backward pass of a convolution and of a pooling. The chapter of lesson
// 10 derives both, on paper.
//
// picture[y, x] is the number in row y and column x; .rows and .columns are how many there are.

import Matrices

/// The backward pass of a convolution without padding, whose forward pass was
///
///   O(y, x) = Σ over j, i of I(y + j, x + i)·F(j, i) + b
///
///   picture         I, h × w
///   filter          F, k × k
///   dOutput         dO, (h − k + 1) × (w − k + 1): ∂J/∂O(y, x)
///
///   dPicture = …    h × w
///   dFilter = …     k × k
///   db = …          one number
func convolveBackward(
    _ picture: Matrix, _ filter: Matrix, _ dOutput: Matrix
) -> (dPicture: Matrix, dFilter: Matrix, db: Double) {
    let dPicture = Matrix(rows: picture.rows, columns: picture.columns)
    let dFilter = Matrix(rows: filter.rows, columns: filter.columns)
    let db = 0.0
    return (dPicture, dFilter, db)
}

/// The backward pass of max-pooling, whose forward pass was
///
///   P(y, x) = the largest of I(2y, 2x), I(2y, 2x + 1), I(2y + 1, 2x), I(2y + 1, 2x + 1)
///
///   picture         I, h × w, h and w even
///   dPooled         dP, h/2 × w/2: ∂J/∂P(y, x)
///
///   dPicture = …    h × w
func maxPoolingBackward(_ picture: Matrix, _ dPooled: Matrix) -> Matrix {
    let dPicture = Matrix(rows: picture.rows, columns: picture.columns)
    return dPicture
}
