import Foundation
import Layers
import Matrices
import Testing

@Suite struct RecurrentNetworkTests {
    @Test(arguments: [false, true]) func gradientsAgreeWithCentralDifferences(everyStep: Bool) {
        var random = RandomState(seed: 1)
        var network = RecurrentNetwork(inputs: 2, hidden: 4, outputs: 3, random: &random)
        network.parameters[2] = random.randn(rows: 1, columns: 4)
        network.parameters[4] = random.randn(rows: 1, columns: 3)
        let x = (0..<5).map { _ in random.randn(rows: 3, columns: 2) }
        let weights = (0..<5).map { _ in random.randn(rows: 3, columns: 3) }
        let asked = everyStep ? [0, 1, 2, 3, 4] : [1, 4]
        func cost(_ network: RecurrentNetwork) -> Double {
            let outputs = network.forward(x).outputs
            return asked.reduce(0) { $0 + (outputs[$1] * weights[$1]).sum() }
        }
        let trace = network.forward(x)
        let (gradients, dh) = network.backward(
            trace, (0..<5).map { asked.contains($0) ? weights[$0] : nil })
        for k in gradients.indices {
            let numerical = numericalGradient(at: network.parameters[k]) { moved in
                var other = network
                other.parameters[k] = moved
                return cost(other)
            }
            #expect(relativeDifference(gradients[k], numerical) < 1e-7)
        }
        // b is added at every step: its gradient is the sum of dz(t) = dh(t)·(1 − h(t)²).
        let dz = dh.indices.map { dh[$0] * trace.h[$0 + 1].map { 1 - $0 * $0 } }
        #expect(relativeDifference(Matrix(stacking: dz).columnSums(), gradients[2]) < 1e-12)
    }

    @Test func oneStepByHand() {
        var random = RandomState(seed: 0)
        var network = RecurrentNetwork(inputs: 1, hidden: 1, outputs: 1, random: &random)
        network.parameters = [0.5, 0.25, 0.1, 2, -1].map { Matrix(row: [$0]) }
        let trace = network.forward([Matrix(row: [1]), Matrix(row: [2])])
        let h1 = tanh(0.6)
        let h2 = tanh(1.1 + 0.25 * h1)
        #expect(abs(trace.outputs[0][0, 0] - (2 * h1 - 1)) < 1e-15)
        #expect(abs(trace.outputs[1][0, 0] - (2 * h2 - 1)) < 1e-15)
    }

    @Test func spectralRadiusOfKnownMatrices() {
        #expect(abs(spectralRadius(Matrix([[2, 100], [0, -3]])) - 3) < 1e-6)
        // A rotation, made shorter: a pair of complex eigenvalues.
        #expect(abs(spectralRadius(Matrix([[0, -0.5], [0.5, 0]])) - 0.5) < 1e-8)
        #expect(spectralRadius(Matrix([[0, 1], [0, 0]])) == 0)
    }

    @Test func clippingKeepsTheDirection() {
        let gradients = [Matrix(row: [3]), Matrix(column: [0, 4])]
        #expect(clipped(gradients, to: 5) == gradients)
        let short = clipped(gradients, to: 1)
        #expect(abs(short[0][0, 0] - 0.6) < 1e-15)
        #expect(abs(short[1][1, 0] - 0.8) < 1e-15)
    }
}
