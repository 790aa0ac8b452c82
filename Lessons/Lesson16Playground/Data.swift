import Datasets
import Foundation
import Matrices

/// What can be drawn.
enum PointKind: String, CaseIterable { case circles, xor, gaussians, spirals }

/// What the network is told of a point: its coordinates, or something computed from them.
enum Feature: String, CaseIterable {
    case x1, x2
    case x1Squared = "x1^2"
    case x2Squared = "x2^2"
    case product = "x1x2"
    case sinX1 = "sinx1"
    case sinX2 = "sinx2"

    func value(_ x1: Double, _ x2: Double) -> Double {
        switch self {
        case .x1: x1
        case .x2: x2
        case .x1Squared: x1 * x1
        case .x2Squared: x2 * x2
        case .product: x1 * x2
        case .sinX1: sin(x1)
        case .sinX2: sin(x2)
        }
    }
}

/// Points on a plane, each of class 0 or 1, one half of them kept for the test.
struct PlanePoints {
    var x: Matrix
    var y: Matrix
    var xTest: Matrix
    var yTest: Matrix
    /// What is subtracted from both coordinates, and what they are divided by, before the network
    /// sees them: 0 and 1 for the drawn points.
    var shift = Matrix(row: [0, 0])
    var scale = Matrix(row: [1, 1])
    var names = (x: "x₁", y: "x₂")

    init(_ points: Matrix, _ labels: [Double]) {
        let split = trainTestSplit(count: points.rows, testFraction: 0.5, seed: 42)
        let y = Matrix(column: labels)
        (self.x, self.y) = (points[rows: split.train], y[rows: split.train])
        (xTest, yTest) = (points[rows: split.test], y[rows: split.test])
    }

    /// The points as the network sees them: a column for each feature.
    func inputs(_ points: Matrix, _ features: [Feature]) -> Matrix {
        let scaled = (points - shift) / scale
        return Matrix(rows: points.rows, columns: features.count) { i, j in
            features[j].value(scaled[i, 0], scaled[i, 1])
        }
    }

    /// From the lowest to the highest coordinate, and a tenth more on either side.
    func range(_ column: Int, steps: Int) -> [Double] {
        let all = x[column: column] + xTest[column: column]
        let (low, high) = (all.min() ?? 0, all.max() ?? 1)
        // A column that is nearly constant gets some room, too.
        let margin = 0.1 * max(high - low, 1e-6 * max(abs(low), abs(high)), 1e-9)
        return evenly(from: low - margin, through: high + margin, count: steps)
    }
}

/// 500 drawn points. For each: its place (circles: radius, angle; xor and gaussians: x₁, x₂;
/// spirals: nothing, they wind evenly), then two normal numbers for the noise.
func drawPoints(_ kind: PointKind, noise: Double, seed: Int) -> PlanePoints {
    var random = RandomState(seed: seed)
    var values: [Double] = []
    var labels: [Double] = []
    for i in 0..<500 {
        var label = Double(i % 2)
        var (x1, x2) = (0.0, 0.0)
        switch kind {
        case .xor:
            x1 = random.uniform(-5, 5)
            x2 = random.uniform(-5, 5)
            x1 += x1 > 0 ? 0.3 : -0.3
            x2 += x2 > 0 ? 0.3 : -0.3
            label = (x1 > 0) == (x2 > 0) ? 1 : 0
        case .gaussians:
            let centre = label == 1 ? 2.0 : -2
            x1 = centre + 0.5.squareRoot() * random.randn()
            x2 = centre + 0.5.squareRoot() * random.randn()
        case .spirals:
            let share = Double(i / 2 + 1) / 250
            let angle = 1.75 * share * 2 * Double.pi + label * Double.pi
            x1 = 5 * share * sin(angle)
            x2 = 5 * share * cos(angle)
        case .circles:
            let radius = label == 1 ? random.uniform(0, 2.5) : random.uniform(3.5, 5)
            let angle = random.uniform(0, 2 * Double.pi)
            x1 = radius * cos(angle)
            x2 = radius * sin(angle)
        }
        values.append(x1 + noise * random.randn())
        values.append(x2 + noise * random.randn())
        labels.append(label)
    }
    return PlanePoints(Matrix(rows: 500, columns: 2, values: values), labels)
}

/// Points from a CSV file: two columns of numbers, then one of classes, 0 or 1. The network sees
/// them with mean 0 and standard deviation 2.5 (about where the drawn points are).
func readPoints(_ path: String) throws -> PlanePoints {
    let table = try readCSV(path)
    guard table.columns.count == 3 else {
        let count = table.columns.count
        throw DataError.wrongContents(
            "\(path), line 1: \(count) \(count == 1 ? "column was" : "columns were") found; three "
                + "were expected: two of numbers, then the class, 0 or 1")
    }
    let labels = try table.numbers(table.columns[2])
    if let wrong = labels.firstIndex(where: { $0 != 0 && $0 != 1 }) {
        throw DataError.wrongContents(
            "\(path), line \(table.line(ofRow: wrong)): the class \(labels[wrong]); 0 or 1 was "
                + "expected")
    }
    guard labels.count >= 4 else {
        throw DataError.wrongContents(
            "\(path): \(labels.count) points were found; at least 4 are needed, one half of them "
                + "for the test")
    }
    let places = try table.matrix(Array(table.columns[..<2]))
    if let far = places.values.firstIndex(where: { abs($0) > 1e100 }) {
        throw DataError.wrongContents(
            "\(path), line \(table.line(ofRow: far / 2)): the coordinate \(places.values[far]); "
                + "numbers up to 1e100 can be drawn")
    }
    var points = PlanePoints(places, labels)
    let scaler = StandardScaler(fitting: points.x)
    points.shift = scaler.mean
    points.scale = scaler.deviation.map { $0 > 0 ? $0 / 2.5 : 1 }
    points.names = (table.columns[0], table.columns[1])
    return points
}
