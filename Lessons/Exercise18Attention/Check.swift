import Exercises
import Layers
import Matrices

/// The reader's function, or another one in its place.
struct Solution {
    var backward:
        (_ q: Matrix, _ k: Matrix, _ v: Matrix, _ a: Matrix, _ dOut: Matrix) -> (
            dq: Matrix, dk: Matrix, dv: Matrix
        )
}

/// Queries, keys and values of three numbers each, all at random. The cost is a sum of all outputs, each
/// with a weight: dOut.
private struct Place {
    let q, k, v, dOut: Matrix

    init(_ random: inout RandomState, queries m: Int, keys n: Int) {
        q = random.randn(rows: m, columns: 3)
        k = random.randn(rows: n, columns: 3)
        v = random.randn(rows: n, columns: 3)
        dOut = random.randn(rows: m, columns: 3)
    }

    var a: Matrix { attention(q, k, v).a }
    var root: Double { 3.0.squareRoot() }
    var da: Matrix { matmul(dOut, transposed: v) }

    func cost(_ q: Matrix, _ k: Matrix, _ v: Matrix) -> Double {
        (attention(q, k, v).o * dOut).sum()
    }

    /// a ∗ (da − c), where c is a number for each row.
    func ds(_ c: (Place, Int) -> Double) -> Matrix {
        Matrix(rows: a.rows, columns: a.columns) { i, j in a[i, j] * (da[i, j] - c(self, i)) }
    }

    var ds: Matrix {
        ds { place, i in zip(place.da[row: i], place.a[row: i]).reduce(0) { $0 + $1.0 * $1.1 } }
    }
}

/// What goes wrong on the way to ds, and what becomes of it.
private let scores: [(String, String, @Sendable (Place) -> Matrix)] = [
    ("softmax", "the way back through the softmax: ds is da as it came.", { $0.da }),
    (
        "Σ da ∗ a", "the part − Σ da ∗ a of the softmax: a row adds up to 1.",
        { $0.ds { _, _ in 0 } }
    ),
    (
        "Σ da ∗ a", "the a in the sum: Σ da ∗ a, not Σ da.",
        { $0.ds { place, i in place.da[row: i].reduce(0, +) } }
    ),
    (
        "Σ da ∗ a", "the mean in place of the sum Σ da ∗ a.",
        { $0.ds { place, i in place.da[row: i].reduce(0, +) / Double(place.da.columns) } }
    ),
    (
        "Σ da ∗ a", "the sum, which is taken over everything: each row has its own.",
        { place in
            let sum = (place.da * place.a).sum()
            return place.ds { _, _ in sum }
        }
    ),
    (
        "+ Σ da ∗ a", "the sign of Σ da ∗ a: it is taken away.",
        { place in
            place.ds { place, i in
                -zip(place.da[row: i], place.a[row: i]).reduce(0) { $0 + $1.0 * $1.1 }
            }
        }
    ),
    (
        "a (1 − a)", "a (1 − a), the slope of a sigmoid: in a softmax all scores of a row count.",
        { $0.da * $0.a * (1 - $0.a) }
    ),
    (
        "a", "the factor a before the bracket: ds = a ∗ (da − Σ da ∗ a).",
        { place in
            Matrix(rows: place.a.rows, columns: place.a.columns) { i, j in
                place.da[i, j]
                    - zip(place.da[row: i], place.a[row: i]).reduce(0) { $0 + $1.0 * $1.1 }
            }
        }
    ),
]

