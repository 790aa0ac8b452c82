import Matrices
import Notebook

// Three simpler ways than Adam to make a step out of the gradients, and all four side by side.

/// Which of the four moves the weights.
enum Rule: String, CaseIterable {
    case sgd, momentum, rmsprop, adam

    /// α where --learning-rate names none; Adam's is that of Keras.
    var defaultLearningRate: Double {
        switch self {
        case .sgd, .momentum: 0.01
        case .rmsprop: 0.0001
        case .adam: 0.001
        }
    }
}

/// One step by the chosen rule: Adam, or one of the three that lead to it.
func update(
    _ w: inout [Matrix], _ g: [Matrix], _ memory: inout Memory, _ rule: Rule, learningRate: Double
) {
    switch rule {
    case .sgd: sgd(&w, g, learningRate: learningRate)
    case .momentum: momentum(&w, g, &memory, learningRate: learningRate)
    case .rmsprop: rmsprop(&w, g, &memory, learningRate: learningRate)
    case .adam: adam(&w, g, &memory, learningRate: learningRate)
    }
}

/// Plain descent: against the gradient.
func sgd(_ w: inout [Matrix], _ g: [Matrix], learningRate: Double) {
    for k in w.indices { w[k] -= learningRate * g[k] }
}

/// The last step goes on, like a ball that rolls (Polyak, 1964): to and fro cancels, what points
/// the same way step after step adds up, to ten times the speed.
func momentum(_ w: inout [Matrix], _ g: [Matrix], _ memory: inout Memory, learningRate: Double) {
    for k in w.indices {
        memory.v[k] = 0.9 * memory.v[k] - learningRate * g[k]
        w[k] += memory.v[k]
    }
}

/// Each weight's gradient is divided by the size that it has had lately, so that all weights move
/// at the same speed, α (Hinton, 2012).
func rmsprop(_ w: inout [Matrix], _ g: [Matrix], _ memory: inout Memory, learningRate: Double) {
    for k in w.indices {
        memory.s[k] = 0.9 * memory.s[k] + 0.1 * g[k] * g[k]
        w[k] -= learningRate * g[k] / (sqrt(memory.s[k]) + 1e-7)
    }
}

// MARK: A valley with one steep and one flat side

/// J = ½ (w₁² + 25 w₂²).
func valley(_ w: Matrix) -> Double {
    0.5 * (w[0, 0] * w[0, 0] + 25 * w[0, 1] * w[0, 1])
}

/// Where a rule gets, step by step, from w = (1, 1) with α = 0.01: a row per place.
func descendValley(_ rule: Rule, steps: Int) -> Matrix {
    var w = [Matrix(row: [1, 1])]
    var memory = Memory(w)
    var places = w
    for _ in 0..<steps {
        update(&w, [Matrix(row: [1, 25]) * w[0]], &memory, rule, learningRate: 0.01)
        places += w
    }
    return Matrix(stacking: places)
}

extension Notebook {
    /// Where each of the four rules gets in the valley: a row per place.
    func showValley(_ walks: [Matrix]) {
        text(
            """
            All four descend into a valley that is flat in one direction and steep in the other, J \
            = ½ (w₁² + 25 w₂²). They start from w = (1, 1), where the gradient is (1, 25), with α \
            = 0.01. The first two steps of each:
            """)
        table(
            ["", "step 1: w₁", "w₂", "step 2: w₁", "w₂"],
            zip(Rule.allCases, walks).map { rule, places in
                let steps = places[rows: 1..<3] - places[rows: 0..<2]
                return [rule.rawValue] + steps.values.map { fixed($0, 4) }
            })
        text(
            """
            SGD rushes down the steep side and creeps along the flat floor. Momentum gathers speed \
            in both directions, and overshoots the floor. RMSprop and Adam divide each gradient by \
            its own size. They move equally fast in both directions, straight to the lowest point. \
            Here are 150 steps of each:
            """)
        let (w1, w2) = (
            evenly(from: -0.4, through: 1.2, count: 65), evenly(from: -1, through: 1.2, count: 65)
        )
        contour(
            "Four optimisers in a valley", x: w1, y: w2,
            heights: Matrix(rows: 65, columns: 65) { i, j in valley(Matrix(row: [w1[j], w2[i]])) },
            paths: zip(Rule.allCases, walks).map { rule, places in
                Curve(rule.rawValue, x: places[column: 0], y: places[column: 1])
            }, axes: ("w₁", "w₂"), sameScale: true)
    }
}

// MARK: Side by side

/// Trains by each rule, at its usual learning rate; by one of them `done` has been trained.
func trainByEachRule(
    _ examples: Examples, from first: [Matrix], done: Training, afterEpoch: () -> Void = {}
) -> [Training] {
    Rule.allCases.map { rule in
        var settings = done.settings
        if rule == settings.rule { return done }
        (settings.rule, settings.learningRate) = (rule, rule.defaultLearningRate)
        return train(examples, from: first, settings) { _ in afterEpoch() }
    }
}

extension Notebook {
    func showRules(_ trainings: [Training]) {
        let epochs = Array(1...trainings[0].settings.epochs)
        curves(
            step: "epoch", at: epochs,
            trainings.map { training in
                let settings = training.settings
                return (
                    "\(settings.rule.rawValue) \(settings.learningRate)", training.validationLoss
                )
            }, record: false)
        plot(
            "Validation loss by optimiser", x: "epoch", y: "val_loss",
            trainings.map { Curve($0.settings.rule.rawValue, x: epochs, y: $0.validationLoss) })
        text(
            """
            An optimiser is only as good as its learning rate. One that is slow here may only have \
            too small a rate: try --optimizer sgd --learning-rate 0.1.
            """)
    }
}
