import Datasets
import Exercises
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var cost: (_ predicted: Matrix, _ y: Matrix) -> Double
    var backward: (_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dw: Double, db: Double)
    var update:
        (_ w: inout Double, _ b: inout Double, _ dw: Double, _ db: Double, _ rate: Double) -> Void
}

/// Some examples, and some w and b, all at random.
private struct Place {
    let x, y: Matrix
    let w, b, rate: Double

    init(_ random: inout RandomState, examples: Int) {
        x = random.randn(rows: examples, columns: 1)
        y = random.randn(rows: examples, columns: 1)
        w = random.uniform(0.5, 2)
        b = random.uniform(-2, -0.5)
        rate = random.uniform(0.03, 0.2)
    }

    var m: Int { x.rows }
    var predicted: Matrix { w * x + b }
    var errors: Matrix { predicted - y }

    /// Central differences of the mean squared error with respect to w and to b.
    var gradient: (dw: Double, db: Double) {
        let both = numericalGradient(at: Matrix(row: [w, b])) {
            meanSquaredError($0[0, 0] * x + $0[0, 1], y)
        }
        return (both[0, 0], both[0, 1])
    }
}

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 2)
    let places = Places([5, 5, 8, 4].map { Place(&random, examples: $0) }, examples: \.m)
    let (backward, update) = (checkBackward(solution, places), checkUpdate(solution, places))
    let (first, second) = inTheOtherConvention(backward, update) ?? (backward, update)
    return [checkCost(solution, places), first, second]
}

/// A gradient of y − ŷ goes downhill, and a step that adds it is right: the two signs cancel.
private func inTheOtherConvention(_ backward: Part, _ update: Part) -> (Part, Part)? {
    guard (backward.terms + update.terms).allSatisfy({ $0.verdict.word == "sign" }) else {
        return nil
    }
    return (
        backward.accepted(
            "the right numbers with the opposite sign, and your step adds them: the two signs cancel."
        ),
        update.accepted(
            "your step adds. That is right together with your gradient, which points downhill.")
    )
}

private func checkCost(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "J", of: { solution.cost($0.predicted, $0.y) },
        right: { meanSquaredError($0.predicted, $0.y) },
        each: { $0.errors[$1, 0] * $0.errors[$1, 0] / Double($0.m) },
        mistakes: [
            ("root", "the root. That is the RMSE; J is the mean of the squares itself."):
                { meanSquaredError($0.predicted, $0.y).squareRoot() },
            ("square", "the square. The errors are not squared, so those above and below cancel."):
                { $0.errors.mean() },
            ("square", "the square. The errors are taken without their sign, but not squared."):
                { abs($0.errors).mean() },
            ("square", "the square. It is taken of the mean; J is the mean of the squares."):
                { $0.errors.mean() * $0.errors.mean() },
            ("ŷ + y", "the error: it is ŷ − y, not ŷ + y."):
                { (($0.predicted + $0.y) * ($0.predicted + $0.y)).mean() },
            ("y", "the y. It is the mean of ŷ², not of (ŷ − y)²."):
                { ($0.predicted * $0.predicted).mean() },
            ("ŷ", "the ŷ. It is the mean of y², not of (ŷ − y)²."): { ($0.y * $0.y).mean() },
            ("brackets", "the brackets: subtract first, then square: (ŷ − y)², not ŷ² − y²."):
                { ($0.predicted * $0.predicted - $0.y * $0.y).mean() },
            ("brackets", "the brackets: subtract first, then square: (ŷ − y)², not ŷ − y²."):
                { ($0.predicted - $0.y * $0.y).mean() },
            ("product", "the error. It is the mean of ŷ·y, not of (ŷ − y)²."):
                { ($0.predicted * $0.y).mean() },
            ("half", "a half that is not in it here: J is the mean of the squares itself."):
                { meanSquaredError($0.predicted, $0.y) / 2 },
        ])
    return Part(
        "cost", [term],
        hints: Hints(
            idea: """
                Each example has an error, ŷ − y. Errors above and below must not cancel, so each is \
                squared. J is the mean of the squares: one number for all examples.
                """,
            formula: "J = mean( (ŷ − y) (ŷ − y) )          .mean() gives a mean",
            lines: [
                "J": "let errors = predicted - y"
            ]))
}

