import Foundation
import Matrices
import Testing

@testable import Notebook

/// Whatever numbers a lesson shows, nothing stops: no number, infinite, huge, tiny, constant or
/// nearly constant ones, in Unicode and ASCII, on the page and as pictures.
@Suite struct AnyNumberTests {
    private static let special: [Double] = [
        .nan, .infinity, -.infinity, 0, -0.0, 1, -1, 1e308, -1e308, 1.7e308, -1.7e308, 1e160,
        .leastNonzeroMagnitude, -Double.leastNonzeroMagnitude, 1e-300, 1e16, 20_000, 0.1,
    ]

    /// So many numbers: any of the special ones, all alike, nearly alike, or plain ones and one
    /// that is special.
    private static func numbers(_ count: Int, _ random: inout RandomState) -> [Double] {
        func pick() -> Double { special[random.randint(0, special.count)] }
        let one = pick()
        switch random.randint(0, 4) {
        case 0: return (0..<count).map { _ in pick() }
        case 1: return (0..<count).map { _ in one }
        case 2: return (0..<count).map { _ in random.randint(0, 2) == 0 ? one : one.nextUp }
        default:
            var numbers = (0..<count).map { _ in random.uniform(-1, 1) }
            if count > 0 { numbers[random.randint(0, count)] = one }
            return numbers
        }
    }

    private static func matrix(_ rows: Int, _ columns: Int, _ random: inout RandomState) -> Matrix {
        Matrix(rows: rows, columns: columns, values: numbers(rows * columns, &random))
    }

    /// Rising places for a grid, at least two.
    private static func places(_ random: inout RandomState) -> [Double] {
        let finite = Set(numbers(6, &random).filter(\.isFinite)).sorted()
        return finite.count > 1 ? finite : [1, 1.0.nextUp]
    }

    private func show(_ notebook: Notebook, _ random: inout RandomState) {
        let n = random.randint(0, 7)
        let curves = (0..<random.randint(1, 4)).map {
            Curve(
                "c\($0)", x: AnyNumberTests.numbers(n, &random),
                y: AnyNumberTests.numbers(n, &random))
        }
        let points = Points(
            "p", x: AnyNumberTests.numbers(n, &random), y: AnyNumberTests.numbers(n, &random))
        for isOn in [false, true] {
            notebook.plot("Plot", x: "x", y: "y", curves, logarithmic: isOn, sameScale: !isOn)
            notebook.scatter("Scatter", x: "x", y: "y", [points], lines: curves, sameScale: isOn)
        }
        let x = AnyNumberTests.places(&random)
        let y = AnyNumberTests.places(&random)
        let heights = AnyNumberTests.matrix(y.count, x.count, &random)
        notebook.surface("Surface", x: x, y: y, heights: heights)
        notebook.contour(
            "Contour", x: x, y: y, heights: heights, paths: curves,
            sameScale: random.randint(0, 2) == 0)
        let plane = AnyNumberTests.matrix(n, 2, &random)
        let labels = (0..<n).map { _ in random.randint(0, 4) }
        notebook.boundary(
            "Boundary", x: x, y: y, probability: heights, points: plane, labels: labels)
        let pixels = AnyNumberTests.matrix(n, 6, &random)
        let ends = AnyNumberTests.numbers(2, &random).filter { !$0.isNaN }.sorted()
        notebook.pictures(title: "Pictures", pixels, width: 3)
        notebook.pictures(pixels, width: 3, columns: 1)
        notebook.pictures(
            title: "In a range", pixels, width: 2,
            range: ends.count == 2 ? ends[0]...ends[1] : nil)
        notebook.confusion(labels.indices.map { "\($0)" }, AnyNumberTests.matrix(n, n, &random))
        let layers = [2, 3, 1].indices.map { k in
            NetworkLayer(
                "layer \(k)", pictures: AnyNumberTests.matrix([2, 3, 1][k], 4, &random),
                weights: k > 0
                    ? AnyNumberTests.matrix([2, 3][k - 1], [3, 1][k - 1], &random) : nil)
        }
        notebook.network("Network", layers)
        let values = AnyNumberTests.numbers(n, &random)
        for (k, value) in values.enumerated() {
            notebook.epoch(k, of: n, ["loss": value, "accuracy": -value])
            notebook.gradientCheck([("dw", value, 0)])
        }
        notebook.curves(step: "epoch", at: Array(0..<n), [("more", values)])
        notebook.overflow("cost", of: values, "epoch")
        notebook.table(["a", "b"], values.map { [fixedOrPower($0, 2), scientific($0)] })
        notebook.diagram(
            "Diagram",
            values.enumerated().map { .init("\($0)", at: (Double($0), 0), value: "\($1)") }, [])
    }