/// Judges every term at three random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 18)
    let places = [(4, 5), (5, 3), (4, 4)].map { Place(&random, queries: $0.0, keys: $0.1) }
    let yours = tried(places) { solution.backward($0.q, $0.k, $0.v, $0.a, $0.dOut) }
    func term(
        _ name: String, _ yours: [Tried<Matrix>], right: (Place) -> Matrix, like: String,
        from ds: (Place, Matrix) -> Matrix, more: [Mistake]
    ) -> Term {
        func mistake(_ word: String, _ sentence: String, _ value: (Place) -> Matrix) -> Mistake {
            Mistake(word, sentence, places.map(value))
        }
        let onTheWay = scores.map { word, sentence, value in
            mistake(word, sentence) { ds($0, value($0)) / $0.root }
        }
        let unscaled = scores.map { word, sentence, value in
            mistake(
                "\(word), √d", "two things at once: \(sentence) And the factor 1 / √d.",
                { ds($0, value($0)) })
        }
        return Term(
            name, yours: yours, right: places.map(right), like: like,
            mistakes: [
                mistake("√d", "the factor 1 / √d: s = q·kᵀ / √d.") { ds($0, $0.ds) },
                mistake("√d", "the √d, by which is multiplied: divide.") {
                    ds($0, $0.ds) * $0.root
                },
                mistake("√d", "the root: it is divided by d, not by √d.") { ds($0, $0.ds) / 3 },
            ] + onTheWay + more + unscaled)
    }
    let dv = Term(
        "dv", yours: yours.map(\.dv),
        right: places.map { place in
            numericalGradient(at: place.v) { place.cost(place.q, place.k, $0) }
        }, like: "v",
        mistakes: [
            Mistake(
                "√d", "a factor 1 / √d that is not in it: o = a·v.",
                places.map { matmul(transposed: $0.a, $0.dOut) / $0.root }),
            Mistake(
                "q·kᵀ", "the softmax: it is a that mixes the values, not the scores.",
                places.map {
                    matmul(transposed: matmul($0.q, transposed: $0.k) / $0.root, $0.dOut)
                }),
            Mistake(
                "v", "a factor v that is not in it: dv = aᵀ·dOut.",
                places.map { matmul(transposed: $0.a, $0.dOut) * $0.v }),
            Mistake(
                "a", "the a: every value gets the whole dOut of all queries.",
                places.map { place in
                    let sums = place.dOut.columnSums()
                    return Matrix(rows: place.v.rows, columns: 3) { _, j in sums[0, j] }
                }),
            Mistake(
                "ds", "ds in place of a: o = a·v.",
                places.map { matmul(transposed: $0.ds, $0.dOut) }),
            Mistake(
                "o", "o in place of dOut.",
                places.map { matmul(transposed: $0.a, matmul($0.a, $0.v)) }),
        ])
    let dq = term(
        "dq", yours.map(\.dq),
        right: { place in numericalGradient(at: place.q) { place.cost($0, place.k, place.v) } },
        like: "q", from: { matmul($1, $0.k) },
        more: [
            Mistake(
                "v", "v in place of k: s = q·kᵀ / √d.",
                places.map { matmul($0.ds, $0.v) / $0.root }),
            Mistake(
                "a", "a in place of ds.", places.map { matmul($0.a, $0.k) / $0.root }),
        ])
    let dk = term(
        "dk", yours.map(\.dk),
        right: { place in numericalGradient(at: place.k) { place.cost(place.q, $0, place.v) } },
        like: "k", from: { matmul(transposed: $1, $0.q) },
        more: [
            Mistake(
                "a", "a in place of ds.",
                places.map { matmul(transposed: $0.a, $0.q) / $0.root }),
            Mistake(
                "dOut", "dOut in place of q: s = q·kᵀ / √d.",
                places.map { matmul(transposed: $0.ds, $0.dOut) / $0.root }),
        ])
    return [
        Part(
            "backward", [dv, dq, dk],
            hints: [
                """
                From the end: o = a·v is a product, so dv and da are as in any layer. Then the softmax, \
                for each row by itself: if one score grows, its own weight grows, and all others \
                shrink, for they add up to 1. And s = q·kᵀ / √d is a product again.
                """,
                """
                dv = aᵀ·dOut, da = dOut·vᵀ, ds = a ∗ (da − Σ da ∗ a), the sum along each row, \
                dq = ds·k / √d, dk = dsᵀ·q / √d.
                """,
                """
                let da = matmul(dOut, transposed: v), and then let sums = (da * a).rowSums()
                """,
            ])
    ]
}

/// What the solution gives for the first iterations.
let rightLines = (at: [0, 20, 40], costs: [2.726523, 1.300220, 1.179727])

/// Learning to look at the right place, with the function given: twelve keys lie there, and queries are the
/// keys turned round by a matrix that has to be found. Adam at 0.05.
func costLines(_ solution: Solution) -> CostLines {
    var random = RandomState(seed: 18)
    let k = 2 * random.randn(rows: 12, columns: 4)
    let v = random.randn(rows: 12, columns: 4)
    let asked = matmul(k, random.randn(rows: 4, columns: 4))
    var parameters = [glorotUniform(4, 4, &random)]
    var adam = Adam(learningRate: 0.05)
    var costs: [Double] = []
    for iteration in 0...40 {
        let q = matmul(asked, parameters[0])
        let (a, o) = attention(q, k, v)
        if rightLines.at.contains(iteration) { costs.append(meanSquaredError(o, v)) }
        let d = solution.backward(q, k, v, a, meanSquaredErrorDerivative(o, v))
        // The keys and values stay; that dk and dv are right shows above.
        adam.update(&parameters, [matmul(transposed: asked, d.dq)])
    }
    return CostLines(
        step: "iteration", at: rightLines.at, yours: costs, right: rightLines.costs,
        source: "the solution's")
}
