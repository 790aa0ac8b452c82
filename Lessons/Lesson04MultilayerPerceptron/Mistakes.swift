import Matrices
import Notebook

// MARK: Mistaken gradients, each in place of `gradient`

/// The article's derivative of ReLU, Z(1 − Z), in place of 1 where z > 0.
func reluGradient(_ trace: Trace, _ y: Matrix, _ p: Parameters, Z: Matrix) -> Parameters {
    let dz2 = costDerivative(trace, y)
    let dz1 = matmul(dz2, transposed: p.w2) * Z * (1 - Z)
    return Parameters(
        w1: matmul(transposed: trace.x, dz1), b1: dz1.columnSums(),
        w2: matmul(transposed: trace.a1, dz2), b2: dz2.columnSums())
}

/// The wrong order: W₂ takes its step first, and dz₁ is computed with the new W₂.
func lateGradient(
    _ trace: Trace, _ y: Matrix, _ p: Parameters, _ f: Activation, learningRate: Double
) -> Parameters {
    let right = gradient(trace, y, p, f)
    var changed = p
    changed.w2 -= learningRate * right.w2
    let late = gradient(trace, y, changed, f)
    return Parameters(w1: late.w1, b1: late.b1, w2: right.w2, b2: right.b2)
}

/// The right gradient times a number: −1 for w += α dw, m for a sum without its 1/m.
func scaledGradient(
    _ trace: Trace, _ y: Matrix, _ p: Parameters, _ f: Activation, by factor: Double
) -> Parameters {
    let d = gradient(trace, y, p, f)
    return Parameters(
        w1: factor * d.w1, b1: factor * d.b1, w2: factor * d.w2, b2: factor * d.b2)
}

/// The cost with a wrong inner sign, −mean( y log ŷ − (1 − y) log(1 − ŷ) ): its dz₂ is never
/// positive.
func innerSignGradient(
    _ trace: Trace, _ y: Matrix, _ p: Parameters, _ f: Activation
) -> Parameters {
    let dz2 = trace.predicted.map(with: y) { predicted, y in
        -(y * (1 - predicted) + (1 - y) * predicted)
    }
    return backward(trace, dz2 / Double(y.rows), p, f)
}

/// b₂ += (T − P).sum(), over examples and outputs: every output gets the sum of all.
func sumOfAllGradient(_ trace: Trace, _ y: Matrix, _ p: Parameters, _ f: Activation) -> Parameters {
    var d = softmaxGradient(trace, y, p, f)
    d.b2 = Matrix(rows: 1, columns: d.b2.columns, repeating: d.b2.sum())
    return d
}

// MARK: What --mistake runs

func runMistake(
    _ mistake: String, _ notebook: Notebook, _ x: Matrix, _ y: Matrix, from first: Parameters,
    _ settings: Settings
) {
    switch mistake {
    case "relu-derivative": runReluDerivative(notebook, x, y, from: first, settings)
    case "equal-weights": runEqualWeights(notebook, x, y, hidden: first.w1.columns, settings)
    case "update-before-backward": runLateGradient(notebook, x, y, from: first, settings)
    case "climb": runClimb(notebook, x, y, from: first, settings)
    case "inner-sign": runInnerSign(notebook, x, y, from: first, settings)
    case "sum-of-all": runSumOfAll(notebook)
    default: runWithoutMean(notebook, x, y, from: first, settings)
    }
}

