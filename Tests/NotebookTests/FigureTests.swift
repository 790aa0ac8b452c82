import Foundation
import Matrices
import Testing

@testable import Notebook

/// What the page draws, taken apart again.
@Suite struct FigureTests {
    private let ends: [Double] = [0, 1]

    /// The texts between two marks, one after the other.
    private func parts(_ text: String, _ before: String, _ after: String) -> [String] {
        text.components(separatedBy: before).dropFirst().compactMap {
            $0.components(separatedBy: after).first
        }
    }

    /// All numbers of a path, in the order in which they stand.
    private func numbers(_ path: String) -> [Double] {
        path.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
    }

    /// The bytes of the first embedded picture behind its 8-byte signature, chunk by chunk.
    private func chunks(_ figure: String) -> [String: [UInt8]] {
        let text = parts(figure, "base64,", "\"")[0]
        let bytes = [UInt8](Data(base64Encoded: text) ?? Data())
        var chunks: [String: [UInt8]] = [:]
        var start = 8
        while start + 8 <= bytes.count {
            let length = bytes[start..<(start + 4)].reduce(0) { $0 * 256 + Int($1) }
            let name = String(decoding: bytes[(start + 4)..<(start + 8)], as: UTF8.self)
            chunks[name] = Array(bytes[(start + 8)..<(start + 8 + length)])
            start += 12 + length
        }
        return chunks
    }

    /// The rows of a picture that is one stored block, without the filter before each row.
    private func rows(_ figure: String, width: Int) -> [[UInt8]] {
        let data = chunks(figure)["IDAT"]?.dropFirst(7).dropLast(4) ?? []
        let bytes = Array(data)
        return stride(from: 0, to: bytes.count, by: width + 1).map {
            Array(bytes[($0 + 1)...($0 + width)])
        }
    }

