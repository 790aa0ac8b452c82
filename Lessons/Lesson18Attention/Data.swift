import Datasets
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

extension Names {
    /// The longest one's letters.
    var longest: Int { (train + validation).map(\.count).max() ?? 0 }
}
