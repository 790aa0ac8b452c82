import Datasets
import Layers
import Matrices

/// Windows of a series, for every time in a range: the values before it, oldest first, and the
/// values that they should predict.
struct Windows {
    /// x(1) … x(T): a matrix per step, a row per window.
    var x: [Matrix]
    /// What comes after each x(t); y[T − 1] is the value at the time itself.
    var y: [Matrix]

    init(_ series: [Double], predicting times: Range<Int>, length: Int) {
        let steps = (0...length).map { k in
            Matrix(column: times.map { series[$0 - length + k] })
        }
        x = Array(steps[..<length])
        y = Array(steps[1...])
    }

    init(x: [Matrix], y: [Matrix]) {
        self.x = x
        self.y = y
    }

    subscript(rows: [Int]) -> Windows {
        Windows(x: x.map { $0[rows: rows] }, y: y.map { $0[rows: rows] })
    }

    var count: Int { x[0].rows }
    /// The values at the times to predict.
    var targets: Matrix { y[y.count - 1] }
    /// The values just before: what persistence predicts.
    var newest: Matrix { x[x.count - 1] }
}

/// What is to be learnt, and what its curves are called.
struct Series {
    var name: String
    var train, test: Windows
    /// How much a scaled 1 is.
    var unit: Double
    /// Whether the outputs of all steps count, or the last one only.
    var everyStep: Bool

    /// The root mean squared error of a forecast of the test part, in the series' own unit.
    func rmse(_ predicted: Matrix) -> Double {
        unit * meanSquaredError(predicted, test.targets).squareRoot()
    }

    /// A forecast that is the mean of what trains, whatever the window holds.
    var mean: Matrix { test.targets.map { _ in train.targets.mean() } }
}

/// The months of `sunspots.csv`: the first 80 % train, the others test.
struct Sunspots {
    var years, spots: [Double]
    var trainMonths: Int
    /// The smallest and the largest number in the training months.
    var low, high: Double

    /// - Throws: `DataError` 65 if there are too few months for the window, or if they don't differ.
    init(_ path: String, window: Int) throws {
        let table = try readCSV(path)
        years = try table.numbers("time")
        spots = try table.numbers("sunspots")
        let needed = max(240, 2 * window)
        guard spots.count >= needed else {
            throw DataError.wrongContents(
                "\(path): \(needed) months or more were expected for windows of \(window); the "
                    + "file's number of months is \(spots.count)")
        }
        trainMonths = spots.count * 4 / 5
        (low, high) = (spots[..<trainMonths].min() ?? 0, spots[..<trainMonths].max() ?? 0)
        guard high > low, (high - low).isFinite else {
            throw DataError.wrongContents(
                "\(path): the sunspots of the first \(trainMonths) months lie between \(low) and "
                    + "\(high); a series that can be scaled to 0…1 was expected")
        }
    }

    func series(_ name: String, everyStep: Bool, window: Int) -> Series {
        let scaled = spots.map { ($0 - low) / (high - low) }
        return Series(
            name: name,
            train: Windows(scaled, predicting: window..<trainMonths, length: window),
            test: Windows(scaled, predicting: trainMonths..<spots.count, length: window),
            unit: high - low, everyStep: everyStep)
    }
}

/// Wx, Wh, b, Wy, by: Glorot's weights, biases 0.
func firstParameters(
    inputs: Int, hidden: Int, outputs: Int, _ random: inout RandomState
) -> [Matrix] {
    let wx = glorotUniform(inputs, hidden, &random)
    let wh = glorotUniform(hidden, hidden, &random)
    let wy = glorotUniform(hidden, outputs, &random)
    return [wx, wh, Matrix(rows: 1, columns: hidden), wy, Matrix(rows: 1, columns: outputs)]
}

func numberOfParameters(_ parameters: [Matrix]) -> Int {
    var number = 0
    for matrix in parameters { number += matrix.values.count }
    return number
}

/// The parameters with their names in a file.
func named(_ parameters: [Matrix]) -> [(name: String, matrix: Matrix)] {
    zip(["wx", "wh", "b", "wy", "by"], parameters).map { ($0, $1) }
}
