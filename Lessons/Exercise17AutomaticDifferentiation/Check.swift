import Exercises
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var sigmoid: (_ a: Value) -> Value
    var product: (_ a: Value, _ b: Value) -> Value
    var plusRow: (_ a: Value, _ row: Value) -> Value
}

/// Three matrices, and a weight dz for each element of a result, all at random.
private struct Place {
    let a, b, row, dz: Matrix

    init(_ random: inout RandomState, rows m: Int) {
        a = random.randn(rows: m, columns: 3)
        b = random.randn(rows: 3, columns: 3)
        row = random.randn(rows: 1, columns: 3)
        dz = random.randn(rows: m, columns: 3)
    }

    var m: Int { a.rows }
    var z: Matrix { Matrices.sigmoid(a) }

    /// What two values are handed when the cost is the sum of a result's elements, each times its dz.
    func gradients(
        _ first: Matrix, _ second: Matrix, _ operation: (Value, Value) -> Value
    ) -> (first: Matrix, second: Matrix) {
        let tape = Tape()
        let (first, second) = (tape.parameter(first), tape.parameter(second))
        let weighted = operation(first, second) * tape.constant(dz)
        (Double(dz.values.count) * mean(weighted)).backward()
        return (first.gradient, second.gradient)
    }

    /// Central differences of the same cost.
    func numerical(at matrix: Matrix, _ operation: (Matrix) -> Matrix) -> Matrix {
        numericalGradient(at: matrix) { (operation($0) * dz).sum() }
    }
}

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 17)
    let places = Places([3, 5, 8, 4].map { Place(&random, rows: $0) }, examples: \.m)
    return [
        checkSigmoid(solution, places), checkProduct(solution, places), checkPlus(solution, places),
    ]
}

private func checkSigmoid(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "da", of: { $0.gradients($0.a, $0.row) { a, _ in solution.sigmoid(a) }.first }, like: "a",
        right: { $0.numerical(at: $0.a) { Matrices.sigmoid($0) } },
        mistakes: [
            ("σ′", "the slope z (1 − z)."): \.dz,
            ("dz", "the dz that came back: it is the slope alone."): { $0.z * (1 - $0.z) },
            ("σ′", "a (1 − a) in place of z (1 − z): the slope is written with z = σ(a)."):
                { $0.dz * $0.a * (1 - $0.a) },
            ("σ′", "1 − z², the slope of tanh: for σ it is z (1 − z)."):
                { $0.dz * (1 - $0.z * $0.z) },
            ("σ′", "1 − z alone: the slope is z (1 − z)."): { $0.dz * (1 - $0.z) },
            ("σ′", "z alone: the slope is z (1 − z)."): { $0.dz * $0.z },
            ("σ′", "z itself in place of its slope, without dz."): { $0.z },
            ("σ′", "the slope, which is divided by: multiply."): { $0.dz / ($0.z * (1 - $0.z)) },
            ("dz", "a sum: dz is multiplied by the slope."): { $0.dz + $0.z * (1 - $0.z) },
            ("σ′ twice", "the slope, which is taken twice."):
                { $0.dz * $0.z * (1 - $0.z) * $0.z * (1 - $0.z) },
        ])
    return Part(
        "sigmoid", [term],
        hints: Hints(
            idea: """
                The chain rule for one step: what came back, dz, times the slope of this operation at the \
                place where it was computed. The slope of σ can be written with its own result.
                """,
            formula: "da = dz ∗ z (1 − z)",
            lines: [
                "da": "return a.tape.note(z, (a, { dz in dz * z * (1 - z) }))"
            ]))
}

