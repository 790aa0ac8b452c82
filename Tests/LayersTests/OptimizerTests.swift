import Foundation
import Layers
import Matrices
import Testing

/// Three steps of each optimiser against its formula, written out for one number.
struct OptimizerTests {
    let start = 1.5
    let gradients = [0.8, -0.3, 0.05]

    func walk(_ optimizer: some Optimizer) -> [Double] {
        var optimizer = optimizer
        // A second parameter of another shape must not disturb the first.
        var parameters = [Matrix(row: [start]), Matrix(rows: 2, columns: 3, repeating: 1)]
        return gradients.map { g in
            optimizer.update(
                &parameters, [Matrix(row: [g]), Matrix(rows: 2, columns: 3, repeating: -g)])
            return parameters[0][0, 0]
        }
    }

    func close(_ a: [Double], _ b: [Double]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 1e-14 }
    }

    @Test func gradientDescent() {
        var w = start
        let expected = gradients.map { g -> Double in
            w -= 0.1 * g
            return w
        }
        #expect(close(walk(GradientDescent(learningRate: 0.1)), expected))
    }

    @Test func rmsprop() {
        var (w, v) = (start, 0.0)
        let expected = gradients.map { g -> Double in
            v = 0.9 * v + 0.1 * g * g
            w -= 0.001 * g / (v.squareRoot() + 1e-7)
            return w
        }
        #expect(close(walk(RMSprop()), expected))
        #expect(!close(walk(RMSprop(epsilon: 1e-3)), expected))
    }

    @Test func adam() {
        var (w, m, v) = (start, 0.0, 0.0)
        let expected = gradients.enumerated().map { t, g -> Double in
            m = 0.9 * m + 0.1 * g
            v = 0.999 * v + 0.001 * g * g
            let mHat = m / (1 - pow(0.9, Double(t + 1)))
            let vHat = v / (1 - pow(0.999, Double(t + 1)))
            w -= 0.001 * mHat / (vHat.squareRoot() + 1e-7)
            return w
        }
        #expect(close(walk(Adam()), expected))
    }
}
