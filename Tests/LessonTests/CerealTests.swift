import Foundation
import Testing

/// Lessons 1 and 2 on a `data/uscereal.csv` that was cut or changed.
struct CerealTests {
    static let lessons = ["Lesson01LinearNeuron", "Lesson02GradientDescent"]

    /// What a lesson says about the course's cereals after a change of their lines.
    func run(_ lesson: String, _ change: ([String]) -> [String]) throws -> Output {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let data = folder.appendingPathComponent("data")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        let lines = try String(
            contentsOf: Place.package.appendingPathComponent("data/uscereal.csv"), encoding: .utf8
        ).components(separatedBy: "\n").filter { !$0.isEmpty }
        try (change(lines).joined(separator: "\n") + "\n").write(
            to: data.appendingPathComponent("uscereal.csv"), atomically: true, encoding: .utf8)
        return try LessonTests.run(lesson, [], in: folder)
    }

    /// The lines with another text in one column.
    func replacing(_ column: Int, by text: String, _ lines: [String]) -> [String] {
        lines[..<1]
            + lines.dropFirst().map { line in
                var fields = line.components(separatedBy: ",")
                fields[column] = text
                return fields.joined(separator: ",")
            }
    }

    @Test("Too few cereals end with 65 and a sentence", arguments: lessons)
    func tooFew(lesson: String) throws {
        for count in [1, 3, 6, 20] {
            let output = try run(lesson) { Array($0.prefix(count)) }
            #expect(output.exitCode == 65 && output.standardOutput == "", "\(count) lines")
            #expect(output.standardError.contains("needs 20 or more"))
        }
        #expect(try run(lesson) { Array($0.prefix(21)) }.exitCode == 0)
    }

    @Test("The same protein everywhere ends with 65 and names the column", arguments: lessons)
    func constantInput(lesson: String) throws {
        let output = try run(lesson) { replacing(3, by: "3", $0) }
        #expect(output.exitCode == 65 && output.standardOutput == "")
        #expect(output.standardError.contains("\"protein\""))
    }

    @Test(
        "Other constant columns, and very large numbers, are no reason to stop", arguments: lessons)
    func constantOthers(lesson: String) throws {
        for (column, text) in [(2, "100"), (4, "3"), (8, "0"), (2, "1e200")] {
            let output = try run(lesson) { replacing(column, by: text, $0) }
            #expect(output.exitCode == 0 && output.standardError == "", "\(column): \(text)")
        }
    }
}
