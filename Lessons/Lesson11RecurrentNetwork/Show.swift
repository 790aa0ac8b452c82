import Foundation
import Layers
import Matrices
import Notebook

/// An error as a cell of a table, also when the training has run away.
func errorText(_ value: Double, _ decimals: Int) -> String {
    value < 1e6 ? fixed(value, decimals) : scientific(value)
}

extension Notebook {
    func showEcho(_ echoes: [(wh: Double, h: [Double])], steps: [Int]) {
        table(
            ["step"] + echoes.map { "Wh = \(fixed($0.wh, 1))" },
            steps.map { step in ["\(step)"] + echoes.map { fixed($0.h[step - 1], 4) } })
    }

    /// A row of states, x below them, and the last output at the right.
    func showUnrolled(_ trace: Trace, dOutput: Matrix?, dh: [Matrix]) {
        func number(_ matrix: Matrix?) -> String { matrix.map { fixed($0.sum(), 4) } ?? "" }
        let count = trace.x.count
        let output = "ŷ(\(count))"
        var nodes = [Diagram.Node("h(0)", at: (0, 0), value: number(trace.h[0]))]
        var arrows: [Diagram.Arrow] = []
        for t in 1...count {
            let (state, input, place) = ("h(\(t))", "x(\(t))", Double(t))
            nodes += [
                Diagram.Node(
                    state, at: (place, 0), value: number(trace.h[t]), gradient: number(dh[t - 1])),
                Diagram.Node(input, at: (place, 1.35), value: fixed(trace.x[t - 1].sum(), 0)),
            ]
            arrows += [
                Diagram.Arrow("h(\(t - 1))", state, label: "Wh"),
                Diagram.Arrow(input, state, label: "Wx"),
            ]
        }
        let last = Diagram.Node(
            output, at: (Double(count + 1), 0), value: number(trace.outputs[count - 1]),
            gradient: number(dOutput))
        arrows.append(Diagram.Arrow("h(\(count))", output, label: "Wy"))
        diagram("A recurrent network, unrolled in time", nodes + [last], arrows)
    }

    func showSunspots(_ sunspots: Sunspots) {
        let starts = Array(stride(from: 0, to: sunspots.spots.count - 11, by: 12))
        plot(
            "Sunspots, mean of each year", x: "year", y: "sunspots",
            [
                Curve(
                    "sunspots", x: starts.map { sunspots.years[$0] },
                    y: starts.map { sunspots.spots[$0..<$0 + 12].reduce(0, +) / 12 })
            ])
    }

    /// What weights from a file forecast before their training goes on.
    func showSaved(_ rmse: Double?) {
        if let rmse { line("val_rmse of the saved weights: \(fixed(rmse, 6))") }
    }

    /// The figures of the epoch that has just ended, and whether the loss overflowed in it.
    func showEpoch(_ training: Training, _ bar: ProgressBar) {
        epoch(training.loss.count, of: training.settings.epochs, training.lastEpoch)
        overflow("\(training.name)loss", of: training.loss, "epoch")
        bar.advance()
    }

    func showErrors(_ what: String, _ errors: [(String, Double)]) {
        table([what, "RMSE, sunspots"], errors.map { [$0.0, errorText($0.1, 2)] })
    }

    func showForecast(_ sunspots: Sunspots, _ series: Series, _ forecast: Matrix) {
        let shown = 0..<min(120, series.test.count)
        let years = shown.map { sunspots.years[sunspots.trainMonths + $0] }
        func spots(_ scaled: Matrix) -> [Double] {
            shown.map { sunspots.low + series.unit * scaled[$0, 0] }
        }
        plot(
            "The first \(shown.count) test months, and what was forecast", x: "year",
            y: "sunspots",
            [
                Curve("true", x: years, y: spots(series.test.targets)),
                Curve("forecast", x: years, y: spots(forecast)),
            ])
    }

    func showGradientFlows(_ flows: [GradientFlow]) {
        let steps = flows[0].shares.count
        let shown = [0, 1, 2, 4, 8, 12, 16, 20, 23, 47].filter { $0 < steps }
        table(
            ["months back"] + flows.map(\.name),
            shown.map { back in
                ["\(back)"] + flows.map { scientific($0.shares[steps - 1 - back]) }
            } + [["ρ(Wh)"] + flows.map { fixed($0.radius, 3) }]
                + [
                    ["ρ to the \(steps - 1)"]
                        + flows.map { scientific(pow($0.radius, Double(steps - 1))) }
                ])
        plot(
            "How far the error reaches back", x: "months back", y: "share of ‖dh‖",
            flows.map { Curve($0.name, x: Array(0..<steps), y: $0.shares.reversed()) },
            logarithmic: true)
    }
}