private func checkBackward(_ solution: Solution, _ places: Places<Place>) -> Part {
    let yours = places.tried { solution.backward($0.x, $0.predicted, $0.y) }
    let halves = "the factor 2. The derivative of (ŷ − y)² with respect to ŷ is 2 (ŷ − y)."
    let dw = places.term(
        "dw", yours: yours.map(\.dw), right: \.gradient.dw,
        each: { 2 * $0.errors[$1, 0] * $0.x[$1, 0] / Double($0.m) },
        mistakes: [
            ("factor 2", halves): { $0.gradient.dw / 2 },
            ("x", "the factor x. The derivative of w·x + b with respect to w is x. Yours is db."):
                \.gradient.db,
            ("x, factor 2", "the factor x, and the 2. The derivative of w·x + b is x."):
                { $0.gradient.db / 2 },
            ("x", "the mean of a product: multiply each error by its own x before it is taken."):
                { $0.x.mean() * $0.gradient.db },
            ("x²", "a factor x too much. It is 2 (ŷ − y) x, with one x."):
                { (2 * $0.errors * $0.x * $0.x).mean() },
            ("y", "the y. It is taken of ŷ, not of the error ŷ − y."):
                { (2 * $0.predicted * $0.x).mean() },
            ("w", "w in place of x."): { $0.w * $0.gradient.db },
            ("ŷ", "ŷ in place of x: the derivative of w·x + b with respect to w is x."):
                { (2 * $0.errors * $0.predicted).mean() },
            ("ŷ + y", "the error: it is ŷ − y, not ŷ + y."):
                { (2 * ($0.predicted + $0.y) * $0.x).mean() },
            ("error", "the error ŷ − y, with which each 2x is multiplied."): { 2 * $0.x.mean() },
            ("square", "the square. Its derivative has none: 2 (ŷ − y), not (ŷ − y)²."):
                { ($0.errors * $0.errors * $0.x).mean() },
        ])
    let db = places.term(
        "db", yours: yours.map(\.db), right: \.gradient.db,
        each: { 2 * $0.errors[$1, 0] / Double($0.m) },
        mistakes: [
            ("factor 2", halves): { $0.gradient.db / 2 },
            (
                "x",
                "the factor x, which is too much. The derivative of w·x + b with respect to b is 1."
            ):
                \.gradient.dw,
            ("y", "the y. It is taken of ŷ, not of the error ŷ − y."):
                { (2 * $0.predicted).mean() },
            ("ŷ + y", "the error: it is ŷ − y, not ŷ + y."): { (2 * ($0.predicted + $0.y)).mean() },
            ("error", "the error ŷ − y. It is a number of its own, whatever the examples."): { _ in
                2
            },
            ("error", "the error ŷ − y. It is 1, whatever the examples."): { _ in 1 },
            (
                "w",
                "a factor w that is not in it: the derivative of w·x + b with respect to b is 1."
            ):
                { $0.w * $0.gradient.db },
            ("square", "the square. Its derivative has none: 2 (ŷ − y), not (ŷ − y)²."):
                { ($0.errors * $0.errors).mean() },
        ])
    return Part(
        "backward", [dw, db],
        hints: Hints(
            idea: """
                Go back step by step. How does J change with one ŷ? It is a mean of squares, and the \
                derivative of a square, (ŷ − y)², is 2 (ŷ − y). How does ŷ = w·x + b change with w, \
                and how with b? Multiply, and take the mean over the examples.
                """,
            formula: """
                dw = mean( 2 (ŷ − y) x )
                db = mean( 2 (ŷ − y) )
                """,
            lines: [
                "dw": "let dw = (2 * (predicted - y) * x).mean()",
                "db": "let db = (2 * (predicted - y)).mean()",
            ]))
}

