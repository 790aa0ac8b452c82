import Matrices
import Notebook

/// The Hénon map: x(n + 1) = 1 − 1.4 x(n)² + 0.3 x(n − 1), from 0 and 0.
func henonMap(count: Int) -> [Double] {
    var x = [0.0, 0.0]
    while x.count < count {
        let (before, now) = (x[x.count - 2], x[x.count - 1])
        x.append(1 - 1.4 * now * now + 0.3 * before)
    }
    return Array(x[..<count])
}

func henonSeries(_ values: [Double], window: Int) -> Series {
    Series(
        name: "henon_", train: Windows(values, predicting: 8..<1208, length: window),
        test: Windows(values, predicting: 1208..<values.count, length: window), unit: 1,
        everyStep: false)
}

/// The network and weighted sums of one value and of eight, on a series that is no weighted sum.
func forecastHenonMap(_ notebook: Notebook, _ first: [Matrix], _ settings: Settings) {
    let values = henonMap(count: 1500)
    let (short, henon) = (henonSeries(values, window: 1), henonSeries(values, window: 8))
    notebook.plot(
        "60 values of the Hénon map", x: "n", y: "x",
        [Curve("x", x: Array(1300..<1360), y: Array(values[1300..<1360]))])
    notebook.text(
        """
        The lesson starts from 0 and 0, computes 1,500 values, and cuts them into windows of 8. \
        The first 1,200 windows are for training, and the last \(henon.test.count) are for testing.
        """)
    let training = train(first, henon, settings, notebook)
    let linear = autoregression(henon.train, henon.test)
    let bent = forecast(henon.test, training.parameters)
    notebook.table(
        ["forecast", "window", "RMSE"],
        [
            ["the mean", "", error(henon.rmse(henon.mean), 3)],
            ["autoregression", "1", error(short.rmse(autoregression(short.train, short.test)), 3)],
            ["autoregression", "8", error(henon.rmse(linear), 3)],
            ["SimpleRNN", "8", error(henon.rmse(bent), 3)],
        ])
    let newest = henon.test.newest.values
    notebook.scatter(
        "Each value of the test part over the one before it", x: "x(n)", y: "x(n + 1)",
        [
            Points("true", x: newest, y: henon.test.last.values),
            Points("SimpleRNN", x: newest, y: bent.values),
            Points("autoregression", x: newest, y: linear.values),
        ], sameScale: true)
    notebook.text(
        henon.rmse(bent) < 0.75 * henon.rmse(linear)
            ? """
            Here the network wins. Its tanh is curved, and so is the parabola. A weighted sum stays \
            flat, however many values it is given.
            """
            : "With these settings, the network hasn't found the parabola.")
}
