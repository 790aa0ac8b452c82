import Datasets
import Exercises
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var reluDerivative: (_ z: Matrix) -> Matrix
    var backward: (_ x: Matrix, _ trace: Trace, _ y: Matrix, _ p: Parameters) -> Parameters
}

/// Some points of two features, and a network 2-4-1, all at random.
private struct Place {
    let x, y: Matrix
    let p: Parameters

    init(_ random: inout RandomState, points: Int) {
        x = random.randn(rows: points, columns: 2)
        y = Matrix(column: (0..<points).map { [1, 0, 1, 0, 0][$0 % 5] })
        p = Parameters(
            w1: random.randn(rows: 2, columns: 4), b1: random.randn(rows: 1, columns: 4),
            w2: random.randn(rows: 4, columns: 1), b2: random.randn(rows: 1, columns: 1))
    }

    var trace: Trace { forward(x, p) }

    /// Central differences of the log loss.
    func numerical(_ parameter: WritableKeyPath<Parameters, Matrix>) -> Matrix {
        numericalGradient(at: p[keyPath: parameter]) { value in
            var moved = p
            moved[keyPath: parameter] = value
            return logLoss(forward(x, moved).z2, y)
        }
    }

    var m: Int { x.rows }
    var dz2: Matrix { (trace.predicted - y) / Double(m) }
    /// dz₂ with the sigmoid's derivative in it once too often.
    var steepDz2: Matrix { dz2 * trace.predicted * (1 - trace.predicted) }
    /// f′(z₁).
    var slope: Matrix { trace.z1.map { $0 > 0 ? 1 : 0 } }

    var dz1: Matrix { dz1(dz2, slope) }
    func ones(_ rows: Int, _ columns: Int) -> Matrix {
        Matrix(rows: rows, columns: columns, repeating: 1)
    }

    /// dz₁ with something else in place of dz₂ or of f′(z₁).
    func dz1(_ dz2: Matrix, _ slope: Matrix) -> Matrix {
        matmul(dz2, transposed: p.w2) * slope
    }
}

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 4)
    let places = Places([7, 7, 9, 6].map { Place(&random, points: $0) }, examples: \.m)
    return [checkDerivative(solution, places), checkBackward(solution, places)]
}

private func checkDerivative(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "f′", of: { solution.reluDerivative($0.trace.z1) }, like: "z", right: \.slope,
        mistakes: [
            ("f itself", "f itself, max(z, 0). How steep is it, left and right of 0?"): \.trace.a1,
            ("linear", "1 everywhere. For z < 0 the ReLU is flat."): { $0.ones($0.m, 4) },
            ("sides", "the two sides, which are exchanged: it is 1 where z > 0."): { 1 - $0.slope },
            ("sigmoid's", "the sigmoid's derivative, not the ReLU's."):
                { sigmoid($0.trace.z1) * (1 - sigmoid($0.trace.z1)) },
            ("sigmoid's", "Z(1 − Z), as in an article. That is the sigmoid's, with Z = σ(z)."):
                { $0.trace.z1 * (1 - $0.trace.z1) },
            ("sides", "the left side: it is 0 where z < 0, not −1."): { 2 * $0.slope - 1 },
            ("leaky", "the left side: it is 0 there, as max(z, 0) is flat. Yours is leaky."):
                { $0.trace.z1.map { $0 > 0 ? 1 : 0.01 } },
            ("tanh's", "the derivative of tanh, 1 − tanh² z, not the ReLU's."):
                { 1 - tanh($0.trace.z1) * tanh($0.trace.z1) },
            ("z", "z itself. How steep is max(z, 0), left and right of 0?"): \.trace.z1,
        ])
    return Part(
        "reluDerivative", [term],
        hints: Hints(
            idea: "Draw max(z, 0). How steep is the line left of 0, and how steep right of it?",
            formula: "f′(z) = 1 where z > 0, else 0",
            lines: [
                "f′": "return z.map { $0 > 0 ? 1 : 0 }"
            ]))
}

