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

    var m: Double { Double(v0.rows) }
    func hidden(_ v: Matrix) -> Matrix { sigmoid(matmul(v, w) + c) }
    func visible(_ h: Matrix) -> Matrix { sigmoid(matmul(h, transposed: w) + b) }
    var h0: Matrix { hidden(v0) }
    var drawn: Matrix { h0.map(with: u) { p, u in u < p ? 1 : 0 } }
    var v1: Matrix { visible(drawn) }

    /// Half of a gradient, of what was seen or of what was made of it.
    typealias Half = (v: Matrix, h: Matrix)
    typealias Gradient = (dw: Matrix, db: Matrix, dc: Matrix)

    func gradient(_ model: Half, minus data: Half) -> Gradient {
        (
            (matmul(transposed: model.v, model.h) - matmul(transposed: data.v, data.h)) / m,
            (model.v.columnSums() - data.v.columnSums()) / m,
            (model.h.columnSums() - data.h.columnSums()) / m
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
    let places = [5, 5, 8, 4].map { Place(&random, examples: $0) }
    return [
        checkHidden(solution, places), checkVisible(solution, places),
        checkDivergence(solution, places),
    ]
}

/// What goes wrong in σ(z) with z = product + bias.
private func mistakes(
    bias: String, _ places: [Place], _ parts: (Place) -> (product: Matrix, bias: Matrix)
) -> [Mistake] {
    func mistake(_ word: String, _ sentence: String, _ value: (Matrix, Matrix) -> Matrix) -> Mistake
    {
        Mistake(word, sentence, places.map { value(parts($0).product, parts($0).bias) })
    }
    return [
        mistake(bias, "the bias \(bias).") { product, _ in sigmoid(product) },
        mistake(bias, "the sign of \(bias): it is added.") { sigmoid($0 - $1) },
        mistake("σ", "the σ: it is the sum alone, which may be anything.") { $0 + $1 },
        mistake("σ", "the sign in the σ: that is the probability of 0.") { sigmoid(-($0 + $1)) },
        mistake("σ", "tanh in place of σ: a probability lies between 0 and 1.") {
            tanh($0 + $1)
        },
        mistake("drawn", "the probability: it is 0 or 1 already, whichever is likelier.") {
            ($0 + $1).map { $0 > 0 ? 1 : 0 }
        },
        mistake("brackets", "the brackets: \(bias) is added before the σ.") { sigmoid($0) + $1 },
        mistake("σ twice", "the σ, which is taken twice.") { sigmoid(sigmoid($0 + $1)) },
        mistake("σ′", "the slope of the σ: it is σ itself.") {
            sigmoid($0 + $1) * (1 - sigmoid($0 + $1))
        },
    ]
}

private func checkHidden(_ solution: Solution, _ places: [Place]) -> Part {
    let term = Term(
        "p(h|v)", yours: tried(places) { solution.hidden($0.v0, $0.w, $0.c) },
        right: places.map(\.h0), like: "h",
        mistakes: mistakes(bias: "c", places) { (matmul($0.v0, $0.w), $0.c) })
    return Part(
        "hiddenProbability", [term],
        hints: [
            """
            A hidden unit is a neuron: a weighted sum of all visible units and its bias, through σ. \
            Which product of v and W has a column for each hidden unit?
            """,
            "p(h = 1 | v) = σ(v·W + c).",
            "sigmoid(matmul(v, w) + c)",
        ])
}

private func checkVisible(_ solution: Solution, _ places: [Place]) -> Part {
    let term = Term(
        "p(v|h)", yours: tried(places) { solution.visible($0.h, $0.w, $0.b) },
        right: places.map { $0.visible($0.h) }, like: "v",
        mistakes: mistakes(bias: "b", places) { (matmul($0.h, transposed: $0.w), $0.b) })
    return Part(
        "visibleProbability", [term],
        hints: [
            "The same connections, used backwards: which product of h and W has a column for each "
                + "visible unit?",
            "p(v = 1 | h) = σ(h·Wᵀ + b).",
            "sigmoid(matmul(h, transposed: w) + b)",
        ])
}

private func checkDivergence(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = tried(places) { solution.divergence($0.v0, $0.w, $0.b, $0.c, $0.u) }
    let wrong: [(String, String, (Place) -> Place.Gradient)] = [
        (
            "drawn", "the drawing: v₁ comes from h, which is 0 or 1, not from its probability.",
            { $0.gradient($0.model($0.h0), minus: $0.data) }
        ),
        (
            "p(h|v₀)", "the drawn h with v₀: there it is the probability p(h | v₀).",
            { $0.gradient($0.model($0.drawn), minus: ($0.v0, $0.drawn)) }
        ),
        (
            "p(h|v₁)", "the h with v₁: it is p(h | v₁), computed anew.",
            { $0.gradient(($0.v1, $0.h0), minus: $0.data) }
        ),
        (
            "p(h|v₁)", "the h with v₁: it is p(h | v₁), computed anew, not the drawn one.",
            { $0.gradient(($0.v1, $0.drawn), minus: $0.data) }
        ),
        (
            "v₁", "the v with p(h | v₁): it is v₁.",
            { $0.gradient(($0.v0, $0.model($0.drawn).h), minus: $0.data) }
        ),
        (
            "u > p", "the drawing: a unit becomes 1 where u < p, not where u > p.",
            { place in
                place.gradient(place.model(1 - place.drawn), minus: place.data)
            }
        ),
        (
            "u", "the drawing: u says which units become 1, and isn't itself what is drawn.",
            { $0.gradient($0.model($0.u), minus: $0.data) }
        ),
        (
            "0.5", "the drawing: u < p, with the number u, not p > 0.5.",
            { place in
                place.gradient(
                    place.model(place.h0.map { $0 > 0.5 ? 1 : 0 }), minus: place.data)
            }
        ),
        (
            "data", "the half that was seen, v₀ᵀ·p(h | v₀).",
            { place in
                place.gradient(place.model(place.drawn), minus: (0 * place.v0, 0 * place.h0))
            }
        ),
        (
            "model", "the half of what the machine makes of it, v₁ᵀ·p(h | v₁).",
            { place in place.gradient((0 * place.v0, 0 * place.h0), minus: place.data) }
        ),
        (
            "+", "the sign between the halves: what was seen is taken away.",
            { place in
                place.gradient(place.model(place.drawn), minus: (-place.v0, place.h0))
            }
        ),
        (
            "two steps", "the number of steps: one is enough here, and yours has two.",
            { place in
                let again = place.hidden(place.v1).map(with: place.u) { p, u in u < p ? 1 : 0 }
                return place.gradient(place.model(again), minus: place.data)
            }
        ),
    ]
    func term(
        _ name: String, _ yours: [Tried<Matrix>], like: String, _ part: (Place.Gradient) -> Matrix,
        more: [Mistake] = []
    ) -> Term {
        let right = places.map { part($0.right) }
        let known = wrong.map { word, sentence, gradient in
            Mistake(word, sentence, places.map { part(gradient($0)) })
        }
        let uphill = Mistake(
            "sign",
            "the sign. It is v₁'s half minus v₀'s, so that the step w ← w − α dw goes downhill.",
            right.map { -$0 })
        return Term(
            name, yours: yours, right: right, like: like, examples: places.map(\.v0.rows),
            mistakes: [uphill] + known + more)
    }
    let sums = "the sum over the examples: each column has one bias."
    return Part(
        "contrastiveDivergence",
        [
            term(
                "dW", yours.map(\.dw), like: "W", \.dw,
                more: [
                    Mistake(
                        "transposed", "the shape: it is vᵀ·h, visible × hidden, not hᵀ·v.",
                        places.map { $0.right.dw.transposed() })
                ]),
            term(
                "db", yours.map(\.db), like: "b", \.db,
                more: [
                    Mistake("sum", sums, places.map { ($0.v1 - $0.v0) / $0.m }),
                    Mistake("sum", sums, places.map { $0.v1 - $0.v0 }),
                    Mistake(
                        "h", "the h: b belongs to the visible units.", places.map(\.right.dc)),
                ]),
            term(
                "dc", yours.map(\.dc), like: "c", \.dc,
                more: [
                    Mistake("sum", sums, places.map { ($0.hidden($0.v1) - $0.h0) / $0.m }),
                    Mistake("sum", sums, places.map { $0.hidden($0.v1) - $0.h0 }),
                    Mistake(
                        "v", "the v: c belongs to the hidden units.", places.map(\.right.db)),
                ]),
        ],
        hints: [
            """
            What was seen shall become more probable, and what the machine makes of it less. So two \
            halves: v₀ with its hidden units, and v₁ with its own. In each, W gets every v times every \
            h; b gets v, and c gets h. J falls when what was seen is taken away.
            """,
            """
            dW = ( v₁ᵀ·p(h | v₁) − v₀ᵀ·p(h | v₀) ) / m, db = Σ (v₁ − v₀) / m, \
            dc = Σ ( p(h | v₁) − p(h | v₀) ) / m.
            """,
            """
            let h0 = hiddenProbability(v0, w: w, c: c), and then \
            let h = h0.map(with: u) { p, u in u < p ? 1 : 0 }
            """,
        ])
}

/// What the solution gives for the first epochs.
let rightLines = (at: [1, 2], costs: [0.038880, 0.034134])

/// How far reconstructions are from 1000 handwritten digits, after epochs with the functions given:
/// 784 visible and 64 hidden units, batches of 50, α = 0.5.
func costLines(_ solution: Solution, _ pictures: Matrix) -> CostLines {
    var random = RandomState(seed: 1)
    var w = 0.01 * random.randn(rows: pictures.columns, columns: 64)
    var (b, c) = (Matrix(rows: 1, columns: pictures.columns), Matrix(rows: 1, columns: 64))
    let costs = rightLines.at.map { _ in
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
    return CostLines(
        step: "epoch", at: rightLines.at, yours: costs, right: rightLines.costs,
        source: "the solution's")
}
