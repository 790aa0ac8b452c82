import Matrices
import Notebook

func showHenon(_ notebook: Notebook, _ series: [Double]) {
    notebook.formulas("x(n + 1) = 1 − 1.4 x(n)² + 0.3 x(n − 1)")
    notebook.plot(
        "60 values of the Hénon map", x: "n", y: "x",
        [Curve("x", x: Array(1300..<1360), y: Array(series[1300..<1360]))])
    notebook.text(
        """
        It looks like noise and isn't: each value follows from the two before it. But not as a \
        weighted sum of them, because one is squared. 1,500 values from 0 and 0, windows of 8; the \
        first 1,200 windows train, the last 292 test.
        """)
}

func showHenonResult(
    _ notebook: Notebook, _ network: SimpleRNN, _ series: [Double], _ train: Windows,
    _ test: Windows
) {
    func rmse(_ predicted: Matrix, _ windows: Windows) -> String {
        fixed(rootMeanSquaredError(predicted, windows.last), 3)
    }
    let short = Windows(series, predicting: 1208..<1500, length: 1)
    let shortTrain = Windows(series, predicting: 8..<1208, length: 1)
    let linear = autoregression(train, test)
    let predicted = forecast(network, test)
    notebook.table(
        ["forecast", "window", "RMSE"],
        [
            ["the mean", "", rmse(test.last.map { _ in train.last.mean() }, test)],
            ["autoregression", "1", rmse(autoregression(shortTrain, short), short)],
            ["autoregression", "8", rmse(linear, test)],
            ["SimpleRNN", "8", rmse(predicted, test)],
        ])
    notebook.scatter(
        "Each value of the test part over the one before it", x: "x(n)", y: "x(n + 1)",
        [
            Points("true", x: test.newest.values, y: test.last.values),
            Points("SimpleRNN", x: test.newest.values, y: predicted.values),
            Points("autoregression", x: test.newest.values, y: linear.values),
        ])
    if rootMeanSquaredError(predicted, test.last) < 0.75 * rootMeanSquaredError(linear, test.last) {
        notebook.text(
            """
            Here the network wins clearly: its tanh bends, and the parabola is bent. A weighted \
            sum stays flat, however many values it is given.
            """)
    } else {
        notebook.text("With these settings the network hasn't found the parabola.")
    }
}
