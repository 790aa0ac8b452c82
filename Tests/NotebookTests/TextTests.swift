import Testing

@testable import Notebook

@Suite struct TextTests {
    @Test func widthsCountColumns() {
        #expect(columns("x·w") == 3)
        #expect(columns("y\u{302}") == 1)
        #expect(columns("手 a") == 4)
        #expect(padded("ab", 4) == "ab  ")
        #expect(rightAligned("ab", 4) == "  ab")
        #expect(centred("ab", 5) == " ab  ")
        #expect(padded("abcde", 4) == "abcde")
    }

    @Test func tooLongTextsEndWithADot() {
        #expect(shortened("abcde", 5) == "abcde")
        #expect(shortened("abcdef", 5) == "abcd.")
        #expect(shortened("手手手", 5) == "手手.")
        #expect(shortened("ab", 0) == "")
    }

    @Test func wordsFillLines() {
        #expect(wrapped("one two three", width: 7) == ["one two", "three"])
        #expect(wrapped("one two three", width: 6) == ["one", "two", "three"])
        #expect(wrapped("a b c", width: 4, first: "- ", rest: "  ") == ["- a", "  b", "  c"])
        #expect(wrapped("", width: 5) == [""])
    }

    @Test func wordsLongerThanALineAreBroken() {
        #expect(wrapped("abcdefghij", width: 4) == ["abcd", "efgh", "ij"])
        #expect(wrapped("ab cdefgh", width: 4) == ["ab", "cdef", "gh"])
    }

    @Test func nonBreakingSpacesHold() {
        #expect(wrapped("aa 93\u{A0}%", width: 5) == ["aa", "93\u{A0}%"])
    }

    @Test func paragraphsAndPoints() {
        let text = """
            one two
            three

            list:
            - first point
            - second
            """
        #expect(
            paragraphs(text, width: 10) == [
                "one two", "three", "", "list:", "- first", "  point", "- second",
            ])
    }

    @Test func longLinesAreFoldedWithAnIndent() {
        #expect(folded("short", width: 10) == ["short"])
        #expect(folded("  one two three", width: 10) == ["  one two", "      thre", "      e"])
        #expect(folded("0123456789abc", width: 10) == ["0123456789", "    abc"])
    }

    @Test func linesEndWithoutEmptyOnes() {
        #expect(splitLines("a\n\nb\n\n") == ["a", "", "b"])
        #expect(splitLines("") == [])
    }
}
