import Foundation

/// Random numbers that are the same on every machine, and the same as NumPy's.
///
/// `RandomState(seed: 42)` gives, call by call, the numbers of `numpy.random.RandomState(42)`: the
/// Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998) and the ways in which NumPy 1.0 made
/// other numbers of its 32 bits, which NumPy keeps forever. So a lesson's first weights and its
/// split can be put beside those of a Python program.
public struct RandomState: Sendable {
    private static let length = 624
    private static let middle = 397
    private var state: [UInt32]
    private var position = RandomState.length
    /// Normally distributed numbers come in pairs: the one that hasn't been asked for yet.
    private var spareNormal: Double?

    /// A generator that gives the numbers of this seed, from 0 to 4,294,967,295.
    public init(seed: Int) {
        guard var number = UInt32(exactly: seed) else {
            stop("a seed is a number from 0 to 4294967295, not \(seed)")
        }
        state = []
        for i in 0..<UInt32(RandomState.length) {
            state.append(number)
            number = 1_812_433_253 &* (number ^ (number >> 30)) &+ i &+ 1
        }
    }

    /// The next 32 random bits.
    private mutating func nextBits() -> UInt32 {
        if position == RandomState.length { twist() }
        var bits = state[position]
        position += 1
        bits ^= bits >> 11
        bits ^= (bits << 7) & 0x9d2c_5680
        bits ^= (bits << 15) & 0xefc6_0000
        bits ^= bits >> 18
        return bits
    }

    /// The next 624 states from the last 624.
    private mutating func twist() {
        let (n, m) = (RandomState.length, RandomState.middle)
        state.withUnsafeMutableBufferPointer { state in
            for i in 0..<n {
                let next = state[i + 1 < n ? i + 1 : 0]
                let far = state[i + m < n ? i + m : i + m - n]
                let bits = (state[i] & 0x8000_0000) | (next & 0x7fff_ffff)
                state[i] = far ^ (bits >> 1) ^ (bits & 1 == 0 ? 0 : 0x9908_b0df)
            }
        }
        position = 0
    }

    /// A number from 0 (possible) to 1 (never), each of 2⁵³ equally likely.
    public mutating func randomSample() -> Double {
        let high = Double(nextBits() >> 5)
        let low = Double(nextBits() >> 6)
        return (high * 67_108_864 + low) / 9_007_199_254_740_992
    }

    /// Numbers from 0 to 1, drawn row after row.
    public mutating func randomSample(rows: Int, columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns) { _, _ in randomSample() }
    }

    /// A number from `low` (possible) to `high` (all but never).
    public mutating func uniform(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * randomSample()
    }

    /// Numbers from `low` to `high`, drawn row after row.
    public mutating func uniform(
        _ low: Double, _ high: Double, rows: Int, columns: Int
    ) -> Matrix {
        Matrix(rows: rows, columns: columns) { _, _ in uniform(low, high) }
    }

    /// A number from the normal distribution with mean 0 and standard deviation 1.
    ///
    /// By Marsaglia's polar method: a random point in the unit circle gives two such numbers. The
    /// second one is kept for the next call.
    public mutating func randn() -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return spare
        }
        var (x, y, r2) = (0.0, 0.0, 0.0)
        repeat {
            x = 2 * randomSample() - 1
            y = 2 * randomSample() - 1
            r2 = x * x + y * y
        } while r2 >= 1 || r2 == 0
        let factor = (-2 * log(r2) / r2).squareRoot()
        spareNormal = factor * x
        return factor * y
    }

    /// Numbers from the normal distribution, drawn row after row.
    public mutating func randn(rows: Int, columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns) { _, _ in randn() }
    }

    /// A whole number from `low` (possible) to `high` (never): one of `low ..< high`.
    public mutating func randint(_ low: Int, _ high: Int) -> Int {
        guard low < high else {
            stop("a whole number from \(low) to below \(high): there is none")
        }
        return low
            &+ Int(bitPattern: UInt(number(upTo: UInt64(bitPattern: Int64(high &- 1 &- low)))))
    }

    /// A whole number from 0 to `largest`, both possible: as many bits as `largest` has, drawn
    /// again until they don't exceed it.
    private mutating func number(upTo largest: UInt64) -> UInt64 {
        if largest == 0 { return 0 }
        let mask = UInt64.max >> UInt64(largest.leadingZeroBitCount)
        while true {
            var bits = UInt64(nextBits())
            if largest > 0xffff_ffff { bits = bits << 32 | UInt64(nextBits()) }
            if bits & mask <= largest { return bits & mask }
        }
    }

    /// The numbers 0 ..< n in random order.
    public mutating func permutation(_ n: Int) -> [Int] {
        guard n >= 0 else { stop("there is no order of \(n) numbers") }
        var order = Array(0..<n)
        shuffle(&order)
        return order
    }

    /// Puts the elements of an array into random order.
    public mutating func shuffle<T>(_ array: inout [T]) {
        for i in array.indices.dropFirst().reversed() {
            array.swapAt(i, Int(number(upTo: UInt64(i))))
        }
    }
}
