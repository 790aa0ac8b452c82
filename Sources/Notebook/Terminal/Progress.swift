@preconcurrency import Foundation

/// A bar that grows while a long calculation runs, with the time that is left.
///
/// It stands on standard error, only if that is a terminal, and is gone when it is finished.
public final class ProgressBar {
    private let name: String
    private let total: Int
    private let live: Live
    private let style: Style
    private let start = ProcessInfo.processInfo.systemUptime
    private let afterStep: () -> Void
    private var done = 0

    init(
        _ name: String, total: Int, live: Live, style: Style, afterStep: @escaping () -> Void = {}
    ) {
        self.afterStep = afterStep
        self.name = name
        self.total = total
        self.live = live
        self.style = style
        live.begin(at: start)
    }

    /// Says that one more step is done.
    public func advance() { advance(to: done + 1) }

    /// Says how many of the steps are done. To call this often costs little.
    public func advance(to done: Int) {
        self.done = done
        afterStep()
        let now = ProcessInfo.processInfo.systemUptime
        // Ten times a second is enough, and short work shows no bar.
        guard live.isTerminal, now - live.lastShown >= 0.1 else { return }
        live.lastShown = now
        live.show(progressLine(name, done, of: total, after: now - start, style))
    }

    /// Takes the bar away.
    public func finish() { live.end() }
}

/// `Training  ████████░░░░░░░░  50 %, 12 s left`.
func progressLine(
    _ name: String, _ done: Int, of total: Int, after seconds: Double, _ style: Style
) -> String {
    let share = total > 0 ? min(max(Double(done) / Double(total), 0), 1) : 1
    let full = Int(share * 36)
    let bar =
        String(repeating: style.ascii ? "#" : "█", count: full)
        + String(repeating: style.ascii ? "." : "░", count: 36 - full)
    var line = "\(shortened(style.plain(name), 16))  \(bar)  \(Int(share * 100)) %"
    if done > 0, share < 1 {
        line += ", \(duration(seconds * (1 - share) / share)) left"
    }
    return line
}

private func duration(_ seconds: Double) -> String {
    let seconds = Int(min(seconds, 359_999).rounded(.up))
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds % 3600 / 60) min"
}

/// A line on standard error that is drawn again and again in place; only on a terminal.
final class Live {
    let isTerminal: Bool
    private var isShown = false
    /// When the line was drawn last, or a bar began.
    var lastShown: TimeInterval = 0

    /// - Parameter isTerminal: whether standard error is one
    init(isTerminal: Bool) {
        var size = winsize()
        let isKnown = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        // A line that is broken by the terminal, or a terminal that can't go up, would leave
        // pieces of drawings behind.
        let canGoUp = ProcessInfo.processInfo.environment["TERM"].map { $0 != "dumb" } ?? false
        self.isTerminal = isTerminal && canGoUp && (!isKnown || Int(size.ws_col) >= lineWidth)
    }

    /// Makes room for a line that is to be drawn soon.
    func begin(at time: TimeInterval) {
        lastShown = time
        if isTerminal { Prints.wait() }
    }

    /// Draws the line in place of the one that was drawn last.
    func show(_ line: String) {
        clear()
        // Behind half a line of the reader's there is no place for it.
        guard isTerminal, Prints.haveEndedTheirLine else { return }
        _ = writeAll(Array((line + "\n").utf8), to: 2)
        isShown = true
    }

    /// Takes the line away, and shows what the reader's code has printed meanwhile.
    func clear() {
        if isShown { _ = writeAll(Array("\u{1B}[1A\r\u{1B}[J".utf8), to: 2) }
        isShown = false
        Prints.come()
    }

    /// Takes the line away for good.
    func end() {
        clear()
        if isTerminal { Prints.waitNoLonger() }
    }
}

/// What the reader's code prints with `print`.
///
/// On a terminal it would stand below a bar, and be taken away with it. So while there is one it
/// waits in the buffer of standard output, and comes above the bar when that is drawn anew.
enum Prints {
    private static let size = 1 << 20
    /// All of it 0 but what waits.
    nonisolated(unsafe) private static let buffer = {
        let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size + 1)
        buffer.initialize(repeating: 0, count: size + 1)
        return buffer
    }()
    nonisolated(unsafe) private static var isWaiting = false
    /// What was to be done at signals that end the program.
    nonisolated(unsafe) private static var atEnds: [Int32: sigaction] = [:]
    /// Whether what has come so far ends with the end of a line.
    nonisolated(unsafe) static var haveEndedTheirLine = true

    static func wait() {
        guard !isWaiting, isatty(1) == 1 else { return }
        setvbuf(stdout, buffer, _IOFBF, size)
        memset(buffer, 0, strlen(buffer))
        isWaiting = true
        guard atEnds.isEmpty else { return }
        // Where a program crashes, what it printed last is what the reader looks for.
        for end in [SIGILL, SIGTRAP, SIGINT] {
            sigaction(end, nil, &atEnds[end, default: sigaction()])
            signal(end) { end in
                fflush(nil)
                sigaction(end, &Prints.atEnds[end, default: sigaction()], nil)
                raise(end)
            }
        }
    }

    static func waitNoLonger() {
        guard isWaiting else { return }
        isWaiting = false
        setvbuf(stdout, nil, _IOLBF, 0)
    }

    /// Lets come what waits.
    static func come() {
        let length = isWaiting ? strlen(buffer) : 0
        fflush(nil)
        guard length > 0 else { return }
        haveEndedTheirLine = buffer[length - 1] == 10
        memset(buffer, 0, length)
    }
}
