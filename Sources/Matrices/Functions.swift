import Foundation

// The functions of the field over whole matrices, element by element.
//
// e^x is computed here and not by the system's library: without branches, so that the compiler
// makes eight or four of them at a time, and from multiplications and additions only, so that its
// bits, and those of tanh and σ, are the same on every machine.

/// e to the power of every element.
///
/// Within one unit in the last place of the exact value; e^710 is infinite, e^−746 is 0.
public func exp(_ x: Matrix) -> Matrix { each(x, exponential) }

/// The hyperbolic tangent of every element.
///
/// tanh |x| = −t / (t + 2) with t = e^−2|x| − 1. Within three units in the last place.
public func tanh(_ x: Matrix) -> Matrix { each(x, hyperbolicTangent) }

/// The logistic function 1 / (1 + e⁻ˣ) of every element.
///
/// Within two units in the last place, and 0 below −710.
public func sigmoid(_ x: Matrix) -> Matrix { each(x) { 1 / (1 + exponential(-$0)) } }

/// The natural logarithm of every element.
public func log(_ x: Matrix) -> Matrix { each(x) { log($0) } }

/// The square root of every element.
public func sqrt(_ x: Matrix) -> Matrix { each(x) { $0.squareRoot() } }

/// The absolute value of every element.
public func abs(_ x: Matrix) -> Matrix { each(x) { $0.magnitude } }

/// `map`, once more: what is built for debugging is optimised file by file, and a function from
/// another file of the module is called for every single element.
@inline(__always)
private func each(_ x: Matrix, _ function: (Double) -> Double) -> Matrix {
    var result = Matrix(unfilledRows: x.rows, columns: x.columns)
    result.values.withUnsafeMutableBufferPointer { result in
        x.values.withUnsafeBufferPointer { x in
            for i in 0..<x.count { result[i] = function(x[i]) }
        }
    }
    return result
}

/// e^x = 2ⁿ·e^r with a whole number n and |r| ≤ ln 2 / 2.
@inline(__always)
private func exponential(_ x: Double) -> Double {
    let (n, r) = reduced(x)
    // In two steps, since 2ⁿ itself may lie outside the numbers where the product doesn't.
    let half = n * 0.5 + toInteger
    return (1 + exponentialMinusOne(r)) * power(half) * power(n - (half - toInteger) + toInteger)
}

/// tanh x from e^y − 1 = 2ⁿ·(e^r − 1) + (2ⁿ − 1), which is exact where e^y is near 1.
@inline(__always)
private func hyperbolicTangent(_ x: Double) -> Double {
    let (n, r) = reduced(-2 * x.magnitude)
    let scale = power(Swift.max(n, -100) + toInteger)
    let t = scale * exponentialMinusOne(r) + (scale - 1)
    return Double(signOf: x, magnitudeOf: t / (t + 2))
}

/// The n and r of x = n·ln 2 + r, for x from −746 to 710; ln 2 in two parts, of which the first
/// times n is exact.
@inline(__always)
private func reduced(_ x: Double) -> (n: Double, r: Double) {
    let x = x < -746 ? -746 : x > 710 ? 710 : x
    let n = (x * 1.4426950408889634 + toInteger) - toInteger
    return (n, (x - n * 0.693147180369123816490) - n * 1.90821492927058770002e-10)
}

/// e^r − 1 = r + r²/2! + r³/3! + …, for |r| ≤ ln 2 / 2: what is left out is below 2⁻⁵⁷ of it.
@inline(__always)
private func exponentialMinusOne(_ r: Double) -> Double {
    var sum = 1 / 6_227_020_800.0
    sum = sum * r + 1 / 479_001_600.0
    sum = sum * r + 1 / 39_916_800.0
    sum = sum * r + 1 / 3_628_800.0
    sum = sum * r + 1 / 362_880.0
    sum = sum * r + 1 / 40_320.0
    sum = sum * r + 1 / 5_040.0
    sum = sum * r + 1 / 720.0
    sum = sum * r + 1 / 120.0
    sum = sum * r + 1 / 24.0
    sum = sum * r + 1 / 6.0
    sum = sum * r + 0.5
    return r + r * r * sum
}

/// Adding this to a number rounds it to an integer, which then stands in the lowest bits.
private let toInteger = 0x1.8p52

/// 2ⁿ for an integer n + `toInteger`: its lowest bits become an exponent.
@inline(__always)
private func power(_ n: Double) -> Double {
    Double(bitPattern: (n.bitPattern &+ 1023) &<< 52)
}
