import Foundation

/// Lines on standard error that are drawn again and again in place; only on a terminal.
final class Live {
    let isTerminal: Bool
    private var shown = 0

    private let height: Int
    /// When the lines were drawn last, or a bar began: short work shows none.
    var lastShown: TimeInterval = 0

    /// Whether a tenth of a second has passed since the lines were drawn last.
    var isDue: Bool { ProcessInfo.processInfo.systemUptime - lastShown >= 0.1 }

    /// - Parameter isTerminal: whether standard error is one
    init(isTerminal: Bool) {
        var size = winsize()
        let isKnown = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0 && size.ws_col > 0
        height = isKnown ? Int(size.ws_row) : 24
        // A line that is broken by the terminal, or a terminal that can't go up, would leave
        // pieces of drawings behind.
        let isWide = !isKnown || Int(size.ws_col) >= lineWidth
        let canGoUp = ProcessInfo.processInfo.environment["TERM"].map { $0 != "dumb" } ?? false
        self.isTerminal = isTerminal && isWide && canGoUp
    }

    /// Draws the lines in place of those that were drawn last.
    func show(_ lines: [String]) {
        guard isTerminal else { return }
        lastShown = ProcessInfo.processInfo.systemUptime
        // More than fits on the screen couldn't be taken away again: the last lines are shown.
        let lines = lines.suffix(height - 1)
        let text = erasing() + lines.map { $0 + "\n" }.joined()
        shown = lines.count
        _ = writeAll(Array(text.utf8), to: 2)
    }

    /// Takes away what was drawn last.
    func clear() {
        guard shown > 0 else { return }
        let text = erasing()
        shown = 0
        _ = writeAll(Array(text.utf8), to: 2)
    }

    /// Up to the first of the lines, and everything from there on away.
    private func erasing() -> String {
        shown > 0 ? "\u{1B}[\(shown)A\r\u{1B}[J" : ""
    }
}
