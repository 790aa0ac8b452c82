import Layers
import Notebook

/// A setting that is known to work (with seed 0 a test loss below 0.3) or to fail, and why.
struct Preset {
    let name: String
    let works: Bool
    let settings: Settings
    let why: String

    init(_ name: String, works: Bool, _ settings: Settings, _ why: String) {
        (self.name, self.works, self.settings, self.why) = (name, works, settings, why)
    }
}

let presets = [
    Preset(
        "circle", works: true, Settings(hidden: [3]),
        "Three hidden neurons draw three lines, and three lines can enclose a disc."),
    Preset(
        "circle-too-small", works: false, Settings(hidden: [2]),
        "Two hidden neurons draw two lines. They make a strip or a wedge, which is open on at least one side."
    ),
    Preset(
        "circle-linear", works: false, Settings(activation: .linear),
        "A chain of linear layers is one linear layer, so its border is a single straight line."),
    Preset(
        "xor", works: true, Settings(points: .xor, hidden: [4], epochs: 200),
        "Each hidden neuron cuts the plane once, and the next layer puts the quarters together."),
    Preset(
        "xor-too-small", works: false, Settings(points: .xor, hidden: [1, 8]),
        "One hidden neuron sees the plane along one direction only. Whatever follows can make only parallel strips."
    ),
    Preset(
        "gaussians-line", works: true,
        Settings(points: .gaussians, hidden: [1], activation: .linear, epochs: 20),
        "A straight line can separate the two clouds, and a linear network can draw one."),
    Preset(
        "spiral", works: true,
        Settings(points: .spirals, hidden: [16, 16], activation: .relu, epochs: 400),
        "The first layer of 16 neurons draws lines, and the second layer bends them into bands."),
    Preset(
        "spiral-too-small", works: false, Settings(points: .spirals, hidden: [4], epochs: 400),
        "Four lines are too few for arms that wind almost twice round the centre."),
    Preset(
        "noise-overfitted", works: false,
        Settings(points: .gaussians, noise: 2, hidden: [32, 32], activation: .relu, epochs: 400),
        "With so many weights for so few points, the network learns the noise by heart."),
    Preset(
        "noise-regularized", works: true,
        Settings(
            points: .gaussians, noise: 2, hidden: [32, 32], activation: .relu, regularization: 0.03,
            epochs: 400),
        "The same network, with all weights pulled towards 0, has to keep to a simple border."),
    Preset(
        "too-fast", works: false, Settings(activation: .relu, learningRate: 10),
        "The first steps throw the weights so far that every ReLU of a layer gives 0, where it has no slope to learn from."
    ),
    Preset(
        "too-slow", works: false, Settings(learningRate: 0.00003),
        "The direction is right, but after all these steps the weights have hardly moved."),
    Preset(
        "deep-sigmoid", works: false, Settings(hidden: [8, 8, 8, 8, 8, 8], activation: .sigmoid),
        "Every sigmoid has a slope of at most a quarter. Six layers of them leave hardly any difference between the points, and hardly any gradient."
    ),
    Preset(
        "over-regularized", works: false, Settings(regularization: 0.3),
        "The penalty pulls the weights to 0 more strongly than the points pull them anywhere else."),
]

/// A setting that is changed while the network trains, after so many epochs.
struct Change: Equatable {
    var epoch: Int
    var name: String
    var value: Double
    /// `40:learning-rate=0.03`.
    var text: String { "\(epoch):\(name)=\(value)" }

    static let names = ["learning-rate", "batch-size", "regularization"]

    init(epoch: Int, name: String, value: Double) {
        (self.epoch, self.name, self.value) = (epoch, name, value)
    }

    /// Reads `40:learning-rate=0.03`; nil for anything else.
    init?(_ text: some StringProtocol) {
        let parts = String(text).split(separator: ":" as Character, maxSplits: 1)
        let sides = String(parts.last ?? "").split(separator: "=" as Character).map(String.init)
        guard parts.count == 2, sides.count == 2, let epoch = Int(parts[0]), epoch >= 0,
            Change.names.contains(sides[0]), let value = Double(sides[1]), value.isFinite,
            value > 0 || (value == 0 && sides[0] == "regularization"), value < 1e9
        else { return nil }
        self.init(epoch: epoch, name: sides[0], value: value)
    }
}

extension Settings {
    /// The options that give these settings, as they are written.
    var options: [(name: String, value: String)] {
        [
            ("points", points.rawValue), ("noise", "\(noise)"),
            ("features", features.map(\.rawValue).joined(separator: ",")),
            ("hidden", hidden.map(String.init).joined(separator: ",")),
            ("activation", activation.rawValue), ("learning-rate", "\(learningRate)"),
            ("batch-size", "\(batchSize)"), ("regularization", "\(regularization)"),
        ]
    }

    mutating func apply(_ change: Change) {
        switch change.name {
        case "learning-rate": learningRate = change.value
        case "batch-size": batchSize = max(1, Int(change.value))
        default: regularization = change.value
        }
    }
}

extension Options {
    /// The options of a setting; what isn't given is as in the preset, if one is.
    mutating func settings() -> (settings: Settings, preset: Preset?) {
        let names = presets.map(\.name)
        let name = path(
            "preset", "NAME", "settings to begin from: \(names.joined(separator: ", "))")
        let preset = presets.first { $0.name == name }
        if let name, preset == nil {
            let all = names.joined(separator: ", ")
            refuse("--preset \(name): there is no such preset; there are \(all)")
        }
        var settings = preset?.settings ?? Settings()
        settings.points = choice("points", settings.points, "what is drawn")
        settings.noise = number(
            "noise", settings.noise, "how far points are scattered", least: 0, most: 1000)
        let all = Feature.allCases.map(\.rawValue).joined(separator: ",")
        if let list = path("features", "LIST", "what the network is told, of \(all) (x1,x2)") {
            settings.features = list.split(separator: ",").compactMap { Feature(rawValue: "\($0)") }
            if settings.features.count != list.split(separator: ",").count
                || settings.features.isEmpty
            {
                refuse("--features takes some of \(all), with commas between them")
            }
        }
        settings.hidden = counts(
            "hidden", settings.hidden, "neurons of each hidden layer", most: 256)
        if settings.hidden.count > 10 { refuse("--hidden takes at most 10 layers") }
        settings.activation = choice(
            "activation", settings.activation, "f of the hidden layers")
        settings.learningRate = number(
            "learning-rate", settings.learningRate, "α, how far each step goes downhill")
        settings.regularization = number(
            "regularization", settings.regularization, "λ, how hard weights are pulled to 0",
            least: 0)
        settings.batchSize = count(
            "batch-size", settings.batchSize, "how many points make a step")
        settings.epochs = count(
            "epochs", settings.epochs,
            "how often every point is seen; tells the story, without play",
            least: 0, most: 10_000)
        return (settings, preset)
    }

    /// What is changed while the network trains, as the playground prints it at its end.
    mutating func changes() -> [Change] {
        guard
            let list = path(
                "changes", "LIST", "settings changed on the way: 40:learning-rate=0.03,…")
        else { return [] }
        let parts = list.split(separator: ",")
        let changes = parts.compactMap { Change($0) }
        if changes.count != parts.count {
            refuse(
                "--changes takes a list such as 40:learning-rate=0.03,60:batch-size=5; there are "
                    + Change.names.joined(separator: ", "))
        }
        return changes
    }
}
