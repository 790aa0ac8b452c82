import Datasets
import Foundation
import Layers
import Matrices
import Testing

@testable import Lesson16Playground
@testable import Notebook

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
        let points = drawPoints(.circles, noise: 0, seed: 0)
        #expect(points.x.rows == 250 && points.xTest.rows == 250)
        for (i, label) in points.y.values.enumerated() {
            let radius = Matrix(row: points.x[row: i]).norm()
            #expect(label == 1 ? radius <= 2.5 : (3.5...5).contains(radius))
        }
        #expect(points.y.sum() + points.yTest.sum() == 250)
    }

    @Test func xorIsOneWhereTheSignsAgree() {
        let points = drawPoints(.xor, noise: 0, seed: 0)
        for (i, label) in points.y.values.enumerated() {
            let (a, b) = (points.x[i, 0], points.x[i, 1])
            #expect(label == (a * b > 0 ? 1 : 0) && abs(a) >= 0.3 && abs(b) >= 0.3)
        }
    }

    @Test func gaussiansHaveTheirCentresAndVariance() {
        let points = drawPoints(.gaussians, noise: 0, seed: 0)
        let ones = points.x[rows: (0..<250).filter { points.y[$0, 0] == 1 }]
        #expect(abs(ones.mean() - 2) < 0.15)
        let deviation = ones - 2
        #expect(abs((deviation * deviation).mean() - 0.5) < 0.1)
    }

    @Test func spiralsWindOutwardsOppositeEachOther() {
        let points = drawPoints(.spirals, noise: 0, seed: 0)
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
        for kind in PointKind.allCases {
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
        let seen = points.inputs(points.x, [.x1, .x2])
        #expect(seen.columnMeans().norm() < 1e-12)
        #expect(abs((seen * seen).columnMeans()[0, 0] - 6.25) < 1e-9)
        try "a,b,c\n1,2,0\n1,2,3\n1,2,0\n1,2,1\n".write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: DataError.self) { try readPoints(file.path) }
        try "a,b\n1,2\n".write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: DataError.self) { try readPoints(file.path) }
        try "a,b,c\n1,2,0\n".write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: DataError.self) { try readPoints(file.path) }
    }

    @Test func aPictureOfThePlaneHasItsPlaces() {
        let points = drawPoints(.circles, noise: 0, seed: 0)
        let plane = places([1, 2, 3], [10, 20])
        #expect(
            plane == Matrix([[1, 10], [2, 10], [3, 10], [1, 20], [2, 20], [3, 20]]))
        let network = firstNetwork(Settings(), seed: 0)
        let answers = onPlane([1, 2, 3], [10, 20], network, points, [.x1, .x2])
        #expect(answers.rows == 2 && answers.columns == 3)
        #expect(answers[1, 2] == sigmoid(network.predict(Matrix(row: [3, 20])))[0, 0])
        let range = points.range(0, steps: 11)
        let all = points.x[column: 0] + points.xTest[column: 0]
        #expect(range.count == 11 && range[0] < all.min()! && range[10] > all.max()!)
        #expect(abs(range[1] - range[0] - (range[10] - range[9])) < 1e-9)
    }

    /// The network that a setting leads to.
    private func trained(_ settings: Settings, _ points: PlanePoints, seed: Int = 0) -> (
        network: Perceptron, training: Training
    ) {
        var network = firstNetwork(settings, seed: seed)
        let training = train(&network, points, settings, seed: seed) { _, _, _ in }
        return (network, training)
    }

    @Test(arguments: presets.map(\.name))
    func presetsDoWhatTheyAreKnownFor(name: String) throws {
        let preset = try #require(presets.first { $0.name == name })
        let settings = preset.settings
        let points = drawPoints(settings.points, noise: settings.noise, seed: 0)
        let loss = trained(settings, points).training.validationLoss.last ?? .nan
        #expect((loss < 0.3) == preset.works, "test loss \(loss)")
    }

    @Test func tooLongStepsKillALayerOfReLUs() throws {
        let preset = try #require(presets.first { $0.name == "too-fast" })
        let points = drawPoints(.circles, noise: 0, seed: 0)
        let network = trained(preset.settings, points).network
        #expect(network.forward(points.x).a[2].max() == 0)
        #expect(backward(network, points.x, points.y, lambda: 0)[0].norm() == 0)
    }

    @Test func trainingIsTheSameEveryTime() {
        var settings = Settings()
        settings.epochs = 2
        let points = drawPoints(.xor, noise: 0.1, seed: 5)
        let losses = (0..<2).map { _ in trained(settings, points, seed: 5).training.loss }
        #expect(losses[0] == losses[1] && losses[0].count == 3)
    }

    @Test func theGradientCheckIsRightForEverySeedAndShape() {
        for activation in Activation.allCases {
            for hidden in [[1], [8, 8], [32, 32], [3, 3, 3]] {
                var settings = Settings()
                settings.activation = activation
                settings.hidden = hidden
                settings.features = Feature.allCases
                for (seed, width) in tries(0..<4) {
                    let points = drawPoints(.spirals, noise: 0.5, seed: seed)
                    let network = firstNetwork(settings, seed: seed)
                    let checks = checkGradient(network, points, settings, most: 4 * width)
                    let isRight = checks.allSatisfy { $0.isRight }
                    #expect(isRight, "\(activation) \(hidden) \(seed), \(width)")
                }
            }
        }
    }

    @Test func featuresAreWhatTheirNamesSay() {
        let points = drawPoints(.circles, noise: 0, seed: 0)
        let inputs = points.inputs(Matrix([[2, -3]]), Feature.allCases)
        let expected = Matrix([[2, -3, 4, 9, -6, sin(2), sin(-3)]])
        #expect(inputs == expected)
    }

    @Test func squaresMakeTheDiscEasy() {
        var settings = Settings()
        settings.hidden = [1]
        settings.features = [.x1Squared, .x2Squared]
        let loss = trained(settings, drawPoints(.circles, noise: 0, seed: 0)).training
            .validationLoss
        #expect((loss.last ?? 1) < 0.1)
    }

    @Test func constantAndHugeColumnsAreReadOrRefused() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("playground-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        let lines = "salary,y,label\n20000,1,0\n20000,2,1\n20000,3,0\n20000,4,1\n"
        try lines.write(to: file, atomically: true, encoding: .utf8)
        let points = try readPoints(file.path)
        let places = points.range(0, steps: 61)
        #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
        #expect(points.inputs(points.x, [.x1, .x2]).isFinite)
        try "1,2,0\n3,4,1\n5,6,0\n7,8,1\n".write(to: file, atomically: true, encoding: .utf8)
        let bare = try readPoints(file.path)
        #expect(bare.x.rows == 2, "the first point is not the names")
        try "1e160,2,0\n3,4,1\n5,6,0\n7,8,1\n".write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: DataError.self) { try readPoints(file.path) }
    }

    // MARK: The game

    private func pressed(_ keys: [Key], from settings: Settings = Settings()) -> Play {
        var play = Play(settings, own: nil, seed: 0)
        for key in keys { _ = play.press(key) }
        return play
    }

    @Test func keysPauseStepAndEnd() {
        let paused = pressed([.letter(" ")])
        #expect(paused.isPaused && paused.epoch == 0)
        #expect(pressed([.letter(" "), .letter("s")]).epoch == 1)
        #expect(pressed([.letter("?")]).showsHelp)
        let back = pressed([.letter("?"), .up])
        #expect(!back.showsHelp && back.knob == 0, "a key only leaves the help")
        for (key, goesOn) in [(Key.letter("q"), false), (.end, false), (.letter("x"), true)] {
            var play = pressed([])
            let answer = play.press(key)
            #expect(answer == goesOn)
        }
    }

    @Test func arrowsTurnTheChosenKnob() {
        #expect(pressed([.right]).settings.points == .xor)
        #expect(pressed([.left]).settings.points == .spirals)
        #expect(pressed([.down, .down, .right]).settings.hidden == [8, 8, 8])
        #expect(pressed([.down, .down, .left, .left, .left]).settings.hidden == [8])
        #expect(pressed([.down, .down, .down, .right]).settings.hidden == [9, 9])
        #expect(pressed([.up, .right]).settings.features == [.x1, .x2, .sinX2])
        // The last feature can't be taken away.
        let few = pressed(Array(repeating: .down, count: 8) + [.right, .down, .right])
        #expect(few.settings.features == [.x2])
        let rate = Array(repeating: Key.down, count: 5)
        #expect(pressed(rate + [.right]).settings.learningRate == 0.3)
        #expect(pressed(rate + Array(repeating: .right, count: 30)).settings.learningRate == 10)
        #expect(pressed([.letter("p")]).settings == presets[0].settings)
    }

    @Test func aNetworkWithoutNumbersIsNotCalledTheSameEverywhere() {
        var settings = Settings()
        (settings.activation, settings.learningRate) = (.relu, 1e200)
        var play = Play(settings, own: nil, seed: 0)
        for _ in 0..<3 { play.trainEpoch() }
        let lines = frame(of: play, (columns: 100, rows: 60), PanelStyle(Style()))
        #expect(lines.contains { $0.contains("no numbers any more") })
        #expect(!lines.contains { $0.contains("the same everywhere") })
    }

    @Test func structureBeginsAgainAndRatesGoOn() {
        let again = pressed([.letter("s"), .letter("s"), .down, .down, .right])
        #expect(again.epoch == 0 && again.changes.isEmpty)
        let rate = Array(repeating: Key.down, count: 5)
        let goesOn = pressed([.letter("s"), .letter("s")] + rate + [.right])
        #expect(goesOn.epoch == 2)
        #expect(goesOn.changes == [Change(epoch: 2, name: "learning-rate", value: 0.3)])
        #expect(pressed([.letter("s"), .letter("r")]).seed == 1)
    }

    /// What the command that `q` prints trains is the network that was played with.
    @Test func theCommandGivesTheVeryNetworkAgain() throws {
        let rate = Array(repeating: Key.down, count: 5)
        let play = pressed(
            [.right, .letter("s")] + rate + [.right, .letter("s"), .letter("s")])
        let words = play.command.split(separator: " ").map(String.init)
        #expect(words.starts(with: ["swift", "run", "Lesson16Playground"]))
        #expect(play.command.hasSuffix("--points xor --changes 1:learning-rate=0.3 --epochs 3"))
        var settings = Settings()
        settings.points = .xor
        settings.epochs = 3
        let change = try #require(Change("1:learning-rate=0.3"))
        var network = firstNetwork(settings, seed: 0)
        let points = drawPoints(.xor, noise: 0, seed: 0)
        _ = train(&network, points, settings, changes: [change], seed: 0) { _, _, _ in }
        #expect(network.parameters == play.network.parameters)
    }

    @Test func changesAreReadBack() {
        let change = Change(epoch: 40, name: "regularization", value: 0)
        #expect(Change(change.text) == change)
        for text in ["", "x", "1:2", "-1:learning-rate=1", "1:speed=2", "1:learning-rate=0"] {
            #expect(Change(text) == nil, "\(text)")
        }
    }
}

@Test func changedFilesOfLesson16() throws {
    let points = drawPoints(.xor, noise: 1, seed: 0)
    let lines = (0..<40).map { "\(points.x[$0, 0]),\(points.x[$0, 1]),\(Int(points.y[$0, 0]))" }
    try ChangedData.tables(["a,b,class"] + lines, seed: 16) { path in
        let points = try readPoints(path)
        return points.inputs(points.x, Feature.allCases).isFinite && points.yTest.rows > 0
            && points.range(0, steps: 3).allSatisfy(\.isFinite)
    }
}
