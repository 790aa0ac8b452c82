import Foundation
import Matrices
import Testing

@testable import Datasets

/// Damaged files, made by changing good ones at random: each is read or refused with a sentence,
/// never a crash, a hang or a wrong shape.
///
/// `FUZZ_FILES=1000000 swift test --filter FuzzTests` tries so many of each format.
@Suite struct FuzzTests {
    let folder = TemporaryFolder()

    static let count =
        ProcessInfo.processInfo.environment["FUZZ_FILES"].flatMap { Int($0) } ?? 1_000

    /// Bytes that mean something in one of the formats.
    static let telling: [UInt8] =
        Array("\0\u{1}\n\r\t \"'{}[](),:;.-+eE0123456789LnafiPK".utf8) + [
            0x7F, 0x80, 0x93, 0xFE, 0xFF,
        ]

    /// The file with one to four changes: a byte replaced, taken out or put in, a piece repeated,
    /// taken out or the rest cut off.
    static func mutated(_ file: [UInt8], _ random: inout RandomState) -> [UInt8] {
        var bytes = file
        for _ in 0...random.randint(0, 4) {
            guard !bytes.isEmpty else { break }
            // Half of the changes are made where most formats have their header.
            let range = random.randint(0, 2) == 0 ? bytes.count : min(bytes.count, 128)
            let place = random.randint(0, range)
            let byte =
                random.randint(0, 2) == 0
                ? UInt8(random.randint(0, 256)) : telling[random.randint(0, telling.count)]
            switch random.randint(0, 6) {
            case 0, 1: bytes[place] = byte
            case 2: bytes.insert(byte, at: place)
            case 3: bytes.remove(at: place)
            case 4:
                let end = min(bytes.count, place + random.randint(1, 40))
                if random.randint(0, 2) == 0 {
                    bytes.removeSubrange(place..<end)
                } else {
                    bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
                }
            default: if random.randint(0, 4) == 0 { bytes.removeSubrange(place...) }
            }
        }
        return bytes
    }

    /// Reads so many changed files; `read` returns how many numbers a file that was taken promises,
    /// and how many there are.
    private func fuzz(
        _ files: [[UInt8]], seed: Int, _ read: ([UInt8]) throws -> (promised: Int, held: Int)
    ) throws {
        var random = RandomState(seed: seed)
        var taken = 0
        for k in 0..<Self.count {
            let bytes = Self.mutated(files[k % files.count], &random)
            do {
                let (promised, held) = try read(bytes)
                #expect(promised == held, "file \(k) of seed \(seed)")
                taken += 1
            } catch let error as DataError {
                #expect(error.kind == .wrongContents, "file \(k): \(error.sentence)")
                #expect(error.sentence.count < 1_000, "file \(k): a sentence without an end")
                let isPlain = error.sentence.unicodeScalars.allSatisfy {
                    $0.value >= 32 && ![0x202E, 0x2028, 0x2029].contains($0.value)
                }
                #expect(isPlain, "file \(k): control characters in the sentence")
            }
        }
        // A test whose files are all refused, or all taken, tests nothing.
        #expect(taken > 0 && taken < Self.count)
    }

    private let matrix = Matrix([[1, -2.5, 3], [4, 5e300, -0.0]])

    @Test func npy() throws {
        try fuzz([npyBytes(matrix)], seed: 1) { bytes in
            let array = try parseNPY(bytes[...], "f")
            return (array.shape.reduce(1, *), array.values.count)
        }
    }

    @Test func npz() throws {
        let file = try npzBytes([("w1", matrix), ("b1", Matrix(row: [1, 2]))], "f")
        try fuzz([file], seed: 2) { bytes in
            let arrays = try parseNPZ(bytes, "f")
            return (
                arrays.reduce(0) { $0 + $1.1.shape.reduce(1, *) },
                arrays.reduce(0) { $0 + $1.1.values.count }
            )
        }
    }

    @Test func safetensors() throws {
        let file = safetensorsBytes([("w1", matrix), ("b1", Matrix(row: [1, 2]))])
        try fuzz([file], seed: 3) { bytes in
            let arrays = try parseSafetensors(bytes, "f")
            return (
                arrays.reduce(0) { $0 + $1.1.shape.reduce(1, *) },
                arrays.reduce(0) { $0 + $1.1.values.count }
            )
        }
    }

    @Test func idx() throws {
        let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2]
        try fuzz([header + [1, 2, 3, 4, 5, 6, 7, 255]], seed: 4) { bytes in
            let (_, shape, count, _) = try idxHeader(bytes, "f")
            return (shape.reduce(1, *), count)
        }
    }

    @Test func csv() throws {
        let files = [
            "a,b\n1,2\n3.5,-4e3\n", "epoch;\"lo\nss\";\r\n1;0.5;\r\n2;nan;\r\n", "1,2,0\n3,4,1\n",
        ].map { Array($0.utf8) }
        try fuzz(files, seed: 5) { bytes in
            let table = try Table(bytes, "f")
            let cells = table.cells()
            #expect(table.lines().count == table.rowCount)
            #expect(cells.allSatisfy { $0.count == table.columns.count })
            if Set(table.columns).count == table.columns.count {
                let matrix = try table.matrix(table.columns)
                return (table.rowCount * table.columns.count, matrix.values.count)
            }
            return (table.rowCount, cells.count)
        }
    }
}
