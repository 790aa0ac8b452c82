import Foundation
import Matrices
import Notebook

func showLearningRates(_ notebook: Notebook, _ x: Matrix, _ y: Matrix) {
    let steps = Array(stride(from: 0, through: 100, by: 10))
    let rates = [0.001, 0.01, 0.04663, 0.1]
    let descents = rates.map { descend(x, y, learningRate: $0, iterations: 300) }
    notebook.text("The same start, four learning rates, the cost every ten iterations:")
    notebook.curves(
        step: "iteration", at: steps,
        zip(rates, descents).map { rate, descent in
            ("rate \(rate)", steps.map { descent.costs[$0] })
        })
    notebook.plot(
        "Cost by learning rate", x: "iteration", y: "cost",
        zip(rates, descents).map { rate, descent in
            let shown = descent.costs.prefix(101).enumerated().filter { $0.element < 40_000 }
            return Curve(
                "\(rate)", x: shown.map { Double($0.offset) }, y: shown.map { $0.element })
        })
    let tooLarge = descents[3].costs
    let lost = tooLarge.firstIndex { !$0.isFinite } ?? 0
    let huge = tooLarge.firstIndex { $0 > 1e12 } ?? 0
    notebook.text(
        """
        0.001 creeps. 0.04663 is the best that one rate can do here. With 0.1 each step overshoots \
        the valley and lands higher up on the other side: the cost passes 1e12 after \(huge) \
        updates and is infinite after \(lost). A smaller rate is safer, but \u{201C}very small is \
        best\u{201D}, as one article has it, only means a long walk.
        """)
}

/// The two eigenvalues of the Hessian of J, the matrix of its second derivatives:
/// 2/n · [ Σx² Σx ; Σx n ].
func hessianEigenvalues(_ x: Matrix) -> (smaller: Double, larger: Double) {
    let mm = (2 * x * x).mean()
    let mb = (2 * x).mean()
    let bb = 2.0
    let middle = (mm + bb) / 2
    let spread = (((mm - bb) / 2) * ((mm - bb) / 2) + mb * mb).squareRoot()
    return (middle - spread, middle + spread)
}

/// After how many updates both parameters are within 1e-6 of the bottom of the valley.
func iterationsToBottom(_ x: Matrix, _ y: Matrix, learningRate: Double) -> Int? {
    let best = leastSquares(x, y)
    let descent = descend(x, y, learningRate: learningRate, iterations: 3_000)
    return descent.costs.indices.first { i in
        max(abs(descent.ms[i] - best.m), abs(descent.bs[i] - best.b)) < 1e-6
    }
}

func showBound(_ notebook: Notebook, _ x: Matrix, _ y: Matrix) {
    let (smaller, larger) = hessianEigenvalues(x)
    let bound = 2 / larger
    notebook.text(
        """
        How steeply the valley curves is in its second derivatives, the Hessian. Its eigenvalues \
        are the curvatures along the two axes of the valley: here λmin = \(fixed(smaller, 5)) and \
        λmax = \(fixed(larger, 5)). One step multiplies the distance from the bottom by 1 − α·λ, \
        along each axis. That shrinks as long as α < 2/λmax = \(fixed(bound, 7)). Both sides of \
        the bound, a thousand iterations:
        """)
    let rates: [(String, Double)] = [
        ("0.90 × bound", 0.90), ("0.99 × bound", 0.99), ("1.01 × bound", 1.01),
        ("1.10 × bound", 1.10),
    ]
    notebook.table(
        ["α", "which is", "cost after 1000", "so it"],
        rates.map { name, factor in
            let costs = descend(x, y, learningRate: factor * bound, iterations: 1_000).costs
            let last = costs[costs.count - 1]
            return [
                fixed(factor * bound, 7), name,
                last < 1e7 ? fixed(last, 3) : String(format: "%.2e", last),
                last < costs[0] ? "goes down" : "diverges",
            ]
        })
}
