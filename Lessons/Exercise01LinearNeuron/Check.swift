import Exercises
import Layers
import Matrices

/// The reader's functions, or others in their place.
struct Solution {
    var oneInput: (_ x: Matrix, _ w: Double, _ b: Double) -> Matrix
    var severalInputs: (_ x: Matrix, _ w: Matrix, _ b: Double) -> Matrix
    var rmse: (_ predicted: Matrix, _ y: Matrix) -> Double
}

/// Some examples of three inputs, and a neuron, all at random.
private struct Place {
    let x, w, y: Matrix
    let b: Double

    init(_ random: inout RandomState, examples: Int) {
        x = random.randn(rows: examples, columns: 3)
        w = random.randn(rows: 3, columns: 1)
        b = random.uniform(0.5, 2)
        y = random.randn(rows: examples, columns: 1)
    }

    var slope: Double { w[0, 0] }
    var first: Matrix { x[columns: [0]] }
    var predicted: Matrix { matmul(x, w) + b }
    var errors: Matrix { predicted - y }
    var squares: Matrix { errors * errors }
}

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 1)
    let places = [5, 5, 8, 4].map { Place(&random, examples: $0) }
    return [
        checkOneInput(solution, places), checkSeveralInputs(solution, places),
        checkRMSE(solution, places),
    ]
}

private func checkOneInput(_ solution: Solution, _ places: [Place]) -> Part {
    let right = places.map { $0.slope * $0.first + $0.b }
    let term = Term(
        "ŷ", yours: tried(places) { solution.oneInput($0.first, $0.slope, $0.b) }, right: right,
        like: "x",
        mistakes: [
            Mistake("b", "the b, which is added to every w·x.", places.map { $0.slope * $0.first }),
            Mistake("w", "the factor w. It is x + b.", places.map { $0.first + $0.b }),
            Mistake(
                "w, b", "w and b, which are exchanged: w is the slope.",
                places.map { $0.b * $0.first + $0.slope }),
            Mistake(
                "brackets", "the brackets. It is w·(x + b); b is added after the product.",
                places.map { $0.slope * ($0.first + $0.b) }),
            Mistake("b", "the sign of b: it is added.", places.map { $0.slope * $0.first - $0.b }),
            Mistake(
                "x", "the x. It is w + b, the same for each example.",
                places.map { place in place.first.map { _ in place.slope + place.b } }),
            Mistake("w, b", "w and b. It is x itself.", places.map(\.first)),
            Mistake(
                "square", "the square of x. A neuron is a line: w·x + b.",
                places.map { $0.slope * $0.first * $0.first + $0.b }),
        ])
    return Part(
        "neuron, one input", [term],
        hints: [
            """
            A line: what does ŷ gain when x grows by 1? And what is ŷ where x is 0? It is \
            the same for every row of x.
            """,
            "ŷ = w·x + b.",
            "w * x + b",
        ])
}

private func checkSeveralInputs(_ solution: Solution, _ places: [Place]) -> Part {
    let term = Term(
        "ŷ", yours: tried(places) { solution.severalInputs($0.x, $0.w, $0.b) },
        right: places.map(\.predicted), like: "y",
        mistakes: [
            Mistake("b", "the b, which is added to x·w.", places.map { matmul($0.x, $0.w) }),
            Mistake("b", "the sign of b: it is added.", places.map { matmul($0.x, $0.w) - $0.b }),
            Mistake(
                "first input", "the other inputs. It is that of the first one alone.",
                places.map { $0.slope * $0.first + $0.b }),
            Mistake(
                "w", "the weights. The inputs are added as they are; each has its own weight.",
                places.map { place in
                    Matrix(column: (0..<place.x.rows).map { place.x[row: $0].reduce(place.b, +) })
                }),
            Mistake(
                "sum", "the sum over the inputs: products alone, a column for each input.",
                places.map { $0.x * $0.w.transposed() + $0.b }),
            Mistake(
                "sum", "the sum over the inputs: products alone, a column for each input.",
                places.map { $0.x * $0.w.transposed() }),
            Mistake(
                "b", "the b. It is added once for each input, so three times.",
                places.map { matmul($0.x, $0.w) + 3 * $0.b }),
            Mistake(
                "brackets", "the brackets. b goes through the weights; it is added after them.",
                places.map { matmul($0.x + $0.b, $0.w) }),
        ])
    return Part(
        "neuron, several inputs", [term],
        hints: [
            """
            Each input is multiplied by its own weight, and the products of a row are added up. \
            That is a row of x times the column w. What is the matrix that holds all of these sums?
            """,
            "ŷ = x·w + b, with the product of matrices.",
            "matmul(x, w) + b",
        ])
}

