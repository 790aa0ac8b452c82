import Foundation
import Testing

@testable import Notebook

@Suite struct OutputFileTests {
    /// Runs `work` in a new folder, which is gone afterwards.
    private func inFolder(_ work: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "/notebook-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try work(folder)
    }

    private func contents(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    private func names(_ folder: String) -> [String]? {
        try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    @Test func filesAreWrittenWhole() throws {
        try inFolder { folder in
            let file = OutputFile(path: folder + "/a.csv")
            try file.check()
            #expect(contents(file.path) == nil)
            try file.write(Array("one\n".utf8))
            #expect(contents(file.path) == "one\n")
            try file.check()
            try file.write(Array("two\n".utf8))
            #expect(contents(file.path) == "two\n")
            #expect(names(folder) == ["a.csv"])
        }
    }

    @Test func linksStayLinks() throws {
        try inFolder { folder in
            let files = FileManager.default
            try Data("old".utf8).write(to: URL(fileURLWithPath: folder + "/real"))
            try files.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: folder + "/real")
            try OutputFile(path: folder + "/link").write(Array("new".utf8))
            #expect(contents(folder + "/real") == "new")
            #expect(names(folder) == ["link", "real"])
        }
    }

    @Test func whatFailsLeavesNothing() throws {
        try inFolder { folder in
            let missing = OutputFile(path: folder + "/no/a.csv")
            #expect(throws: Refusal.self) { try missing.check() }
            #expect(throws: Refusal.self) { try missing.write([1]) }
            #expect(throws: Refusal.self) { try OutputFile(path: folder).check() }
            #expect(throws: Refusal.self) { try OutputFile(path: "").check() }
            // A folder can't be replaced by a file.
            #expect(throws: Refusal.self) { try OutputFile(path: folder).write([1]) }
            #expect(names(folder) == [])
        }
    }

    @Test func refusalsNameThePlace() throws {
        try inFolder { folder in
            #expect(
                throws: Refusal(
                    sentence:
                        "\(folder)/no/a.csv can't be written: there is no folder \(folder)/no",
                    code: 73)
            ) { try OutputFile(path: folder + "/no/a.csv").check() }
            #expect(
                throws: Refusal(
                    sentence: "\(folder) is a folder, and can't be written as a file", code: 73)
            ) { try OutputFile(path: folder).check() }
        }
    }

    @Test func devicesAreWrittenToAndKept() throws {
        let null = OutputFile(path: "/dev/null")
        try null.check()
        try null.write([1, 2, 3])
        try null.check()
        try OutputFile(path: "/dev/stdout").check()
    }

    @Test func twoOutputsAreTwoFiles() throws {
        try inFolder { folder in
            var options = Options(
                "L", "x.",
                words: [
                    "--csv", folder + "/a", "--page",
                    folder + "/../" + (folder as NSString).lastPathComponent + "/a",
                ])
            options.csv()
            #expect(throws: Refusal.self) { _ = try options.complete() }
            var others = Options(
                "L", "x.", words: ["--csv", folder + "/a", "--page", folder + "/b"])
            others.csv()
            let othersHelp = try others.complete()
            #expect(!othersHelp)
            var nowhere = Options("L", "x.", words: ["--csv", "/dev/null", "--page=/dev/null"])
            nowhere.csv()
            let nowhereHelp = try nowhere.complete()
            #expect(!nowhereHelp)
        }
    }

    @Test func unwritablePlacesAreRefusedBeforeTheFirstLine() {
        var options = Options("L", "x.", words: ["--save", "/nowhere/at/all"])
        #expect(options.output("save", "FILE", "weights") == "/nowhere/at/all")
        #expect(
            throws: Refusal.output(
                "/nowhere/at/all can't be written: there is no folder /nowhere/at")
        ) { _ = try options.complete() }
    }
}
