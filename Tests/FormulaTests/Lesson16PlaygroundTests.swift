import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson16Playground

@Suite struct Lesson16Formulas {
    @Test(arguments: [Activation.tanh, .sigmoid, .swish, .relu, .linear])
    func everyGradientAgreesWithCentralDifferences(activation: Activation) {
        var random = RandomState(seed: 3)
        var network = Perceptron(sizes: [2, 4, 3, 1], activation: activation, random: &random)
        for k in stride(from: 1, to: 6, by: 2) {
            network.parameters[k] = random.randn(rows: 1, columns: network.parameters[k].columns)
        }
        let x = random.randn(rows: 7, columns: 2)
        let y = Matrix(column: [0, 1, 1, 0, 1, 0, 0])
        let gradients = backward(network, x, y, lambda: 0.3)
        for k in network.parameters.indices {
            let numerical = numericalGradient(at: network.parameters[k]) { moved in
                var network = network
                network.parameters[k] = moved
                return cost(network, x, y, lambda: 0.3)
            }
            #expect(relativeDifference(gradients[k], numerical) < 1e-7, "parameter \(k)")
        }
    }

    @Test func circlesLieWhereTheyShould() {
        let points = drawPoints("circles", noise: 0, seed: 0)
        #expect(points.x.rows == 250 && points.xTest.rows == 250)
        for (i, label) in points.y.values.enumerated() {
            let radius = Matrix(row: points.x[row: i]).norm()
            #expect(label == 1 ? radius <= 2.5 : (3.5...5).contains(radius))
        }
        #expect(points.y.sum() + points.yTest.sum() == 250)
    }

    @Test func xorIsOneWhereTheSignsAgree() {
        let points = drawPoints("xor", noise: 0, seed: 0)
        for (i, label) in points.y.values.enumerated() {
            let (a, b) = (points.x[i, 0], points.x[i, 1])
            #expect(label == (a * b > 0 ? 1 : 0) && abs(a) >= 0.3 && abs(b) >= 0.3)
        }
    }

    @Test func gaussiansHaveTheirCentresAndVariance() {
        let points = drawPoints("gaussians", noise: 0, seed: 0)
        let ones = points.x[rows: (0..<250).filter { points.y[$0, 0] == 1 }]
        #expect(abs(ones.mean() - 2) < 0.15)
        let deviation = ones - 2
        #expect(abs((deviation * deviation).mean() - 0.5) < 0.1)
    }

    @Test func spiralsWindOutwardsOppositeEachOther() {
        let points = drawPoints("spirals", noise: 0, seed: 0)
        let all = Matrix(stacking: [points.x, points.xTest])
        let labels = points.y.values + points.yTest.values
        for (i, label) in labels.enumerated() {
            let radius = Matrix(row: all[row: i]).norm()
            let angle = 1.75 * radius / 5 * 2 * Double.pi + label * Double.pi
            #expect(abs(all[i, 0] - radius * sin(angle)) < 1e-9)
            #expect(abs(all[i, 1] - radius * cos(angle)) < 1e-9)
        }
    }

    @Test func noiseMovesThePointsAndNothingElse() {
        for kind in ["circles", "xor", "gaussians", "spirals"] {
            let still = drawPoints(kind, noise: 0, seed: 4)
            let noisy = drawPoints(kind, noise: 0.5, seed: 4)
            let moved = noisy.x - still.x
            #expect(still.y == noisy.y)
            #expect(abs((moved * moved).mean().squareRoot() - 0.5) < 0.06)
        }
    }

    @Test func ownPointsAreReadAndScaled() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("playground-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try "height,weight,class\n1,100,0\n2,300,1\n3,200,0\n4,400,1\n".write(
            to: file, atomically: true, encoding: .utf8)
        let points = try readPoints(file.path)
        #expect(points.x.rows == 2 && points.xTest.rows == 2)
        #expect(points.names == (x: "height", y: "weight"))
        let seen = points.scaled(points.x)
        #expect(seen.columnMeans().norm() < 1e-12)
        #expect(abs((seen * seen).columnMeans()[0, 0] - 6.25) < 1e-9)
        try "a,b,c\n1,2,0\n1,2,3\n1,2,0\n1,2,1\n".write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: PointsError.self) { try readPoints(file.path) }
        try "a,b\n1,2\n".write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: PointsError.self) { try readPoints(file.path) }
        try "a,b,c\n1,2,0\n".write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: PointsError.self) { try readPoints(file.path) }
    }

    @Test func aPictureOfThePlaneHasItsPlaces() {
        let points = drawPoints("circles", noise: 0, seed: 0)
        let plane = onPlane([1, 2, 3], [10, 20], points) {
            Matrix(column: $0[column: 0]) + Matrix(column: $0[column: 1])
        }
        #expect(plane == Matrix([[11, 12, 13], [21, 22, 23]]))
        let places = points.range(0, steps: 11)
        let all = points.x[column: 0] + points.xTest[column: 0]
        #expect(places.count == 11 && places[0] < all.min()! && places[10] > all.max()!)
        #expect(abs(places[1] - places[0] - (places[10] - places[9])) < 1e-9)
    }

    @Test(arguments: presets().map(\.name))
    func presetsDoWhatTheyAreKnownFor(name: String) throws {
        let preset = try #require(presets().first { $0.name == name })
        let setting = preset.setting
        let points = drawPoints(setting.points, noise: setting.noise, seed: 0)
        var network = firstNetwork(setting, seed: 0)
        train(&network, points.x, points.y, setting, seed: 0) { _, _ in }
        let loss = logLoss(network.forward(points.xTest).output, points.yTest)
        #expect((loss < 0.3) == preset.works, "test loss \(loss)")
    }

    @Test func tooLongStepsKillALayerOfReLUs() throws {
        let preset = try #require(presets().first { $0.name == "too-fast" })
        let points = drawPoints("circles", noise: 0, seed: 0)
        var network = firstNetwork(preset.setting, seed: 0)
        train(&network, points.x, points.y, preset.setting, seed: 0) { _, _ in }
        #expect(network.forward(points.x).a[2].max() == 0)
        #expect(backward(network, points.x, points.y, lambda: 0)[0].norm() == 0)
    }

    @Test func trainingIsTheSameEveryTime() {
        var setting = Setting()
        setting.epochs = 2
        let points = drawPoints("xor", noise: 0.1, seed: 5)
        var losses: [[Double]] = [[], []]
        for run in 0..<2 {
            var network = firstNetwork(setting, seed: 5)
            train(&network, points.x, points.y, setting, seed: 5) { _, network in
                losses[run].append(cost(network, points.x, points.y, lambda: 0))
            }
        }
        #expect(losses[0] == losses[1] && losses[0].count == 2)
    }
}
