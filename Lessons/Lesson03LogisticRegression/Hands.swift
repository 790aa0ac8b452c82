import Datasets
import Matrices

/// 205 hands that sign 0, then 205 that sign 1: photographs from the folder, or drawn ones.
/// - Returns: pictures, 410 × 4096, and signs, 410 × 1 of zeros and ones.
func signsZeroAndOne(folder: String?, seed: Int) throws -> (pictures: Matrix, signs: Matrix) {
    let pictures: Matrix
    if let folder {
        pictures = try readSignDigitsZeroAndOne(folder)
    } else {
        pictures = drawnDigits(
            Array(repeating: 0, count: 205) + Array(repeating: 1, count: 205), seed: seed)
    }
    return (pictures, Matrix(rows: 410, columns: 1) { i, _ in i < 205 ? 0 : 1 })
}
