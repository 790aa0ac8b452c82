import Datasets
import Matrices

/// 205 hands that sign 0, then 205 that sign 1: photographs from the folder, or drawn ones.
/// - Returns: pictures, 410 × 4096, and signs, 410 × 1 of zeros and ones.
func signsZeroAndOne(folder: String?, seed: Int) throws -> (pictures: Matrix, signs: Matrix) {
    let codes = Array(repeating: 0, count: 205) + Array(repeating: 1, count: 205)
    let hands = try folder.map(readSignDigits) ?? drawnDigits(codes, seed: seed)
    return (hands.pictures, Matrix(column: hands.labels.map(Double.init)))
}
