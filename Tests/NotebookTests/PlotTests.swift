import Foundation
import Testing

@testable import Notebook

@Suite struct PlotTests {
    private let square = Curve("square", x: Array(-10...10), y: (-10...10).map { Double($0 * $0) })

    @Test func oneCurveIsDrawnInDots() {
        #expect(
            shown { $0.plot("A parabola", x: "x", y: "x²", [square]) } == """
                A parabola
                   x²
                100 ┤⠱⡀                                                                      ⢀⠎
                    │ ⠑⡄                                                                    ⢀⠎
                    │  ⠘⡄                                                                  ⢠⠃
                 80 ┤   ⠈⢆                                                                ⡰⠁
                    │     ⢣                                                              ⡜
                    │      ⠱⡀                                                          ⢀⠎
                 60 ┤       ⠈⠢⡀                                                      ⢀⠔⠁
                    │         ⠑⢄                                                    ⡠⠊
                    │           ⠑⢄                                                ⡠⠊
                 40 ┤             ⠣⡀                                            ⢀⠔⠁
                    │              ⠈⠢⡀                                        ⢀⠔⠁
                    │                ⠈⠢⡀                                     ⡠⠊
                 20 ┤                  ⠈⠒⢄                                ⡠⠔⠊
                    │                     ⠉⠢⢄                          ⡠⠔⠉
                    │                        ⠑⠢⢄⡀                  ⣀⡠⠔⠊
                  0 ┤                           ⠈⠉⠒⠢⠤⢄⣀⣀⣀⣀⣀⣀⣀⣀⡠⠤⠔⠒⠉
                    └┬─────────────────┬──────────────────┬─────────────────┬─────────────────┬
                    -10                -5                 0                 5                 10
                                                         x
                """)
    }

    @Test func inASCIIItIsDrawnInLetters() {
        #expect(
            shown(Style(ascii: true)) { $0.plot("A parabola", x: "x", y: "x²", [square]) } == """
                A parabola
                  x^2
                100 |o                                                                        o
                    | o                                                                      o
                    |  o                                                                    o
                 80 |   o                                                                 oo
                    |    oo                                                             oo
                    |      oo                                                          o
                 60 |        o                                                       oo
                    |         oo                                                    o
                    |           o                                                  o
                 40 |            oo                                              oo
                    |              o                                           oo
                    |               oo                                       oo
                 20 |                 ooo                                 ooo
                    |                    oooo                          ooo
                    |                        ooo                   oooo
                  0 |                           ooooooooooooooooooo
                    ++-----------------+------------------+-----------------+-----------------+
                    -10                -5                 0                 5                 10
                                                         x
                """)
    }

    @Test func severalCurvesHaveMarks() {
        let falling = Curve("falling", x: [0, 4], y: [1, 0.01])
        let level = Curve("level", x: [0, 4], y: [0.1, 0.1])
        #expect(
            shown { $0.plot("Two", x: "step", y: "cost", [falling, level], logarithmic: true) }
                == """
                Two
                       ○ falling   ● level
                  cost
                   1 ┤⠉○⠤⣀⡀
                     │    ⠈⠑⠢⢄⣀
                     │         ⠉⠒○⢄⡀
                     │             ⠈⠑⠒⠤⣀
                     │                  ⠉⠒⠢○⡀
                     │                      ⠈⠉⠒⠤⣀⡀
                     │                           ⠈⠑⠢⢄○
                     │                                ⠉⠒⠤⢄⡀
                 0.1 ┤⠉⠉⠉⠉⠉⠉●⠉⠉⠉⠉⠉⠉⠉⠉⠉●⠉⠉⠉⠉⠉⠉⠉⠉⠉●⠉⠉⠉⠉⠉⠉⠉⠉⠉●⠙⠛⠭⣉⠉⠉⠉⠉⠉●⠉⠉⠉⠉⠉⠉⠉⠉⠉●⠉⠉⠉⠉⠉⠉⠉⠉⠉●⠉⠉⠉⠉⠉⠉
                     │                                         ○⠑⠢⢄⡀
                     │                                             ⠈⠉⠒⠤⣀⡀
                     │                                                  ⠈○⠢⠤⣀
                     │                                                       ⠉⠒⠤⢄⡀
                     │                                                           ⠈⠑○⠤⣀
                     │                                                                ⠉⠑⠢⢄⡀
                0.01 ┤                                                                    ⠈⠉⠒○⣀
                     └┬─────────────────┬─────────────────┬─────────────────┬─────────────────┬
                      0                 1                 2                 3                 4
                                                        step
                """)
    }

    @Test func pointsAndLines() {
        let points = Points("cereals", x: [1, 2, 3], y: [100, 150, 130])
        let line = Curve("y = 20·x + 90", x: [1.0, 3], y: [110, 150])
        #expect(
            shown(Style(ascii: true)) {
                $0.scatter("Calories", x: "protein", y: "calories", [points], lines: [line])
            } == """
                Calories
                      o cereals   x y = 20*x + 90
                calories
                150 |                                     o                               xxx
                    |                                                               xxxxxx
                    |                                                         xxxxxx
                140 |                                                   xxxxxx
                    |                                              xxxxx
                    |                                        xxxxxx
                130 |                                  xxxxxx                               o
                    |                            xxxxxx
                    |                       xxxxx
                120 |                 xxxxxx
                    |           xxxxxx
                    |     xxxxxx
                110 |  xxx
                    |
                    |
                100 |  o
                    +--+----------------+-----------------+----------------+----------------+--
                      1.0              1.5               2.0              2.5              3.0
                                                      protein
                """)
    }

    @Test func whatIsNoNumberLeavesAGap() {
        let gap = Curve("gap", x: [0, 1, 2, 3, 4], y: [1, 1, .nan, .infinity, 1])
        let drawn = lines(Style(ascii: true)) { $0.plot("t", x: "x", y: "y", [gap]) }
        let row = drawn.first { $0.contains("o") } ?? ""
        // From 0 to 1 of 4, and the single point at 4.
        #expect(row.count { $0 == "o" } == 20)
        #expect(row.hasSuffix(" o"))
    }

    @Test func nothingToDraw() {
        let empty = [Curve("c", x: [Double](), y: [])]
        #expect(shown { $0.plot("None", x: "x", y: "y", empty) } == nothing)
        #expect(shown { $0.plot("None", x: "x", y: "y", []) } == nothing)
        let nan = [Curve("c", x: [1.0, 2], y: [.nan, -.infinity])]
        #expect(shown { $0.plot("None", x: "x", y: "y", nan) } == nothing)
        let negative = [Curve("c", x: [1.0, 2], y: [-1, 0])]
        #expect(shown { $0.plot("None", x: "x", y: "y", negative, logarithmic: true) } == nothing)
    }

    private static let unusual: [[Double]] = [
        [5], [5, 5, 5], [0, 0], [1e300, 1], [-1.7e308, 1.7e308],
        [.leastNormalMagnitude, 2 * .leastNormalMagnitude],
        [1, 1.000000000000001], [1e-300, 2e-300],
    ]

    private let nothing = "None: there are no numbers to draw."

    @Test(arguments: PlotTests.unusual)
    func unusualValuesAreDrawn(_ y: [Double]) {
        for style in [Style(), Style(ascii: true)] {
            for isLogarithmic in [false, true] {
                let curve = Curve("c", x: y.indices.map { $0 }, y: y)
                let drawn = lines(style) {
                    $0.plot("t", x: "x", y: "y", [curve], logarithmic: isLogarithmic)
                }
                #expect(drawn.allSatisfy { columns($0) <= 80 })
                #expect(drawn.count > 15 || (isLogarithmic && y == [0, 0]))
            }
        }
    }

    @Test func colourOnlyAddsColour() {
        let curves = (1...9).map { k in Curve("c\(k)", x: [0.0, 1, 2], y: [0, Double(k), 1]) }
        let plain = shown { $0.plot("t", x: "x", y: "y", curves) }
        let coloured = shown(Style(colour: true)) { $0.plot("t", x: "x", y: "y", curves) }
        #expect(coloured != plain)
        #expect(withoutColour(coloured) == plain)
    }

    @Test func linesReachBothEnds() {
        let places = straightLine((0, 0), (4, 2))
        #expect(places.map(\.x) == [0, 1, 2, 3, 4])
        #expect(places.first?.y == 0 && places.last?.y == 2)
        #expect(straightLine((3, 3), (3, 3)).count == 1)
        let back = straightLine((4, 2), (0, 0))
        #expect(back.first?.x == 4 && back.last?.x == 0 && back.last?.y == 0)
        let down = straightLine((0, 5), (1, 0))
        #expect(down.map(\.y) == [5, 4, 3, 2, 1, 0])
    }

    @Test func lettersStandInThePlaceOfMarks() {
        let points = [
            Points("vowels", x: [0, 1], y: [0, 1], labels: ["a", "e"]),
            Points("others", x: [0.5], y: [0.5]),
        ]
        let lines = shown { $0.scatter("Letters", x: "x", y: "y", points) }
            .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(lines[1] == "a vowels   ● others")
        #expect(lines.contains { $0.hasPrefix("1.0 ┤") && $0.hasSuffix("e") })
        #expect(lines.contains { $0.hasPrefix("0.0 ┤") && $0.contains("a") })
        let figure = Plot(title: "", xName: "x", yName: "y", points: points).figure?.html() ?? ""
        #expect(figure.contains(">a</text>") && figure.contains(">e</text>"))
    }
}

/// The text without the signs that switch colours.
func withoutColour(_ text: String) -> String {
    var result = ""
    var isInside = false
    for character in text {
        if character == "\u{1B}" { isInside = true }
        if !isInside { result.append(character) }
        if isInside, character == "m" { isInside = false }
    }
    return result
}
