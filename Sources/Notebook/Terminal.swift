import Foundation

/// How lines are written: standard output as it is, or a list in a test.
struct Style: Equatable {
    var ascii = false
    var colour = false

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
        if let locale = setting("LC_ALL") ?? setting("LC_CTYPE") ?? setting("LANG") {
            let name = locale.uppercased().filter { $0 != "-" }
            if !name.contains("UTF8") { self.ascii = true }
        }
    }

    init(ascii: Bool = false, colour: Bool = false) {
        self.ascii = ascii
        self.colour = colour
    }
}

/// Standard output and standard error of the program.
struct Terminal {
    /// Writes lines to standard output at once, so that nothing is lost if the program stops.
    func write(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        let text = lines.joined(separator: "\n") + "\n"
        if writeAll(Array(text.utf8), to: 1) { return }
        // Nobody reads on (`| head`): that is no mistake.
        if errno == EPIPE { exit(0) }
        let reason = String(cString: strerror(errno)).lowercased()
        complain("standard output can't be written: \(reason)")
        exit(73)
    }

    /// Writes a sentence to standard error.
    func complain(_ sentence: String) {
        _ = writeAll(Array((sentence + "\n").utf8), to: 2)
    }

    /// Ends the program with a sentence on standard error.
    func end(_ program: String, _ refusal: Refusal, ascii asciiOnly: Bool) -> Never {
        let sentence = "\(program): \(refusal.sentence)"
        complain(asciiOnly ? ascii(sentence) : sentence)
        exit(refusal.code)
    }
}
