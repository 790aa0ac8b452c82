import Foundation
import Testing

/// The menu.
struct CourseTests {
    @Test("The menu lists the lessons and the state of the exercises, alike every time")
    func menu() async throws {
        let output = try await Runs.shared.output(of: "Course")
        #expect(output.exitCode == 0 && output.standardError == "")
        let lines = output.standardOutput.split(separator: "\n")
        let isNarrow = lines.allSatisfy { $0.count <= 80 }
        #expect(isNarrow, "the menu is wider than 80 columns")
        let states = lines.filter { line in
            ["open", "solved"].contains { line.hasSuffix(" │ \($0)") }
        }
        #expect(states.count == ExerciseTests.exercises.count)
        let third = states.contains { $0.hasPrefix(" 03 │ LogisticRegression") }
        #expect(third, "the menu doesn't know how far exercise 03 is")
        let isUntouched = states.allSatisfy { $0.hasSuffix("open") }
        let begins = output.standardOutput.contains("Begin with lesson 01, swift run Lesson01")
        #expect(begins || !isUntouched, "the menu doesn't say where to begin")
        let again = try run("Course", [], in: FileManager.default.temporaryDirectory)
        #expect(again.standardOutput == output.standardOutput)
    }

    @Test("A lesson's number says more about it")
    func lesson() throws {
        let three = try run("Course", ["3"])
        #expect(three.exitCode == 0)
        for part in [
            "Lesson 03", "swift run Lesson03LogisticRegression --help",
            "Lessons/Lesson03LogisticRegression/README.md", "Know before: lesson 02",
            "minutes to read", "swift run Lesson03LogisticRegression --learning-rate 0.05",
            "swift run Exercise03LogisticRegression --hint",
        ] {
            #expect(three.standardOutput.contains(part))
        }
        #expect(try run("Course", ["03"]).standardOutput == three.standardOutput)
        #expect(try !run("Course", ["14"]).standardOutput.contains("exercise"))
        for arguments in [["19"], ["0"], ["three"], ["3", "4"], ["--nonsense"]] {
            let output = try run("Course", arguments)
            #expect(output.exitCode == 64 && output.standardOutput == "", "\(arguments)")
            #expect(!output.standardError.isEmpty)
        }
    }
}
