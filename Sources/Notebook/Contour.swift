import Matrices

/// Heights over a plane, seen from above, with paths on them.
struct Contour {
    var title: String
    var x: [Double]
    var y: [Double]
    var heights: Matrix
    var paths: [Curve]
    var axes: (x: String, y: String)

    func lines(_ style: Style) -> [String] {
        let shades = Array(style.ascii ? " .:-=+*#%@" : " ░▒▓█")
        let values = heights.values.filter(\.isFinite)
        let low = values.min() ?? 0
        let high = values.max() ?? 1
        let rows = (0..<20).map { row in
            let i = (19 - row) * max(0, y.count - 1) / 19
            return String(
                (0..<60).map { column in
                    let j = column * max(0, x.count - 1) / 59
                    let share = (heights.values[i * x.count + j] - low) / max(high - low, 1e-300)
                    guard share.isFinite else { return "?" }
                    return shades[Int(share * Double(shades.count - 1))]
                })
        }
        let plain = style.ascii ? ascii(title) : title
        return [plain] + rows.map { trimmedEnd("  " + $0) }
    }
}
