import Exercises
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var reluDerivative: (_ z: Matrix) -> Matrix
    var backward: (_ x: Matrix, _ trace: Trace, _ y: Matrix, _ p: Parameters) -> Parameters
}

/// Seven points of two features, and a network 2-4-1, all at random.
private struct Place {
    let x, y: Matrix
    let p: Parameters

    init(_ random: inout RandomState) {
        x = random.randn(rows: 7, columns: 2)
        y = Matrix(column: [1, 0, 1, 0, 0, 1, 0])
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

    /// dz₁ with something else in the place of f′(z₁).
    func dz1(_ slope: Matrix) -> Matrix {
        matmul((trace.predicted - y) / 7, transposed: p.w2) * slope
    }

    /// dz₂ with the sigmoid's derivative in it once too often.
    var steepDz2: Matrix {
        (trace.predicted - y) * trace.predicted * (1 - trace.predicted) / 7
    }
}

/// Judges every term at four random places of seven points each.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 4)
    let places = (0..<4).map { _ in Place(&random) }
    return [checkDerivative(solution, places), checkBackward(solution, places)]
}

private func checkDerivative(_ solution: Solution, _ places: [Place]) -> Part {
    let zs = places.map(\.trace.z1)
    let term = Term(
        "f′", yours: zs.map { solution.reluDerivative($0) },
        right: zs.map { $0.map { $0 > 0 ? 1 : 0 } }, like: "z",
        mistakes: [
            Mistake(
                "f itself", "f itself, max(z, 0). How steep is it, left and right of 0?",
                places.map(\.trace.a1)),
            Mistake(
                "linear", "1 everywhere. For z < 0 the ReLU is flat.", zs.map { $0.map { _ in 1 } }),
            Mistake(
                "sides", "the two sides, which are exchanged: it is 1 where z > 0.",
                zs.map { $0.map { $0 > 0 ? 0 : 1 } }),
            Mistake(
                "sigmoid's", "the sigmoid's derivative, not the ReLU's.",
                zs.map { sigmoid($0) * (1 - sigmoid($0)) }),
            Mistake(
                "sigmoid's",
                "Z(1 − Z), as one of the articles has it. That is the sigmoid's, with "
                    + "Z = σ(z), not the ReLU's.",
                zs.map { $0 * (1 - $0) }),
        ])
    return Part(
        "reluDerivative", [term],
        hints: [
            "Draw max(z, 0). How steep is the line left of 0, and how steep right of it?",
            "f′(z) = 1 where z > 0, else 0. In Swift: z.map { $0 > 0 ? 1 : 0 }.",
        ])
}

private func checkBackward(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = places.map { solution.backward($0.x, $0.trace, $0.y, $0.p) }
    let steep = "a factor ŷ(1 − ŷ) that is not in dz₂. The log loss cancels it, as in lesson 03."
    func last(
        _ name: String, _ parameter: WritableKeyPath<Parameters, Matrix>, like: String,
        steepened: [Matrix], mistakes: [Mistake] = []
    ) -> Term {
        Term(
            name, yours: yours.map { $0[keyPath: parameter] },
            right: places.map { $0.numerical(parameter) }, like: like, examples: 7,
            mistakes: [Mistake("σ′", steep, steepened)] + mistakes)
    }
    func first(
        _ name: String, _ parameter: WritableKeyPath<Parameters, Matrix>, like: String,
        from dz1: (Place, Matrix) -> Matrix
    ) -> Term {
        func mistake(_ word: String, _ sentence: String, _ slope: (Trace) -> Matrix) -> Mistake {
            Mistake(word, sentence, places.map { dz1($0, $0.dz1(slope($0.trace))) })
        }
        return Term(
            name, yours: yours.map { $0[keyPath: parameter] },
            right: places.map { $0.numerical(parameter) }, like: like, examples: 7,
            mistakes: [
                mistake(
                    "f′", "the factor f′(z₁). The error has to go back through the activation.",
                    { $0.a1.map { _ in 1 } }),
                mistake(
                    "f′", "Z(1 − Z) in the place of f′(z₁). That is the sigmoid's derivative.",
                    { $0.a1 * (1 - $0.a1) }),
                mistake(
                    "f′", "Z(1 − Z) in the place of f′(z₁). That is the sigmoid's derivative.",
                    { $0.z1 * (1 - $0.z1) }),
                mistake("f′", "f(z₁) in the place of its derivative f′(z₁).", { $0.a1 }),
            ])
    }
    return Part(
        "backward",
        [
            last(
                "dW₂", \.w2, like: "W₂",
                steepened: places.map { matmul(transposed: $0.trace.a1, $0.steepDz2) },
                mistakes: [
                    Mistake(
                        "a₁", "z₁ in the place of a₁. What goes into the last layer is a₁.",
                        places.map {
                            matmul(transposed: $0.trace.z1, ($0.trace.predicted - $0.y) / 7)
                        })
                ]),
            last("db₂", \.b2, like: "b₂", steepened: places.map { $0.steepDz2.columnSums() }),
            first("dW₁", \.w1, like: "W₁") { matmul(transposed: $0.x, $1) },
            first("db₁", \.b1, like: "b₁") { $1.columnSums() },
        ],
        hints: [
            """
            The last layer is logistic regression with a₁ as its input: you have it from exercise \
            03. Then go back: what would J gain if a₁ changed? Each hidden neuron gets the later \
            error dz₂ times the weight in W₂ that leads there. Then through f, element by element. \
            And the first layer is a layer like the last one, with x as its input.
            """,
            """
            dz₂ = (ŷ − y) / m,   dW₂ = a₁ᵀ·dz₂,   db₂ = Σ dz₂ over the points,   \
            dz₁ = dz₂·W₂ᵀ ∗ f′(z₁),   dW₁ = xᵀ·dz₁,   db₁ = Σ dz₁ over the points.
            """,
        ])
}

/// What lesson 04 prints for its first iterations with ReLU.
let lessonLines = (at: [0, 100, 200], costs: [0.758086, 0.116944, 0.053553])

/// The first cost lines of lesson 04, with the functions given: 2-16-1, α = 1.
func costLines(_ solution: Solution) -> CostLines {
    let (x, y) = twoRings(seed: 0)
    var p = firstParameters(hidden: 16, seed: 0)
    var costs: [Double] = []
    for iteration in 0...200 {
        let trace = forward(x, p)
        if lessonLines.at.contains(iteration) { costs.append(logLoss(trace.z2, y)) }
        let d = solution.backward(x, trace, y, p)
        p.w1 -= d.w1
        p.b1 -= d.b1
        p.w2 -= d.w2
        p.b2 -= d.b2
    }
    return CostLines(
        step: "iteration", at: lessonLines.at, yours: costs, right: lessonLines.costs)
}
