import Testing

@testable import Notebook

@Suite struct HistoryTests {
    @Test func numbersReadBack() {
        var history = History()
        let values = [
            0.1, 1.0 / 3, 1e-300, -0.0, 123456789.125, .leastNonzeroMagnitude,
            1.7976931348623157e308,
        ]
        for (i, value) in values.enumerated() {
            history.record(step: "iteration", at: i, "cost", value)
        }
        let rows = history.csv().split(separator: "\n")
        #expect(rows[0] == "iteration,cost")
        for (i, value) in values.enumerated() {
            let cells = rows[i + 1].split(separator: ",")
            #expect(cells[0] == "\(i)")
            #expect(Double(cells[1])?.bitPattern == value.bitPattern)
        }
    }

    @Test func noNumbersAreWords() {
        var history = History()
        history.record(step: "epoch", at: 1, "loss", .nan)
        history.record(step: "epoch", at: 2, "loss", .infinity)
        history.record(step: "epoch", at: 3, "loss", -.infinity)
        #expect(history.csv() == "epoch,loss\n1,nan\n2,inf\n3,-inf\n")
    }

    @Test func curvesAreMergedByStep() {
        var history = History()
        history.record(step: "epoch", at: 2, "a", 2)
        history.record(step: "epoch", at: 1, "a", 1)
        history.record(step: "epoch", at: 2, "b", 0.5)
        history.record(step: "epoch", at: 4, "b", 0.25)
        #expect(history.csv() == "epoch,a,b\n1,1.0,\n2,2.0,0.5\n4,,0.25\n")
    }

    @Test func aCurveThatBeginsAgainGetsAColumn() {
        var history = History()
        for i in [0, 10, 0, 10, 20, 0] { history.record(step: "iteration", at: i, "cost", 1) }
        #expect(
            history.csv() == "iteration,cost,cost 2,cost 3\n0,1.0,1.0,1.0\n10,1.0,1.0,\n20,,1.0,\n")
    }

    @Test func namesAreQuotedWhereNeeded() {
        var history = History()
        history.record(step: "epoch", at: 1, "a, \"b\"", 1)
        #expect(history.csv() == "epoch,\"a, \"\"b\"\"\"\n1,1.0\n")
    }

    @Test func nothingRecordedIsAHead() {
        #expect(History().csv() == "step\n")
    }
}
