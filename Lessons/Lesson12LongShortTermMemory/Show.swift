import Datasets
import Foundation
import Layers
import Matrices
import Notebook

extension Notebook {
    /// What forget gates with these biases leave after some numbers of steps.
    func showForgetting(_ biases: [Double], _ f: [Double], _ left: [(steps: Int, [Double])]) {
        table(
            ["steps"] + zip(biases, f).map { "bias \(fixed($0, 0)), f \(fixed($1, 2))" },
            left.map { steps, shares in ["\(steps)"] + shares.map { scientific($0) } })
    }

    func showCell(_ step: Step, _ back: (dz: Matrix, dc: Matrix, dcBefore: Matrix)) {
        func number(_ matrix: Matrix) -> String { fixed(matrix[0, 0], 4) }
        func dz(_ number: Int) -> String { fixed(back.dz[0, number], 4) }
        let (kept, added, dc) = (step.f * step.cBefore, step.i * step.g, number(back.dc))
        diagram(
            "One step of an LSTM cell",
            [
                Diagram.Node(
                    "c(t − 1)", at: (0, 0), value: number(step.cBefore),
                    gradient: number(back.dcBefore)),
                Diagram.Node("f ∗ c", at: (1.2, 0), value: number(kept), gradient: dc),
                Diagram.Node("c(t)", at: (2.5, 0), value: number(step.c), gradient: dc),
                Diagram.Node("h(t)", at: (4, 0), value: number(step.h), gradient: "1"),
                Diagram.Node("f", at: (1.2, 1), value: number(step.f), gradient: dz(1)),
                Diagram.Node("i ∗ g", at: (2.5, 1), value: number(added), gradient: dc),
                Diagram.Node("o", at: (4, 1), value: number(step.o), gradient: dz(3)),
                Diagram.Node("i", at: (1.3, 2), value: number(step.i), gradient: dz(0)),
                Diagram.Node("g", at: (3.7, 2), value: number(step.g), gradient: dz(2)),
            ],
            [
                ("c(t − 1)", "f ∗ c"), ("f", "f ∗ c"), ("f ∗ c", "c(t)"), ("i", "i ∗ g"),
                ("g", "i ∗ g"), ("i ∗ g", "c(t)"), ("c(t)", "h(t)"), ("o", "h(t)"),
            ].map { Diagram.Arrow($0.0, $0.1) },
            caption: """
                f ∗ c is what is kept of c(t − 1), i ∗ g what is added; h(t) = o ∗ tanh c(t). Each \
                of i, f, g, o sees x(t) and h(t − 1).
                """)
    }

    /// The first sequence, around its marks and at its ends.
    func showSequence(_ problem: AddingProblem) {
        let sequence = problem.x.map { $0[row: 0] }
        let marked = sequence.indices.filter { sequence[$0][1] == 1 }
        let shown = sequence.indices.filter { t in
            t < 2 || t >= sequence.count - 2 || marked.contains { abs($0 - t) <= 1 }
        }
        table(
            ["step", "number", "mark"],
            shown.map { ["\($0 + 1)", fixed(sequence[$0][0], 4), fixed(sequence[$0][1], 0)] })
    }

    func showAdding(_ trainings: [(name: String, Training)], guess: Double) {
        curves(
            step: "iteration", at: trainings[0].1.measuredAt,
            trainings.map { ($0.name, $0.1.costs) })
        // The first cost is that of the untrained network, and would flatten the rest.
        plot(
            "The adding problem", x: "iteration", y: "mean squared error",
            trainings.map { name, training in
                Curve(
                    name, x: Array(training.measuredAt.dropFirst()),
                    y: Array(training.costs.dropFirst()))
            })
        for (name, training) in trainings {
            let last = training.costs[training.costs.count - 1]
            overflow("cost of \(name)", of: training.costs, "iteration", at: training.measuredAt)
            if !last.isFinite { continue }
            if let solved = training.costs.firstIndex(where: { $0 < 0.01 }) {
                line("\(name): below 0.01 after \(training.measuredAt[solved]) iterations, solved.")
            } else if last < 0.9 * guess {
                line("\(name): at \(fixed(last, 4)), better than always answering 1.")
            } else {
                line("\(name): at \(fixed(last, 4)), no better than always answering 1.")
            }
        }
    }

    /// How long the gradients of each iteration were: those of the simple network and of the LSTM.
    func showClipping(_ simple: [Double], _ lstm: [Double]) {
        text(
            """
            The gradients of \(simple.count { $0 > 1 }) iterations of the simple network and of \
            \(lstm.count { $0 > 1 }) of the LSTM were longer than 1, and were clipped. The longest \
            were \(fixed(simple.reduce(0, max), 1)) and \(fixed(lstm.reduce(0, max), 1)). Without \
            clipping, one of these would outweigh the gradients of many other steps in Adam's means.
            """)
    }

    func showAnswers(_ y: Matrix, _ simple: [Matrix], _ lstm: [Matrix]) {
        let columns = [y, simple[simple.count - 1], lstm[lstm.count - 1]]
        table(
            ["test sequence", "sum", "SimpleRNN", "LSTM"],
            (0..<5).map { n in
                ["\(n + 1)"] + columns.map { fixed($0[n, 0], 3) }
            })
    }
}
