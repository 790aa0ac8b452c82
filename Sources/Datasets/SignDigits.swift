import Foundation
import Matrices

/// Reads the photographed signs 0 and 1 from the "Sign Language Digits Dataset" as published.
///
/// `X.npy` holds 2062 pictures of 64 × 64 in 0…1, `Y.npy` a one-hot row for each. In the
/// publisher's order rows 204 ..< 409 show the sign 0 and rows 822 ..< 1027 the sign 1. (The column
/// of Y is *not* the digit, so it only serves to check that order.)
/// - Parameter folder: The folder that holds both files.
/// - Returns: 410 pictures as rows of 4096 pixels: 205 with the label 0, then 205 with the label 1.
/// - Throws: `DataError` 66 if a file is missing; 65 if one is damaged or isn't the published one.
public func readSignDigits(_ folder: String) throws -> LabelledPictures {
    let picturePath = try file(in: folder, named: ["X.npy"])
    let x = try readNPY(picturePath)
    try x.requireShape([2062, 64, 64], "the 2062 published pictures of 64 × 64")
    try x.requirePixels(0...1)

    let labelPath = try file(in: folder, named: ["Y.npy"])
    let y = try readNPY(labelPath)
    try y.requireShape([2062, 10], "a row of 10 columns for each of the 2062 published pictures")
    // Which column of Y a row's 1 stands in.
    func column(_ row: Int) throws -> Int {
        let entries = y.values[(10 * row)..<(10 * row + 10)]
        guard let place = entries.firstIndex(of: 1), entries.filter({ $0 != 0 }).count == 1 else {
            throw DataError.wrongContents(
                "\(labelPath): row \(row) is \(entries.map(short)); one 1 and nine 0 were expected")
        }
        return place - entries.startIndex
    }
    let zeros = 204..<409
    let ones = 822..<1027
    for rows in [zeros, ones] {
        let first = try column(rows.lowerBound)
        for row in rows where try column(row) != first {
            throw DataError.wrongContents(
                "\(labelPath): rows \(rows.lowerBound) and \(row) belong to different signs; "
                    + "in the publisher's order rows 204 to 408 all show the sign 0 and rows 822 "
                    + "to 1026 the sign 1"
            )
        }
    }
    guard try column(zeros.lowerBound) != column(ones.lowerBound) else {
        throw DataError.wrongContents(
            "\(labelPath): rows 204 and 822 belong to the same sign; in the publisher's "
                + "order they show the signs 0 and 1"
        )
    }

    return (
        x.matrix[rows: Array(zeros) + Array(ones)],
        zeros.map { _ in 0 } + ones.map { _ in 1 }
    )
}
