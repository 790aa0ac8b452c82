import Matrices
import Notebook

extension Notebook {
    func showGradients(_ places: [CheckedPlace]) {
        table(
            ["w", "b", "dw by hand", "dw numerical", "db by hand", "db numerical", "difference"],
            places.map {
                [
                    fixed($0.at.w, 0), fixed($0.at.b, 0), fixed($0.byHand.dw, 4),
                    fixed($0.numerical.dw, 4), fixed($0.byHand.db, 4), fixed($0.numerical.db, 4),
                    $0.difference < 1e-7 ? "< 1e-7" : "WRONG",
                ]
            })
    }

    /// The contour of the costs, and the path as far as the picture goes.
    func showPath(
        _ title: String, _ ws: [Double], _ bs: [Double], _ surface: Matrix, _ path: [Parameters],
        sameScale: Bool = false
    ) {
        let inside = path.prefix {
            $0.w >= ws[0] && $0.w <= ws[ws.count - 1] && $0.b >= bs[0] && $0.b <= bs[bs.count - 1]
        }
        contour(
            title, x: ws, y: bs, heights: surface,
            paths: [
                Curve(
                    inside.count < path.count ? "path, until it leaves the picture" : "path",
                    x: inside.map(\.w), y: inside.map(\.b))
            ], axes: ("w", "b"), sameScale: sameScale)
    }

    func showLearningRates(_ rates: [Double], _ costs: [[Double]]) {
        let steps = Array(stride(from: 0, through: 100, by: 10))
        curves(
            step: "iteration", at: steps,
            zip(rates, costs).map { rate, costs in ("rate \(rate)", steps.map { costs[$0] }) })
        plot(
            "Cost by learning rate", x: "iteration", y: "cost",
            zip(rates, costs).map { rate, costs in
                let shown = (0...100).filter { costs[$0] < 40_000 }
                return Curve("\(rate)", x: shown, y: shown.map { costs[$0] })
            })
    }

    func showParabola(_ walks: [ParabolaWalk]) {
        table(
            ["α", "1 − α·λ", "after 1 step", "after 2", "after 10", "so it"],
            walks.map {
                [
                    "\($0.learningRate)", fixed($0.factor, 1), fixed($0.distances[1], 3),
                    fixed($0.distances[2], 3), fixed($0.distances[10], 3),
                    $0.factor == 0
                        ? "arrives"
                        : abs($0.factor) < 1
                            ? "goes down" : abs($0.factor) > 1 ? "diverges" : "jumps forever",
                ]
            })
    }

    func showBound(_ bound: Double, _ factors: [Double], _ costs: [[Double]]) {
        table(
            ["α", "which is", "cost after 1000", "so it"],
            zip(factors, costs).map { factor, costs in
                let last = costs[costs.count - 1]
                return [
                    fixed(factor * bound, 7), "\(fixed(factor, 2)) × bound",
                    last < 1e7 ? fixed(last, 3) : scientific(last, 2),
                    last < costs[0] ? "goes down" : "diverges",
                ]
            })
    }

    func showInputs(_ inputs: [InputShape]) {
        table(
            ["protein", "λmin", "λmax", "λmax/λmin", "2/(λmin + λmax)", "updates"],
            inputs.map {
                [
                    $0.name, fixed($0.smaller, 3), fixed($0.larger, 3),
                    fixed($0.larger / $0.smaller, 1), fixed($0.bestRate, 5), count($0.updates),
                ]
            })
    }

    func showUpdates(_ names: [String], _ rates: [Double], _ updates: [[Int?]]) {
        table(
            ["learning rate"] + names,
            rates.indices.map { i in ["\(rates[i])"] + updates.map { count($0[i]) } })
    }

    private func count(_ updates: Int?) -> String {
        updates.map { "\($0)" } ?? "never"
    }

    func showRawAndStandardised(raw: [Double], standardised: [Double]) {
        let steps = Array(stride(from: 0, through: 100, by: 10))
        curves(
            step: "iteration", at: steps,
            [
                "raw 0.04663": steps.map { raw[$0] },
                "standardised 0.5": steps.map { standardised[$0] },
            ])
    }

    func showBatches(_ sizes: [Int], _ costs: [[Double]]) {
        table(
            ["batch", "updates per epoch", "after 5 epochs", "after 20", "after 100"],
            zip(sizes, costs).map { size, costs in
                [
                    "\(size)", "\((sizes[0] + size - 1) / size)", fixed(costs[5], 3),
                    fixed(costs[20], 3), fixed(costs[100], 3),
                ]
            })
        plot(
            "Cost by batch size", x: "epoch", y: "cost",
            zip(sizes, costs).map { size, costs in
                Curve("batch \(size)", x: Array(0...30), y: Array(costs[0...30]))
            })
    }

    func showChain(_ chain: (path: [ChainParameters], costs: [Double]), isRight: Bool) {
        line("against the numerical gradient: \(isRight ? "right" : "WRONG")")
        table(
            ["iteration", "w₁", "b₁", "w₂", "b₂", "cost"],
            stride(from: 0, through: 400, by: 100).map { i in
                ["\(i)"] + chain.path[i].row.values.map { fixed($0, 3) }
                    + [fixed(chain.costs[i], 3)]
            })
    }
}
