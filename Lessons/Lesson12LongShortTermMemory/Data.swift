import Matrices

/// Letters a … z are 0 … 25; 26 stands before the first letter and after the last one.
let nameEdge = 26

/// A name as numbers, without its edges.
func codes(_ name: String) -> [Int] { name.unicodeScalars.map { Int($0.value) - 97 } }

func letters(_ codes: [Int]) -> String {
    String(String.UnicodeScalarView(codes.compactMap { UnicodeScalar(97 + UInt32($0)) }))
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
