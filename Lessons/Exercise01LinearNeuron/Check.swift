import Datasets
import Exercises
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

    var m: Int { x.rows }
    var slope: Double { w[0, 0] }
    var first: Matrix { x[columns: [0]] }
    var predicted: Matrix { matmul(x, w) + b }
    var errors: Matrix { predicted - y }
    var squares: Matrix { errors * errors }
}

/// Judges every term at four random places.
func check(_ solution: Solution) -> [Part] {
    var random = RandomState(seed: 1)
    let places = Places([5, 5, 8, 4].map { Place(&random, examples: $0) }, examples: \.m)
    return [
        checkOneInput(solution, places), checkSeveralInputs(solution, places),
        checkRMSE(solution, places),
    ]
}

private func checkOneInput(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "ŷ", of: { solution.oneInput($0.first, $0.slope, $0.b) }, like: "x",
        right: { $0.slope * $0.first + $0.b },
        mistakes: [
            ("b", "the b, which is added to every w·x."): { $0.slope * $0.first },
            ("w", "the factor w. It is x + b."): { $0.first + $0.b },
            ("w, b", "w and b, which are exchanged: w is the slope."):
                { $0.b * $0.first + $0.slope },
            ("brackets", "the brackets. It is w·(x + b); b is added after the product."):
                { $0.slope * ($0.first + $0.b) },
            ("b", "the sign of b: it is added."): { $0.slope * $0.first - $0.b },
            ("x", "the x. It is w + b, the same for each example."):
                { place in place.first.map { _ in place.slope + place.b } },
            ("w, b", "w and b. It is x itself."): \.first,
            ("square", "the square of x. A neuron is a line: w·x + b."):
                { $0.slope * $0.first * $0.first + $0.b },
        ])
    return Part(
        "neuron (one input)", [term],
        hints: Hints(
            idea: """
                A line: what does ŷ gain when x grows by 1? And what is ŷ where x is 0? It is \
                the same for every row of x.
                """,
            formula: "ŷ = w·x + b",
            lines: [
                "ŷ": "return w * x + b"
            ]))
}

private func checkSeveralInputs(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "ŷ", of: { solution.severalInputs($0.x, $0.w, $0.b) }, like: "y", right: \.predicted,
        mistakes: [
            ("b", "the b, which is added to x·w."): { matmul($0.x, $0.w) },
            ("b", "the sign of b: it is added."): { matmul($0.x, $0.w) - $0.b },
            ("first input", "the other inputs. It is that of the first one alone."):
                { $0.slope * $0.first + $0.b },
            ("w", "the weights. The inputs are added as they are; each has its own weight."):
                { $0.x.rowSums() + $0.b },
            ("sum", "the sum over the inputs: products alone, a column for each input."):
                { $0.x * $0.w.transposed() + $0.b },
            ("sum", "the sum over the inputs: products alone, a column for each input."):
                { $0.x * $0.w.transposed() },
            ("b", "the b. It is added once for each input, so three times."):
                { matmul($0.x, $0.w) + 3 * $0.b },
            ("brackets", "the brackets. b goes through the weights; it is added after them."):
                { matmul($0.x + $0.b, $0.w) },
        ])
    return Part(
        "neuron (several inputs)", [term],
        hints: Hints(
            idea: """
                Each input is multiplied by its own weight, and the products of a row are added up. \
                That is a row of x times the column w. What is the matrix that holds all of these sums?
                """,
            formula: "ŷ = x·w + b          with the product of matrices, matmul(x, w)",
            lines: [
                "ŷ": "return matmul(x, w) + b"
            ]))
}

private func checkRMSE(_ solution: Solution, _ places: Places<Place>) -> Part {
    let term = places.term(
        "RMSE", of: { solution.rmse($0.predicted, $0.y) },
        right: { $0.squares.mean().squareRoot() },
        mistakes: [
            ("root", "the root. That is the MSE, in squares of y's unit."): { $0.squares.mean() },
            ("mean", "the mean. It is the root of the sum, which grows with every example."):
                { $0.squares.sum().squareRoot() },
            ("order", "the order. The root is taken of the sum, before the division by n."):
                { $0.squares.sum().squareRoot() / Double($0.m) },
            ("square", "the square. The errors are not squared, so those above and below cancel."):
                { $0.errors.mean() },
            ("absolute", "the square. It is the mean of the errors without their sign, the MAE."):
                { abs($0.errors).mean() },
            ("y", "the y. It is the root of the mean of ŷ²."):
                { ($0.predicted * $0.predicted).mean().squareRoot() },
            ("ŷ + y", "the error: it is ŷ − y, not ŷ + y."):
                { (($0.predicted + $0.y) * ($0.predicted + $0.y)).mean().squareRoot() },
            ("n − 1", "the divisor. A mean divides by n, not by n − 1."):
                { ($0.squares.sum() / Double($0.m - 1)).squareRoot() },
            ("one example", "the mean. It is the error of the last example alone."):
                { abs($0.errors[$0.m - 1, 0]) },
            ("one example", "the mean. It is the error of the first example alone."):
                { abs($0.errors[0, 0]) },
            ("half", "a half that is not in it."): { ($0.squares.mean() / 2).squareRoot() },
        ])
    return Part(
        "rmse", [term],
        hints: Hints(
            idea: """
                Read its name from behind: error, square, mean, root. Do these four, one after the \
                other.
                """,
            formula: "RMSE = √ mean( (ŷ − y)² )",
            lines: [
                "RMSE": "let errors = predicted - y"
            ]))
}

/// What lesson 01 finds for three guesses of w and b, and the functions given: the RMSE on the
/// cereals, of calories from protein.
func costLines(_ solution: Solution) throws -> CostLines {
    let cereals = try readCSV(courseFile("uscereal.csv"))
    let (x, y) = (try cereals.matrix(["protein"]), try cereals.matrix(["calories"]))
    let guesses = [(0.0, 149.408), (5.0, 90.0), (20.0, 80.0)]
    return CostLines(
        "guess", [1: 61.929922, 2: 67.385899, 3: 44.920526], source: "the lesson's"
    ) { guess in
        let (w, b) = guesses[guess - 1]
        return solution.rmse(solution.oneInput(x, w, b), y)
    }
}
