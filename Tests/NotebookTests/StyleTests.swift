import Testing

@testable import Notebook

@Suite struct StyleTests {
    private func style(_ environment: [String: String], isTerminal: Bool = true) -> Style {
        Style(ascii: false, isTerminal: isTerminal, environment: environment)
    }

    @Test func intoAFileTheEnvironmentDoesNotCount() {
        let style = style(["TERM": "xterm", "LC_ALL": "C"], isTerminal: false)
        #expect(style == Style(ascii: false, colour: false))
    }

    @Test func colourOnTerminalsThatHaveIt() {
        #expect(style(["TERM": "xterm"]).colour)
        #expect(!style(["TERM": "dumb"]).colour)
        #expect(!style([:]).colour)
        #expect(!style(["TERM": "xterm", "NO_COLOR": "1"]).colour)
        #expect(style(["TERM": "xterm", "NO_COLOR": ""]).colour)
    }

    @Test func theFirstLocaleThatIsSetDecides() {
        #expect(!style(["LANG": "de_DE.UTF-8"]).ascii)
        #expect(!style(["LANG": "en_US.utf8"]).ascii)
        #expect(style(["LANG": "C"]).ascii)
        #expect(style(["LC_ALL": "POSIX", "LANG": "en_US.UTF-8"]).ascii)
        #expect(!style(["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"]).ascii)
        #expect(!style([:]).ascii)
    }

    @Test func asciiCanBeAskedForAnywhere() {
        #expect(Style(ascii: true, isTerminal: false, environment: [:]).ascii)
        let style = Style(ascii: true, isTerminal: true, environment: ["LANG": "C.UTF-8"])
        #expect(style.ascii)
    }

    @Test func controlCharactersAreNotObeyed() {
        #expect(Style().plain("a\u{1B}[31mb\tc\r\n\u{9B}") == "a?[31mb    c\n?")
        #expect(Style(ascii: true).plain("ŷ\u{7F}") == "y^?")
        // Neither are those that turn the direction of the text, or end the line elsewhere.
        #expect(Style().plain("a\u{202E}b\u{2028}c\u{2067}d\u{200F}") == "a?b?c?d?")
        #expect(escaped("a\u{202E}b") == "a?b")
        #expect(Style().plain("x₁ — “ŷ” 👩‍🔬") == "x₁ — “ŷ” 👩‍🔬")
    }
}
