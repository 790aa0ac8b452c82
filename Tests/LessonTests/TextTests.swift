import Foundation
import Testing

/// The texts: everything that they show is what the programs print.
struct TextTests {
    /// Whether a folder in `Lessons` is a lesson of the reader's own: those from 20 on are.
    static func isOwn(_ folder: String) -> Bool { (Int(folder.filter(\.isNumber)) ?? 0) >= 20 }

    static let documents: [String] = {
        let lessons = Place.package.appendingPathComponent("Lessons").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: lessons)) ?? []
        let chapters = names.filter { !isOwn($0) }.map { "Lessons/\($0)/README.md" }.filter {
            FileManager.default.fileExists(atPath: Place.package.appendingPathComponent($0).path)
        }
        return ["README.md"] + chapters.sorted()
    }()

    @Test("What a text shows is what the programs print", arguments: documents)
    func shownOutput(document: String) async throws {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for block in try OutputBlock.blocks(of: document) {
            let output: Output
            if block.arguments.contains(where: { $0.contains(".") && Double($0) == nil }) {
                // It reads or writes files: they stay in one folder for the whole text.
                output = try run(block.program, block.arguments, in: folder)
            } else {
                output = try await Runs.shared.output(of: block.program, block.arguments)
            }
            // Texts show exercises as they are handed out; yours may be further.
            if block.program.hasPrefix("Exercise"), !ExerciseTests.isUntouched(output) { continue }
            let printed = output.standardOutput + output.standardError
            if let mismatch = block.mismatch(with: printed) { Issue.record("\(mismatch)") }
        }
    }

    @Test("Every lesson has a chapter and a section in the README")
    func completeness() throws {
        let readme = try String(
            contentsOf: Place.package.appendingPathComponent("README.md"), encoding: .utf8)
        let lessons = try FileManager.default.contentsOfDirectory(
            atPath: Place.package.appendingPathComponent("Lessons").path
        ).filter { $0.hasPrefix("Lesson") && !Self.isOwn($0) }
        #expect(!lessons.isEmpty)
        for lesson in lessons {
            #expect(readme.contains("swift run \(lesson)"), "\(lesson) isn't in README.md")
            #expect(Self.documents.contains("Lessons/\(lesson)/README.md"))
        }
    }

    @Test("A wrong block is noticed")
    func wrongBlocks() {
        func block(_ shown: [String], tolerance: Double? = nil) -> OutputBlock {
            OutputBlock(
                document: "", line: 1, program: "", arguments: [], shown: shown,
                tolerance: tolerance)
        }
        let printed = "one 1.00\ntwo 2.00\nthree 3.00\n"
        #expect(block(["one 1.00", "…", "three 3.00"]).mismatch(with: printed) == nil)
        #expect(block(["one 1.00", "three 3.00"]).mismatch(with: printed) != nil)
        #expect(block(["three 3.00", "…", "one 1.00"]).mismatch(with: printed) != nil)
        #expect(block(["two 2.01"]).mismatch(with: printed) != nil)
        #expect(block(["two 2.01"], tolerance: 0.02).mismatch(with: printed) == nil)
        #expect(block(["two 2.05"], tolerance: 0.02).mismatch(with: printed) != nil)
        #expect(block(["too 2.00"], tolerance: 0.02).mismatch(with: printed) != nil)
    }
}
