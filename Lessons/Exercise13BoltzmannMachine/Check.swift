import Datasets
import Exercises
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var hidden: (_ v: Matrix, _ w: Matrix, _ c: Matrix) -> Matrix
    var visible: (_ h: Matrix, _ w: Matrix, _ b: Matrix) -> Matrix
    var divergence:
        (_ v0: Matrix, _ w: Matrix, _ b: Matrix, _ c: Matrix, _ u: Matrix) -> (
            dw: Matrix, db: Matrix, dc: Matrix
        )
}

/// A machine of four visible and three hidden units, and some examples, all at random.
private struct Place {
    let v0, u, h, w, b, c: Matrix

    init(_ random: inout RandomState, examples m: Int) {
        v0 = random.uniform(0, 1, rows: m, columns: 4).map { $0.rounded() }
        u = random.uniform(0, 1, rows: m, columns: 3)
        h = random.uniform(0, 1, rows: m, columns: 3).map { $0.rounded() }
        w = random.randn(rows: 4, columns: 3)
        b = random.randn(rows: 1, columns: 4)
        c = random.randn(rows: 1, columns: 3)
    }

    var m: Int { v0.rows }
    func hidden(_ v: Matrix) -> Matrix { sigmoid(matmul(v, w) + c) }
    func visible(_ h: Matrix) -> Matrix { sigmoid(matmul(h, transposed: w) + b) }
    var h0: Matrix { hidden(v0) }
    func drawn(_ p: Matrix) -> Matrix { p.map(with: u) { p, u in u < p ? 1 : 0 } }
    var drawn: Matrix { drawn(h0) }
    var v1: Matrix { visible(drawn) }

    /// Half of a gradient, of what was seen or of what was made of it.
    typealias Half = (v: Matrix, h: Matrix)
    typealias Gradient = (dw: Matrix, db: Matrix, dc: Matrix)

    func gradient(_ model: Half, minus data: Half) -> Gradient {
        (
            (matmul(transposed: model.v, model.h) - matmul(transposed: data.v, data.h)) / Double(m),
            (model.v.columnSums() - data.v.columnSums()) / Double(m),
            (model.h.columnSums() - data.h.columnSums()) / Double(m)
        )
    }

    var data: Half { (v0, h0) }
    /// What the machine makes of hidden units.
    func model(_ h: Matrix) -> Half { (visible(h), hidden(visible(h))) }
    var right: Gradient { gradient(model(drawn), minus: data) }
}

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 13)
    let places = Places([5, 5, 8, 4].map { Place(&random, examples: $0) }, examples: \.m)
    return [
        checkHidden(solution, places), checkVisible(solution, places),
        checkDivergence(solution, places),
    ]
}

/// What goes wrong in σ(z) with z = product + bias.
private func mistakes(
    bias name: String, _ bias: @escaping (Place) -> Matrix,
    _ product: @escaping (Place) -> Matrix
) -> Mistakes<Place, Matrix> {
    func z(_ place: Place) -> Matrix { product(place) + bias(place) }
    return [
        (name, "the bias \(name)."): { sigmoid(product($0)) },
        (name, "the sign of \(name): it is added."): { sigmoid(product($0) - bias($0)) },
        ("σ", "the σ: it is the sum alone, which may be anything."): z,
        ("σ", "the sign in the σ: that is the probability of 0."): { sigmoid(-z($0)) },
        ("σ", "tanh in place of σ: a probability lies between 0 and 1."): { tanh(z($0)) },
        ("drawn", "the probability: it is 0 or 1 already, whichever is likelier."):
            { z($0).map { $0 > 0 ? 1 : 0 } },
        ("brackets", "the brackets: \(name) is added before the σ."):
            { sigmoid(product($0)) + bias($0) },
        ("σ twice", "the σ, which is taken twice."): { sigmoid(sigmoid(z($0))) },
        ("σ′", "the slope of the σ: it is σ itself."): { sigmoid(z($0)) * (1 - sigmoid(z($0))) },
    ]
}

private func checkHidden(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "p(h|v)", of: { solution.hidden($0.v0, $0.w, $0.c) }, like: "h", right: \.h0,
        mistakes: mistakes(bias: "c", \.c) { matmul($0.v0, $0.w) })
    return Part(
        "hiddenProbability", [term],
        hints: Hints(
            idea: """
                A hidden unit is a neuron: a weighted sum of all visible units and its bias, through σ. \
                Which product of v and W has a column for each hidden unit?
                """,
            formula: "p(h = 1 | v) = σ(v·W + c)",
            lines: [
                "p(h|v)": "return sigmoid(matmul(v, w) + c)"
            ]))
}

private func checkVisible(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "p(v|h)", of: { solution.visible($0.h, $0.w, $0.b) }, like: "v",
        right: { $0.visible($0.h) },
        mistakes: mistakes(bias: "b", \.b) { matmul($0.h, transposed: $0.w) })
    return Part(
        "visibleProbability", [term],
        hints: Hints(
            idea: """
                The same connections, used backwards: which product of h and W has a column for each \
                visible unit?
                """,
            formula: "p(v = 1 | h) = σ(h·Wᵀ + b)",
            lines: [
                "p(v|h)": "return sigmoid(matmul(h, transposed: w) + b)"
            ]))
}

