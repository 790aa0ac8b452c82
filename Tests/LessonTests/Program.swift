import Foundation

/// What a program printed, and how it ended.
struct Output: Sendable {
    var standardOutput: String
    var standardError: String
    var exitCode: Int32
}

/// Where things are: the package, and the programs that `swift test` has built.
enum Place {
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let programs: URL = {
        let bundles = Bundle.allBundles.filter { $0.bundlePath.hasSuffix(".xctest") }
        let tests = bundles.first?.bundleURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return tests.deletingLastPathComponent()
    }()

    /// A new empty folder for what a program writes.
    static func newFolder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("lesson-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }
}

/// Runs a program of the package with its output into files, as into a pipe.
func run(
    _ program: String, _ arguments: [String], in folder: URL = Place.package,
    environment: [String: String] = [:]
) throws -> Output {
    let outputs = try Place.newFolder()
    defer { try? FileManager.default.removeItem(at: outputs) }
    let paths = ["out", "err"].map { outputs.appendingPathComponent($0) }
    for path in paths { _ = FileManager.default.createFile(atPath: path.path, contents: nil) }
    let process = Process()
    process.executableURL = Place.programs.appendingPathComponent(program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: paths[0])
    process.standardError = try FileHandle(forWritingTo: paths[1])
    try process.run()
    process.waitUntilExit()
    return Output(
        standardOutput: String(decoding: try Data(contentsOf: paths[0]), as: UTF8.self),
        standardError: String(decoding: try Data(contentsOf: paths[1]), as: UTF8.self),
        exitCode: process.terminationStatus)
}

/// Runs each distinct command once and keeps what it printed and drew.
actor Runs {
    static let shared = Runs()
    private var runs: [[String]: Task<(output: Output, pictures: URL), Error>] = [:]

    func output(of program: String, _ arguments: [String] = []) async throws -> Output {
        try await run(program, arguments).output
    }

    /// The folder with the figures of a run; a lesson's run always writes them.
    func pictures(of program: String, _ arguments: [String] = []) async throws -> URL {
        try await run(program, arguments).pictures
    }

    private func run(
        _ program: String, _ arguments: [String]
    ) async throws -> (output: Output, pictures: URL) {
        let command = [program] + arguments
        if let run = runs[command] { return try await run.value }
        let task = Task.detached {
            let folder = try Place.newFolder()
            let draws = program.hasPrefix("Lesson") && !arguments.contains("--help")
            let output = try LessonTests.run(
                program, arguments + (draws ? ["--pictures", folder.path] : []))
            return (output: output, pictures: folder)
        }
        runs[command] = task
        return try await task.value
    }
}
