/// A curve: a name, and numbers over numbers.
public struct Curve: Sendable {
    /// What the legend calls it.
    public var name: String
    /// Where each point lies from left to right.
    public var x: [Double]
    /// How high each point lies; `nan` and `inf` are left out.
    public var y: [Double]

    /// A curve over given places; `x` and `y` are equally many.
    public init(_ name: String, x: [Double], y: [Double]) {
        guard x.count == y.count else {
            fatalError("the curve \(name) has \(x.count) x and \(y.count) y")
        }
        self.name = name
        self.x = x
        self.y = y
    }

    /// A curve over whole numbers, such as iterations.
    public init(_ name: String, x: [Int], y: [Double]) {
        self.init(name, x: x.map(Double.init), y: y)
    }
}

/// Points that are not joined by lines.
public struct Points: Sendable {
    /// What the legend calls them.
    public var name: String
    /// Where each point lies from left to right.
    public var x: [Double]
    /// How high each point lies.
    public var y: [Double]

    /// Points at given places; `x` and `y` are equally many.
    public init(_ name: String, x: [Double], y: [Double]) {
        guard x.count == y.count else {
            fatalError("the points \(name) have \(x.count) x and \(y.count) y")
        }
        self.name = name
        self.x = x
        self.y = y
    }
}

/// Curves and points between two axes.
struct Plot {
    var title: String
    var xName: String
    var yName: String
    var points: [Points] = []
    var curves: [Curve] = []
    var isLogarithmic = false
    var height = 15

    func lines(_ style: Style) -> [String] {
        let all =
            points.flatMap { zip($0.x, $0.y) } + curves.flatMap { zip($0.x, $0.y) }
        let finite = all.filter { $0.0.isFinite && $0.1.isFinite }
        let left = finite.map(\.0).min() ?? 0
        let right = max(finite.map(\.0).max() ?? 1, left + 1e-9)
        let low = finite.map(\.1).min() ?? 0
        let high = max(finite.map(\.1).max() ?? 1, low + 1e-9)
        var cells = [[Character]](repeating: [Character](repeating: " ", count: 70), count: height)
        for (x, y) in finite {
            let column = Int((x - left) / (right - left) * 69)
            let row = Int((high - y) / (high - low) * Double(height - 1))
            cells[row][column] = "*"
        }
        return
            ([title, "\(yName) from \(fixed(low, 4)) to \(fixed(high, 4))"]
            + cells.map { trimmedEnd("  |" + String($0)) }
            + ["  +" + String(repeating: "-", count: 70), "   \(xName)"])
            .map { style.ascii ? ascii($0) : $0 }
    }
}
