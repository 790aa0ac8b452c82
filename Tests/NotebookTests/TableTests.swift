import Testing

@testable import Notebook

@Suite struct TableTests {
    @Test func numbersAreRightAligned() {
        let table = Table(
            ["model", "RMSE"], [["the mean", "61.93"], ["least squares", "8.514"]])
        #expect(
            table.plainLines() == [
                " model         │  RMSE",
                "───────────────┼──────",
                " the mean      │ 61.93",
                " least squares │ 8.514",
            ])
    }

    @Test(arguments: [
        (["1", "2.5", "-3"], true), (["1", "never", "nan"], true), (["", "–", "4"], true),
        (["91.67 %", "< 1e-7"], true), (["28 × 28", "1,024"], true), (["a", "b"], false),
        (["1", "two words"], false), (["x1", "2"], false), (["", ""], false),
        (["1", "a", "b", "c"], false),
    ])
    func columnsOfNumbers(_ cells: [String], _ isNumeric: Bool) {
        #expect(Table(["c"], cells.map { [$0] }).isNumeric(0) == isNumeric)
    }

    @Test func wideTextWraps() {
        let table = Table(
            ["name", "text"], [["a", "one two three four five six seven"], ["b", "short"]])
        #expect(
            table.plainLines(width: 30) == [
                " name │ text",
                "──────┼───────────────────────",
                " a    │ one two three four",
                "      │ five six seven",
                " b    │ short",
            ])
    }

    @Test func tooManyColumnsFollowInAnotherTable() {
        let table = Table(
            ["step", "first", "second", "third"], [["1", "0.1234567", "0.2345678", "0.3456789"]])
        #expect(
            table.plainLines(width: 30) == [
                " step │     first │    second",
                "──────┼───────────┼──────────",
                "    1 │ 0.1234567 │ 0.2345678",
                "",
                " step │     third",
                "──────┼──────────",
                "    1 │ 0.3456789",
            ])
    }

    @Test func noTableIsWiderThanALine() {
        let names = (0..<30).map { "column \($0)" }
        let table = Table(names, [names.map { _ in "0.123456" }])
        #expect(table.plainLines().allSatisfy { columns($0) <= 80 })
        let text = Table(["a"], [[String(repeating: "word ", count: 60)]])
        #expect(text.plainLines().allSatisfy { columns($0) <= 80 })
        let long = Table(["a", "b"], [[String(repeating: "x", count: 300), "1"]])
        #expect(long.plainLines().allSatisfy { columns($0) <= 80 })
    }

    @Test func emptyTablesHaveTheirHead() {
        #expect(Table(["a", "b"], []).plainLines() == [" a │ b", "───┼──"])
    }
}
