import Matrices

/// Sequences of numbers from 0 to 1, two of them marked; the sum of those two is asked for
/// (Hochreiter and Schmidhuber, 1997).
public struct AddingProblem {
    /// A matrix per step: a row per sequence, the number and the mark, 0 or 1.
    public let x: [Matrix]
    /// The sums, n × 1.
    public let y: Matrix

    /// Draws `count` sequences of `steps` numbers.
    ///
    /// First come the numbers, sequence after sequence, then for each sequence the marks' places:
    /// one in the first half, one in the second.
    public init(count: Int, steps: Int, random: inout RandomState) {
        let numbers = random.randomSample(rows: count, columns: steps)
        var marks = Matrix(rows: count, columns: steps)
        for n in 0..<count {
            marks[n, random.randint(0, steps / 2)] = 1
            marks[n, random.randint(steps / 2, steps)] = 1
        }
        x = (0..<steps).map { t in
            Matrix(rows: count, columns: 2) { n, j in j == 0 ? numbers[n, t] : marks[n, t] }
        }
        y = (numbers * marks).rowSums()
    }
}
