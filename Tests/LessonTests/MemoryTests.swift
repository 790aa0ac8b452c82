import Foundation
import Testing

/// All of MNIST in numbers of eight bytes is large: no lesson needs more than twice that.
struct MemoryTests {
    static let folder = ProcessInfo.processInfo.environment["MNIST"]
    static let isMeasurable = FileManager.default.fileExists(atPath: "/proc/self/status")

    @Test(
        "All of MNIST fits into twice its memory", .enabled(if: folder != nil && isMeasurable),
        .serialized,
        arguments: [
            "06HandwrittenDigits --epochs 1", "09BatchNormalization --epochs 1",
            "10ConvolutionalNetwork --epochs 1 --filters 2,3",
            "13BoltzmannMachine --epochs 1 --iterations 1",
            "14DeepBeliefNetwork --epochs 1 --pretraining 1 --runs 1",
            "15TransferLearning --epochs 1 --pretraining 1 --runs 1",
        ])
    func wholeMNIST(lesson: String) throws {
        let words = lesson.split(separator: " ").map(String.init)
        let process = Process()
        process.executableURL = Place.programs.appendingPathComponent("Lesson\(words[0])")
        process.arguments = words.dropFirst() + ["--data", try #require(Self.folder)]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        // The most that it ever had is known as long as it runs.
        var kilobytes = 0
        while process.isRunning {
            let status = try? String(
                contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
            let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            kilobytes = max(kilobytes, line.flatMap { Int($0.filter(\.isNumber)) } ?? 0)
            usleep(5000)
        }
        #expect(process.terminationStatus == 0)
        let pictures = 70_000 * 784 * 8 / 1024
        #expect(kilobytes > pictures && kilobytes < 2 * pictures, "\(kilobytes) KB")
    }
}
