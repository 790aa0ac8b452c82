import Datasets
import Foundation

/// The path of one of the course's own curves, `Tests/Reference/NAME.csv`.
///
/// Looked for upwards from the working folder, then upwards from the folder of the program.
/// - Throws: `DataError` 66 that names the curves that there are, or, if the folder isn't found,
///   where it was looked for.
func referenceFile(_ name: String) throws -> String {
    let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
    let programFolder = URL(fileURLWithPath: program).resolvingSymlinksInPath()
        .deletingLastPathComponent().path
    return try referenceFile(
        name, startingAt: [FileManager.default.currentDirectoryPath, programFolder])
}

/// The first `Tests/Reference/NAME.csv` in one of the starting folders or a folder above it.
func referenceFile(_ name: String, startingAt starts: [String]) throws -> String {
    var curves: [String]?
    for start in starts where !start.isEmpty {
        var folder = URL(fileURLWithPath: start).standardizedFileURL
        while true {
            let references = folder.appendingPathComponent("Tests/Reference")
            let names = try? FileManager.default.contentsOfDirectory(atPath: references.path)
            if let names {
                if names.contains(name + ".csv") {
                    return references.appendingPathComponent(name + ".csv").path
                }
                curves = curves ?? curveNames(names, in: references.path)
            }
            if folder.path == "/" || folder.path.isEmpty { break }
            folder.deleteLastPathComponent()
        }
    }
    if let curves {
        throw DataError.unreadable("there is no reference “\(name)”; there are \(listed(curves))")
    }
    throw DataError.unreadable(
        "Tests/Reference was found neither in \(starts.joined(separator: " nor in ")), nor in a "
            + "folder above them; start the program in the folder of the course")
}

/// The names of those files that hold curves.
private func curveNames(_ files: [String], in folder: String) -> [String] {
    files.filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
        .filter { (try? readCurves("\(folder)/\($0).csv", name: $0)) != nil }
}
