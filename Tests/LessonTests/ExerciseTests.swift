import Foundation
import Testing

/// The exercises as they are handed out: unsolved. (Their checks are tested in FormulaTests, with
/// solutions, mistakes, and nothing at all.)
struct ExerciseTests {
    static let exercises = [
        "Exercise02GradientDescent", "Exercise03LogisticRegression",
        "Exercise04MultilayerPerceptron", "Exercise06HandwrittenDigits",
        "Exercise10ConvolutionalNetwork", "Exercise12LongShortTermMemory",
    ]

    @Test(
        "An unsolved exercise says so, says what comes next, and ends with 1", arguments: exercises)
    func unsolved(exercise: String) async throws {
        let output = try await Runs.shared.output(of: exercise)
        #expect(output.exitCode == 1 && output.standardError == "")
        #expect(output.standardOutput.contains("not written yet"))
        #expect(output.standardOutput.contains("Not solved yet\n"))
        #expect(output.standardOutput.contains("For a hint: swift run \(exercise) --hint\n"))
        let words = output.standardOutput.split { $0.isWhitespace }
        #expect(words.contains("Lessons/\(exercise)/YourTurn.swift."))
        #expect(!output.standardOutput.contains("│ right") && !words.contains("sign."))
        #expect(output.standardOutput.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let again = try run(exercise, [], in: FileManager.default.temporaryDirectory)
        #expect(again.standardOutput == output.standardOutput && again.exitCode == 1)
    }

    @Test("--hint says more, --ascii keeps to ASCII, misuse ends with 64", arguments: exercises)
    func options(exercise: String) async throws {
        let hint = try await Runs.shared.output(of: exercise, ["--hint"])
        #expect(hint.exitCode == 1)
        #expect(hint.standardOutput.contains("\nA hint\n"))
        #expect(!hint.standardOutput.contains("For a hint:"))
        let ascii = try await Runs.shared.output(of: exercise, ["--hint", "--ascii"])
        #expect(ascii.exitCode == 1)
        #expect(ascii.standardOutput.utf8.allSatisfy { $0 < 128 })
        let misuse = try run(exercise, ["--hint", "more"])
        #expect(misuse.exitCode == 64 && misuse.standardOutput == "")
        #expect(misuse.standardError.contains("more"))
    }
}
