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

extension Notebook {
    func showHenonMap(_ values: [Double]) {
        plot(
            "60 values of the Hénon map", x: "n", y: "x",
            [Curve("x", x: Array(1300..<1360), y: Array(values[1300..<1360]))])
    }

    func showHenonErrors(mean: Double, sumOfOne: Double, sumOfEight: Double, network: Double) {
        table(
            ["forecast", "window", "RMSE"],
            [
                ["the mean", "", errorText(mean, 3)],
                ["autoregression", "1", errorText(sumOfOne, 3)],
                ["autoregression", "8", errorText(sumOfEight, 3)],
                ["SimpleRNN", "8", errorText(network, 3)],
            ])
    }

    func showHenonForecasts(_ test: Windows, network: Matrix, weightedSum: Matrix) {
        let newest = test.newest.values
        scatter(
            "Each value of the test part over the one before it", x: "x(n)", y: "x(n + 1)",
            [
                Points("true", x: newest, y: test.targets.values),
                Points("SimpleRNN", x: newest, y: network.values),
                Points("autoregression", x: newest, y: weightedSum.values),
            ], sameScale: true)
    }
}
