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
    let places = [3, 5, 8, 4].map { Place(&random, rows: $0) }
    return [
        checkSigmoid(solution, places), checkProduct(solution, places), checkPlus(solution, places),
    ]
}

private func checkSigmoid(_ solution: Solution, _ places: [Place]) -> Part {
    func mistake(_ word: String, _ sentence: String, _ value: (Place) -> Matrix) -> Mistake {
        Mistake(word, sentence, places.map(value))
    }
    let term = Term(
        "da",
        yours: tried(places) { $0.gradients($0.a, $0.row) { a, _ in solution.sigmoid(a) }.first },
        right: places.map { place in place.numerical(at: place.a) { Matrices.sigmoid($0) } },
        like: "a", examples: places.map(\.a.rows),
        mistakes: [
            mistake("σ′", "the slope z (1 − z).") { $0.dz },
            mistake("dz", "the dz that came back: it is the slope alone.") { $0.z * (1 - $0.z) },
            mistake(
                "σ′", "a (1 − a) in place of z (1 − z): the slope is written with z = σ(a)."
            ) {
                $0.dz * $0.a * (1 - $0.a)
            },
            mistake("σ′", "1 − z², the slope of tanh: for σ it is z (1 − z).") {
                $0.dz * (1 - $0.z * $0.z)
            },
            mistake("σ′", "1 − z alone: the slope is z (1 − z).") { $0.dz * (1 - $0.z) },
            mistake("σ′", "z alone: the slope is z (1 − z).") { $0.dz * $0.z },
            mistake("σ′", "z itself in place of its slope, without dz.") { $0.z },
            mistake("σ′", "the slope, which is divided by: multiply.") {
                $0.dz / ($0.z * (1 - $0.z))
            },
            mistake("dz", "a sum: dz is multiplied by the slope.") { $0.dz + $0.z * (1 - $0.z) },
            mistake("σ′ twice", "the slope, which is taken twice.") {
                $0.dz * $0.z * (1 - $0.z) * $0.z * (1 - $0.z)
            },
        ])
    return Part(
        "sigmoid", [term],
        hints: [
            """
            The chain rule for one step: what came back, dz, times the slope of this operation at the \
            place where it was computed. The slope of σ can be written with its own result.
            """,
            "da = dz ∗ z (1 − z).",
            "(a, { dz in dz * z * (1 - z) })",
        ])
}

private func checkProduct(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = tried(places) { $0.gradients($0.a, $0.b, solution.product) }
    let first = Term(
        "da", yours: yours.map(\.first),
        right: places.map { place in place.numerical(at: place.a) { matmul($0, place.b) } },
        like: "a", examples: places.map(\.a.rows),
        mistakes: [
            Mistake(
                "bᵀ", "the transpose: dz goes back through bᵀ. (b is square here, so it fits.)",
                places.map { matmul($0.dz, $0.b) }),
            Mistake("b", "the b: z = a·b, and a is handed dz·bᵀ.", places.map(\.dz)),
            Mistake(
                "b", "the dz: it is b's part alone.",
                places.map { place in
                    Matrix(rows: place.a.rows, columns: 3) { _, j in place.b[row: j].reduce(0, +) }
                }),
            Mistake("a", "a in place of dz.", places.map { matmul($0.a, transposed: $0.b) }),
            Mistake(
                "·", "the product of matrices: ∗ goes element by element.",
                places.map { $0.dz * $0.a }),
        ])
    let second = Term(
        "db", yours: yours.map(\.second),
        right: places.map { place in place.numerical(at: place.b) { matmul(place.a, $0) } },
        like: "b", examples: places.map(\.a.rows),
        contributions: places.map { place in
            (0..<place.a.rows).map { matmul(transposed: place.a[rows: [$0]], place.dz[rows: [$0]]) }
        },
        mistakes: [
            Mistake(
                "order", "the order: aᵀ·dz, not dzᵀ·a.",
                places.map { matmul(transposed: $0.dz, $0.a) }),
            Mistake("a", "the a: it is dzᵀ·dz.", places.map { matmul(transposed: $0.dz, $0.dz) }),
            Mistake("dz", "the dz: it is aᵀ·a.", places.map { matmul(transposed: $0.a, $0.a) }),
            Mistake(
                "b", "a factor b that is not in it.",
                places.map { matmul(transposed: $0.a, $0.dz) * $0.b }),
        ])
    return Part(
        "product", [first, second],
        hints: [
            """
            Lesson 04 has it twice: z = x·W, dW = xᵀ·dz, and dx = dz·Wᵀ. Shapes decide: which product \
            of dz and b has the shape of a?
            """,
            "da = dz·bᵀ and db = aᵀ·dz.",
            "(a, { dz in matmul(dz, transposed: y) })",
        ])
}