    @Test func linesOfEqualHeightOfASlope() {
        // Heights rise with x only: the lines stand upright at their level.
        let slope = Matrix([[0, 1], [0, 1]])
        let contour = Contour(
            title: "Slope", grid: Grid(x: ends, y: ends, values: slope), paths: [],
            axes: ("m", "b"))
        let wide = Contour(
            title: "Slope",
            grid: Grid(
                x: (0...20).map { Double($0) / 20 }, y: ends,
                values: Matrix(rows: 2, columns: 21) { _, j in Double(j) / 20 }),
            paths: [], axes: ("m", "b"))
        #expect(contour.grid.levels().isEmpty)
        let figure = (wide.figure?.html() ?? "")
        let lines = parts(figure, "<path class=\"height\" d=\"", "\"")
        let levels = wide.grid.levels()
        #expect(lines.count == levels.count)
        for (line, level) in zip(lines, levels) {
            let all = numbers(line)
            #expect(all.count == 60 * 4)
            // The frame begins at 8 + 10.2 · 3 and ends at 480 − 12.
            let x = 38.6 + level * (468 - 38.6)
            for k in stride(from: 0, to: all.count, by: 2) { #expect(abs(all[k] - x) < 0.06) }
            let heights = stride(from: 1, to: all.count, by: 2).map { all[$0] }
            #expect(heights.min() == 32 && heights.max() == 332)
            // Each piece is a sixtieth of the height.
            #expect(abs(abs(all[3] - all[1]) - 5) < 0.01)
        }
        for level in levels { #expect(figure.contains(">\(label(level))</text>")) }
    }

    @Test func shadesRiseWithTheHeight() {
        let slope = Matrix(rows: 2, columns: 21) { i, j in Double(j) }
        let contour = Contour(
            title: "", grid: Grid(x: (0...20).map(Double.init), y: ends, values: slope),
            paths: [], axes: ("", ""))
        let figure = (contour.figure?.html() ?? "")
        let row = rows(figure, width: 72)[0]
        #expect(row.count == 72 && row.first == 0 && row.last == 30)
        #expect(zip(row, row.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(row[36] == 16)
        let opacity = chunks(figure)["tRNS"] ?? []
        #expect(opacity.count == 33 && opacity[0] == 8 && opacity[31] == 163 && opacity[32] == 0)
        // The middles of the outer pixels lie on the frame, 429.4 wide and 300 high.
        #expect(
            figure.contains(
                "<svg x=\"38.6\" y=\"32\" width=\"429.4\" height=\"300\"><image x=\"-3\" y=\"-2.1\" "
                    + "width=\"435.4\" height=\"304.2\" preserveAspectRatio=\"none\""))
    }

    @Test func pathsHaveStartAndEnd() {
        let heights = Matrix(rows: 5, columns: 5) { i, j in Double(i * i + j * j) }
        let places = (0..<5).map { Double($0) / 4 }
        let contour = Contour(
            title: "", grid: Grid(x: places, y: places, values: heights),
            paths: [
                Curve("first", x: [0, 0.5, 1], y: [0, 0, 1]),
                Curve("none", x: ends, y: [.nan, .nan]),
            ],
            axes: ("m", "b"))
        let figure = (contour.figure?.html() ?? "")
        let left = 8 + 10.2 * 3
        let path = "M\(n(left)) 332L\(n((left + 468) / 2)) 332L468 32"
            .replacingOccurrences(of: " 332L468", with: " 332 468")
        #expect(figure.contains("<path class=\"halo\" d=\"\(path)\"/>"))
        #expect(figure.contains("<path class=\"curve s1\" d=\"\(path)\"/>"))
        // The line lies on the marks of its steps.
        let steps = figure.components(separatedBy: "<path class=\"curve s1\" d=\"\(path)")[0]
        #expect(steps.components(separatedBy: "class=\"mark").count - 1 == 2 + 3)
        // Three steps, the start, the end, and the dot in it.
        #expect(figure.components(separatedBy: "class=\"mark").count - 1 == 6 + 2)
        #expect(figure.contains("</svg>first</li>") && figure.contains("</svg>none</li>"))
        // The legend has the dashes of the lines.
        #expect(figure.contains("<path class=\"curve s1\" d=\"M1 7H31\"/>"))
        let second = "<path class=\"curve s2\" stroke-dasharray=\"7 4\" d=\"M1 7H31\"/>"
        #expect(figure.contains(second))
    }

    @Test func numbersOnLinesKeepAwayFromPaths() {
        let places = (0...20).map { Double($0) / 20 }
        let slope = Matrix(rows: 21, columns: 21) { _, j in Double(j) }
        let path = Curve("p", x: places, y: places.map { _ in 0.75 })
        let contour = Contour(
            title: "", grid: Grid(x: places, y: places, values: slope), paths: [path],
            axes: ("", ""))
        let labels = parts((contour.figure?.html() ?? ""), "<text class=\"level\" ", "</text>")
        #expect(labels.count == contour.grid.levels().count)
        for label in labels {
            let y = Double(parts(label, " y=\"", "\"")[0]) ?? 0
            // The path lies at 32 + 0.25 · 300.
            #expect(y > 107 + 15 || y < 107 - 15)
            #expect(y > 32 + 15 && y < 332 - 15)
        }
    }

    @Test(arguments: [(1.0, 3.0), (3.0, 1.0), (2.0, 2.0)])
    func oneScaleMakesAUnitAsLongOnBothAxes(width: Double, height: Double) throws {
        let x = try #require(Axis([0, width], tickCount: 5))
        let y = try #require(Axis([0, height], tickCount: 5))
        let drawing = Drawing(Plane(x, y), xName: "", yName: "", hasOneScale: true)
        let (low, high) = (drawing.point((0, 0)), drawing.point((1, 1)))
        #expect(abs((high.x - low.x) / width - (low.y - high.y) / height) < 1e-9)
        #expect(high.x <= 468 && low.x > 0 && high.y >= 0)
    }

    @Test func boundariesHaveTwoColours() {
        let probability = Matrix(rows: 2, columns: 2) { _, j in Double(j) }
        let boundary = Boundary(
            title: "Rings", grid: Grid(x: ends, y: ends, values: probability),
            points: Matrix([[0, 0], [1, 1]]), labels: [0, 1],
            axes: ("x₁", "x₂"))
        let figure = (boundary.figure?.html() ?? "")
        let row = rows(figure, width: 72)[0]
        #expect(row.first == 0 && row.last == 31 && row[35] == 15 && row[36] == 16)
        let colours = chunks(figure)["PLTE"] ?? []
        #expect(Array(colours[0..<3]) == [50, 120, 215])
        #expect(Array(colours[93..<96]) == [225, 105, 30])
        let opacity = chunks(figure)["tRNS"] ?? []
        #expect(opacity[0] == 134 && opacity[15] == 14 && opacity[16] == 14 && opacity[31] == 134)
        // A disc at the lower left, a square at the upper right, each with a legend.
        #expect(figure.contains("<path class=\"mark f0\" d=\"M34.6 461.4a4 4 "))
        #expect(figure.contains("<path class=\"mark f1\" d=\"M464.4 28.4h7.2v7.2h-7.2z\"/>"))
        #expect(figure.contains("</svg>class 0</li>") && figure.contains("</svg>class 1</li>"))
        #expect(figure.contains("viewBox=\"0 0 480 509.4\""))
        #expect(figure.contains("the likelier class; the paler, the less sure.</p>"))
    }

    @Test func surfacesAreFieldsFromFarToNear() {
        let places = (0...10).map { Double($0) }
        let heights = Matrix(rows: 11, columns: 11) { i, j in
            Double((i - 5) * (i - 5) + (j - 5) * (j - 5))
        }
        let surface = Surface(
            title: "Bowl", grid: Grid(x: places, y: places, values: heights),
            axes: ("m", "b", "J"))
        let figure = (surface.figure?.html() ?? "")
        let fields = parts(figure, "<path class=\"field\" fill=\"", "/>")
        #expect(fields.count == 26 * 26)
        let all = parts(figure, " d=\"", "\"").map(numbers)
        let xs = all.flatMap { path in stride(from: 0, to: path.count, by: 2).map { path[$0] } }
        let ys = all.flatMap { path in stride(from: 1, to: path.count, by: 2).map { path[$0] } }
        #expect(xs.min() == 10 && xs.max() == 470 && ys.min() == 8)
        let height = numbers(parts(figure, "viewBox=\"0 0 480 ", "\"")[0])[0]
        #expect(abs((ys.max() ?? 0) - (height - 16)) < 0.11)
        // The first field is far away, above; the last is near, below.
        let first = numbers(parts(fields[0], "d=\"", "\"")[0])
        let last = numbers(parts(fields[675], "d=\"", "\"")[0])
        #expect(first.count == 8 && first[1] < last[1])
        // The corners of a bowl are high and yellow, its middle low and blue.
        let colours = fields.map { numbers(String($0.prefix { $0 != "\"" })) }
        let middle = colours.min { $0[1] < $1[1] } ?? []
        #expect(middle[0] < 49 && middle[1] < 65)
        let rims = colours.filter { $0[0] > 200 && $0[1] > 210 }
        #expect(rims.count >= 4 && rims.count < 40)
        #expect(figure.contains(">m</text>") && figure.contains(">b</text>"))
        #expect(figure.components(separatedBy: "class=\"axis\"").count - 1 == 5)
    }

    @Test func coloursOfHeights() {
        let surface = Surface(
            title: "", grid: Grid(x: ends, y: ends, values: Matrix([[0, 1], [2, 3]])),
            axes: ("", "", ""))
        #expect(surface.colour(0) == "rgb(48,60,140)")
        #expect(surface.colour(1.0 / 6) == "rgb(43,95,141)")
        #expect(surface.colour(1.0 / 3) == "rgb(38,130,142)")
        #expect(surface.colour(1) == "rgb(250,220,60)")
        #expect(surface.colour(2) == "rgb(250,220,60)")
    }

    @Test func picturesKeepTheirPixels() {
        let pictures = Pictures(
            Matrix([[0, 0.5, 1, 0.25, 2, -1]]), width: 3, labels: [], range: 0...1, columns: nil)
        #expect(rows(pictures.html(), width: 3) == [[0, 128, 255], [64, 255, 0]])
        func size(_ count: Int, _ width: Int) -> String {
            let pictures = Pictures(
                Matrix(rows: count, columns: width * width), width: width, labels: [],
                range: 0...1, columns: nil)
            return parts(pictures.html(), " width=\"", "\"")[0]
        }
        #expect(size(1, 64) == "256" && size(2, 28) == "252")
        #expect(size(3, 64) == "128" && size(4, 28) == "140" && size(5, 28) == "98")
        #expect(size(7, 64) == "96" && size(20, 28) == "98" && size(8, 5) == "102")
        #expect(size(7, 300) == "150")
        let five = Pictures(
            Matrix(rows: 5, columns: 9), width: 3, labels: [], range: 0...1, columns: nil)
        #expect(
            five.html().contains(
                "<div class=\"pictures row\">\n<figure style=\"width:103px\">"))
    }

