import Testing

@testable import Notebook

@Suite struct DiagramTests {
    private func diagram(_ notebook: Notebook) {
        notebook.diagram(
            "A sum",
            [
                .init("x", at: (0, 0), value: "2", gradient: "0.5"),
                .init("y", at: (0, 1), value: "−1"),
                .init("s", at: (1, 0.5), text: "x + y", value: "1"),
            ], [.init("x", "s", label: "w 3"), .init("y", "s")])
    }

    @Test func nodesHaveTheirValueAboveAndTheirGradientBelow() throws {
        let drawn = lines(Style()) { diagram($0) }
        #expect(drawn.allSatisfy { columns($0) <= 80 })
        let x = try #require(drawn.firstIndex { $0.contains("│ x │") })
        let place = try #require(drawn[x].firstIndex(of: "x"))
        let column = drawn[x].distance(from: drawn[x].startIndex, to: place)
        #expect(Array(drawn[x - 2])[column] == "2")
        #expect(drawn[x + 2].contains("0.5"))
        #expect(drawn.contains { $0.contains("│ x + y │") })
        #expect(drawn.contains { $0.contains("w 3") })
        #expect(drawn.contains { $0.contains("►") })
    }

    @Test func textsStandInTheMiddleOfTheirBoxes() throws {
        let drawn = lines(Style()) {
            $0.diagram(
                "A", [.init("ab", at: (0, 0)), .init("abc", at: (1, 0))], [.init("ab", "abc")])
        }
        let line = try #require(drawn.first { $0.contains("│ ab │") })
        // The arrow begins at the one box and ends at the other.
        #expect(line.contains("│ ab │─") && line.contains("►│ abc │"))
    }

    @Test func asciiAndPage() {
        let drawn = lines(Style(ascii: true)) { diagram($0) }
        #expect(drawn.joined().utf8.allSatisfy { $0 < 128 })
        #expect(drawn.contains { $0.contains("| x |") } && drawn.contains { $0.contains(">") })
        let figure =
            Diagram(
                title: "A sum", nodes: [.init("x", at: (0, 0), value: "2", gradient: "0.5")],
                arrows: [], caption: "c"
            ).figure?.html() ?? ""
        #expect(figure.contains("class=\"value\"") && figure.contains(">0.5</text>"))
    }
}
