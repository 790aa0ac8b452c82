import Foundation
import Matrices

// An `.npz` file is a zip archive of `.npy` files (numpy.savez). In a zip archive each file follows
// a local header of 30 bytes and its name; the central directory at the end lists them all once
// more, 46 bytes and the name each; 22 bytes close the archive. All numbers are little-endian.
// Format: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.

private let localSignature: UInt32 = 0x0403_4b50
private let directorySignature: UInt32 = 0x0201_4b50
private let endSignature: UInt32 = 0x0605_4b50

/// The bytes of an `.npz` file with these weights as float64, uncompressed.
///
/// - Throws: `DataError` 73 beyond 2 GB or 65,534 matrices.
func npzBytes(_ weights: [(name: String, matrix: Matrix)], _ path: String) throws -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for (name, matrix) in weights {
        let file = npyBytes(matrix)
        let fileName = Array("\(name).npy".utf8)
        guard archive.count + file.count < Int(UInt32.max) / 2, weights.count < Int(UInt16.max),
            fileName.count < Int(UInt16.max)
        else {
            throw DataError.unwritable(
                "\(path): can't be written: the weights are too many for an .npz file; choose "
                    + ".safetensors"
            )
        }
        // Version 2.0 to unpack, names in UTF-8, not compressed, 1 January 1980 at 0:00.
        var common = littleEndian(UInt16(20)) + littleEndian(UInt16(0x0800))
        common += littleEndian(UInt16(0)) + littleEndian(UInt16(0)) + littleEndian(UInt16(0x21))
        common += littleEndian(crc32(file[...]))
        common += littleEndian(UInt32(file.count)) + littleEndian(UInt32(file.count))
        common += littleEndian(UInt16(fileName.count)) + littleEndian(UInt16(0))

        directory += littleEndian(directorySignature) + littleEndian(UInt16(20)) + common
        // No comment, first disk, no attributes; where the local header stands.
        directory += [UInt8](repeating: 0, count: 10) + littleEndian(UInt32(archive.count))
        directory += fileName
        archive += littleEndian(localSignature) + common + fileName + file
    }
    var end = littleEndian(endSignature) + littleEndian(UInt32(0))
    end += littleEndian(UInt16(weights.count)) + littleEndian(UInt16(weights.count))
    end += littleEndian(UInt32(directory.count)) + littleEndian(UInt32(archive.count))
    end += littleEndian(UInt16(0))
    return archive + directory + end
}

/// The bytes of an `.npy` file, version 1, that holds a matrix as float64.
func npyBytes(_ matrix: Matrix) -> [UInt8] {
    var header =
        "{'descr': '<f8', 'fortran_order': False, 'shape': (\(matrix.rows), \(matrix.columns)), }"
    // Spaces and a line feed, so that the numbers begin at a multiple of 64.
    while (10 + header.utf8.count + 1) % 64 != 0 { header += " " }
    header += "\n"
    var bytes = [0x93] + Array("NUMPY".utf8) + [1, 0] + littleEndian(UInt16(header.utf8.count))
    bytes += Array(header.utf8)
    for value in matrix.values { bytes += littleEndian(value.bitPattern) }
    return bytes
}

