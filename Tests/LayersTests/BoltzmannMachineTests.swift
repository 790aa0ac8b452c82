import Foundation
import Layers
import Matrices
import Testing

@Suite struct BoltzmannMachineTests {
    /// A machine of 3 visible and 2 hidden units, with every number different.
    let machine: BoltzmannMachine = {
        var random = RandomState(seed: 0)
        var machine = BoltzmannMachine(visible: 3, hidden: 2, spread: 1, random: &random)
        machine.visibleBias = random.randn(rows: 1, columns: 3)
        machine.hiddenBias = random.randn(rows: 1, columns: 2)
        return machine
    }()

    @Test func weightsComeFromTheNormalDistribution() {
        var (random, same) = (RandomState(seed: 5), RandomState(seed: 5))
        let machine = BoltzmannMachine(visible: 4, hidden: 3, random: &random)
        #expect(machine.w == 0.01 * same.randn(rows: 4, columns: 3))
        #expect(machine.visibleBias == Matrix(rows: 1, columns: 4))
        #expect(machine.hiddenBias == Matrix(rows: 1, columns: 3))
    }

    @Test func aStepGoesAgainstTheGradient() {
        var random = RandomState(seed: 1)
        let gradient = (
            dw: random.randn(rows: 3, columns: 2), dVisibleBias: random.randn(rows: 1, columns: 3),
            dHiddenBias: random.randn(rows: 1, columns: 2)
        )
        var moved = machine
        moved.update(gradient, learningRate: 0.1)
        #expect(abs(moved.w - (machine.w - 0.1 * gradient.dw)).max() < 1e-15)
        let visible = machine.visibleBias - 0.1 * gradient.dVisibleBias
        #expect(abs(moved.visibleBias - visible).max() < 1e-15)
        let hidden = machine.hiddenBias - 0.1 * gradient.dHiddenBias
        #expect(abs(moved.hiddenBias - hidden).max() < 1e-15)
    }

    /// CD-1 written out for one unit at a time.
    @Test func contrastiveDivergenceAgreesWithPlainLoops() {
        let v = Matrix(stacking: [Matrix(row: [1, 0, 1]), Matrix(row: [0, 0.5, 1])])
        var (random, same) = (RandomState(seed: 2), RandomState(seed: 2))
        let gradient = machine.contrastiveDivergence(v, &random)
        func σ(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
        var (dw, db, dc) = (
            Matrix(rows: 3, columns: 2), Matrix(rows: 1, columns: 3), Matrix(rows: 1, columns: 2)
        )
        for n in 0..<2 {
            func hidden(_ v: [Double]) -> [Double] {
                (0..<2).map { j in
                    σ((0..<3).reduce(machine.hiddenBias[0, j]) { $0 + v[$1] * machine.w[$1, j] })
                }
            }
            let v0 = (0..<3).map { v[n, $0] }
            let h0 = hidden(v0)
            let drawn = h0.map { same.randomSample() < $0 ? 1.0 : 0.0 }
            let v1 = (0..<3).map { i in
                σ((0..<2).reduce(machine.visibleBias[0, i]) { $0 + drawn[$1] * machine.w[i, $1] })
            }
            let h1 = hidden(v1)
            for i in 0..<3 {
                for j in 0..<2 { dw[i, j] += (v1[i] * h1[j] - v0[i] * h0[j]) / 2 }
                db[0, i] += (v1[i] - v0[i]) / 2
            }
            for j in 0..<2 { dc[0, j] += (h1[j] - h0[j]) / 2 }
        }
        #expect(abs(gradient.dw - dw).max() < 1e-14)
        #expect(abs(gradient.dVisibleBias - db).max() < 1e-14)
        #expect(abs(gradient.dHiddenBias - dc).max() < 1e-14)
    }
}
