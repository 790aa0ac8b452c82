import Foundation
import Testing

/// Lesson 5 on a `data/winequality-red.csv` that was cut or changed, and on another table.
struct WineTests {
    /// What the lesson says about the course's wines after a change of their lines.
    func run(_ change: ([String]) -> [String]) throws -> Output {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let data = folder.appendingPathComponent("data")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        let lines = try String(
            contentsOf: Place.package.appendingPathComponent("data/winequality-red.csv"),
            encoding: .utf8
        ).components(separatedBy: "\n").filter { !$0.isEmpty }
        try (change(lines).joined(separator: "\n") + "\n").write(
            to: data.appendingPathComponent("winequality-red.csv"), atomically: true,
            encoding: .utf8)
        return try LessonTests.run(
            "Lesson05RedWine", ["--hidden", "4", "--epochs", "2"], in: folder)
    }

    @Test("Too few wines end with 65 and a sentence")
    func tooFew() throws {
        for count in [1, 4, 10] {
            let output = try run { Array($0.prefix(count)) }
            #expect(output.exitCode == 65 && output.standardOutput == "", "\(count) lines")
            #expect(output.standardError.contains("needs 10 to 20,000 rows"))
        }
        #expect(try run { Array($0.prefix(11)) }.exitCode == 0)
    }

    @Test("A constant column, and a number for each wine, are no reason to stop")
    func otherColumns() throws {
        let constant = try run { lines in
            lines[..<1] + lines.dropFirst().map { "7.4" + $0.drop { $0 != ";" } }
        }
        #expect(constant.exitCode == 0 && constant.standardError == "")
        let numbered = try run { lines in
            lines.enumerated().map { i, line in line + (i == 0 ? ";\"Id\"" : ";\(i)") }
        }
        let words = numbered.standardOutput.split(whereSeparator: \.isWhitespace)
        #expect(numbered.exitCode == 0 && words.joined(separator: " ").contains("Left out: Id."))
        #expect(numbered.standardOutput.contains("11-6-5-4-1"))
    }

    @Test("Another table takes its sizes from its columns, and a rate of 1e130 doesn't crash")
    func anotherTable() throws {
        let output = try LessonTests.run(
            "Lesson05RedWine",
            [
                "--data", "data/uscereal.csv", "--target", "calories", "--hidden", "5,3",
                "--learning-rate", "1e130", "--epochs", "3", "--mistake", "signed-mae",
            ])
        #expect(output.exitCode == 0 && output.standardError == "")
        #expect(output.standardOutput.contains("Neurons in the hidden layers: 5, 3."))
        #expect(output.standardOutput.contains("calories"))
    }
}