    @Test func marksHaveFourShapes() {
        #expect(markPath(10, 20, 0, 2) == "M8 20a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z")
        #expect(markPath(10, 20, 1, 2) == "M8.2 18.2h3.6v3.6h-3.6z")
        #expect(markPath(10, 20, 2, 2) == "M10 17.6l2.3 4h-4.6z")
        #expect(markPath(10, 20, 3, 2) == "M10 17.4l2.6 2.6l-2.6 2.6l-2.6 -2.6z")
        #expect(markPath(10, 20, 4, 2) == markPath(10, 20, 0, 2))
    }

    @Test func numbersBesideAxesHaveRoom() throws {
        let short = try #require(Axis([0, 1], tickCount: 2))
        let long = try #require(Axis([-1_000_600, -1_000_000], tickCount: 6))
        let svg = Drawing(Plane(long, short), xName: "", yName: "").svg("")
        let places = parts(svg, "<text x=\"", "\"").compactMap(Double.init)
        let texts = parts(svg, "\"middle\">", "<")
        // There is room for every other number; the last one is moved inwards.
        #expect(texts == ["-1000600", "-1000400", "-1000200", "-1000000"])
        let middles = Array(places.suffix(texts.count))
        #expect(zip(middles, middles.dropFirst()).allSatisfy { $1 - $0 > 8 * 10.2 })
        #expect(middles[0] == 40.8 && middles[3] == 439.2)
    }

