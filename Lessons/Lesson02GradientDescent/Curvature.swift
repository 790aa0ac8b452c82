import Matrices

/// A walk down the parabola J = λ/2 · (w − w*)²: how far from the bottom it is after each step.
struct ParabolaWalk {
    var learningRate: Double
    var factor: Double
    var distances: [Double]
}

/// Ten steps down a parabola with λ = 2, from a distance of 1.
func descendParabola(learningRate: Double) -> ParabolaWalk {
    let curvature = 2.0
    let bottom = 3.0
    var w = bottom + 1
    var distances = [w - bottom]
    for _ in 0..<10 {
        let dw = curvature * (w - bottom)
        w = w - learningRate * dw
        distances.append(w - bottom)
    }
    return ParabolaWalk(
        learningRate: learningRate, factor: 1 - learningRate * curvature, distances: distances)
}

/// The two eigenvalues of the Hessian of J, the matrix of its second derivatives:
/// 2/m · [ Σx² Σx ; Σx m ].
func hessianEigenvalues(_ x: Matrix) -> (smaller: Double, larger: Double) {
    let ww = (2 * x * x).mean()
    let wb = (2 * x).mean()
    let bb = 2.0
    let middle = (ww + bb) / 2
    let spread = (((ww - bb) / 2) * ((ww - bb) / 2) + wb * wb).squareRoot()
    return (middle - spread, middle + spread)
}

/// After how many updates both parameters are within 1e-6 of the bottom of the valley.
func updatesToBottom(_ x: Matrix, _ y: Matrix, learningRate: Double) -> Int? {
    let best = bestParameters(x, y)
    let path = train(x, y, learningRate: learningRate, iterations: 3_000).path
    return path.firstIndex { max(abs($0.w - best.w), abs($0.b - best.b)) < 1e-6 }
}

/// How an input makes the valley.
struct InputShape {
    var name: String
    var smaller, larger, bestRate: Double
    var updates: Int?
}

func describe(_ name: String, _ x: Matrix, _ y: Matrix) -> InputShape {
    let (smaller, larger) = hessianEigenvalues(x)
    let best = 2 / (smaller + larger)
    return InputShape(
        name: name, smaller: smaller, larger: larger, bestRate: best,
        updates: updatesToBottom(x, y, learningRate: best))
}
