import Foundation
import Testing

/// A curve that a program printed and one that its NumPy twin printed.
struct TwinCurve: Sendable, CustomStringConvertible {
    var reference: String
    var command: [String]
    var tolerance: Double
    /// Columns of the twin that the lesson doesn't keep.
    var onlyInTwin: [String] = []
    var description: String { command.joined(separator: " ") }
}

/// The cost curves, held against the independent NumPy version of each lesson.
struct CurveTests {
    static let curves = [
        TwinCurve(reference: "lesson02", command: ["Lesson02GradientDescent"], tolerance: 1e-6),
        TwinCurve(reference: "lesson03", command: ["Lesson03LogisticRegression"], tolerance: 1e-6),
        TwinCurve(
            reference: "lesson04", command: ["Lesson04MultilayerPerceptron"], tolerance: 1e-6),
        TwinCurve(
            reference: "lesson05", command: ["Lesson05RedWine", "--seed", "0"], tolerance: 1e-6),
        TwinCurve(reference: "lesson06", command: ["Lesson06HandwrittenDigits"], tolerance: 1e-6),
        TwinCurve(
            reference: "lesson07-full", command: ["Lesson07SignLanguage", "--epochs", "1"],
            tolerance: 1e-6),
        TwinCurve(
            reference: "lesson08",
            command: ["Lesson08Overfitting", "--runs", "1", "--epochs", "5"], tolerance: 1e-9),
        TwinCurve(
            reference: "lesson09", command: ["Lesson09BatchNormalization"], tolerance: 1e-6,
            onlyInTwin: ["without", "with", "residual"].flatMap {
                ["\($0) loss", "\($0) val_loss"]
            }),
        TwinCurve(
            reference: "lesson10", command: ["Lesson10ConvolutionalNetwork", "--epochs", "1"],
            tolerance: 1e-9),
        TwinCurve(reference: "lesson11", command: ["Lesson11RecurrentNetwork"], tolerance: 1e-9),
        TwinCurve(
            reference: "lesson12", command: ["Lesson12LongShortTermMemory", "--iterations", "100"],
            tolerance: 1e-6),
        TwinCurve(
            reference: "lesson13",
            command: ["Lesson13BoltzmannMachine", "--epochs", "2", "--iterations", "300"],
            tolerance: 1e-9),
        TwinCurve(
            reference: "lesson14",
            command: [
                "Lesson14DeepBeliefNetwork", "--runs", "1", "--pretraining", "1", "--epochs", "3",
            ], tolerance: 1e-9),
        TwinCurve(
            reference: "lesson15",
            command: [
                "Lesson15TransferLearning", "--runs", "1", "--pretraining", "2", "--epochs", "5",
            ], tolerance: 1e-9),
        TwinCurve(
            reference: "lesson17", command: ["Lesson17AutomaticDifferentiation", "--epochs", "1"],
            tolerance: 1e-9),
        TwinCurve(
            reference: "lesson18", command: ["Lesson18Attention", "--iterations", "100"],
            tolerance: 1e-9),
    ]

    @Test("A lesson's curve is its NumPy twin's", arguments: curves)
    func twin(curve: TwinCurve) async throws {
        let folder = try Place.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("curve.csv")
        let output = try run(curve.command[0], curve.command.dropFirst() + ["--csv", file.path])
        #expect(output.exitCode == 0, "\(output.standardError)")
        let ours = try Self.table(file)
        let theirs = try Self.table(
            Place.package.appendingPathComponent("Tests/Reference/\(curve.reference).csv"))
        var compared = 0
        var different: [(step: Int, what: String)] = []
        for (column, values) in theirs where !curve.onlyInTwin.contains(column) {
            let own = try #require(ours[column], "the lesson has no column \(column)")
            for (step, value) in values {
                guard let number = own[step] else { continue }
                compared += 1
                let distance = abs(number - value) / max(1, abs(value))
                let same = distance <= curve.tolerance || number == value
                if !same && (number.isFinite || value.isFinite) {
                    different.append((Int(step) ?? 0, "\(column) is \(number), NumPy's \(value)"))
                }
            }
        }
        #expect(compared >= 2 && compared * 3 >= theirs.values.map(\.count).reduce(0, +))
        // One sentence, however many: a changed default changes them all.
        if let first = different.min(by: { $0.step < $1.step }) {
            Issue.record(
                """
                \(curve.command[0]): \(different.count) of \(compared) values differ from its NumPy \
                twin's; at \(first.step) \(first.what)
                """)
        }
    }

    /// The columns of a CSV file: for each, its values by step.
    static func table(_ file: URL) throws -> [String: [String: Double]] {
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        let names = lines[0].split(separator: ",").map(String.init)
        var table: [String: [String: Double]] = [:]
        for line in lines.dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            for (name, cell) in zip(names, cells).dropFirst() where !cell.isEmpty {
                table[name, default: [:]][String(cells[0])] = Double(String(cell))
            }
        }
        return table
    }
}
