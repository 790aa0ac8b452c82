import Foundation

/// How lines are written: standard output as it is, or a list in a test.
struct Style: Equatable {
    var ascii = false
    var colour = false
    /// Whether the terminal has the 24 greys of 256 colours.
    var greys = false

    /// The style for standard output.
    ///
    /// The environment counts only where standard output is a terminal: `NO_COLOR` and `TERM` for
    /// colour; `LC_ALL`, `LC_CTYPE` or `LANG`, the first that is set, for Unicode.
    init(ascii: Bool, isTerminal: Bool, environment: [String: String]) {
        self.ascii = ascii
        guard isTerminal else { return }
        func setting(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        let terminal = setting("TERM") ?? "dumb"
        colour = setting("NO_COLOR") == nil && terminal != "dumb"
        greys = colour && (terminal.contains("256") || setting("COLORTERM") != nil)
        if let locale = setting("LC_ALL") ?? setting("LC_CTYPE") ?? setting("LANG") {
            let name = locale.uppercased().filter { $0 != "-" }
            if !name.contains("UTF8") { self.ascii = true }
        }
    }

    init(ascii: Bool = false, colour: Bool = false) {
        self.ascii = ascii
        self.colour = colour
    }

    /// The text as it can be written: in ASCII if need be, and without control characters, which a
    /// file's contents could bring along and a terminal would obey.
    func plain(_ text: String) -> String {
        let clean = withoutControls(text)
        return ascii ? transliterated(clean) : clean
    }
}

/// The text with four spaces for a tab, and `?` for other control characters but line ends.
func withoutControls(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\n": result += "\n"
        case "\r": continue
        case "\t": result += "    "
        case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "?"
        // What changes the direction of the text that follows, or ends the line elsewhere.
        case "\u{200E}", "\u{200F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}":
            result += "?"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// Standard output and standard error of the program.
struct Terminal {
    /// Whose sentences are written to standard error.
    let program: String
    /// Whether the program goes on when nobody reads its lines any more: it still has files to write.
    var goesOnUnread = false

    /// Writes lines to standard output at once, so that nothing is lost if the program stops.
    func write(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        // What the reader's own code has printed comes before.
        Prints.come()
        Prints.haveEndedTheirLine = true
        let text = lines.joined(separator: "\n") + "\n"
        if writeAll(Array(text.utf8), to: 1) { return }
        // Nobody reads on (`| head`): that is no mistake.
        if errno == EPIPE {
            if goesOnUnread { return }
            exit(0)
        }
        let reason = String(cString: strerror(errno)).lowercased()
        complain("\(program): standard output can't be written: \(reason)")
        exit(73)
    }

    /// Writes a sentence to standard error.
    func complain(_ sentence: String) {
        _ = writeAll(Array((sentence + "\n").utf8), to: 2)
    }

    /// Ends the program with a sentence on standard error.
    func end(_ refusal: Refusal, _ style: Style) -> Never {
        complain(style.plain("\(program): \(refusal.sentence)"))
        exit(refusal.code)
    }
}
