import Foundation
import Matrices

/// Points of a curve with noise.
struct Sample: Equatable, Sendable {
    /// Where, in −1…1.
    var x: [Double]
    /// How high.
    var y: [Double]
}

/// The curve behind the points.
func trueCurve(_ x: Double) -> Double { sin(.pi * x) }

/// Points on the curve, each moved up or down by normal noise of standard deviation 0.2.
func sample(at x: [Double], _ random: inout RandomState) -> Sample {
    Sample(x: x, y: x.map { trueCurve($0) + 0.2 * random.randn() })
}

/// 1, x, x² … xᵈ, a row per x.
func powers(_ x: [Double], degree: Int) -> Matrix {
    Matrix(x.map { x in (0...degree).map { pow(x, Double($0)) } })
}

/// The weights of the polynomial that comes nearest to the points, with or without a penalty.
func fit(_ points: Sample, degree: Int, lambda: Double = 0) -> Matrix {
    let (x, y) = (powers(points.x, degree: degree), Matrix(column: points.y))
    return lambda > 0 ? ridge(x, y, lambda: lambda) : solve(x, y)
}

/// The polynomial's height at every x.
func heights(_ weights: Matrix, at x: [Double]) -> [Double] {
    matmul(powers(x, degree: weights.rows - 1), weights).values
}

/// The root of the mean squared error of a polynomial on points.
func rootMeanSquaredError(_ weights: Matrix, _ points: Sample) -> Double {
    let squares = zip(heights(weights, at: points.x), points.y).map { ($0 - $1) * ($0 - $1) }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
}

/// The middle of the values, or the mean of the two in the middle.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/// Points to learn from and points to test on, all of the same curve.
struct PointSet: Sendable {
    /// 20, 200 and 2,000 points to learn from, evenly on −1…1.
    var few: Sample
    var many: Sample
    var veryMany: Sample
    /// 1,000 new points at random places.
    var new: Sample

    /// Draws the noise of the 20, the 200, the 2,000; then the new places, then their noise.
    init(seed: Int) {
        var random = RandomState(seed: seed)
        few = sample(at: evenly(from: -1, through: 1, count: 20), &random)
        many = sample(at: evenly(from: -1, through: 1, count: 200), &random)
        veryMany = sample(at: evenly(from: -1, through: 1, count: 2000), &random)
        let places = random.uniform(-1, 1, rows: 1000, columns: 1).values
        new = sample(at: places, &random)
    }
}

/// How one way of fitting does: one number per set of points.
struct FitErrors {
    var name: String
    /// The root mean squared error on the points that the polynomial was fitted to.
    var known: [Double] = []
    /// The same on the new points.
    var new: [Double] = []
    /// The largest weight, up or down.
    var largest: [Double] = []

    init(_ name: String, _ sets: [PointSet], _ fit: (PointSet) -> (weights: Matrix, points: Sample))
    {
        self.name = name
        for set in sets {
            let (weights, points) = fit(set)
            known.append(rootMeanSquaredError(weights, points))
            new.append(rootMeanSquaredError(weights, set.new))
            largest.append(abs(weights).max())
        }
    }
}

/// Three degrees; degree 15 with ridge; and degree 15 with ten times as many points.
func fiveFits(_ sets: [PointSet]) -> [FitErrors] {
    [
        FitErrors("degree 1", sets) { (fit($0.few, degree: 1), $0.few) },
        FitErrors("degree 3", sets) { (fit($0.few, degree: 3), $0.few) },
        FitErrors("degree 15", sets) { (fit($0.few, degree: 15), $0.few) },
        FitErrors("degree 15, ridge 0.01", sets) {
            (fit($0.few, degree: 15, lambda: 0.01), $0.few)
        },
        FitErrors("degree 15, 200 points", sets) { (fit($0.many, degree: 15), $0.many) },
    ]
}
