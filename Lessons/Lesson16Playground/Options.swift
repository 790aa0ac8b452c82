import Layers
import Notebook

extension Options {
    /// `--preset NAME`, with what each is known for.
    mutating func preset(_ presets: [Preset]) -> String? {
        let names = presets.map(\.name)
        let name = path(
            "preset", "NAME", "settings to begin from: \(names.joined(separator: ", "))")
        if let name, !names.contains(name) {
            refuse(
                "--preset \(name): there is no such preset; there are \(names.joined(separator: ", "))"
            )
        }
        return name
    }

    /// The options of a setting; what isn't given stays as in the preset.
    mutating func setting(_ preset: Setting) -> Setting {
        var setting = preset
        setting.points = choice(
            "points", ["circles", "xor", "gaussians", "spirals"], preset.points, "what is drawn")
        setting.noise = number("noise", preset.noise, "how far points are scattered", least: 0)
        setting.hidden = counts("hidden", preset.hidden, "neurons of each hidden layer", most: 256)
        setting.activation = choice(
            "activation", Activation.allCases.map(\.rawValue), preset.activation,
            "f of the hidden layers")
        setting.learningRate = number(
            "learning-rate", preset.learningRate, "α, how far each step goes downhill")
        setting.regularization = number(
            "regularization", preset.regularization, "λ, how hard weights are pulled to 0", least: 0
        )
        setting.batchSize = count("batch-size", preset.batchSize, "how many points make a step")
        setting.epochs = count("epochs", preset.epochs, "how often every point is seen")
        return setting
    }
}
