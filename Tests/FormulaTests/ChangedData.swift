import Datasets
import Foundation
import Matrices
import Testing

/// Data files as readers may have them: cut, with other columns or numbers, with bytes that are
/// wrong. What a lesson's own preparation makes of each is either refused with a sentence and 65,
/// or fit for the lesson: it never stops the program.
///
/// `FUZZ_FILES=100000 swift test --filter changedFiles` tries so many for each lesson.
struct ChangedData {
    static let count =
        ProcessInfo.processInfo.environment["FUZZ_FILES"].flatMap { Int($0) } ?? 150

    /// Prepares changed versions of a course file of lines; `prepare` returns whether what it made
    /// is fit for the lesson.
    static func tables(
        _ name: String, separator: Character = ",", seed: Int,
        _ prepare: (_ path: String) throws -> Bool
    ) throws {
        let text = try String(contentsOfFile: courseFile(name), encoding: .utf8)
        let lines = text.split(separator: "\n").map(String.init)
        try tables(lines, separator: separator, seed: seed, prepare)
    }

    /// Prepares changed versions of a file of these lines.
    static func tables(
        _ lines: [String], separator: Character = ",", seed: Int,
        _ prepare: (_ path: String) throws -> Bool
    ) throws {
        try each(seed: seed, prepare) { random, path in
            var bytes = Array(
                changed(lines, separator, &random).joined(separator: "\n").utf8)
            if random.randint(0, 4) == 0 { damage(&bytes, &random) }
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        }
    }

    /// Prepares folders of signed letters, labels with or without a gap for J, in Kaggle's format.
    static func letters(seed: Int, _ prepare: (_ folder: String) throws -> Bool) throws {
        let header = "label," + (1...784).map { "pixel\($0)" }.joined(separator: ",")
        try each(seed: seed, count: count / 3, prepare) { random, path in
            let pixel = [",1", ",0", ",255", ",0.5"][random.randint(0, 4)]
            let all = random.randint(0, 2) == 0
            for part in ["train", "test"] {
                let labels =
                    all
                    ? Array(0...23) : (0..<random.randint(1, 9)).map { _ in random.randint(0, 25) }
                let lines = labels.filter { all || $0 != 9 }.map {
                    "\($0)" + String(repeating: pixel, count: 784)
                }
                let isChanged = random.randint(0, 2) == 0
                let file = isChanged ? changed([header] + lines, ",", &random) : [header] + lines
                try write(
                    Array(file.joined(separator: "\n").utf8), path, "sign_mnist_\(part).csv")
            }
        }
    }

