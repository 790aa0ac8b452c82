import Exercises
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var cost: (_ predicted: Matrix, _ y: Matrix) -> Double
    var backward: (_ x: Matrix, _ predicted: Matrix, _ y: Matrix) -> (dm: Double, db: Double)
    var update:
        (_ m: inout Double, _ b: inout Double, _ dm: Double, _ db: Double, _ rate: Double) -> Void
}

/// Some examples, and some m and b, all at random.
private struct Place {
    let x, y: Matrix
    let m, b: Double

    init(_ random: inout RandomState) {
        x = random.randn(rows: 5, columns: 1)
        y = random.randn(rows: 5, columns: 1)
        m = random.uniform(0.5, 2)
        b = random.uniform(-2, -0.5)
    }

    var predicted: Matrix { m * x + b }

    /// Central differences of the mean squared error by m and by b.
    var gradient: (dm: Double, db: Double) {
        let both = numericalGradient(at: Matrix(row: [m, b])) {
            meanSquaredError($0[0, 0] * x + $0[0, 1], y)
        }
        return (both[0, 0], both[0, 1])
    }
}

/// Judges every term at four random places of five examples each.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 2)
    let places = (0..<4).map { _ in Place(&random) }
    return [
        checkCost(solution, places), checkBackward(solution, places), checkUpdate(solution, places),
    ]
}

private func checkCost(_ solution: Solution, _ places: [Place]) -> Part {
    let right = places.map { meanSquaredError($0.predicted, $0.y) }
    let term = Term(
        "J", yours: places.map { solution.cost($0.predicted, $0.y) }, right: right, examples: 5,
        mistakes: [
            Mistake(
                "root", "the root. That is the RMSE; J is the mean of the squares itself.",
                right.map { $0.squareRoot() }),
            Mistake(
                "square",
                "the square. The errors are not squared, so those above and below cancel.",
                places.map { ($0.predicted - $0.y).mean() }),
            Mistake(
                "square", "the square. The errors are taken without their sign, but not squared.",
                places.map { abs($0.predicted - $0.y).mean() }),
            Mistake(
                "square", "the square. It is taken of the mean; J is the mean of the squares.",
                places.map { ($0.predicted - $0.y).mean() * ($0.predicted - $0.y).mean() }),
        ])
    return Part(
        "cost", [term],
        hints: [
            """
            Each example has an error, ŷ − y. Errors above and below must not cancel, so each is \
            squared. J is the mean of the squares: one number for all examples.
            """,
            "J = mean( (ŷ − y) (ŷ − y) ), and a mean is what .mean() gives.",
        ])
}

private func checkBackward(_ solution: Solution, _ places: [Place]) -> Part {
    let yours = places.map { solution.backward($0.x, $0.predicted, $0.y) }
    let right = places.map(\.gradient)
    let halves = "the factor 2. The derivative of (ŷ − y)² by ŷ is 2 (ŷ − y)."
    let dm = Term(
        "dm", yours: yours.map(\.dm), right: right.map(\.dm), examples: 5,
        mistakes: [
            Mistake("factor 2", halves, right.map { $0.dm / 2 }),
            Mistake(
                "x",
                "the factor x. The derivative of ŷ = m·x + b by m is x; without it, this is db.",
                right.map(\.db)),
            Mistake(
                "x", "the factor x, and the 2. The derivative of m·x + b by m is x.",
                right.map { $0.db / 2 }),
            Mistake(
                "x",
                "the mean of a product. It is taken of the errors and of x apart; each error "
                    + "has to be multiplied by its own x first.",
                zip(places, right).map { $0.x.mean() * $1.db }),
        ])
    let db = Term(
        "db", yours: yours.map(\.db), right: right.map(\.db), examples: 5,
        mistakes: [
            Mistake("factor 2", halves, right.map { $0.db / 2 }),
            Mistake(
                "x", "the factor x, which is too much. The derivative of ŷ = m·x + b by b is 1.",
                right.map(\.dm)),
        ])
    return Part(
        "backward", [dm, db],
        hints: [
            """
            Go back step by step. How does J change with one ŷ? It is a mean of squares, and the \
            derivative of a square, (ŷ − y)², is 2 (ŷ − y). How does ŷ = m·x + b change with m, \
            and how with b? Multiply, and take the mean over the examples.
            """,
            "dm = mean( 2 (ŷ − y) x )   and   db = mean( 2 (ŷ − y) · 1 ).",
        ])
}

private func checkUpdate(_ solution: Solution, _ places: [Place]) -> Part {
    let rates = [0.1, 0.03, 0.2, 0.05]
    let steps = zip(places, rates).map { place, rate -> (m: Double, b: Double) in
        var (m, b) = (place.m, place.b)
        solution.update(&m, &b, place.gradient.dm, place.gradient.db, rate)
        return (m - place.m, b - place.b)
    }
    func term(_ name: String, _ yours: [Double], _ gradients: [Double]) -> Term {
        let right = zip(rates, gradients).map { -$0 * $1 }
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
            ])
    }
    return Part(
        "update",
        [
            term("m", steps.map(\.m), places.map(\.gradient.dm)),
            term("b", steps.map(\.b), places.map(\.gradient.db)),
        ],
        hints: [
            """
            (dm, db) points to where J rises fastest. Go the other way, and only a little: the \
            learning rate α says how far.
            """,
            "m ← m − α dm   and   b ← b − α db. In Swift: m = m - learningRate * dm.",
        ])
}

/// What lesson 02 prints for the first iterations.
let lessonLines = (at: [0, 10, 20], costs: [26158.142810, 3917.994700, 3673.397579])

/// The first cost lines of lesson 02, with the functions given: α = 0.01, from m = 0 and b = 0.
func costLines(_ solution: Solution, _ x: Matrix, _ y: Matrix) -> CostLines {
    var (m, b) = (0.0, 0.0)
    var costs: [Double] = []
    for iteration in 0...20 {
        let predicted = m * x + b
        if lessonLines.at.contains(iteration) { costs.append(solution.cost(predicted, y)) }
        let (dm, db) = solution.backward(x, predicted, y)
        solution.update(&m, &b, dm, db, 0.01)
    }
    return CostLines(
        step: "iteration", at: lessonLines.at, yours: costs, right: lessonLines.costs)
}
