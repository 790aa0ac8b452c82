import Foundation
import Testing

/// The menu.
struct CourseTests {
    @Test("The menu lists the lessons and the state of the exercises, alike every time")
    func menu() async throws {
        let output = try await Runs.shared.output(of: "Course")
        #expect(output.exitCode == 0 && output.standardError == "")
        let lines = output.standardOutput.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines.contains { $0.hasPrefix(" 03 │ LogisticRegression") && $0.hasSuffix("open") })
        #expect(lines.count { $0.hasSuffix("open") } == ExerciseTests.exercises.count)
        #expect(output.standardOutput.contains("Begin with lesson 01, swift run Lesson01"))
        let again = try run("Course", [], in: FileManager.default.temporaryDirectory)
        #expect(again.standardOutput == output.standardOutput)
    }

    @Test("A lesson's number says more about it")
    func lesson() throws {
        let three = try run("Course", ["3"])
        #expect(three.exitCode == 0)
        for part in [
            "Lesson 03", "swift run Lesson03LogisticRegression --help",
            "Lessons/Lesson03LogisticRegression/README.md", "not solved yet",
            "swift run Exercise03LogisticRegression --hint",
        ] {
            #expect(three.standardOutput.contains(part))
        }
        #expect(try run("Course", ["03"]).standardOutput == three.standardOutput)
        #expect(try !run("Course", ["1"]).standardOutput.contains("exercise"))
        for arguments in [["17"], ["0"], ["three"], ["3", "4"], ["--nonsense"]] {
            let output = try run("Course", arguments)
            #expect(output.exitCode == 64 && output.standardOutput == "", "\(arguments)")
            #expect(!output.standardError.isEmpty)
        }
    }
}
