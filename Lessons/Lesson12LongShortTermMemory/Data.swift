import Datasets
import Foundation
import Matrices

/// Letters a … z are 0 … 25; 26 stands before the first letter and after the last one.
let nameEdge = 26

/// A name as numbers, without its edges.
func codes(_ name: String) -> [Int] { name.unicodeScalars.map { Int($0.value) - 97 } }

func letters(_ codes: [Int]) -> String {
    String(String.UnicodeScalarView(codes.compactMap { UnicodeScalar(97 + UInt32($0)) }))
}

/// The census' first names, each once: 500 to validate, the others to train.
struct Names {
    var train: [[Int]]
    var validation: [[Int]]
    var all: Set<String>

    /// In the order of `RandomState(42).permutation`.
    init(_ names: [String]) {
        var random = RandomState(seed: 42)
        let shuffled = random.permutation(names.count).map { codes(names[$0]) }
        validation = Array(shuffled[..<500])
        train = Array(shuffled[500...])
        all = Set(names)
    }
}

/// Women's names, then men's that are new.
/// - Throws: `DataError` 65 for anything but names of 1 to 30 letters from a to z, at least 1,000.
func readNames(_ paths: [String]) throws -> Names {
    var names: [String] = []
    var known: Set<String> = []
    for path in paths {
        for (number, line) in try readLines(path).enumerated() {
            let name = line.trimmingCharacters(in: .whitespaces).lowercased()
            guard name.count <= 30, name.unicodeScalars.allSatisfy({ "a"..."z" ~= $0 }) else {
                throw DataError.wrongContents(
                    "\(path), entry \(number + 1): \"\(name.prefix(30))\" was found; a name of at "
                        + "most 30 letters from a to z was expected")
            }
            if known.insert(name).inserted { names.append(name) }
        }
    }
    guard names.count >= 1000 else {
        throw DataError.wrongContents(
            "\(paths.joined(separator: " and ")): \(names.count) different names; the lesson needs "
                + "1000 or more, for it keeps 500 to validate and trains on the others")
    }
    return Names(names)
}

/// Names side by side: what goes in at each step, and what should come out.
struct NameBatch {
    /// One-hot, n × 27, at each step; rows of zeros after a name's end.
    var x: [Matrix]
    /// The next character, one-hot; rows of zeros after a name's end.
    var y: [Matrix]
    /// At each step, the names that haven't ended: only their answers count.
    var running: [[Int]]
    /// Letters and ends: how many answers there are.
    var characters: Int { running.reduce(0) { $0 + $1.count } }

    init(_ names: [[Int]]) {
        let steps = (names.map(\.count).max() ?? 0) + 1
        x = Array(repeating: Matrix(rows: names.count, columns: 27), count: steps)
        y = x
        running = Array(repeating: [], count: steps)
        for (n, name) in names.enumerated() {
            let whole = [nameEdge] + name + [nameEdge]
            for t in 0...name.count {
                x[t][n, whole[t]] = 1
                y[t][n, whole[t + 1]] = 1
                running[t].append(n)
            }
        }
    }
}
