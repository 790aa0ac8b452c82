import Foundation

/// Lines on standard error that are drawn again and again in place; only on a terminal.
final class Live {
    let isTerminal: Bool
    private var shown = 0

    init(isTerminal: Bool) { self.isTerminal = isTerminal }

    /// Draws the lines in place of those that were drawn last.
    func show(_ lines: [String]) {
        guard isTerminal else { return }
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
