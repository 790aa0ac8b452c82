import Layers
import Matrices
import Notebook

/// The relative difference of every parameter's gradient to the numerical one, in a small network.
func checkGradients(_ x: Matrix, _ y: Matrix, _ loss: Loss, seed: Int) -> [Double] {
    var random = RandomState(seed: seed + 1)
    var parameters = firstParameters([x.columns, 6, 5, 4, 1], &random)
    for k in parameters.indices {
        parameters[k] += random.uniform(
            -0.5, 0.5, rows: parameters[k].rows, columns: parameters[k].columns)
    }
    let (z, a) = forward(x, parameters)
    let gradients = backward(z, a, parameters, loss.derivative(z[z.count - 1], y))
    return parameters.indices.map { k in
        let numerical = numericalGradient(at: parameters[k]) { moved in
            var others = parameters
            others[k] = moved
            return loss(predict(x, others), y)
        }
        return relativeDifference(gradients[k], numerical)
    }
}

func showGradientCheck(_ notebook: Notebook, _ wine: Wine, seed: Int) {
    notebook.text(
        """
        The same functions with three small hidden layers, 11-6-5-4-1, ten wines, random weights \
        and biases: how far are the gradients by hand from the numerical ones of lesson 02?
        """)
    let names = ["W₁", "b₁", "W₂", "b₂", "W₃", "b₃", "W₄", "b₄"]
    let differences = Loss.compared.map {
        checkGradients(wine.x[rows: 0..<10], wine.y[rows: 0..<10], $0, seed: seed)
    }
    notebook.table(
        ["gradient of", "mae", "mse", "huber"],
        names.indices.map { k in [names[k]] + differences.map { scientific($0[k]) } })
    let worst = differences.flatMap { $0 }.max() ?? 0
    notebook.line(
        worst < 1e-7
            ? "all 24 are below 1e-7: right" : "the largest is \(scientific(worst)): WRONG")
}
