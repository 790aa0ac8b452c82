import Matrices
import Notebook

import struct Layers.CheckedGradient

/// How well a network with one of the activations has learnt.
struct Result {
    var activation: Activation
    var cost: Double
    var accuracy: Double
}

/// What the results of all activations say.
func whatIsSeen(_ results: [Result]) -> String {
    let linear = results.first { $0.activation == .linear }!
    let bent = results.filter { $0.activation != .linear }.sorted { $0.cost < $1.cost }
    guard results.allSatisfy({ $0.cost.isFinite }) else {
        return "Where the cost overflowed, the steps are too long for this activation: try a "
            + "smaller --learning-rate."
    }
    return """
        With the linear f, the network draws one line, however many neurons it has. Its cost ends \
        at \(fixed(linear.cost, 4)), with an accuracy of \(fixed(linear.accuracy, 4)). Tossing a \
        coin gives log 2 = 0.6931 and 0.5. The costs of the others end between \
        \(fixed(bent[0].cost, 4)) (\(bent[0].activation.rawValue)) and \(fixed(bent[5].cost, 4)) \
        (\(bent[5].activation.rawValue)).
        """
}

/// The points of a grid, a row per point, line after line.
func grid(_ xs: [Double], _ ys: [Double]) -> Matrix {
    Matrix(rows: xs.count * ys.count, columns: 2) { i, j in
        j == 0 ? xs[i % xs.count] : ys[i / xs.count]
    }
}

extension Notebook {
    /// Activations and their derivatives.
    func showActivations(_ activations: [Activation], _ title: String) {
        let zs = evenly(from: -3, through: 3, count: 121)
        let z = Matrix(row: zs)
        plot(
            "Activations: \(title)", x: "z", y: "f(z)",
            activations.map { Curve($0.rawValue, x: zs, y: $0.value(z).values) })
        plot(
            "Derivatives: \(title)", x: "z", y: "f′(z)",
            activations.map {
                Curve($0.rawValue, x: zs, y: $0.derivative(z, $0.value(z)).values)
            })
    }

    func showDerivativeCheck(_ checks: [CheckedGradient]) {
        table(
            ["f", "‖by hand − numerical‖ / (…)", ""],
            checks.map {
                [$0.name, scientific($0.difference), $0.isRight ? "right" : "WRONG"]
            })
    }

    func showRings(_ x: Matrix) {
        func points(_ name: String, _ rows: Range<Int>) -> Points {
            let part = x[rows: rows]
            return Points(name, x: part[column: 0], y: part[column: 1])
        }
        scatter(
            "Two rings", x: "x₁", y: "x₂",
            [points("class 0", 0..<100), points("class 1", 100..<200)],
            sameScale: true)
    }

    /// For each row, a name and the checks of dW₁, db₁, dW₂ and db₂.
    func showGradientCheck(_ rows: [(name: String, checks: [CheckedGradient])]) {
        table(
            ["f", "dW₁", "db₁", "dW₂", "db₂"],
            rows.map { name, checks in
                [name]
                    + checks.map { $0.isRight ? "< 1e-7" : "WRONG \(fixed($0.difference, 4))" }
            })
        let corners = rows.flatMap(\.checks).reduce(0) { $0 + $1.corners }
        if corners > 0 {
            line("(\(corners) derivatives left out: a corner of f lies within the step.)")
        }
    }

    /// Costs side by side at some of the iterations, kept for --csv.
    func showCosts(_ curves: [(String, [Double])]) {
        let last = curves[0].1.count - 1
        let steps = Array(stride(from: 0, through: last, by: max(1, last / 20)))
        let shown = curves.map { name, costs in (name, steps.map { costs[$0] }) }
        self.curves(step: "iteration", at: steps, shown, decimals: 4)
        plot(
            "Cost by activation", x: "iteration", y: "cost",
            shown.map { name, costs in
                // A cost that explodes would leave no height for the others.
                let low = costs.indices.filter { costs[$0] < 10 }
                return Curve(name, x: low.map { steps[$0] }, y: low.map { costs[$0] })
            })
    }

    /// Costs side by side at given iterations.
    func showCosts(_ curves: [(String, [Double])], at steps: [Int]) {
        let steps = steps.filter { $0 < curves[0].1.count }
        self.curves(
            step: "iteration", at: steps,
            curves.map { name, costs in (name, steps.map { costs[$0] }) }, record: false)
    }

    func showResults(_ results: [Result]) {
        table(
            ["f", "cost at the end", "accuracy"],
            results.map {
                [$0.activation.rawValue, fixedOrPower($0.cost, 6), fixed($0.accuracy, 4)]
            })
    }
}
