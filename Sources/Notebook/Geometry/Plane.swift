/// A place on a plane: in its own numbers, or as shares from its lower left corner, 0 … 1.
typealias Place = (x: Double, y: Double)

/// Two axes, and what lies between them.
struct Plane {
    let x: Axis
    let y: Axis

    init(_ x: Axis, _ y: Axis) {
        self.x = x
        self.y = y
    }

    /// The plane of a grid, as large as the grid.
    init(_ grid: Grid) {
        guard let x = Axis(grid.x, tickCount: 6), let y = Axis(grid.y, tickCount: 5) else {
            fatalError("a grid has no axes")
        }
        self.init(x, y)
    }

    /// Where a point lies, as shares of both axes; nil for what can't be shown.
    func place(_ x: Double, _ y: Double) -> Place? {
        guard let x = self.x.place(x), let y = self.y.place(y) else { return nil }
        return (x, y)
    }

    /// Where the points of a curve lie, those that can be shown.
    func places(_ curve: Curve) -> [Place] { zip(curve.x, curve.y).compactMap(place) }

    /// How long the upright axis is, measured by the level one.
    var ratio: Double { (y.high - y.low) / (x.high - x.low) }

    /// A canvas on which circles stay circles: a character is about twice as high as it is wide.
    func roundCanvas(width: Int) -> Canvas {
        var rows = plotHeight
        var columns = Int((2 * Double(rows) / min(max(ratio, 0.1), 10)).rounded())
        if columns > width {
            columns = width
            rows = max(8, Int((Double(width) / 2 * min(ratio, 1)).rounded()))
        }
        return Canvas(columns: max(20, columns), rows: rows)
    }
}
