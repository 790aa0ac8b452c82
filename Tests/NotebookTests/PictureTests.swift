import Matrices
import Testing

@testable import Notebook

@Suite struct PictureTests {
    @Test func eachCharacterHasTheInkOfItsPixels() {
        #expect(glyph([0, 0, 0, 0]) == " ")
        #expect(glyph([1, 1, 1, 1]) == "█")
        #expect(glyph([0.3, 0.2, 0.25, 0.3]) == "░")
        #expect(glyph([0.5, 0.5, 0.5, 0.6]) == "▒")
        #expect(glyph([0.8, 0.7, 0.7, 0.8]) == "▓")
        #expect(glyph([1, 1, 0, 0]) == "▀")
        #expect(glyph([0, 0, 0.9, 1]) == "▄")
        #expect(glyph([1, 0, 1, 0]) == "▌")
        #expect(glyph([0, 1, 0, 1]) == "▐")
        #expect(glyph([1, 0, 0, 0]) == "▘")
        #expect(glyph([0, 1, 0, 0]) == "▝")
        #expect(glyph([0, 0, 1, 0]) == "▖")
        #expect(glyph([0, 0, 0, 1]) == "▗")
        #expect(glyph([1, 0, 0, 1]) == "▚")
        #expect(glyph([0, 1, 1, 0]) == "▞")
        #expect(glyph([1, 0, 1, 1]) == "▙")
        #expect(glyph([1, 1, 1, 0]) == "▛")
        #expect(glyph([1, 1, 0, 1]) == "▜")
        #expect(glyph([0, 1, 1, 1]) == "▟")
    }

    /// An L and a slope from black to white, 4 × 4.
    private let two = Matrix([
        [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1],
        [
            0, 1.0 / 3, 2.0 / 3, 1, 0, 1.0 / 3, 2.0 / 3, 1, 0, 1.0 / 3, 2.0 / 3, 1, 0, 1.0 / 3,
            2.0 / 3, 1,
        ],
    ])

    @Test func smallPicturesGetTwoCharactersAPixel() {
        #expect(
            lines { $0.pictures(two, width: 4, labels: ["L", "slope"]) } == [
                "  ██          ░░▓▓██",
                "  ██          ░░▓▓██",
                "  ██          ░░▓▓██",
                "  ████████    ░░▓▓██",
                "     L       slope",
            ])
        #expect(
            lines(Style(ascii: true)) { $0.pictures(two, width: 4, labels: ["L", "slope"]) } == [
                "  @@          --**@@",
                "  @@          --**@@",
                "  @@          --**@@",
                "  @@@@@@@@    --**@@",
                "     L       slope",
            ])
    }

    @Test func pixelsShareCharacters() {
        #expect(
            lines { $0.pictures(two, width: 4, columns: 4) } == ["  █      ░▓█", "  █▄▄▄   ░▓█"])
        #expect(lines { $0.pictures(two[rows: [0]], width: 4, columns: 2) } == ["  ▌░"])
    }

    @Test func partsOfPixelsCountInPart() {
        // Three columns of pixels on two characters: the middle one belongs to both in halves.
        let picture = Matrix([[1, 1, 0, 1, 1, 0, 1, 1, 0]])
        #expect(lines { $0.pictures(picture, width: 3, columns: 2) } == ["  █▌"])
        #expect(
            lines(Style(ascii: true)) { $0.pictures(picture, width: 3, columns: 2) } == ["  @-"])
    }

    @Test func rangesStretchContrast() {
        let grey = Matrix([[0.4, 0.5, 0.6, 0.4]])
        #expect(lines { $0.pictures(grey, width: 2) } == ["    ▒▒", "  ██"])
        #expect(lines { $0.pictures(grey, width: 2, range: 0...1) } == ["  ▒▒▒▒", "  ▒▒▒▒"])
        let signed = Matrix([[-1, 0, 1, 3]])
        #expect(lines { $0.pictures(signed, width: 2, range: -1...1) } == ["    ▒▒", "  ████"])
        // One pixel in a hundred that stands out doesn't take the contrast of the others.
        var values = [Double](repeating: 0, count: 100) + [Double](repeating: 1, count: 100)
        values[0] = -0.9
        #expect(
            Pictures(Matrix(row: values), width: 20, labels: [], range: nil, columns: nil).range
                == 0...1)
        values[0] = -9
        #expect(
            Pictures(Matrix(row: values), width: 20, labels: [], range: nil, columns: nil).range
                == -9...1)
        #expect(lines { $0.pictures(Matrix([[2, 2, 2, 2]]), width: 2) } == ["", ""])
        #expect(lines { $0.pictures(Matrix([[.nan, 0, 0, 1]]), width: 2) }[0].contains("?"))
    }

    @Test func asManyStandInARowAsFit() {
        let many = Matrix(rows: 7, columns: 28 * 28) { i, _ in i.isMultiple(of: 2) ? 1 : 0 }
        let drawn = lines { $0.pictures(many, width: 28, labels: (0..<7).map { "number \($0)" }) }
        // Five of 14 columns in a row, each of 7 lines and a label.
        #expect(drawn.count == 8 + 1 + 8)
        #expect(drawn.allSatisfy { columns($0) <= 80 })
        #expect(
            drawn[7]
                == "     number 0        number 1        number 2        number 3        number 4")
        let two = lines { $0.pictures(many[rows: [0, 1]], width: 28) }
        #expect(two.count == 14 && two[0] == "  " + String(repeating: "█", count: 28))
        let hands = Matrix(rows: 2, columns: 64 * 64, repeating: 0.5)
        #expect(lines { $0.pictures(hands, width: 64, range: 0...1) }.count == 16)
    }

    @Test func longLabelsAreWrapped() {
        let picture = Matrix(rows: 2, columns: 9, repeating: 1)
        let drawn = lines { $0.pictures(picture, width: 3, labels: ["is 0, taken for 1", "b"]) }
        #expect(drawn.suffix(4) == ["  is 0,     b", "  taken", "  for 1"] || drawn.count >= 6)
        #expect(drawn.suffix(3) == ["  is 0,     b", "  taken", "  for 1"])
    }

    @Test func confusionsOfTwentyFourLettersFit() {
        let letters = "ABCDEFGHIKLMNOPQRSTUVWXY".map(String.init)
        let counts = Matrix(rows: 24, columns: 24) { i, j in i == j ? 300 : j == 3 ? 40 : 0 }
        let drawn = lines { $0.confusion(letters, counts) }
        #expect(drawn.allSatisfy { columns($0) <= 80 })
        #expect(drawn[1].hasPrefix("A 88  ·  · 12  ·"))
        #expect(drawn.last == "In percent of the row.")
    }

    @Test func confusionsShowCounts() {
        let counts = Matrix([[98, 2, 0], [0, 100, 0], [7, 0, 1]])
        #expect(
            lines { $0.confusion(["cat", "dog", "hen"], counts) } == [
                "    cat dog hen",
                "cat  98   2   ·",
                "dog   · 100   ·",
                "hen   7   ·   1",
                "Rows: the true class. Columns: the class it was taken for.",
            ])
        #expect(
            lines(Style(ascii: true)) { $0.confusion(["a", "b"], Matrix([[1, 0], [0, 2]])) } == [
                "  a b",
                "a 1 .",
                "b . 2",
                "Rows: the true class. Columns: the class it was taken for.",
            ])
    }
}
