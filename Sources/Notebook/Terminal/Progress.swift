import Foundation

/// A bar that grows while a long calculation runs, with the time that is left.
///
/// It stands on standard error, only if that is a terminal, and is gone when it is finished.
public final class ProgressBar {
    private let name: String
    private let total: Int
    private let live: Live
    private let style: Style
    private let start: TimeInterval
    private let afterStep: () -> Void

    init(
        _ name: String, total: Int, live: Live, style: Style, afterStep: @escaping () -> Void = {}
    ) {
        self.afterStep = afterStep
        self.name = name
        self.total = total
        self.live = live
        self.style = style
        start = ProcessInfo.processInfo.systemUptime
        live.lastShown = start
    }

    /// Says how many of the steps are done. To call this often costs little.
    public func advance(to done: Int) {
        afterStep()
        guard live.isTerminal else { return }
        guard live.isDue else { return }
        let seconds = ProcessInfo.processInfo.systemUptime - start
        live.show([progressLine(name, done, of: total, after: seconds, style)])
    }

    /// Takes the bar away.
    public func finish() { live.clear() }
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
