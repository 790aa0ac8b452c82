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

    // The digits 0 to 9 with seed 7, and the first 48 letters with seed 0.
    static let digitSums = [
        720_394, 667_899, 638_763, 706_677, 674_308, 686_084, 734_749, 695_871, 709_845,
        631_156,
    ]
    static let digitMoments = [
        1_426_303_083, 1_300_818_481, 1_336_118_650, 1_402_780_892, 1_421_402_490,
        1_413_630_846, 1_423_922_479, 1_416_391_602, 1_406_672_345, 1_265_948_581,
    ]
    static let letterSums = [
        145_860, 129_009, 143_622, 128_487, 125_821, 140_040, 145_527, 158_488, 129_835,
        137_706, 137_347, 131_031, 150_059, 144_842, 166_128, 125_789, 142_617, 139_163,
        144_998, 141_748, 168_377, 158_127, 140_883, 142_141, 136_431, 127_351, 147_339,
        137_547, 135_441, 150_818, 129_918, 154_405, 154_095, 146_743, 165_650, 148_375,
        137_164, 127_831, 141_903, 124_816, 169_865, 139_391, 143_248, 159_843, 160_520,
        149_379, 115_912, 163_769,
    ]
    static let letterMoments = [
        53_462_327, 49_554_214, 53_569_399, 49_982_526, 48_309_188, 56_846_163,
        53_887_551, 62_104_917, 49_473_779, 54_190_074, 54_088_507, 48_308_567,
        57_111_137, 52_939_290, 65_705_024, 51_812_984, 53_913_723, 53_901_541,
        53_206_124, 55_861_934, 62_057_957, 59_979_894, 53_739_567, 54_034_988,
        52_403_216, 51_810_633, 54_873_992, 55_154_399, 49_346_597, 58_253_844,
        47_674_837, 60_840_541, 57_965_658, 56_211_725, 60_485_695, 58_717_267,
        49_977_482, 49_354_200, 56_933_055, 50_029_493, 63_922_861, 54_120_105,
        56_362_761, 60_910_568, 60_535_280, 57_318_723, 44_763_106, 63_224_986,
    ]

    @Test func digitsAgreeWithTheTwin() {
        let (pictures, labels) = drawnDigits(Array(0...9), seed: 7)
        #expect(pictures.rows == 10 && pictures.columns == 4096)
        #expect(labels == Array(0...9))
        let (sums, moments) = marks(pictures)
        #expect(sums == Self.digitSums)
        #expect(moments == Self.digitMoments)
    }

    @Test func lettersAgreeWithTheTwin() {
        let (pictures, labels) = drawnLetters(count: 48)
        #expect(pictures.rows == 48 && pictures.columns == 784)
        #expect(labels == signLabels + signLabels)
        let (sums, moments) = marks(pictures)
        #expect(sums == Self.letterSums)
        #expect(moments == Self.letterMoments)
        #expect(marks(drawnLetters(count: 24, seed: 1000).pictures).sums.reduce(0, +) == 3_518_579)
    }

    @Test func theHandsOfLessonThree() {
        let codes = [Int](repeating: 0, count: 205) + [Int](repeating: 1, count: 205)
        let (pictures, labels) = drawnDigits(codes)
        #expect(labels == codes)
        let (sums, moments) = marks(pictures)
        #expect(sums.reduce(0, +) == 280_309_172)
        #expect(
            [0, 1, 204, 205, 409].map { sums[$0] } == [702_361, 713_908, 712_462, 668_975, 672_459])
        #expect(moments[0] == 1_336_697_668 && moments[409] == 1_317_481_858)
        let firstGreys: [Double] = [141, 141, 149, 154]
        #expect(Array(pictures[row: 0][..<4]) == firstGreys.map { $0 / 255 })
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
