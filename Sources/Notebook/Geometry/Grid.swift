import Matrices

/// Numbers over a plane: `values[i, j]` at (`x[j]`, `y[i]`).
struct Grid {
    let x: [Double]
    let y: [Double]
    let values: Matrix

    init(x: [Double], y: [Double], values: Matrix) {
        guard values.rows == y.count, values.columns == x.count else {
            fatalError(
                "\(x.count) x and \(y.count) y for a grid of \(values.rows) × \(values.columns)")
        }
        guard x.count > 1, y.count > 1, isRising(x), isRising(y) else {
            fatalError("a grid needs at least two x and two y, each greater than the one before")
        }
        self.x = x
        self.y = y
        self.values = values
    }

    subscript(i: Int, j: Int) -> Double { values.values[i * x.count + j] }

    /// The value at places from 0 to 1 along x and y, between grid points by straight lines.
    func value(_ placeX: Double, _ placeY: Double) -> Double {
        let (j, s) = interval(in: x, mixed(x[0], x[x.count - 1], placeX))
        let (i, t) = interval(in: y, mixed(y[0], y[y.count - 1], placeY))
        return mixed(
            mixed(self[i, j], self[i, j + 1], s), mixed(self[i + 1, j], self[i + 1, j + 1], s), t)
    }

    /// The values that are numbers, rising.
    var sorted: [Double] { values.values.filter(\.isFinite).sorted() }

    /// Round numbers to draw lines at, nearer to each other where the ground is low.
    func levels(_ count: Int = 7) -> [Double] {
        let sorted = sorted
        guard let low = sorted.first, let high = sorted.last, low < high else { return [] }
        var levels: [Double] = []
        for k in 1...count {
            let share = Double(k) / Double(count + 1)
            let value = sorted[Int(share * share.squareRoot() * Double(sorted.count - 1))]
            guard value > low else { continue }
            let unit = niceStep((value - low) / 10)
            let level = (value / unit).rounded() * unit
            if level > max(low, levels.last ?? low), level < high { levels.append(level) }
        }
        return levels
    }

    /// The interval of rising numbers in which a number lies, and how far in it.
    private func interval(in numbers: [Double], _ value: Double) -> (Int, Double) {
        let above = count(of: numbers.dropFirst().dropLast()) { $0 <= value }
        return (above, share(of: value, from: numbers[above], to: numbers[above + 1]))
    }
}

/// The number so far on the way from one to another; a share of 0 keeps an infinite neighbour out.
private func mixed(_ a: Double, _ b: Double, _ share: Double) -> Double {
    if share == 0 || share == 1 { return share == 0 ? a : b }
    // The difference of two large numbers can overflow.
    return (b - a).isInfinite ? a * (1 - share) + b * share : a + (b - a) * share
}

/// How far a number lies on the way from one to another, greater one: 0 … 1, or NaN.
func share(of value: Double, from low: Double, to high: Double) -> Double {
    let length = high - low
    // The difference of two large numbers can overflow; that of their halves can't.
    let share =
        length.isInfinite
        ? (value / 2 - low / 2) / (high / 2 - low / 2) : (value - low) / length
    return share.isNaN ? share : min(max(share, 0), 1)
}

/// How many of the first of rising numbers fulfil a condition that no later one does.
func count(of numbers: some RandomAccessCollection<Double>, _ isLow: (Double) -> Bool) -> Int {
    var low = 0
    var high = numbers.count
    while low < high {
        let middle = (low + high) / 2
        let number = numbers[numbers.index(numbers.startIndex, offsetBy: middle)]
        if isLow(number) { low = middle + 1 } else { high = middle }
    }
    return low
}

private func isRising(_ numbers: [Double]) -> Bool {
    zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 && $0.isFinite && $1.isFinite }
}

/// A round number as short as it can be written: `0.25`, `1500`, `2e-7`.
func label(_ level: Double) -> String {
    let size = abs(level)
    if size != 0, size < 1e-3 || size >= 1e6 { return scientific(level, 1) }
    // Twelve digits are enough to take 0.1 + 0.2 for 0.3.
    return withoutZeros(fixed(level, 9))
}

/// A plane divided into `count` × `count` squares, row after row from below: the corners of each,
/// in their order around it, in places from 0 to 1.
func squares(_ count: Int) -> [[Place]] {
    let places = (0...count).map { Double($0) / Double(count) }
    return zip(places, places.dropFirst()).flatMap { low, high in
        zip(places, places.dropFirst()).map { left, right in
            [(left, low), (right, low), (right, high), (left, high)]
        }
    }
}

/// A grid as square pixels, the uppermost row first.
func pixels(_ grid: Grid, _ side: Int, _ pixel: (Double) -> UInt8) -> [UInt8] {
    let places = (0..<side).map { Double($0) / Double(side - 1) }
    return places.reversed().flatMap { y in places.map { x in pixel(grid.value(x, y)) } }
}
