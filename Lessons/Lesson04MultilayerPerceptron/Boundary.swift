import Matrices
import Notebook

/// What the network says of every place on the plane.
func showBoundary(
    _ notebook: Notebook, _ x: Matrix, _ y: Matrix, _ p: Parameters, _ f: Activation
) {
    let (xs, ys) = (evenly(-1.4, 1.4, 57), evenly(-1.4, 1.4, 57))
    let probability = forward(grid(xs, ys), p, f).predicted
    notebook.boundary(
        "What the network answers, ŷ, over the plane", x: xs, y: ys,
        probability: probability.reshaped(rows: ys.count, columns: xs.count), points: x,
        labels: y.values.map { Int($0) })
}
