import Layers
import Matrices
import Notebook

func showActivations(_ notebook: Notebook) {
    notebook.text(
        """
        Between two layers there has to be something that bends, or the two are one straight line \
        (lesson 01). That is the activation f. On the way back its derivative f′ is needed.
        """)
    notebook.table(
        ["f", "a = f(z)", "f′(z)"],
        Activation.allCases.map { [$0.rawValue, $0.formula.value, $0.formula.derivative] })
    let zs = (-30...30).map { Double($0) / 10 }
    let z = Matrix(row: zs)
    notebook.plot(
        "Activations on −3…3", x: "z", y: "f(z)",
        [Activation.sigmoid, .tanh, .relu, .elu, .swish].map {
            Curve($0.rawValue, x: zs, y: $0.value(z).values)
        })
    notebook.plot(
        "Their derivatives", x: "z", y: "f′(z)",
        [Activation.sigmoid, .tanh, .relu, .elu, .swish].map {
            Curve($0.rawValue, x: zs, y: derivative($0, z).values)
        })
    notebook.text(
        """
        Only sigmoid and tanh are bounded; ReLU, ELU, SELU and swish grow without end. Each \
        derivative against central differences, at 60 places between −3 and 3 (not at 0, where \
        ReLU has a corner):
        """)
    let away = Matrix(row: zs.filter { $0 != 0 })
    notebook.table(
        ["f", "‖by hand − numerical‖ / (…)", ""],
        Activation.allCases.map { f in
            let numerical = numericalGradient(at: away) { f.value($0).sum() }
            let difference = relativeDifference(derivative(f, away), numerical)
            return [
                f.rawValue, difference < 1e-7 ? "< 1e-7" : "\(difference)",
                difference < 1e-7 ? "right" : "WRONG",
            ]
        })
}

/// f′(z): the way back with da = 1.
func derivative(_ f: Activation, _ z: Matrix) -> Matrix {
    f.backward(z.map { _ in 1 }, z, f.value(z))
}
