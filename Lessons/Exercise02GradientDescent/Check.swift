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
    let places = [5, 5, 8, 4].map { Place(&random, examples: $0) }
    let (backward, update) = (checkBackward(solution, places), checkUpdate(solution, places))
    let (first, second) = inTheOtherConvention(backward, update) ?? (backward, update)
    return [checkCost(solution, places), first, second]
}

/// A gradient of y − ŷ goes downhill, and a step that adds it is right: the two signs cancel.
private func inTheOtherConvention(_ backward: Part, _ update: Part) -> (Part, Part)? {
    guard (backward.terms + update.terms).allSatisfy({ $0.verdict.word == "sign" }) else {
        return nil
    }
    func accepted(_ part: Part, _ sentence: String) -> Part {
        Part(part.function, part.terms.map { $0.accepted(sentence) }, hints: part.hints)
    }
    return (
        accepted(
            backward, "the right one times −1, and your step adds it: the two signs cancel."),
        accepted(
            update, "your step adds. That is right together with your gradient, which points down.")
    )
}

private func checkCost(_ solution: Solution, _ places: [Place]) -> Part {
    let right = places.map { meanSquaredError($0.predicted, $0.y) }
    let term = Term(
        "J", yours: tried(places) { solution.cost($0.predicted, $0.y) }, right: right,
        examples: places.map(\.x.rows),
        contributions: places.map { place in
            (place.errors * place.errors / Double(place.x.rows)).values
        },
        mistakes: [
            Mistake(
                "root", "the root. That is the RMSE; J is the mean of the squares itself.",
                right.map { $0.squareRoot() }),
            Mistake(
                "square",
                "the square. The errors are not squared, so those above and below cancel.",
                places.map { $0.errors.mean() }),
            Mistake(
                "square", "the square. The errors are taken without their sign, but not squared.",
                places.map { abs($0.errors).mean() }),
            Mistake(
                "square", "the square. It is taken of the mean; J is the mean of the squares.",
                places.map { $0.errors.mean() * $0.errors.mean() }),
            Mistake(
                "ŷ + y", "the error: it is ŷ − y, not ŷ + y.",
                places.map { (($0.predicted + $0.y) * ($0.predicted + $0.y)).mean() }),
            Mistake(
                "y", "the y. It is the mean of ŷ², not of (ŷ − y)².",
                places.map { ($0.predicted * $0.predicted).mean() }),
        ])
    return Part(
        "cost", [term],
        hints: [
            """
            Each example has an error, ŷ − y. Errors above and below must not cancel, so each is \
            squared. J is the mean of the squares: one number for all examples.
            """,
            "J = mean( (ŷ − y) (ŷ − y) ), and a mean is what .mean() gives.",
            "let errors = predicted - y",
        ])
}

private func checkBackward(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = tried(places) { solution.backward($0.x, $0.predicted, $0.y) }
    let right = places.map(\.gradient)
    let halves = "the factor 2. The derivative of (ŷ − y)² with respect to ŷ is 2 (ŷ − y)."
    let dw = Term(
        "dw", yours: yours.map(\.dw), right: right.map(\.dw),
        examples: places.map(\.x.rows),
        contributions: places.map { (2 * $0.errors * $0.x / Double($0.x.rows)).values },
        mistakes: [
            Mistake("factor 2", halves, right.map { $0.dw / 2 }),
            Mistake(
                "x",
                "the factor x. The derivative of ŷ = w·x + b with respect to w is x; without it, "
                    + "this is db.",
                right.map(\.db)),
            Mistake(
                "x, factor 2", "the factor x, and the 2. The derivative of w·x + b is x.",
                right.map { $0.db / 2 }),
            Mistake(
                "x",
                "the mean of a product. It is taken of the errors and of x apart; each error "
                    + "has to be multiplied by its own x first.",
                zip(places, right).map { $0.x.mean() * $1.db }),
            Mistake(
                "x²", "a factor x too much. It is 2 (ŷ − y) x, with one x.",
                places.map { (2 * $0.errors * $0.x * $0.x).mean() }),
            Mistake(
                "y", "the y. It is taken of ŷ, not of the error ŷ − y.",
                places.map { (2 * $0.predicted * $0.x).mean() }),
            Mistake(
                "w", "w in place of x.", zip(places, right).map { $0.w * $1.db }),
            Mistake(
                "square", "the square. Its derivative has none: 2 (ŷ − y), not (ŷ − y)².",
                places.map { ($0.errors * $0.errors * $0.x).mean() }),
        ])
    let db = Term(
        "db", yours: yours.map(\.db), right: right.map(\.db),
        examples: places.map(\.x.rows),
        contributions: places.map { (2 * $0.errors / Double($0.x.rows)).values },
        mistakes: [
            Mistake("factor 2", halves, right.map { $0.db / 2 }),
            Mistake(
                "x",
                "the factor x, which is too much. The derivative of ŷ = w·x + b with respect to b "
                    + "is 1.",
                right.map(\.dw)),
            Mistake(
                "y", "the y. It is taken of ŷ, not of the error ŷ − y.",
                places.map { (2 * $0.predicted).mean() }),
            Mistake(
                "square", "the square. Its derivative has none: 2 (ŷ − y), not (ŷ − y)².",
                places.map { ($0.errors * $0.errors).mean() }),
        ])
    return Part(
        "backward", [dw, db],
        hints: [
            """
            Go back step by step. How does J change with one ŷ? It is a mean of squares, and the \
            derivative of a square, (ŷ − y)², is 2 (ŷ − y). How does ŷ = w·x + b change with w, \
            and how with b? Multiply, and take the mean over the examples.
            """,
            "dw = mean( 2 (ŷ − y) x ) and db = mean( 2 (ŷ − y) · 1 ).",
            "let errors = predicted - y, and then let dw = (2 * errors * x).mean()",
        ])
}

