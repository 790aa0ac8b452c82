import Matrices

/// Brings every column into 0…1 by the smallest and largest value that it has in the training data.
///
/// x' = (x − min) / (max − min), column by column. Data that wasn't fitted may lie outside 0…1. A
/// constant column is only moved to 0.
public struct MinMaxScaler: Sendable {
    /// The smallest value of each column, 1 × n.
    public let minimum: Matrix
    /// The largest value of each column, 1 × n.
    public let maximum: Matrix
    private let span: [Double]

    /// Takes the statistics from the training data, m × n with m ≥ 1.
    public init(fitting data: Matrix) {
        guard data.rows > 0 else { fatalError("a scaler can't be fitted to 0 × \(data.columns)") }
        let columns = (0..<data.columns).map { data[column: $0] }
        minimum = Matrix(row: columns.map { $0.min()! })
        maximum = Matrix(row: columns.map { $0.max()! })
        span = zip(minimum.values, maximum.values).map { $0 == $1 ? 1 : $1 - $0 }
    }

    /// The data in units of the training data's range; same shape.
    public func scale(_ data: Matrix) -> Matrix {
        byColumn(data, like: minimum) { x, j in (x - minimum.values[j]) / span[j] }
    }

    /// Back to the original units: x = x' · (max − min) + min.
    public func unscale(_ data: Matrix) -> Matrix {
        byColumn(data, like: minimum) { x, j in x * span[j] + minimum.values[j] }
    }
}

/// Brings every column to mean 0 and standard deviation 1, as it is in the training data.
///
/// x' = (x − mean) / σ, column by column, with the population's σ = √(Σ(x − mean)²/m). A constant
/// column is only moved to 0.
public struct StandardScaler: Sendable {
    /// The mean of each column, 1 × n.
    public let mean: Matrix
    /// What each column is divided by, 1 × n: σ, or 1 for a constant column.
    public let deviation: Matrix

    /// Takes the statistics from the training data, m × n with m ≥ 1.
    public init(fitting data: Matrix) {
        guard data.rows > 0 else { fatalError("a scaler can't be fitted to 0 × \(data.columns)") }
        let m = Double(data.rows)
        var means: [Double] = []
        var deviations: [Double] = []
        for j in 0..<data.columns {
            let column = data[column: j]
            // The rounded mean of a constant column may differ from its value in the last bit.
            let isConstant = column.allSatisfy { $0 == column[0] }
            let mean = isConstant ? column[0] : column.reduce(0, +) / m
            let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / m
            means.append(mean)
            deviations.append(variance == 0 ? 1 : variance.squareRoot())
        }
        mean = Matrix(row: means)
        deviation = Matrix(row: deviations)
    }

    /// The data in standard deviations from the training data's mean; same shape.
    public func scale(_ data: Matrix) -> Matrix {
        byColumn(data, like: mean) { x, j in (x - mean.values[j]) / deviation.values[j] }
    }

    /// Back to the original units: x = x' · σ + mean.
    public func unscale(_ data: Matrix) -> Matrix {
        byColumn(data, like: mean) { x, j in x * deviation.values[j] + mean.values[j] }
    }
}

/// Every element and its column's number through a formula.
private func byColumn(
    _ data: Matrix, like fitted: Matrix, _ formula: (Double, Int) -> Double
) -> Matrix {
    guard data.columns == fitted.columns else {
        fatalError(
            "a scaler fitted to \(fitted.columns) columns can't scale \(data.rows) × "
                + "\(data.columns)"
        )
    }
    return Matrix(rows: data.rows, columns: data.columns) { i, j in formula(data[i, j], j) }
}

/// A row per label with a 1 in the label's column and 0 elsewhere: m labels become m × classes.
///
/// A label outside 0 ..< classes stops the program with a sentence.
public func oneHot(_ labels: [Int], classes: Int) -> Matrix {
    var result = Matrix(rows: labels.count, columns: classes)
    for (i, label) in labels.enumerated() {
        guard (0..<classes).contains(label) else {
            fatalError(
                "label \(label) (number \(i) of the list) has no column: \(classes) classes "
                    + "have the labels 0 to \(classes - 1)"
            )
        }
        result[i, label] = 1
    }
    return result
}
