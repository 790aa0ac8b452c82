import Testing

@testable import Notebook

@Suite struct AxisTests {
    private func labels(_ axis: Axis?) -> [String]? { axis?.ticks.map(\.label) }

    @Test func roundNumbersAreMarked() {
        #expect(labels(Axis([0, 200], tickCount: 6)) == ["0", "50", "100", "150", "200"])
        #expect(
            labels(Axis([0.2, 13.4], tickCount: 5, reachesTicks: true)) == ["0", "5", "10", "15"])
        #expect(labels(Axis([-1, 1], tickCount: 4)) == ["-1.0", "-0.5", "0.0", "0.5", "1.0"])
        #expect(labels(Axis([0, 0.3], tickCount: 3)) == ["0.0", "0.1", "0.2", "0.3"])
        #expect(labels(Axis([0, 2.5e7], tickCount: 3)) == ["0", "1e7", "2e7"])
        #expect(labels(Axis([0, 3e-5], tickCount: 3)) == ["0", "1e-5", "2e-5", "3e-5"])
    }

    @Test func epochsAreWhole() {
        #expect(labels(Axis([1, 2], tickCount: 6, leastStep: 1)) == ["1", "2"])
        #expect(labels(Axis([1], tickCount: 6, leastStep: 1)) == ["1"])
        #expect(labels(Axis([0, 100], tickCount: 5, leastStep: 1))?.count == 6)
    }

    @Test func endsReachMarkedNumbers() throws {
        let axis = try #require(Axis([3, 47], tickCount: 5, reachesTicks: true))
        #expect(axis.low == 0 && axis.high == 50)
        #expect(axis.place(0) == 0 && axis.place(50) == 1 && axis.place(25) == 0.5)
        let exact = try #require(Axis([3, 47], tickCount: 5))
        #expect(exact.low == 3 && exact.high == 47)
        let padded = try #require(Axis([0, 10], tickCount: 5, padding: 0.1))
        #expect(padded.low == -1 && padded.high == 11)
    }

    @Test func powersOfTen() throws {
        let axis = try #require(
            Axis([0.002, 30], tickCount: 5, isLogarithmic: true, reachesTicks: true))
        #expect(labels(axis) == ["0.001", "0.01", "0.1", "1", "10", "100"])
        #expect(axis.place(1) == 0.6)
        #expect(axis.place(0) == nil && axis.place(-1) == nil && axis.place(.infinity) == nil)
        #expect(
            labels(Axis([1e-12, 1], tickCount: 5, isLogarithmic: true))
                == ["1e-10", "1e-5", "1e0"])
        #expect(
            labels(Axis([2, 20], tickCount: 5, isLogarithmic: true)) == ["2", "5", "10", "20"])
    }

    @Test func noNumbersAreLeftOut() throws {
        let axis = try #require(Axis([.nan, 1, .infinity, 3], tickCount: 5))
        #expect(axis.low == 1 && axis.high == 3)
        #expect(Axis([.nan, .infinity], tickCount: 5) == nil)
        #expect(Axis([], tickCount: 5) == nil)
        #expect(Axis([-1, 0], tickCount: 5, isLogarithmic: true) == nil)
    }

    @Test func oneValueGetsRoom() throws {
        for value in [0.0, 5, -3, 1e300, 1e-300] {
            let axis = try #require(Axis([value], tickCount: 5, reachesTicks: true))
            let place = try #require(axis.place(value))
            #expect(place > 0.1 && place < 0.9)
            #expect(axis.ticks.count >= 2)
        }
    }

    @Test func hugeRangesDoNotOverflow() throws {
        let axis = try #require(Axis([-1.7e308, 1.7e308], tickCount: 5, reachesTicks: true))
        let middle = try #require(axis.place(0))
        #expect(abs(middle - 0.5) < 0.01)
    }

    @Test func steps() {
        #expect(niceStep(0.3) == 0.5)
        #expect(niceStep(1) == 1)
        #expect(niceStep(11) == 20)
        #expect(niceStep(0) == 1)
    }

    @Test func cellsOfPlaces() {
        #expect(cell(0, of: 10) == 0)
        #expect(cell(0.0999, of: 10) == 0)
        #expect(cell(0.1, of: 10) == 1)
        #expect(cell(1, of: 10) == 9)
        #expect(cell(1.05, of: 10) == 10)
        #expect(cell(-0.05, of: 10) == -1)
        #expect(cell(1e300, of: 10) == 1000)
    }
}