private func checkBackward(_ solution: Solution, _ places: Places<Place>) -> Part {
    let yours = places.tried { solution.backward($0.x, $0.trace, $0.y, $0.p) }
    let steep = "a factor ŷ(1 − ŷ) that is not in dz₂. The log loss cancels it, as in lesson 03."
    let sigmoids = "Z(1 − Z) in place of f′(z₁). That is the sigmoid's derivative."
    let wrongDz2: Mistakes<Place, Matrix> = [
        ("σ′", steep): \.steepDz2,
        ("y", "the y. The error that goes back is ŷ − y, not ŷ."):
            { $0.trace.predicted / Double($0.m) },
    ]
    let wrongSlope: Mistakes<Place, Matrix> = [
        ("f′", "the factor f′(z₁). The error has to go back through the activation."):
            { $0.trace.a1.map { _ in 1 } },
        ("f′", sigmoids): { $0.trace.a1 * (1 - $0.trace.a1) },
        ("f′", sigmoids): { $0.trace.z1 * (1 - $0.trace.z1) },
        ("f′", sigmoids): { sigmoid($0.trace.z1) * (1 - sigmoid($0.trace.z1)) },
        ("f′", "f(z₁) in place of its derivative f′(z₁)."): \.trace.a1,
        ("f′", "1 − Z² in place of f′(z₁). That is the derivative of tanh."):
            { 1 - $0.trace.a1 * $0.trace.a1 },
    ]
    let wrongDz1 =
        wrongDz2.map { $0.dz1($1, $0.slope) } + wrongSlope.map { $0.dz1($0.dz2, $1) } + [
            ("W₂", "the weights. Each hidden neuron gets dz₂ times its own weight in W₂."):
                { matmul($0.dz2, $0.ones(1, 4)) * $0.slope }
        ]
        + wrongSlope.map { $0.dz1($0.steepDz2, $1) }
        .renamed { ("σ′, f′", "two things at once: \(steep) And \($1)") }

    /// A term, from what goes into its layer, and the layer's dz.
    func term(
        _ name: String, _ parameter: WritableKeyPath<Parameters, Matrix>, like: String,
        from input: @escaping (Place) -> Matrix, _ dz: @escaping (Place) -> Matrix,
        mistakes: Mistakes<Place, Matrix>
    ) -> Term {
        places.term(
            name, yours: yours.map { $0.map { $0[keyPath: parameter] } }, like: like,
            right: { $0.numerical(parameter) },
            each: { matmul(transposed: input($0)[rows: [$1]], dz($0)[rows: [$1]]) },
            mistakes: mistakes)
    }
    func ones(_ place: Place) -> Matrix { place.ones(place.m, 1) }
    let terms = [
        term(
            "dW₂", \.w2, like: "W₂", from: \.trace.a1, \.dz2,
            mistakes: [
                ("a₁", "z₁ in place of a₁. What goes into the last layer is a₁."):
                    { matmul(transposed: $0.trace.z1, $0.dz2) }
            ] + wrongDz2.map { matmul(transposed: $0.trace.a1, $1) }),
        term(
            "db₂", \.b2, like: "b₂", from: ones, \.dz2,
            mistakes: wrongDz2.map { $1.columnSums() }),
        term(
            "dW₁", \.w1, like: "W₁", from: \.x, \.dz1,
            mistakes: wrongDz1.map { matmul(transposed: $0.x, $1) }),
        term(
            "db₁", \.b1, like: "b₁", from: ones, \.dz1,
            mistakes: wrongDz1.map { $1.columnSums() }),
    ]
    return Part(
        "backward", terms,
        hints: Hints(
            idea: """
                The last layer is logistic regression with a₁ as its input: you have it from exercise \
                03. Then go back: what would J gain if a₁ changed? Each hidden neuron gets the later \
                error dz₂ times the weight in W₂ that leads there. Then through f, element by element. \
                And the first layer is a layer like the last one, with x as its input.
                """,
            formula: """
                dz₂ = (ŷ − y) / m
                dW₂ = a₁ᵀ·dz₂
                db₂ = Σ dz₂                 over the points, column by column
                dz₁ = dz₂·W₂ᵀ ∗ f′(z₁)      ∗ goes element by element
                dW₁ = xᵀ·dz₁
                db₁ = Σ dz₁                 over the points, column by column
                """,
            lines: [
                "dW₂": """
                let dz2 = (trace.predicted - y) / Double(x.rows)
                let dw2 = matmul(transposed: trace.a1, dz2)
                """,
                "db₂": "let db2 = dz2.columnSums()",
                "dW₁": "let dz1 = matmul(dz2, transposed: p.w2) * reluDerivative(trace.z1)",
                "db₁": "let db1 = dz1.columnSums()",
            ]))
}

/// The first cost lines of lesson 04, with the functions given: 2-16-1, α = 1.
func costLines(_ solution: Solution) -> CostLines {
    let (x, y) = twoRings(seed: 0)
    var p = firstParameters(hidden: 16, seed: 0)
    return CostLines(
        "iteration", [0: 0.758086, 100: 0.116944, 200: 0.053553], source: "the lesson's"
    ) { _ in
        let trace = forward(x, p)
        let d = solution.backward(x, trace, y, p)
        p.w1 -= d.w1
        p.b1 -= d.b1
        p.w2 -= d.w2
        p.b2 -= d.b2
        return logLoss(trace.z2, y)
    }
}
