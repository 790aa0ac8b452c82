/// The number written in `bytes[start..<end]`, or nil if that is no finite decimal number.
///
/// Short numbers, which is nearly all, are a whole number up to 2⁵³ divided by a small power of
/// ten: both are exact, so the quotient is correctly rounded. The standard library reads the rest.
func decimalNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Double? {
    var start = start
    var end = end
    while start < end, bytes[start] == .space || bytes[start] == .tab { start += 1 }
    while start < end, bytes[end - 1] == .space || bytes[end - 1] == .tab { end -= 1 }

    var place = start
    let isNegative = place < end && bytes[place] == .minus
    if place < end, bytes[place] == .minus || bytes[place] == .plus { place += 1 }
    var digits = 0
    var decimals = 0
    var whole: UInt64 = 0
    var pointSeen = false
    while place < end, digits < 19 {  // 10¹⁹ still fits into 64 bits
        let byte = bytes[place]
        if byte &- .zero <= 9 {
            whole = whole &* 10 &+ UInt64(byte &- .zero)
            digits += 1
            if pointSeen { decimals += 1 }
        } else if byte == .point, !pointSeen {
            pointSeen = true
        } else {
            break
        }
        place += 1
    }
    if place == end, digits > 0, whole <= 1 << 53 {
        let size = Double(whole) / powersOfTen[decimals]
        return isNegative ? -size : size
    }
    // Digits, a point and an exponent only: `Double` would take "nan", "inf" and "0x1p3" as well.
    let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
    let allowed = text.allSatisfy {
        $0 &- .zero <= 9
            || [.point, .plus, .minus, UInt8(ascii: "e"), UInt8(ascii: "E")].contains($0)
    }
    guard allowed, let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
        return nil
    }
    return value
}

/// 10⁰ to 10¹⁹, all exact.
private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
    1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
]