private func runReluDerivative(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, from first: Parameters, _ settings: Settings
) {
    notebook.text(
        """
        The article gives dZ = (T − P)·W₂ᵀ ∗ Z ∗ (1 − Z) for ReLU, with Z the output of the hidden \
        neuron. But a (1 − a) is the derivative of the sigmoid, and 1 − a² is that of tanh. ReLU's \
        derivative is 1 where z > 0, else 0. Here is the gradient check:
        """)
    var settings = settings
    settings.activation = .relu
    let sample = randomParameters(hidden: min(first.w1.columns, 32), seed: 0)
    notebook.showGradientCheck([
        ("relu, right", checkGradient(x, y, at: sample, .relu)),
        (
            "relu, Z(1 − Z)",
            checkGradient(x, y, at: sample, .relu) { trace, y, p, _ in
                reluGradient(trace, y, p, Z: trace.a1)
            }
        ),
        (
            "sigmoid, Z(1 − Z)",
            checkGradient(x, y, at: sample, .sigmoid) { trace, y, p, _ in
                reluGradient(trace, y, p, Z: trace.a1)
            }
        ),
    ])
    let right = train(x, y, from: first, settings)
    let withOutput = train(x, y, from: first, settings) { trace, y, p, _ in
        reluGradient(trace, y, p, Z: trace.a1)
    }
    let withInput = train(x, y, from: first, settings) { trace, y, p, _ in
        reluGradient(trace, y, p, Z: trace.z1)
    }
    notebook.showCosts(
        [
            ("right", right.costs), ("Z(1 − Z), Z = a₁", withOutput.costs),
            ("Z(1 − Z), Z = z₁", withInput.costs),
        ], at: [0, 10, 20, 30, 40, 50, 100, 500, 1000, 2000])
    notebook.text(
        """
        With Z = a₁, the network still trains, only worse. Nobody who looks at the cost alone \
        would see that the formula is wrong. That is what the gradient check is for.
        """)
}

private func runEqualWeights(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, hidden: Int, _ settings: Settings
) {
    notebook.text(
        """
        Lesson 03 started with all weights equal, and nothing went wrong, because it had only one \
        neuron. Here \(hidden) hidden neurons that start alike get the same gradient in every \
        step, and stay alike: the largest weight minus the smallest in each row of W₁ stays 0. In \
        effect, the network has one hidden neuron. Here are the costs with learning rate 0.5:
        """)
    func weights(_ value: Double) -> Parameters {
        Parameters(
            w1: Matrix(rows: 2, columns: hidden, repeating: value),
            b1: Matrix(rows: 1, columns: hidden),
            w2: Matrix(rows: hidden, columns: 1, repeating: value), b2: Matrix(rows: 1, columns: 1))
    }
    notebook.table(
        [
            "f", "all weights", "cost at the start", "at the end",
            "largest − smallest in a row of W₁",
        ],
        [(Activation.relu, 0.5), (.relu, 0), (.tanh, 0)].map { f, value in
            var settings = settings
            (settings.activation, settings.learningRate) = (f, 0.5)
            let training = train(x, y, from: weights(value), settings)
            let spread = (0..<2).map { i in Matrix(row: training.parameters.w1[row: i]) }.map {
                $0.max() - $0.min()
            }
            return [
                f.rawValue, fixed(value, 1), fixed(training.costs[0], 4),
                fixed(training.costs.last!, 4),
                fixed(spread.max()!, 4),
            ]
        })
    notebook.text("From zero, they do not move at all. That is why first weights are random.")
}

private func runLateGradient(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, from first: Parameters, _ settings: Settings
) {
    notebook.text(
        """
        The article updates W₂, and then computes the hidden error with the new W₂. But all \
        derivatives must belong to the weights of the forward pass. Here are the gradient check \
        and the costs:
        """)
    func late(_ trace: Trace, _ y: Matrix, _ p: Parameters, _ f: Activation) -> Parameters {
        lateGradient(trace, y, p, f, learningRate: settings.learningRate)
    }
    let sample = randomParameters(hidden: min(first.w1.columns, 32), seed: 0)
    notebook.showGradientCheck([
        ("update first", checkGradient(x, y, at: sample, settings.activation, by: late))
    ])
    notebook.showCosts(
        [
            ("right", train(x, y, from: first, settings).costs),
            ("update first", train(x, y, from: first, settings, by: late).costs),
        ], at: [0, 1, 2, 5, 10, 100, 1000, 2000])
    notebook.text(
        """
        The difference is small, and it grows with the learning rate. Again, the cost alone does \
        not show the mistake, but the check does.
        """)
}

