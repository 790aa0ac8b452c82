import Matrices
import Testing

@testable import Datasets

@Suite struct SplitTests {
    /// What scikit-learn's train_test_split gives (1.9).
    @Test func splitsAsScikitLearn() {
        let photographs = trainTestSplit(count: 410, testFraction: 0.15, seed: 42)
        #expect(photographs.train.count == 348 && photographs.test.count == 62)
        #expect(photographs.train.prefix(6) == [346, 76, 389, 57, 184, 24])
        #expect(photographs.train.suffix(3) == [270, 348, 102])
        #expect(photographs.test.prefix(6) == [172, 137, 126, 94, 72, 33])
        #expect(photographs.test.suffix(3) == [233, 46, 405])
        #expect((photographs.train + photographs.test).sorted() == Array(0..<410))

        let quarter = trainTestSplit(count: 10, testFraction: 0.25, seed: 0)
        #expect(quarter.train == [9, 1, 6, 7, 3, 0, 5] && quarter.test == [2, 8, 4])
        let half = trainTestSplit(count: 7, testFraction: 0.5, seed: 3)
        #expect(half.train == [1, 0, 2] && half.test == [4, 6, 5, 3])
        let tenth = trainTestSplit(count: 3, testFraction: 0.1, seed: 1)
        #expect(tenth.train == [2, 1] && tenth.test == [0])
    }

    /// What pandas' sample and drop give (3.1).
    @Test func samplesAsPandas() {
        let wine = sampleSplit(count: 1599, fraction: 0.7, seed: 5)
        #expect(wine.sampled.count == 1119 && wine.rest.count == 480)
        #expect(wine.sampled.prefix(8) == [236, 833, 424, 982, 1155, 412, 419, 1098])
        #expect(wine.sampled.suffix(3) == [1007, 1317, 1466])
        #expect(wine.rest.prefix(8) == [0, 5, 9, 10, 14, 16, 17, 19])
        #expect(wine.rest.suffix(3) == [1585, 1586, 1596])
        #expect((wine.sampled + wine.rest).sorted() == Array(0..<1599))

        // Halves are rounded to even: 2.5 to 2, 3.5 to 4.
        #expect(sampleSplit(count: 10, fraction: 0.25, seed: 0).sampled == [2, 8])
        #expect(sampleSplit(count: 14, fraction: 0.25, seed: 0).sampled == [8, 6, 4, 11])
        #expect(sampleSplit(count: 4, fraction: 1, seed: 2) == (sampled: [2, 3, 1, 0], rest: []))
        #expect(sampleSplit(count: 3, fraction: 0, seed: 2) == (sampled: [], rest: [0, 1, 2]))
        #expect(sampleSplit(count: 0, fraction: 0.5, seed: 2) == (sampled: [], rest: []))
    }
}

@Suite struct ScalingTests {
    let train = Matrix([[1, 0.1, -3], [2, 0.1, 5], [4.5, 0.1, 0.25]])
    let test = Matrix([[0, 0.3, 10], [3, 0.1, -3]])

    func expectClose(_ a: Matrix, _ b: Matrix, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect((a - b).norm() < 1e-14, sourceLocation: sourceLocation)
    }

    /// The expected numbers are scikit-learn's.
    @Test func minimumAndMaximum() {
        let scaler = MinMaxScaler(fitting: train)
        #expect(scaler.minimum == Matrix(row: [1, 0.1, -3]))
        #expect(scaler.maximum == Matrix(row: [4.5, 0.1, 5]))
        expectClose(
            scaler.scale(train),
            Matrix([[0, 0, 0], [0.2857142857142857, 0, 1], [1, 0, 0.40625]]))
        expectClose(
            scaler.scale(test),
            Matrix([[-0.2857142857142857, 0.2, 1.625], [0.5714285714285714, 0, 0]]))
        expectClose(scaler.unscale(scaler.scale(test)), test)
    }

