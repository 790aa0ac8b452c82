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

    @Test func linksToFilesThatAreYetToComeStayLinks() throws {
        try inFolder { folder in
            let files = FileManager.default
            try files.createDirectory(
                atPath: folder + "/inner", withIntermediateDirectories: false)
            // A link in another folder, to a link, to nothing yet: each relative to its own place.
            try files.createSymbolicLink(
                atPath: folder + "/inner/link", withDestinationPath: "../second")
            try files.createSymbolicLink(
                atPath: folder + "/second", withDestinationPath: "inner/real")
            let file = OutputFile(path: folder + "/inner/link")
            try file.check()
            try file.write(Array("new".utf8))
            #expect(contents(folder + "/inner/real") == "new")
            #expect(names(folder + "/inner") == ["link", "real"])
            #expect(names(folder) == ["inner", "second"])
            #expect(try files.destinationOfSymbolicLink(atPath: file.path) == "../second")
            #expect(file.isSameFile(as: OutputFile(path: folder + "/inner/../inner/real")))
            try files.createSymbolicLink(
                atPath: folder + "/nowhere", withDestinationPath: folder + "/none/real")
            #expect(throws: Refusal.self) { try OutputFile(path: folder + "/nowhere").check() }
            try files.createSymbolicLink(atPath: folder + "/round", withDestinationPath: "round")
            #expect(throws: Refusal.self) { try OutputFile(path: folder + "/round").check() }
        }
    }

    @Test func longNamesAreWrittenOrRefusedAtOnce() throws {
        try inFolder { folder in
            let longest = OutputFile(path: folder + "/" + String(repeating: "a", count: 255))
            try longest.check()
            try longest.write([65])
            #expect(contents(longest.path) == "A")
            let tooLong = OutputFile(path: folder + "/" + String(repeating: "a", count: 256))
            #expect(
                throws: Refusal.output("\(tooLong.path) can't be written: file name too long")
            ) { try tooLong.check() }
            let long = folder + "/" + String(repeating: "a", count: 256)
            #expect(throws: Refusal.self) { try PictureFolder(path: long).check() }
            #expect(names(folder)?.count == 1)
        }
    }

    @Test func theModeOfTheFileIsKept() throws {
        try inFolder { folder in
            let file = OutputFile(path: folder + "/a")
            func mode() -> Int? {
                let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
                return attributes?[.posixPermissions] as? Int
            }
            try file.write([1])
            let usual = try #require(mode())
            #expect(usual & 0o600 == 0o600 && usual & 0o111 == 0)
            for kept in [0o600, 0o664, 0o755] {
                chmod(file.path, mode_t(kept))
                try file.check()
                try file.write([2])
                #expect(mode() == kept)
            }
        }
    }

    /// Signals come all the time while files are written: none arrives while a draft lies there,
    /// which the end of the program would leave behind.
    @Test func signalsWaitUntilTheFileIsWhole() throws {
        try inFolder { folder in
            let inside = try #require(realpath(folder, nil))
            defer { free(inside) }
            Arrival.draft = strdup("\(String(cString: inside))/.course-\(getpid())-0.part")
            Arrival.isOver = false
            signal(SIGHUP) { _ in
                Arrival.count += 1
                if access(Arrival.draft, F_OK) == 0 { Arrival.duringDraft += 1 }
            }
            let ready = DispatchSemaphore(value: 0)
            let mayEnd = DispatchSemaphore(value: 0)
            let path = folder + "/a"
            Thread.detachNewThread {
                // The threads of tests take no signals.
                var hangup = sigset_t()
                sigemptyset(&hangup)
                sigaddset(&hangup, SIGHUP)
                pthread_sigmask(SIG_UNBLOCK, &hangup, nil)
                Arrival.writer = pthread_self()
                ready.signal()
                let bytes = [UInt8](repeating: 65, count: 1 << 20)
                for _ in 0..<50 { try? OutputFile(path: path).write(bytes) }
                Arrival.isOver = true
                mayEnd.wait()
                ready.signal()
            }
            ready.wait()
            while !Arrival.isOver {
                pthread_kill(Arrival.writer, SIGHUP)
                usleep(200)
            }
            mayEnd.signal()
            ready.wait()
            signal(SIGHUP, SIG_DFL)
            #expect(Arrival.count > 0)
            #expect(Arrival.duringDraft == 0)
            #expect(names(folder) == ["a"])
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

    @Test func aFolderThatTakesNoFilesSaysWhy() {
        guard FileManager.default.fileExists(atPath: "/proc/self") else { return }
        #expect(
            throws: Refusal.output(
                "/proc/a.csv can't be written in the folder /proc: no such file or directory")
        ) { try OutputFile(path: "/proc/a.csv").check() }
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

/// Signals that came, and those that came while a file was half written.
private enum Arrival {
    nonisolated(unsafe) static var count = 0
    nonisolated(unsafe) static var duringDraft = 0
    nonisolated(unsafe) static var draft = strdup("")!
    nonisolated(unsafe) static var writer = pthread_self()
    nonisolated(unsafe) static var isOver = false
}