private func checkUpdate(_ solution: Solution, _ places: [Place]) -> Part {
    let steps = tried(places) { place -> (w: Double, b: Double) in
        var (w, b) = (place.w, place.b)
        solution.update(&w, &b, place.gradient.dw, place.gradient.db, place.rate)
        return (w - place.w, b - place.b)
    }
    func term(
        _ name: String, _ yours: [Tried<Double>], at values: [Double], _ gradients: [Double],
        other: (name: String, gradients: [Double])
    ) -> Term {
        let right = zip(places, gradients).map { -$0.rate * $1 }
        return Term(
            name, yours: yours, right: right,
            mistakes: [
                Mistake(
                    "sign", "the sign. The gradient points uphill, and so does your step.",
                    right.map { -$0 }),
                Mistake(
                    "rate", "the learning rate. It is not in your step.", gradients.map { -$0 }),
                Mistake(
                    "sign, rate",
                    "the sign and the learning rate. Your step is the whole "
                        + "gradient, uphill.", gradients),
                Mistake(
                    "rate", "the learning rate. The step is divided by it: multiply.",
                    zip(places, gradients).map { -$1 / $0.rate }),
                Mistake(
                    "d\(other.name)",
                    "the derivative: it is d\(other.name), which moves \(other.name).",
                    zip(places, other.gradients).map { -$0.rate * $1 }),
                Mistake(
                    "= in place of −=",
                    "the old \(name). The step is taken from it: \(name) ← \(name) − α d\(name).",
                    zip(right, values).map { $0 - $1 }),
                Mistake(
                    "= in place of −=",
                    "the old \(name), and the sign: \(name) is replaced by α d\(name).",
                    zip(right, values).map { -$0 - $1 }),
            ])
    }
    let gradients = places.map(\.gradient)
    return Part(
        "update",
        [
            term(
                "w", steps.map(\.w), at: places.map(\.w), gradients.map(\.dw),
                other: ("b", gradients.map(\.db))),
            term(
                "b", steps.map(\.b), at: places.map(\.b), gradients.map(\.db),
                other: ("w", gradients.map(\.dw))),
        ],
        hints: [
            """
            (dw, db) points to where J rises fastest. Go the other way, and only a little: the \
            learning rate α says how far.
            """,
            "w ← w − α dw and b ← b − α db.",
            "w = w - learningRate * dw",
        ])
}

/// What lesson 02 prints for the first iterations.
let lessonLines = (at: [0, 10, 20], costs: [26158.142810, 3917.994700, 3673.397579])

/// The first cost lines of lesson 02, with the functions given: α = 0.01, from w = 0 and b = 0.
func costLines(_ solution: Solution, _ x: Matrix, _ y: Matrix) -> CostLines {
    var (w, b) = (0.0, 0.0)
    var costs: [Double] = []
    for iteration in 0...20 {
        let predicted = w * x + b
        if lessonLines.at.contains(iteration) { costs.append(solution.cost(predicted, y)) }
        let (dw, db) = solution.backward(x, predicted, y)
        solution.update(&w, &b, dw, db, 0.01)
    }
    return CostLines(
        step: "iteration", at: lessonLines.at, yours: costs, right: lessonLines.costs)
}
