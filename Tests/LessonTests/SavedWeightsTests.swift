import Foundation
import Testing

/// A lesson that keeps its weights, with options that keep it short.
struct SavingLesson: Sendable, CustomStringConvertible {
    var program: String
    var options: [String]
    /// A curve whose values depend on the weights alone.
    var curve: String
    /// The ending of the file's name.
    var ending: String
    var description: String { program }
}

/// `--save` and `--load` of all lessons that have them.
struct SavedWeightsTests {
    static let lessons = [
        SavingLesson(
            program: "Lesson05RedWine", options: ["--epochs", "1"], curve: "val_loss",
            ending: "npz"),
        SavingLesson(
            program: "Lesson06HandwrittenDigits", options: ["--epochs", "1"], curve: "val_loss",
            ending: "safetensors"),
        SavingLesson(
            program: "Lesson07SignLanguage", options: ["--epochs", "1", "--batch-size", "1024"],
            curve: "val_loss", ending: "npz"),
        SavingLesson(
            program: "Lesson10ConvolutionalNetwork",
            options: ["--epochs", "1", "--filters", "2,3"], curve: "val_loss",
            ending: "safetensors"),
        SavingLesson(
            program: "Lesson11RecurrentNetwork",
            options: ["--epochs", "1", "--hidden", "3", "--window", "4"], curve: "val_rmse",
            ending: "npz"),
        SavingLesson(
            program: "Lesson12LongShortTermMemory",
            options: ["--iterations", "3", "--hidden", "2", "--steps", "4"], curve: "names",
            ending: "safetensors"),
        SavingLesson(
            program: "Lesson13BoltzmannMachine",
            options: ["--epochs", "1", "--hidden", "8", "--iterations", "1"],
            curve: "reconstruction_error", ending: "npz"),
        SavingLesson(
            program: "Lesson14DeepBeliefNetwork",
            options: ["--epochs", "3", "--hidden", "16", "--pretraining", "1", "--runs", "1"],
            curve: "accuracy", ending: "safetensors"),
        SavingLesson(
            program: "Lesson15TransferLearning",
            options: ["--epochs", "1", "--pretraining", "1", "--examples", "1", "--runs", "1"],
            curve: "val_accuracy", ending: "npz"),
        SavingLesson(
            program: "Lesson18Attention", options: ["--iterations", "2", "--width", "8"],
            curve: "transformer", ending: "safetensors"),
    ]

    /// Every lesson that has the options.
    static let all =
        [
            "Lesson03LogisticRegression", "Lesson04MultilayerPerceptron",
            "Lesson09BatchNormalization", "Lesson17AutomaticDifferentiation",
        ] + lessons.map(\.program)

    /// With the smallest number that there is as the learning rate, no step moves a weight: a
    /// training begins with what an earlier one has saved, ends with it, and saves the same bytes.
    @Test("A lesson begins where the saved weights ended", arguments: lessons)
    func weightsComeBack(lesson: SavingLesson) throws {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["first", "second"].map {
            (weights: "\($0).\(lesson.ending)", curve: "\($0).csv")
        }
        for (k, file) in files.enumerated() {
            let output = try run(
                lesson.program,
                lesson.options + ["--save", file.weights, "--csv", file.curve]
                    + (k == 0 ? [] : ["--load", files[0].weights, "--learning-rate", "5e-324"]),
                in: folder)
            #expect(output.exitCode == 0, "\(output.standardError)")
        }
        let weights = try files.map {
            try Data(contentsOf: folder.appendingPathComponent($0.weights))
        }
        #expect(weights[0] == weights[1])
        let curves = try files.map { try values(lesson.curve, in: folder, $0.curve) }
        #expect(!curves[0].isEmpty && curves[0].last == curves[1].last)
    }

    @Test(
        "Gradient descent in two parts is gradient descent in one",
        arguments: [
            ("Lesson03LogisticRegression", 10), ("Lesson04MultilayerPerceptron", 100),
            ("Lesson17AutomaticDifferentiation", 100),
        ])
    func descentGoesOn(program: String, iterations: Int) throws {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for options in [
            ["--iterations", "\(iterations)", "--save", "half.npz"],
            [
                "--iterations", "\(iterations)", "--load", "half.npz", "--save", "parts.npz",
                "--csv", "parts.csv",
            ],
            ["--iterations", "\(2 * iterations)", "--save", "whole.npz", "--csv", "whole.csv"],
        ] {
            #expect(try run(program, options, in: folder).exitCode == 0)
        }
        let weights = try ["parts.npz", "whole.npz"].map {
            try Data(contentsOf: folder.appendingPathComponent($0))
        }
        #expect(weights[0] == weights[1])
        let costs = try ["parts.csv", "whole.csv"].map { try values("cost", in: folder, $0) }
        #expect(costs[0].first == costs[1].dropFirst().first)
    }

    /// Its running statistics follow every batch, so here only the beginning can be compared.
    @Test("The normalised network comes back with its running statistics")
    func normalizedNetwork() throws {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let short = ["--epochs", "1", "--batch-size", "500"]
        let first = try run(
            "Lesson09BatchNormalization", short + ["--save", "w.npz", "--csv", "w.csv"], in: folder)
        #expect(first.exitCode == 0, "\(first.standardError)")
        let accuracy = try #require(try values("with", in: folder, "w.csv").last)
        let second = try run(
            "Lesson09BatchNormalization", short + ["--load", "w.npz"], in: folder)
        let share = String(format: "%.4f", accuracy)
        #expect(
            second.standardOutput.contains(
                "test accuracy of the saved weights, normalised network: \(share)\n"))
    }

    @Test("A file of weights that is cut off ends with 65 and a sentence", arguments: all)
    func cutOff(program: String) throws {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("w.safetensors")
        let header = #"{"w":{"dtype":"F64","shape":[9],"data_offsets":[0,72]}}"#
        let length = [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0]
        try Data(length + header.utf8 + [UInt8](repeating: 0, count: 40)).write(to: file)
        let output = try run(program, ["--load", file.path])
        #expect(output.exitCode == 65)
        #expect(output.standardError.hasPrefix("\(program): \(file.path)"))
        #expect(output.standardError.filter { $0 == "\n" }.count == 1)
    }

    @Test("Weights that can't be written are refused before the first line", arguments: all)
    func unwritable(program: String) throws {
        for path in ["/no/such/folder/w.npz", "w.txt"] {
            let output = try run(program, ["--save", path])
            #expect(output.exitCode == 73, "\(program)")
            #expect(output.standardOutput == "")
            #expect(output.standardError.contains(path))
        }
    }
}

/// A column of a CSV file.
func values(_ column: String, in folder: URL, _ file: String) throws -> [Double] {
    let text = try String(
        contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    let rows = text.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let place = try #require(rows[0].firstIndex { $0 == column })
    return rows.dropFirst().compactMap { Double(String($0[place])) }
}
