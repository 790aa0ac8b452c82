import Foundation
import Matrices

/// First names as numbers, a … z being 0 … 25, each name once: 500 to validate, the others to train.
public struct Names: Sendable {
    /// In the order of `RandomState(42).permutation`: all but the first 500.
    public let train: [[Int]]
    /// The first 500.
    public let validation: [[Int]]
    /// All names, as letters.
    public let all: Set<String>

    /// Reads lists of names, one a line, such as the census' women's and men's.
    ///
    /// - Throws: `DataError` 66 if a file can't be read; 65 for anything but names of 1 to 30
    ///   letters from a to z, at least 1,000.
    public init(_ paths: [String]) throws {
        var names: [String] = []
        var known: Set<String> = []
        for path in paths {
            for (number, line) in try readLines(path).enumerated() {
                let name = line.trimmingCharacters(in: .whitespaces).lowercased()
                guard (1...30).contains(name.count),
                    name.unicodeScalars.allSatisfy({ "a"..."z" ~= $0 })
                else {
                    throw DataError.wrongContents(
                        "\(path), entry \(number + 1): \"\(shown(name))\" was found; a name of 1 to "
                            + "30 letters from a to z was expected")
                }
                if known.insert(name).inserted { names.append(name) }
            }
        }
        guard names.count >= 1000 else {
            throw DataError.wrongContents(
                "\(paths.joined(separator: " and ")): \(names.count) different names; the lesson "
                    + "needs 1000 or more, for it keeps 500 to validate")
        }
        var random = RandomState(seed: 42)
        let shuffled = random.permutation(names.count).map { index in
            names[index].unicodeScalars.map { Int($0.value) - 97 }
        }
        (validation, train) = (Array(shuffled[..<500]), Array(shuffled[500...]))
        all = known
    }
}
