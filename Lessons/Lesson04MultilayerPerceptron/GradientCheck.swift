import Layers
import Matrices
import Notebook

/// Random weights and biases, none of them 0, so that no z lies on ReLU's corner.
func randomParameters(hidden: Int, seed: Int) -> Parameters {
    var p = firstParameters(hidden: hidden, seed: seed)
    var random = RandomState(seed: seed + 1)
    p.b1 = random.randn(rows: 1, columns: hidden)
    p.b2 = random.randn(rows: 1, columns: 1)
    return p
}

/// The relative differences between by hand and numerical, for W₁, b₁, W₂ and b₂; by hand is the
/// lesson's backward pass, or another one.
func checkGradients(
    _ x: Matrix, _ y: Matrix, at p: Parameters, _ f: Activation,
    backward other: ((Matrix, Trace, Matrix, Parameters, Activation) -> Parameters)? = nil
) -> [Double] {
    let byHand = (other ?? backward)(x, forward(x, p, f), y, p, f)
    func numerical(_ parameter: WritableKeyPath<Parameters, Matrix>) -> Matrix {
        numericalGradient(at: p[keyPath: parameter]) { value in
            var moved = p
            moved[keyPath: parameter] = value
            return cost(forward(x, moved, f).z2, y)
        }
    }
    return [\Parameters.w1, \.b1, \.w2, \.b2].map {
        relativeDifference(byHand[keyPath: $0], numerical($0))
    }
}

func showGradientCheck(_ notebook: Notebook, _ x: Matrix, _ y: Matrix, hidden: Int, seed: Int) {
    notebook.text(
        """
        The whole backward pass, for every parameter and every activation, against central \
        differences at random weights. Below 1e-7 is right; a wrong formula gives 0.01 to 1.
        """)
    let p = randomParameters(hidden: hidden, seed: seed)
    notebook.table(
        ["f", "dW₁", "db₁", "dW₂", "db₂"],
        Activation.allCases.map { f in
            [f.rawValue]
                + checkGradients(x, y, at: p, f).map {
                    $0 < 1e-7 ? "< 1e-7" : "WRONG \(fixed($0, 4))"
                }
        })
}
