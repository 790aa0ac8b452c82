/// Everything that can be set.
struct Setting {
    var points = "circles"
    var hidden = [8, 8]
    var activation = "tanh"
    var learningRate = 0.1
    var regularization = 0.0
    var noise = 0.0
    var batchSize = 10
    var epochs = 100
}

/// A setting that is known to work (with seed 0 a test loss below 0.3) or to fail, and why.
struct Preset {
    var name: String
    var setting: Setting
    var works: Bool
    var why: String
}

func presets() -> [Preset] {
    func preset(
        _ name: String, works: Bool, _ why: String, _ change: (inout Setting) -> Void
    ) -> Preset {
        var setting = Setting()
        change(&setting)
        return Preset(name: name, setting: setting, works: works, why: why)
    }
    return [
        preset(
            "circle", works: true,
            "Three hidden neurons draw three lines, and three lines can close round a disc."
        ) { $0.hidden = [3] },
        preset(
            "circle-too-small", works: false,
            "Two hidden neurons draw two lines: a strip or a wedge, open on at least one side."
        ) { $0.hidden = [2] },
        preset(
            "circle-linear", works: false,
            "Linear layers one after the other are one linear layer: a single straight line."
        ) {
            $0.hidden = [8, 8]
            $0.activation = "linear"
        },
        preset(
            "xor", works: true,
            "Each hidden neuron cuts the plane once, and the next layer puts the corners together."
        ) {
            $0.points = "xor"
            $0.hidden = [4]
            $0.epochs = 200
        },
        preset(
            "xor-too-small", works: false,
            "One hidden neuron sees the plane along one direction only: whatever follows, parallel strips."
        ) {
            $0.points = "xor"
            $0.hidden = [1, 8]
        },
        preset(
            "gaussians-line", works: true,
            "Two clouds side by side need a straight line, and a linear network has one."
        ) {
            $0.points = "gaussians"
            $0.hidden = [1]
            $0.activation = "linear"
            $0.epochs = 20
        },
        preset(
            "spiral", works: true,
            "Two layers of 16: the first lays lines, the second bends them into bands."
        ) {
            $0.points = "spirals"
            $0.hidden = [16, 16]
            $0.activation = "relu"
            $0.epochs = 400
        },
        preset(
            "spiral-too-small", works: false,
            "Four lines are too few for arms that wind almost twice round the centre."
        ) {
            $0.points = "spirals"
            $0.hidden = [4]
            $0.epochs = 400
        },
        preset(
            "noise-overfitted", works: false,
            "So many weights for so few points: the network learns the noise by heart."
        ) {
            $0.points = "gaussians"
            $0.hidden = [32, 32]
            $0.activation = "relu"
            $0.noise = 2
            $0.epochs = 400
        },
        preset(
            "noise-regularized", works: true,
            "The same network with a pull of all weights to 0 has to keep to the simple border."
        ) {
            $0.points = "gaussians"
            $0.hidden = [32, 32]
            $0.activation = "relu"
            $0.noise = 2
            $0.epochs = 400
            $0.regularization = 0.03
        },
        preset(
            "too-fast", works: false,
            "The first steps throw the weights so far that every ReLU of a layer says 0, and 0 has no slope to learn from."
        ) {
            $0.hidden = [8, 8]
            $0.activation = "relu"
            $0.learningRate = 10
        },
        preset(
            "too-slow", works: false,
            "The direction is right, but after all these steps the weights have hardly moved."
        ) { $0.learningRate = 0.00003 },
        preset(
            "deep-sigmoid", works: false,
            "Every sigmoid has a slope of at most a quarter: six of them leave hardly any difference, and hardly any gradient."
        ) {
            $0.hidden = [8, 8, 8, 8, 8, 8]
            $0.activation = "sigmoid"
        },
        preset(
            "over-regularized", works: false,
            "The pull of all weights to 0 is stronger than what the points say."
        ) {
            $0.hidden = [8, 8]
            $0.regularization = 0.3
        },
    ]
}
