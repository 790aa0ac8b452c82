import Foundation

/// A number with a fixed count of decimals, as C's `%.*f` prints it, whatever the locale.
///
/// Not a number is `nan`, the infinities are `inf` and `-inf`, and what rounds to zero has no
/// minus sign.
public func fixed(_ value: Double, _ decimals: Int) -> String {
    if let word = wordForNoNumber(value) { return word }
    let text = String(format: "%.*f", decimals, value)
    let isZero = text.allSatisfy { $0 == "-" || $0 == "0" || $0 == "." }
    return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
}

/// A number as one digit, decimals and a power of ten, as C's `%.*e` prints it: `3.7e-10`.
public func scientific(_ value: Double, _ decimals: Int = 1) -> String {
    wordForNoNumber(value) ?? String(format: "%.*e", decimals, value == 0 ? 0 : value)
}

/// A whole number with a comma between thousands: `531,969`.
public func grouped(_ number: Int) -> String {
    let digits = String(number)
    return digits.enumerated().map { i, digit in
        let left = digits.count - i
        return left.isMultiple(of: 3) && i > 0 ? ",\(digit)" : "\(digit)"
    }.joined()
}

/// The shortest form that reads back as the same number; `nan`, `inf` and `-inf`.
func shortest(_ value: Double) -> String {
    if let word = wordForNoNumber(value) { return word }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

private func wordForNoNumber(_ value: Double) -> String? {
    if value.isNaN { return "nan" }
    return value.isFinite ? nil : value < 0 ? "-inf" : "inf"
}

/// A number with a fixed number of decimals; from 1e9 on with its power of ten: 3.233e+14.
public func fixedOrPower(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) >= 1e9 else { return fixed(value, decimals) }
    return scientific(value, 3)
}

/// The decimals of a text without zeros at their end: `0.250` is `0.25`, `3.000` is `3`.
func withoutZeros(_ text: String) -> String {
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
}
