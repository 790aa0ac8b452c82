import Testing

@testable import Notebook

@Suite struct RecordedCurvesTests {
    private func csv(_ curves: RecordedCurves) -> String {
        String(decoding: curves.csv(), as: UTF8.self)
    }

    @Test func numbersReadBack() {
        var curves = RecordedCurves()
        let values = [
            0.1, 1.0 / 3, 1e-300, -0.0, 123456789.125, .leastNonzeroMagnitude,
            1.7976931348623157e308,
        ]
        for (i, value) in values.enumerated() {
            curves.record(step: "iteration", at: i, "cost", value)
        }
        let rows = csv(curves).split(separator: "\n")
        #expect(rows[0] == "iteration,cost")
        for (i, value) in values.enumerated() {
            let cells = rows[i + 1].split(separator: ",")
            #expect(cells[0] == "\(i)")
            #expect(Double(cells[1])?.bitPattern == value.bitPattern)
        }
    }

    @Test func noNumbersAreWords() {
        var curves = RecordedCurves()
        curves.record(step: "epoch", at: 1, "loss", .nan)
        curves.record(step: "epoch", at: 2, "loss", .infinity)
        curves.record(step: "epoch", at: 3, "loss", -.infinity)
        #expect(csv(curves) == "epoch,loss\n1,nan\n2,inf\n3,-inf\n")
    }

    @Test func curvesAreMergedByStep() {
        var curves = RecordedCurves()
        curves.record(step: "epoch", at: 2, "a", 2)
        curves.record(step: "epoch", at: 1, "a", 1)
        curves.record(step: "epoch", at: 2, "b", 0.5)
        curves.record(step: "epoch", at: 4, "b", 0.25)
        #expect(csv(curves) == "epoch,a,b\n1,1.0,\n2,2.0,0.5\n4,,0.25\n")
    }

    @Test func aCurveThatBeginsAgainGetsAColumn() {
        var curves = RecordedCurves()
        for i in [0, 10, 0, 10, 20, 0] { curves.record(step: "iteration", at: i, "cost", 1) }
        #expect(
            csv(curves) == "iteration,cost,cost 2,cost 3\n0,1.0,1.0,1.0\n10,1.0,1.0,\n20,,1.0,\n")
    }

    @Test func namesAreQuotedWhereNeeded() {
        var curves = RecordedCurves()
        curves.record(step: "epoch", at: 1, "a, \"b\"", 1)
        #expect(csv(curves) == "epoch,\"a, \"\"b\"\"\"\n1,1.0\n")
    }

    @Test func nothingRecordedIsAHead() {
        #expect(csv(RecordedCurves()) == "step\n")
    }
}
