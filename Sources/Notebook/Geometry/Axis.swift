import Foundation

/// A line of numbers along a drawing: from where to where, and which numbers are written beside it.
struct Axis {
    /// The ends; powers of ten of them if the axis is logarithmic.
    private(set) var low: Double
    private(set) var high: Double
    /// The numbers that are marked, rising, and how they are written.
    private(set) var ticks: [(value: Double, label: String)] = []
    let isLogarithmic: Bool

    /// An axis for these values, those that are no numbers left out; nil if none is left.
    ///
    /// - Parameters:
    ///   - tickCount: about how many numbers are to be marked
    ///   - reachesTicks: whether the axis goes on to the next marked number on both sides
    ///   - padding: how much longer than the values it is on both sides, as a share
    ///   - leastStep: how far apart the marked numbers are at least: 1 for epochs
    init?(
        _ values: [Double], tickCount: Int, isLogarithmic: Bool = false,
        reachesTicks: Bool = false, padding: Double = 0, leastStep: Double = 0
    ) {
        self.isLogarithmic = isLogarithmic
        let usable = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
        let places = isLogarithmic ? usable.map(log10) : usable
        guard var low = places.min(), var high = places.max() else { return nil }
        low = Axis.drawable(low)
        high = Axis.drawable(high)
        if high - low <= max(abs(low) * 1e-9, isLogarithmic ? 1e-6 : 1e-280) {
            let room = isLogarithmic || abs(low) < 1e-270 ? 1 : abs(low) * 0.1
            low -= room
            high += room
        }
        let room = (high - low) * padding
        low -= room
        high += room
        self.low = low
        self.high = high
        if isLogarithmic {
            markPowers(tickCount, reachesTicks)
        } else {
            markNumbers(tickCount, reachesTicks, leastStep)
        }
    }

    /// Where a value lies between the ends, as 0 … 1; nil for what can't be shown.
    func place(_ value: Double) -> Double? {
        guard value.isFinite, !isLogarithmic || value > 0 else { return nil }
        return ((isLogarithmic ? log10(value) : Axis.drawable(value)) - low) / (high - low)
    }

    /// The number, or the nearest one that doesn't overflow when it is subtracted.
    private static func drawable(_ value: Double) -> Double { min(max(value, -1e307), 1e307) }

    private mutating func markNumbers(_ count: Int, _ reachesTicks: Bool, _ leastStep: Double) {
        let step = max(niceStep((high - low) / Double(max(count, 1))), leastStep)
        // A little tolerance, so that 0.3 isn't left out because 3 · 0.1 is a bit more.
        var first = (low / step - 1e-9).rounded(.up)
        var last = (high / step + 1e-9).rounded(.down)
        if reachesTicks {
            first = (low / step + 1e-9).rounded(.down)
            last = (high / step - 1e-9).rounded(.up)
            low = first * step
            high = last * step
        }
        guard last - first < 1000 else { return }
        let values = stride(from: first, through: last, by: 1).map { $0 * step }
        ticks = zip(values, tickLabels(values, step: step)).map { ($0, $1) }
    }

    private mutating func markPowers(_ count: Int, _ reachesTicks: Bool) {
        if reachesTicks {
            low = (low + 1e-9).rounded(.down)
            high = (high - 1e-9).rounded(.up)
        }
        let step = max(1, niceStep((high - low) / Double(max(count, 1))).rounded(.up))
        let first = (low / step - 1e-9).rounded(.up)
        let last = (high / step + 1e-9).rounded(.down)
        var values = stride(from: first, through: last, by: 1).map { pow(10, $0 * step) }
        if high - low < 1.5 {
            // Less than two powers of ten: some numbers between them, too.
            let powers = stride(from: low.rounded(.down), through: high, by: 1).map { pow(10, $0) }
            values = powers.flatMap { [$0, 2 * $0, 5 * $0] }.filter {
                let place = log10($0)
                return place >= low - 1e-9 && place <= high + 1e-9
            }
        }
        let areShort = values.allSatisfy { $0 > 0.9e-3 && $0 < 1.1e5 }
        ticks = values.map { ($0, areShort ? label($0) : shortPower($0)) }
    }
}

/// The next number of the form 1, 2 or 5 times a power of ten.
func niceStep(_ step: Double) -> Double {
    guard step > 0, step.isFinite else { return 1 }
    let power = pow(10, log10(step).rounded(.down))
    let nice = [1, 2, 5, 10].first { $0 * power >= step * (1 - 1e-9) } ?? 10
    return nice * power
}

/// The numbers, all with as many decimals as their distance needs.
func tickLabels(_ values: [Double], step: Double) -> [String] {
    let largest = values.map(abs).max() ?? 0
    if largest >= 1e7 || step < 0.99e-4 { return values.map(shortPower) }
    let decimals = max(0, Int(-log10(step * 1.001).rounded(.down)))
    return values.map { fixed($0, decimals) }
}

/// A number with three digits at most and a power of ten: `2.5e7`.
private func shortPower(_ value: Double) -> String {
    if value == 0 { return "0" }
    let parts = String(format: "%.2e", value).split(separator: "e")
    guard parts.count == 2, let power = Int(parts[1]) else { return shortest(value) }
    return "\(withoutZeros(String(parts[0])))e\(power)"
}
