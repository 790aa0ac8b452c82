import Foundation

/// The type byte of an IDX file and the width of its numbers in bytes.
private let idxTypes: [UInt8: Int] = [0x08: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8]

/// The header of a file in the IDX format, in which MNIST is published, checked against the length
/// of the file. Format: "The IDX file format", on MNIST's page by Yann LeCun.
///
/// Two zero bytes, the type, the number of axes, then the length of each axis in four bytes, the
/// most significant first.
/// - Throws: `DataError` 65 if it isn't such a file, is packed, cut short or too long.
func idxHeader(_ bytes: [UInt8], _ path: String) throws -> (
    type: UInt8, shape: [Int], count: Int, dataStart: Int
) {
    func fail(_ offset: Int, _ sentence: String) -> DataError {
        .wrongContents("\(path), byte \(offset): \(sentence)")
    }
    try refuseOtherFormats(bytes, path, expected: "an IDX file")
    guard bytes.count >= 4 else {
        throw fail(bytes.count, "the file ends within the first 4 bytes; copy or download it again")
    }
    guard bytes[0] == 0, bytes[1] == 0, let width = idxTypes[bytes[2]], bytes[3] > 0 else {
        let found = bytes.prefix(4).map { String(format: "%02x", $0) }.joined(separator: " ")
        throw fail(
            0,
            "an IDX file begins with 00 00, its type (08, 09, 0b, 0c, 0d or 0e) and its "
                + "number of axes, this one with \(found); is it another kind of file?"
        )
    }
    let axes = Int(bytes[3])
    let dataStart = 4 + 4 * axes
    guard bytes.count >= dataStart else {
        throw fail(
            bytes.count,
            "the file ends within its header of \(dataStart) bytes; copy or download it again")
    }
    let shape = (0..<axes).map { axis in
        (0..<4).reduce(0) { $0 << 8 | Int(bytes[4 + 4 * axis + $1]) }
    }
    let count = try elementCount(
        shape, width: width, held: bytes.count - dataStart, path, header: 4, data: dataStart)
    return (bytes[2], shape, count, dataStart)
}
