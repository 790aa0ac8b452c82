import Matrices
import Notebook

// One point of the inner ring through a 2-2-1 network with round weights, for a pocket calculator.

/// A point, its class, and the network.
func smallNetwork() -> (x: Matrix, y: Matrix, p: Parameters) {
    (
        Matrix(row: [0.4, 0.3]), Matrix(row: [1]),
        Parameters(
            w1: Matrix([[1, -1], [2, 1]]), b1: Matrix(row: [0, -0.1]),
            w2: Matrix(column: [2, -1]), b2: Matrix(row: [-1.5]))
    )
}

func explainBackward(_ notebook: Notebook, _ f: Activation) {
    let (x, y, p) = smallNetwork()
    let trace = forward(x, p, f)
    let dz2 = costDerivative(trace, y)
    let d = backward(trace, dz2, p, f)
    let da1 = matmul(dz2, transposed: p.w2)
    notebook.text(
        """
        The point (0.4, 0.3) lies on the inner ring, so y = 1. It goes through two hidden neurons \
        with \(f.rawValue), from left to right. Above each node is its value. Then the error goes \
        back: below each node is the derivative of the cost with respect to that value. All \
        weights are round, so that you can recompute every number with the formulas above.
        """)
    func number(_ value: Double) -> String { fixed(value, 4) }
    func bias(_ b: Double) -> String { "Σ \(b < 0 ? "−" : "+") \(fixed(abs(b), 1))" }
    let hidden = (0..<2).flatMap { j in
        [
            Diagram.Node(
                "z\(j)", at: (1.1, 1.3 * Double(j)), text: bias(p.b1[0, j]),
                value: number(trace.z1[0, j]), gradient: number(d.b1[0, j])),
            Diagram.Node(
                "a\(j)", at: (2.05, 1.3 * Double(j)), text: f.rawValue,
                value: number(trace.a1[0, j]), gradient: number(da1[0, j])),
        ]
    }
    let weights = (0..<2).flatMap { j in
        (0..<2).map { i in
            Diagram.Arrow("x\(i)", "z\(j)", label: fixed(p.w1[i, j], 0))
        } + [
            Diagram.Arrow("z\(j)", "a\(j)"),
            Diagram.Arrow("a\(j)", "z", label: fixed(p.w2[j, 0], 0)),
        ]
    }
    notebook.diagram(
        "A 2-2-1 network, forwards and backwards",
        [
            Diagram.Node("x0", at: (0, 0), text: "x₁", value: fixed(x[0, 0], 1)),
            Diagram.Node("x1", at: (0, 1.3), text: "x₂", value: fixed(x[0, 1], 1)),
            Diagram.Node(
                "z", at: (3.15, 0.65), text: bias(p.b2[0, 0]), value: number(trace.z2[0, 0]),
                gradient: number(dz2[0, 0])),
            Diagram.Node("ŷ", at: (4.1, 0.65), text: "σ", value: number(trace.predicted[0, 0])),
        ] + hidden, weights + [Diagram.Arrow("z", "ŷ")])
    func row(_ name: String, _ value: Matrix) -> [String] {
        [name] + value.values.map(number) + [String](repeating: "", count: 4 - value.values.count)
    }
    notebook.text("Each weight's derivative is its input times the dz that came back:")
    notebook.table(
        ["", "x₁ → 1", "x₁ → 2", "x₂ → 1", "x₂ → 2"], [row("dW₁ = xᵀ·dz₁", d.w1)])
    notebook.table(
        ["", "1", "2"],
        [["dW₂ = a₁ᵀ·dz₂"] + d.w2.values.map(number), ["db₁ = dz₁"] + d.b1.values.map(number)])
    var next = p
    update(&next, d, learningRate: 0.1)
    let after = forward(x, next, f)
    notebook.text(
        """
        After a step with α = 0.1, the network answers \(number(after.predicted[0, 0])) instead of \
        \(number(trace.predicted[0, 0])), and the cost is \(number(cost(after, y))) instead of \
        \(number(cost(trace, y))).
        """)
}
