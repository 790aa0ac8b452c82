import Matrices
import Notebook

/// How many places a filter has along a side of a picture: ⌊(H − k + 2p) / s⌋ + 1.
func places(_ side: Int, size: Int, padding: Int, stride: Int) -> Int {
    (side - size + 2 * padding) / stride + 1
}

/// O(x, y) = Σ I(x·s + i, y·s + j)·F(i, j) + b: every s-th place of the picture in its frame.
func convolve(
    _ picture: Matrix, _ F: Matrix, _ b: Double, padding p: Int, stride s: Int
) -> Matrix {
    let O = convolve(padded(picture, by: p), F, b)
    return Matrix(rows: (O.rows - 1) / s + 1, columns: (O.columns - 1) / s + 1) { y, x in
        O[y * s, x * s]
    }
}

/// The places between get no derivative, and what arrives at the frame is dropped.
func convolveBackward(
    _ picture: Matrix, _ F: Matrix, _ dO: Matrix, padding p: Int, stride s: Int
) -> (dI: Matrix, dF: Matrix, db: Double) {
    let I = padded(picture, by: p)
    let all = Matrix(rows: I.rows - F.rows + 1, columns: I.columns - F.columns + 1) { y, x in
        y % s == 0 && x % s == 0 ? dO[y / s, x / s] : 0
    }
    let (dI, dF, db) = convolveBackward(I, F, all)
    let inside = Matrix(rows: picture.rows, columns: picture.columns) { y, x in dI[y + p, x + p] }
    return (inside, dF, db)
}

/// The picture with a frame of p zeros round it.
func padded(_ picture: Matrix, by p: Int) -> Matrix {
    var padded = Matrix(rows: picture.rows + 2 * p, columns: picture.columns + 2 * p)
    for y in 0..<picture.rows {
        for x in 0..<picture.columns { padded[y + p, x + p] = picture[y, x] }
    }
    return padded
}

extension Notebook {
    /// How many places filters of k × k pixels have on a picture, with padding p and stride s, by the
    /// formula, and in the output O.
    func showPlaces(_ outputs: [(k: Int, p: Int, s: Int, O: Matrix)]) {
        table(
            ["filter k", "padding p", "stride s", "formula", "loops"],
            outputs.map { k, p, s, O in
                ["\(k)", "\(p)", "\(s)", "\(places(28, size: k, padding: p, stride: s))"]
                    + ["\(O.rows) × \(O.columns)"]
            })
    }
}
