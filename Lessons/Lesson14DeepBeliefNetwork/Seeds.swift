import Layers
import Matrices
import Notebook

/// The accuracy of the three networks at the end, for each of the further seeds.
func trainAgain(
    _ digits: Digits, _ few: (x: Matrix, y: Matrix), _ settings: Settings, runs: Int,
    _ bar: ProgressBar
) -> [[Double]] {
    let results = (1..<runs).map { run in
        var settings = settings
        settings.seed += 1000 * run
        let machines = pretrain(digits.x, settings) { _, _ in }
        let first = unroll(machines, onto: randomNetwork(.sigmoid, settings))
        let last = three(first, settings).map { fineTune($0, few, digits, settings).last }
        bar.advance(to: run)
        return last
    }
    bar.finish()
    return results
}

func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

extension Notebook {
    func showSeeds(_ results: [[Double]], seed: Int) {
        let rows = results.map { $0 + [$0[0] - $0[2]] }
        let means = rows[0].indices.map { k in mean(rows.map { $0[k] }) }
        table(
            ["seed"] + names + ["lead over ReLU"],
            rows.enumerated().map { run, row in
                ["\(seed + 1000 * run)"] + row.map { fixed($0, 4) }
            } + [["mean"] + means.map { fixed($0, 4) }])
        let ahead = results.filter { $0[0] > $0[2] }.count
        text("The pretrained network is ahead of ReLU in \(ahead) of \(results.count) runs.")
    }
}
