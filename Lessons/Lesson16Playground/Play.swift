import Foundation
import Layers
import Matrices
import Notebook

/// What a player can turn.
enum Knob: Equatable {
    case points, noise, layers, neurons, activation, learningRate, batchSize, regularization
    case feature(Feature)

    static let all: [Knob] =
        [.points, .noise, .layers, .neurons, .activation, .learningRate, .batchSize]
        + [.regularization] + Feature.allCases.map { .feature($0) }
}

/// A network that trains while somebody turns its knobs.
struct Play {
    private(set) var settings: Settings
    private(set) var points: PlanePoints
    private(set) var network: Perceptron
    private(set) var training = Training()
    private(set) var epoch = 0
    private(set) var isPaused = false
    private(set) var showsHelp = false
    private(set) var knob = 0
    private(set) var changes: [Change] = []
    private(set) var presetName = ""
    /// The reader's own points, and the file that they come from.
    let own: (path: String, points: PlanePoints)?
    private(set) var seed: Int
    /// The settings that the training began with.
    private var first: Settings
    private var order: RandomState

    init(_ settings: Settings, own: (path: String, points: PlanePoints)?, seed: Int) {
        self.settings = settings
        self.own = own
        self.seed = seed
        first = settings
        points = own?.points ?? drawPoints(settings.points, noise: settings.noise, seed: seed)
        network = firstNetwork(settings, seed: seed)
        order = RandomState(seed: seed + 2)
        training.measure(network, points, settings.features)
    }

    /// Begins again from new first weights, with the settings as they are.
    private mutating func restart() {
        let (isPaused, knob, presetName) = (self.isPaused, self.knob, self.presetName)
        self = Play(settings, own: own, seed: seed)
        (self.isPaused, self.knob, self.presetName) = (isPaused, knob, presetName)
    }

    /// One epoch more.
    mutating func trainEpoch() {
        let x = points.inputs(points.x, settings.features)
        Lesson16Playground.trainEpoch(&network, x, points.y, settings, &order)
        training.measure(network, points, settings.features)
        epoch += 1
    }

    /// What a key does; false when the game is over.
    mutating func press(_ key: Key) -> Bool {
        if showsHelp, key != .letter("q"), key != .end {
            showsHelp = false
            return true
        }
        switch key {
        case .end, .letter("q"): return false
        case .letter(" "): isPaused.toggle()
        case .letter("s"):
            isPaused = true
            trainEpoch()
        case .letter("r"):
            seed = (seed + 1) % 1000
            restart()
        case .letter("p"): takeNextPreset()
        case .letter("?"), .letter("h"): showsHelp = true
        case .up: knob = (knob + Knob.all.count - 1) % Knob.all.count
        case .down: knob = (knob + 1) % Knob.all.count
        case .left: turn(Knob.all[knob], by: -1)
        case .right: turn(Knob.all[knob], by: 1)
        case .letter: break
        }
        return true
    }

    private mutating func takeNextPreset() {
        let current = presets.firstIndex { $0.name == presetName }
        let next = presets[current.map { ($0 + 1) % presets.count } ?? 0]
        (settings, presetName) = (next.settings, next.name)
        restart()
    }

    private mutating func turn(_ knob: Knob, by step: Int) {
        let before = settings
        switch knob {
        case .points: settings.points = next(settings.points, by: step)
        case .noise: settings.noise = next(settings.noise, of: noises, by: step)
        case .layers:
            let count = min(max(settings.hidden.count + step, 1), 6)
            let width = settings.hidden.last ?? 8
            settings.hidden = (0..<count).map {
                $0 < settings.hidden.count ? settings.hidden[$0] : width
            }
        case .neurons: settings.hidden = settings.hidden.map { min(max($0 + step, 1), 32) }
        case .activation: settings.activation = next(settings.activation, by: step)
        case .learningRate:
            settings.learningRate = next(settings.learningRate, of: rates, by: step)
        case .batchSize:
            settings.batchSize = Int(next(Double(settings.batchSize), of: sizes, by: step))
        case .regularization:
            settings.regularization = next(settings.regularization, of: penalties, by: step)
        case .feature(let feature):
            let chosen = Feature.allCases.filter {
                $0 == feature ? !settings.features.contains($0) : settings.features.contains($0)
            }
            if !chosen.isEmpty { settings.features = chosen }
        }
        note(before)
    }

    /// What changes the network or the points begins again; the rest changes what comes.
    private mutating func note(_ before: Settings) {
        for (old, new) in zip(before.options, settings.options) where old.value != new.value {
            guard Change.names.contains(new.name), let value = Double(new.value) else {
                restart()
                return
            }
            changes.removeAll { $0.epoch == epoch && $0.name == new.name }
            changes.append(Change(epoch: epoch, name: new.name, value: value))
        }
    }

    /// The command that makes this very network again.
    var command: String {
        var words = ["swift run Lesson16Playground"]
        if let own { words.append("--data '\(own.path)'") }
        for (option, usual) in zip(first.options, Settings().options)
        where option.value != usual.value {
            let isOfDrawnPoints = ["points", "noise"].contains(option.name)
            if own == nil || !isOfDrawnPoints { words.append("--\(option.name) \(option.value)") }
        }
        if seed != 0 { words.append("--seed \(seed)") }
        if changes.contains(where: { $0.epoch < epoch }) {
            words.append("--changes " + changes.map(\.text).joined(separator: ","))
        }
        words.append("--epochs \(epoch)")
        return words.joined(separator: " ")
    }
}

private let noises = [0, 0.1, 0.2, 0.5, 1, 2]
private let rates = [0.00003, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
private let sizes: [Double] = [1, 2, 5, 10, 25, 50, 125, 250]
private let penalties = [0, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3]

/// The next larger or smaller of some numbers; at the end it stays.
private func next(_ value: Double, of numbers: [Double], by step: Int) -> Double {
    if step > 0 { return numbers.first { $0 > value * (1 + 1e-9) } ?? value }
    return numbers.last { $0 < value * (1 - 1e-9) } ?? value
}

private func next<Choice: CaseIterable & Equatable>(_ choice: Choice, by step: Int) -> Choice
where Choice.AllCases == [Choice] {
    let all = Choice.allCases
    let place = all.firstIndex(of: choice) ?? 0
    return all[(place + step + all.count) % all.count]
}

/// Plays until `q`, then prints how to get this very network again.
func play(_ play: Play, on screen: Screen) {
    var play = play
    var goesOn = true
    while goesOn {
        screen.draw(frame(of: play, screen.size, screen.style))
        let waits = play.isPaused || play.showsHelp
        // A pause costs no time of the processor: it waits for a key or a signal.
        for key in screen.keys(waiting: waits ? nil : 60) where goesOn { goesOn = play.press(key) }
        if goesOn, !play.isPaused, !play.showsHelp { play.trainEpoch() }
    }
    screen.leave()
    print("This command makes exactly this network again:\n\n    \(play.command)\n")
}