private func checkDivergence(_ solution: Solution, _ places: Places<Place>) -> Part {
    let yours = places.tried { solution.divergence($0.v0, $0.w, $0.b, $0.c, $0.u) }
    let wrong: Mistakes<Place, Place.Gradient> = [
        ("drawn", "the drawing: v₁ comes from h, which is 0 or 1, not from its probability."):
            { $0.gradient($0.model($0.h0), minus: $0.data) },
        ("p(h|v₀)", "the drawn h with v₀: there it is the probability p(h | v₀)."):
            { $0.gradient($0.model($0.drawn), minus: ($0.v0, $0.drawn)) },
        ("p(h|v₁)", "the h with v₁: it is p(h | v₁), computed anew."):
            { $0.gradient(($0.v1, $0.h0), minus: $0.data) },
        ("p(h|v₁)", "the h with v₁: it is p(h | v₁), computed anew, not the drawn one."):
            { $0.gradient(($0.v1, $0.drawn), minus: $0.data) },
        ("v₁", "the v with p(h | v₁): it is v₁."):
            { $0.gradient(($0.v0, $0.model($0.drawn).h), minus: $0.data) },
        ("u > p", "the drawing: a unit becomes 1 where u < p, not where u > p."):
            { $0.gradient($0.model(1 - $0.drawn), minus: $0.data) },
        ("u", "the drawing: u says which units become 1, and isn't itself what is drawn."):
            { $0.gradient($0.model($0.u), minus: $0.data) },
        ("0.5", "the drawing: u < p, with the number u, not p > 0.5."):
            { $0.gradient($0.model($0.h0.map { $0 > 0.5 ? 1 : 0 }), minus: $0.data) },
        ("data", "the half that was seen, v₀ᵀ·p(h | v₀)."):
            { $0.gradient($0.model($0.drawn), minus: (0 * $0.v0, 0 * $0.h0)) },
        ("model", "the half of what the machine makes of it, v₁ᵀ·p(h | v₁)."):
            { $0.gradient((0 * $0.v0, 0 * $0.h0), minus: $0.data) },
        ("+", "the sign between the halves: what was seen is taken away."):
            { $0.gradient($0.model($0.drawn), minus: (-$0.v0, $0.h0)) },
        ("two steps", "the number of steps: one is enough here, and yours has two."):
            { $0.gradient($0.model($0.drawn($0.hidden($0.v1))), minus: $0.data) },
    ]
    func term(
        _ name: String, _ yours: [Tried<Matrix>], like: String,
        _ part: @escaping (Place.Gradient) -> Matrix, more: Mistakes<Place, Matrix>
    ) -> Term {
        places.term(
            name, yours: yours, like: like, right: { part($0.right) },
            mistakes: [
                ("sign", "the sign: v₁'s half minus v₀'s, so that w ← w − α dw goes downhill."):
                    { -part($0.right) }
            ] + wrong.map { part($1) } + more)
    }
    let sums = "the sum over the examples: each column has one bias."
    return Part(
        "contrastiveDivergence",
        [
            term(
                "dW", yours.map(\.dw), like: "W", \.dw,
                more: [
                    ("transposed", "the shape: it is vᵀ·h, visible × hidden, not hᵀ·v."):
                        { $0.right.dw.transposed() }
                ]),
            term(
                "db", yours.map(\.db), like: "b", \.db,
                more: [
                    ("sum", sums): { ($0.v1 - $0.v0) / Double($0.m) },
                    ("sum", sums): { $0.v1 - $0.v0 },
                    ("h", "the h: b belongs to the visible units."): \.right.dc,
                ]),
            term(
                "dc", yours.map(\.dc), like: "c", \.dc,
                more: [
                    ("sum", sums): { ($0.hidden($0.v1) - $0.h0) / Double($0.m) },
                    ("sum", sums): { $0.hidden($0.v1) - $0.h0 },
                    ("v", "the v: c belongs to the hidden units."): \.right.db,
                ]),
        ],
        hints: Hints(
            idea: """
                What was seen shall become more probable, and what the machine makes of it less. So two \
                halves: v₀ with its hidden units, and v₁ with its own. In each, W gets every v times every \
                h; b gets v, and c gets h. J falls when what was seen is taken away.
                """,
            formula: """
                h = 1 where u < p(h | v₀), else 0
                v₁ = p(v | h)
                dW = ( v₁ᵀ·p(h | v₁) − v₀ᵀ·p(h | v₀) ) / m
                db = Σ ( v₁ − v₀ ) / m
                dc = Σ ( p(h | v₁) − p(h | v₀) ) / m
                """,
            lines: [
                "dW": """
                let h0 = hiddenProbability(v0, w: w, c: c)
                let h = h0.map(with: u) { p, u in u < p ? 1 : 0 }
                let v1 = visibleProbability(h, w: w, b: b)
                """,
                "db": "let db = (v1 - v0).columnSums() / Double(v0.rows)",
                "dc": "let dc = (h1 - h0).columnSums() / Double(v0.rows)",
            ]))
}

/// How far reconstructions are from 1000 handwritten digits, after epochs with the functions given:
/// 784 visible and 64 hidden units, batches of 50, α = 0.5.
func costLines(_ solution: Solution) throws -> CostLines {
    let pictures = try smallMNIST().pictures[rows: 0..<1000]
    var random = RandomState(seed: 1)
    var w = 0.01 * random.randn(rows: pictures.columns, columns: 64)
    var (b, c) = (Matrix(rows: 1, columns: pictures.columns), Matrix(rows: 1, columns: 64))
    return CostLines("epoch", [1: 0.038880, 2: 0.034134]) { _ in
        for rows in batches(of: 50, from: pictures.rows, &random) {
            let u = random.randomSample(rows: rows.count, columns: 64)
            let (dw, db, dc) = solution.divergence(pictures[rows: rows], w, b, c, u)
            w -= 0.5 * dw
            b -= 0.5 * db
            c -= 0.5 * dc
        }
        return meanSquaredError(
            solution.visible(solution.hidden(pictures, w, c), w, b), pictures)
    }
}
