import Datasets
import Layers
import Matrices

/// The rows of a table, split into those to train on and those that only measure, before and
/// after scaling.
struct Examples {
    /// The columns that are known of every row, and the one to predict.
    var inputs: [String]
    var target: String
    /// A sentence on the table, what its rows are called, and what the target is measured in.
    var description: String
    var noun: String
    var unit: String
    /// The first five rows as they are in the file, and every row's target.
    var head: Matrix
    var targets: Matrix
    /// Which rows are for training, in the order drawn.
    var trainingRows: [Int]
    /// As in the file.
    var raw: (x: Matrix, y: Matrix, xValidation: Matrix, yValidation: Matrix)
    /// In 0…1 by the training rows' smallest and largest values.
    var x: Matrix
    var y: Matrix
    var xValidation: Matrix
    var yValidation: Matrix
    var inputScaler: MinMaxScaler
    var targetScaler: MinMaxScaler

    /// What one unit of the scaled target is.
    var range: Double { targetScaler.maximum[0, 0] - targetScaler.minimum[0, 0] }
    /// From scaled units back to those of the file.
    func unscaled(_ predicted: Matrix) -> Matrix { targetScaler.unscale(predicted) }
    /// How good answers for the validation rows are.
    func score(_ answers: Matrix) -> Score { Score(answers, raw.yValidation, range: range) }
    func score(always answer: Double) -> Score { score(raw.yValidation.map { _ in answer }) }
}

/// How good answers are, in the target's own units.
struct Score {
    var mae: Double
    var rmse: Double
    /// Which part of the answers is at most a tenth of the target's range off.
    var within: Double

    init(_ answers: Matrix, _ y: Matrix, range: Double) {
        let errors = abs(answers - y)
        mae = errors.mean()
        rmse = (errors * errors).mean().squareRoot()
        within = errors.map { $0 <= range / 10 ? 1 : 0 }.mean()
    }
}

/// The middle one of the values in order, or the mean of the two in the middle.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// Reads the red wines, or a reader's own table. A column called id is no measurement, and one
/// that begins with no number is left out.
func readExamples(_ path: String?, target: String) throws -> Examples {
    let table = try readCSV(path ?? courseFile("winequality-red.csv"))
    let y = try table.matrix([target])
    let others = table.columns.filter { $0 != target }
    let inputs = try others.filter { name in
        try name.lowercased() != "id" && table.texts(name).first.flatMap(Double.init) != nil
    }
    guard (10...20_000).contains(table.rowCount), (1...100).contains(inputs.count) else {
        throw DataError.wrongContents(
            "\(table.source): \(table.rowCount) rows and \(inputs.count) columns beside "
                + "\"\(target)\"; the lesson needs 10 to 20,000 rows, and 1 to 100 columns to "
                + "predict it from")
    }
    let x = try table.matrix(inputs)
    let (rows, rest) = sampleSplit(count: x.rows, fraction: 0.7, seed: 5)
    let inputScaler = MinMaxScaler(fitting: x[rows: rows])
    let targetScaler = MinMaxScaler(fitting: y[rows: rows])
    let wines = """
        \(x.rows) red wines from the north of Portugal. For each there are \(inputs.count) \
        measurements from the laboratory, and its quality, the points that tasters gave it.
        """
    let left = others.filter { !inputs.contains($0) }.map { $0.isEmpty ? "one without a name" : $0 }
    return Examples(
        inputs: inputs, target: target,
        description: (path.map { "\(x.rows) rows of \($0)." } ?? wines)
            + (left.isEmpty ? "" : " Left out: \(left.joined(separator: ", "))."),
        noun: path == nil ? "wines" : "rows", unit: path == nil ? "points" : "units of \(target)",
        head: Matrix(joining: [x, y])[rows: 0..<5], targets: y, trainingRows: rows,
        raw: (x[rows: rows], y[rows: rows], x[rows: rest], y[rows: rest]),
        x: inputScaler.scale(x[rows: rows]), y: targetScaler.scale(y[rows: rows]),
        xValidation: inputScaler.scale(x[rows: rest]),
        yValidation: targetScaler.scale(y[rows: rest]),
        inputScaler: inputScaler, targetScaler: targetScaler)
}

/// First weights W₁, b₁, W₂, b₂ … of a network with layers of these sizes: random ones within
/// ±√(6 / (inputs + outputs)), Glorot's limits, which keep the size of the numbers from layer to
/// layer (lesson 09 shows how); the biases are 0.
func firstParameters(_ sizes: [Int], _ random: inout RandomState) -> [Matrix] {
    var parameters: [Matrix] = []
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
        parameters.append(glorotUniform(inputs, outputs, &random))
        parameters.append(Matrix(rows: 1, columns: outputs))
    }
    return parameters
}

/// The parameters with their names in a file: w1, b1, w2, b2 …
func named(_ parameters: [Matrix]) -> [(name: String, matrix: Matrix)] {
    parameters.enumerated().map { k, matrix in ("\(k % 2 == 0 ? "w" : "b")\(k / 2 + 1)", matrix) }
}
