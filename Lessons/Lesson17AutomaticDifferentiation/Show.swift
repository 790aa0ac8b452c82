import Matrices
import Notebook

extension Notebook {
    /// What stands on the tape, from its beginning, and what came back to it.
    func showTape(_ noted: [(name: String, value: Double, gradient: Double)]) {
        table(
            ["place", "what", "value", "gradient"],
            noted.enumerated().map { place, entry in
                ["\(place)", entry.name, fixed(entry.value, 0), fixed(entry.gradient, 0)]
            })
        func node(_ k: Int, _ text: String, _ column: Double, _ row: Double) -> Diagram.Node {
            Diagram.Node(
                "\(k)", at: (column, row), text: text, value: fixed(noted[k].value, 0),
                gradient: fixed(noted[k].gradient, 0))
        }
        diagram(
            "A tape as a graph",
            [
                node(0, "w", 0, 0), Diagram.Node("x", at: (0, 1), value: "2"),
                node(2, "w·x", 1, 0), node(1, "b", 1, 1), node(3, "z = p + b", 2, 0),
                node(4, "z·z", 3, 0),
            ],
            [
                Diagram.Arrow("0", "2"), Diagram.Arrow("x", "2"), Diagram.Arrow("2", "3"),
                Diagram.Arrow("1", "3"), Diagram.Arrow("3", "4", label: "twice"),
            ], caption: "Above each node its value, below it its gradient.")
    }

    func showAgreement(_ names: [String], _ byTape: [Matrix], _ byHand: [Matrix]) {
        table(
            ["", "length, by the tape", "length, by hand", "largest difference"],
            names.indices.map { k in
                let difference = abs(byTape[k] - byHand[k]).max()
                return [
                    "d" + names[k], fixed(byTape[k].norm(), 6), fixed(byHand[k].norm(), 6),
                    difference < 1e-12 ? "< 1e-12" : scientific(difference),
                ]
            })
    }

    func showWine(_ training: WineTraining) {
        let curves: KeyValuePairs = ["loss": training.loss, "val_loss": training.validationLoss]
        self.curves(step: "epoch", at: Array(1...training.loss.count), curves, record: false)
        overflow("loss", of: training.loss, "epoch")
        plot("Red wine, trained by the tape", y: "mean absolute error", perEpoch: curves)
    }

    func showPasses(_ counts: [PassCount]) {
        table(
            ["parameters", "central differences", "forward mode", "reverse mode: the tape"],
            counts.map { count in
                func times(_ passes: Int) -> String {
                    "\(grouped(passes)) (\(grouped(passes / count.reverse)) ×)"
                }
                return [
                    grouped(count.parameters), times(count.differences), times(count.forwardMode),
                    "\(count.reverse): one forwards, one back",
                ]
            })
        let exact = counts.allSatisfy { $0.exact < 1e-12 }
        let numerical = counts.allSatisfy { $0.numerical < 1e-7 }
        text(
            """
            Forward mode and the tape agree \(exact ? "to 1e-12" : "NOT to 1e-12"), and central \
            differences and the tape agree \(numerical ? "to 1e-7" : "NOT to 1e-7"). A network has \
            many parameters and one cost, so deep learning goes backwards. (swift run Benchmark \
            measures the time.)
            """)
    }

    /// What PyTorch and others do with the same idea, and what they do more.
    func showLibraries() {
        text("PyTorch's tape is made in the same way, while the operations are computed:")
        formulas(
            """
            w = torch.tensor(…, requires_grad=True)    let w = tape.parameter(…)
            x = torch.tensor(…)                        let x = tape.constant(…)
            loss = ((w * x + b) ** 2).mean()           let cost = mean(z * z)
            loss.backward()                            cost.backward()
            w.grad                                     w.gradient
            optimizer.zero_grad()                      a new Tape() for every step
            """)
        text(
            """
            PyTorch has more: hundreds of operations, also on graphics processors; arrays with any \
            number of axes; and derivatives of derivatives. Keras leaves differentiation to the \
            library below it: PyTorch, TensorFlow with its GradientTape, or JAX. Swift's own \
            @differentiable, which is still experimental, makes the backward pass when the program \
            is compiled.
            """)
    }

    func showOverwriting(_ parts: (sum: Double, last: Double), right: [Double], wrong: [Double]) {
        text(
            """
            The cost uses z three times. For one example with z = 2 and y = 1, the three shares \
            add up to ŷ − y = \(fixed(parts.sum, 4)). With = in place of +=, only the last share \
            is left, \(fixed(parts.last, 4)). It comes from max(z, 0), and it even has the wrong \
            sign. These are the costs of the rings:
            """)
        compare([0, 1, 2, 5, 10, 100, 1000, 2000], right, wrong, "overwritten")
        if let last = wrong.last, last > 0.6 {
            text(
                """
                What is left of the gradient pushes z down, whatever the class. Once every z is \
                below 0, nothing comes back from max(z, 0) any more.
                """)
        }
    }

    func showWithoutZero(
        _ parabola: (right: [Double], wrong: [Double]), rings: (right: [Double], wrong: [Double])
    ) {
        text(
            """
            If gradients aren't set back to 0, each step follows the sum of all gradients so far. \
            This is momentum that never slows down. Here is J = (w·x + b)², starting from w = 3 \
            and b = −4, with α = 0.05:
            """)
        let steps = [0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20]
        compare(steps, parabola.right, parabola.wrong, "never set to 0")
        text("It swings through the lowest point and up the other side, forever.")
        guard let right = rings.right.last, let wrong = rings.wrong.last else { return }
        text("The rings:")
        compare(
            [0, 1, 2, 5, 10, 50, 100, 500, 1000, 2000], rings.right, rings.wrong, "never set to 0")
        text(
            wrong < right
                ? """
                Here the mistake even makes the training faster. Once the rings are separated, the \
                cost has no lowest point. It falls as long as the weights grow, so for a while \
                there is nothing to swing around. A mistake that helps on one task is hard to find \
                by looking at costs.
                """
                : """
                Here it went well for a while. Then the steps became longer and longer, and went \
                past the goal.
                """)
    }

    private func compare(
        _ steps: [Int], _ right: [Double], _ wrong: [Double], _ name: String
    ) {
        let steps = steps.filter { $0 < right.count }
        curves(
            step: "iteration", at: steps,
            [("right", steps.map { right[$0] }), (name, steps.map { wrong[$0] })], record: false)
    }
}
