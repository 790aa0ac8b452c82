import Foundation

/// How far the reader is with an exercise.
enum ExerciseState: Equatable, Sendable {
    case solved
    case open
    /// Its program doesn't lie beside this one yet.
    case notBuilt
    /// It was started, and did not end within half a minute, or in an unknown way.
    case unknown

    /// The word for the table.
    var word: String {
        switch self {
        case .solved: "solved"
        case .open: "open"
        case .notBuilt: "not built"
        case .unknown: "?"
        }
    }

    /// What an exercise's exit code means.
    init(exitCode: Int32) {
        switch exitCode {
        case 0: self = .solved
        case 1: self = .open
        default: self = .unknown
        }
    }
}

/// Finds out by running the exercises, all at once; they say by their exit code whether they are
/// solved.
/// - Parameters:
///   - exercises: The names of their programs.
///   - folder: Where the programs lie: beside this one.
///   - patience: How many seconds they may take together.
func states(
    of exercises: [String], in folder: URL, patience: Double = 30
) -> [String: ExerciseState] {
    var states: [String: ExerciseState] = [:]
    var running: [(name: String, process: Process, ended: DispatchSemaphore)] = []
    for name in exercises {
        let program = folder.appendingPathComponent(name)
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            states[name] = .notBuilt
            continue
        }
        let process = Process()
        let ended = DispatchSemaphore(value: 0)
        process.executableURL = program
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.terminationHandler = { _ in ended.signal() }
        do {
            try process.run()
            running.append((name, process, ended))
        } catch {
            states[name] = .unknown
        }
    }
    let deadline = DispatchTime.now() + patience
    for (name, process, ended) in running {
        if ended.wait(timeout: deadline) == .success, process.terminationReason == .exit {
            states[name] = ExerciseState(exitCode: process.terminationStatus)
        } else {
            if process.isRunning { process.terminate() }
            states[name] = .unknown
        }
    }
    return states
}

/// The folder in which this program lies, and those of the exercises that have been built.
func programFolder() -> URL {
    URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
        .resolvingSymlinksInPath().deletingLastPathComponent()
}
