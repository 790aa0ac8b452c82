import Layers
import Matrices
import Testing

@testable import Lesson10ConvolutionalNetwork

struct Lesson10Tests {
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
        #expect(relativeDifference(byHand.dPicture, dPicture) < 1e-7)
        #expect(relativeDifference(byHand.dFilter, dFilter) < 1e-7)
        #expect(relativeDifference(Matrix(row: [byHand.db]), db) < 1e-7)
    }

    @Test func productAgreesWithLoops() {
        #expect(compareLoopsAndProduct(seed: 0) < 1e-12)
    }

    /// Several channels: the loops over each channel, added up.
    @Test func productAgreesWithLoopsForSeveralChannels() {
        var random = RandomState(seed: 6)
        let shape = PictureShape(height: 6, width: 5, channels: 3)
        let x = random.randn(rows: 2, columns: shape.count)
        let w = random.randn(rows: 27, columns: 4)
        let b = random.randn(rows: 1, columns: 4)
        let z = convolution(x, shape, size: 3, w, b).z
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
        let shape = PictureShape(height: 7, width: 8, channels: 2)
        let layer = Convolution(height: 7, width: 8, channels: 2, size: 3, filters: 3)
        let x = random.randn(rows: 2, columns: shape.count)
        let w = random.randn(rows: 18, columns: 3)
        let b = random.randn(rows: 1, columns: 3)
        let (patches, z) = convolution(x, shape, size: 3, w, b)
        #expect(z == layer.forward(x, w, b).z)
        let dz = random.randn(rows: 2, columns: z.columns)
        #expect(convolutionBackward(patches, w, dz).dw == layer.backward(patches, dz).dw)
        #expect(convolutionInputGradient(w, dz, shape, size: 3) == layer.inputGradient(w, dz))
        let pooling = MaxPooling(height: 7, width: 8, channels: 2)
        let (a, winners) = maxPooling(x, shape)
        #expect(a == pooling.forward(x).a && winners == pooling.forward(x).winners)
    }

    @Test func poolingByHand() {
        let shape = PictureShape(height: 3, width: 4, channels: 1)
        let x = Matrix(row: [1, 2, 5, 5, 4, 3, 5, 0, 9, 9, 9, 9])
        let (a, winners) = maxPooling(x, shape)
        #expect(a == Matrix(row: [4, 5]))
        #expect(winners == [4, 2])
        let dx = maxPoolingBackward(winners, Matrix(row: [7, 8]), shape)
        #expect(dx == Matrix(row: [0, 0, 8, 0, 7, 0, 0, 0, 0, 0, 0, 0]))
    }

    @Test func poolingBackwards() {
        var random = RandomState(seed: 8)
        let shape = PictureShape(height: 5, width: 6, channels: 3)
        let x = random.randn(rows: 2, columns: shape.count)
        let (a, winners) = maxPooling(x, shape)
        let da = random.randn(rows: 2, columns: a.columns)
        let numerical = numericalGradient(at: x) { (maxPooling($0, shape).a * da).sum() }
        #expect(relativeDifference(maxPoolingBackward(winners, da, shape), numerical) < 1e-7)
    }

    @Test(arguments: [0, 3]) func wholeNetwork(seed: Int) {
        for difference in checkNetwork(seed: seed) { #expect(difference < 1e-7) }
        let loops = checkFourLoops(seed: seed)
        #expect(max(loops.dPicture, loops.dFilter, loops.db) < 1e-7)
    }

    @Test func networkHasItsParameters() {
        var random = RandomState(seed: 1)
        let network = ConvolutionalNetwork(
            input: PictureShape(height: 28, width: 28, channels: 1), random: &random)
        #expect(network.parameters.map(\.values.count) == [200, 8, 3200, 16, 2560, 10])
        // √(6 / (25 · 1 + 25 · 8)) and √(6 / (25 · 8 + 25 · 16))
        let limits = [(6.0 / 225).squareRoot(), 0.1]
        for (k, limit) in zip([0, 2], limits) {
            let largest = abs(network.parameters[k]).max()
            #expect(largest < limit && largest > 0.97 * limit)
        }
        // Drawn layer after layer, each row after row.
        var again = RandomState(seed: 1)
        let first = again.uniform(-limits[0], limits[0], rows: 25, columns: 8)
        #expect(network.parameters[0] == first)
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
            convolveByFilterPosition(picture, filter, 0.5)
                == Matrix([[12.5, 160.5], [0.5, -27.5]]))
    }

    @Test func nearestMeanFindsTheNearest() {
        var y = Matrix(rows: 10, columns: 10)
        for i in 0..<10 { y[i, i] = 1 }
        let x = Matrix(rows: 10, columns: 2) { i, j in Double(j == 0 ? i : i * i) }
        #expect(nearestMean(x, y, x + 0.2).indexOfMaximumInRows() == Array(0..<10))
    }

    @Test func movingKeepsRowsApart() {
        let x = Matrix(rows: 1, columns: 784) { _, j in Double(j) }
        let moved = movedRight(x, by: 3)
        #expect(moved[0, 2] == 0 && moved[0, 3] == 0 && moved[0, 4] == 1)
        #expect(moved[0, 28] == 0 && moved[0, 31] == 28 && moved[0, 783] == 780)
    }
}