private func checkPlus(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = tried(places) { $0.gradients($0.a, $0.row, solution.plusRow) }
    let first = Term(
        "da", yours: yours.map(\.first),
        right: places.map { place in place.numerical(at: place.a) { $0 + place.row } }, like: "a",
        examples: places.map(\.a.rows),
        mistakes: [
            Mistake(
                "a", "a factor a that is not in it: a sum hands dz on as it is.",
                places.map { $0.dz * $0.a }),
            Mistake("1", "the dz: it is 1 everywhere.", places.map { $0.dz.map { _ in 1 } }),
            Mistake(
                "row", "the row, which is added to dz: a sum hands dz on as it is.",
                places.map { $0.dz + $0.row }),
            Mistake(
                "half", "a half that is not in it: both get the whole dz.",
                places.map { $0.dz / 2 }),
            Mistake(
                "sum", "a sum that is not in it: it is the row that collects.",
                places.map { place in
                    let sums = place.dz.columnSums()
                    return Matrix(rows: place.a.rows, columns: 3) { _, j in sums[0, j] }
                }),
        ])
    let second = Term(
        "dRow", yours: yours.map(\.second),
        right: places.map { place in place.numerical(at: place.row) { place.a + $0 } },
        like: "the row", examples: places.map(\.a.rows),
        contributions: places.map { place in (0..<place.a.rows).map { place.dz[rows: [$0]] } },
        mistakes: [
            Mistake(
                "sum", "the sum: the row went with every row of a, and gets all of their dz.",
                places.map(\.dz)),
            Mistake(
                "sum", "the direction: it is the sum of each row, not of each column.",
                places.map { $0.dz.rowSums() }),
            Mistake(
                "sum", "the sum, which is taken over everything: each column has its own.",
                places.map { place in place.row.map { _ in place.dz.sum() } }),
            Mistake(
                "row", "a factor that is not in it: a sum hands dz on as it is.",
                places.map { $0.dz.columnSums() * $0.row }),
        ])
    return Part(
        "plus", [first, second],
        hints: [
            """
            A sum hands dz on as it is, to both. But the row was used once for every row of a, and what \
            is used several times gets the sum.
            """,
            "da = dz and dRow = Σ dz over the rows.",
            "(row, { dz in dz.columnSums() })",
        ])
}

/// What the solution gives for the first iterations.
let rightLines = (at: [0, 50, 100], costs: [0.351187, 0.213192, 0.172453])

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
    var costs: [Double] = []
    for iteration in 0...100 {
        let tape = Tape()
        let p = parameters.map { tape.parameter($0) }
        let a1 = solution.sigmoid(
            solution.plusRow(solution.product(tape.constant(x), p[0]), p[1]))
        let output = solution.sigmoid(solution.plusRow(solution.product(a1, p[2]), p[3]))
        let errors = output - tape.constant(y)
        let cost = mean(errors * errors)
        cost.backward()
        if rightLines.at.contains(iteration) { costs.append(cost.matrix[0, 0]) }
        adam.update(&parameters, p.map(\.gradient))
    }
    return CostLines(
        step: "iteration", at: rightLines.at, yours: costs, right: rightLines.costs,
        source: "the solution's")
}
