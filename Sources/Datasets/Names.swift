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

    /// Nats per character on the names to validate, by how often in the others each letter, each
    /// pair of letters, each triple occurs; every count starts at 0.1.
    public var countingCosts: [(name: String, cost: Double)] {
        ["letters", "pairs", "triples"].enumerated().map { before, name in
            (name, countingCost(train, validation, before: before, smoothing: 0.1))
        }
    }
}

/// The character before the first letter of a name and after the last one.
public let nameEdge = 26

/// Numbers from 0 to 25 as letters from a to z.
public func letters(_ codes: [Int]) -> String {
    String(String.UnicodeScalarView(codes.compactMap { UnicodeScalar(97 + UInt32($0)) }))
}

/// The cost of guessing each character from the `before` characters before it, by counting: the
/// mean of −log(probability of what came).
///
/// - Parameter smoothing: What every count starts at, so that nothing is impossible.
public func countingCost(
    _ train: [[Int]], _ validation: [[Int]], before: Int, smoothing: Double
) -> Double {
    /// The number of the characters before place t, and the character there.
    func places(_ name: [Int]) -> [(context: Int, next: Int)] {
        let whole = Array(repeating: nameEdge, count: before) + name + [nameEdge]
        return (before..<whole.count).map { t in
            (whole[t - before..<t].reduce(0) { $0 * 27 + $1 }, whole[t])
        }
    }
    let contexts = (0..<before).reduce(1) { product, _ in product * 27 }
    var counts = Matrix(rows: contexts, columns: 27, repeating: smoothing)
    for (context, next) in train.flatMap(places) { counts[context, next] += 1 }
    let totals = counts.rowSums()
    let asked = validation.flatMap(places)
    return asked.reduce(0) { cost, place in
        cost - log(counts[place.context, place.next] / totals[place.context, 0])
    } / Double(asked.count)
}
