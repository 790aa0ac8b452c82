import Foundation
import Matrices
import Notebook

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
