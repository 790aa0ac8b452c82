import Layers
import Matrices
import Testing

/// The convolution written out: for one picture, one output pixel and one filter at a time.
private func plainConvolution(_ c: Convolution, _ x: Matrix, _ w: Matrix, _ b: Matrix) -> Matrix {
    var z = Matrix(rows: x.rows, columns: c.outputHeight * c.outputWidth * c.filters)
    for n in 0..<x.rows {
        for i in 0..<c.outputHeight {
            for j in 0..<c.outputWidth {
                for f in 0..<c.filters {
                    var sum = b[0, f]
                    for k in 0..<c.size {
                        for l in 0..<c.size {
                            let row = i * c.stride + k - c.padding
                            let column = j * c.stride + l - c.padding
                            guard row >= 0, row < c.height, column >= 0, column < c.width else {
                                continue
                            }
                            for channel in 0..<c.channels {
                                sum +=
                                    x[n, (row * c.width + column) * c.channels + channel]
                                    * w[(k * c.size + l) * c.channels + channel, f]
                            }
                        }
                    }
                    z[n, (i * c.outputWidth + j) * c.filters + f] = sum
                }
            }
        }
    }
    return z
}

@Suite struct ConvolutionTests {
    static let geometries = [
        Convolution(height: 6, width: 5, channels: 1, size: 3, filters: 2),
        Convolution(height: 5, width: 7, channels: 3, size: 3, filters: 4, padding: 1),
        Convolution(height: 8, width: 7, channels: 2, size: 3, filters: 3, padding: 2, stride: 2),
        Convolution(height: 4, width: 4, channels: 2, size: 4, filters: 1),
        Convolution(height: 2, width: 2, channels: 1, size: 3, filters: 1, padding: 3, stride: 3),
    ]

    @Test(arguments: geometries) func agreesWithPlainLoops(_ c: Convolution) {
        var random = RandomState(seed: 3)
        let x = random.randn(rows: 3, columns: c.height * c.width * c.channels)
        let w = random.randn(rows: c.size * c.size * c.channels, columns: c.filters)
        let b = random.randn(rows: 1, columns: c.filters)
        let expected = plainConvolution(c, x, w, b)
        #expect(abs(c.forward(x, w, b).z - expected).max() < 1e-12)
    }

    @Test(arguments: geometries) func gradientsAgreeWithCentralDifferences(_ c: Convolution) {
        var random = RandomState(seed: 4)
        let x = random.randn(rows: 2, columns: c.height * c.width * c.channels)
        let w = random.randn(rows: c.size * c.size * c.channels, columns: c.filters)
        let b = random.randn(rows: 1, columns: c.filters)
        let dz = random.randn(rows: 2, columns: c.outputHeight * c.outputWidth * c.filters)
        func cost(_ x: Matrix, _ w: Matrix, _ b: Matrix) -> Double {
            (c.forward(x, w, b).z * dz).sum()
        }
        let (dw, db) = c.backward(c.patches(x), dz)
        let dx = c.inputGradient(w, dz)
        #expect(relativeDifference(dx, numericalGradient(at: x) { cost($0, w, b) }) < 1e-7)
        #expect(relativeDifference(dw, numericalGradient(at: w) { cost(x, $0, b) }) < 1e-7)
        #expect(relativeDifference(db, numericalGradient(at: b) { cost(x, w, $0) }) < 1e-7)
    }

    @Test func sizesByTheFormula() {
        let c = Convolution(height: 28, width: 20, size: 5, filters: 1, padding: 1, stride: 2)
        #expect(c.outputHeight == 13)
        #expect(c.outputWidth == 9)
    }

    @Test func glorotCountsTheWholeField() {
        var random = RandomState(seed: 0)
        let c = Convolution(height: 12, width: 12, channels: 8, size: 5, filters: 16)
        let w = c.glorotUniform(&random)
        #expect(w.rows == 200)
        #expect(w.columns == 16)
        #expect(abs(w).max() < 0.1)
        #expect(abs(w).max() > 0.0995)
    }

    @Test func poolingTakesTheLargest() {
        let pool = MaxPooling(height: 3, width: 5, channels: 2)
        // The second channel is the first one, negated.
        let first: [Double] = [1, 2, 9, 3, 8, 4, 0, 5, 5, 8, 7, 7, 7, 7, 7]
        let x = Matrix(row: first.flatMap { [$0, -$0] })
        let (a, winners) = pool.forward(x)
        #expect(a == Matrix(row: [4, 0, 9, -3]))
        #expect(winners == [10, 13, 4, 7])
        let dx = pool.backward(winners, Matrix(row: [1, 2, 3, 4]))
        #expect(dx.sum() == 10)
        #expect(dx[0, 10] == 1 && dx[0, 13] == 2 && dx[0, 4] == 3 && dx[0, 7] == 4)
    }

    @Test(arguments: 0..<9) func notANumberSurvivesPooling(place: Int) {
        var x = Matrix(row: [1, 2, 3, 4, 5, 6, 7, 8, 9])
        x[0, place] = .nan
        let (a, winners) = MaxPooling(height: 3, width: 3, size: 3).forward(x)
        #expect(a[0, 0].isNaN && winners == [place])
    }

    @Test func poolingAgreesWithPlainLoops() {
        var random = RandomState(seed: 6)
        let (height, width, channels, size) = (9, 8, 2, 3)
        let pool = MaxPooling(height: height, width: width, channels: channels, size: size)
        let x = random.randn(rows: 3, columns: height * width * channels)
        var expected: [Double] = []
        for n in 0..<3 {
            for (top, left) in [(0, 0), (0, 3), (3, 0), (3, 3), (6, 0), (6, 3)] {
                for channel in 0..<channels {
                    let window = (top..<top + size).flatMap { row in
                        (left..<left + size).map { column in
                            x[n, (row * width + column) * channels + channel]
                        }
                    }
                    expected.append(window.max()!)
                }
            }
        }
        let (a, winners) = pool.forward(x)
        #expect(a.rows == 3)
        #expect(a.values == expected)
        #expect(winners.map { x.values[$0] } == expected)
    }

    @Test func poolingGradientAgreesWithCentralDifferences() {
        var random = RandomState(seed: 5)
        let pool = MaxPooling(height: 7, width: 6, channels: 3, size: 3)
        let x = random.randn(rows: 2, columns: 7 * 6 * 3)
        let (a, winners) = pool.forward(x)
        let da = random.randn(rows: 2, columns: 2 * 2 * 3)
        #expect(a.columns == da.columns)
        let numerical = numericalGradient(at: x) { (pool.forward($0).a * da).sum() }
        #expect(relativeDifference(pool.backward(winners, da), numerical) < 1e-7)
    }
}
