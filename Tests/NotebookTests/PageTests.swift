import Foundation
import Matrices
import Testing

@testable import Notebook

@Suite struct PageTests {
    private func html(_ blocks: any Block...) -> String {
        String(decoding: Page(command: "Lesson", blocks: blocks).html(), as: UTF8.self)
    }

    /// What stands between the main tags, without the line ends at its ends.
    private func main(_ blocks: any Block...) -> String {
        let html = String(decoding: Page(command: "Lesson", blocks: blocks).html(), as: UTF8.self)
        let parts = html.components(separatedBy: "main>\n")
        return String(parts[1].dropLast(3))
    }

    private var everything: String {
        let grid = (0..<9).map { Double($0) - 4 }
        let heights = Matrix(rows: 9, columns: 9) { i, j in grid[i] * grid[i] + grid[j] * grid[j] }
        let wild = "<b>&\"'\u{1B}[31m"
        let plane = Grid(x: grid, y: grid, values: heights)
        return html(
            Passage.title(wild, question: wild), Passage.section(wild),
            Passage.text(wild + "\n\n- " + wild), Passage.formulas(wild), Passage.line(wild),
            Passage.costs(wild), Table([wild, "n"], [[wild, "1"]]),
            Confusion([wild, "b"], Matrix([[1, 2], [0, 3]])),
            Plot(
                title: wild, xName: wild, yName: wild, points: [Points(wild, x: [1], y: [1])],
                curves: [Curve(wild, x: [0.0, 1, 2, 3], y: [1, .nan, 2, 3])]),
            Plot(title: wild, xName: "", yName: ""),
            Surface(title: wild, grid: plane, axes: (wild, wild, wild)),
            Contour(
                title: wild, grid: plane, paths: [Curve(wild, x: [0.0, 1e9], y: [0, .infinity])],
                axes: (wild, wild)),
            Boundary(
                title: wild, grid: plane, points: Matrix([[1, 2]]), labels: [3], axes: (wild, wild)),
            Pictures(
                heights, width: 3, labels: (0..<9).map { "\(wild)\($0)" }, range: nil, columns: nil)
        )
    }

