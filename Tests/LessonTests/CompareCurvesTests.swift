import Foundation
import Testing

/// The program that puts curves side by side.
struct CompareCurvesTests {
    /// Runs CompareCurves in a folder that holds the given files.
    func compare(_ files: [String: String], _ arguments: [String]) throws -> Output {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try text.write(
                to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        return try run("CompareCurves", arguments, in: folder)
    }

    static let curve = "iteration,cost\n0,1.5\n10,0.75\n20,0.5\n"

    @Test("Equal, nearly equal and different curves are told apart")
    func verdicts() throws {
        let files = [
            "a.csv": Self.curve,
            "near.csv": "iteration,cost\n0,1.5\n10,0.7500009\n20,0.5\n",
            "far.csv": "iteration,cost\n0,1.5\n10,0.7500011\n20,0.5\n",
        ]
        let equal = try compare(files, ["a.csv", "a.csv"])
        #expect(equal.exitCode == 0 && equal.standardError == "")
        #expect(equal.standardOutput.contains("The curves agree"))
        let near = try compare(files, ["a.csv", "near.csv"])
        #expect(near.exitCode == 0)
        #expect(near.standardOutput.contains("9.0e-07"))
        let far = try compare(files, ["a.csv", "far.csv"])
        #expect(far.exitCode == 1)
        #expect(far.standardOutput.contains("first at iteration 10: cost in far.csv"))
        #expect(try compare(files, ["a.csv", "far.csv", "--tolerance", "1e-5"]).exitCode == 0)
        #expect(try compare(files, ["a.csv", "near.csv", "--tolerance", "0"]).exitCode == 1)
        #expect(try compare(files, ["a.csv", "a.csv", "--tolerance", "0"]).exitCode == 0)
        #expect(try compare(files, ["a.csv", "near.csv", "far.csv"]).exitCode == 1)
    }

    @Test("Different steps, missing values, NaN and infinity")
    func gaps() throws {
        let output = try compare(
            [
                "a.csv": "iteration,cost\n0,1.5\n10,inf\n20,nan\n30,\n40,2\n",
                "b.csv": "iteration,cost\n0,1.5\n10,inf\n20,nan\n30,0.25\n50,2\n",
            ], ["a.csv", "b.csv"])
        #expect(output.exitCode == 0, "\(output.standardError)")
        #expect(output.standardOutput.contains("4 iterations are compared. 2 are"))
        #expect(output.standardOutput.contains("2 are not in all files, and left out."))
        #expect(output.standardOutput.contains("1 value is missing in one of the files"))
        let rows = output.standardOutput.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(rows.contains(["20", "│", "nan", "│", "nan", "│", "0"]))
        #expect(rows.contains(["30", "│", "–", "│", "0.250000", "│", "–"]))
        let lost = try compare(
            ["a.csv": Self.curve, "b.csv": "iteration,cost\n0,1.5\n10,nan\n20,nan\n"],
            ["a.csv", "b.csv", "--tolerance", "1000"])
        #expect(lost.exitCode == 1)
        #expect(lost.standardOutput.contains("first at iteration 10"))
    }

    @Test("Wrong files and options end with a sentence and their code")
    func refusals() throws {
        let files = [
            "a.csv": Self.curve, "bare.csv": "0,1.5\n10,0.75\n",
            "text.csv": "iteration,cost\n0,low\n", "later.csv": "iteration,cost\n5,1\n",
            "epochs.csv": "epoch,cost\n10,0.75\n", "empty.csv": "",
        ]
        for (arguments, code, part) in [
            (["a.csv", "bare.csv"], 65, "bare.csv, line 1"),
            (["a.csv", "text.csv"], 65, "text.csv, line 2, column “cost”: “low”"),
            (["a.csv", "later.csv"], 65, "no iteration is in all files"),
            (["a.csv", "epochs.csv"], 65, "counts iterations"),
            (["a.csv", "empty.csv"], 65, "empty.csv"),
            (["a.csv", "missing.csv"], 66, "missing.csv: there is no such file"),
            (["a.csv", "."], 66, "folder"),
            (["a.csv", "--reference", "lesson99"], 66, "no reference “lesson99”"),
            (["a.csv"], 64, "a.csv alone can't be compared"),
            ([], 64, "two files are needed"),
            (["a.csv", "a.csv", "--tolerance", "-1"], 64, "--tolerance"),
            (["a.csv", "a.csv", "--tolerance", "x"], 64, "--tolerance"),
            (["a.csv", "a.csv", "--nonsense"], 64, "--nonsense"),
            (["a.csv", "a.csv", "--page", "/no/such/folder/page.html"], 73, "/no/such/folder"),
        ] {
            let output = try compare(files, arguments)
            #expect(Int(output.exitCode) == code, "\(arguments)")
            #expect(output.standardError.contains(part), "\(arguments): \(output.standardError)")
            #expect(output.standardOutput == "", "\(arguments)")
        }
    }

    @Test("A lesson's curve against the course's own, found by name from anywhere")
    func reference() throws {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let lesson = try run("Lesson03LogisticRegression", ["--csv", "mine.csv"], in: folder)
        #expect(lesson.exitCode == 0)
        let same = try run("CompareCurves", ["mine.csv", "--reference", "lesson03"], in: folder)
        #expect(same.exitCode == 0, "\(same.standardOutput)\(same.standardError)")
        let other = try run(
            "Lesson03LogisticRegression", ["--csv", "mine.csv", "--learning-rate", "0.02"],
            in: folder)
        #expect(other.exitCode == 0)
        let different = try run(
            "CompareCurves", ["mine.csv", "--reference", "lesson03"], in: folder)
        #expect(different.exitCode == 1)
        #expect(different.standardOutput.contains("first at iteration 10: cost in mine.csv"))
    }

    @Test("80 columns, ASCII on request, and a page")
    func drawing() throws {
        let files = ["a.csv": Self.curve, "b.csv": "iteration,cost\n0,1\n10,0.5\n20,0.25\n"]
        let plain = try compare(files, ["a.csv", "b.csv"])
        #expect(plain.standardOutput.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let ascii = try compare(files, ["a.csv", "b.csv", "--ascii"])
        #expect(ascii.exitCode == 1)
        #expect(ascii.standardOutput.utf8.allSatisfy { $0 < 128 })
        let page = try compare(files, ["a.csv", "b.csv", "--page", "/dev/stderr"])
        #expect(page.standardError.contains("</html>"))
    }
}
