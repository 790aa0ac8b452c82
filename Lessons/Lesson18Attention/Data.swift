import Datasets
import Foundation
import Layers
import Matrices

/// Which rows of a matrix a sequence's queries are, and which its keys.
struct Span {
    var queries: Range<Int>
    var keys: Range<Int>
}

extension Matrix {
    /// The part of a matrix in which some rows and some columns meet.
    subscript(block: Range<Int>, columns: Range<Int>) -> Matrix {
        get {
            Matrix(rows: block.count, columns: columns.count) { i, j in
                self[block.lowerBound + i, columns.lowerBound + j]
            }
        }
        set {
            for i in 0..<block.count {
                for j in 0..<columns.count {
                    self[block.lowerBound + i, columns.lowerBound + j] = newValue[i, j]
                }
            }
        }
    }
}

/// Pairs of a key (16, no two alike) and a value (10), and a question: one of the keys.
struct Recall {
    /// All sequences' pairs one below the other: the key one-hot, and beside it the value.
    var pairs: Matrix
    /// A row per sequence: a key, and no value.
    var questions: Matrix
    /// The value that belongs to the key, one-hot.
    var answers: Matrix
    /// Which pair was asked for.
    var asked: [Int]

    init(count: Int, pairs n: Int, _ random: inout RandomState) {
        pairs = Matrix(rows: count * n, columns: 26)
        questions = Matrix(rows: count, columns: 26)
        answers = Matrix(rows: count, columns: 10)
        asked = []
        for s in 0..<count {
            let keys = random.permutation(16).prefix(n)
            let values = (0..<n).map { _ in random.randint(0, 10) }
            let pair = random.randint(0, n)
            for t in 0..<n {
                pairs[s * n + t, keys[t]] = 1
                pairs[s * n + t, 16 + values[t]] = 1
            }
            questions[s, keys[pair]] = 1
            answers[s, values[pair]] = 1
            asked.append(pair)
        }
    }

    /// How many pairs a sequence has.
    var length: Int { pairs.rows / questions.rows }

    var sequences: [Span] {
        (0..<questions.rows).map {
            Span(queries: $0..<$0 + 1, keys: $0 * length..<($0 + 1) * length)
        }
    }

    /// The same for a network that reads step by step: pair after pair, then the question.
    var steps: [Matrix] {
        (0..<length).map { t in
            pairs[rows: (0..<questions.rows).map { $0 * length + t }]
        } + [questions]
    }
}

/// Letters a … z are 0 … 25; 26 stands before the first letter and after the last one.
let nameEdge = 26

/// Texts one below the other, a letter per row.
struct Letters {
    var codes: [Int] = []
    var places: [Int] = []
    var sequences: [Span] = []

    init(_ texts: [[Int]]) {
        for text in texts {
            let range = codes.count..<codes.count + text.count
            sequences.append(Span(queries: range, keys: range))
            codes += text
            places += Array(0..<text.count)
        }
    }
}

/// Names as the transformer reads them, and what comes next at every place.
func reading(_ names: [[Int]]) -> (text: Letters, next: Matrix) {
    (
        Letters(names.map { [nameEdge] + $0 }),
        oneHot(names.flatMap { $0 + [nameEdge] }, classes: 27)
    )
}

/// The census' first names, each once, read and split as in lesson 12: 500 to validate.
struct Names {
    var train: [[Int]]
    var validation: [[Int]]
    var all: Set<String>
    /// The longest one's letters.
    var longest: Int { (train + validation).map(\.count).max() ?? 0 }

    /// - Throws: `DataError` 65 for anything but names of letters from a to z, at least 1,000.
    init(_ paths: [String]) throws {
        var names: [String] = []
        all = []
        for path in paths {
            for (number, line) in try readLines(path).enumerated() {
                let name = line.trimmingCharacters(in: .whitespaces).lowercased()
                guard (1...30).contains(name.count),
                    name.unicodeScalars.allSatisfy({ "a"..."z" ~= $0 })
                else {
                    throw DataError.wrongContents(
                        "\(path), entry \(number + 1): \"\(name.prefix(30))\" was found; a name of "
                            + "1 to 30 letters from a to z was expected")
                }
                if all.insert(name).inserted { names.append(name) }
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
        train = Array(shuffled[500...])
        validation = Array(shuffled[..<500])
    }

    /// Nats per character on the names to validate, by how often each character came after the
    /// `before` characters before it; every count starts at 0.1 (lesson 12).
    func countingCost(before: Int) -> Double {
        func places(_ name: [Int]) -> [(context: Int, next: Int)] {
            let whole = Array(repeating: nameEdge, count: before) + name + [nameEdge]
            return (before..<whole.count).map { t in
                (whole[t - before..<t].reduce(0) { $0 * 27 + $1 }, whole[t])
            }
        }
        let contexts = (0..<before).reduce(1) { product, _ in product * 27 }
        var counts = Matrix(rows: contexts, columns: 27, repeating: 0.1)
        for (context, next) in train.flatMap(places) { counts[context, next] += 1 }
        let totals = counts.rowSums()
        let costs = validation.flatMap(places).map { context, next in
            -log(counts[context, next] / totals[context, 0])
        }
        return costs.reduce(0, +) / Double(costs.count)
    }
}

func letters(_ codes: [Int]) -> String {
    String(String.UnicodeScalarView(codes.compactMap { UnicodeScalar(97 + $0) }))
}