/// The arrays in the bytes of an `.npz` file, in the order of its directory.
func parseNPZ(_ bytes: [UInt8], _ path: String) throws -> [(String, NumberArray)] {
    func fail(_ offset: Int, _ sentence: String) -> DataError {
        .wrongContents("\(path), byte \(offset): \(sentence)")
    }
    func number(_ offset: Int, _ width: Int) -> Int {
        (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }

    // The last 22 bytes, or further up if a comment follows them.
    let candidates = stride(
        from: bytes.count - 22, through: max(0, bytes.count - 22 - 65535), by: -1)
    guard
        let end = candidates.first(where: {
            number($0, 4) == endSignature && $0 + 22 + number($0 + 20, 2) == bytes.count
        })
    else {
        throw fail(
            bytes.count,
            "the zip archive has no end; the file is cut short: copy or download it again")
    }
    let count = number(end + 10, 2)
    let directorySize = number(end + 12, 4)
    var place = number(end + 16, 4)
    guard number(end + 4, 4) == 0, number(end + 8, 2) == count, place + directorySize == end else {
        throw fail(
            end,
            "the end of the zip archive doesn't fit its contents; the file is damaged, or larger "
                + "than 4 GB"
        )
    }

    var entries: [ArchiveEntry] = []
    for _ in 0..<count {
        guard place + 46 <= end, number(place, 4) == directorySignature else {
            throw fail(
                place, "an entry of the zip archive's directory was expected; the file is damaged")
        }
        let (nameLength, extraLength) = (number(place + 28, 2), number(place + 30, 2))
        let next = place + 46 + nameLength + extraLength + number(place + 32, 2)
        guard next <= end else {
            throw fail(
                place, "an entry of the zip archive's directory doesn't end; the file is damaged")
        }
        let nameBytes = bytes[(place + 46)..<(place + 46 + nameLength)]
        let name = String(decoding: nameBytes, as: UTF8.self)
        let label = "\"\(shown(name))\""
        guard name.hasSuffix(".npy") else {
            throw fail(
                place,
                "the zip archive holds \(label); only .npy files were expected, as numpy.savez "
                    + "writes them")
        }
        guard number(place + 8, 2) & 1 == 0 else {
            throw fail(place, "\(label) is encrypted; save it again without a password")
        }
        guard number(place + 6, 2) & 0xff <= 45 else {
            throw fail(
                place,
                "\(label) asks for version \(number(place + 6, 2) & 0xff) of the zip format, which "
                    + "numpy.savez doesn't write; the file is damaged")
        }
        guard number(place + 10, 2) == 0 else {
            throw fail(
                place,
                "\(label) is compressed; save it again with numpy.savez instead of "
                    + "numpy.savez_compressed")
        }

        // The same file's local header, then the file.
        let local = number(place + 42, 4)
        guard local + 30 <= end, number(local, 4) == localSignature else {
            throw fail(place, "\(label) isn't where the directory says; the file is damaged")
        }
        let start = local + 30 + number(local + 26, 2) + number(local + 28, 2)
        let size = number(place + 24, 4)
        guard number(local + 6, 2) & 1 == 0, number(local + 4, 2) & 0xff <= 45,
            number(local + 8, 2) == 0
        else {
            throw fail(
                local, "\(label) is said to be encrypted or compressed; the file is damaged")
        }
        guard number(place + 20, 4) == size, start + size <= end,
            bytes[(local + 30)..<end].prefix(number(local + 26, 2)) == nameBytes
        else {
            throw fail(
                local, "\(label) doesn't fit its entry in the directory; the file is damaged")
        }
        entries.append(
            ArchiveEntry(
                name: String(name.dropLast(4)), local: local, range: start..<(start + size),
                checksum: number(place + 16, 4)))
        place = next
    }
    guard place == end else {
        throw fail(
            place, "the zip archive's directory goes on after its last entry; the file is damaged")
    }
    if let name = firstRepeated(entries.map(\.name)) {
        throw fail(end, "\"\(shown(name)).npy\" is in the zip archive twice")
    }
    // A small file can't be made to look like a large one by listing the same bytes often.
    let sorted = entries.sorted { $0.local < $1.local }
    for (entry, next) in zip(sorted, sorted.dropFirst()) where entry.range.upperBound > next.local {
        throw fail(
            next.local, "\"\(shown(next.name)).npy\" overlaps another file; the file is damaged")
    }

    return try entries.map { entry in
        let file = bytes[entry.range]
        guard crc32(file) == entry.checksum else {
            throw fail(
                entry.range.lowerBound,
                "the checksum of \"\(shown(entry.name)).npy\" is wrong; the file is damaged")
        }
        return (entry.name, try parseNPY(file, "\(path), \(shown(entry.name)).npy"))
    }
}

/// A file in a zip archive.
private struct ArchiveEntry {
    /// Its name without `.npy`.
    let name: String
    /// Where its local header stands.
    let local: Int
    /// Where its bytes stand.
    let range: Range<Int>
    let checksum: Int
}

/// The checksum of zip archives: CRC-32, reflected, polynomial 04C11DB7.
func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { crcTable[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
}

/// What each of the 256 bytes does to the checksum.
private let crcTable: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in
        rest & 1 == 1 ? 0xEDB8_8320 ^ (rest >> 1) : rest >> 1
    }
}
