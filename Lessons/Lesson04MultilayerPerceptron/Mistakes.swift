import Matrices
import Notebook

func showReluDerivative(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, _ first: Parameters, learningRate: Double,
    iterations: Int
) {
    notebook.section("Mistake: Z(1 − Z) as the derivative of ReLU")
    notebook.text(
        """
        The article gives dZ = (T − P)·W₂ᵀ ∗ Z ∗ (1 − Z) for ReLU, with Z the output of the hidden \
        neuron. That is the sigmoid's derivative; ReLU's is 1 where z > 0, else 0. The gradient \
        check, for dW₁, db₁, dW₂, db₂:
        """)
    let wrong = checkGradients(x, y, at: first, .relu) {
        x, trace, y, p, _ in backwardWithWrongRelu(x, trace, y, p, Z: trace.a1)
    }
    let right = checkGradients(x, y, at: first, .relu)
    func cells(_ differences: [Double]) -> [String] {
        differences.map { $0 < 1e-7 ? "< 1e-7" : fixed($0, 4) }
    }
    notebook.table(
        ["", "dW₁", "db₁", "dW₂", "db₂"], [["right"] + cells(right), ["Z(1 − Z)"] + cells(wrong)])
    let costs = [
        train(x, y, from: first, .relu, learningRate: learningRate, iterations: iterations).costs,
        train(
            x, y, from: first, .relu, learningRate: learningRate, iterations: iterations,
            backward: { x, trace, y, p, _ in backwardWithWrongRelu(x, trace, y, p, Z: trace.a1) }
        ).costs,
        train(
            x, y, from: first, .relu, learningRate: learningRate, iterations: iterations,
            backward: { x, trace, y, p, _ in backwardWithWrongRelu(x, trace, y, p, Z: trace.z1) }
        ).costs,
    ]
    let steps = [0, 10, 20, 30, 40, 50, 100, 500, 1000, 2000].filter { $0 <= iterations }
    notebook.curves(
        step: "iteration", at: steps,
        zip(["right", "Z(1 − Z), Z = a₁", "Z(1 − Z), Z = z₁"], costs).map { name, costs in
            (name, steps.map { costs[$0] })
        }, record: false)
    if let lost = costs[2].firstIndex(where: { !$0.isFinite }) {
        notebook.text(
            "With the pre-activation z₁ in Z's place the cost is lost at iteration \(lost).")
    }
    notebook.text(
        """
        With Z = a₁ it trains all the same, only worse. Nobody who looks at the cost alone would \
        see that the formula is wrong: that is what the gradient check is for.
        """)
}

func showEqualWeights(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, hidden: Int, iterations: Int
) {
    notebook.section("Mistake: all weights the same")
    let half = Parameters(
        w1: Matrix(rows: 2, columns: hidden, repeating: 0.5), b1: Matrix(rows: 1, columns: hidden),
        w2: Matrix(rows: hidden, columns: 1, repeating: 0.5), b2: Matrix(rows: 1, columns: 1))
    let (p, costs) = train(x, y, from: half, .relu, learningRate: 0.5, iterations: iterations)
    notebook.text(
        """
        Lesson 03 started with all weights equal, and nothing went wrong: it had one neuron. With \
        \(hidden) hidden neurons that start alike, each gets the same gradient, and they stay \
        alike for ever: the network has one hidden neuron. All weights 0.5, ReLU, learning rate \
        0.5, \(iterations) iterations:
        """)
    let spread = (0..<2).map { row -> Double in
        let weights = p.w1[row: row]
        return (weights.max() ?? 0) - (weights.min() ?? 0)
    }
    notebook.line("cost at the start         \(fixed(costs[0], 4))")
    notebook.line("cost at the end           \(fixed(costs[iterations], 4))")
    notebook.line("largest − smallest weight \(fixed(spread.max() ?? 0, 4)) in each row of W₁")
    let zero = Parameters(w1: 0 * half.w1, b1: half.b1, w2: 0 * half.w2, b2: half.b2)
    for f in [Activation.relu, .tanh] {
        let run = train(x, y, from: zero, f, learningRate: 0.5, iterations: iterations)
        notebook.line(
            "all weights 0, \(f.rawValue): cost \(fixed(run.costs[iterations], 4)), "
                + "largest weight \(fixed(max(run.parameters.w1.max(), run.parameters.w2.max()), 4))"
        )
    }
    notebook.text("From zero they do not move at all. So first weights are random.")
}

func showUpdateBeforeBackward(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, _ first: Parameters, _ f: Activation,
    learningRate: Double, iterations: Int
) {
    notebook.section("Mistake: update before backward")
    notebook.text(
        """
        The article updates W₂ and then computes the hidden error with it. But all derivatives \
        belong to one place, the weights of the forward pass. The gradient check, and the costs:
        """)
    let wrong = checkGradients(x, y, at: first, f) {
        backwardAfterUpdate($0, $1, $2, $3, $4, learningRate: learningRate)
    }
    notebook.table(
        ["", "dW₁", "db₁", "dW₂", "db₂"],
        [["update first"] + wrong.map { $0 < 1e-7 ? "< 1e-7" : fixed($0, 4) }])
    let right = train(x, y, from: first, f, learningRate: learningRate, iterations: iterations)
        .costs
    let late = train(
        x, y, from: first, f, learningRate: learningRate, iterations: iterations,
        backward: { backwardAfterUpdate($0, $1, $2, $3, $4, learningRate: learningRate) }
    ).costs
    let steps = [0, 1, 2, 5, 10, 100, 1000, 2000].filter { $0 <= iterations }
    notebook.table(
        ["iteration", "right", "update first"],
        steps.map { ["\($0)", fixed(right[$0], 6), fixed(late[$0], 6)] })
    notebook.text(
        """
        The difference is small, and again the cost alone does not tell: the check does. It grows \
        with the learning rate.
        """)
}
