import Matrices
import Testing

@testable import Notebook

@Suite struct ScreenTests {
    @Test func bytesBecomeKeys() {
        func keys(_ text: String) -> [Key] { Screen.keys(Array(text.utf8)) }
        #expect(keys("q ") == [.letter("q"), .letter(" ")])
        #expect(keys("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D") == [.up, .down, .right, .left])
        #expect(keys("\u{1B}OA") == [.up], "as some terminals send it")
        #expect(keys("\u{1B}[1;5Cx") == [.right, .letter("x")], "with Control")
        #expect(keys("\u{1B}[3~x\u{7F}") == [.letter("x")], "Delete means nothing")
        #expect(keys("\u{1B}").isEmpty && keys("\u{1B}[").isEmpty && keys("é").isEmpty)
    }

    @Test func panelsHaveTheirSize() {
        for style in [Style(), Style(colour: true)] {
            let style = PanelStyle(style)
            let plane = Panel.plane(
                Matrix(rows: 4, columns: 8) { i, j in Double(j) / 7 },
                points: [(0, 0, 0), (1, 1, 1), (2, 0, 1)], style)
            #expect(plane.lines == ["○···░░░▒", " ···░░░▒", " ···░░░▒", " ···░░░●"])
            let curves = Panel.curves([[1, 0.5, .nan, 0.25], [2, 1]], width: 20, rows: 4, style)
            #expect(curves.lines.count == 4)
            let text = Panel(["a", "a long line of text"], width: 6)
            #expect(text.lines == ["a     ", "a lon."])
            let beside = Panel.beside([text, plane])
            #expect(beside.count == 4 && beside[3].hasPrefix("        "))
        }
        let flat = Panel.curves([[.nan, .infinity], []], width: 12, rows: 2, PanelStyle(Style()))
        #expect(flat.lines.allSatisfy { columns($0) == 12 })
    }
}
