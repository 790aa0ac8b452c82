import Foundation

/// The path of one of the course's own files: `data/NAME` in the package.
///
/// Looked for upwards from the working folder, then upwards from the folder of the program.
/// - Throws: `DataError` 66 that names both places if the file is in neither.
public func courseFile(_ name: String) throws -> String {
    let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
    let programFolder = URL(fileURLWithPath: program).resolvingSymlinksInPath()
        .deletingLastPathComponent().path
    return try courseFile(
        name, startingAt: [FileManager.default.currentDirectoryPath, programFolder])
}

/// The first `data/NAME` in one of the starting folders or a folder above it.
func courseFile(_ name: String, startingAt starts: [String]) throws -> String {
    for start in starts where !start.isEmpty {
        var folder = URL(fileURLWithPath: start).standardizedFileURL
        while true {
            let path = folder.appendingPathComponent("data").appendingPathComponent(name).path
            if FileManager.default.fileExists(atPath: path) { return path }
            if folder.path == "/" || folder.path.isEmpty { break }
            folder.deleteLastPathComponent()
        }
    }
    let places = starts.map { $0.isEmpty ? "the working folder (which is gone)" : $0 }
    throw DataError.unreadable(
        "data/\(name) was found neither in \(places.joined(separator: " nor in ")), nor in a "
            + "folder "
            + "above them; start the lesson in the folder of the course")
}
