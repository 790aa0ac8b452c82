import Foundation

/// How the surface of a grid looks from a place above it and to its right.
struct Perspective {
    /// One field of the surface: its four corners as they are seen, and how high it lies, 0 … 1.
    struct Field {
        let corners: [Place]
        let height: Double
        fileprivate let distance: Double
    }

    /// The fields, the farthest first, so that nearer ones cover them.
    private(set) var fields: [Field] = []
    /// The left, the nearest and the right corner, and how high the surface is there.
    private let front: [Place] = [(0, 1), (0, 0), (1, 0)]
    private let frontHeights: [Double]

    private let turn = 38 * Double.pi / 180
    private let tilt = 40 * Double.pi / 180
    private let distance = 6.0

    /// - Parameters:
    ///   - count: into how many fields each side is divided
    ///   - quarterTurns: by how many quarters the plane is turned, see `turned`
    init?(_ grid: Grid, count: Int, quarterTurns: Int) {
        let sorted = grid.sorted
        guard let low = sorted.first, let high = sorted.last else { return nil }
        func height(_ place: Place) -> Double {
            let (x, y) = turned(place.x, place.y, quarterTurns)
            return high > low ? share(of: grid.value(x, y), from: low, to: high) : 0.5
        }
        frontHeights = front.map(height).map { $0.isFinite ? $0 : 0 }
        for corners in squares(count) {
            let heights = corners.map(height)
            // Where the height is no number, the surface has a hole.
            guard heights.allSatisfy(\.isFinite) else { continue }
            let seen = zip(corners, heights).map { point($0.x, $0.y, $1) }
            fields.append(
                Field(
                    corners: seen.map { ($0.x, $0.y) }, height: heights.reduce(0, +) / 4,
                    distance: seen.map(\.distance).reduce(0, +) / 4))
        }
        fields.sort { $0.distance > $1.distance }
    }

    /// The edges of the box on which the surface stands, as far as they are in front.
    var edges: [(from: Place, to: Place)] {
        let foot = front.map { point($0.x, $0.y, 0) }
        let top = zip(front, frontHeights).map { point($0.x, $0.y, $1) }
        let lines = [(foot[0], foot[1]), (foot[1], foot[2])] + zip(foot, top)
        return lines.map { (($0.x, $0.y), ($1.x, $1.y)) }
    }

    /// What is seen lies between these: the lower left corner and the upper right one.
    var ends: (low: Place, high: Place) {
        let all = fields.flatMap(\.corners) + edges.flatMap { [$0.from, $0.to] }
        let (x, y) = (all.map(\.x), all.map(\.y))
        return ((x.min() ?? 0, y.min() ?? 0), (x.max() ?? 1, y.max() ?? 1))
    }

    /// Where a point is seen: x to the right, y up, about −1.4 … 1.4, and how far away it is.
    ///
    /// All three places run from 0 to 1; the nearest corner is (0, 0).
    func point(_ x: Double, _ y: Double, _ height: Double) -> (
        x: Double, y: Double, distance: Double
    ) {
        let u = 2 * x - 1
        let v = 2 * y - 1
        let up = height - 0.5
        let right = u * cos(turn) - v * sin(turn)
        let back = u * sin(turn) + v * cos(turn)
        let away = back * cos(tilt) - up * sin(tilt)
        let scale = distance / (distance + away)
        return (right * scale, (back * sin(tilt) + up * cos(tilt)) * scale, away)
    }
}

/// Which place of a grid lies at a place of the view, whose nearest corner is (0, 0).
///
/// Without a turn that is the corner of the lowest x and y; each quarter brings the next corner to
/// the front, counterclockwise.
func turned(_ x: Double, _ y: Double, _ quarterTurns: Int) -> (x: Double, y: Double) {
    switch quarterTurns {
    case 1: (1 - y, x)
    case 2: (1 - x, 1 - y)
    case 3: (y, 1 - x)
    default: (x, y)
    }
}
