import Testing

@testable import Notebook

@Suite struct NumberTests {
    @Test func fixedDecimalsAreThoseOfC() {
        #expect(fixed(1.917824499, 6) == "1.917824")
        #expect(fixed(-1.5, 0) == "-2")
        #expect(fixed(0.5, 0) == "0")
        #expect(fixed(93.548387, 2) == "93.55")
    }

    @Test func noNumbersAreWords() {
        #expect(fixed(.nan, 6) == "nan")
        #expect(fixed(-.nan, 6) == "nan")
        #expect(fixed(.infinity, 2) == "inf")
        #expect(fixed(-.infinity, 2) == "-inf")
    }

    @Test func zeroHasNoSign() {
        #expect(fixed(-0.0, 6) == "0.000000")
        #expect(fixed(-1e-9, 6) == "0.000000")
        #expect(fixed(-1e-6, 6) == "-0.000001")
    }
}
