import Foundation

/// What a reader presses.
public enum Key: Equatable, Sendable {
    case up, down, left, right
    case letter(Character)
    /// Nobody can press anything any more: the terminal is gone.
    case end
}

/// The whole window of a terminal, drawn again and again, and the keys that are pressed in it.
///
/// However the program ends, by a key, by Ctrl-C, by a closed window, the terminal is as it was
/// before. Ctrl-Z leaves the screen, and coming back draws it again.
public final class Screen {
    /// Whether something other than a key asks for a new drawing: a resize, or coming back.
    public var isStale: Bool { Device.wantsDrawing }

    /// Takes the window over, if input, output and standard error are all a terminal.
    public init?() {
        guard [0, 1, 2].allSatisfy({ isatty($0) == 1 }),
            ProcessInfo.processInfo.environment["TERM"] != "dumb", Device.takeOver()
        else { return nil }
    }

    /// How many columns and rows the window has.
    public var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Whether the window's terminal has colours, and its greys.
    public var style: PanelStyle {
        PanelStyle(
            Style(
                ascii: false, isTerminal: true,
                environment: ProcessInfo.processInfo.environment))
    }

    /// Draws the lines from the upper edge; what doesn't fit is left out.
    public func draw(_ lines: [String]) {
        Device.wantsDrawing = false
        let text = lines.prefix(size.rows).joined(separator: "\u{1B}[K\r\n")
        _ = writeAll(Array("\u{1B}[H\(text)\u{1B}[K\u{1B}[J".utf8), to: 2)
    }

    /// The keys that were pressed; waits for the first one so many milliseconds, or forever.
    public func keys(waiting milliseconds: Int?) -> [Key] {
        var place = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
        let ready = poll(&place, 1, milliseconds.map { Int32($0) } ?? -1)
        guard ready > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(0, &bytes, bytes.count)
        if count == 0 || count < 0 && errno != EINTR && errno != EAGAIN { return [.end] }
        return Screen.keys(Array(bytes.prefix(max(count, 0))))
    }

    /// Gives the window back as it was.
    public func leave() { Device.leave() }

    /// The keys that bytes of a terminal stand for.
    static func keys(_ bytes: [UInt8]) -> [Key] {
        let arrows: [UInt8: Key] = [65: .up, 66: .down, 67: .right, 68: .left]
        var keys: [Key] = []
        var rest = bytes[...]
        while let first = rest.popFirst() {
            if first == 0x1B, let second = rest.first, second == 0x5B || second == 0x4F {
                rest.removeFirst()
                // Numbers between the bracket and the letter tell of Shift and the like.
                while let next = rest.first, !(0x40...0x7E).contains(next) { rest.removeFirst() }
                if let letter = rest.popFirst(), let key = arrows[letter] { keys.append(key) }
            } else if (32...126).contains(first) {
                keys.append(.letter(Character(UnicodeScalar(first))))
            }
        }
        return keys
    }
}

/// The terminal as it was before, and what brings it back. (A signal finds only what is global.)
private enum Device {
    nonisolated(unsafe) static var before = termios()
    nonisolated(unsafe) static var isOurs = false
    nonisolated(unsafe) static var wantsDrawing = false

    /// Enters, and sets what brings the terminal back, however the program ends; false if it can't.
    static func takeOver() -> Bool {
        guard tcgetattr(0, &before) == 0 else { return false }
        enter()
        atexit { Device.leave() }
        for end in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
            signal(end) { number in
                Device.leave()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
        handleSuspension()
        signal(SIGCONT) { _ in
            Device.enter()
            Device.handleSuspension()
        }
        signal(SIGWINCH) { _ in Device.wantsDrawing = true }
        return true
    }

    /// Sets what Ctrl-Z does: the terminal is given back, then the program stops as any other.
    private static func handleSuspension() {
        signal(SIGTSTP) { _ in
            Device.leave()
            signal(SIGTSTP, SIG_DFL)
            raise(SIGTSTP)
        }
    }

    static func enter() {
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(0, TCSANOW, &raw)
        // The other screen, without a cursor.
        say("\u{1B}[?1049h\u{1B}[?25l")
        isOurs = true
        wantsDrawing = true
    }

    static func leave() {
        guard isOurs else { return }
        isOurs = false
        say("\u{1B}[?25h\u{1B}[?1049l")
        tcsetattr(0, TCSANOW, &before)
    }

    private static func say(_ text: StaticString) {
        _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
    }
}
