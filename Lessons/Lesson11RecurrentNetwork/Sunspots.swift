import Foundation
import Matrices
import Notebook

/// What one number of state remembers of a single 1, long ago.
func echo(wx: Double, wh: Double, steps: Int) -> [Double] {
    var h = 0.0
    return (0..<steps).map { t in
        h = tanh((t == 0 ? 1 : 0) * wx + h * wh)
        return h
    }
}

func showEcho(_ notebook: Notebook) {
    notebook.text(
        """
        The layers so far see one example and forget it. A recurrent layer has a state h: what it \
        computes at one step goes in again at the next. One number of state, Wx = 1, b = 0; a \
        single 1 comes in at step 1, then only zeros. The state echoes, longer or shorter by Wh:
        """)
    let weights = [0.5, 0.9, 1.0, 1.5]
    let echoes = weights.map { echo(wx: 1, wh: $0, steps: 50) }
    notebook.table(
        ["step"] + weights.map { "Wh = \(fixed($0, 1))" },
        [1, 2, 3, 5, 10, 20, 50].map { step in
            ["\(step)"] + echoes.map { fixed($0[step - 1], 4) }
        })
    notebook.text(
        """
        Below 1 it dies away, at 1 slowly. Above 1 it holds a value for ever, but always the same \
        one, however much came in: only the sign is remembered.
        """)
}

func showSunspots(
    _ notebook: Notebook, _ months: [Double], _ spots: [Double], trainMonths: Int, window: Int
) {
    let years = stride(from: 0, to: spots.count - 11, by: 12).map { $0 }
    notebook.plot(
        "Sunspots, mean of each year", x: "year", y: "sunspots",
        [
            Curve(
                "sunspots", x: years.map { months[$0] },
                y: years.map { start in spots[start..<start + 12].reduce(0, +) / 12 })
        ])
    notebook.text(
        """
        \(spots.count) months. The first \(trainMonths) train, the last \(spots.count - trainMonths) \
        test: a series must not be shuffled before it is split, or the future would be known. \
        Everything is scaled by the training months' minimum and maximum. An example is a window \
        of \(window) months; the month after it is to be forecast.
        """)
}

func showResult(
    _ notebook: Notebook, _ every: SimpleRNN, _ last: SimpleRNN, _ train: Windows, _ test: Windows,
    months: [Double], unit: Double, low: Double
) {
    func rmse(_ predicted: Matrix) -> Double { unit * rootMeanSquaredError(predicted, test.last) }
    let mean = test.last.map { _ in train.last.mean() }
    let (persistence, linear) = (rmse(test.newest), rmse(autoregression(train, test)))
    let networks = [rmse(forecast(every, test)), rmse(forecast(last, test))]
    notebook.table(
        ["forecast of the \(test.count) test months", "RMSE, sunspots"],
        [
            ["the mean of the training targets", fixed(rmse(mean), 2)],
            ["persistence: as many as last month", fixed(persistence, 2)],
            ["autoregression: a weighted sum of \(train.x.count) months", fixed(linear, 2)],
            ["SimpleRNN, trained on every step", fixed(networks[0], 2)],
            ["SimpleRNN, trained on the last step", fixed(networks[1], 2)],
        ])
    let better = networks.filter { $0 < linear }.count
    let belowPersistence = networks.allSatisfy { $0 < persistence }
    notebook.text(
        """
        \(belowPersistence ? "Both networks beat persistence. " : "")\
        \(better == 0
            ? """
            Neither beats the linear model, which has \(train.x.count + 1) weights, needs no \
            learning rate and is solved in a moment. For sunspots, a weighted sum of the past is \
            the better tool.
            """
            : """
            \(better == 1 ? "One of them comes" : "Both come") out below the linear model in this \
            run: see with other values of --seed how much of that is luck.
            """)
        """)
    let shown = 0..<min(120, test.count)
    notebook.plot(
        "The first \(shown.count) test months, and what was forecast", x: "year", y: "sunspots",
        [
            Curve(
                "true", x: shown.map { months[$0] }, y: shown.map { low + unit * test.last[$0, 0] }),
            Curve(
                "forecast", x: shown.map { months[$0] },
                y: forecast(last, test)[rows: shown].values.map { low + unit * $0 }),
        ])
}

func showAnyLength(
    _ notebook: Notebook, _ network: SimpleRNN, _ scaled: [Double], trainMonths: Int, unit: Double
) {
    notebook.text(
        """
        The weights don't know how long the sequence is: that is what None means in the article's \
        input shape [None, 1]. The network that was trained on every step, with other windows:
        """)
    notebook.table(
        ["months seen", "RMSE, sunspots"],
        [1, 3, 6, 12, 24, 48, 96].map { length in
            let windows = Windows(
                scaled, predicting: trainMonths..<scaled.count, length: length)
            let error = rootMeanSquaredError(forecast(network, windows), windows.last)
            return ["\(length)", fixed(unit * error, 2)]
        })
}
