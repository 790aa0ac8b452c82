import Foundation

/// A program that runs a lesson: its notebook, what it refuses, and the files that it writes.
///
/// It prints help, ends with a sentence and an exit code where something makes no sense, and at the
/// end writes what was asked for by `--csv`, `--page`, `--pictures` and `--save`.
public final class Program {
    /// Where the lesson shows itself.
    public let notebook: Notebook
    private let options: Options
    private let terminal: Terminal
    private let style: Style
    /// What `--save` and its like write at the end: a path, and its bytes as they are by then.
    private var saved: [String: () throws -> [UInt8]] = [:]

    /// Opens the notebook of a program.
    ///
    /// Prints the options and exits with 0 on `--help`; says what makes no sense in the options
    /// and exits with 64; exits with 73 if a file can't be written where it is wanted.
    public init(_ options: Options) {
        var options = options
        // Nobody reads on (`| head`): writing says so, and the files are written all the same.
        signal(SIGPIPE, SIG_IGN)
        // A file grows beyond what is allowed (`ulimit -f`): writing says so.
        signal(SIGXFSZ, SIG_IGN)
        var refusal: Refusal?
        var wantsHelp = false
        do {
            wantsHelp = try options.complete()
        } catch let error {
            refusal = Refusal(error)
        }
        terminal = Terminal(program: options.program, goesOnUnread: options.writesFiles)
        style = Style(
            ascii: options.ascii, isTerminal: isatty(1) == 1,
            environment: ProcessInfo.processInfo.environment)
        self.options = options
        notebook = Notebook(
            style: style, live: Live(isTerminal: isatty(2) == 1), command: options.command,
            keepsBlocks: options.pagePath != nil || options.picturesPath != nil,
            write: terminal.write)
        if let refusal { terminal.end(refusal, style) }
        if wantsHelp {
            terminal.write(options.help().flatMap { folded(style.plain($0)) })
            exit(0)
        }
        guard options.writesFiles else { return }
        Interruption.isAwaited()
        notebook.afterStep = { [unowned self] in endIfInterrupted() }
    }

    /// Runs what can fail; on an error says its sentence on standard error and exits with its code.
    ///
    /// The code is the error's `errorCode` (`CustomNSError`), or 70.
    public func attempt<T>(_ work: () throws -> T) -> T {
        do {
            return try work()
        } catch {
            notebook.live.end()
            terminal.end(Refusal(error), style)
        }
    }

    /// Ends the program with a sentence on standard error and exit code 64: options that don't go
    /// together, as it turned out.
    public func refuse(_ sentence: String) -> Never {
        notebook.live.end()
        terminal.end(.usage(sentence), style)
    }

    /// Says what an output file is to hold, if there is to be one; the last that is said counts.
    ///
    /// `finish()` writes it. Said after every epoch, Ctrl-C writes what there is by then.
    public func save(_ path: String?, _ bytes: @escaping (_ path: String) throws -> [UInt8]) {
        if let path { saved[path] = { try bytes(path) } }
    }

    /// Writes the files that were asked for. The last call of a lesson.
    public func finish() { finish(curves: options.csvPath) }

    private func finish(curves: String?) {
        notebook.live.end()
        if let curves { save(curves) { [notebook] _ in notebook.recorded.csv() } }
        if let path = options.pagePath { save(path) { [notebook] _ in notebook.page.html() } }
        // Where one can't be written, the others are kept all the same.
        var refusals: [Refusal] = []
        func attempt(_ work: () throws -> Void) {
            do { try work() } catch { refusals.append(Refusal(error)) }
        }
        for (path, bytes) in saved.sorted(by: { $0.key < $1.key }) {
            attempt { try OutputFile(path: path).write(bytes()) }
        }
        if let folder = options.picturesPath {
            attempt { try PictureFolder(path: folder).write(notebook.page.pictures()) }
        }
        saved = [:]
        guard let code = refusals.first?.code else { return }
        let sentence = refusals.map(\.sentence).joined(separator: "; ")
        terminal.end(Refusal(sentence: sentence, code: code), style)
    }

    private func endIfInterrupted() {
        guard Interruption.hasCome else { return }
        let curves = notebook.recorded.isEmpty ? nil : options.csvPath
        var files = options.outputs.map(\.file.path)
        let known = [curves, options.pagePath].compactMap { $0 } + saved.keys
        let empty = files.filter { !known.contains($0) }
        files = files.filter(known.contains) + [options.picturesPath].compactMap { $0 }
        finish(curves: curves)
        let kept =
            files.isEmpty ? "" : "; what was shown so far is in \(files.joined(separator: ", "))"
        let missing =
            empty.isEmpty
            ? "" : "; \(empty.joined(separator: ", ")): not written, there is nothing to keep yet"
        terminal.complain(style.plain("\(options.program): interrupted\(kept)\(missing)"))
        exit(130)
    }
}

/// Ctrl-C while files are still to be written: the first asks for the end, a second ends at once.
private enum Interruption {
    nonisolated(unsafe) private static var count: sig_atomic_t = 0

    static var hasCome: Bool { count > 0 }

    static func isAwaited() {
        signal(SIGINT) { _ in
            if Interruption.count > 0 { _exit(130) }
            Interruption.count += 1
        }
    }
}