    /// Prepares folders of the photographed digits' two arrays, of which few bytes are changed.
    static func arrays(seed: Int, _ prepare: (_ folder: String) throws -> Bool) throws {
        func array(_ shape: String, _ values: [UInt8]) -> [UInt8] {
            let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(shape)), }"
            let header = Array(text.utf8)
            return Array("\u{0}NUMPY".utf8) + [1, 0, UInt8(header.count), 0] + header + values
        }
        // The rows of the signs 0 and 1 are the second and the fourth part.
        let ends = [204, 409, 822, 1027, 2062]
        let columns = (0..<2062).map { row in ends.firstIndex { row < $0 }! }
        var files = [
            "X.npy": array("2062, 64, 64", [UInt8](repeating: 1, count: 2062 * 4096)),
            "Y.npy": array("2062, 10", columns.flatMap { k in (0..<10).map { $0 == k ? 1 : 0 } }),
        ]
        for name in files.keys { files[name]![0] = 0x93 }
        try each(seed: seed, count: max(4, count / 10), prepare) { random, path in
            let isChanged = random.randint(0, 4) > 0
            for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
                var bytes = bytes
                if isChanged, random.randint(0, 2) == 0 { damage(&bytes, &random) }
                try write(bytes, path, name)
            }
        }
    }

    /// Prepares folders of a few pictures in the format of MNIST, of which labels may be missing.
    static func digits(
        seed: Int, sizes: [Int] = [2, 12, 40], count: Int = count,
        _ prepare: (_ folder: String) throws -> Bool
    ) throws {
        try each(seed: seed, count: count, prepare) { random, path in
            let most = sizes[random.randint(0, sizes.count)]
            let brightest = [1, 2, 256][random.randint(0, 3)]
            let labels = ([0, 0, 0, 5][random.randint(0, 4)], random.randint(1, 11))
            for part in ["train", "t10k"] {
                let count = random.randint(0, 2) == 0 ? most : random.randint(1, most)
                let pixels = (0..<784 * count).map { UInt8($0 % 256 % brightest) }
                let classes = (0..<count).map { k in
                    UInt8(min(9, labels.0 + (labels.1 > 8 ? k : random.randint(0, labels.1)) % 10))
                }
                let size: [UInt8] = [0, 0, UInt8(count / 256), UInt8(count % 256)]
                let header = [0, 0, 8, 3] + size + [0, 0, 0, 28, 0, 0, 0, 28]
                try write(header + pixels, path, "\(part)-images-idx3-ubyte")
                try write([0, 0, 8, 1] + size + classes, path, "\(part)-labels-idx1-ubyte")
            }
        }
    }

    /// Writes a file into the folder, which it makes.
    private static func write(_ bytes: [UInt8], _ folder: String, _ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    /// A few bytes are others, most of them near the beginning, or the end is cut off.
    private static func damage(_ bytes: inout [UInt8], _ random: inout RandomState) {
        for _ in 0..<random.randint(1, 4) where !bytes.isEmpty {
            let end = random.randint(0, 2) == 0 ? bytes.count : min(bytes.count, 100)
            bytes[random.randint(0, end)] = UInt8(random.randint(0, 256))
        }
        if random.randint(0, 4) == 0 { bytes.removeLast(random.randint(0, min(bytes.count, 9))) }
    }

    private static func each(
        seed: Int, count: Int = count, _ prepare: (String) throws -> Bool,
        _ write: (inout RandomState, String) throws -> Void
    ) throws {
        let path = NSTemporaryDirectory() + "changed-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var random = RandomState(seed: seed)
        var taken = 0
        for k in 0..<count {
            try write(&random, path)
            do {
                let isFit = try prepare(path)
                #expect(isFit, "file \(k) of seed \(seed)")
                taken += 1
            } catch let error as DataError {
                #expect(error.kind == .wrongContents, "file \(k): \(error.sentence)")
                #expect(error.sentence.count < 1_000, "file \(k): \(error.sentence)")
            }
        }
        // A test whose files are all refused, or all taken, tests nothing.
        #expect(taken > 0 && taken < count)
    }

    /// The lines with one to three changes: fewer rows, a column left out, put in, or filled.
    private static func changed(
        _ file: [String], _ separator: Character, _ random: inout RandomState
    ) -> [String] {
        var rows = file.map { $0.split(separator: separator, omittingEmptySubsequences: false) }
        let numbers = ["0", "1", "-1", "1e308", "-1e308", "5e-324", "nan", "inf", "x", "", "20000"]
        // Half of the files are short, so that many are tried.
        if random.randint(0, 2) == 0 { rows = Array(rows.prefix(random.randint(1, 400))) }
        for _ in 0..<random.randint(0, 4) {
            let column = random.randint(0, rows[0].count)
            let number = Substring(numbers[random.randint(0, numbers.count)])
            let first = rows.count > 1 && rows[1].count > column ? rows[1][column] : ""
            switch random.randint(0, 7) {
            case 0: rows = Array(rows.prefix(random.randint(1, rows.count + 1)))
            case 1:
                for i in rows.indices where rows[i].count > column && rows[i].count > 1 {
                    rows[i].remove(at: column)
                }
            case 2:
                for i in rows.indices { rows[i].append(i == 0 ? "Id" : "\(i)") }
            case 3:
                for i in rows.indices.dropFirst() where rows[i].count > column {
                    rows[i][column] = first
                }
            case 4:
                for i in rows.indices.dropFirst() where rows[i].count > column {
                    rows[i][column] = i % 3 == 0 ? number : "1"
                }
            case 5 where rows.count > 1:
                let i = random.randint(1, rows.count)
                if rows[i].count > column { rows[i][column] = number }
            case 6: rows.removeFirst(min(rows.count - 1, random.randint(1, 3)))
            default: break
            }
        }
        return rows.map { $0.joined(separator: String(separator)) }
    }
}