private func checkUpdate(_ solution: Solution, _ places: Places<Place>) -> Part {
    let steps = places.tried { place -> (w: Double, b: Double) in
        var (w, b) = (place.w, place.b)
        solution.update(&w, &b, place.gradient.dw, place.gradient.db, place.rate)
        return (w - place.w, b - place.b)
    }
    func term(
        _ name: String, _ yours: [Tried<Double>], at value: @escaping (Place) -> Double,
        _ d: @escaping (Place) -> Double, other: String, _ dOther: @escaping (Place) -> Double
    ) -> Term {
        let old = "= in place of −="
        return places.term(
            name, yours: yours, right: { -$0.rate * d($0) },
            mistakes: [
                ("sign", "the sign. The gradient points uphill, and so does your step."):
                    { $0.rate * d($0) },
                ("rate", "the learning rate. It is not in your step."): { -d($0) },
                ("sign, rate", "the sign and the learning rate: the whole gradient, uphill."): d,
                (
                    "d\(name)",
                    "the gradient. Your step is α, however steep it is there: it is α d\(name)."
                ): { -$0.rate },
                ("d\(name)", "the gradient, and the sign: \(name) ← \(name) − α d\(name)."): \.rate,
                (
                    "d\(name)",
                    "the gradient: there is \(name) itself in its place. It is α d\(name)."
                ): { -$0.rate * value($0) },
                ("product", "a product: α and d\(name) are multiplied, not added."):
                    { -($0.rate + d($0)) },
                ("rate", "the learning rate. The step is divided by it: multiply."):
                    { -d($0) / $0.rate },
                ("d\(other)", "the derivative: it is d\(other), which moves \(other)."):
                    { -$0.rate * dOther($0) },
                (
                    old,
                    "the old \(name), from which the step is taken: \(name) ← \(name) − α d\(name)."
                ):
                    { -$0.rate * d($0) - value($0) },
                (old, "the old \(name), and the sign: \(name) is replaced by α d\(name)."):
                    { $0.rate * d($0) - value($0) },
                (old, "the old \(name): it is replaced by d\(name)."): { d($0) - value($0) },
                (old, "the order: \(name) is taken from α d\(name), not α d\(name) from \(name)."):
                    { $0.rate * d($0) - 2 * value($0) },
            ])
    }
    return Part(
        "update",
        [
            term("w", steps.map(\.w), at: \.w, \.gradient.dw, other: "b", \.gradient.db),
            term("b", steps.map(\.b), at: \.b, \.gradient.db, other: "w", \.gradient.dw),
        ],
        hints: Hints(
            idea: """
                (dw, db) points to where J rises fastest. Go the other way, and only a little: the \
                learning rate α says how far.
                """,
            formula: """
                w ← w − α dw
                b ← b − α db          α is learningRate
                """,
            lines: [
                "w": "w = w - learningRate * dw",
                "b": "b = b - learningRate * db",
            ]))
}

/// The first cost lines of lesson 02, with the functions given: α = 0.01, from w = 0 and b = 0.
func costLines(_ solution: Solution) throws -> CostLines {
    let cereals = try readCSV(courseFile("uscereal.csv"))
    let (x, y) = (try cereals.matrix(["protein"]), try cereals.matrix(["calories"]))
    var (w, b) = (0.0, 0.0)
    return CostLines(
        "iteration", [0: 26158.142810, 10: 3917.994700, 20: 3673.397579], source: "the lesson's"
    ) { _ in
        let predicted = w * x + b
        let (dw, db) = solution.backward(x, predicted, y)
        solution.update(&w, &b, dw, db, 0.01)
        return solution.cost(predicted, y)
    }
}