    @Test func textIsEscaped() {
        #expect(
            escaped("a < b & c > \"d\" 'e'") == "a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;")
        #expect(escaped("\u{1B}[0m\u{0}") == "?[0m?")
        #expect(main(Passage.section("a<b>c")) == "<h2>a&lt;b&gt;c</h2>")
        #expect(!everything.contains("<b>"))
        #expect(!everything.contains("\u{1B}"))
    }

    @Test func everyElementIsClosed() throws {
        var open: [String] = []
        let void: Set<String> = ["meta", "link", "img", "!DOCTYPE"]
        for piece in everything.components(separatedBy: "<").dropFirst() {
            let tag = String(piece.prefix { $0 != ">" })
            #expect(piece.contains(">"), "\(tag)")
            let name = String(tag.prefix { $0 != " " && $0 != "\n" })
            if name.hasPrefix("/") {
                #expect(open.popLast() == String(name.dropFirst()), "\(tag)")
            } else if !tag.hasSuffix("/"), !void.contains(name) {
                open.append(name)
            }
            // Attributes are quoted, and no quote is left over.
            #expect(tag.count { $0 == "\"" }.isMultiple(of: 2), "\(tag)")
        }
        #expect(open == [])
    }

    @Test func nothingIsAskedForFromAnywhere() {
        let page = everything
        #expect(!page.contains("http"))
        #expect(!page.contains("<script"))
        #expect(!page.contains("url("))
        #expect(!page.contains("@import"))
        for name in ["src=\"", "href=\""] {
            for rest in page.components(separatedBy: name).dropFirst() {
                #expect(rest.hasPrefix("data:"))
            }
        }
        #expect(
            page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"))
    }

    @Test func textBecomesParagraphsAndLists() {
        #expect(
            main(Passage.text("One\nline.\n\nTry:\n- a `--b c` d\n- e\nf\n\nEnd ` here.")) == """
                <p>One line.</p>
                <p>Try:</p>
                <ul>
                <li>a <code>--b c</code> d</li>
                <li>e f</li>
                </ul>
                <p>End ` here.</p>

                """)
    }

    @Test func optionsAreCode() {
        #expect(
            main(Passage.text("Slow (--learning-rate 1)? -- No.")) == """
                <p>Slow (<code>--learning-rate</code> 1)? -- No.</p>

                """)
    }

    @Test func linesAreOneBlock() {
        #expect(
            main(Passage.line("a"), Passage.costs("b"), Passage.section("s"), Passage.line("c"))
                == """
                <pre class="lines">a
                b</pre>
                <h2>s</h2>
                <pre class="lines">c</pre>
                """)
    }

    @Test func tablesHaveHeads() {
        #expect(
            main(Table(["model", "RMSE"], [["mean", "61.93"]])) == """
                <div class="wide"><table>
                <thead><tr><th scope="col">model</th><th scope="col" class="number">RMSE</th></tr></thead>
                <tbody>
                <tr><td>mean</td><td class="number">61.93</td></tr>
                </tbody></table></div>
                """)
    }

    @Test func onlyLongTextsOfTablesAreWrapped() {
        let cells = ["0.90 × bound", "the nearest training picture"]
        let table = main(Table(["because"], cells.map { [$0] }))
        #expect(table.contains("<td>0.90 × bound</td>"))
        #expect(table.contains("<td class=\"long\">the nearest training picture</td>"))
    }

    @Test func curvesAreThoseOfTheTerminal() {
        let plot = Plot(
            title: "Cost", xName: "step", yName: "cost",
            curves: [Curve("c", x: [0.0, 1, 2, 3, 4], y: [10, 5, .nan, 5, 0])])
        let figure = main(plot)
        // From (0, 10) to (1, 5), then after the gap from (3, 5) to (4, 0).
        #expect(figure.contains("<path class=\"curve s0\" d=\"M28.4 32L138.3 152\"/>"))
        #expect(figure.contains("<path class=\"curve s0\" d=\"M358.1 152L468 272\"/>"))
        #expect(figure.contains(">10</text>"))
        #expect(figure.contains("aria-label=\"Cost\""))
    }

    @Test func pathsLeaveOutWhatFallsTogether() {
        #expect(pathText([(0, 0), (0.01, 0.02), (1, 2.25)]) == "M0 0L1 2.2")
        #expect(pathText([(3, 4)]) == "M3 4h0.1")
        #expect(pathText([]) == "")
        #expect(n(2.50) == "2.5")
        #expect(n(-0.04) == "0")
    }

    @Test func picturesAreFilesInThemselves() {
        let figure = main(
            Pictures(Matrix([[0, 1]]), width: 2, labels: ["a<b"], range: 0...1, columns: nil))
        #expect(figure.contains("src=\"data:image/png;base64,iVBORw0KGgo"))
        #expect(figure.contains("width=\"260\" height=\"130\" alt=\"a&lt;b\""))
        let many = main(
            Pictures(
                Matrix(rows: 7, columns: 784), width: 28, labels: [], range: 0...1, columns: nil))
        #expect(many.contains("width=\"98\" height=\"98\" alt=\"picture 7\""))
    }

    @Test func checksumsOfTheStandards() {
        #expect(crc32(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(adler32(Array("Wikipedia".utf8)) == 0x11E6_0398)
        #expect(zlib([]) == [0x78, 1, 1, 0, 0, 0xFF, 0xFF, 0, 0, 0, 1])
        #expect(
            zlib([97, 98]) == [0x78, 1, 1, 2, 0, 0xFD, 0xFF, 97, 98, 0x01, 0x26, 0x00, 0xC4])
        let long = zlib([UInt8](repeating: 7, count: 70000))
        #expect(long.count == 2 + 5 + 65535 + 5 + 4465 + 4)
        #expect(Array(long[2..<7]) == [0, 0xFF, 0xFF, 0, 0])
        #expect(long[65542] == 1)
    }

    @Test func aPictureByteForByte() {
        // As Python's zlib and struct put it together.
        #expect(
            dataAddress(png([0, 128, 255, 64], width: 2))
                == "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3V"
                + "L4AAAAEUlEQVR4AQEGAPn/AACAAP9ABEQBwErcLjsAAAAASUVORK5CYII=")
        #expect(
            dataAddress(png([0, 1], width: 2, palette: [[255, 0, 0, 255], [0, 0, 255, 128]]))
                == "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAMAAADD/I"
                + "+4AAAABlBMVEX/AAAAAP9sof2OAAAAAnRSTlP/gAgPs2oAAAAOSURBVHgBAQMA/P"
                + "8AAAEABAACCyGLcQAAAABJRU5ErkJggg==")
    }
}
