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

    /// Σ da ∗ a, a number for each row.
    var sums: [Double] { (da * a).rowSums().values }

    /// da − c, where c is a number for each row.
    func da(minus c: [Double]) -> Matrix {
        Matrix(rows: a.rows, columns: a.columns) { i, j in da[i, j] - c[i] }
    }

    var ds: Matrix { a * da(minus: sums) }
    var dqRight: Matrix { numericalGradient(at: q) { cost($0, k, v) } }
    var dkRight: Matrix { numericalGradient(at: k) { cost(q, $0, v) } }
    var dvRight: Matrix { numericalGradient(at: v) { cost(q, k, $0) } }
}

/// What goes wrong on the way to ds.
private var wrongDs: Mistakes<Place, Matrix> {
    [
        ("softmax", "the way back through the softmax: ds is da as it came."): \.da,
        ("Σ da ∗ a", "the part − Σ da ∗ a of the softmax: a row adds up to 1."): { $0.a * $0.da },
        ("Σ da ∗ a", "the a in the sum: Σ da ∗ a, not Σ da."):
            { $0.a * $0.da(minus: $0.da.rowSums().values) },
        ("Σ da ∗ a", "the mean in place of the sum Σ da ∗ a."):
            { $0.a * $0.da(minus: ($0.da.rowSums() / Double($0.da.columns)).values) },
        ("Σ da ∗ a", "the sum, which is taken over everything: each row has its own."):
            { $0.a * ($0.da - ($0.da * $0.a).sum()) },
        ("+ Σ da ∗ a", "the sign of Σ da ∗ a: it is taken away."):
            { $0.a * $0.da(minus: $0.sums.map { -$0 }) },
        ("a (1 − a)", "a (1 − a), a sigmoid's slope: in a softmax all scores of a row count."):
            { $0.da * $0.a * (1 - $0.a) },
        ("a", "the factor a before the bracket: ds = a ∗ (da − Σ da ∗ a)."):
            { $0.da(minus: $0.sums) },
    ]
}

/// Judges every term at three random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 18)
    let places = Places(
        [(4, 5), (5, 3), (4, 4)].map { Place(&random, queries: $0.0, keys: $0.1) })
    let yours = places.tried { solution.backward($0.q, $0.k, $0.v, $0.a, $0.dOut) }
    /// dq or dk, which come from ds / √d.
    func term(
        _ name: String, _ yours: [Tried<Matrix>], right: (Place) -> Matrix, like: String,
        from ds: @escaping (Place, Matrix) -> Matrix, more: Mistakes<Place, Matrix>
    ) -> Term {
        places.term(
            name, yours: yours, like: like, right: right,
            mistakes: [
                ("√d", "the factor 1 / √d: s = q·kᵀ / √d."): { ds($0, $0.ds) },
                ("√d", "the √d, by which is multiplied: divide."): { ds($0, $0.ds) * $0.root },
                ("√d", "the root: it is divided by d, not by √d."): { ds($0, $0.ds) / 3 },
            ] + wrongDs.map { ds($0, $1) / $0.root } + more
                + wrongDs.map(ds).renamed {
                    ("\($0), √d", "two things at once: \($1) And the factor 1 / √d.")
                })
    }
    let dv = places.term(
        "dv", yours: yours.map(\.dv), like: "v", right: \.dvRight,
        mistakes: [
            ("√d", "a factor 1 / √d that is not in it: o = a·v."):
                { matmul(transposed: $0.a, $0.dOut) / $0.root },
            ("q·kᵀ", "the softmax: it is a that mixes the values, not the scores."):
                { matmul(transposed: matmul($0.q, transposed: $0.k) / $0.root, $0.dOut) },
            ("v", "a factor v that is not in it: dv = aᵀ·dOut."):
                { matmul(transposed: $0.a, $0.dOut) * $0.v },
            ("a", "the a: every value gets the whole dOut of all queries."):
                { 0 * $0.v + $0.dOut.columnSums() },
            ("ds", "ds in place of a: o = a·v."): { matmul(transposed: $0.ds, $0.dOut) },
            ("o", "o in place of dOut."): { matmul(transposed: $0.a, matmul($0.a, $0.v)) },
        ])
    let dq = term(
        "dq", yours.map(\.dq), right: \.dqRight, like: "q", from: { matmul($1, $0.k) },
        more: [
            ("v", "v in place of k: s = q·kᵀ / √d."): { matmul($0.ds, $0.v) / $0.root },
            ("a", "a in place of ds."): { matmul($0.a, $0.k) / $0.root },
        ])
    let dk = term(
        "dk", yours.map(\.dk), right: \.dkRight, like: "k",
        from: { matmul(transposed: $1, $0.q) },
        more: [
            ("a", "a in place of ds."): { matmul(transposed: $0.a, $0.q) / $0.root },
            ("dOut", "dOut in place of q: s = q·kᵀ / √d."):
                { matmul(transposed: $0.ds, $0.dOut) / $0.root },
        ])
    return [
        Part(
            "backward", [dv, dq, dk],
            hints: Hints(
                idea: """
                    From the end: o = a·v is a product, so dv and da are as in any layer. Then the softmax, \
                    for each row by itself: if one score grows, its own weight grows, and all others \
                    shrink, for they add up to 1. And s = q·kᵀ / √d is a product again.
                    """,
                formula: """
                    dv = aᵀ·dOut
                    da = dOut·vᵀ
                    ds = a ∗ (da − Σ da ∗ a)          the sum along each row
                    dq = ds·k / √d
                    dk = dsᵀ·q / √d
                    """,
                lines: [
                    "dv": "let dv = matmul(transposed: a, dOut)",
                    "dq": """
                    let da = matmul(dOut, transposed: v)
                    let sums = (da * a).rowSums()
                    let ds = Matrix(rows: a.rows, columns: a.columns) { i, j in
                        a[i, j] * (da[i, j] - sums[i, 0])
                    }
                    """,
                    "dk": "let dk = matmul(transposed: ds, q) / Double(q.columns).squareRoot()",
                ]))
    ]
}

/// Learning to look at the right place, with the function given: twelve keys lie there, and queries
/// are the keys turned round by a matrix that has to be found. Adam at 0.05.
func costLines(_ solution: Solution) -> CostLines {
    var random = RandomState(seed: 18)
    let k = 2 * random.randn(rows: 12, columns: 4)
    let v = random.randn(rows: 12, columns: 4)
    let asked = matmul(k, random.randn(rows: 4, columns: 4))
    var parameters = [glorotUniform(4, 4, &random)]
    var adam = Adam(learningRate: 0.05)
    return CostLines("iteration", [0: 2.726523, 20: 1.300220, 40: 1.179727]) { _ in
        let q = matmul(asked, parameters[0])
        let (a, o) = attention(q, k, v)
        let d = solution.backward(q, k, v, a, meanSquaredErrorDerivative(o, v))
        // The keys and values stay; that dk and dv are right shows above.
        adam.update(&parameters, [matmul(transposed: asked, d.dq)])
        return meanSquaredError(o, v)
    }
}
