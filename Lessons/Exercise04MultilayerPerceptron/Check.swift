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

    /// dz₁ with something else in place of dz₂ or of f′(z₁).
    func dz1(_ dz2: Matrix, _ slope: Matrix) -> Matrix {
        matmul(dz2, transposed: p.w2) * slope
    }
}

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 4)
    let places = [7, 7, 9, 6].map { Place(&random, points: $0) }
    return [checkDerivative(solution, places), checkBackward(solution, places)]
}

private func checkDerivative(_ solution: Solution, _ places: [Place]) -> Part {
    let zs = places.map(\.trace.z1)
    let term = Term(
        "f′", yours: tried(zs) { solution.reluDerivative($0) },
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
            Mistake(
                "sides", "the left side: it is 0 where z < 0, not −1.",
                zs.map { $0.map { $0 > 0 ? 1 : -1 } }),
            Mistake(
                "leaky", "the left side: it is 0 there, as max(z, 0) is flat. Yours is leaky.",
                zs.map { $0.map { $0 > 0 ? 1 : 0.01 } }),
            Mistake(
                "tanh's", "the derivative of tanh, 1 − tanh² z, not the ReLU's.",
                zs.map { 1 - tanh($0) * tanh($0) }),
            Mistake("z", "z itself. How steep is max(z, 0), left and right of 0?", zs),
        ])
    return Part(
        "reluDerivative", [term],
        hints: [
            "Draw max(z, 0). How steep is the line left of 0, and how steep right of it?",
            "f′(z) = 1 where z > 0, else 0.", "z.map { $0 > 0 ? 1 : 0 }",
        ])
}

private func checkBackward(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = tried(places) { solution.backward($0.x, $0.trace, $0.y, $0.p) }
    let steep = "a factor ŷ(1 − ŷ) that is not in dz₂. The log loss cancels it, as in lesson 03."
    let noY = "the y. The error that goes back is ŷ − y, not ŷ."
    let sigmoids = "Z(1 − Z) in place of f′(z₁). That is the sigmoid's derivative."

    /// A term, from what goes into its layer and the layer's dz.
    func term(
        _ name: String, _ parameter: WritableKeyPath<Parameters, Matrix>, like: String,
        _ value: @escaping (Place, _ dz: Matrix) -> Matrix, isFirst: Bool,
        mistakes: [Mistake] = []
    ) -> Term {
        func dz(_ place: Place, _ dz2: Matrix, _ slope: Matrix? = nil) -> Matrix {
            isFirst ? place.dz1(dz2, slope ?? place.slope) : dz2
        }
        func mistake(_ word: String, _ sentence: String, _ dz: (Place) -> Matrix) -> Mistake {
            Mistake(word, sentence, places.map { value($0, dz($0)) })
        }
        let last = [
            mistake("σ′", steep) { dz($0, $0.steepDz2) },
            mistake("y", noY) { dz($0, $0.trace.predicted / Double($0.m)) },
        ]
        let slopes: [(String, (Trace) -> Matrix)] = [
            (
                "the factor f′(z₁). The error has to go back through the activation.",
                {
                    $0.a1.map { _ in 1 }
                }
            ),
            (sigmoids, { $0.a1 * (1 - $0.a1) }), (sigmoids, { $0.z1 * (1 - $0.z1) }),
            (sigmoids, { sigmoid($0.z1) * (1 - sigmoid($0.z1)) }),
            ("f(z₁) in place of its derivative f′(z₁).", { $0.a1 }),
            (
                "1 − Z² in place of f′(z₁). That is the derivative of tanh.",
                {
                    1 - $0.a1 * $0.a1
                }
            ),
        ]
        let first = slopes.map { sentence, slope in
            mistake("f′", sentence) { dz($0, $0.dz2, slope($0.trace)) }
        }
        let both = slopes.map { sentence, slope in
            mistake("σ′, f′", "two things at once: \(steep) And \(sentence)") {
                dz($0, $0.steepDz2, slope($0.trace))
            }
        }
        let noWeights = mistake(
            "W₂", "the weights. Each hidden neuron gets dz₂ times its own weight in W₂."
        ) { place in
            Matrix(rows: place.m, columns: 4) { i, j in place.dz2[i, 0] * place.slope[i, j] }
        }
        return Term(
            name, yours: yours.map { $0.map { $0[keyPath: parameter] } },
            right: places.map { $0.numerical(parameter) }, like: like, examples: places.map(\.m),
            contributions: places.map { place in
                let dz = dz(place, place.dz2)
                return (0..<place.m).map { i in
                    value(
                        place,
                        dz.map(
                            with: Matrix(rows: dz.rows, columns: dz.columns) { k, _ in
                                k == i ? 1 : 0
                            }, *))
                }
            },
            mistakes: mistakes + last + (isFirst ? first + [noWeights] + both : []))
    }
    let terms = [
        term(
            "dW₂", \.w2, like: "W₂", { matmul(transposed: $0.trace.a1, $1) }, isFirst: false,
            mistakes: [
                Mistake(
                    "a₁", "z₁ in place of a₁. What goes into the last layer is a₁.",
                    places.map { matmul(transposed: $0.trace.z1, $0.dz2) })
            ]),
        term("db₂", \.b2, like: "b₂", { $1.columnSums() }, isFirst: false),
        term("dW₁", \.w1, like: "W₁", { matmul(transposed: $0.x, $1) }, isFirst: true),
        term("db₁", \.b1, like: "b₁", { $1.columnSums() }, isFirst: true),
    ]
    return Part(
        "backward",
        terms,
        hints: [
            """
            The last layer is logistic regression with a₁ as its input: you have it from exercise \
            03. Then go back: what would J gain if a₁ changed? Each hidden neuron gets the later \
            error dz₂ times the weight in W₂ that leads there. Then through f, element by element. \
            And the first layer is a layer like the last one, with x as its input.
            """,
            """
            dz₂ = (ŷ − y) / m, dW₂ = a₁ᵀ·dz₂, db₂ = Σ dz₂ over the points, \
            dz₁ = dz₂·W₂ᵀ ∗ f′(z₁), dW₁ = xᵀ·dz₁, db₁ = Σ dz₁ over the points.
            """,
            """
            let dz2 = (trace.predicted - y) / Double(x.rows), and later \
            let dz1 = matmul(dz2, transposed: p.w2) * reluDerivative(trace.z1)
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