    @Test func meanAndDeviation() {
        let scaler = StandardScaler(fitting: train)
        #expect(scaler.mean == Matrix(row: [2.5, 0.1, 0.75]))
        expectClose(scaler.deviation, Matrix(row: [1.4719601443879744, 1, 3.2850672240711707]))
        expectClose(
            scaler.scale(train),
            Matrix([
                [-1.0190493307301363, 0, -1.1415291512216423],
                [-0.3396831102433787, 0, 1.2937330380511947],
                [1.3587324409735149, 0, -0.1522038868295523],
            ]))
        expectClose(
            scaler.scale(test),
            Matrix([
                [-1.6984155512168937, 0.2, 2.8157719063467175],
                [0.3396831102433787, 0, -1.1415291512216423],
            ]))
        expectClose(scaler.unscale(scaler.scale(test)), test)
    }

    @Test func labelsBecomeColumns() {
        #expect(
            oneHot([2, 0, 1, 2], classes: 3)
                == Matrix([[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]))
        #expect(oneHot([], classes: 3) == Matrix(rows: 0, columns: 3))
    }
}

#if compiler(>=6.2)
    @Suite struct MisfitTests {
        func says(_ result: ExitTest.Result?, _ sentence: String) -> Bool {
            String(decoding: result?.standardErrorContent ?? [], as: UTF8.self).contains(sentence)
        }

        @Test func labelsWithoutColumnStop() async {
            let large = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = oneHot([0, 24], classes: 24)
            }
            #expect(
                says(
                    large,
                    "label 24 (number 1 of the list) has no column: 24 classes have the labels 0 to 23"
                ))
            await #expect(processExitsWith: .failure) { _ = oneHot([-1], classes: 24) }
        }

        @Test func otherColumnsStop() async {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = MinMaxScaler(fitting: Matrix(rows: 4, columns: 3)).scale(
                    Matrix(rows: 5, columns: 2))
            }
            #expect(says(result, "a scaler fitted to 3 columns can't scale 5 × 2"))
            await #expect(processExitsWith: .failure) {
                _ = StandardScaler(fitting: Matrix(rows: 4, columns: 2)).unscale(
                    Matrix(rows: 5, columns: 3))
            }
            await #expect(processExitsWith: .failure) {
                _ = StandardScaler(fitting: Matrix(rows: 0, columns: 2))
            }
            await #expect(processExitsWith: .failure) {
                _ = MinMaxScaler(fitting: Matrix(rows: 0, columns: 2))
            }
        }

        @Test func splitsThatMakeNoSenseStop() async {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = trainTestSplit(count: 1, testFraction: 0.5, seed: 0)
            }
            #expect(says(result, "1 rows can't be split: none would be left to train on"))
            await #expect(processExitsWith: .failure) {
                _ = trainTestSplit(count: 9, testFraction: 1, seed: 0)
            }
            await #expect(processExitsWith: .failure) {
                _ = trainTestSplit(count: 9, testFraction: 0, seed: 0)
            }
            await #expect(processExitsWith: .failure) {
                _ = sampleSplit(count: 9, fraction: 1.01, seed: 0)
            }
            await #expect(processExitsWith: .failure) {
                _ = sampleSplit(count: 9, fraction: -0.01, seed: 0)
            }
        }

        @Test func signsThatDoNotExistStop() async {
            let result = await #expect(
                processExitsWith: .failure, observing: [\.standardErrorContent]
            ) {
                _ = drawnDigits([0, 10])
            }
            #expect(says(result, "there is no sign for 10: hands sign the digits 0 to 9"))
        }

        @Test func arraysMustFitTheirShape() async {
            await #expect(processExitsWith: .failure) {
                _ = NumberArray(shape: [2, 2], values: [1])
            }
            await #expect(processExitsWith: .failure) {
                _ = NumberArray(shape: [-1, -1], values: [1])
            }
        }
    }
#endif
