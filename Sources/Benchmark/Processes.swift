import Foundation

/// The same measurement in a process of its own. Where its memory lies, and on which core it
/// starts, differs from process to process.
func secondsElsewhere(_ name: String, runs: Int, steps: Bool) -> Double? {
    let arguments = ["--only", name, "--runs", String(runs)] + (steps ? ["--steps"] : [])
    return seconds(
        of: URL(fileURLWithPath: CommandLine.arguments[0]).path, arguments)
}

/// The same work in NumPy, in a process of its own; nil where `python3` has no NumPy, and for work
/// that the script doesn't know.
func numPySeconds(_ name: String, runs: Int) -> Double? {
    let script = "Tests/Reference/benchmark.py"
    return seconds(
        of: "/usr/bin/env", ["python3", script, "--only", name, "--runs", String(runs)])
}

/// Runs a program that keeps its table in a file, and reads the seconds from the first line there.
private func seconds(of program: String, _ arguments: [String]) -> Double? {
    let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("benchmark-\(ProcessInfo.processInfo.processIdentifier).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments + ["--csv", file.path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    // OpenBLAS is to find out by itself on which processor it is.
    process.environment = ProcessInfo.processInfo.environment.filter {
        !["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"].contains($0.key)
    }
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    let lines = (try? String(contentsOf: file, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.count < 2 ? nil : Double(lines[1].split(separator: ",")[1])
}