    @Test(arguments: 0..<24) func nothingStops(seed: Int) {
        var styles = [Style(), Style(ascii: true), Style(colour: true)]
        styles[2].greys = true
        for style in styles {
            var lines: [String] = []
            let notebook = Notebook(style: style) { lines += $0 }
            var random = RandomState(seed: seed)
            show(notebook, &random)
            if !style.colour { #expect(lines.allSatisfy { columns($0) <= lineWidth }) }
            if style.ascii { #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } }) }
            #expect(!notebook.recorded.csv().isEmpty)
            let pictures = notebook.page.pictures().filter { $0.name.hasSuffix("svg") }
            for text in pictures.map(\.bytes) + [notebook.page.html()] {
                let text = String(decoding: text, as: UTF8.self)
                // A browser draws nothing of a path whose numbers are none.
                let places = text.matches(of: /[ ](d|x|y|width|height)="[^"]*(nan|inf)/)
                #expect(places.isEmpty, "seed \(seed): \(places.first?.output.0 ?? "")")
            }
        }
    }

    @Test(arguments: 0..<24) func noPanelStops(seed: Int) {
        var random = RandomState(seed: seed)
        for style in [Style(), Style(ascii: true), Style(colour: true)] {
            var style = style
            style.greys = style.colour
            let panels = PanelStyle(style)
            let plane = AnyNumberTests.matrix(4, 8, &random)
            let points = (0..<5).map { k in
                let place = AnyNumberTests.numbers(2, &random)
                return (x: place[0], y: place[1], label: k % 2)
            }
            let ends = AnyNumberTests.numbers(2, &random).filter { !$0.isNaN }.sorted()
            let curves = (0..<2).map { _ in AnyNumberTests.numbers(9, &random) }
            let lines = Panel.beside([
                Panel.plane(plane, points: points, panels),
                Panel.picture(plane, ends.count == 2 ? ends[0]...ends[1] : 0...1, panels),
                Panel.stacked([Panel.curves(curves, width: 20, rows: 4, panels)]),
            ])
            #expect(lines.count == 4)
            if !style.colour { #expect(lines.allSatisfy { columns($0) == 8 + 8 + 20 + 4 }) }
        }
    }

    @Test func constantColumnsAndHugeNumbersAreDrawnInTheMiddle() throws {
        for value in [20_000.0, 0.1, -1e160, 1.7e308, .leastNonzeroMagnitude] {
            let axis = try #require(Axis([value, value.nextUp, value], tickCount: 5))
            let place = try #require(axis.place(value))
            #expect(place > 0.1 && place < 0.9, "\(value)")
            #expect(axis.low < axis.high)
        }
        let grid = Grid(
            x: [-1.7e308, 1.7e308], y: [0, 1], values: Matrix([[-1.7e308, 1.7e308], [0, 0]]))
        #expect(abs(grid.value(0.75, 0) / 8.5e307 - 1) < 1e-9)
        #expect(grid.value(0.5, 0) == 0)
        let pictures = Pictures(
            Matrix([[-1.7e308, 0, 1.7e308, .infinity]]), width: 4, labels: [],
            range: -1.7e308...1.7e308, columns: nil)
        #expect((0..<4).map { pictures.brightness(0, 0, $0) } == [0, 0.5, 1, 1])
    }
}
