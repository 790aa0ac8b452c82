/// Heights over a plane, seen in perspective.
struct Surface {
    var title: String
    var grid: Grid
    var axes: (x: String, y: String, height: String)

    /// Which numbers lie where: the drawing itself has no room for them.
    var caption: String {
        let sorted = grid.sorted
        let numbers = [
            grid.x[0], grid.x[grid.x.count - 1], grid.y[0], grid.y[grid.y.count - 1],
            sorted.first ?? .nan, sorted.last ?? .nan,
        ].map(short)
        return "\(axes.x) runs from \(numbers[0]) to \(numbers[1]) along the front, "
            + "\(axes.y) from \(numbers[2]) to \(numbers[3]) along the left side, "
            + "\(axes.height) from \(numbers[4]) to \(numbers[5])."
    }

    /// The drawing for the terminal: a net, or in ASCII shades that are denser where it is higher.
    func lines(_ style: Style) -> [String] {
        func plain(_ text: String) -> String { style.ascii ? ascii(text) : text }
        guard let view = Perspective(grid, count: style.ascii ? 40 : 20) else {
            return wrapped(plain("\(title): there are no numbers to draw."))
        }
        var canvas = Canvas(columns: lineWidth - 2, rows: 26)
        let box = corners.map { view.point($0.0, $0.1, $0.2) }
        let xs = box.map(\.x)
        let ys = box.map(\.y)
        guard let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max()
        else { return [] }
        let wide = Double(2 * canvas.columns - 1)
        let tall = Double(4 * canvas.rows - 1)
        func dot(_ point: (x: Double, y: Double)) -> (x: Int, y: Int) {
            (
                Int(((point.x - left) / (right - left) * wide).rounded()),
                Int(((high - point.y) / (high - low) * tall).rounded())
            )
        }
        for field in view.fields {
            let dots = field.corners.map(dot)
            if style.ascii {
                let shade = shades[Int(field.height * Double(shades.count - 1) + 0.5)]
                for place in filled(dots) where place.x % 2 == 0 && place.y % 4 == 0 {
                    canvas.set(place.x / 2, place.y / 4, shade)
                }
            } else {
                for place in filled(dots) { canvas.setDot(place.x, place.y, false) }
                for (from, to) in zip(dots, dots[1...] + [dots[0]]) {
                    for place in straightLine(from, to) { canvas.setDot(place.x, place.y) }
                }
            }
        }
        let drawing = canvas.lines(colour: style.colour).map { trimmedEnd(" " + $0) }
        let used = drawing.drop { $0.isEmpty }
        return wrapped(plain(title)) + used.reversed().drop { $0.isEmpty }.reversed()
            + wrapped(plain(caption), first: "  ", rest: "  ")
    }

    private var corners: [(Double, Double, Double)] {
        [0, 1].flatMap { x in [0, 1].flatMap { y in [0, 1].map { (x, y, $0) } } }
    }

    private func short(_ value: Double) -> String {
        let size = abs(value)
        if size == 0 || (size >= 0.01 && size < 1e5) {
            return label((value * 1000).rounded() / 1000)
        }
        return value.isFinite ? scientific(value, 1) : shortest(value)
    }
}

private let shades: [Character] = Array(".:-=+*#%@")

/// All places inside of a polygon without dents.
func filled(_ corners: [(x: Int, y: Int)]) -> [(x: Int, y: Int)] {
    guard let top = corners.map(\.y).min(), let bottom = corners.map(\.y).max() else { return [] }
    var places: [(x: Int, y: Int)] = []
    for y in top...bottom {
        var left = Int.max
        var right = Int.min
        for (a, b) in zip(corners, corners[1...] + [corners[0]]) {
            guard min(a.y, b.y) <= y, y <= max(a.y, b.y) else { continue }
            let ends =
                a.y == b.y
                ? [a.x, b.x]
                : [
                    a.x
                        + Int(
                            (Double((y - a.y) * (b.x - a.x)) / Double(b.y - a.y)).rounded())
                ]
            left = min(left, ends.min() ?? left)
            right = max(right, ends.max() ?? right)
        }
        guard left <= right else { continue }
        for x in left...right { places.append((x, y)) }
    }
    return places
}
