import Matrices
import Notebook

/// The weights of a polynomial by gradient descent on the mean squared error, from w = 0.
func descend(_ points: Sample, degree: Int, learningRate: Double, steps: Int) -> Matrix {
    let a = powers(points.x, degree: degree)
    let y = Matrix(column: points.y)
    var w = Matrix(rows: degree + 1, columns: 1)
    for _ in 0..<steps {
        let dw = 2 * matmul(transposed: a, matmul(a, w) - y) / Double(y.rows)
        w -= learningRate * dw
    }
    return w
}

/// Three cures for underfitting: more data, a richer model, more training.
struct Cures {
    var byPoints, bySteps: [FitErrors]
    /// Degree 3, solved.
    var cubic: FitErrors
}

func cures(_ sets: [PointSet]) -> Cures {
    Cures(
        byPoints: [
            FitErrors("20", sets) { (fit($0.few, degree: 1), $0.few) },
            FitErrors("200", sets) { (fit($0.many, degree: 1), $0.many) },
            FitErrors("2,000", sets) { (fit($0.veryMany, degree: 1), $0.veryMany) },
        ],
        bySteps: [10, 100, 1000].map { steps in
            FitErrors("\(steps)", sets) {
                (descend($0.few, degree: 3, learningRate: 0.1, steps: steps), $0.few)
            }
        },
        cubic: FitErrors("", sets) { (fit($0.few, degree: 3), $0.few) })
}

extension Notebook {
    func showCures(_ cures: Cures) {
        showErrors("points", cures.byPoints)
        text(
            """
            A straight line stays a straight line. A richer model helps: degree 3, with 20 points, \
            has an error of \(fixed(median(cures.cubic.new), 3)). More training helps, too. Here \
            is degree 3 again, this time by gradient descent from w = 0, with a learning rate of \
            0.1:
            """)
        showErrors("steps", cures.bySteps)
    }
}
