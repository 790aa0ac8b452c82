import Foundation
import Testing

/// What every lesson does alike: the same bytes every time, help, ASCII, refusals with their codes.
struct BehaviourTests {
    /// Every lesson, with options that keep it short.
    static let lessons: [[String]] = [
        ["Lesson01LinearNeuron"], ["Lesson02GradientDescent"], ["Lesson03LogisticRegression"],
        ["Lesson04MultilayerPerceptron"], ["Lesson05RedWine", "--epochs", "2"],
        ["Lesson06HandwrittenDigits", "--epochs", "2"],
        ["Lesson07SignLanguage", "--epochs", "1"],
        ["Lesson08Overfitting", "--runs", "1", "--epochs", "5"],
        ["Lesson09BatchNormalization", "--epochs", "2"],
        ["Lesson10ConvolutionalNetwork", "--epochs", "1"],
        ["Lesson11RecurrentNetwork", "--epochs", "2"],
        ["Lesson12LongShortTermMemory", "--iterations", "50"],
        ["Lesson13BoltzmannMachine", "--epochs", "1", "--iterations", "300"],
        ["Lesson14DeepBeliefNetwork", "--runs", "1", "--pretraining", "1", "--epochs", "3"],
        ["Lesson15TransferLearning", "--runs", "1", "--pretraining", "1", "--epochs", "5"],
        ["Lesson16Playground"], ["Lesson17AutomaticDifferentiation", "--epochs", "2"],
        ["Lesson18Attention", "--iterations", "20"],
    ]

    @Test("The same command prints the same bytes, 80 columns wide", arguments: lessons)
    func sameBytes(lesson: [String]) async throws {
        let arguments = Array(lesson.dropFirst())
        let once = try await Runs.shared.output(of: lesson[0], arguments)
        let again = try run(
            lesson[0], arguments, environment: ["TERM": "dumb", "LANG": "C", "NO_COLOR": "1"])
        #expect(once.exitCode == 0)
        #expect(once.standardError == "")
        let isSame = once.standardOutput == again.standardOutput
        #expect(isSame, "\(lesson[0]) prints something else the second time")
        let isPlain = !once.standardOutput.contains("\u{1B}")
        #expect(isPlain, "no colour outside a terminal")
        #expect(linesThatAreTooLong(once).isEmpty)
    }

    /// Lines of more than 80 columns; an epoch's line, in Keras' words, may have 83.
    func linesThatAreTooLong(_ output: Output) -> [String] {
        output.standardOutput.components(separatedBy: "\n").filter {
            $0.count > ($0.hasPrefix("Epoch ") ? 83 : 80)
        }
    }

    @Test("--ascii prints ASCII only, in 80 columns", arguments: lessons)
    func asciiOnly(lesson: [String]) async throws {
        let output = try await Runs.shared.output(of: lesson[0], lesson.dropFirst() + ["--ascii"])
        #expect(output.exitCode == 0)
        let isASCII = output.standardOutput.utf8.allSatisfy { $0 < 128 }
        #expect(isASCII, "\(lesson[0]) prints more than ASCII")
        #expect(linesThatAreTooLong(output).isEmpty)
    }

    @Test("--help names every option and prints nothing else", arguments: lessons)
    func help(lesson: [String]) async throws {
        let output = try await Runs.shared.output(of: lesson[0], ["--help"])
        #expect(output.exitCode == 0)
        for option in ["--help", "--ascii", "--page"] {
            #expect(output.standardOutput.contains(option))
        }
        #expect(output.standardOutput.contains(lesson[0]))
    }

    @Test("Options that make no sense end with 64 and a sentence", arguments: lessons)
    func misuse(lesson: [String]) throws {
        for arguments in [
            ["--nonsense"], ["stray"], ["--csv"], ["--seed", "-1"], ["--seed", "x"],
        ] {
            let output = try run(lesson[0], arguments)
            #expect(output.exitCode == 64, "\(arguments)")
            #expect(output.standardOutput == "")
            #expect(!output.standardError.isEmpty)
        }
    }

    @Test("A place that can't be written is refused before the first line", arguments: lessons)
    func unwritable(lesson: [String]) throws {
        let output = try run(lesson[0], ["--page", "/no/such/folder/page.html"])
        #expect(output.exitCode == 73)
        #expect(output.standardOutput == "")
        #expect(output.standardError.contains("/no/such/folder"))
    }

    @Test("What would take gigabytes is refused, and what would take minutes is made smaller")
    func tooMuch() throws {
        let batch = try run("Lesson12LongShortTermMemory", ["--batch-size", "100000"])
        #expect(batch.exitCode == 64)
        #expect(batch.standardError.contains("--batch-size"))
        let wide = try run(
            "Lesson04MultilayerPerceptron", ["--hidden", "1000", "--iterations", "0"])
        #expect(wide.exitCode == 0)
        #expect(wide.standardOutput.contains("32 hidden"))
    }

    @Test("A file's name that isn't UTF-8 is refused before the first line")
    func nameOfOtherBytes() throws {
        let process = Process()
        let errors = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "exec \"$0\" --page \"$(printf 'a\\377')\"",
            Place.programs.appendingPathComponent("Lesson01LinearNeuron").path,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        let sentence = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 64)
        #expect(sentence.contains("UTF-8"))
    }

    /// Such a pipe takes 64 KB at most, and says “not now” after that instead of waiting.
    @Test("A slow reader of a pipe that doesn't wait gets every byte")
    func slowReader() async throws {
        let whole = try await Runs.shared.output(of: "Lesson03LogisticRegression", ["--help"])
        let process = Process()
        let pipe = Pipe()
        let end = pipe.fileHandleForWriting.fileDescriptor
        #expect(fcntl(end, F_SETFL, O_NONBLOCK) == 0)
        // Filled up to a few bytes, so that the program finds no room.
        var filled = 0
        let byte: [UInt8] = [0x2E]
        while write(end, byte, 1) == 1 { filled += 1 }
        process.executableURL = Place.programs.appendingPathComponent("Lesson03LogisticRegression")
        process.arguments = ["--help"]
        process.standardOutput = pipe
        try process.run()
        try pipe.fileHandleForWriting.close()
        try await Task.sleep(for: .milliseconds(300))
        let read = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(String(decoding: read.dropFirst(filled), as: UTF8.self) == whole.standardOutput)
    }
}
