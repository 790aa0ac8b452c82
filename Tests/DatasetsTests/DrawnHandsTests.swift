import Foundation
import Matrices
import Testing

@testable import Datasets

/// The drawn hands against their NumPy twin (Tests/Reference/hands.py), which is written
/// independently from the same description: all greys are equal.
@Suite struct DrawnHandsTests {
    /// What identifies a picture: the sum of its 256 greys, and the sum of grey · pixel number.
    func marks(_ pictures: Matrix) -> (sums: [Int], moments: [Int]) {
        var sums: [Int] = []
        var moments: [Int] = []
        for i in 0..<pictures.rows {
            let greys = pictures[row: i].map { Int(($0 * 255).rounded()) }
            sums.append(greys.reduce(0, +))
            moments.append(greys.enumerated().reduce(0) { $0 + $1.offset * $1.element })
        }
        return (sums, moments)
    }

    /// The same marks as the twin prints them.
    func reference(_ set: String) throws -> (labels: [Int], sums: [Int], moments: [Int]) {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let table = try readCSV(folder.path + "/../Reference/hands.csv")
        let rows = try table.texts("set").enumerated().filter { $0.element == set }.map(\.offset)
        func numbers(_ column: String) throws -> [Int] {
            let all = try table.numbers(column)
            return rows.map { Int(all[$0]) }
        }
        return try (numbers("label"), numbers("sum"), numbers("moment"))
    }

    @Test func theHandsOfLessonThree() throws {
        let twin = try reference("digits")
        #expect(twin.labels == [Int](repeating: 0, count: 205) + [Int](repeating: 1, count: 205))
        let (pictures, labels) = drawnDigits(twin.labels)
        #expect(pictures.rows == 410 && pictures.columns == 4096)
        #expect(labels == twin.labels)
        let (sums, moments) = marks(pictures)
        #expect(sums == twin.sums)
        #expect(moments == twin.moments)
    }

    @Test func theHandsOfLessonSeven() throws {
        let twin = try reference("letters")
        let (pictures, labels) = drawnLetters(count: 240)
        #expect(pictures.rows == 240 && pictures.columns == 784)
        #expect(labels == twin.labels)
        let (sums, moments) = marks(pictures)
        #expect(sums == twin.sums)
        #expect(moments == twin.moments)
        #expect(marks(drawnLetters(count: 24, seed: 1000).pictures).sums.reduce(0, +) == 3_518_579)
    }

    // The twin's digits 0 to 9 with seed 7.
    static let digitSums = [
        720_394, 667_899, 638_763, 706_677, 674_308, 686_084, 734_749, 695_871, 709_845,
        631_156,
    ]
    static let digitMoments = [
        1_426_303_083, 1_300_818_481, 1_336_118_650, 1_402_780_892, 1_421_402_490,
        1_413_630_846, 1_423_922_479, 1_416_391_602, 1_406_672_345, 1_265_948_581,
    ]
    @Test func allTenDigits() {
        let (pictures, labels) = drawnDigits(Array(0...9), seed: 7)
        #expect(pictures.rows == 10 && pictures.columns == 4096)
        #expect(labels == Array(0...9))
        let (sums, moments) = marks(pictures)
        #expect(sums == Self.digitSums)
        #expect(moments == Self.digitMoments)
    }

    @Test func picturesAreIn256Greys() {
        for pictures in [drawnDigits([3, 5]).pictures, drawnLetters(count: 24).pictures] {
            #expect(pictures.values.allSatisfy { (0...1).contains($0) })
            #expect(pictures.values.allSatisfy { ($0 * 255).rounded() / 255 == $0 })
        }
    }

    /// A shorter set is the beginning of a longer one, and another seed is another set.
    @Test func oneSeedOneSet() {
        let five = drawnLetters(count: 5, seed: 3).pictures
        #expect(drawnLetters(count: 30, seed: 3).pictures[rows: 0..<5] == five)
        #expect(drawnLetters(count: 5, seed: 4).pictures != five)
        #expect(drawnLetters(count: 0).pictures == Matrix(rows: 0, columns: 784))
        #expect(drawnDigits([]).pictures.rows == 0)
    }

    @Test func everySignHasItsPose() {
        #expect(digitPoses.count == 10 && letterPoses.count == 24)
        for pose in digitPoses + letterPoses {
            #expect(pose.fingers.count == 4 && pose.thumb.count == 3)
            #expect(pose.fingers.allSatisfy { fingerBends[$0]?.count == 3 })
        }
    }
}
