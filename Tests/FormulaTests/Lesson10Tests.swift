import Datasets
import Layers
import Matrices
import Testing

@testable import Lesson10ConvolutionalNetwork

struct Lesson10Tests {
    func pictures(_ x: Matrix, _ height: Int, _ width: Int, _ channels: Int) -> Pictures {
        Pictures(x.values, height: height, width: width, channels: channels)
    }

    @Test func fourLoopsByHand() {
        let picture = Matrix([[1, 2, 0], [0, 1, 3], [2, 1, 1]])
        let filter = Matrix([[1, -1], [2, 0.5]])
        // (0, 0): 1·1 − 2·1 + 0·2 + 1·0.5 + 10 = 9.5, and so on.
        #expect(convolve(picture, filter, 10) == Matrix([[9.5, 15.5], [13.5, 10.5]]))
        // With a frame of zeros, two pixels at a time: the corners of the padded picture.
        #expect(
            convolve(picture, filter, 0, padding: 1, stride: 2)
                == Matrix([[0.5, 4], [1, 0.5 + 2 - 3 + 1]]))
    }

    @Test func sizesByTheFormula() {
        #expect(places(28, size: 3, padding: 0, stride: 1) == 26)
        #expect(places(28, size: 3, padding: 1, stride: 2) == 14)
        #expect(places(7, size: 2, padding: 0, stride: 3) == 2)
        for (size, padding, stride) in [(2, 0, 1), (3, 2, 1), (4, 1, 3), (5, 0, 2)] {
            let filter = Matrix(rows: size, columns: size, repeating: 1)
            let output = convolve(
                Matrix(rows: 9, columns: 8), filter, 0, padding: padding, stride: stride)
            #expect(output.rows == places(9, size: size, padding: padding, stride: stride))
            #expect(output.columns == places(8, size: size, padding: padding, stride: stride))
        }
    }

    @Test(arguments: [(0, 1), (1, 1), (0, 2), (2, 3)])
    func fourLoopsBackwards(padding: Int, stride: Int) {
        var random = RandomState(seed: 2)
        let picture = random.randn(rows: 6, columns: 7)
        let filter = random.randn(rows: 3, columns: 2)
        let b = random.randn(rows: 1, columns: 1)
        func output(_ picture: Matrix, _ filter: Matrix, _ b: Matrix) -> Matrix {
            convolve(picture, filter, b[0, 0], padding: padding, stride: stride)
        }
        let shape = output(picture, filter, b)
        let dOutput = random.randn(rows: shape.rows, columns: shape.columns)
        let byHand = convolveBackward(picture, filter, dOutput, padding: padding, stride: stride)
        let dPicture = numericalGradient(at: picture) { (output($0, filter, b) * dOutput).sum() }
        let dFilter = numericalGradient(at: filter) { (output(picture, $0, b) * dOutput).sum() }
        let db = numericalGradient(at: b) { (output(picture, filter, $0) * dOutput).sum() }
        #expect(relativeDifference(byHand.dI, dPicture) < 1e-7)
        #expect(relativeDifference(byHand.dF, dFilter) < 1e-7)
        #expect(relativeDifference(Matrix(row: [byHand.db]), db) < 1e-7)
    }

    @Test func productAgreesWithLoops() {
        #expect(loopsAgainstProduct(seed: 0) < 1e-12)
    }

    /// Several channels: the loops over each channel, added up.
    @Test func productAgreesWithLoopsForSeveralChannels() {
        var random = RandomState(seed: 6)
        let x = random.randn(rows: 2, columns: 90)
        let w = random.randn(rows: 27, columns: 4)
        let b = random.randn(rows: 1, columns: 4)
        let z = convolution(pictures(x, 6, 5, 3), w, b, size: 3).z.values
        #expect(z.rows == 2 && z.columns == 4 * 3 * 4)
        for n in 0..<2 {
            let pixels = x[rows: [n]].reshaped(rows: 30, columns: 3)
            for filter in 0..<4 {
                let weights = Matrix(column: w[column: filter]).reshaped(rows: 9, columns: 3)
                var sum = Matrix(rows: 4, columns: 3, repeating: b[0, filter])
                for channel in 0..<3 {
                    sum += convolve(
                        Matrix(rows: 6, columns: 5, values: pixels[column: channel]),
                        Matrix(rows: 3, columns: 3, values: weights[column: channel]), 0)
                }
                for (place, value) in sum.values.enumerated() {
                    #expect(abs(z[n, place * 4 + filter] - value) < 1e-12)
                }
            }
        }
    }

    /// The lesson's convolution, written out for the reader, and the library's are the same.
    @Test func agreesWithLayers() {
        var random = RandomState(seed: 7)
        let layer = Convolution(height: 7, width: 8, channels: 2, size: 3, filters: 3)
        let x = random.randn(rows: 2, columns: 7 * 8 * 2)
        let w = random.randn(rows: 18, columns: 3)
        let b = random.randn(rows: 1, columns: 3)
        let (patches, z) = convolution(pictures(x, 7, 8, 2), w, b, size: 3)
        #expect(z.values == layer.forward(x, w, b).z)
        #expect((z.height, z.width, z.channels) == (5, 6, 3))
        let dz = random.randn(rows: 2, columns: z.values.columns)
        let (dw, db) = convolutionBackward(patches, w, dz)
        #expect(dw == layer.backward(patches, dz).dw && db == layer.backward(patches, dz).db)
        #expect(
            convolutionInputGradient(pictures(x, 7, 8, 2), w, dz, size: 3)
                == layer.inputGradient(w, dz))
        let pooling = MaxPooling(height: 7, width: 8, channels: 2)
        let (a, winners) = maxPooling(pictures(x, 7, 8, 2))
        #expect(a.values == pooling.forward(x).a && winners == pooling.forward(x).winners)
    }

    @Test func patchesOfASmallPicture() {
        let x = pictures(Matrix(row: [1, 2, 3, 4, 5, 6, 7, 8, 9]), 3, 3, 1)
        #expect(
            patches(x, size: 2)
                == Matrix([[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]))
        let ones = Matrix(rows: 4, columns: 4, repeating: 1)
        #expect(sumOfPatches(ones, in: x, size: 2) == Matrix(row: [1, 2, 1, 2, 4, 2, 1, 2, 1]))
    }

    @Test func poolingByHand() {
        let x = pictures(Matrix(row: [1, 2, 5, 5, 4, 3, 5, 0, 9, 9, 9, 9]), 3, 4, 1)
        let (a, winners) = maxPooling(x)
        #expect(a.values == Matrix(row: [4, 5]))
        #expect(winners == [4, 2])
        let dx = maxPoolingBackward(winners, Matrix(row: [7, 8]), in: x)
        #expect(dx == Matrix(row: [0, 0, 8, 0, 7, 0, 0, 0, 0, 0, 0, 0]))
    }

    /// What is no number goes on, wherever in its window it stands.
    @Test(arguments: 0..<4) func notANumberSurvives(place: Int) {
        var x = pictures(Matrix(row: [1, 2, 3, 4]), 2, 2, 1)
        x.values[0, place] = .nan
        #expect(maxPooling(x).a.values[0, 0].isNaN && maxPooling(x).winners == [place])
        #expect(relu(x).values[0, place].isNaN && reluSlope(x)[0, place].isNaN)
    }

    @Test func poolingBackwards() {
        var random = RandomState(seed: 8)
        let x = random.randn(rows: 2, columns: 5 * 6 * 3)
        let (a, winners) = maxPooling(pictures(x, 5, 6, 3))
        let da = random.randn(rows: 2, columns: a.values.columns)
        let numerical = numericalGradient(at: x) { x in
            (maxPooling(pictures(x, 5, 6, 3)).a.values * da).sum()
        }
        let dx = maxPoolingBackward(winners, da, in: pictures(x, 5, 6, 3))
        #expect(relativeDifference(dx, numerical) < 1e-7)
    }

    @Test func gradientsAreRightForManySeeds() {
        for seed in 0...400 {
            let areRight = checkFourLoops(seed: seed).allSatisfy(\.isRight)
            #expect(areRight, "seed \(seed)")
        }
        for (seed, width) in tries(stride(from: 0, through: 400, by: 4)) {
            let checks = checkNetwork(width: width, seed: seed)
            #expect(checks.filter { !$0.isRight }.map(\.name) == [], "seed \(seed), \(width)")
        }
        #expect(checkNetwork(seed: 0).map(\.name) == ["dw1", "db1", "dw2", "db2", "dw3", "db3"])
        #expect(checkFourLoops(seed: 0).map(\.corners) == [0, 0, 0])
    }

    @Test func networkHasItsParameters() {
        var random = RandomState(seed: 1)
        let p = firstParameters(filters: (8, 16), features: 256, &random)
        #expect(p.all.map(\.values.count) == [200, 8, 3200, 16, 2560, 10])
        #expect(p.count == 5994)
        // √(6 / (25 · 1 + 25 · 8)) and √(6 / (25 · 8 + 25 · 16))
        let limits = [(6.0 / 225).squareRoot(), 0.1]
        for (w, limit) in zip([p.w1, p.w2], limits) {
            let largest = abs(w).max()
            #expect(largest < limit && largest > 0.97 * limit)
        }
        // Drawn layer after layer, each row after row.
        var again = RandomState(seed: 1)
        let first = again.uniform(-limits[0], limits[0], rows: 25, columns: 8)
        #expect(p.w1 == first)
    }

    /// An epoch by hand, and the rate that falls after the fifth.
    @Test func training() {
        var random = RandomState(seed: 3)
        let first = firstParameters(filters: (2, 2), features: 32, &random)
        let x = random.randomSample(rows: 5, columns: 784)
        let y = oneHot([1, 0, 3, 1, 9], classes: 10)
        let digits = Digits(source: "", x: x, y: y, xTest: x, yTest: y)
        let settings = Settings(learningRate: 0.01, epochs: 6, batchSize: 3, seed: 4)
        var steps = 0
        let training = train(digits, from: first, settings, afterBatch: { steps += 1 })
        var (p, order, adam) = (first, RandomState(seed: 6), Adam(learningRate: 0.01))
        for epoch in 1...6 {
            if epoch == 6 { adam.learningRate = 0.003 }
            var loss = 0.0
            let shuffled = order.permutation(5)
            for rows in [Array(shuffled[0..<3]), Array(shuffled[3..<5])] {
                let trace = forward(Pictures(x[rows: rows]), p)
                loss += crossEntropy(trace.z3, y[rows: rows]) * Double(rows.count) / 5
                let dz = (softmax(trace.z3) - y[rows: rows]) / Double(rows.count)
                adam.update(&p.all, backward(trace, dz, p).all)
            }
            #expect(abs(training.loss[epoch - 1] - loss) < 1e-12)
        }
        #expect(steps == 12 && training.parameters.all == p.all)
        #expect(training.validationAccuracy[5] == accuracy(scores(x, p), y))
        #expect(training.validationLoss[5] == crossEntropy(scores(x, p), y))
        #expect(training.accuracy.count == 6)
    }

    @Test func edgesAreWhereTheGreyChanges() {
        let step = Matrix(rows: 3, columns: 6) { _, x in x < 3 ? 0 : 1 }
        #expect(convolve(step, edgeFilter, 0) == Matrix([[0, 4, 4, 0]]))
        #expect(convolve(step, edgeFilter.transposed(), 0) == Matrix(rows: 1, columns: 4))
    }

    /// The article's position in the filter: as many outputs as the filter has weights.
    @Test func filterPositionSumsOverThePicture() {
        let picture = Matrix([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
        let filter = Matrix([[1, 10], [0, -1]])
        #expect(
            convolveByFilterPosition(picture, filter) == Matrix([[12, 160], [0, -28]]))
    }

    @Test func nearestMeanFindsTheNearest() {
        var y = Matrix(rows: 9, columns: 10)
        for i in 0..<9 { y[i, i] = 1 }
        let x = Matrix(rows: 9, columns: 2) { i, j in Double(j == 0 ? i : i * i) }
        let digits = Digits(source: "", x: x, y: y, xTest: x + 0.2, yTest: y)
        // There is no 9: nothing is taken for one.
        #expect(nearestMean(digits).indexOfMaximumInRows() == Array(0..<9))
    }

    @Test func movingKeepsRowsApart() {
        let x = Matrix(rows: 1, columns: 784) { _, j in Double(j) }
        let moved = movedRight(x, by: 3)
        #expect(moved[0, 2] == 0 && moved[0, 3] == 0 && moved[0, 4] == 1)
        #expect(moved[0, 28] == 0 && moved[0, 31] == 28 && moved[0, 783] == 780)
    }
}

@Test func changedFilesOfLesson10() throws {
    try ChangedData.digits(seed: 10) { folder in
        let digits = try Lesson10ConvolutionalNetwork.readDigits(folder)
        return [0, 1].contains(digits.x.max()) && digits.example.rows == 28
    }
}