private func checkProduct(_ solution: Solution, _ places: Places<Place>) -> Part {
    let yours = places.tried { $0.gradients($0.a, $0.b, solution.product) }
    let first = places.term(
        "da", yours: yours.map(\.first), like: "a",
        right: { place in place.numerical(at: place.a) { matmul($0, place.b) } },
        mistakes: [
            ("bᵀ", "the transpose: dz goes back through bᵀ. (b is square here, so it fits.)"):
                { matmul($0.dz, $0.b) },
            ("b", "the b: z = a·b, and a is handed dz·bᵀ."): \.dz,
            ("b", "the dz: it is b's part alone."): { 0 * $0.a + $0.b.rowSums().transposed() },
            ("a", "a in place of dz."): { matmul($0.a, transposed: $0.b) },
            ("·", "the product of matrices: ∗ goes element by element."): { $0.dz * $0.a },
        ])
    let second = places.term(
        "db", yours: yours.map(\.second), like: "b",
        right: { place in place.numerical(at: place.b) { matmul(place.a, $0) } },
        each: { matmul(transposed: $0.a[rows: [$1]], $0.dz[rows: [$1]]) },
        mistakes: [
            ("order", "the order: aᵀ·dz, not dzᵀ·a."): { matmul(transposed: $0.dz, $0.a) },
            ("a", "the a: it is dzᵀ·dz."): { matmul(transposed: $0.dz, $0.dz) },
            ("dz", "the dz: it is aᵀ·a."): { matmul(transposed: $0.a, $0.a) },
            ("b", "a factor b that is not in it."): { matmul(transposed: $0.a, $0.dz) * $0.b },
        ])
    return Part(
        "product", [first, second],
        hints: Hints(
            idea: """
                Lesson 04 has it twice: z = x·W, dW = xᵀ·dz, and dx = dz·Wᵀ. Shapes decide: which product \
                of dz and b has the shape of a?
                """,
            formula: """
                da = dz·bᵀ          in Swift b is y, and a is x
                db = aᵀ·dz
                """,
            lines: [
                "da": "let da = { (dz: Matrix) in matmul(dz, transposed: y) }",
                "db": "let db = { (dz: Matrix) in matmul(transposed: x, dz) }",
            ]))
}

private func checkPlus(_ solution: Solution, _ places: Places<Place>) -> Part {
    let yours = places.tried { $0.gradients($0.a, $0.row, solution.plusRow) }
    let first = places.term(
        "da", yours: yours.map(\.first), like: "a",
        right: { place in place.numerical(at: place.a) { $0 + place.row } },
        mistakes: [
            ("a", "a factor a that is not in it: a sum hands dz on as it is."): { $0.dz * $0.a },
            ("1", "the dz: it is 1 everywhere."): { $0.dz.map { _ in 1 } },
            ("row", "the row, which is added to dz: a sum hands dz on as it is."):
                { $0.dz + $0.row },
            ("half", "a half that is not in it: both get the whole dz."): { $0.dz / 2 },
            ("sum", "a sum that is not in it: it is the row that collects."):
                { 0 * $0.a + $0.dz.columnSums() },
        ])
    let second = places.term(
        "dRow", yours: yours.map(\.second), like: "the row",
        right: { place in place.numerical(at: place.row) { place.a + $0 } },
        each: { $0.dz[rows: [$1]] },
        mistakes: [
            ("sum", "the sum: the row went with every row of a, and gets all of their dz."): \.dz,
            ("sum", "the direction: it is the sum of each row, not of each column."):
                { $0.dz.rowSums() },
            ("sum", "the sum, which is taken over everything: each column has its own."):
                { place in place.row.map { _ in place.dz.sum() } },
            ("row", "a factor that is not in it: a sum hands dz on as it is."):
                { $0.dz.columnSums() * $0.row },
        ])
    return Part(
        "plus", [first, second],
        hints: Hints(
            idea: """
                A sum hands dz on as it is, to both. But the row was used once for every row of a, and what \
                is used several times gets the sum.
                """,
            formula: """
                da = dz
                dRow = Σ dz          over the rows, column by column
                """,
            lines: [
                "da": "let da = { (dz: Matrix) in dz }",
                "dRow": "let dRow = { (dz: Matrix) in dz.columnSums() }",
            ]))
}

/// A network 2-8-1 on the exclusive or of 40 points, built of the operations given, on a tape.
func costLines(_ solution: Solution) -> CostLines {
    var random = RandomState(seed: 17)
    let x = random.uniform(-1, 1, rows: 40, columns: 2)
    let y = Matrix(rows: 40, columns: 1) { i, _ in x[i, 0] * x[i, 1] > 0 ? 1 : 0 }
    var parameters = [
        glorotUniform(2, 8, &random), Matrix(rows: 1, columns: 8), glorotUniform(8, 1, &random),
        Matrix(rows: 1, columns: 1),
    ]
    var adam = Adam(learningRate: 0.05)
    func layer(_ x: Value, _ w: Value, _ b: Value) -> Value {
        solution.sigmoid(solution.plusRow(solution.product(x, w), b))
    }
    return CostLines("iteration", [0: 0.351187, 50: 0.213192, 100: 0.172453]) { _ in
        let tape = Tape()
        let p = parameters.map { tape.parameter($0) }
        let output = layer(layer(tape.constant(x), p[0], p[1]), p[2], p[3])
        let errors = output - tape.constant(y)
        let cost = mean(errors * errors)
        cost.backward()
        adam.update(&parameters, p.map(\.gradient))
        return cost.matrix[0, 0]
    }
}
