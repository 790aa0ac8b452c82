import Foundation
import Testing

/// Work isn't lost: what was asked for is written whoever reads on, and when Ctrl-C ends the program.
struct InterruptionTests {
    let folder: URL

    init() throws { folder = try Place.newFolder() }

    private func names(_ path: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: folder.appendingPathComponent(path).path
        ).sorted()
    }

    /// Starts a program in the folder, with its output in the file `out`, and sends it Ctrl-C as
    /// soon as that holds a text; its exit code.
    private func interrupted(
        _ program: String, _ arguments: [String], after text: String
    ) throws -> Int32 {
        let out = folder.appendingPathComponent("out")
        _ = FileManager.default.createFile(atPath: out.path, contents: nil)
        let process = Process()
        process.executableURL = Place.programs.appendingPathComponent(program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = process.standardOutput
        // The threads of tests take no Ctrl-C, and what they start would take none either.
        var controlC = sigset_t()
        var before = sigset_t()
        sigemptyset(&controlC)
        sigaddset(&controlC, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &controlC, &before)
        try process.run()
        pthread_sigmask(SIG_SETMASK, &before, nil)
        while process.isRunning, try !String(contentsOf: out, encoding: .utf8).contains(text) {
            usleep(20_000)
        }
        process.interrupt()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test func controlCKeepsWhatWasShown() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let code = try interrupted(
            "Lesson05RedWine",
            [
                "--epochs", "1000", "--hidden", "64,64,64", "--csv", "c.csv", "--save", "w.npz",
                "--pictures", "p",
            ],
            after: "/1000  loss")
        #expect(code == 130)
        #expect(try names() == ["c.csv", "out", "p", "w.npz"])
        #expect(try !names("p").isEmpty)
        let said = try String(
            contentsOf: folder.appendingPathComponent("out"), encoding: .utf8)
        #expect(
            said.hasSuffix(
                "Lesson05RedWine: interrupted; what was shown so far is in w.npz, c.csv, p\n"
            ), "\(said.suffix(200))")
        let curve = try String(
            contentsOf: folder.appendingPathComponent("c.csv"), encoding: .utf8)
        #expect(curve.contains("\n1,"))
    }

    @Test(
        "Curves and weights are kept while a lesson trains",
        arguments: [
            ["03LogisticRegression --iterations 10000", "iteration 20:", "\n20,"],
            ["04MultilayerPerceptron --iterations 100000", "iteration 200:", "\n200,"],
            ["14DeepBeliefNetwork --hidden 9 --pretraining 2 --epochs 9999", "200 labels", "\n2,"],
            ["17AutomaticDifferentiation --iterations 999999", "iteration 200:", "\n200,"],
        ])
    func controlC(lesson: [String]) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let words = "Lesson\(lesson[0]) --csv c.csv --save w.npz".split(separator: " ")
        let (program, options) = (String(words[0]), words.dropFirst().map(String.init))
        #expect(try interrupted(program, options, after: lesson[1]) == 130)
        #expect(try names() == ["c.csv", "out", "w.npz"])
        let curve = try String(
            contentsOf: folder.appendingPathComponent("c.csv"), encoding: .utf8)
        #expect(curve.contains(lesson[2]))
    }

    /// With the smallest learning rate that there is no weight moves: the curve of a second training
    /// begins where the interrupted one ended.
    @Test(
        "The weights that Ctrl-C keeps are those of the last line that was shown",
        arguments: [
            [
                "05RedWine", "--epochs 999 --hidden 9", "/999  loss",
                "--epochs 1 --hidden 9", "val_loss",
            ],
            ["06HandwrittenDigits", "--epochs 999", "/999 loss", "--epochs 1", "val_loss"],
            [
                "10ConvolutionalNetwork", "--epochs 99 --filters 2,3", "/99 loss",
                "--epochs 1 --filters 2,3", "val_loss",
            ],
            [
                "11RecurrentNetwork", "--epochs 999 --hidden 3 --window 4", "/999  loss",
                "--epochs 1 --hidden 3 --window 4", "val_rmse",
            ],
            [
                "12LongShortTermMemory", "--iterations 3000 --hidden 1 --steps 2",
                "iteration 100:", "--iterations 0 --hidden 1 --steps 2", "names",
            ],
            [
                "13BoltzmannMachine", "--epochs 999 --hidden 8 --iterations 1", "  2/999",
                "--epochs 1 --hidden 8 --iterations 1", "reconstruction_error",
            ],
            [
                "15TransferLearning", "--pretraining 99", "/99  loss",
                "--pretraining 1 --epochs 1 --examples 1 --runs 1", "val_accuracy",
            ],
        ])
    func weightsOfTheLastLine(lesson: [String]) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        func words(_ options: String) -> [String] { options.split(separator: " ").map(String.init) }
        let program = "Lesson\(lesson[0])"
        let code = try interrupted(
            program, words(lesson[1]) + ["--csv", "c.csv", "--save", "w.npz"], after: lesson[2])
        #expect(code == 130)
        let again = try run(
            program,
            words(lesson[3]) + [
                "--csv", "again.csv", "--load", "w.npz", "--learning-rate", "5e-324",
            ], in: folder)
        #expect(again.exitCode == 0, "\(again.standardError)")
        let last = try #require(try values(lesson[4], in: folder, "c.csv").last)
        #expect(try values(lesson[4], in: folder, "again.csv").first == last)
    }

    /// The transformer is trained before the LSTM, and both curves are shown after that.
    @Test func theTransformersWeightsAreKept() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let small = ["--width", "8", "--heads", "1"]
        let code = try interrupted(
            "Lesson18Attention",
            small + ["--iterations", "300", "--csv", "c.csv", "--save", "w.npz"], after: "tenth:")
        #expect(code == 130)
        #expect(try names() == ["c.csv", "out", "w.npz"])
        let again = try run(
            "Lesson18Attention", small + ["--iterations", "0", "--load", "w.npz"], in: folder)
        #expect(again.exitCode == 0, "\(again.standardError)")
    }

    @Test func whatWasNotYetShownIsSaidToBeMissing() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let code = try interrupted(
            "Lesson12LongShortTermMemory",
            ["--iterations", "9999", "--csv", "c.csv", "--save", "w.npz"], after: "SimpleRNN")
        #expect(code == 130)
        #expect(try names() == ["out"])
        let said = try String(
            contentsOf: folder.appendingPathComponent("out"), encoding: .utf8)
        #expect(
            said.hasSuffix(
                "interrupted; w.npz, c.csv: not written, there is nothing to keep yet\n"),
            "\(said.suffix(200))")
    }

    /// Where one place turns out to be full, the others are written to.
    @Test func aFullPlaceDoesNotTakeTheOtherFilesAlong() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        let output = try run(
            "Lesson02GradientDescent",
            ["--csv", "/dev/full", "--page", "p.html", "--pictures", "p"], in: folder)
        #expect(output.exitCode == 73)
        #expect(
            output.standardError
                == "Lesson02GradientDescent: /dev/full can't be written: no space left on device\n")
        #expect(try names() == ["p", "p.html"])
        #expect(try !names("p").isEmpty)
    }

    @Test func filesAreWrittenThoughNobodyReadsOn() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = Place.programs.appendingPathComponent("Lesson02GradientDescent").path
        for options in ["--csv c.csv --page p.html", "--pictures p"] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", "\"$0\" \(options) | head -1 > out", program]
            process.currentDirectoryURL = folder
            try process.run()
            process.waitUntilExit()
        }
        #expect(try names() == ["c.csv", "out", "p", "p.html"])
        #expect(try names("p").contains { $0.hasSuffix(".svg") })
    }
}