private func runClimb(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, from first: Parameters, _ settings: Settings
) {
    notebook.text(
        """
        The derivative says which way the cost rises. w += α dw goes that way: it climbs. (The \
        article's other rule, w += α (T − P)…, is right, because T − P is −(ŷ − y).) A cost \
        without its minus sign, mean( y log ŷ + (1 − y) log(1 − ŷ) ), has the derivative −dw, and \
        w −= α (−dw) is the same climb:
        """)
    var settings = settings
    settings.iterations = min(settings.iterations, 20)
    let right = train(x, y, from: first, settings)
    let climb = train(x, y, from: first, settings) { scaledGradient($0, $1, $2, $3, by: -1) }
    notebook.showCosts(
        [
            ("w −= α dw", right.costs), ("w += α dw", climb.costs),
            ("without its minus", climb.costs.map { -$0 }),
        ], at: [0, 1, 2, 5, 10, 20])
    let answers = forward(x, climb.parameters, settings.activation).predicted
    notebook.text(
        """
        The last column falls and falls, as a cost should, while the answers get worse: after \
        \(settings.iterations) steps, the accuracy is \(fixed(accuracy(answers, y), 4)). A cost \
        needs a smallest value, and it must have it where the answers are right.
        """)
}

private func runInnerSign(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, from first: Parameters, _ settings: Settings
) {
    notebook.text(
        """
        The cost −mean( y log ŷ − (1 − y) log(1 − ŷ) ), with a minus inside, punishes a point of \
        class 0 for being taken for class 0. Its dz₂ is −(y (1 − ŷ) + (1 − y) ŷ) / m, which is \
        never above 0. So every step pushes every ŷ up.
        """)
    var settings = settings
    settings.iterations = min(settings.iterations, 20)
    let right = train(x, y, from: first, settings)
    let wrong = train(x, y, from: first, settings, by: innerSignGradient)
    notebook.showCosts(
        [("right sign", right.costs), ("log loss with the wrong one", wrong.costs)],
        at: [0, 1, 2, 5, 10, 20])
    let answers = forward(x, wrong.parameters, settings.activation).predicted
    notebook.text(
        """
        After \(settings.iterations) steps, \(answers.values.count { $0 > 0.5 }) of \(y.rows) \
        points are taken for class 1, and the accuracy is \(fixed(accuracy(answers, y), 4)).
        """)
}

private func runSumOfAll(_ notebook: Notebook) {
    notebook.text(
        """
        b₂ += (T − P).sum() sums over examples and outputs. With one output, that is right. With \
        several, each bias needs the sum of its own column. With softmax, the sum of everything is \
        0, since the probabilities in a row add up to 1. So the biases never move. Here are three \
        classes:
        """)
    let (x, y) = threeRings(seed: 0)
    let first = firstParameters(hidden: 16, outputs: 3, seed: 0)
    let right = trainSoftmax(x, y, from: first)
    let wrong = trainSoftmax(x, y, from: first, by: sumOfAllGradient)
    notebook.table(
        ["iteration", "right", "(T − P).sum()"],
        zip(right.curve, wrong.curve).map {
            ["\($0.iteration)", fixed($0.loss, 6), fixed($1.loss, 6)]
        })
    notebook.table(
        ["b₂ at the end", "class 0", "class 1", "class 2"],
        [("right", right), ("(T − P).sum()", wrong)].map { name, training in
            [name] + training.parameters.b2.values.map { fixed($0, 4) }
        })
}

private func runWithoutMean(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, from first: Parameters, _ settings: Settings
) {
    notebook.text(
        """
        Without 1/m, the gradient is a sum over the points: with \(y.rows) points, it is \(y.rows) \
        times as long, and so is each step. A learning rate that is \(y.rows) times smaller makes \
        up for this, until there are more points.
        """)
    func sum(_ trace: Trace, _ y: Matrix, _ p: Parameters, _ f: Activation) -> Parameters {
        scaledGradient(trace, y, p, f, by: Double(y.rows))
    }
    var small = settings
    small.learningRate /= Double(y.rows)
    notebook.showCosts(
        [
            ("right, α = \(settings.learningRate)", train(x, y, from: first, settings).costs),
            (
                "sum, α = \(settings.learningRate)",
                train(x, y, from: first, settings, by: sum).costs
            ),
            ("sum, α = \(small.learningRate)", train(x, y, from: first, small, by: sum).costs),
        ], at: [0, 1, 2, 5, 10, 100, 1000, 2000])
}
