import Foundation
import Testing

/// The exercises, as they are handed out and as readers leave them: solved, or half written. (Their
/// checks are tested in FormulaTests, with solutions, mistakes, and nothing at all.)
struct ExerciseTests {
    static let exercises: [String] = {
        let lessons = Place.package.appendingPathComponent("Lessons").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: lessons)) ?? []
        return names.filter { $0.hasPrefix("Exercise") }.sorted()
    }()

    /// Whether nothing has been written yet: every row of the table says so.
    static func isUntouched(_ output: Output) -> Bool {
        let rows = output.standardOutput.components(separatedBy: "\n").filter {
            $0.components(separatedBy: " │ ").count > 3 && !$0.hasPrefix(" function")
        }
        return !rows.isEmpty && rows.allSatisfy { $0.hasSuffix("not written yet") }
    }

    @Test("An exercise says how far it is and what comes next", arguments: exercises)
    func states(exercise: String) async throws {
        let output = try await Runs.shared.output(of: exercise)
        let lines = output.standardOutput.components(separatedBy: "\n")
        #expect([0, 1].contains(output.exitCode), "\(exercise) ends with \(output.exitCode)")
        let isNarrow = lines.allSatisfy { $0.count <= 80 }
        #expect(isNarrow, "\(exercise) prints a line of more than 80 columns")
        guard output.exitCode == 1 else {
            #expect(lines.contains("Solved"), "\(exercise) ends with 0 and isn't solved")
            return
        }
        let isOpen = lines.contains("Not solved yet")
        #expect(isOpen, "\(exercise) ends with 1 and doesn't say why")
        let hint = lines.contains { $0.hasPrefix("For a hint: swift run \(exercise) --hint") }
        #expect(hint, "\(exercise) doesn't say how to get a hint")
        guard Self.isUntouched(output) else { return }
        let words = output.standardOutput.split { $0.isWhitespace }
        let place = words.contains("Lessons/\(exercise)/YourTurn.swift.")
        #expect(place, "\(exercise) doesn't say where to write")
        #expect(output.standardError == "")
        let again = try run(exercise, [], in: FileManager.default.temporaryDirectory)
        let isSame = again.standardOutput == output.standardOutput && again.exitCode == 1
        #expect(isSame, "\(exercise) says something else the second time")
    }

    @Test("--hint says more, --ascii keeps to ASCII, misuse ends with 64", arguments: exercises)
    func options(exercise: String) async throws {
        for arguments in [["--hint", "more"], ["--hint", "4"], ["2"], ["--hint", "1", "2"]] {
            let misuse = try run(exercise, arguments)
            #expect(misuse.exitCode == 64 && misuse.standardOutput == "", "\(arguments)")
            #expect(misuse.standardError.contains(arguments[arguments.count - 1]))
        }
        let ascii = try await Runs.shared.output(of: exercise, ["--hint", "--ascii"])
        let isASCII = ascii.standardOutput.utf8.allSatisfy { $0 < 128 }
        #expect(isASCII, "\(exercise) prints more than ASCII")
        guard Self.isUntouched(try await Runs.shared.output(of: exercise)) else { return }
        let counts = try [["--hint"], ["--hint", "2"], ["--hint", "3"]].map { arguments in
            let lines = try run(exercise, arguments).standardOutput.components(separatedBy: "\n")
            #expect(lines.contains(arguments.count == 1 ? "A hint" : "Hints"))
            #expect(!lines.contains { $0.hasPrefix("For a hint:") })
            return lines.count { !$0.isEmpty && !$0.hasPrefix("For ") }
        }
        #expect(counts[0] < counts[1] && counts[1] < counts[2])
    }
}