private func checkRMSE(_ solution: Solution, _ places: [Place]) -> Part {
    let right = places.map { $0.squares.mean().squareRoot() }
    let term = Term(
        "RMSE", yours: tried(places) { solution.rmse($0.predicted, $0.y) }, right: right,
        examples: places.map(\.x.rows),
        mistakes: [
            Mistake(
                "root", "the root. That is the MSE, in squares of y's unit.",
                places.map { $0.squares.mean() }),
            Mistake(
                "mean", "the mean. It is the root of the sum, which grows with every example.",
                places.map { $0.squares.sum().squareRoot() }),
            Mistake(
                "order", "the order. The root is taken of the sum, before the division by n.",
                places.map { $0.squares.sum().squareRoot() / Double($0.x.rows) }),
            Mistake(
                "square",
                "the square. The errors are not squared, so those above and below cancel.",
                places.map { $0.errors.mean() }),
            Mistake(
                "absolute", "the square. It is the mean of the errors without their sign, the MAE.",
                places.map { abs($0.errors).mean() }),
            Mistake(
                "order", "the order. The mean is taken before the square: errors cancel in it.",
                places.map { abs($0.errors.mean()) }),
            Mistake(
                "y", "the y. It is the root of the mean of ŷ².",
                places.map { ($0.predicted * $0.predicted).mean().squareRoot() }),
            Mistake(
                "ŷ + y", "the error: it is ŷ − y, not ŷ + y.",
                places.map {
                    (($0.predicted + $0.y) * ($0.predicted + $0.y)).mean().squareRoot()
                }),
            Mistake(
                "n − 1", "the divisor. A mean divides by n, not by n − 1.",
                places.map { ($0.squares.sum() / Double($0.x.rows - 1)).squareRoot() }),
            Mistake(
                "one example", "the mean. It is the error of the last example alone.",
                places.map { abs($0.errors[$0.x.rows - 1, 0]) }),
            Mistake(
                "one example", "the mean. It is the error of the first example alone.",
                places.map { abs($0.errors[0, 0]) }),
            Mistake(
                "half", "a half that is not in it.",
                places.map { ($0.squares.mean() / 2).squareRoot() }),
        ])
    return Part(
        "rmse", [term],
        hints: [
            """
            Read its name from behind: error, square, mean, root. Do these four, one after the \
            other.
            """,
            "RMSE = √ mean( (ŷ − y)² ).",
            "let errors = predicted - y, and then (errors * errors).mean()",
        ])
}

/// What lesson 01 finds for three guesses of w and b: the RMSE on the cereals.
let lessonLines = (
    guesses: [(0.0, 149.408), (5.0, 90.0), (20.0, 80.0)], costs: [61.929922, 67.385899, 44.920526]
)

/// The RMSE of the three guesses, with the functions given.
func costLines(_ solution: Solution, _ x: Matrix, _ y: Matrix) -> CostLines {
    CostLines(
        step: "guess", at: [1, 2, 3],
        yours: lessonLines.guesses.map { w, b in solution.rmse(solution.oneInput(x, w, b), y) },
        right: lessonLines.costs)
}
