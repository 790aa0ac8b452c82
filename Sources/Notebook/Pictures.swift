import Matrices

/// Grey pictures, one in each row of a matrix.
struct Pictures {
    var pixels: Matrix
    var width: Int
    var labels: [String]
    var range: ClosedRange<Double>
    var columns: Int?

    var height: Int { pixels.columns / width }

    init(
        _ pixels: Matrix, width: Int, labels: [String], range: ClosedRange<Double>, columns: Int?
    ) {
        guard width > 0, pixels.columns.isMultiple(of: width) else {
            fatalError("\(pixels.columns) pixels don't make rows of \(width)")
        }
        guard labels.isEmpty || labels.count == pixels.rows else {
            fatalError("\(pixels.rows) pictures have \(labels.count) labels")
        }
        self.pixels = pixels
        self.width = width
        self.labels = labels
        self.range = range
        self.columns = columns
    }

    func lines(_ style: Style) -> [String] {
        let shades = Array(style.ascii ? " .:-=+*#%@" : " ░▒▓█")
        let step = max(1, width / 28)
        var result: [String] = []
        for p in 0..<pixels.rows {
            for i in stride(from: 0, to: height, by: step * 2) {
                let line = stride(from: 0, to: width, by: step).map { j -> Character in
                    let value = pixels.values[p * pixels.columns + i * width + j]
                    let share =
                        (value - range.lowerBound) / (range.upperBound - range.lowerBound)
                    guard share.isFinite else { return "?" }
                    return shades[Int(min(max(share, 0), 1) * Double(shades.count - 1))]
                }
                result.append("  " + String(line))
            }
            if !labels.isEmpty { result.append("  " + labels[p]) }
        }
        return result.map { style.ascii ? ascii($0) : $0 }
    }
}