    @Test func pointsOutsideOfTheFrameAreLeftOut() throws {
        let axis = try #require(Axis([0, 1], tickCount: 2))
        var drawing = Drawing(Plane(axis, axis), xName: "", yName: "")
        let before = drawing.svg("")
        drawing.mark((1.5, 0.5), 0)
        drawing.mark((0.5, -0.5), 0)
        #expect(drawing.svg("") == before)
        drawing.mark((1, 0), 0)
        #expect(drawing.svg("") != before)
    }

    @Test func confusionsShowHowMuch() {
        let html = Confusion(["a", "b"], Matrix([[9, 1], [0, 4]])).html()
        #expect(
            html.contains(
                "<tr><th scope=\"row\">a</th><td class=\"right\" style=\"--share:0.54\">9</td>"))
        #expect(html.contains("<td class=\"wrong\" style=\"--share:0.30\">1</td></tr>"))
        #expect(
            html.contains(
                "<th scope=\"row\">b</th><td>·</td><td class=\"right\" style=\"--share:0.60\">4</td>"
            ))
    }

    @Test func lettersStandInPlaceOfMarks() throws {
        var plot = Plot(title: "T", xName: "x", yName: "y")
        plot.points = [Points("vowels", x: [1, 2], y: [3, 5], labels: ["a", "e"])]
        let figure = try #require(plot.figure)
        let html = figure.html()
        #expect(parts(html, "class=\"letter f0\"", "</text>").count == 3)
        #expect(!html.contains("class=\"mark"))
        #expect(figure.legend[0].sample.contains(">a</text>"))
    }

    @Test func everyMarkHasItsColour() {
        let curves = [
            Curve("a", x: [0.0, 1], y: [0, 1]), Curve("b", x: [0.0, 1], y: [1, 0]),
            Curve("c", x: [0.0, 1], y: [0.2, 0.3]),
        ]
        let drawn = lines(Style(colour: true)) { $0.plot("t", x: "", y: "", curves) }.dropFirst(2)
        var colour = ""
        var found: [Character: Set<String>] = [:]
        for character in drawn.joined() {
            if character == "\u{1B}" {
                colour = "\u{1B}"
            } else if colour.last != "m", !colour.isEmpty {
                colour.append(character)
                if colour == "\u{1B}[0m" { colour = "" }
            } else if "●○◆".contains(character) {
                found[character, default: []].insert(String(colour.dropFirst()))
            }
        }
        #expect(found == ["○": ["[94m"], "●": ["[31m"], "◆": ["[32m"]])
    }
}
