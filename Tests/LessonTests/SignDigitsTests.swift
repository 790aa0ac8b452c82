import Foundation
import Testing

/// Lesson 3 on the publisher's files: the curve of the article's own code, to all six decimals.
struct SignDigitsTests {
    static let folder = ProcessInfo.processInfo.environment["SIGN_DIGITS"]

    /// What the article's NumPy code prints on these files, run as it is written.
    static let costs = [
        "13.210988", "1.917824", "1.728004",
    ]

    @Test("The photographs give the article's curve", .enabled(if: folder != nil))
    func photographs() async throws {
        let folder = try #require(Self.folder)
        let output = try run("Lesson03LogisticRegression", ["--data", folder]).standardOutput
        for (i, cost) in Self.costs.enumerated() {
            #expect(output.contains("Cost after iteration \(10 * i): \(cost)\n"))
        }
        #expect(output.contains("Cost after iteration 140: 0.225594\n"))
        #expect(output.contains("train accuracy 0.9167\n"))
        #expect(output.contains("test accuracy 0.9355\n"))
        #expect(output.contains("train accuracy 1.0000\ntest accuracy 1.0000\n"))
        let first = try run(
            "Lesson03LogisticRegression",
            ["--data", folder, "--learning-rate", "0.009", "--iterations", "200"]
        ).standardOutput
        #expect(first.contains("Cost after iteration 10: 1.731492\n"))
        #expect(first.contains("Cost after iteration 20: 1.605599\n"))
        #expect(first.contains("Cost after iteration 190: 0.216772\n"))
        #expect(first.contains("train accuracy 0.9253\n"))
        #expect(first.contains("test accuracy 0.9516\n"))
    }

    @Test("A folder without the files ends with 66 and says what is missing")
    func missing() throws {
        let empty = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: empty) }
        let output = try run("Lesson03LogisticRegression", ["--data", empty.path])
        #expect(output.exitCode == 66)
        #expect(output.standardError.contains("X.npy"))
    }

    @Test("A damaged file ends with 65 and its name")
    func damaged() throws {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for name in ["X.npy", "Y.npy"] {
            try Data("not an array".utf8).write(to: folder.appendingPathComponent(name))
        }
        let output = try run("Lesson03LogisticRegression", ["--data", folder.path])
        #expect(output.exitCode == 65)
        #expect(output.standardError.contains(".npy"))
    }
}
